"""What pages and papers read of a plan: its priorities with actions and targets, and what it rests on.

Everything is fetched in a fixed number of queries, whatever the plan's size, and handed on as frozen dataclasses.
"""

from priorities.summaries.basis import amendments_of, challenges_of, evidence_of, findings_of, objective_set_of
from priorities.summaries.duties import DutyLine, duties_of
from priorities.summaries.lines import (
    ActionLine,
    AmendmentLine,
    ChallengeLine,
    EvidenceLine,
    FindingLine,
    Lineage,
    ObjectiveLine,
    ObjectiveSetLine,
    PlanSummary,
    PriorityLine,
    ProgressLine,
    TargetLine,
)
from priorities.summaries.plans import actions_in, count_statuses, lineage_of, plan_summary, priorities_of
from priorities.summaries.progress import ActionProgress, Sheet, SheetLine, action_progress, progress_line, sheet_of

__all__ = [
    "ActionLine",
    "ActionProgress",
    "AmendmentLine",
    "ChallengeLine",
    "DutyLine",
    "EvidenceLine",
    "FindingLine",
    "Lineage",
    "ObjectiveLine",
    "ObjectiveSetLine",
    "PlanSummary",
    "PriorityLine",
    "ProgressLine",
    "Sheet",
    "SheetLine",
    "TargetLine",
    "action_progress",
    "actions_in",
    "amendments_of",
    "challenges_of",
    "count_statuses",
    "duties_of",
    "evidence_of",
    "findings_of",
    "lineage_of",
    "objective_set_of",
    "plan_summary",
    "priorities_of",
    "progress_line",
    "sheet_of",
]

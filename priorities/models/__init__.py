"""What a partnership means to do: plans, priorities, actions, targets, progress; and what these rest on: evidence,
objectives.

Text is kept as its author wrote it, in the small Markdown of `reports.prose` (paragraphs, lists, links).
"""

from priorities.models.actions import (
    LATEST_FIRST,
    Action,
    ActionQuerySet,
    ActionStatus,
    DateMove,
    Progress,
    ProgressQuerySet,
    Target,
)
from priorities.models.duties import Duty, DutyRecord
from priorities.models.evidence import EvidenceSource, Objective, ObjectiveSet
from priorities.models.findings import Challenge, Finding, FindingQuerySet, Review
from priorities.models.plans import (
    Amendment,
    Approach,
    Plan,
    PlanQuerySet,
    Priority,
    PriorityObjective,
    PriorityStrand,
    Project,
    ProjectName,
)
from priorities.models.requests import Answer, BodyRequest, Reminder, UpdateRequest

__all__ = [
    "LATEST_FIRST",
    "Action",
    "ActionQuerySet",
    "ActionStatus",
    "Amendment",
    "Answer",
    "Approach",
    "BodyRequest",
    "Challenge",
    "DateMove",
    "Duty",
    "DutyRecord",
    "EvidenceSource",
    "Finding",
    "FindingQuerySet",
    "Objective",
    "ObjectiveSet",
    "Plan",
    "PlanQuerySet",
    "Priority",
    "PriorityObjective",
    "PriorityStrand",
    "Progress",
    "ProgressQuerySet",
    "Project",
    "ProjectName",
    "Reminder",
    "Review",
    "Target",
    "UpdateRequest",
]

"""What a partnership means to do: plans, priorities, actions, targets, progress; and what these rest on: evidence,
objectives.

Text is kept as its author wrote it, in the small Markdown of `reports.prose` (paragraphs, lists, links).
"""

from priorities.models.actions import Action, ActionQuerySet, ActionStatus, Progress, Target
from priorities.models.evidence import EvidenceSource, Objective, ObjectiveSet
from priorities.models.findings import Challenge, Finding, FindingQuerySet, Review
from priorities.models.plans import (
    Approach,
    Plan,
    PlanQuerySet,
    Priority,
    PriorityObjective,
    PriorityStrand,
    Project,
    ProjectName,
)

__all__ = [
    "Action",
    "ActionQuerySet",
    "ActionStatus",
    "Approach",
    "Challenge",
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
    "Project",
    "ProjectName",
    "Review",
    "Target",
]

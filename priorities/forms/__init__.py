"""The shape of what officers type about plans."""

from priorities.forms.actions import ActionForm, TargetForm
from priorities.forms.amending import WhyForm
from priorities.forms.challenges import ChallengeForm
from priorities.forms.duties import DutyRecordForm
from priorities.forms.objectives import EvidenceSourceForm, ObjectiveForm, ObjectiveSetForm
from priorities.forms.offers import bodies_of, objective_sets_of, offers_of
from priorities.forms.plans import PlanForm, PlanMoveForm
from priorities.forms.priorities import ObjectiveLinkForm, PriorityForm
from priorities.forms.progress import ProgressForm, SheetForm, StatusSelect
from priorities.forms.roll_forward import FatesForm, NextPlanForm
from priorities.forms.together import TogetherForm

__all__ = [
    "ActionForm",
    "ChallengeForm",
    "DutyRecordForm",
    "EvidenceSourceForm",
    "FatesForm",
    "NextPlanForm",
    "ObjectiveForm",
    "ObjectiveLinkForm",
    "ObjectiveSetForm",
    "PlanForm",
    "PlanMoveForm",
    "PriorityForm",
    "ProgressForm",
    "SheetForm",
    "StatusSelect",
    "TargetForm",
    "TogetherForm",
    "WhyForm",
    "bodies_of",
    "objective_sets_of",
    "offers_of",
]

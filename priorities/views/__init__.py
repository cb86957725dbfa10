"""The pages of plans: read by anybody (`reading`), kept by officers."""

from priorities.views.actions import (
    action_down,
    action_edit,
    action_part_add,
    action_remove,
    action_up,
    priority_action_add,
)
from priorities.views.answers import request_answer
from priorities.views.asking import (
    request,
    request_add,
    request_close,
    request_mail,
    request_nudge,
    request_renew,
    request_revoke,
    requests,
)
from priorities.views.challenges import challenge_add, challenge_edit, challenge_remove
from priorities.views.duties import duties, duty_record_add, duty_record_edit, duty_record_remove
from priorities.views.links import update
from priorities.views.objectives import (
    evidence_source_add,
    evidence_source_edit,
    objective_down,
    objective_edit,
    objective_remove,
    objective_set_add,
    objective_set_edit,
    objective_set_objective_add,
    objective_sets,
    objective_up,
)
from priorities.views.plans import plan_add, plan_edit, plan_move, plan_state
from priorities.views.priorities import (
    priority_add,
    priority_down,
    priority_edit,
    priority_objectives,
    priority_part_add,
    priority_remove,
    priority_unlink,
    priority_up,
)
from priorities.views.progress import progress_period, progress_record, progress_sheet, progress_unchanged
from priorities.views.reading import basis, plan
from priorities.views.roll_forward import (
    roll_forward,
    roll_forward_check,
    roll_forward_discard,
    roll_forward_next,
    roll_forward_priority,
)
from priorities.views.targets import action_target_add, priority_target_add, target_edit, target_remove
from priorities.views.together import together, together_pick
from priorities.views.workspace import work

__all__ = [
    "action_down",
    "action_edit",
    "action_part_add",
    "action_remove",
    "action_target_add",
    "action_up",
    "basis",
    "challenge_add",
    "challenge_edit",
    "challenge_remove",
    "duties",
    "duty_record_add",
    "duty_record_edit",
    "duty_record_remove",
    "evidence_source_add",
    "evidence_source_edit",
    "objective_down",
    "objective_edit",
    "objective_remove",
    "objective_set_add",
    "objective_set_edit",
    "objective_set_objective_add",
    "objective_sets",
    "objective_up",
    "plan",
    "plan_add",
    "plan_edit",
    "plan_move",
    "plan_state",
    "priority_action_add",
    "priority_add",
    "priority_down",
    "priority_edit",
    "priority_objectives",
    "priority_part_add",
    "priority_remove",
    "priority_target_add",
    "priority_unlink",
    "priority_up",
    "progress_period",
    "progress_record",
    "progress_sheet",
    "progress_unchanged",
    "request",
    "request_add",
    "request_answer",
    "request_close",
    "request_mail",
    "request_nudge",
    "request_renew",
    "request_revoke",
    "requests",
    "roll_forward",
    "roll_forward_check",
    "roll_forward_discard",
    "roll_forward_next",
    "roll_forward_priority",
    "target_edit",
    "target_remove",
    "together",
    "together_pick",
    "update",
    "work",
]

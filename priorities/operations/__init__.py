"""Every write to plans that has a rule or a trace."""

from priorities.operations.actions import (
    UNEXPLAINED,
    DateMoveUnexplained,
    add_action,
    change_action,
    is_date_moved,
    remove_action,
)
from priorities.operations.amending import ChangeUnexplained, begin_change
from priorities.operations.batches import ActionBatch
from priorities.operations.challenges import add_challenge, change_challenge, remove_challenge
from priorities.operations.duties import add_duty_record, change_duty_record, remove_duty_record
from priorities.operations.fates import ActionChoice, Fate, NextPlan, PriorityChoice, fates_in_words
from priorities.operations.objectives import (
    add_evidence_source,
    add_objective,
    add_objective_set,
    agreed_plans_of,
    change_evidence_source,
    change_objective,
    change_objective_set,
    move_objective,
    remove_objective,
)
from priorities.operations.places import CannotMove, move_action, move_priority
from priorities.operations.plans import CannotMovePlan, add_plan, change_plan, check_can_move, move_plan
from priorities.operations.priorities import (
    add_priority,
    change_priority,
    link_objective,
    remove_priority,
    unlink_objective,
)
from priorities.operations.progress import (
    IN_TROUBLE,
    OF_TROUBLE,
    PlanIsClosed,
    check_progress,
    record_progress,
    repeat_progress,
)
from priorities.operations.roll_forward import (
    AlreadyRolledForward,
    FateUnexplained,
    PlanChangedMeanwhile,
    check_can_roll_forward,
    roll_forward_plan,
)
from priorities.operations.targets import add_target, change_target, remove_target
from priorities.operations.together import NotTogether, SomeSavedMeanwhile, Together, change_together

__all__ = [
    "IN_TROUBLE",
    "OF_TROUBLE",
    "UNEXPLAINED",
    "ActionBatch",
    "ActionChoice",
    "AlreadyRolledForward",
    "CannotMove",
    "CannotMovePlan",
    "ChangeUnexplained",
    "DateMoveUnexplained",
    "Fate",
    "FateUnexplained",
    "NextPlan",
    "NotTogether",
    "PlanChangedMeanwhile",
    "PlanIsClosed",
    "PriorityChoice",
    "SomeSavedMeanwhile",
    "Together",
    "add_action",
    "add_challenge",
    "add_duty_record",
    "add_evidence_source",
    "add_objective",
    "add_objective_set",
    "add_plan",
    "add_priority",
    "add_target",
    "agreed_plans_of",
    "begin_change",
    "change_action",
    "change_challenge",
    "change_duty_record",
    "change_evidence_source",
    "change_objective",
    "change_objective_set",
    "change_plan",
    "change_priority",
    "change_target",
    "change_together",
    "check_can_move",
    "check_can_roll_forward",
    "check_progress",
    "fates_in_words",
    "is_date_moved",
    "link_objective",
    "move_action",
    "move_objective",
    "move_plan",
    "move_priority",
    "record_progress",
    "remove_action",
    "remove_challenge",
    "remove_duty_record",
    "remove_objective",
    "remove_priority",
    "remove_target",
    "repeat_progress",
    "roll_forward_plan",
    "unlink_objective",
]

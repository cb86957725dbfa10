"""Every change to a scorecard, each in one transaction with one event."""

from scorecard.operations.indicators import (
    CannotMoveIndicator,
    NothingToTakeOver,
    add_indicator,
    add_measure,
    change_indicator,
    change_measure,
    move_indicator,
    remove_indicator,
    remove_measure,
    take_over_indicators,
)
from scorecard.operations.measurements import (
    NumbersDisagree,
    RevisionUnexplained,
    add_measurement,
    change_measurement,
    remove_measurement,
)
from scorecard.operations.rules import keep_population, set_rule
from scorecard.operations.series import (
    SaysNothing,
    add_baseline,
    add_break,
    add_target,
    change_baseline,
    change_break,
    change_target,
    remove_baseline,
    remove_break,
    remove_target,
)

__all__ = [
    "CannotMoveIndicator",
    "NothingToTakeOver",
    "NumbersDisagree",
    "RevisionUnexplained",
    "SaysNothing",
    "add_baseline",
    "add_break",
    "add_indicator",
    "add_measure",
    "add_measurement",
    "add_target",
    "change_baseline",
    "change_break",
    "change_indicator",
    "change_measure",
    "change_measurement",
    "change_target",
    "keep_population",
    "move_indicator",
    "remove_baseline",
    "remove_break",
    "remove_indicator",
    "remove_measure",
    "remove_measurement",
    "remove_target",
    "set_rule",
    "take_over_indicators",
]

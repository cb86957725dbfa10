"""The pages of a scorecard."""

from scorecard.views.exceptions import (
    exception_accept,
    exception_answer,
    exception_ask,
    exception_remove,
    exception_renew,
    exception_report,
    exception_send_back,
)
from scorecard.views.indicators import (
    indicator_add,
    indicator_down,
    indicator_edit,
    indicator_remove,
    indicator_up,
    indicators_take_over,
)
from scorecard.views.links import (
    exception,
)
from scorecard.views.reading import (
    indicator,
    scorecard,
)
from scorecard.views.rules import (
    scorecard_rule,
)
from scorecard.views.values import (
    baseline_add,
    baseline_edit,
    baseline_remove,
    break_add,
    break_edit,
    break_remove,
    indicator_target_add,
    indicator_target_edit,
    indicator_target_remove,
    measure_add,
    measure_edit,
    measure_remove,
    measurement_add,
    measurement_edit,
    measurement_remove,
)

__all__ = [
    "baseline_add",
    "baseline_edit",
    "baseline_remove",
    "break_add",
    "break_edit",
    "break_remove",
    "exception",
    "exception_accept",
    "exception_answer",
    "exception_ask",
    "exception_remove",
    "exception_renew",
    "exception_report",
    "exception_send_back",
    "indicator",
    "indicator_add",
    "indicator_down",
    "indicator_edit",
    "indicator_remove",
    "indicator_target_add",
    "indicator_target_edit",
    "indicator_target_remove",
    "indicator_up",
    "indicators_take_over",
    "measure_add",
    "measure_edit",
    "measure_remove",
    "measurement_add",
    "measurement_edit",
    "measurement_remove",
    "scorecard",
    "scorecard_rule",
]

"""The shape of what officers, contributors and owners of indicators send."""

from scorecard.forms.exceptions import AcceptForm, AnswerForm, AskForm, LinkAnswerForm, RenewForm, SendBackForm
from scorecard.forms.indicators import IndicatorForm, MeasureForm, TakeOverForm
from scorecard.forms.values import BaselineForm, BreakForm, MeasurementForm, RuleForm, TargetForm

__all__ = [
    "AcceptForm",
    "AnswerForm",
    "AskForm",
    "BaselineForm",
    "BreakForm",
    "IndicatorForm",
    "LinkAnswerForm",
    "MeasureForm",
    "MeasurementForm",
    "RenewForm",
    "RuleForm",
    "SendBackForm",
    "TakeOverForm",
    "TargetForm",
]

"""How a partnership watches whether things get better: indicators, measurements, baselines and breaks in a series, the
reports on those that go the wrong way, and the official figures that were read in.

An indicator may have a wanted direction and no target at all ("direction of travel"), several measures, and several
owners.
"""

from scorecard.models.exceptions import ExceptionReport, ScorecardRule
from scorecard.models.imports import ImportRun, Population
from scorecard.models.indicators import Indicator, IndicatorMeasure, IndicatorTarget
from scorecard.models.measurements import Baseline, Break, FormerValue, Measurement

__all__ = [
    "Baseline",
    "Break",
    "ExceptionReport",
    "FormerValue",
    "ImportRun",
    "Indicator",
    "IndicatorMeasure",
    "IndicatorTarget",
    "Measurement",
    "Population",
    "ScorecardRule",
]

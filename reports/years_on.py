"""Last time's words in a new paper: where they name the years of the old plans, they come to name those of the new."""

import re
from collections.abc import Callable

from priorities.models import Plan
from reports.models import Paper

OF_YEARS = re.compile(r"(\d{4})[-–/](?:\d{2})?(\d{2})")
Reword = Callable[[str], str]


def years_on(follows: Paper | None, *, plan: Plan | None, reports_on: Plan | None) -> Reword:
    """What moves a text on from the years of last time's paper to those of these plans, all at once.

    "2024/25" becomes "2025/26" and "2024-2025" becomes "2025-2026": the text keeps its way of writing. A year that
    became two different ones stays as it is.
    """
    steps: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for old, new in ((follows and follows.plan, plan), (follows and follows.reports_on, reports_on)):
        before, after = (OF_YEARS.fullmatch(one.period_stated) if one else None for one in (old, new))
        if before and after:
            steps.setdefault(_years(before), set()).add(_years(after))

    def moved_on(found: re.Match[str]) -> str:
        wanted = steps.get(_years(found), set())
        if len(wanted) != 1:
            return found[0]
        ((start, end),) = wanted
        between = found[0][4:-2]  # the dash, and the century where the text writes it
        return f"{start}{between}{end}"

    return lambda text: re.sub(rf"(?<!\d){OF_YEARS.pattern}(?!\d)", moved_on, text)


def _years(found: re.Match[str]) -> tuple[str, str]:
    return found[1], found[2]

"""Changes that a sentence tells with both their ends: "fell from 420 to 320", "320, compared with 420 in 2023"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reports.checks.figures_in_words import PER_CENT, Figure
from reports.checks.reading import Sentence

FROM, TO = (
    re.compile(r"\bfrom(?:\s+\S{1,30}){0,3}?\s*$", re.IGNORECASE),
    re.compile(r"\bto\b[^.;:()]{0,25}$", re.IGNORECASE),
)
# The looser ways are read only where a percentage beside them is said to be a change.
CHANGE_OF = (
    r"(?:increase|decrease|reduction|fall|rise|drop|growth|decline|(?:rose|fell|increased|decreased|dropped|grew|risen"
    r"|fallen|reduced|declined|up|down))"
)
PERCENT_OF_CHANGE = re.compile(
    rf"\b{CHANGE_OF}\s+(?:of\s+|by\s+)?(?:about\s+|around\s+|over\s+|nearly\s+|just\s+(?:over|under)\s+)?$",
    re.IGNORECASE,
)
CHANGE_AFTER = re.compile(rf"\s+{CHANGE_OF}\b", re.IGNORECASE)
SIGN_BEFORE = re.compile(r"\(\s*$")
COMPARED = re.compile(r"\b(?:compared (?:with|to)|(?:up|down) from|as against)\s+(?:the\s+)?$", re.IGNORECASE)
TO_BEFORE, FROM_BEFORE = re.compile(r"\bto\s*$", re.IGNORECASE), re.compile(r",?\s*from\s*$", re.IGNORECASE)
IN_YEAR = re.compile(r"(?:\s+[a-z-]+){0,4}\s+(?:in|during|for|at)\s+(?:the\s+)?(?:year\s+)?$", re.IGNORECASE)
BETWEEN_YEARS = re.compile(r",?\s*(?:and|to|but|then)\s+(?:there were\s+)?$|,\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Change:
    """From one number to another, and where the words for it stand in their sentence."""

    before: Figure
    after: Figure

    @property
    def percent(self) -> Decimal:
        return 100 * (self.after.value - self.before.value) / self.before.value

    @property
    def is_rough(self) -> bool:
        return self.before.is_about or self.after.is_about


def changes_in(sentence: Sentence) -> list[Change]:
    """The changes that a sentence tells as "from … to …"."""
    found = []
    figures = [figure for figure in sentence.figures if figure.unit != PER_CENT and not figure.is_time]
    for before, after in pairwise(figures):
        joint = sentence.text[before.end : after.start]
        if (
            before.unit == after.unit
            and before.value > 0
            and FROM.search(sentence.text[max(0, before.start - 60) : before.start])
            and TO.search(joint)
            and len(joint) < 60
        ):
            found.append(Change(before, after))
    return found


def loose_changes_in(sentence: Sentence) -> list[Change]:
    """The one change of a sentence that tells its ends in another way, beside a percentage that is said to be it."""
    shares = [figure for figure in sentence.figures if figure.unit == PER_CENT]
    counts = [figure for figure in sentence.figures if figure.unit != PER_CENT and not figure.is_time]
    if len(shares) != 1 or len(counts) != 2 or counts[0].unit != counts[1].unit or not _is_change(sentence, shares[0]):
        return []
    first, second = counts
    order = _order(sentence, first, second)
    if order is None or not order[0].value:
        return []
    return [Change(*order)]


def _is_change(sentence: Sentence, share: Figure) -> bool:
    before, after = sentence.text[: share.start], sentence.text[share.end :]
    is_signed = bool(share.sign) and SIGN_BEFORE.search(before) is not None
    return is_signed or PERCENT_OF_CHANGE.search(before) is not None or CHANGE_AFTER.match(after) is not None


def _order(sentence: Sentence, first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """Which of two numbers was before and which after; None where the words do not say."""
    text = sentence.text
    before, joint = text[: first.start], text[first.end : second.start]
    if COMPARED.search(joint):
        return second, first
    if TO_BEFORE.search(before) and FROM_BEFORE.search(joint):
        return second, first
    if before.rstrip().endswith("(") and re.fullmatch(r"\s*(?:to|→)\s*", joint):
        return first, second
    return _by_years(sentence, first, second)


def _by_years(sentence: Sentence, first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """“420 in 2023/24 and 320 in 2024/25”."""
    times = [time for time in sentence.times if time.first]
    if len(times) != 2 or not first.end < times[0].start < second.start < second.end < times[1].start:
        return None
    told = (
        IN_YEAR.fullmatch(sentence.text[first.end : times[0].start])
        and BETWEEN_YEARS.fullmatch(sentence.text[times[0].end : second.start])
        and IN_YEAR.fullmatch(sentence.text[second.end : times[1].start])
    )
    if not told or times[0].first == times[1].first or times[0].kind != times[1].kind:
        return None
    is_forward = times[0].first < times[1].first  # type: ignore[operator]  # both have a first day, as filtered above
    return (first, second) if is_forward else (second, first)

"""The small language of the fact lists.

``Full Council``                    the name or number must stand in the text
``Oxford University | University of Oxford``   one of these spellings must
``2,534 ~ 39.9%``                   both must stand, at most 200 characters apart
``£286,794 ~60 CSPs``               the same, at most 60 apart
``A ~ B || C``                      either A near B, or C
``burglar*``                        any word that starts so
"""

import dataclasses
import re

from tests.facts.folding import pattern

DEFAULT_DISTANCE = 200
_NEAR = re.compile(r"\s+~(\d*)\s+")


@dataclasses.dataclass(frozen=True)
class Fact:
    """One fact that a paper must print: its kind, the source's line, and the spellings that count."""

    kind: str
    line: int
    text: str


def spellings(part: str) -> list[re.Pattern[str]]:
    """Give the patterns for the accepted spellings of one part of an expression."""
    return [pattern(spelling.strip()) for spelling in part.split(" | ")]


def _spans(part: str, folded: str) -> list[tuple[int, int]]:
    return [match.span() for spelling in spellings(part) for match in spelling.finditer(folded)]


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def standings(expression: str, folded: str) -> list[tuple[int, int]]:
    """Give the places in folded text where the first part stands with every other part near enough."""
    return [span for choice in expression.split(" || ") for span in _standings_of_choice(choice, folded)]


def _standings_of_choice(choice: str, folded: str) -> list[tuple[int, int]]:
    first, *rest = _NEAR.split(choice)
    found = _spans(first, folded)
    for distance, part in zip(rest[::2], rest[1::2], strict=True):
        limit = int(distance) if distance else DEFAULT_DISTANCE
        others = _spans(part, folded)
        found = [span for span in found if any(_gap(span, other) <= limit and span != other for other in others)]
    return found


def stands(expression: str, folded: str) -> bool:
    """Tell whether the expression is met by the folded text."""
    return bool(standings(expression, folded))

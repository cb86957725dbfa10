"""The small language of the fact lists.

``Full Council``                    the name or number must stand in the text
``Oxford University | University of Oxford``   one of these spellings must
``2,534 ~ 39.9%``                   both must stand, at most 200 characters apart
``£286,794 ~60 CSPs``               the same, at most 60 apart
``CSPs ~> £286,794``                the second follows the first, with no other sum, percentage or number between
``A ~ B || C``                      either A near B, or C
``burglar*``                        any word that starts so
"""

import dataclasses
import re

from tests.facts.folding import pattern

DEFAULT_DISTANCE = 200
_NEAR = re.compile(r"\s+~(>|\d*)\s+")
# Money, percentages, and other numbers: a year between a name and a sum does no harm.
_SORTS = (re.compile(r"£\d"), re.compile(r"\d%"), re.compile(r"\d"))
Span = tuple[int, int]


@dataclasses.dataclass(frozen=True)
class Fact:
    """One fact that a paper must print: its kind, the source's line, and the spellings that count."""

    kind: str
    line: int
    text: str


def spellings(part: str) -> list[re.Pattern[str]]:
    """Give the patterns for the accepted spellings of one part of an expression."""
    return [pattern(spelling.strip()) for spelling in part.split(" | ")]


def _spans(part: str, folded: str) -> list[Span]:
    return [match.span() for spelling in spellings(part) for match in spelling.finditer(folded)]


def _gap(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def standings(expression: str, folded: str) -> list[Span]:
    """Give the places in folded text where the first part stands with every other part as it asks."""
    return [span for choice in expression.split(" || ") for span in _standings_of_choice(choice, folded)]


def _standings_of_choice(choice: str, folded: str) -> list[Span]:
    first, *rest = _NEAR.split(choice)
    steps = [(how, _spans(part, folded)) for how, part in zip(rest[::2], rest[1::2], strict=True)]
    return [span for span in _spans(first, folded) if _holds(span, steps, folded)]


def _holds(first: Span, steps: list[tuple[str, list[Span]]], folded: str) -> bool:
    """Tell whether every step holds from a place of the first part: near it, or next after the step before."""
    last = first
    for how, spans in steps:
        if how == ">":
            following = [span for span in spans if _is_next(last, span, folded)]
            if not following:
                return False
            last = min(following)
        elif not any(_gap(first, span) <= int(how or DEFAULT_DISTANCE) and span != first for span in spans):
            return False
    return True


def _is_next(one: Span, other: Span, folded: str) -> bool:
    """Tell whether the other follows the one with no figure between that could be mistaken for either."""
    between = folded[one[1] : other[0]]
    if not 0 <= other[0] - one[1] <= DEFAULT_DISTANCE:
        return False
    figures = [sort for sort in _SORTS if sort.search(folded[slice(*one)]) or sort.search(folded[slice(*other)])]
    return not any(sort.search(between) for sort in figures[:1])


def first_parts(expression: str) -> list[str]:
    """Give the first part of each choice: the name or figure itself, without what must stand near it."""
    return [_NEAR.split(choice)[0] for choice in expression.split(" || ")]


def stands(expression: str, folded: str) -> bool:
    """Tell whether the expression is met by the folded text."""
    return bool(standings(expression, folded))

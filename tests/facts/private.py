"""Capture from the source papers, at test time, the personal data that no file of this repository may hold.

``left_out/<slug>.toml`` has ``[[private]]`` groups of patterns. A pattern names what stands around a datum (a label, a
post, the words of a sentence), never the datum. All it matches in the source is left out of the comparison; what its
groups capture (a name and the surname in it, a number, an address, a quotation) may not be printed by any paper.
"""

import dataclasses
import functools
import re

from tests.facts.folding import fold
from tests.facts.lists import SLUGS, private_groups_of, repaired_source_of


@dataclasses.dataclass(frozen=True)
class Capture:
    """A pattern with its reason, how many places of the source it must match, and the data captured there."""

    pattern: re.Pattern[str]
    reason: str
    finds: int
    places: tuple[str, ...]
    data: tuple[str, ...]


@functools.cache
def captures_in(slug: str) -> tuple[Capture, ...]:
    """Give what each private pattern of a paper matches in its source."""
    source = repaired_source_of(slug)
    captures = []
    for group in private_groups_of(slug):
        for pattern, finds in group["patterns"].items():
            compiled = re.compile(pattern)
            matches = list(compiled.finditer(source))
            data = tuple(" ".join(datum.split()) for match in matches for datum in match.groups())
            captures.append(Capture(compiled, group["reason"], finds, tuple(match[0] for match in matches), data))
    return tuple(captures)


def private_data_of(slug: str) -> frozenset[str]:
    """Give the names, surnames, numbers, addresses and quotations captured from the source of one paper."""
    return frozenset(datum for capture in captures_in(slug) for datum in capture.data)


@functools.cache
def _never_printed() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = sorted(frozenset[str]().union(*map(private_data_of, SLUGS)))
    # A word may follow a number without a space, as in a damaged source.
    ends = ((datum, r"(?!\d)" if datum[-1].isdigit() else r"\b") for datum in data)
    return tuple((datum, re.compile(rf"\b{re.escape(fold(datum))}{end}")) for datum, end in ends)


def private_data_in(text: str) -> list[str]:
    """Give the private data of any source paper that stand in a text."""
    folded = fold(text)
    return [datum for datum, pattern in _never_printed() if pattern.search(folded)]

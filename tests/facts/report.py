"""Say what a printed paper lacks, for the tests and for the command line."""

import dataclasses
import itertools

from tests.facts.copying import copied_runs, people_in
from tests.facts.expressions import stands
from tests.facts.extraction import missing_tokens
from tests.facts.folding import fold, without_list_markers
from tests.facts.lists import facts_of


@dataclasses.dataclass(frozen=True)
class Finding:
    """One thing wrong with a printed paper: which net found it, the kind, the source's line (0 for none), the text."""

    net: str
    kind: str
    line: int
    text: str


def missing_facts(slug: str, printed: str) -> list[Finding]:
    """Give the facts listed by hand that do not stand in the printed text."""
    folded = fold(without_list_markers(printed))
    return [
        Finding("listed by hand", fact.kind, fact.line, fact.text)
        for fact in facts_of(slug)
        if not stands(fact.text, folded)
    ]


def drawn_and_missing(slug: str, printed: str) -> list[Finding]:
    """Give what was drawn from the source by rule and does not stand in the printed text."""
    return [
        Finding("drawn from the source", token.kind, token.line, token.text) for token in missing_tokens(slug, printed)
    ]


def findings(slug: str, printed: str) -> list[Finding]:
    """Give everything wrong with the printed text of a paper."""
    copied = [Finding("must not stand", "copied from a source", 0, run) for run in copied_runs(printed)]
    people = [Finding("must not stand", "person", 0, name) for name in people_in(printed)]
    return [*missing_facts(slug, printed), *drawn_and_missing(slug, printed), *copied, *people]


def in_words(found: list[Finding]) -> str:
    """Give the findings as lines, grouped by net and kind, each with its line in the source."""
    lines = []
    ordered = sorted(found, key=lambda finding: (finding.net, finding.kind, finding.line, finding.text))
    for (net, kind), group in itertools.groupby(ordered, key=lambda finding: (finding.net, finding.kind)):
        members = list(group)
        lines.append(f"{net} - {kind} ({len(members)})")
        lines += [f"  {f'line {member.line}' if member.line else '-':>9}  {member.text}" for member in members]
    return "\n".join(lines)

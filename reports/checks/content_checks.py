"""Every check of a paper's words, run over one reading of it."""

from collections.abc import Callable, Iterator

from reports import content as c
from reports.checks import (
    acronyms,
    adds_up,
    adds_up_tables,
    against_records,
    fair_account,
    list_counts,
    names,
    parts,
    plain_english,
    safe_to_publish,
    same_figure,
    small_numbers,
    times_agree,
)
from reports.checks.facts import NO_FACTS, Facts
from reports.checks.finding import Finding, Rule
from reports.checks.reading import Found, Reading, read_paper

CHECKS: tuple[Callable[[Reading], Iterator[Found]], ...] = (
    adds_up.adds_up,
    parts.parts_agree,
    list_counts.lists_agree,
    adds_up_tables.tables_add_up,
    same_figure.figures_agree,
    against_records.against_records,
    fair_account.fair_account,
    times_agree.times_agree,
    names.names_agree,
    acronyms.acronyms_agree,
    safe_to_publish.safe_to_publish,
    small_numbers.small_numbers,
    plain_english.plain_english,
)
CONTENT_RULES: tuple[Rule, ...] = tuple(
    value
    for module in (
        adds_up,
        parts,
        list_counts,
        adds_up_tables,
        same_figure,
        against_records,
        fair_account,
        times_agree,
        names,
        acronyms,
        safe_to_publish,
        small_numbers,
        plain_english,
    )
    for value in vars(module).values()
    if isinstance(value, Rule)
)


def content_findings(
    paper: c.Paper, *, previous: c.Paper | None = None, facts: Facts | None = None
) -> tuple[Finding, ...]:
    """What the checks of a paper's words find, in reading order.

    `previous` is last time's paper, for what it promised; `facts` is what the records know. Without either, the rules
    that need them stay silent. Reads only; takes time in proportion to the paper's length.
    """
    reading = read_paper(paper, previous=previous, facts=facts or NO_FACTS)
    found = [one for check in CHECKS for one in check(reading)]
    found.sort(key=lambda one: (one.index, one.start, one.finding.rule.id))
    return tuple(one.finding for one in found)

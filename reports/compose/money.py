"""Live blocks about money: the funding table as announced, allocated and printed, and the posts it pays for."""

from collections.abc import Iterator
from decimal import Decimal

from core.formats import money as pounds
from funding.summaries import AllocationLine, AwardSummary, funding_of, posts_of
from reports import content as c
from reports.compose.source import Source, bullets, cell, cell_of
from reports.prose import lead_in, line, plain, prose


def funding(source: Source) -> tuple[c.Block, ...]:
    """Each award of the plan's year: its table, what does not agree and why, and what is said about it."""
    awards = (award for award in funding_of(source.plan.pk) if source.is_wanted(award.id))
    return tuple(block for award in awards for block in _award(award))


def _award(award: AwardSummary) -> tuple[c.Block, ...]:
    head: tuple[c.Block, ...] = (_table(award),) if award.rows else _unallocated(award)
    note = (c.Note(prose(award.difference_note), "Why the amounts differ"),) if award.difference_note else ()
    told = (block for text in (award.comparison, award.outlook, award.terms, award.reporting) for block in prose(text))
    return (*head, *note, *told)


def _unallocated(award: AwardSummary) -> tuple[c.Block, ...]:
    if award.announced is None:
        return ()
    to_bid_for = ", to bid for" if award.basis == "to-bid-for" else ""
    amount = plain(pounds(award.announced), cite=f"funding.award:{award.id}:announced")
    return (c.Paragraph((plain(f"{award.title}: "), amount, plain(f"{to_bid_for} ({award.funder})."))),)


def _table(award: AwardSummary) -> c.Table:
    rows = [row for allocation in award.rows for row in _rows(allocation, depth=0)]
    columns = (c.Column("Funding stream"), c.Column("Amount", "number"))
    return c.Table(award.title, columns, (*rows, *_sums(award)))


def _sums(award: AwardSummary) -> Iterator[c.Row]:
    """What the rows add up to, what was printed and announced, and by how much they differ."""
    sums = award.reconciliation

    def row(label: str, amount: Decimal, part: str, kind: str = "note") -> c.Row:
        return c.Row((cell(label), cell(pounds(amount), f"funding.award:{award.id}:{part}")), kind)

    yield row("Total of the rows", sums.rows_total, "rows", "total")
    if sums.printed_difference:
        yield row("Total as printed", sums.printed_total or sums.rows_total, "printed")
        apart = "Difference between the total as printed and the rows"
        yield row(apart, sums.printed_difference, "printed-difference")
    if sums.announced is not None:
        yield row("Amount announced", sums.announced, "announced")
    if sums.difference:
        yield row("Difference between the amount announced and the rows", sums.difference, "difference")


def _rows(allocation: AllocationLine, *, depth: int) -> list[c.Row]:
    name = f"{allocation.stream} ({allocation.stated_as})" if allocation.stated_as else allocation.stream
    label = line(f"of which: {name}" if depth else name)
    amount = cell(pounds(allocation.amount), f"funding.allocation:{allocation.id}:amount")
    own = c.Row((cell_of((label,), prose(allocation.purpose)), amount))
    return [own, *(row for part in allocation.passed_on for row in _rows(part, depth=depth + 1))]


def posts(source: Source) -> tuple[c.Block, ...]:
    """The posts that the plan's money pays for, each with its remit."""
    return bullets([lead_in(post.title, prose(post.remit)) for post in posts_of(source.plan.pk)])

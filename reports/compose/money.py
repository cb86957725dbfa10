"""Live blocks about money: the funding table as announced, allocated and printed, and the posts it pays for."""

from core.formats import money as pounds
from funding.summaries import AllocationLine, AwardSummary, funding_of, posts_of
from reports import content as c
from reports.compose.source import Source, bullets, cell
from reports.prose import lead_in, line, prose


def funding(source: Source) -> tuple[c.Block, ...]:
    """Each award of the plan's year: its table, what does not agree and why, and what is said about it."""
    return tuple(block for award in funding_of(source.plan.pk) for block in _award(award))


def _award(award: AwardSummary) -> tuple[c.Block, ...]:
    head: tuple[c.Block, ...] = (_table(award),) if award.rows else _unallocated(award)
    note = (c.Note(prose(award.difference_note), "Why the amounts differ"),) if award.difference_note else ()
    told = (block for text in (award.comparison, award.outlook, award.terms, award.reporting) for block in prose(text))
    return (*head, *note, *told)


def _unallocated(award: AwardSummary) -> tuple[c.Block, ...]:
    if award.announced is None:
        return ()
    to_bid_for = ", to bid for" if award.basis == "to-bid-for" else ""
    return (line(f"{award.title}: {pounds(award.announced)}{to_bid_for} ({award.funder})."),)


def _table(award: AwardSummary) -> c.Table:
    sums = award.reconciliation
    rows = [row for allocation in award.rows for row in _rows(allocation, depth=0)]
    rows.append(c.Row((cell("Total of the rows"), cell(pounds(sums.rows_total))), "total"))
    if sums.printed_difference:
        rows.append(c.Row((cell("Total as printed"), cell(pounds(sums.printed_total or sums.rows_total))), "note"))
        rows.append(
            c.Row(
                (cell("Difference between the total as printed and the rows"), cell(pounds(sums.printed_difference))),
                "note",
            )
        )
    if sums.announced is not None:
        rows.append(c.Row((cell("Amount announced"), cell(pounds(sums.announced))), "note"))
    if sums.difference:
        rows.append(
            c.Row((cell("Difference between the amount announced and the rows"), cell(pounds(sums.difference))), "note")
        )
    return c.Table(award.title, (c.Column("Funding stream"), c.Column("Amount", "number")), tuple(rows))


def _rows(allocation: AllocationLine, *, depth: int) -> list[c.Row]:
    name = f"{allocation.stream} ({allocation.stated_as})" if allocation.stated_as else allocation.stream
    purpose = prose(allocation.purpose)
    label = line(f"of which: {name}" if depth else name)
    own = c.Row((c.Cell((label, *purpose)), cell(pounds(allocation.amount))))
    return [own, *(row for part in allocation.passed_on for row in _rows(part, depth=depth + 1))]


def posts(source: Source) -> tuple[c.Block, ...]:
    """The posts that the plan's money pays for, each with its remit."""
    return bullets([lead_in(post.title, prose(post.remit)) for post in posts_of(source.plan.pk)])

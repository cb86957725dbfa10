"""Live blocks about money: the funding table as announced, allocated and printed, what was planned and paid, and the
posts it pays for.
"""

from collections.abc import Iterator
from decimal import Decimal

from core.formats import money as pounds
from funding.reconciliation import Kind
from funding.summaries import AllocationLine, AwardSummary, DifferenceLine, ProfileTable, cuts_of, funding_of, posts_of
from reports import content as c
from reports.compose.charts import for_paper
from reports.compose.source import Source, bullets, cell, cell_of
from reports.prose import lead_in, line, plain, prose

OF_THE_WHOLE = (Kind.ANNOUNCED, Kind.PRINTED)
CUTS = {"recipient": "By recipient", "stream": "By stream", "priority": "By priority"}


def funding(source: Source) -> tuple[c.Block, ...]:
    """Each award of the plan's year: its table, what does not agree and why, and what is said about it; where the
    section asks for them its shares, when it is to be spent, what was paid, and a chart of them all.
    """
    awards = [award for award in funding_of(source.plan.pk, on=source.on) if source.is_wanted(award.id)]
    return (*(block for award in awards for block in _award(award, source)), *_chart(awards, source))


def _award(award: AwardSummary, source: Source) -> tuple[c.Block, ...]:
    in_words = not award.rows or _takes_all(award, source)
    head: tuple[c.Block, ...] = _sentence(award) if in_words else (_table(award, source),)
    note = (c.Note(prose(award.difference_note), "Why the amounts differ"),) if award.difference_note else ()
    asked = (block for name, make in PARTS.items() if source.options.get(name) for block in make(award))
    told = (block for text in (award.comparison, award.outlook, award.terms, award.reporting) for block in prose(text))
    return (*head, *note, *_unexplained(award), *asked, *told)


def _takes_all(award: AwardSummary, source: Source) -> bool:
    """Whether one row has all of the award and no more is said of it: a sentence tells that, and no table is needed."""
    if len(award.rows) != 1 or award.differences or source.options.get("with_shares"):
        return False
    row = award.rows[0]
    return row.amount == award.announced and not (row.purpose or row.passed_on or row.is_retained)


def _sentence(award: AwardSummary) -> tuple[c.Block, ...]:
    if award.announced is None:
        return ()
    to_bid_for = ", to bid for" if award.basis == "to-bid-for" else ""
    goes_to = "".join(f", all of it for {row.stream}" for row in award.rows)
    amount = plain(pounds(award.announced), cite=f"funding.award:{award.id}:announced")
    return (c.Paragraph((plain(f"{award.title}: "), amount, plain(f"{to_bid_for} ({award.funder}){goes_to}."))),)


def _table(award: AwardSummary, source: Source) -> c.Table:
    with_shares = bool(source.options.get("with_shares"))
    rows = [row for allocation in award.rows for row in _rows(allocation, depth=0, with_shares=with_shares)]
    columns = (c.Column("Funding stream"), c.Column("Amount", "number"))
    return c.Table(award.title, columns, (*rows, *_sums(award)))


def _sums(award: AwardSummary) -> Iterator[c.Row]:
    """What the rows add up to, what was printed and announced, and by how much they differ."""
    sums = award.reconciliation
    printed, announced = sums.difference(Kind.PRINTED), sums.difference(Kind.ANNOUNCED)

    def row(label: str, amount: Decimal, part: str, kind: str = "note") -> c.Row:
        return c.Row((cell(label), cell(pounds(amount), f"funding.award:{award.id}:{part}")), kind)

    yield row("Total of the rows", sums.allocated, "rows", "total")
    if printed:
        yield row("Total as printed", printed.first, "printed")
        yield row("Difference between the total as printed and the rows", printed.amount, "printed-difference")
    if sums.announced is not None:
        yield row("Amount announced", sums.announced, "announced")
    if announced:
        yield row("Difference between the amount announced and the rows", announced.amount, "difference")


def _rows(allocation: AllocationLine, *, depth: int, with_shares: bool) -> list[c.Row]:
    name = f"{allocation.stream} ({allocation.stated_as})" if allocation.stated_as else allocation.stream
    kept = ", kept by whoever holds the money" if allocation.is_retained else ""
    label = line(f"of which: {name}{kept}" if depth else f"{name}{kept}")
    amount = cell(pounds(allocation.amount), f"funding.allocation:{allocation.id}:amount")
    own = c.Row((cell_of((label,), prose(allocation.purpose)), amount))
    shares = [
        c.Row((cell(f"of which: {share.partnership}"), cell(pounds(share.amount) if share.amount is not None else "")))
        for share in (*allocation.shares, *allocation.passed_elsewhere)
        if with_shares
    ]
    parts = (row for part in allocation.passed_on for row in _rows(part, depth=depth + 1, with_shares=with_shares))
    return [own, *shares, *parts]


def _unexplained(award: AwardSummary) -> tuple[c.Block, ...]:
    """The differences that the table does not tell, and those that nobody explained: none is left out of a paper."""
    told = [one for one in award.differences if one.about or one.slug not in OF_THE_WHOLE or not one.text]
    return (c.Note(bullets([(line(_told(one)),) for one in told]), "What does not agree"),) if told else ()


def _told(one: DifferenceLine) -> str:
    about = f"{one.about}: {one.sentence[:1].lower()}{one.sentence[1:]}" if one.about else one.sentence
    return f"{about} {one.text if one.is_explained else f'{one.standing_words}. {one.text}'}".strip()


def _profile(award: AwardSummary) -> tuple[c.Block, ...]:
    """When the money is to be spent: a column for each quarter or year, as a two-year table has them."""
    table = award.profile
    return (_profile_table(table),) if table else ()


def _profile_table(table: ProfileTable) -> c.Table:
    columns = (
        c.Column("Funding stream"),
        *(c.Column(period, "number") for period in table.columns),
        c.Column("In all", "number"),
    )

    def row(label: str, amounts: tuple[Decimal | None, ...], in_all: Decimal, kind: str = "body") -> c.Row:
        cells = (cell(pounds(amount) if amount is not None else "") for amount in amounts)
        return c.Row((cell(label), *cells, cell(pounds(in_all))), kind)

    rows = (row(one.stream, one.cells, one.planned) for one in table.rows)
    return c.Table("When it is to be spent", columns, (*rows, row("Total", table.totals, table.planned, "total")))


def _accounts(award: AwardSummary) -> tuple[c.Block, ...]:
    """What was planned by now, paid and is expected of each row, where any of it is recorded."""
    if not award.has_accounts or not award.rows:
        return ()
    sums = award.reconciliation
    headings = ("Allocated", "Planned to date", "Paid", "Expected in all", "Not yet paid")
    columns = (c.Column("Funding stream"), *(c.Column(heading, "number") for heading in headings))

    def row(label: str, amounts: tuple[Decimal | None, ...], kind: str = "body") -> c.Row:
        return c.Row((cell(label), *(cell(pounds(one) if one is not None else "") for one in amounts)), kind)

    rows = [
        row(one.stream, (one.amount, one.planned_to_date, one.paid, one.expected, one.unspent)) for one in award.rows
    ]
    whole = (sums.allocated, sums.planned_to_date, sums.paid, sums.expected, sums.unspent)
    return (c.Table("What was planned, paid and is expected", columns, (*rows, row("Total", whole, "total"))),)


PARTS = {"with_profile": _profile, "with_accounts": _accounts}


def _chart(awards: list[AwardSummary], source: Source) -> tuple[c.Block, ...]:
    wanted = CUTS.get(str(source.options.get("chart", "")))
    return tuple(for_paper(cut.chart) for cut in cuts_of(awards) if cut.name == wanted and cut.chart)


def posts(source: Source) -> tuple[c.Block, ...]:
    """The posts that the plan's money pays for, each with its remit."""
    return bullets([lead_in(post.title, prose(post.remit)) for post in posts_of(source.plan.pk)])

"""A return as content: its head, one table of the money, one section a project, how the sums agree, who approved it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.text import slugify

from core.formats import day, money, number
from funding.return_rules import TOLERANCE_IN_WORDS
from funding.summaries.returns import LineSummary, OutputLine, ReturnSummary
from reports import content as c
from reports.prose import line, prose, without_tables

UNKNOWN = "Not known"
MONEY_COLUMNS = (
    c.Column("Project"),
    c.Column("Awarded", "number"),
    c.Column("Profile", "number"),
    c.Column("Spent", "number"),
    c.Column("Variance", "number"),
    c.Column("Expected in all", "number"),
)


def compose_return(
    found: ReturnSummary, *, masthead: c.Masthead, running_foot: str, approved_by: str, approved_on: date | None
) -> c.Paper:
    """The return as it stands. `approved_by` is a role, never a name; without a day it is not approved yet."""
    title = f"Return on {found.award}"
    return c.Paper(
        slug=slugify(f"{found.award} {found.period}")[:100] or f"return-{found.id}",
        kind="return",
        title=title,
        subtitle=f"For {found.period}",
        language="en-GB",
        date=approved_on.isoformat() if approved_on else "",
        masthead=masthead,
        header=(_head(found),),
        sections=(
            *_introduction(found),
            c.Section("Money", "money", (_money(found), line(_how_to_read()))),
            *(_project(one, place) for place, one in enumerate(found.lines, 1)),
            c.Section("How the sums agree", "reconciliation", (_reconciliation(found),)),
            c.Section("Approval", "approval", (line(_approval(approved_by, approved_on)),), "closing"),
        ),
        running_foot=running_foot or f"{title}, {found.period}",
    )


def pounds(amount: Decimal | None) -> str:
    """An amount in words; one that nobody gave is not known."""
    return UNKNOWN if amount is None else money(amount)


def _head(found: ReturnSummary) -> c.HeaderTable:
    rows = (
        ("Award", found.award),
        ("Award reference", found.reference),
        ("Period of the award", found.award_period),
        ("Amount announced", pounds(found.announced)),
        ("Funder", f"{found.funder} ({found.fund})"),
        ("Partnership", found.partnership),
        ("Period of this return", found.period),
    )
    return c.HeaderTable(
        "Return details",
        tuple(
            c.HeaderRow(label, "stated", (line(text),)) if text else c.HeaderRow(label, "none", (line("None"),))
            for label, text in rows
        ),
        show_caption=False,
    )


def _introduction(found: ReturnSummary) -> Iterator[c.Section]:
    if found.narrative.strip():
        yield c.Section("Introduction", "introduction", prose(found.narrative))


def _money(found: ReturnSummary) -> c.Table:
    rows = [
        c.Row((_cell(one.project), *_amounts(one.awarded, one.profiled, one.actual, one.variance, one.forecast)))
        for one in found.lines
    ]
    sums = found.totals
    total = c.Row(
        (
            _cell("Sum of what is known"),
            *_amounts(sums.awarded, sums.profiled, sums.actual, sums.whole_variance, sums.forecast),
        ),
        "total",
    )
    return c.Table("Money by project", MONEY_COLUMNS, (*rows, total))


def _how_to_read() -> str:
    return (
        "Amounts are in pounds for the period of this return; what is expected in all is for the whole of each award. "
        "Variance is what was spent less the profile: a minus means less than planned. It is explained where it is "
        f"{TOLERANCE_IN_WORDS}."
    )


def _project(one: LineSummary, place: int) -> c.Section:
    """What one project says, each part under its words; what was not said is left out, what is not known is said."""
    lead = one.lead_body or one.recipient
    blocks: list[c.Block] = [line(f"{f'Led by {lead}. ' if lead else ''}{_in_a_sentence(one)}")]
    if one.outputs:
        blocks.append(_outputs(one))
    parts = (
        ("Why spending differs from the profile", one.variance_reason),
        ("What was done", one.narrative),
        ("What came of it", one.outcome),
        ("Risks", one.risk),
        ("Case study", one.case_study),
    )
    for words, text in parts:
        if text.strip():
            blocks += [line(words, strong=True), *without_tables(prose(text))]
    return c.Section(one.project, f"project-{place}", tuple(blocks))


def _in_a_sentence(one: LineSummary) -> str:
    """The money of a project: "£9,800 was spent; £12,500 was profiled, a variance of −£2,700. …"."""
    spent = "What was spent is not known" if one.actual is None else f"{money(one.actual)} was spent"
    planned = "no profile is known" if one.profiled is None else f"{money(one.profiled)} was profiled"
    apart = "" if not one.variance else f", a variance of {money(one.variance)}"
    return f"{spent}; {planned}{apart}. {_expected(one)}."


def _expected(one: LineSummary) -> str:
    if one.forecast is None:
        return "What is expected in all is not known"
    if one.awarded is not None and one.forecast > one.awarded:
        beyond = money(one.forecast - one.awarded)
        return f"{money(one.forecast)} is expected to be spent in all, {beyond} more than was awarded"
    awarded = "" if one.awarded is None else f" of {money(one.awarded)} awarded"
    return f"{money(one.forecast)}{awarded} is expected to be spent in all"


def _outputs(one: LineSummary) -> c.Table:
    columns = (c.Column("Output"), c.Column("Target", "number"), c.Column("Counted", "number"), c.Column("Note"))
    rows = tuple(
        c.Row((_cell(_measure(output)), _cell(_count(output.target)), _cell(_count(output.actual)), _cell(output.note)))
        for output in one.outputs
    )
    return c.Table(f"Outputs of {one.project}", columns, rows)


def _measure(output: OutputLine) -> str:
    return f"{output.measure} ({output.unit})" if output.unit else output.measure


def _count(value: Decimal | None) -> str:
    return UNKNOWN if value is None else number(value)


def _reconciliation(found: ReturnSummary) -> c.Table:
    """The sums, and how many lines stand in each: a sum of some lines is not the sum of all."""
    sums, lines = found.totals, len(found.lines)
    rows = [
        ("Announced", found.announced, ""),
        ("Awarded to the projects of this return", sums.awarded, ""),
        ("Announced and in no line", found.unallocated, ""),
        ("Profile for the period", sums.profiled, _of(sums.missing_profile, lines)),
        ("Spent in the period", sums.actual, _of(sums.missing_actual, lines)),
        ("Variance, where both are known", sums.variance, _of(sums.missing_variance, lines)),
        ("Expected to be spent in all", sums.forecast, _of(sums.missing_forecast, lines)),
    ]
    if sums.awarded is not None and sums.forecast is not None and not sums.missing_forecast:
        rows.append(("Awarded and not expected to be spent", sums.awarded - sums.forecast, ""))
    return c.Table(
        "Sums of this return",
        (c.Column("Sum"), c.Column("Amount", "number"), c.Column("What to know")),
        tuple(c.Row((_cell(label), _cell(pounds(amount)), _cell(note))) for label, amount, note in rows),
    )


def _of(missing: int, lines: int) -> str:
    if not missing:
        return ""
    return f"Not known of {missing} of {lines} projects"


def _approval(approved_by: str, approved_on: date | None) -> str:
    if approved_on is None:
        return "This return is not approved yet."
    return f"Approved on {day(approved_on)} by: {approved_by}."


def _amounts(*amounts: Decimal | None) -> tuple[c.Cell, ...]:
    return tuple(_cell(pounds(amount)) for amount in amounts)


def _cell(text: str) -> c.Cell:
    return c.Cell((line(text),)) if text else c.Cell()

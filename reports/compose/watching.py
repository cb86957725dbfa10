"""Live blocks about what is watched: tables of indicators with who answers for them, their latest figures and which way
these go, charts of them, and what was reported on those that went the wrong way.
"""

import re
from decimal import Decimal

from core.formats import day, listed, number
from reports import content as c
from reports.compose.charts import for_paper
from reports.compose.source import Source, bullets, cell, cell_of, sub_section
from reports.prose import lead_in, line, plain, prose
from scorecard.summaries import (
    BoardLine,
    BoardSeries,
    IndicatorLine,
    ReportLine,
    ValueLine,
    ValueOf,
    board_of,
    indicators_of,
)

NO_FIGURE = "No figure yet"
BEFORE_EARLIER = "(?:from|after|follows) "
NO_REPORT = "No exception report was accepted for these indicators."


def indicators(source: Source) -> tuple[c.Block, ...]:
    """A table of the plan's indicators for each set: what is watched, which way it should go, who answers for it. Where
    the section asks for them: the latest figures, which way they go in words, charts, and the exception reports that
    were accepted.
    """
    wanted, with_figures = source.options.get("set"), bool(source.options.get("with_figures"))
    found = [
        one
        for one in indicators_of(source.plan.pk)
        if source.is_wanted(one.id) and (not wanted or one.indicator_set == wanted)
    ]
    charted, with_travel = source.chosen("charts"), bool(source.options.get("with_travel"))
    with_exceptions = bool(source.options.get("exceptions"))
    board = _board(source) if charted or with_travel or with_exceptions else {}
    headings = ["Indicator", "Wanted direction", "Lead responsibility"]
    headings += [*(["Latest figure"] if with_figures else ()), *(["Which way it goes"] if with_travel else ())]
    tables: list[c.Block] = []
    for name in dict.fromkeys(one.indicator_set for one in found):
        of_set = [one for one in found if one.indicator_set == name]
        rows = tuple(_row(one, board[one.id] if with_travel else None, with_figures=with_figures) for one in of_set)
        tables.append(c.Table(of_set[0].set_label, tuple(c.Column(heading) for heading in headings), rows))
    charts = [chart for one in found if one.id in charted for chart in _charts(board[one.id])]
    reports = _exceptions([board[one.id] for one in found]) if with_exceptions else ()
    return (*tables, *charts, *reports)


def _board(source: Source) -> dict[int, BoardLine]:
    """The plan's scorecard as the public sees it, by indicator."""
    return {one.id: one for one in board_of(source.plan.pk, on=source.on, for_members=False).lines}


def _charts(one: BoardLine) -> list[c.Chart]:
    return [for_paper(series.spark) for series in one.series if series.spark]


def _exceptions(lines: list[BoardLine]) -> tuple[c.Block, ...]:
    """What was reported on indicators that went the wrong way, and accepted."""
    told = [block for one in lines for report in one.reports for block in _exception(one, report)]
    return (sub_section("Exception reports", tuple(told) or (line(NO_REPORT),)),)


def _exception(one: BoardLine, report: ReportLine) -> tuple[c.Block, ...]:
    by_when = f" by {day(report.by_when_date)}" if report.by_when_date else ""
    who = f" ({report.response_owner}{by_when})" if report.response_owner else ""
    return (
        *lead_in(one.theme, prose(report.found)),
        *lead_in("Why", prose(report.text)),
        *lead_in(f"What will be done{who}", prose(report.response)),
        *(lead_in("What the board said", prose(report.board_note)) if report.board_note else ()),
    )


def _row(one: IndicatorLine, travelling: BoardLine | None, *, with_figures: bool) -> c.Row:
    theme = f"{one.theme} (under-reported)" if one.is_under_reported else one.theme
    details = (line(detail) for detail in (one.reporting_basis, one.national_target) if detail)
    baselines = (line(known.text, cite=f"scorecard.baseline:{known.id}") for known in one.measured_against)
    words = cell_of(
        lead_in(theme, prose(one.definition)),
        bullets([prose(measure) for measure in one.measures]),
        (*details, *baselines),
    )
    source = f" (using {one.data_source} data)" if one.data_source else ""
    owner = one.owner_stated or listed(one.owners)
    cells = (words, cell(one.direction_label), cell(f"{owner}{source}"))
    return c.Row((*cells, *((_latest(one),) if with_figures else ()), *((_travel(travelling),) if travelling else ())))


def _travel(one: BoardLine) -> c.Cell:
    """Which way each series goes, with what it is compared with."""
    said = [block for series in one.series if series.latest for block in _going(series)]
    return c.Cell(tuple(said) or (line(NO_FIGURE),))


def _going(series: BoardSeries) -> tuple[c.Paragraph, ...]:
    lead = f"{series.name}: " if series.name else ""
    about = f" ({series.compared})" if series.compared else ""
    words = c.Paragraph(
        (
            *((plain(lead),) if lead else ()),
            plain(series.head, strong=True),
            *_citing(series.rest, series.latest, series.earlier),
            *((plain(about),) if about else ()),
        )
    )
    return (words, *(line(sentence) for sentence in series.comparisons))


def _citing(text: str, latest: ValueOf | None, earlier: ValueOf | None) -> tuple[c.Span, ...]:
    """A sentence whose two figures cite their measurements: the latest stands first in it, the earlier one behind a
    word that says so.
    """
    if latest is None or latest.words not in text:
        return (plain(text),)
    before, figure, after = text.partition(latest.words)
    told = [plain(before), plain(figure, cite=_measurement(latest.id))]
    if earlier is not None and (found := re.search(f"({BEFORE_EARLIER}){re.escape(earlier.words)}", after)):
        told += [plain(after[: found.end(1)]), plain(earlier.words, cite=_measurement(earlier.id))]
        after = after[found.end() :]
    return tuple(span for span in (*told, plain(after)) if span.text)


def _measurement(key: int) -> str:
    return f"scorecard.measurement:{key}"


def _latest(one: IndicatorLine) -> c.Cell:
    """The values of the latest period that has any, for each measure and area."""
    latest = [value for value in one.values if value.period == one.values[0].period]
    return c.Cell(tuple(_value(value, one.unit) for value in latest) or (line(NO_FIGURE),))


def value_in_words(stated: str, value: Decimal, unit: str) -> str:
    """A measurement as a paper writes it: as stated, else its number with its unit."""
    return stated or f"{number(value)} {unit}".strip()


def _value(value: ValueLine, unit: str) -> c.Paragraph:
    stated = value_in_words(value.stated, value.value, unit)
    about = ", ".join(
        part for part in (value.area, value.period, "provisional" if value.is_provisional else "") if part
    )
    lead = (plain(f"{value.measure}: "),) if value.measure else ()
    tail = (plain(f" ({about})"),) if about else ()
    return c.Paragraph((*lead, plain(stated, cite=_measurement(value.id)), *tail))

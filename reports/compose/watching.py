"""Live blocks about what is watched: tables of indicators with who answers for them, and their latest figures."""

from decimal import Decimal

from core.formats import listed, number
from reports import content as c
from reports.compose.source import Source, bullets, cell, cell_of
from reports.prose import lead_in, line, plain, prose
from scorecard.summaries import IndicatorLine, ValueLine, indicators_of

NO_FIGURE = "No figure yet"


def indicators(source: Source) -> tuple[c.Block, ...]:
    """A table of the plan's indicators for each set: what is watched, which way it should go, who answers for it, and
    where the section asks for them the latest figures.
    """
    wanted, with_figures = source.options.get("set"), bool(source.options.get("with_figures"))
    found = [
        one
        for one in indicators_of(source.plan.pk)
        if source.is_wanted(one.id) and (not wanted or one.indicator_set == wanted)
    ]
    headings = ["Indicator", "Wanted direction", "Lead responsibility", *(["Latest figure"] if with_figures else ())]
    tables = []
    for name in dict.fromkeys(one.indicator_set for one in found):
        of_set = [one for one in found if one.indicator_set == name]
        rows = tuple(_row(one, with_figures=with_figures) for one in of_set)
        tables.append(c.Table(of_set[0].set_label, tuple(c.Column(heading) for heading in headings), rows))
    return tuple(tables)


def _row(one: IndicatorLine, *, with_figures: bool) -> c.Row:
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
    return c.Row((*cells, _latest(one)) if with_figures else cells)


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
    return c.Paragraph((*lead, plain(stated, cite=f"scorecard.measurement:{value.id}"), *tail))

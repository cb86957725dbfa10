"""Live blocks about what is watched: tables of indicators with who answers for them."""

from core.formats import listed
from reports import content as c
from reports.compose.source import Source, bullets, cell
from reports.prose import lead_in, line, prose
from scorecard.summaries import IndicatorLine, indicators_of


def indicators(source: Source) -> tuple[c.Block, ...]:
    """A table of the plan's indicators for each set: what is watched, which way it should go, who answers for it."""
    found = indicators_of(source.plan.pk)
    wanted = source.options.get("set")
    sets = [one.indicator_set for one in found if not wanted or one.indicator_set == wanted]
    tables = []
    for name in dict.fromkeys(sets):
        of_set = [one for one in found if one.indicator_set == name]
        columns = (c.Column("Indicator"), c.Column("Wanted direction"), c.Column("Lead responsibility"))
        tables.append(c.Table(of_set[0].set_label, columns, tuple(_row(one) for one in of_set)))
    return tuple(tables)


def _row(one: IndicatorLine) -> c.Row:
    theme = f"{one.theme} (under-reported)" if one.is_under_reported else one.theme
    details = [line(detail) for detail in (one.reporting_basis, one.national_target, *one.baselines) if detail]
    words = c.Cell(
        (*lead_in(theme, prose(one.definition)), *bullets([prose(measure) for measure in one.measures]), *details)
    )
    source = f" (using {one.data_source} data)" if one.data_source else ""
    owner = one.owner_stated or listed(one.owners)
    return c.Row((words, cell(one.direction_label), cell(f"{owner}{source}")))

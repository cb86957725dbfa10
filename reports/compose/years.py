"""Live blocks from a year's achievements, filed as the paper files them: by approach, by heading, under any
grouping.
"""

from itertools import groupby

from achievements.summaries import AchievementLine, achievements_of
from reports import content as c
from reports.compose.source import Source, bullets, sub_section
from reports.prose import line, prose


def achievements(source: Source) -> tuple[c.Block, ...]:
    """The plan's public achievements that are good for the annual paper, as bullets, numbered paragraphs or headed
    parts.
    """
    found = achievements_of(source.plan.pk, for_paper=True)
    if "grouping" in source.options:
        found = tuple(one for one in found if one.grouping == source.options["grouping"])
    group_by = source.option("group_by", "")
    form = source.option("as", "bullets")
    if not group_by:
        return _set_out(found, form)
    key = (lambda one: one.approach_label) if group_by == "approach" else (lambda one: one.grouping)
    blocks: list[c.Block] = []
    for heading, group in groupby(found, key=key):
        own = _set_out(tuple(group), form)
        blocks.extend([sub_section(heading, own)] if heading else own)
    return tuple(blocks)


def _set_out(found: tuple[AchievementLine, ...], form: str) -> tuple[c.Block, ...]:
    if form == "headings":
        return tuple(block for one in found for block in _headed(one))
    if form == "bullets":
        return bullets([_told(one) for one in found])
    return tuple(block for one in found for block in _told(one))


def _headed(one: AchievementLine) -> tuple[c.Block, ...]:
    return (sub_section(one.heading, _told(one)),) if one.heading else _told(one)


def _told(one: AchievementLine) -> tuple[c.Block, ...]:
    quotes = bullets([(line(f"“{quote}”"),) for quote in one.quotes])
    return (*prose(one.text), *quotes)

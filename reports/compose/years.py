"""Live blocks from a year's achievements: which of them, in whose words, and how they are put together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from achievements.summaries import AchievementLine, achievements_of, priorities_served
from core.formats import listed
from reports import content as c
from reports.compose.figures import citing
from reports.compose.source import Source, bullets, sub_section
from reports.compose.tokens import officers_prose
from reports.prose import line, prose

SEVERAL = "Several bodies together"
OTHERS = "Other achievements"
Told = tuple[c.Block, ...]


def achievements(source: Source) -> Told:
    """The plan's public achievements that the section wants, as bullets, numbered paragraphs or headed parts; put
    together under headings where it says by what.
    """
    form = source.option("as", "bullets")
    group_by = source.option("group_by", "")
    told = [(one, _told(source, one)) for one in achievements_of(source.plan.pk) if is_told(source.options, one)]
    if not group_by:
        return _set_out(told, form)
    filed = _filed(source, group_by)
    groups: dict[str, list[tuple[AchievementLine, Told]]] = {heading: [] for heading in filed.headings}
    for one, words in told:
        groups.setdefault(filed.under(one), []).append((one, words))
    others = groups.pop("", [])
    headed = [(heading, group) for heading, group in groups.items() if group]
    if not headed:
        return _set_out(others, form)
    headed += [(OTHERS, others)] if others else []
    return tuple(sub_section(heading, _set_out(group, form)) for heading, group in headed)


class Tellable(Protocol):
    """What decides whether an achievement that anybody may read is told."""

    @property
    def id(self) -> int: ...
    @property
    def is_for_paper(self) -> bool: ...
    @property
    def grouping(self) -> str: ...


def is_told(options: Mapping[str, Any], one: Tellable) -> bool:
    """Whether a section with these options tells an achievement: where it names some, those; else what is marked as
    good for the paper; with what it takes in besides, and without what it leaves out.
    """
    if one.id in options.get("leave_out", ()):
        return False
    if one.id in options.get("also", ()):
        return True
    if only := options.get("only"):
        return one.id in only
    return one.is_for_paper and options.get("grouping") in (None, one.grouping)


@dataclass(frozen=True, slots=True)
class Filed:
    """Under which heading each achievement stands: under one alone, so that no figure is told twice."""

    under: Callable[[AchievementLine], str]
    headings: tuple[str, ...] = ()


def _filed(source: Source, group_by: str) -> Filed:
    """Priorities come in the plan's order, everything else as the log comes by it."""
    match group_by:
        case "approach":
            return Filed(lambda one: one.approach_label)
        case "grouping":
            return Filed(lambda one: one.grouping)
        case "priority":
            titles = dict(source.plan.priorities.order_by("position", "pk").values_list("pk", "title"))
            served = priorities_served(source.plan.pk)
            first = {key: next(iter(keys)) for key, keys in served.items()}
            return Filed(lambda one: titles.get(first.get(one.id, 0), ""), tuple(titles.values()))
        case "body":
            return Filed(lambda one: one.provider or (SEVERAL if len(one.bodies) > 1 else listed(one.bodies)))
        case "project":
            return Filed(lambda one: one.project)
        case _:
            return Filed(lambda one: one.place)


def _set_out(told: list[tuple[AchievementLine, Told]], form: str) -> Told:
    if form == "headings":
        return tuple(block for one, words in told for block in _headed(one, words))
    if form == "bullets":
        return bullets([words for _, words in told])
    return tuple(block for _, words in told for block in words)


def _headed(one: AchievementLine, words: Told) -> Told:
    return (sub_section(one.heading, words),) if one.heading else words


def _told(source: Source, one: AchievementLine) -> Told:
    """What is told of an achievement, in the paper's words where it has its own, then what people said about it."""
    wording = source.wordings.get(one.id)
    words = prose(one.text) if wording is None else officers_prose(wording)
    quotes = bullets([(line(f"“{quote}”"),) for quote in one.quotes])
    return (*citing(words, one.figures), *quotes)

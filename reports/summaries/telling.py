"""Which achievements a paper tells, in which of its sections and in whose words; and which it could tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from achievements.summaries import AchievementLine, achievements_of
from core.ordering import in_order
from core.prose import gist
from priorities.models import Plan
from reports.compose.years import is_told
from reports.models import Paper, Section

ACHIEVEMENTS = Section.Fill.ACHIEVEMENTS


@dataclass(frozen=True, slots=True)
class InSection:
    """A section of achievements, and whether it tells this one."""

    id: int
    heading: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class AchievementInPaper:
    """An achievement that anybody may read, as the log has it and as the paper does. `wording` is empty where the paper
    has no words of its own; `wording_id` is its record.
    """

    id: int
    heading: str
    text: str
    wording: str
    wording_id: int | None
    is_for_paper: bool
    grouping: str
    sections: tuple[InSection, ...]

    @property
    def called(self) -> str:
        """Its heading, or its first words."""
        return self.heading or gist(self.text, 60)

    @property
    def is_told(self) -> bool:
        """Whether any section tells it."""
        return any(section.is_told for section in self.sections)


@dataclass(frozen=True, slots=True)
class YearInPaper:
    """A plan's achievements, those that some section tells first."""

    plan: str
    lines: tuple[AchievementInPaper, ...]

    @property
    def told(self) -> tuple[AchievementInPaper, ...]:
        return tuple(line for line in self.lines if line.is_told)

    @property
    def untold(self) -> tuple[AchievementInPaper, ...]:
        return tuple(line for line in self.lines if not line.is_told)


def achievements_in(paper: Paper) -> tuple[YearInPaper, ...]:
    """What the sections of a paper tell or could tell, year by year. 2 queries, and 7 for each plan."""
    sections = in_order(paper.sections.filter(fill=ACHIEVEMENTS).select_related("plan"))
    wordings = {wording.achievement_id: wording for wording in paper.wordings.all()}
    by_plan: dict[Plan, list[Section]] = {}
    for section in sections:
        if plan := section.plan or paper.plan:
            by_plan.setdefault(plan, []).append(section)

    def line(one: AchievementLine, there: list[Section]) -> AchievementInPaper:
        wording = wordings.get(one.id)
        return AchievementInPaper(
            id=one.id,
            heading=one.heading,
            text=one.text,
            wording=wording.text if wording else "",
            wording_id=wording.pk if wording else None,
            is_for_paper=one.is_for_paper,
            grouping=one.grouping,
            sections=tuple(InSection(section.pk, str(section), is_told(section.options, one)) for section in there),
        )

    return tuple(
        YearInPaper(plan.title, tuple(line(one, there) for one in achievements_of(plan.pk)))
        for plan, there in by_plan.items()
    )


def told_or_left_out(options: Mapping[str, Any], one: AchievementInPaper, *, wanted: bool) -> dict[str, Any]:
    """The options of a section of achievements with one taken in or left out; what is not needed for it goes."""
    chosen = {name: [key for key in options.get(name, ()) if key != one.id] for name in ("also", "leave_out")}
    chosen["only"] = list(options.get("only", ()))
    if not wanted and len(chosen["only"]) > 1 and one.id in chosen["only"]:  # none left would mean all of them
        chosen["only"].remove(one.id)
    if is_told({**options, **chosen}, one) != wanted:
        chosen[("only" if chosen["only"] else "also") if wanted else "leave_out"].append(one.id)
    rest = {name: value for name, value in options.items() if name not in chosen}
    return rest | {name: sorted(keys) for name, keys in chosen.items() if keys}

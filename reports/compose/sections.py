"""What fills a section: its officer's words, then the live block it asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from priorities.models import Plan
from reports import content as c
from reports.compose import asked, money, people, plans, watching, years
from reports.compose.options import Option, OptionError, check_options, options_of
from reports.compose.source import Source
from reports.compose.tokens import officers_prose
from reports.compose.within_reach import may_tell_of
from reports.models import Paper, Section

Fill = Section.Fill


@dataclass(frozen=True, slots=True)
class LiveBlock:
    """A kind of live block: what makes it, the options it takes, and whether it reads a plan."""

    make: Callable[[Source], tuple[c.Block, ...]]
    options: tuple[Option, ...]
    needs_plan: bool = True


MAKERS: dict[str, Callable[[Source], tuple[c.Block, ...]]] = {
    Fill.PRIORITIES: plans.priorities,
    Fill.THEMES: plans.themes,
    Fill.ACTION_PLAN: plans.action_plan,
    Fill.FINDINGS: plans.findings,
    Fill.OBJECTIVES: plans.objectives,
    Fill.CHALLENGES: plans.challenges,
    Fill.TARGETS: plans.targets,
    Fill.LOCAL_PRIORITIES: plans.local_priorities,
    Fill.ACHIEVEMENTS: years.achievements,
    Fill.FUNDING: money.funding,
    Fill.POSTS: money.posts,
    Fill.MEMBERS: people.members,
    Fill.SEATS: people.seats,
    Fill.CYCLE: people.cycle,
    Fill.RECOMMENDATIONS: asked.recommendations,
    Fill.IMPLICATIONS: asked.implications,
    Fill.LINKS: people.links,
    Fill.INDICATORS: watching.indicators,
}
WITHOUT_PLAN = (Fill.MEMBERS, Fill.SEATS, Fill.RECOMMENDATIONS, Fill.IMPLICATIONS, Fill.LINKS)
LIVE_BLOCKS: dict[str, LiveBlock] = {
    fill: LiveBlock(make, options_of(fill), needs_plan=fill not in WITHOUT_PLAN) for fill, make in MAKERS.items()
}


def section_blocks(paper: Paper, section: Section, text: str, wordings: Mapping[int, str]) -> tuple[c.Block, ...]:
    """The section's own blocks, not yet numbered: these words, then its live block. Raises OptionError."""
    words = officers_prose(text)
    if section.fill == Fill.NARRATIVE:
        return words
    check_options(section.fill, section.options)
    live = LIVE_BLOCKS[section.fill]
    plan = section.plan or paper.plan
    if live.needs_plan:
        _check_plan(paper, section, plan)
    source = Source(paper=paper, plan_or_none=plan, options=section.options, wordings=wordings)
    return (*words, *live.make(source))


def _check_plan(paper: Paper, section: Section, plan: Plan | None) -> None:
    if plan is None:
        raise OptionError(f"The section “{section}” is filled from a plan; choose which one.")
    if not may_tell_of(paper, plan):
        raise OptionError(
            f"The section “{section}” is filled from “{plan}”, which another partnership has not agreed yet. "
            "Choose another plan, or wait until it is agreed."
        )

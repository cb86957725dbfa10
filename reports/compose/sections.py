"""What fills a section: its officer's words, then the live block it asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reports import content as c
from reports.compose import asked, money, people, plans, watching, years
from reports.compose.source import Source
from reports.models import Paper, Section
from reports.prose import prose

Fill = Section.Fill


class OptionError(ValueError):
    """A section asks its live block for something it cannot do; the message says what, and what it can."""


@dataclass(frozen=True, slots=True)
class LiveBlock:
    """A kind of live block: what makes it, the options it takes with their allowed values, and whether it reads a
    plan.
    """

    make: Callable[[Source], tuple[c.Block, ...]]
    options: Mapping[str, tuple[str, ...] | type]
    needs_plan: bool = True


LIVE_BLOCKS: dict[str, LiveBlock] = {
    Fill.PRIORITIES: LiveBlock(
        plans.priorities, {"as": ("headings", "bullets"), "standing": ("priority", "theme", "core", "category")}
    ),
    Fill.THEMES: LiveBlock(plans.themes, {}),
    Fill.ACTION_PLAN: LiveBlock(plans.action_plan, {}),
    Fill.FINDINGS: LiveBlock(plans.findings, {"as": ("paragraphs", "bullets"), "topic": str}),
    Fill.OBJECTIVES: LiveBlock(plans.objectives, {"as": ("numbered", "headings")}),
    Fill.CHALLENGES: LiveBlock(plans.challenges, {"as": ("paragraphs", "bullets")}),
    Fill.TARGETS: LiveBlock(plans.targets, {}),
    Fill.LOCAL_PRIORITIES: LiveBlock(plans.local_priorities, {}),
    Fill.ACHIEVEMENTS: LiveBlock(
        years.achievements,
        {"as": ("bullets", "paragraphs", "headings"), "group_by": ("", "approach", "grouping"), "grouping": str},
    ),
    Fill.FUNDING: LiveBlock(money.funding, {}),
    Fill.POSTS: LiveBlock(money.posts, {}),
    Fill.MEMBERS: LiveBlock(people.members, {"standing": list, "as_at": str}, needs_plan=False),
    Fill.SEATS: LiveBlock(people.seats, {"group": str}, needs_plan=False),
    Fill.CYCLE: LiveBlock(people.cycle, {"group": str}),
    Fill.RECOMMENDATIONS: LiveBlock(asked.recommendations, {}, needs_plan=False),
    Fill.IMPLICATIONS: LiveBlock(asked.implications, {}, needs_plan=False),
    Fill.LINKS: LiveBlock(people.links, {}, needs_plan=False),
    Fill.INDICATORS: LiveBlock(watching.indicators, {"set": ("commissioner", "scorecard")}),
}


def section_blocks(paper: Paper, section: Section) -> tuple[c.Block, ...]:
    """The section's own blocks, not yet numbered: words, then live block. Raises OptionError."""
    words = prose(section.text)
    if section.fill == Fill.NARRATIVE:
        return words
    check_options(section.fill, section.options)
    live = LIVE_BLOCKS[section.fill]
    plan = section.plan or paper.plan
    if live.needs_plan and plan is None:
        raise OptionError(f"The section “{section}” is filled from a plan; choose which one.")
    return (*words, *live.make(Source(paper=paper, plan_or_none=plan, options=section.options)))


def check_options(fill: str, options: dict[str, Any]) -> None:
    """Raise OptionError with a sentence unless every option is one that this kind of live block takes."""
    allowed = LIVE_BLOCKS[fill].options if fill in LIVE_BLOCKS else {}
    label = Fill(fill).label
    for name, value in options.items():
        if name not in allowed:
            known = f"it takes {', '.join(sorted(allowed))}" if allowed else "it takes none"
            raise OptionError(f"“{label}” has no option “{name}”; {known}.")
        wanted = allowed[name]
        if isinstance(wanted, tuple) and value not in wanted:
            raise OptionError(
                f"“{label}”: {name} is “{value}”; choose one of {', '.join(repr(choice) for choice in wanted)}."
            )
        if isinstance(wanted, type) and not isinstance(value, wanted):
            raise OptionError(f"“{label}”: {name} cannot be “{value}”.")

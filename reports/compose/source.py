"""What a live block is made from: the paper, the plan and the section's options."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from priorities.models import Plan
from reports import content as c
from reports.models import Paper
from reports.prose import line


@dataclass(frozen=True, slots=True)
class Source:
    """A live block's ingredients."""

    paper: Paper
    plan_or_none: Plan | None
    options: dict[str, Any]

    @property
    def plan(self) -> Plan:
        """The plan; `section_blocks` sees to it that a block that needs one has one."""
        if self.plan_or_none is None:
            raise TypeError("This live block was made without the plan it needs.")
        return self.plan_or_none

    def option(self, name: str, default: str) -> str:
        return str(self.options.get(name, default))

    @property
    def on(self) -> date:
        """The day the paper speaks of: its own, else its plan's first."""
        plan = self.plan_or_none
        return self.paper.date or (plan.period_start if plan and plan.period_start else date.max)


def bullets(items: list[tuple[c.Block, ...]]) -> tuple[c.Block, ...]:
    """A bulleted list of these items, or nothing when there are none."""
    return (c.BlockList(tuple(c.Item(blocks) for blocks in items)),) if items else ()


def cell(text: str) -> c.Cell:
    """A cell with one plain line, blank when there is no text."""
    return c.Cell((line(text),)) if text else c.Cell()


def sub_section(heading: str, blocks: tuple[c.Block, ...]) -> c.Section:
    """A headed part within a section; the numberer gives it its address."""
    return c.Section(heading, "", blocks)

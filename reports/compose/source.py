"""What a live block is made from: the paper, the plan and the section's options."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from priorities.models import Plan
from reports import content as c
from reports.models import Paper
from reports.prose import line, without_tables


@dataclass(frozen=True, slots=True)
class Source:
    """A live block's ingredients; `wordings` are the paper's own words for achievements, by their ids."""

    paper: Paper
    plan_or_none: Plan | None
    options: Mapping[str, Any]
    wordings: Mapping[int, str] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan; `section_blocks` sees to it that a block that needs one has one."""
        if self.plan_or_none is None:
            raise TypeError("This live block was made without the plan it needs.")
        return self.plan_or_none

    def option(self, name: str, default: str) -> str:
        return str(self.options.get(name, default))

    def chosen(self, name: str) -> frozenset[int]:
        """The ids of the records that an option names; none where it is not given."""
        return frozenset(self.options.get(name, ()))

    def is_wanted(self, key: int) -> bool:
        """Whether the section shows this record: all, unless it says which `only`."""
        only = self.chosen("only")
        return not only or key in only

    @property
    def on(self) -> date:
        """The day the paper speaks of: its own, else its plan's first."""
        plan = self.plan_or_none
        return self.paper.date or (plan.period_start if plan and plan.period_start else date.max)


def bullets(items: list[tuple[c.Block, ...]]) -> tuple[c.Block, ...]:
    """A bulleted list of these items, or nothing when there are none."""
    return (c.BlockList(tuple(c.Item(blocks) for blocks in items)),) if items else ()


def cell(text: str, cite: str = "") -> c.Cell:
    """A cell with one plain line, blank when there is no text. `cite` names the record of its figure."""
    return c.Cell((line(text, cite=cite),)) if text else c.Cell()


def cell_of(*parts: tuple[c.Block, ...]) -> c.Cell:
    """A cell with these blocks one after the other. A table cannot stand in it; its rows become paragraphs."""
    return c.Cell(without_tables(tuple(block for part in parts for block in part)))


def sub_section(heading: str, blocks: tuple[c.Block, ...]) -> c.Section:
    """A headed part within a section; the numberer gives it its address."""
    return c.Section(heading, "", blocks)

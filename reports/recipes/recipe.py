"""What a recipe is: the sections of a kind of paper, in order, and what fills each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reports.models import Section

Fill = Section.Fill
APPENDIX = Section.Kind.APPENDIX


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section of a recipe. `within` is the key of the section it stands in; `of_year_reported` fills it from the
    plan whose year the paper reports on, not from the plan it sets out.
    """

    key: str
    heading: str = ""
    fill: str = Fill.NARRATIVE
    options: Mapping[str, Any] = field(default_factory=dict)
    within: str = ""
    kind: str = Section.Kind.SECTION
    of_year_reported: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """A kind of paper: its sections and whether it opens with a table of contents."""

    sections: tuple[SectionSpec, ...]
    shows_contents: bool = False

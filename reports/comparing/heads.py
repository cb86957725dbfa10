"""What papers say of themselves, and the fields of their heads: stated, left blank, n/a, None and absent kept apart."""

from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reports.comparing.align import align
from reports.comparing.comparison import Change, FieldChange, Line
from reports.comparing.lines import lines, one_space
from reports.comparing.passages import compare_lines, passage
from reports.comparing.units import field_unit
from reports.comparing.words import word_runs
from reports.content import HeaderTable, Paper

STANDINGS = {
    "": "was not there",
    "stated": "was filled in",
    "blank": "was left blank",
    "na": "said “n/a”",
    "none": "said “None”",
}
NOW = {"": "is gone", "stated": "is filled in", "blank": "is left blank", "na": "says “n/a”", "none": "says “None”"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field on one side."""

    label: str
    standing: str
    lines: tuple[Line, ...]


def compare_about(old: Paper, new: Paper) -> tuple[FieldChange, ...]:
    """What the papers say of themselves, in a fixed order. What both leave unsaid is left out."""
    pairs = zip(_about(old), _about(new), strict=True)
    return tuple(_field(a, b) for a, b in pairs if a or b)


def compare_headers(old: tuple[HeaderTable, ...], new: tuple[HeaderTable, ...]) -> tuple[FieldChange, ...]:
    """The fields of both heads in one order, matched by their labels."""
    ours, theirs = list(_fields(old)), list(_fields(new))
    units = (
        [field_unit(one.label, "\n".join(line.text for line in one.lines)) for one in side] for side in (ours, theirs)
    )
    steps = align(*units).steps(len(ours), len(theirs))
    return tuple(
        _field(ours[step.old] if step.old >= 0 else None, theirs[step.new] if step.new >= 0 else None)
        for step in steps
        if step.new >= 0 or not step.move
    )


def _about(paper: Paper) -> Iterator[Field | None]:
    stated = {
        "Whose paper": paper.masthead.name,
        "Title": paper.title,
        "Subtitle": paper.subtitle,
        "Date of the paper": _day(paper.date),
        "Foot of each page": paper.running_foot,
        "What the logo shows": paper.masthead.logo_alt,
        "Headings in the head": "; ".join(table.caption for table in paper.header if table.show_caption),
    }
    for label, value in stated.items():
        text = one_space(value)
        yield Field(label, "stated", (Line("paragraph", text, under=label),)) if text else None


def _day(stated: str) -> str:
    """A date as a reader writes it: "6 October 2025". One that no calendar has stays as it is stated."""
    try:
        when = date.fromisoformat(stated)
    except ValueError:
        return stated
    return f"{when.day} {month_name[when.month]} {when.year}"


def _fields(tables: tuple[HeaderTable, ...]) -> Iterator[Field]:
    for table in tables:
        for row in table.rows:
            label = one_space(row.label)
            yield Field(label, row.standing, tuple(lines(row.blocks, under=f"“{label}”")))


def _field(old: Field | None, new: Field | None) -> FieldChange:
    label = word_runs(old.label if old else "", new.label if new else "")[0]
    before, after = old.standing if old else "", new.standing if new else ""
    remark = (
        ""
        if before == after or {before, after} == {"", "stated"}
        else f"The field {STANDINGS[before]}; now it {NOW[after]}."
    )
    if old and new:
        told = compare_lines(old.lines, new.lines)
        is_same = before == after and old.label == new.label and all(one.change is Change.SAME for one in told)
        change = Change.SAME if is_same else Change.CHANGED
        return FieldChange(change, label, before, after, told, remark)
    change = Change.ADDED if new else Change.REMOVED
    told = tuple(passage(line, None) for line in (old.lines if old else ())) + tuple(
        passage(None, line) for line in (new.lines if new else ())
    )
    return FieldChange(change, label, before, after, told, remark)

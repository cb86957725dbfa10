"""A comparison as HTML: what changed first, the text with its inserted and deleted words, the unchanged folded away.

Every class begins with `changes-`; how it looks is in assets/_changes.scss. Nothing rests on colour: inserted words are
underlined, deleted ones struck through, both say so to who listens, and each block says in words what became of it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from reports.comparing import (
    Change,
    Comparison,
    FieldChange,
    Figure,
    Mark,
    Part,
    Passage,
    Run,
    TableChange,
    counted,
)
from reports.rendering.changed_tables import table_rows
from reports.rendering.changed_words import plain, words
from reports.rendering.marks import list_mark, paragraph_mark

FEW = 3  # so many unchanged lines in a row stay in sight
DEEPEST = 4
NAMES = {"heading": "heading", "item": "list item", "label": "note", "paragraph": "paragraph"}
ENDS = {Change.MOVED_FROM: "from", Change.MOVED_TO: "to"}
TOLD = {
    Change.CHANGED: "Changed",
    Change.ADDED: "Added",
    Change.REMOVED: "Removed",
    Change.MOVED_FROM: "Moved away from here",
    Change.MOVED_TO: "Moved here",
}


def changes(comparison: Comparison) -> str:
    """The inside of a comparison's page, from its second-level headings down. Empty when there is nothing to show."""
    return "".join(
        _section(name, heading, inner)
        for name, heading, inner in (
            ("figures", "Figures that changed", _figures(comparison.figures)),
            ("head", "Title and header", _fields((*comparison.about, *comparison.header))),
            ("text", "Text", "".join(_body(comparison.parts))),
        )
        if inner
    )


def _section(name: str, heading: str, inner: str) -> str:
    return (
        f'<section class="changes-section" aria-labelledby="changes-{name}">'
        f'<h2 class="govuk-heading-m" id="changes-{name}">{heading}</h2>{inner}</section>'
    )


def _figures(figures: Sequence[Figure]) -> str:
    items = "".join(
        f"<li>{words((Run(Mark.DELETED, one.old),))} → {words((Run(Mark.INSERTED, one.new),))}"
        f'<span class="changes-where"> {escape(one.where)}</span></li>'
        for one in figures
    )
    return f'<ul class="changes-figures">{items}</ul>' if items else ""


def _fields(fields: Sequence[FieldChange]) -> str:
    changed = [one for one in fields if one.change is not Change.SAME]
    same = [one for one in fields if one.change is Change.SAME]
    shown = f'<dl class="changes-fields">{"".join(map(_field, changed))}</dl>' if changed else ""
    if not (changed and same):
        return shown
    inner = f'<dl class="changes-fields">{"".join(map(_field, same))}</dl>'
    return shown + _folded(f"{counted(len(same), 'field', 'fields')} unchanged", inner)


def _field(field: FieldChange) -> str:
    tag = "" if field.change is Change.SAME else f'<p class="changes-tag">{TOLD[field.change]}</p>'
    remark = f'<p class="changes-remark">{escape(field.remark)}</p>' if field.remark else ""
    lines = "".join(f"{_line(one)}{_remarks(one)}" for one in field.passages)
    return (
        f'<div class="changes-field changes-field--{field.change}"><dt>{words(field.label)}</dt>'
        f"<dd>{tag}{lines}{remark}</dd></div>"
    )


def _body(parts: Sequence[Part]) -> Iterator[str]:
    """Changed parts in full, each under the heading that governs it; long unchanged stretches folded."""
    stretches = [(is_same, list(found)) for is_same, found in groupby(parts, lambda part: part.change is Change.SAME)]
    for place, (is_same, found) in enumerate(stretches):
        if not is_same:
            yield from map(_group, _groups(found))
        elif place + 1 == len(stretches):
            yield _stretch(found)
        else:
            last = max((at for at, part in enumerate(found) if _is_heading(part)), default=len(found))
            yield _stretch(found[:last])
            yield _stretch(found[last : last + 1])
            yield _stretch(found[last + 1 :])


def _is_heading(part: Part) -> bool:
    return isinstance(part, Passage) and part.line.kind == "heading"


def _stretch(parts: Sequence[Part]) -> str:
    inner = "".join(map(_part, parts))
    if len(parts) <= FEW and not any(isinstance(part, TableChange) for part in parts):
        return inner
    return _folded(f"{counted(len(parts), 'part', 'parts')} unchanged", inner)


def _folded(summary: str, inner: str) -> str:
    return f'<details class="changes-same"><summary>{summary}</summary><div>{inner}</div></details>'


def _groups(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Changed parts that share one fate and stand together: what was added in a row, what moved in a row."""
    group: list[Part] = []
    for part in parts:
        if group and not _goes_with(group[-1], part):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _goes_with(before: Part, part: Part) -> bool:
    if part.change is not before.change or isinstance(part, TableChange) or isinstance(before, TableChange):
        return False
    if part.move:
        return part.move == before.move + 1
    return part.change in (Change.ADDED, Change.REMOVED)


def _group(parts: Sequence[Part]) -> str:
    change = parts[0].change
    inner = "".join(map(_within, parts))
    return f'<div class="changes-part changes-part--{change}">{_tag(parts)}{inner}</div>'


def _within(part: Part) -> str:
    inner = _part(part)
    end = ENDS.get(part.change)
    return f'<div id="move-{part.move}-{end}">{inner}</div>' if end else inner


def _part(part: Part) -> str:
    return _table(part) if isinstance(part, TableChange) else _line(part) + _remarks(part)


def _tag(parts: Sequence[Part]) -> str:
    first = parts[0]
    told = TOLD[first.change]
    if first.change is Change.MOVED_TO and any(map(_is_changed_inside, parts)):
        told = "Moved here and changed"
    link = {
        Change.MOVED_FROM: f' (<a class="govuk-link" href="#move-{first.move}-to">see where it is now</a>)',
        Change.MOVED_TO: f' (<a class="govuk-link" href="#move-{first.move}-from">see where it was</a>)',
    }.get(first.change, "")
    names = ", ".join(_names(parts))
    return f'<p class="changes-tag">{told}: {escape(names)}{link}</p>'


def _names(parts: Sequence[Part]) -> list[str]:
    """What the parts are: "paragraph 7", or counted: "1 heading", "3 paragraphs"."""
    if len(parts) == 1:
        return [_name(part) for part in parts]
    kinds = Counter("table" if isinstance(part, TableChange) else NAMES[part.line.kind] for part in parts)
    return [counted(number, kind, f"{kind}s") for kind, number in kinds.items()]


def _name(part: Part) -> str:
    if isinstance(part, TableChange):
        return "table"
    return f"paragraph {part.line.number}" if part.line.number else NAMES[part.line.kind]


def _is_changed_inside(part: Part) -> bool:
    if isinstance(part, Passage):
        return part.is_reworded
    changes = (*(one.change for one in part.columns), *(one.change for one in part.rows))
    return len(part.caption) > 1 or any(change is not Change.SAME for change in changes)


def _line(passage: Passage) -> str:
    line = passage.line
    inner = words(passage.runs)
    if line.kind == "heading":
        level = min(line.level + 2, 6)
        gone = passage.change in (Change.REMOVED, Change.MOVED_FROM)
        tag = "p" if gone else f"h{level}"
        return f'<{tag} class="changes-heading changes-heading--{level}">{inner}</{tag}>'
    mark = ""
    if line.number:
        mark = paragraph_mark(line.number)
    elif line.kind == "item":
        mark = list_mark(line.marker, line.position)
    before = f'<span class="changes-mark">{escape(mark)}</span> ' if mark else ""
    depth = f" changes-line--{min(line.level, DEEPEST)}" if line.level else ""
    label = " changes-line--label" if line.kind == "label" else ""
    return f'<p class="changes-line{depth}{label}">{before}{inner}</p>'


def _remarks(passage: Passage) -> str:
    return f'<p class="changes-remark">{escape(" ".join(passage.remarks))}</p>' if passage.remarks else ""


def _table(table: TableChange) -> str:
    if table.change is Change.MOVED_FROM:
        return f'<p class="changes-line">{words(table.caption)}</p>'
    name = escape(plain(table.caption))
    head, rows = table_rows(table)
    return (
        f'<div class="changes-scroll" role="region" aria-label="{name}" tabindex="0"><table class="changes-table">'
        f"<caption><span>{words(table.caption)}</span></caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )

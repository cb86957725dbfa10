"""Reading a comparison back: the words of either side, found without what made it."""

from reports.comparing import Change, Mark, Passage
from reports.content import BlockList, Chart, Note, Paragraph, Section, Table
from tests.reports.rendering.reading import words_of_chart

OLD, NEW = "old", "new"
ABSENT = {OLD: Mark.INSERTED, NEW: Mark.DELETED}
NOT_HERE = {OLD: (Change.ADDED, Change.MOVED_TO), NEW: (Change.REMOVED, Change.MOVED_FROM)}


def side_of(runs, side):
    """The text of one side of some runs."""
    return "".join(run.text for run in runs if run.mark != ABSENT[side])


def body_of(comparison, side):
    """Every text of one side's body in reading order, as the comparison tells it."""
    moved = {part.move: part for part in comparison.parts if part.change is Change.MOVED_TO}
    texts = []
    for part in comparison.parts:
        if part.change in NOT_HERE[side]:
            continue
        if isinstance(part, Passage):
            texts.append(side_of(part.runs, side))
        else:
            texts += table_of(moved[part.move] if part.change is Change.MOVED_FROM else part, side)
    return [text for text in texts if text]


def table_of(table, side):
    """Every text of one side's table: caption, headings, cells."""
    columns = [(getattr(column, side), place) for place, column in enumerate(table.columns)]
    order = [place for at, place in sorted(columns) if at >= 0]
    texts = [side_of(table.caption, side), *(side_of(table.columns[place].heading, side) for place in order)]
    for row in sorted(table.rows, key=lambda row: getattr(row, side)):
        if getattr(row, side) >= 0:
            texts += [text for place in order for text in passages_of(row.cells[place].passages, side)]
    return texts


def passages_of(passages, side):
    return [side_of(one.runs, side) for one in passages if one.change not in NOT_HERE[side]]


def fields_of(fields, side):
    """One side's fields: label, standing, texts. Their order is the new paper's."""
    found = []
    for field in fields:
        standing = getattr(field, f"{side}_standing")
        if standing:
            found.append((side_of(field.label, side), standing, tuple(passages_of(field.passages, side))))
    return sorted(found)


def words_of_paper(paper):
    """Every text of a paper's body in reading order, from its content alone."""
    texts = [text for section in paper.sections for text in _texts(section)]
    return [text for text in (" ".join(text.split()) for text in texts) if text]


def head_of_paper(paper):
    return sorted(
        (
            " ".join(row.label.split()),
            row.standing,
            tuple(text for block in row.blocks for text in (" ".join(one.split()) for one in _texts(block)) if text),
        )
        for table in paper.header
        for row in table.rows
    )


def _texts(block):
    match block:
        case Paragraph():
            return [block.text]
        case Section():
            return [block.heading, *(text for inner in block.blocks for text in _texts(inner))]
        case Note():
            return [block.label, *(text for inner in block.blocks for text in _texts(inner))]
        case BlockList():
            return [text for item in block.items for inner in item.blocks for text in _texts(inner)]
        case Table():
            cells = [text for row in block.rows for cell in row.cells for one in cell.blocks for text in _texts(one)]
            return [block.caption, *(column.heading for column in block.columns), *cells]
        case Chart():
            return words_of_chart(block)

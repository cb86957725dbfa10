"""How a table's width is shared among its columns, judged from its words: printing need not measure each cell."""

from math import sqrt

from reports.content import Block, BlockList, Cell, Note, Paragraph, Table

PADDING = 3
SENTENCE = 60  # letters from which a cell is prose
NARROW_SCREEN = 34  # letters that fit side by side on a screen of 320 pixels


def column_widths(table: Table) -> list[float]:
    """The share of each column in per cent.

    A column gets at least its longest word; what is left over goes by the square root of how much text it holds, so
    that a column of paragraphs does not starve the others.
    """
    needs, wants = [], []
    for position, column in enumerate(table.columns):
        rows = [row for row in table.rows if row.kind != "note"]
        texts = [column.heading, *(text for row in rows for text in _texts(row.cells[position]))]
        longest_word = max((len(word) for text in texts for word in text.split()), default=1)
        longest = max(map(len, texts), default=1)
        whole = column.align == "number"
        need = min(longest if whole else longest_word, 30) + PADDING
        amount = sum(map(len, texts)) / max(1, len(table.rows))
        needs.append(need)
        wants.append(0.0 if whole else sqrt(max(amount, 1.0) * max(longest, 1)))
    spare = max(0.0, 100 - sum(needs))
    share = spare / (sum(wants) or 1.0)
    raw = [need + want * share for need, want in zip(needs, wants, strict=True)]
    return [round(100 * part / sum(raw), 2) for part in raw]


def is_wide(table: Table) -> bool:
    """Whether the longest words of a row, side by side, are wider than a narrow screen."""
    room = 0
    for position, column in enumerate(table.columns):
        words = [*column.heading.split()]
        for row in table.rows:
            for text in _texts(row.cells[position]):
                words.extend([text] if column.align == "number" else text.split())
        room += max(map(len, words), default=1) + 2
    return room > NARROW_SCREEN


def is_prose(table: Table) -> bool:
    """Whether cells hold sentences, which on a narrow screen are read one under the other."""
    return any(sum(map(len, _texts(cell))) > SENTENCE for row in table.rows for cell in row.cells if row.kind == "body")


def _texts(cell: Cell) -> list[str]:
    """The paragraphs of a cell, however deep they stand."""
    texts: list[str] = []
    stack: list[Block] = list(cell.blocks)
    while stack:
        block = stack.pop()
        match block:
            case Paragraph():
                texts.append(block.text)
            case BlockList(items=items):
                stack.extend(inner for item in items for inner in item.blocks)
            case Note(blocks=blocks):
                stack.extend(blocks)
    return texts

"""Hypothesis strategies for whole papers, from any text to only such text as our print fonts hold."""

from dataclasses import replace

from hypothesis import strategies as st

from reports.content import (
    BlockList,
    Break,
    Cell,
    Chart,
    Column,
    HeaderRow,
    HeaderTable,
    Item,
    Level,
    Masthead,
    Note,
    Paper,
    Paragraph,
    Point,
    Row,
    Section,
    Series,
    Span,
    Table,
)

NEVER = "\u202a\u202b\u202c\u202d\u202e"
carried = st.characters(exclude_categories=("Cc", "Cn", "Co", "Cs", "Zl", "Zp"), exclude_characters=NEVER)
any_text = st.text(alphabet=carried, max_size=20)
PRINTED = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x180)))) + "–—‘’“”•…€→✓≥½αβЖд"
printed_text = st.text(alphabet=PRINTED, max_size=40)


def named(text):
    """Text that is more than spaces."""
    return st.builds("{}{}".format, st.sampled_from(["A", "Zoë", "7"]), text)


@st.composite
def papers(draw, text=any_text, *, most=2):
    """A paper whose paragraph numbers and addresses are its own, with every kind of block."""
    numbers = iter(range(1, 10_000))
    decimal = draw(st.booleans())

    def number():
        following = next(numbers)
        return f"1.{following}" if decimal else str(following)

    def some(strategy, least=0):
        return st.lists(strategy, min_size=least, max_size=most).map(tuple)

    hrefs = st.sampled_from(["", "", "https://example.org/a?b=c&d=e", "mailto:team@example.org"])
    spans = st.builds(Span, text=text, href=hrefs, strong=st.booleans(), emphasis=st.booleans())
    paragraphs = st.builds(Paragraph, spans=some(spans))
    numbered = st.builds(Paragraph, spans=some(spans), number=st.builds(number))
    markers = st.sampled_from(["bullet", "number", "letter", "roman"])

    def lists_of(blocks):
        items = st.builds(Item, blocks=some(blocks))
        return st.builds(BlockList, items=some(items), marker=markers) | st.builds(
            Note, blocks=some(blocks), label=text
        )

    running = st.recursive(paragraphs, lists_of, max_leaves=5)

    @st.composite
    def tables(draw):
        columns = draw(some(st.builds(Column, heading=text, align=st.sampled_from(["text", "number"])), least=1))
        cells = st.lists(st.builds(Cell, blocks=some(running)), min_size=len(columns), max_size=len(columns)).map(tuple)
        rows = st.builds(Row, cells=cells, kind=st.sampled_from(["body", "total", "note"]))
        return Table(draw(named(text)), columns, draw(some(rows)), draw(st.booleans()))

    values = st.integers(0, 1000).map(str)
    points = st.builds(Point, label=text, value=st.just("") | values, stated=text, is_provisional=st.booleans())

    @st.composite
    def charts(draw):
        """A bar chart as papers have always had them, or one of several series, which may break."""
        title, summary, unit, first = draw(named(text)), draw(text), draw(text), draw(some(points))
        if draw(st.booleans()):
            return Chart(title, summary, unit, first)
        second = tuple(replace(point, value=draw(values)) for point in first)
        labels = {point.label for point in first[1:]}
        return Chart(
            title,
            summary,
            unit,
            (),
            kind=draw(st.sampled_from(["bars", "stacked", "line"] + ["slope"] * (len(first) in (0, 2)))),
            series=(Series("A", first), Series(draw(st.just("B")), second))
            if draw(st.booleans())
            else (Series("", first),),
            breaks=tuple(Break(label, draw(named(text))) for label in sorted(labels)[:1]),
            levels=draw(some(st.builds(Level, name=named(text), value=values, stated=text))),
        )

    blocks = st.one_of(numbered, running, tables(), charts())

    def section(depth):
        inner = blocks if depth == 3 else st.one_of(blocks, st.deferred(lambda: section(depth + 1)))
        return st.builds(
            Section,
            heading=named(text),
            anchor=st.builds(lambda: f"s{next(numbers)}"),
            blocks=some(inner),
            kind=st.sampled_from(["section", "appendix", "closing"]),
        )

    stated = st.builds(HeaderRow, label=text, standing=st.just("stated"), blocks=some(running, least=1))
    blank = st.builds(HeaderRow, label=text, standing=st.just("blank"))
    header = st.builds(HeaderTable, caption=text, rows=some(stated | blank), show_caption=st.booleans())
    mastheads = st.builds(Masthead, name=text, logo=st.sampled_from(["", "civic-arch"]), logo_alt=text)
    return draw(
        st.builds(
            Paper,
            slug=st.just("paper"),
            kind=st.just("annual_update"),
            title=named(text),
            subtitle=text,
            language=st.just("en-GB"),
            date=st.sampled_from(["", "2030-10-14"]),
            masthead=mastheads,
            header=some(header),
            sections=some(section(1)),
            running_foot=text,
            contents=st.booleans(),
        )
    )

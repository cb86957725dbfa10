"""What holds for the comparison of any two papers."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reports.comparing import Change, Mark, compare, sentence, to_json
from reports.content import BlockList, Item, Paragraph, Section, Span
from tests.reports.comparing.telling import (
    NEW,
    OLD,
    body_of,
    fields_of,
    head_of_paper,
    words_of_paper,
)
from tests.reports.content_strategies import papers
from tests.reports.sample_paper import SAMPLE

few_words = st.lists(
    st.sampled_from(["crime", "fell", "the", "2,534", "£12.50", "plan", "(and)", "a,", "–"]), max_size=8
)
wordy = papers(few_words.map(" ".join), most=3)


@st.composite
def revised(draw):
    """A paper, and the same with paragraphs shuffled, dropped, repeated and reworded."""
    old = draw(wordy)
    texts = [*(section for section in old.sections)]
    blocks = draw(
        st.permutations([block for section in texts for block in section.blocks if not isinstance(block, Section)])
    )
    kept = tuple(block for block in blocks if draw(st.integers(0, 4)))
    kept = tuple(_reworded(draw, block) for block in kept)
    return old, replace(old, sections=(Section(draw(few_words.map(" ".join)) or "Plan", "one", _unnumbered(kept)),))


def _reworded(draw, block):
    if isinstance(block, Paragraph) and draw(st.booleans()):
        return replace(block, spans=(*block.spans, Span(" ".join(draw(few_words)))))
    return block


def _unnumbered(blocks):
    return tuple(replace(block, number="") if isinstance(block, Paragraph) else block for block in blocks)


def both_ways(old, new):
    """Whether a comparison tells both papers."""
    found = compare(old, new)
    assert body_of(found, OLD) == words_of_paper(old)
    assert body_of(found, NEW) == words_of_paper(new)
    assert fields_of(found.header, OLD) == head_of_paper(old)
    assert fields_of(found.header, NEW) == head_of_paper(new)


@given(old=papers(), new=papers())
def test_holds_every_word_of_any_two_papers_in_their_order(old, new):
    both_ways(old, new)


@given(both=revised())
def test_holds_every_word_of_a_paper_and_of_what_it_became(both):
    both_ways(*both)


@given(old=wordy, new=wordy)
def test_holds_every_word_of_papers_that_share_their_few_words(old, new):
    both_ways(old, new)


@given(both=revised())
def test_exchanges_what_is_inserted_and_deleted_when_the_papers_are_exchanged(both):
    there, back = compare(*both), compare(*both[::-1])
    assert marks(there, Mark.INSERTED) == marks(back, Mark.DELETED)
    assert marks(there, Mark.DELETED) == marks(back, Mark.INSERTED)
    for name in ("paragraphs", "items", "headings", "fields", "tables", "rows", "columns"):
        ours, theirs = getattr(there.summary, name), getattr(back.summary, name)
        assert (ours.changed, ours.added, ours.removed, ours.moved) == (
            theirs.changed,
            theirs.removed,
            theirs.added,
            theirs.moved,
        )
    assert sorted((one.old, one.new) for one in there.figures) == sorted((one.new, one.old) for one in back.figures)


def marks(comparison, mark):
    """All the runs of one mark, whatever their order."""
    passages = [part for part in comparison.parts if hasattr(part, "runs")]
    for part in comparison.parts:
        if not hasattr(part, "runs") and part.change is not Change.MOVED_FROM:
            passages += [one for row in part.rows for cell in row.cells for one in cell.passages]
    return sorted(run.text for one in passages for run in one.runs if run.mark == mark)


@given(paper=papers())
def test_finds_nothing_between_a_paper_and_itself(paper):
    found = compare(paper, paper)
    assert found.is_empty
    assert found.figures == ()
    assert sentence(found.summary) == "Nothing changed"


@given(both=revised())
def test_says_the_same_each_time(both):
    assert to_json(compare(*both)) == to_json(compare(*both))


def test_does_not_know_what_a_figure_cites():
    first = SAMPLE.sections[0]
    cited = Item((Paragraph((Span("2,534", cite="achievements.figure:12"),)),))
    plain = Item((Paragraph((Span("2,534"),)),))
    old, new = (
        replace(SAMPLE, sections=(replace(first, blocks=(*first.blocks, BlockList((item,)))), *SAMPLE.sections[1:]))
        for item in (cited, plain)
    )
    assert sentence(compare(old, new).summary) == "Nothing changed"

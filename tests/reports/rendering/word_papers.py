"""Papers made for tests of Word documents, and Word documents made of them."""

from dataclasses import replace

from reports.content import Column, Section, Table
from reports.rendering.docx import docx
from tests.reports.rendering.reading_word import Word
from tests.reports.sample_paper import SAMPLE, row, words
from tests.reports.test_content import holding

WIDE = Table(
    "Everything at once",
    tuple(Column(f"Responsibilities {number}") for number in range(9)),
    tuple(row(*(f"Safeguarding arrangements {cell}" for cell in range(9))) for _ in range(3)),
)


def written(*blocks, **changes):
    return Word(docx(holding(*blocks, **changes), content_hash=""))


def sections(*parts, **changes):
    """A paper of sections; each part is a heading and its blocks."""
    made = tuple(Section(heading, f"s{place}", tuple(blocks)) for place, (heading, *blocks) in enumerate(parts))
    return replace(SAMPLE, header=(), contents=False, sections=made, **changes)


def numbers(word):
    """The numbers of numbered paragraphs as Word shows them, with those that stand as text."""
    return [line.mark or line.words.partition("\t")[0] for line in word.of_style("NumberedParagraph")]


def numbered(*given):
    return [words(f"Paragraph {number}", number) for number in given]

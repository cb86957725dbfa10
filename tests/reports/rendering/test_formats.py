"""HTML, Markdown, Word, PDF and JSON of one paper carry the same words, numbers and paragraph numbers in one order."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from markdown_it import MarkdownIt

from reports.content import from_json, to_json
from reports.rendering.docx import docx
from reports.rendering.html import article
from reports.rendering.markdown import markdown
from reports.rendering.pdf import pdf
from tests.reports.content_strategies import papers, printed_text
from tests.reports.rendering.reading import squeezed, tag_tree
from tests.reports.rendering.reading_word import Word, by_libreoffice
from tests.reports.rendering.said import ALL_MARKS, Said
from tests.reports.sample_paper import SAMPLE

TEXT = "txt:Text (encoded):UTF8"
IN_HTML = Said(hidden_captions=True)
IN_MARKDOWN = Said(marks=("letter", "roman"), marks_in_cells=ALL_MARKS, colons=True, running_foot=True)
IN_WORD = IN_PDF = Said(marks=ALL_MARKS, marks_in_cells=ALL_MARKS)
VOID = {"meta", "br", "hr", "img", "col", "link", "rect", "path", "circle"}


class Words(HTMLParser):
    """The words of HTML, without those of its table of contents and of its pictures."""

    def __init__(self, html):
        super().__init__()
        self.parts, self.silent = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in VOID and (self.silent or tag in ("nav", "svg")):
            self.silent.append(tag)

    def handle_startendtag(self, tag, attrs):
        """What opens and closes at once holds no words."""

    def handle_endtag(self, tag):
        if self.silent:
            self.silent.pop()

    def handle_data(self, data):
        if not self.silent:
            self.parts.append(data)


def html_words(paper):
    return squeezed("".join(Words(article(paper)).parts))


def markdown_words(paper):
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    html = reader.render(markdown(paper)).replace("<p>Table: ", "<p>")
    return squeezed("".join(Words(html).parts))


def word_words(paper):
    return _same_bullets(squeezed(Word(docx(paper, content_hash="")).words))


def _same_bullets(text):
    for bullet in "○▪◦":
        text = text.replace(bullet, "•")
    return text


def pdf_words(paper):
    """What a PDF says to a screen reader; contents are left out, for the pages they name are no words of the paper."""
    return _same_bullets(squeezed(tag_tree(pdf(replace(paper, contents=False), content_hash="")).text))


def assert_all_say_the_same(paper):
    kept = from_json(to_json(paper))
    assert html_words(paper) == IN_HTML.of(kept)
    assert markdown_words(paper) == IN_MARKDOWN.of(kept)
    assert word_words(paper) == _same_bullets(IN_WORD.of(kept))


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=150)
@given(paper=papers())
def test_every_format_says_the_same_in_the_same_order(paper):
    assert_all_say_the_same(paper)


@settings(
    suppress_health_check=list(HealthCheck), deadline=None, max_examples=20, phases=[Phase.explicit, Phase.generate]
)
@given(paper=papers(printed_text))
def test_the_pdf_says_the_same_in_the_same_order(paper):
    assert pdf_words(paper) == _same_bullets(IN_PDF.of(paper))


def test_every_format_of_the_sample_says_the_same():
    assert_all_say_the_same(SAMPLE)
    assert pdf_words(SAMPLE) == IN_PDF.of(SAMPLE)


# pytest-django makes a database only where a test is marked to need one.
on_councils_papers = pytest.mark.django_db


@on_councils_papers
def test_every_format_of_the_councils_papers_says_the_same(sample_papers):
    assert len(sample_papers) >= 5
    for paper in sample_papers.values():
        assert_all_say_the_same(paper)
        assert pdf_words(paper) == IN_PDF.of(paper)


@on_councils_papers
def test_libreoffice_reads_the_same_words_and_numbers(sample_papers, tmp_path):
    papers = {f"paper{number}": paper for number, paper in enumerate([SAMPLE, *sample_papers.values()])}
    made = {name: docx(paper, content_hash="") for name, paper in papers.items()}
    read = by_libreoffice(tmp_path, TEXT, **made)
    said = Said(marks=ALL_MARKS, marks_in_cells=ALL_MARKS, contents=True)
    for name, paper in papers.items():
        assert _same_bullets(squeezed(read[name].decode("utf-8-sig"))) == _same_bullets(said.of(paper)), paper.title

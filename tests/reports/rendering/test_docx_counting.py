"""Numbers in Word documents: Word and LibreOffice count paragraphs and lists as the paper does."""

import pytest
from docx.oxml.ns import qn

from reports.content import (
    Column,
    Section,
    Table,
)
from reports.rendering.docx import docx
from tests.reports.rendering.reading_word import Word, by_libreoffice, has
from tests.reports.rendering.word_papers import numbered, numbers, sections, written
from tests.reports.sample_paper import bullets, row, words


class TestParagraphNumbers:
    def test_word_counts_them_by_their_style_alone(self, word):
        assert numbers(word) == [f"{number}." for number in range(1, 12)]
        own = [line for line in word.of_style("NumberedParagraph") if has(line.element, "w:pPr", "w:numPr")]
        assert own == []
        style = word.document.styles["Numbered Paragraph"].element
        assert style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val")) == "1"

    def test_decimal_numbers_count_sections_by_their_headings(self):
        word = Word(
            docx(
                sections(
                    ("One", *numbered("1.1", "1.2"), Section("Within", "w", (words("x", "1.3"),))),
                    ("Not numbered", words("Plain")),
                    ("Two", *numbered("2.1", "2.2")),
                ),
                content_hash="",
            )
        )
        assert numbers(word) == ["1.1", "1.2", "1.3", "2.1", "2.2"]
        assert not [line for line in word.of_style("NumberedParagraph") if has(line.element, "w:pPr", "w:numPr")]
        assert [line.mark for line in word.of_style("Heading1")] == ["", "", ""]

    @pytest.mark.parametrize(
        "given",
        [
            ["1", "2", "4", "5", "3", "6"],
            ["5", "6", "7"],
            ["1.1", "1.3", "2.1", "1.4"],
            ["2.1", "2.2"],
            ["1", "1.1", "1.2", "2", "2.1.1", "2.1.2", "3"],
            ["1", "2a", "2", "007", "3", "0", "A1", "99999", "4"],
        ],
    )
    def test_numbers_that_depart_from_counting_are_shown_all_the_same(self, given, tmp_path):
        word = Word(docx(sections(("One", *numbered(*given))), content_hash=""))
        assert [number.removesuffix(".") for number in numbers(word)] == given

    def test_lists_and_tables_between_do_not_disturb_them(self):
        steps = bullets("x", ("y", words("within", "3")), marker="number")
        word = written(words("a", "1"), steps, Table("T", (Column("c"),), (row((words("b", "4"),)),)), words("c", "5"))
        assert numbers(word) == ["1.", "3.", "4.", "5."]


class TestLists:
    def test_each_list_counts_from_one(self):
        word = written(bullets("a", "b", marker="number"), words("x"), bullets("c", "d", marker="number"))
        assert [line.mark for line in word.of_style("ListNumber")] == ["1.", "2.", "1.", "2."]

    def test_lists_in_lists_have_their_own_marks_and_styles(self, word):
        found = [(line.style, line.mark, line.words) for line in word.lines if line.style.startswith("List")]
        start = found.index(("ListNumber2", "a.", "plan together;"))
        assert found[start - 1 : start + 9] == [
            ("ListBullet", "•", "Meet the duty in Part 2 of the Police, Crime, Sentencing and Courts Act 2022:"),
            ("ListNumber2", "a.", "plan together;"),
            ("ListNumber2", "b.", "find the kinds of violence and their causes:"),
            ("ListBullet3", "▪", "by place"),
            ("ListBullet3", "▪", "by time"),
            ("ListNumber4", "i.", "by day"),
            ("ListNumber4", "ii.", "by night"),
            ("ListNumber2", "c.", "carry out a strategy."),
            ("ListContinue", "", "The strategy is reviewed each January."),
            ("ListBullet", "•", "Keep on with the NightWatch partnership in the old town."),
        ]

    def test_a_list_within_a_cell_within_a_list_leaves_the_outer_one_counting(self):
        table = Table("T", (Column("c"),), (row(bullets("in", "ner", marker="number")),))
        word = written(bullets(("one", table), "two", marker="number"))
        assert [line.mark for line in word.lines if line.mark] == ["1.", "1.", "2.", "2."]

    def test_forty_lists_one_in_another_keep_their_marks(self):
        deep = words("deepest")
        for _ in range(40):
            deep = bullets("before", ("deep", deep), "after", marker="number")
        word = written(deep)
        marks = [line.mark for line in word.lines if line.words in ("before", "deep", "after")]
        assert marks == ["1.", "2."] * 40 + ["3."] * 40
        assert max(int(left.get(qn("w:left"), 0)) for left in word.body.iter(qn("w:ind"))) < 6000

    def test_an_entry_without_words_has_its_mark(self):
        word = written(bullets("", ("x", bullets("z")), (bullets("only"),)))
        assert [(line.mark, line.words) for line in word.lines if line.mark] == [
            *(("•", ""), ("•", "x"), ("○", "z"), ("•", ""), ("○", "only"))
        ]


def test_libreoffice_shows_the_numbers_of_the_paper(tmp_path):
    given = {
        "plain": ["1", "2", "4", "5", "3", "6", "7a", "8", "9.1", "9.2"],
        "decimal": ["1.1", "1.2", "1.4", "2.1", "1.5", "1.6.1", "1.6.2"],
    }
    lists = (
        bullets("a", ("b", bullets("c", "d", marker="letter")), "e", marker="number"),
        bullets("f", marker="number"),
    )
    documents = {
        name: docx(sections(("One", *numbered(*found), *lists)), content_hash="") for name, found in given.items()
    }
    documents["sections"] = docx(
        sections(
            ("One", *numbered("1.1", "1.2")),
            ("None", words("Plain")),
            ("Two", *numbered("2.1"), Section("Sub", "x", tuple(numbered("2.2")))),
            ("Four", *numbered("4.1", "4.2")),
            ("Three", *numbered("3.1")),
        ),
        content_hash="",
    )
    given["sections"] = ["1.1", "1.2", "2.1", "2.2", "4.1", "4.2", "3.1"]
    read = by_libreoffice(tmp_path, "txt:Text (encoded):UTF8", **documents)
    for name, found in given.items():
        lines = [line.split() for line in read[name].decode("utf-8-sig").splitlines()]
        shown = [line[0].removesuffix(".") for line in lines if line[1:2] == ["Paragraph"]]
        assert shown == found, name
        if name != "sections":
            assert [line for line in lines if len(line) == 2][-6:] == [
                *(["1.", "a"], ["2.", "b"], ["a.", "c"], ["b.", "d"], ["3.", "e"], ["1.", "f"])
            ]

"""The PDF as a file for good: it keeps to two standards at once, and carries its own content."""

import hashlib
import io
from dataclasses import replace
from types import SimpleNamespace

import pypdf
import pytest
import weasyprint

from reports.content import Column, Masthead, Table, from_json, to_json
from reports.rendering.pdf import pdf
from tests.reports.pictures import as_logo, png
from tests.reports.rendering.charts_paper import CHARTS
from tests.reports.rendering.test_turning import TURNED
from tests.reports.rendering.validators import faults, faults_by_verapdf
from tests.reports.sample_paper import LONG, SAMPLE, bullets, row, words
from tests.reports.test_content import holding, nested

LOGO = as_logo(png(300, 60))
LONG_ROW = row("x", (LONG * 60, bullets(*[LONG] * 30)))
SHAPES = {
    "the construct sample": SAMPLE,
    "without a date": replace(SAMPLE, date=""),
    "no logo": replace(SAMPLE, masthead=Masthead("Wexbridge City Council")),
    "a drawn logo that is decoration": replace(SAMPLE, masthead=Masthead("Wexbridge City Council", "civic-arch")),
    "an uploaded logo": holding(words("x"), masthead=Masthead("Council", LOGO, "The council's arms")),
    "an uploaded logo that is decoration": holding(words("x"), masthead=Masthead("Council", LOGO)),
    "right to left": holding(words("שלום עולם, 12,345", "1"), words("مرحبا"), title="مرحبا", language="ar"),
    "turned pages": TURNED,
    "charts of every kind": CHARTS,
    "hostile": holding(
        nested(30),
        words("<script>alert(1)</script>"),
        words("שלום עולם, 12,345", "1"),
        words(""),
        bullets("", ("x", words("y", "2"), bullets("z"))),
        Table("Over pages", (Column(""), Column("b")), (LONG_ROW, row("", ""), LONG_ROW)),
        Table("Empty", (Column("a"),), ()),
        masthead=Masthead(""),
    ),
}


def file_within(made):
    """The one file that a PDF carries: its name, how it belongs to the pages, what it is, its dates, and its text."""
    reader = pypdf.PdfReader(io.BytesIO(made))
    named = reader.root_object["/Names"]["/EmbeddedFiles"]["/Names"]
    (belonging,) = reader.root_object["/AF"]
    assert len(named) == 2
    assert named[1].get_object() == belonging.get_object()
    spec = belonging.get_object()
    held = spec["/EF"]["/F"].get_object()
    about = held["/Params"]
    text = held.get_data()
    assert about["/Size"] == len(text)
    assert spec["/F"] == spec["/UF"] == named[0]
    return SimpleNamespace(
        name=spec["/UF"],
        belongs=spec["/AFRelationship"],
        described=spec["/Desc"],
        kind=held["/Subtype"],
        dates=(about.get("/CreationDate"), about.get("/ModDate")),
        text=text.decode(),
    )


@pytest.fixture(scope="module")
def printed():
    return {name: pdf(paper, content_hash="") for name, paper in SHAPES.items()}


@pytest.mark.parametrize("name", SHAPES)
def test_a_pdf_carries_its_own_content(printed, name):
    within = file_within(printed[name])
    assert (within.name, within.kind, within.belongs) == ("paper.json", "/application/json", "/Source")
    assert within.described == "The content of this paper as data, from which the pages were made."
    assert within.text == to_json(SHAPES[name])
    assert from_json(within.text) == SHAPES[name]


def test_the_file_within_has_the_papers_date_or_none(printed):
    assert file_within(printed["the construct sample"]).dates == ("D:20301014000000Z",) * 2
    assert file_within(printed["without a date"]).dates == (None, None)


@pytest.mark.django_db
def test_each_sample_paper_carries_its_own_content(sample_papers, sample_pdfs):
    assert len(sample_papers) >= 5
    for slug, paper in sample_papers.items():
        within = file_within(sample_pdfs[slug]).text
        assert within == to_json(paper)
        assert to_json(from_json(within)) == within


def test_the_same_paper_gives_the_same_file_with_and_without_a_date(printed):
    for name in ("without a date", "an uploaded logo"):
        again = pdf(SHAPES[name], content_hash="")
        assert hashlib.sha256(again).digest() == hashlib.sha256(printed[name]).digest()


@pytest.mark.django_db
def test_both_judges_pass_every_paper_by_both_standards(printed, sample_pdfs, tmp_path):
    made = {**printed, **sample_pdfs}
    judged = judge(made, tmp_path)
    for name, (archived, accessible) in judged.items():
        assert (name, archived.faults, accessible.faults) == (name, "{}", "{}")
        assert min(archived.checks, accessible.checks) > 500, name
        assert (name, faults(made[name])) == (name, [])


def test_the_judges_see_what_is_taken_away(printed, tmp_path):
    """Each mutation fails the standard it offends, and a file written anew without one fails neither."""
    small = printed["an uploaded logo"]
    made = {
        "nothing": mutated(small, lambda _: None),
        "the mark of PDF/UA": mutated(small, lambda root: rename(root, b"pdfuaid", b"pdfuxid")),
        "the mark of PDF/A": mutated(small, lambda root: rename(root, b"pdfaid", b"pdfxid")),
        "how the file belongs": mutated(small, lambda root: root["/AF"][0].pop("/AFRelationship")),
        "the words of the logo": mutated(small, lambda root: figure(root["/StructTreeRoot"]["/K"][0]).pop("/Alt")),
        "the tags": weasyprint.HTML(string="<p>No language, no title, no tags").write_pdf(),
    }
    judged = judge(made, tmp_path)
    assert {
        name: (archived.faults == "{}", accessible.faults == "{}") for name, (archived, accessible) in judged.items()
    } == {
        "nothing": (True, True),
        "the mark of PDF/UA": (True, False),
        "the mark of PDF/A": (False, True),
        "how the file belongs": (False, True),
        "the words of the logo": (True, False),
        "the tags": (False, False),
    }
    assert len(faults(made["the tags"])) > 3


def judge(made, folder):
    """For each PDF by its name what veraPDF says of it, as PDF/A-3a and as PDF/UA-1."""
    files = {name: folder / f"{number}.pdf" for number, name in enumerate(made)}
    for name, path in files.items():
        path.write_bytes(made[name])
    judged = faults_by_verapdf(*files.values())
    return {name: tuple(judged[path.name, standard] for standard in ("3a", "ua1")) for name, path in files.items()}


def mutated(made, mutate):
    """The PDF written anew after a change to what its catalogue holds."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made))
    mutate(writer.root_object)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def rename(root, mark, other):
    """Say something else in the metadata wherever a word stands."""
    metadata = root["/Metadata"].get_object()
    told = metadata.get_data()
    assert mark in told
    metadata.set_data(told.replace(mark, other))


def figure(tag):
    """The first picture under a tag."""
    if tag["/S"] == "/Figure":
        return tag
    kids = (kid.get_object() for kid in tag.get("/K", []) if not isinstance(kid, int))
    return next((found for kid in kids if "/S" in kid and (found := figure(kid)) is not None), None)

"""Reads a Word document as Word would: its paragraphs in order, each with the number that Word counts for it."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from reports.rendering.marks import list_mark

ROMAN = "lowerRoman"
FORMATS = {"decimal": "number", "lowerLetter": "letter", ROMAN: "roman"}
RUN_WORDS = {qn("w:t"), qn("w:tab"), qn("w:softHyphen")}


@dataclass
class Line:
    """A paragraph: its style, the mark that Word shows before it, its words, and its XML."""

    style: str
    mark: str
    words: str
    element: object


class Word:
    """A Word document that we wrote."""

    def __init__(self, made):
        self.parts = {
            name: archive.read(name) for archive in [zipfile.ZipFile(io.BytesIO(made))] for name in archive.namelist()
        }
        self.document = docx.Document(io.BytesIO(made))
        self.body = self.document.element.body
        self.styles = {style.get(qn("w:styleId")): style for style in self.document.styles.element.iter(qn("w:style"))}
        self.lines = list(self._lines(_Counting(self.document.part.numbering_part.element)))

    @property
    def words(self):
        """Everything said, marks of lists included, contents left out."""
        return " ".join(f"{line.mark} {line.words}" for line in self.lines)

    def of_style(self, *styles):
        return [line for line in self.lines if line.style in styles]

    def _lines(self, counting):
        listed = {entry for contents in self.body.iter(qn("w:sdt")) for entry in contents.iter(qn("w:p"))}
        for paragraph in self.body.iter(qn("w:p")):
            if paragraph in listed:
                continue
            style = _value(paragraph, "w:pPr", "w:pStyle") or "Normal"
            yield Line(style, counting.mark(*self._numbering(paragraph, style)), run_words(paragraph), paragraph)

    def _numbering(self, paragraph, style):
        """The list and level of a paragraph: its own, or those of its style."""
        for owner in (paragraph, self.styles[style]):
            if number := _value(owner, "w:pPr", "w:numPr", "w:numId"):
                return number, int(_value(owner, "w:pPr", "w:numPr", "w:ilvl") or 0)
        return "0", 0


class _Counting:
    """Counts paragraphs of lists: all lists made from one description count on together, unless told to restart."""

    def __init__(self, numbering):
        self.described = {
            entry.get(qn("w:abstractNumId")): {int(level.get(qn("w:ilvl"))): level for level in entry.iter(qn("w:lvl"))}
            for entry in numbering.iter(qn("w:abstractNum"))
        }
        self.lists = {entry.get(qn("w:numId")): entry for entry in numbering.iter(qn("w:num"))}
        self.counts = {}
        self.restarted = set()

    def mark(self, number, level):
        if number == "0":
            return ""
        abstract = _value(self.lists[number], "w:abstractNumId")
        levels = self.described[abstract]
        counts = self.counts.setdefault(abstract, {})
        restarts = {
            int(entry.get(qn("w:ilvl"))): int(_value(entry, "w:startOverride"))
            for entry in self.lists[number].iter(qn("w:lvlOverride"))
        }
        for upper in range(level):
            counts.setdefault(upper, self._start(levels, upper))
        if level in restarts and (number, level) not in self.restarted:
            self.restarted.add((number, level))
            counts[level] = restarts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else self._start(levels, level)
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        shown = _value(levels[level], "w:lvlText")
        for upper in range(level + 1):
            shown = shown.replace(f"%{upper + 1}", self._shown(levels, upper, counts[upper]))
        return shown

    def _start(self, levels, level):
        return int(_value(levels[level], "w:start")) if level in levels else 1

    def _shown(self, levels, level, count):
        counting = _value(levels[level], "w:numFmt") if level in levels else "decimal"
        if counting == "bullet":
            return ""
        return list_mark(FORMATS[counting], count).removesuffix(".") if count else "0"


def _value(owner, *path):
    for name in path:
        owner = owner.find(qn(name))
        if owner is None:
            return ""
    return owner.get(qn("w:val"))


def _said(part):
    return {qn("w:tab"): "\t", qn("w:softHyphen"): "\u00ad"}.get(part.tag, part.text or "")


def by_libreoffice(folder, form, **made):
    """What LibreOffice makes of documents: the bytes of each as PDF ("pdf") or text ("txt:Text (encoded):UTF8")."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("This needs LibreOffice: apt-get install libreoffice-writer-nogui")
    for name, document in made.items():
        (folder / f"{name}.docx").write_bytes(document)
    given = [str(folder / f"{name}.docx") for name in made]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run(
        [office, profile, "--headless", "--convert-to", form, "--outdir", str(folder), *given],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    ending = form.partition(":")[0]
    results = {name: Path(folder / f"{name}.{ending}") for name in made}
    missing = [name for name, path in results.items() if not path.exists()]
    assert not missing, f"LibreOffice did not open {missing}: {done.stdout}{done.stderr}"
    return {name: path.read_bytes() for name, path in results.items()}


def has(element, *path):
    """Whether an element has another down this path."""
    return element.find("/".join(map(qn, path))) is not None


def run_words(element):
    """The words of a run, or of all that a paragraph has."""
    return "".join(_said(part) for part in element.iter(*RUN_WORDS))


def out_of_order(xml):
    """The elements of a part whose children do not stand in the order that the standard (ECMA-376, part 1) asks for."""
    faults = []
    for element in etree.fromstring(xml).iter(*map(qn, ORDERS)):
        order = ORDERS[f"w:{etree.QName(element).localname}"].split()
        found = [etree.QName(child).localname for child in element]
        once = [name for name in found if name not in REPEATED]
        if not set(found) <= set(order) or sorted(found, key=order.index) != found or len(set(once)) != len(once):
            faults.append((element.tag, found))
    return faults


REPEATED = {"headerReference", "footerReference", "tblStylePr", "lvl", "lvlOverride", "compatSetting"}
ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens bidi adjustRightInd spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs caps strike noProof color spacing w sz szCs highlight u shd rtl cs lang",
    "w:numPr": "ilvl numId",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "w:sectPr": "headerReference footerReference type pgSz pgMar cols titlePg",
    "w:abstractNum": "nsid multiLevelType tmpl lvl",
    "w:num": "abstractNumId lvlOverride",
    "w:lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
    "w:style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tcPr tblStylePr",
    "w:settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
    "w:tblBorders": "top left bottom right insideH insideV",
    "w:tblCellMar": "top left bottom right",
    "w:pBdr": "top left bottom right between",
}

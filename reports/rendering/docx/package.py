"""The file itself: its parts, how they belong together, and bytes that are the same each time."""

import io
import zipfile
from dataclasses import dataclass, field
from html import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from reports.content import Paper
from reports.rendering.docx.markup import DECLARATION, NAMESPACES, address

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest day that a zip file can name
UNIX = 3
HEAD = (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER)
FOOT = (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER)
RELATED = {
    "styles": (CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES),
    "numbering": (CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING),
    "settings": (CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS),
    "header": HEAD,
    "footer": FOOT,
    "wideheader": HEAD,
    "widefooter": FOOT,
}


@dataclass
class Relations:
    """What the document's text refers to outside itself: pictures and web addresses, each kept once."""

    pictures: dict[bytes, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def picture(self, png: bytes) -> str:
        """The name by which the text shows a picture."""
        return self.pictures.setdefault(png, f"picture{len(self.pictures) + 1}")

    def address(self, href: str) -> str:
        """The name by which the text leads to an address."""
        return self.addresses.setdefault(address(href), f"address{len(self.addresses) + 1}")


def pack(paper: Paper, *, content_hash: str, parts: dict[str, str], relations: Relations) -> bytes:
    """The file made of the `document` and of those of its `RELATED` parts that it has."""
    package = Package()
    document = _part(package, "/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, parts["document"].encode())
    package.relate_to(document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    for name, (content_type, relationship) in RELATED.items():
        if name not in parts:
            continue
        part = _part(package, f"/word/{name}.xml", content_type, parts[name].encode())
        document.load_rel(relationship, part, name)
    for number, (png, name) in enumerate(relations.pictures.items(), start=1):
        part = _part(package, f"/word/media/picture{number}.png", CONTENT_TYPE.PNG, png)
        document.load_rel(RELATIONSHIP_TYPE.IMAGE, part, name)
    for href, name in relations.addresses.items():
        document.load_rel(RELATIONSHIP_TYPE.HYPERLINK, href, name, is_external=True)
    core = _part(
        package, "/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, _properties(paper, content_hash).encode()
    )
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    packed = io.BytesIO()
    package.save(packed)
    return _without_the_hour(packed)


def settings(language: str) -> str:
    """The part of the file with its settings: made for today's Word, in the paper's language."""
    mode = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{mode}</w:compat><w:themeFontLang w:val="{escape(language)}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _part(package: Package, name: str, content_type: str, blob: bytes) -> Part:
    return Part(PackURI(name), content_type, blob, package)


def _properties(paper: Paper, content_hash: str) -> str:
    dated = f"{paper.date}T00:00:00Z" if paper.date else ""
    values = (
        ("dc:title", "", paper.title),
        ("dc:subject", "", paper.subtitle),
        ("dc:creator", "", paper.masthead.name),
        ("cp:lastModifiedBy", "", paper.masthead.name),
        ("dcterms:created", ' xsi:type="dcterms:W3CDTF"', dated),
        ("dcterms:modified", ' xsi:type="dcterms:W3CDTF"', dated),
        ("dc:language", "", paper.language),
        ("dc:identifier", "", content_hash),
    )
    inner = "".join(f"<{tag}{kind}>{escape(value, quote=False)}</{tag}>" for tag, kind, value in values if value)
    return (
        f"{DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inner}</cp:coreProperties>'
    )


def _without_the_hour(packed: io.BytesIO) -> bytes:
    """The same file without the hour at which each part was put in, which is all that differs from one to the next."""
    made = io.BytesIO()
    with zipfile.ZipFile(packed) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as taken:
        for entry in given.infolist():
            kept = zipfile.ZipInfo(entry.filename, LONG_AGO)
            kept.compress_type = zipfile.ZIP_DEFLATED
            kept.create_system = UNIX
            kept.external_attr = 0o644 << 16
            taken.writestr(kept, given.read(entry))
    return made.getvalue()

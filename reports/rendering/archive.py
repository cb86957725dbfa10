"""What makes a PDF keep for good: it is PDF/A-3a beside PDF/UA-1, and carries the paper's content as a file within it.

WeasyPrint 70 writes one standard at a time; the second is told in the metadata, with the words in which PDF/A wants an
extension of the metadata described.
"""

from datetime import UTC, datetime
from typing import Any

import pydyf
from weasyprint import Attachment
from weasyprint.urls import URLFetcher

VARIANT = "pdf/a-3a"
DATA_NAME = "paper.json"
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # stands in until `tidy` takes it away
DATA_DESCRIPTION = "The content of this paper as data, from which the pages were made."

_ACCESSIBLE = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>The part of ISO 14289 that the document conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def say_accessible(document: Any) -> None:
    """Let the metadata of a laid-out document say that it is PDF/UA-1 too."""
    own = document.metadata.generate_rdf_metadata

    def with_both(*about: Any) -> bytes:
        rdf: bytes = own(*about)
        return rdf.replace(b"</rdf:RDF>", _ACCESSIBLE + b"</rdf:RDF>")

    document.metadata.generate_rdf_metadata = with_both


def data_within(data: str, date: str, fetcher: URLFetcher) -> Attachment:
    """The paper's content as the file that its PDF carries, dated with the paper so that its bytes stay the same."""
    day = datetime.fromisoformat(date).replace(tzinfo=UTC) if date else UNDATED
    return Attachment(
        string=data,
        name=DATA_NAME,
        description=DATA_DESCRIPTION,
        created=day,
        modified=day,
        relationship="Source",
        url_fetcher=fetcher,
    )


def tidy(document: Any, pdf: Any) -> None:
    """The last touch before a PDF is written: a file within is named once, and has no date where the paper has none."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    if document.metadata.created:
        return
    for held in pdf.objects:
        if isinstance(held, pydyf.Stream) and held.extra.get("Type") == "/EmbeddedFile":
            del held.extra["Params"]["CreationDate"], held.extra["Params"]["ModDate"]

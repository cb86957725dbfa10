"""Approving a return: its documents appear as a whole or not at all, open in their programs, and stay."""

import hashlib
import json
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from docx import Document as WordDocument
from openpyxl import load_workbook
from pypdf import PdfReader

from core.editing import Refused
from core.models import AppendOnlyError, Event
from funding.integrity import verify_returns
from funding.models import Forecast, Return, ReturnFile
from reports import content
from reports.operations import returns as operations
from reports.operations.returns import approve_return
from tests import make
from tests.append_only import behind_the_triggers
from tests.funding.returns.conftest import NOW

pytestmark = pytest.mark.django_db
NAMES = {"content.json", "return.html", "return.pdf", "return.docx", "return.xlsx"}


def approve(found: Return, by: Any, *, has_looked: bool = True) -> int:
    return approve_return(funding_return=found, has_looked=has_looked, by=by, now=NOW)


def test_keeps_every_document_and_each_opens(reviewed: Return, books: SimpleNamespace) -> None:
    assert approve(reviewed, books.officer) == 1
    reviewed.refresh_from_db()
    assert (reviewed.state, reviewed.approved_by) == ("approved", books.officer)
    with pytest.raises(Refused, match="approved already"):
        approve(reviewed, books.officer)
    files = {file.name: bytes(file.content) for file in reviewed.files.all()}
    assert set(files) == NAMES
    composed = content.from_json(files["content.json"].decode())
    assert composed.title == "Return on Safer streets"
    pdf = PdfReader(BytesIO(files["return.pdf"]))
    metadata = pdf.xmp_metadata.stream.get_data().decode()
    assert "pdfuaid:part" in metadata
    assert "pdfaid:part" in metadata
    word = WordDocument(BytesIO(files["return.docx"]))
    in_word = "\n".join(
        [paragraph.text for paragraph in word.paragraphs]
        + [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    )
    in_pdf = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    for text in ("PCC-2025-7", "£19,950", "−£50", "Not known", "Fewer calls.", "Patrols walked"):
        assert text in in_word
        assert text in in_pdf
        assert text in files["return.html"].decode()
    sheet = load_workbook(BytesIO(files["return.xlsx"]))["Projects"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][:7] == ["Patrols", "Thames Valley Police", 40_000, 20_000, 19_950, -50, 39_000]
    assert rows[2][6] is None  # not known is an empty cell


def test_tells_the_hashes_and_no_name_and_makes_forecasts(reviewed: Return, books: SimpleNamespace) -> None:
    approve(reviewed, books.officer)
    event = Event.objects.get(verb="funding.return_approved")
    for file in reviewed.files.all():
        assert hashlib.sha256(bytes(file.content)).hexdigest() == file.content_hash == event.data["files"][file.name]
        assert books.officer.email.encode() not in bytes(file.content)
    forecast = Forecast.objects.get()
    assert (forecast.allocation, forecast.amount, forecast.as_at_date) == (books.patrols, 39_000, NOW.date())


def test_a_second_approval_stands_beside_the_first(reviewed: Return, books: SimpleNamespace) -> None:
    approve(reviewed, books.officer)
    Return.objects.update(state="in-review", approved_at=None, approved_by=None)
    reviewed.lines.filter(allocation=books.patrols).update(forecast=38_000)
    assert approve(reviewed, books.officer) == 2
    first, second = (
        json.loads(bytes(file.content)) for file in reviewed.files.filter(name="content.json").order_by("number")
    )
    assert first != second
    assert Forecast.objects.get().amount == 38_000
    with pytest.raises(AppendOnlyError):
        ReturnFile.objects.update(number=3)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"actual": None}, "put right first in Patrols and Lighting"),
        ({"actual": 10_000}, "put right first"),
        ({"state": "given"}, "put right first"),
        ({"state": "wanted"}, "put right first"),
    ],
)
def test_is_refused_while_a_line_is_not_ready(change: dict, why: str, reviewed: Return, books: SimpleNamespace) -> None:
    reviewed.lines.update(**change)
    with pytest.raises(Refused, match=why):
        approve(reviewed, books.officer)
    assert not ReturnFile.objects.exists()


def test_is_an_approvers_where_the_partnership_has_one(reviewed: Return, books: SimpleNamespace) -> None:
    approver = make.role(of=books.oxford, kind="approver").user
    with pytest.raises(Refused, match="by an approver"):
        approve(reviewed, books.officer)
    assert approve(reviewed, approver) == 1


def test_asks_to_look_at_what_might_name_somebody(reviewed: Return, books: SimpleNamespace) -> None:
    reviewed.lines.filter(allocation=books.patrols).update(
        case_study="Two victims in Blackbird Leys were helped. Ring 01865 496123."
    )
    with pytest.raises(Refused, match="Look at what the checks point to"):
        approve(reviewed, books.officer, has_looked=False)
    assert approve(reviewed, books.officer) == 1


def test_leaves_no_trace_where_a_document_cannot_be_kept(
    reviewed: Return, books: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = operations.print_return
    # Each document comes twice: the first five are written, the sixth has the name of the first.
    monkeypatch.setattr(operations, "print_return", lambda *given, **more: printed(*given, **more) * 2)
    with pytest.raises(DatabaseError):
        approve(reviewed, books.officer)
    reviewed.refresh_from_db()
    assert reviewed.state == "in-review"
    assert not reviewed.files.exists()
    assert not Forecast.objects.exists()
    assert not Event.objects.filter(verb="funding.return_approved").exists()


def test_prints_again_what_changed_while_it_was_printed(
    reviewed: Return, books: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = operations.print_return
    times = []

    def meanwhile(*given: Any, **more: Any) -> Any:
        times.append(1)
        if len(times) == 1:
            reviewed.lines.filter(allocation=books.patrols).update(outcome="Far fewer calls.")
        return printed(*given, **more)

    monkeypatch.setattr(operations, "print_return", meanwhile)
    approve(reviewed, books.officer)
    assert len(times) == 2
    assert "Far fewer calls." in bytes(reviewed.files.get(name="return.html").content).decode()


def test_is_found_out_where_a_document_was_altered_put_in_or_removed(reviewed: Return, books: SimpleNamespace) -> None:
    approve(reviewed, books.officer)
    assert list(verify_returns()) == []
    with behind_the_triggers() as cursor:
        cursor.execute("UPDATE funding_returnfile SET content = %s WHERE name = 'return.html'", [b"<p>Other</p>"])
        cursor.execute("DELETE FROM funding_returnfile WHERE name = 'return.xlsx'")
    make.return_file(of=reviewed, name="more.json")
    start = f"return {reviewed.pk}, approval 1: "
    assert set(verify_returns()) == {
        f"{start}return.html: it is not what was approved.",
        f"{start}return.xlsx: an event tells of it, but it is gone.",
        f"{start}more.json: no event tells of it.",
    }
    with pytest.raises(CommandError, match="3 documents of returns cannot be trusted"):
        call_command("verify_events", stderr=StringIO())

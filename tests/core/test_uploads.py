"""Uploads take bounded memory and disk, and a form with a file that is refused comes back with all that was typed."""

import json
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, RawIOBase
from itertools import repeat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.utils.datastructures import MultiValueDict

from core.uploads import (
    LARGEST,
    LARGEST_OF_FORM,
    BoundedUploadHandler,
    ReceivedFile,
    UploadField,
    as_attachment,
    takes_file_of,
)
from tests.core import upload_samples as samples

MEGABYTE = 1 << 20
SECRET = "s" * 32
BOUNDARY = b"----a-boundary"
TOO_LARGE = "“Minutes.pdf” is larger than 10 MB. Choose a smaller file, or save it in parts and add each."

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _page(settings: Any, tmp_path: Path) -> None:
    settings.ROOT_URLCONF = "tests.core.upload_urls"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)


class Stream(RawIOBase):
    """A body that is made as it is read, and never stands in memory whole."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self.parts = parts
        self.rest = b""

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "Whoever reads all at once holds all at once."
        while len(self.rest) < size and (part := next(self.parts, b"")):
            self.rest += part
        read, self.rest = self.rest[:size], self.rest[size:]
        return read


def field(name: str, value: str) -> bytes:
    return b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (
        BOUNDARY, name.encode(), value.encode()
    )  # fmt: skip


def file_head(name: str, file_name: str) -> bytes:
    disposition = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"'
    return b"--%s\r\n%s\r\nContent-Type: application/pdf\r\n\r\n" % (BOUNDARY, disposition.encode())


def send(parts: list[tuple[Iterator[bytes], int]]) -> tuple[str, dict[str, Any]]:
    """Post a form of these parts, each with its length, through the whole of Django as a server would."""

    def body() -> Iterator[bytes]:
        for part, _ in parts:
            yield from part

    statuses: list[str] = []

    def start_response(status: str, *_: Any) -> None:
        statuses.append(status)

    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/upload/", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "HTTP_HOST": "localhost", "HTTP_COOKIE": f"csrftoken={SECRET}", "wsgi.url_scheme": "http",
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
        "CONTENT_LENGTH": str(sum(length for _, length in parts)), "wsgi.input": Stream(body()),
        "wsgi.errors": BytesIO(),
    }  # fmt: skip
    answer = WSGIHandler()(environ, start_response)
    said = json.loads(b"".join(answer))
    answer.close()
    return statuses[0], said


def text(content: bytes) -> tuple[Iterator[bytes], int]:
    return iter([content]), len(content)


def form_with(file_name: str, size: int) -> list[tuple[Iterator[bytes], int]]:
    """Typed text, a PDF of so many bytes, more typed text, and the token last of all."""
    chunk = b"x" * (1 << 16)
    begin, end = samples.pdf()[:9], samples.pdf()[9:]
    filling = size - len(begin) - len(end)
    return [
        text(field("before", "Typed before") + file_head("file", file_name) + begin),
        (repeat(chunk, filling // len(chunk)), filling // len(chunk) * len(chunk)),
        text(b"y" * (filling % len(chunk)) + end + b"\r\n" + field("after", "Typed after")),
        text(field("csrfmiddlewaretoken", SECRET) + b"--%s--\r\n" % BOUNDARY),
    ]


class TestThroughTheWholeOfDjango:
    def test_a_file_that_is_just_small_enough_is_taken(self, tmp_path: Path) -> None:
        status, said = send(form_with("Minutes.pdf", LARGEST))
        assert status.startswith("200"), said
        assert (said["name"], said["size"]) == ("Minutes.pdf", LARGEST)
        assert (said["before"], said["after"]) == ("Typed before", "Typed after")
        assert list(tmp_path.iterdir()) == []

    def test_one_byte_more_is_refused_with_a_sentence_and_nothing_typed_is_lost(self, tmp_path: Path) -> None:
        status, said = send(form_with("Minutes.pdf", LARGEST + 1))
        assert status.startswith("422")
        assert said["errors"] == {"file": [TOO_LARGE]}
        assert (said["before"], said["after"]) == ("Typed before", "Typed after")
        assert list(tmp_path.iterdir()) == []

    def test_a_huge_file_costs_neither_memory_nor_disk(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """300 MB here; 2 GB was tried by hand, and takes no more."""
        written = []

        def write(_: ReceivedFile, data: bytes) -> None:
            written.append(len(data))

        send(form_with("Warm up.pdf", 1000))
        monkeypatch.setattr(ReceivedFile, "write", write, raising=False)
        tracemalloc.start()
        try:
            status, said = send(form_with("Minutes.pdf", 300 * MEGABYTE))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert status.startswith("422")
        assert said["errors"] == {"file": [TOO_LARGE]}
        assert said["after"] == "Typed after"
        assert 0 < sum(written) <= LARGEST
        assert peak < 4 * MEGABYTE

    def test_files_that_are_too_much_together_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("core.uploads.LARGEST_OF_FORM", 2000)
        parts = [
            text(file_head("file", "One.pdf") + samples.pdf(b" " * 1500) + b"\r\n"),
            text(file_head("other", "Two.pdf") + samples.pdf(b" " * 1500) + b"\r\n"),
            text(field("csrfmiddlewaretoken", SECRET) + b"--%s--\r\n" % BOUNDARY),
        ]
        status, said = send(parts)
        assert status.startswith("422")
        assert list(said["errors"]) == ["other"]
        assert "together. Add “Two.pdf” by itself." in said["errors"]["other"][0]

    def test_a_connection_that_breaks_leaves_no_file(self, tmp_path: Path) -> None:
        handler = BoundedUploadHandler()
        handler.upload_interrupted()  # before any file came
        handler.new_file("file", "a.pdf", "application/pdf", None)
        handler.receive_data_chunk(b"%PDF-", 0)
        assert len(list(tmp_path.iterdir())) == 1
        handler.upload_interrupted()
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        "name", ["a." + "b" * 240, "x" * 400 + ".pdf", "../../../etc/cron.d/x.pdf", "..", "\u202egnp.pdf"]
    )
    def test_no_name_breaks_the_disk_or_leaves_its_folder(self, name: str, tmp_path: Path) -> None:
        content = file_head("file", name) + samples.pdf() + b"\r\n--%s--\r\n" % BOUNDARY
        answer = Client().post("/upload/", content, content_type=f"multipart/form-data; boundary={BOUNDARY.decode()}")
        assert answer.status_code in (200, 422)
        said = answer.json()
        assert "/" not in said["name"]
        assert "\u202e" not in said["name"]


class TestTheField:
    def cleaned(self, name: str, content: bytes, **options: Any) -> Any:
        return UploadField(**options).clean(SimpleUploadedFile(name, content), options.get("initial"))

    def refusal(self, name: str, content: bytes) -> str:
        with pytest.raises(forms.ValidationError) as refused:
            self.cleaned(name, content)
        return refused.value.messages[0]

    def test_what_it_gives_has_a_safe_name_and_its_kind(self) -> None:
        file = self.cleaned("notes\u202e of  July.TXT", b"Notes")
        assert (file.name, file.kind.content_type, file.read()) == ("notes of July.txt", "text/plain", b"Notes")

    def test_a_refusal_is_a_sentence_on_the_field(self) -> None:
        assert self.refusal("a.svg", b"<svg/>") == (
            "“a.svg” is of a kind that is not taken here. Save it as a PDF and choose that."
        )
        assert self.refusal("a.txt", b"") == "The chosen file is empty. Choose one with something in it"

    def test_nothing_chosen_leaves_what_there_is_and_a_tick_takes_it_away(self) -> None:
        optional = UploadField(required=False)
        assert optional.clean(None, None) is None
        assert optional.clean(None, "the old one") == "the old one"
        assert optional.clean(optional.widget.value_from_datadict({"file-clear": "on"}, {}, "file"), "old") is False
        with pytest.raises(forms.ValidationError):
            UploadField().clean(None, None)

    def test_it_says_beforehand_what_it_takes(self) -> None:
        field = UploadField()
        assert field.help_text.startswith("A PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), CSV, text,")
        assert field.help_text.endswith("of at most 10 MB.")
        assert ".docx" in field.widget.attrs["accept"]
        assert "svg" not in field.widget.attrs["accept"]

    def test_every_file_of_a_form_comes_by_the_bounded_handler(self, settings: Any) -> None:
        assert settings.FILE_UPLOAD_HANDLERS == ["core.uploads.BoundedUploadHandler"]
        assert LARGEST == 10 * MEGABYTE
        assert LARGEST_OF_FORM < 100 * MEGABYTE


class TestHandingOut:
    def test_a_file_is_saved_and_never_shown_or_run(self) -> None:
        answer = as_attachment(BytesIO(b"%PDF-"), name="Minutes of “July”.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == (
            "attachment; filename*=utf-8''Minutes%20of%20%E2%80%9CJuly%E2%80%9D.pdf"
        )
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "private"
        assert answer["Content-Length"] == "5"

    @pytest.mark.parametrize("name", ["a.html", "a.svg", "a", "a.pdf\r\nSet-Cookie: x=1", 'a".pdf'])
    def test_no_name_makes_it_a_page_or_another_header(self, name: str) -> None:
        answer = as_attachment(BytesIO(b"<script>"), name=name)
        assert answer["Content-Type"] in ("application/octet-stream", "application/pdf")
        assert answer["Content-Disposition"].startswith("attachment")
        assert "\n" not in answer["Content-Disposition"]


def test_the_field_works_in_a_form_that_is_shown() -> None:
    class EvidenceForm(forms.Form):
        file = UploadField()

    form = EvidenceForm({}, MultiValueDict({"file": [SimpleUploadedFile("a.txt", b"Text")]}))
    assert form.is_valid()
    assert 'type="file"' in str(EvidenceForm()["file"])


class TestAViewThatTakesLargerFiles:
    @pytest.mark.parametrize(("knows_them", "most"), [(True, 50), (False, LARGEST)])
    def test_takes_them_only_of_somebody_who_has_logged_in(self, knows_them, most):
        request = SimpleNamespace(
            resolver_match=SimpleNamespace(func=takes_file_of(50)(lambda _: None)),
            user=SimpleNamespace(is_authenticated=knows_them),
        )
        assert BoundedUploadHandler(request).most == most

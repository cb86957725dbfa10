"""What people upload is taken; what attackers upload is refused with a sentence, and costs little either way."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_LZMA, ZIP_STORED

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given
from hypothesis import strategies as st

from core import file_kinds
from core.file_inspection import MOST_PARTS, MOST_UNPACKED
from core.file_kinds import KINDS, UploadRefused, check_upload, clean_name, content_type_of
from core.uploads import LARGEST
from tests.core import upload_samples as samples

MEGABYTE = 1 << 20


def kind_of(name: str, content: bytes) -> str:
    return check_upload(SimpleUploadedFile(name, content), name).name


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(UploadRefused) as refused:
        check_upload(SimpleUploadedFile(name, content), name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Minutes.pdf", samples.pdf(), "PDF"),
        ("Minutes.pdf", samples.pdf(samples.object_stream(b"<< /Type /Page >>" * 50)), "PDF"),
        ("photo.png", samples.picture("PNG"), "PNG picture"),
        ("photo.jpg", samples.picture("JPEG"), "JPEG picture"),
        ("photo.jpeg", samples.picture("JPEG") + b"what some telephones add", "JPEG picture"),
        ("letter.docx", samples.docx(), "Word document"),
        ("letter.docx", samples.docx({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": samples.xlsx()}), "Word document"),
        ("sums.xlsx", samples.xlsx(), "Excel workbook"),
        ("letter.odt", samples.open_document("text"), "OpenDocument text"),
        ("letter.odt", samples.open_document("text", {"Configurations2/": "", "Basic/": ""}), "OpenDocument text"),
        ("sums.ods", samples.open_document("spreadsheet"), "OpenDocument spreadsheet"),
        ("list.csv", "name,£\r\n“Café”,12\r\n".encode(), "CSV file"),
        ("list.csv", "\ufeffname,£\n".encode(), "CSV file"),
        ("list.csv", "name,£\n“Café”,12\n".encode("cp1252"), "CSV file"),
        ("notes.txt", b"Plain.\fText.\n", "text file"),
        ("notes.txt", b"<script>alert(1)</script>", "text file"),  # a text, sent as a text
        ("formula.csv", b"=cmd|' /C calc'!A0\n", "CSV file"),  # as it was given; it is we who never write such cells
    ],
)
def test_what_people_upload_is_taken(name: str, content: bytes, kind: str) -> None:
    assert kind_of(name, content) == kind


def test_a_file_is_left_at_its_start() -> None:
    for name, content in (("a.txt", b"Text"), ("a.png", samples.picture("PNG"))):
        file = SimpleUploadedFile(name, content)
        check_upload(file, name)
        assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        # What it says it is.
        ("photo.png", samples.archive({"a.exe": b"MZ"}), "“photo.png” ends like a PNG picture but is a ZIP archive"),
        ("photo.png", samples.picture("JPEG"), "but is a JPEG picture inside. Choose the PNG picture itself."),
        ("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "drawing in code"),
        ("photo.jpg", b"GIF89a", "is a GIF picture inside"),
        ("minutes.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
        ("minutes.pdf", b"MZ\x90\0", "is a Windows program inside"),
        ("minutes.pdf", b"???", "is something else inside"),
        ("letter.docx", samples.archive({"a.txt": b"a"}), "is not a Word document inside"),
        ("letter.docx", samples.xlsx(), "is not a Word document inside"),
        ("letter.docx", samples.open_document("text"), "is not a Word document inside"),
        ("sums.ods", samples.open_document("text"), "is not an OpenDocument spreadsheet inside"),
        ("letter.odt", samples.archive({"a.jar": b"a"}), "is not an OpenDocument text inside"),
        ("letter.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked with a password, or was saved by an old version"),
        ("notes.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "is not plain text inside. Save it as a text file in UTF-8"),
        ("notes.txt", b"a\0b", "not plain text"),
        ("notes.txt", "Text".encode("utf-16"), "not plain text"),
        ("list.csv", b"\x1b[31mred", "Save it as a CSV file in UTF-8 and choose that."),
        # What it is called.
        ("drawing.svg", b"<svg/>", "of a kind that is not taken here. Save it as a PDF and choose that."),
        ("page.html", b"<p>", "Save it as a PDF"),
        ("letter.docm", samples.docx(), "Save it as a Word document (.docx) without macros"),
        ("sums.xls", b"", "Save it as an Excel workbook (.xlsx)"),
        ("IMG_1.heic", b"", "Save it as a JPEG or PNG picture"),
        ("minutes.pdf.exe", samples.pdf(), "Choose a PDF, Word (.docx)"),
        ("minutes", samples.pdf(), "Choose a PDF, Word (.docx)"),
        # What runs when it is opened.
        ("letter.docx", samples.docx({"word/vbaProject.bin": b"x"}), "carries macros"),
        ("letter.docx", samples.docx({"word/activeX/activeX1.bin": b"x"}), "carries macros or controls that run"),
        ("letter.docx", samples.docx({"word/embeddings/Sheet.xlsm": b"x"}), "carries macros"),
        ("letter.docx", samples.docx(types=("application/vnd.ms-office.vbaProject",)), "carries macros"),
        ("letter.docx", samples.docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "carries macros"),
        ("letter.docx", samples.docx(types=("application/vnd.ms-office.vba&#80;roject",)), "is not a Word document"),
        ("sums.xlsx", samples.xlsx({"xl/macrosheets/sheet1.xml": b"x"}), "carries macros"),
        ("letter.odt", samples.open_document("text", {"Basic/Standard/Module1.xml": b"x"}), "carries macros"),
        ("letter.odt", samples.open_document("text", {"Scripts/python/a.py": b"x"}), "carries macros"),
        ("form.pdf", samples.pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "starts a script or a program"),
        ("form.pdf", samples.pdf(b"<< /S /Java#53cript/JS (app.alert(1)) >>"), "Print it to a new PDF"),
        ("form.pdf", samples.pdf(b"<< /S /Launch /F (calc.exe) >>"), "starts a script or a program"),
        ("form.pdf", samples.pdf(samples.object_stream(b"<< /S /JavaScript >>")), "starts a script"),
        ("form.pdf", samples.pdf(samples.object_stream(b"<< /S /L#61unch >>", name=b"/Obj#53tm")), "starts a script"),
        # What is locked or damaged.
        ("letter.docx", samples.locked(samples.docx()), "is locked with a password"),
        (
            "letter.odt",
            samples.open_document("text", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "is locked with a password. Save it without one",
        ),
        ("letter.docx", samples.docx()[:-30], "is damaged or incomplete"),
        ("letter.docx", samples.docx({"a": samples.NOISE}, how=ZIP_STORED).replace(b"\1\2\3", b"\1\2\4"), "is damaged"),
        ("letter.docx", samples.archive({"[Content_Types].xml": b"x" * 100}, how=ZIP_LZMA), "is damaged"),
        ("letter.docx", samples.docx({"[Content_Types].xml": "x" * (2 * MEGABYTE)}), "is damaged"),
        ("photo.png", samples.picture("PNG")[:-20], "is damaged or incomplete"),
        ("photo.png", samples.picture("PNG").replace(b"IDAT", b"IDAT\1", 1), "is damaged"),
        ("photo.png", samples.picture("PNG") + samples.archive({"a": b"a"}), "carries something behind the end"),
        ("photo.jpg", samples.picture("JPEG")[:200], "is damaged"),
        ("minutes.pdf", samples.pdf()[:-8], "is damaged or incomplete. Open it, save it again and choose that."),
        # What would burst.
        ("photo.png", samples.png_that_says(width=50_000, height=50_000), "more than 60 million pixels"),
        ("photo.png", samples.png_that_says(width=2_000_000_000, height=2_000_000_000), "more than 60 million pixels"),
        ("photo.png", samples.png_with_text(200 * MEGABYTE), "is damaged"),
        ("letter.docx", samples.docx({"word/media/a": b"\0" * (MOST_UNPACKED + 1)}), "unpacks to far more"),
        ("letter.docx", samples.overlapping(b"\0" * MEGABYTE, 4_000), "unpacks to far more"),
        ("letter.docx", samples.with_many_parts(MOST_PARTS + 1), "unpacks to far more"),
        ("form.pdf", samples.pdf(samples.object_stream(b"\0" * (30 * MEGABYTE))), "unpacks to far more"),
    ],
)  # fmt: skip
def test_what_attackers_upload_is_refused_with_a_sentence(name: str, content: bytes, says: str) -> None:
    said = refusal(name, content)
    assert says in said
    assert said.startswith(f"“{name}” ")
    assert said.endswith(".")


def test_a_file_is_never_believed_by_its_content_type() -> None:
    file = SimpleUploadedFile("photo.png", b"<svg/>", content_type="image/png")
    with pytest.raises(UploadRefused):
        check_upload(file, "photo.png")


@pytest.mark.parametrize("suffix", KINDS)
@given(content=st.binary(max_size=300))
def test_no_bytes_at_all_break_the_check(suffix: str, content: bytes) -> None:
    """Whatever comes is taken or refused; only the kinds that are text take odd bytes, and those are text."""
    name = f"file{suffix}"
    try:
        check_upload(SimpleUploadedFile(name, content), name)
    except UploadRefused:
        return
    assert suffix in (".csv", ".txt")
    assert b"\0" not in content


class TestCost:
    """Any file of 10 MB costs at most 128 MB of memory and 2 seconds of the processor."""

    @pytest.fixture(
        params=[
            ("a.docx", lambda: samples.docx({"word/media/a": b"\0" * (MOST_UNPACKED - MEGABYTE)})),
            ("a.docx", lambda: samples.docx({"word/media/a": samples.NOISE * 9}, how=ZIP_STORED)),
            ("a.docx", lambda: samples.with_many_parts(LARGEST // 53 - 10)),
            ("a.xlsx", lambda: samples.overlapping(b"\0" * (MOST_UNPACKED // 4_900), 4_900)),
            ("a.png", lambda: samples.png_that_says(width=7_000, height=8_000)),
            ("a.png", lambda: samples.png_with_text(900_000)),
            ("a.png", lambda: samples.picture("PNG")[:-12] + samples.chunk(b"teXt", b"a\0b") * (LARGEST // 17)),
            ("a.jpg", lambda: b"\xff\xd8" + b"\xff\xfe\0\2" * (LARGEST // 4 - 2)),
            ("a.jpg", lambda: b"\xff\xd8" + b"\xff\xe1\0\2" * (LARGEST // 4 - 2)),
            ("a.pdf", lambda: samples.pdf(b"/ObjStm stream\n" * (LARGEST // 16))),
            ("a.pdf", lambda: samples.pdf(b"/ObjStm stream\nendstream\n" * (LARGEST // 27))),
            ("a.pdf", lambda: samples.pdf(samples.object_stream(b"\0" * 24 * MEGABYTE))),
            ("a.pdf", lambda: samples.pdf(b"/#4" * (LARGEST // 3 - 100))),
            ("a.txt", lambda: "é".encode() * (LARGEST // 2)),
            ("a.txt", lambda: b"a" * (LARGEST - 1) + b"\0"),
            ("a.csv", lambda: b"\n" * (LARGEST - 1) + b"\xe9"),
        ],
        ids=lambda param: param[0],
    )
    def hostile(self, request: pytest.FixtureRequest) -> tuple[str, bytes]:
        name, make = request.param
        content = make()
        assert len(content) <= LARGEST
        return name, content

    def test_in_memory_and_time(self, hostile: tuple[str, bytes], tmp_path: Path) -> None:
        """Measured in a process that does nothing else, and in those that it starts."""
        name, content = hostile
        (tmp_path / "content").write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, name, tmp_path / "content"],
            capture_output=True, text=True, check=True, cwd=settings.BASE_DIR,
        )  # fmt: skip
        megabytes, seconds = map(float, done.stdout.split())
        assert megabytes <= 128
        assert seconds <= 2


MEASURE = """
import resource, sys
from django.conf import settings
settings.configure()
from core.file_kinds import UploadRefused, check_upload
from core.uploads import ReceivedFile
def cost():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used), used
file = ReceivedFile(sys.argv[1], "", None, None)
with open(sys.argv[2], "rb") as content:
    while chunk := content.read(65536):
        file.write(chunk)
before, (own, _) = cost()
try:
    check_upload(file, sys.argv[1])
except UploadRefused:
    pass
after, (own_after, child) = cost()
print(max(own_after.ru_maxrss - own.ru_maxrss, child.ru_maxrss) / 1024, after - before)
"""


@pytest.mark.parametrize("signal", ["SEGV", "KILL"])
def test_what_kills_the_inspection_is_refused(signal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text(f"import os, signal\nos.kill(os.getpid(), signal.SIG{signal})\n")
    monkeypatch.setattr(file_kinds, "INSPECTION", dying)
    assert "cannot be looked into in reasonable time" in refusal("a.png", samples.picture("PNG"))


def test_an_inspection_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(file_kinds, "INSPECTION", endless)
    monkeypatch.setattr(file_kinds, "PATIENCE", 0.2)
    assert "cannot be looked into in reasonable time" in refusal("a.png", samples.picture("PNG"))


def test_an_inspection_that_cannot_start_is_said_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(file_kinds.sys, "executable", "/no/such/python")
    assert "could not be looked into just now. Try again in a minute." in refusal("a.png", samples.picture("PNG"))
    assert "could not be looked into" in caplog.text


def test_the_inspection_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "hunter2")
    nosy = tmp_path / "nosy.py"
    nosy.write_text("import os, sys\nsys.exit(sorted(os.environ) not in ([], ['LC_CTYPE'], ['LD_LIBRARY_PATH']))\n")
    monkeypatch.setattr(file_kinds, "INSPECTION", nosy)
    assert kind_of("a.png", samples.picture("PNG")) == "PNG picture"


class TestNames:
    @pytest.mark.parametrize(
        ("name", "clean"),
        [
            ("Minutes of July.PDF", "Minutes of July.pdf"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\Users\\someone\\plan.docx", "plan.docx"),
            ("photo\u202egnp.exe", "photognp.exe"),  # which shows as "photoexe.png"
            ("a\u2066b\u2069\u200b\ufeffc.txt", "abc.txt"),
            ("a\r\nSet-Cookie: x\x00.txt", "a Set-Cookie x.txt"),
            ("  a \t b\u00a0c .txt", "a b c.txt"),
            ('a"<b>|?*:.txt', "a b.txt"),
            ("Cafe\u0301.txt", "Café.txt"),
            (".htaccess", "htaccess"),
            ("...", "file"),
            (".pdf", "pdf"),
            ("", "file"),
            ("a.pdf. . ", "a.pdf"),
            ("x" * 500 + ".pdf", "x" * 146 + ".pdf"),
            ("a." + "b" * 500, "a." + "b" * 19),
        ],
    )
    def test_a_name_is_made_safe_to_show_and_send(self, name: str, clean: str) -> None:
        assert clean_name(name) == clean

    @given(st.text(max_size=400))
    @example("\u202e.pdf")
    @example("\ud800.pdf")
    def test_any_name_comes_out_safe(self, name: str) -> None:
        clean = clean_name(name)
        assert 0 < len(clean) <= 150
        assert clean == clean.strip()
        assert not clean.startswith(".")
        assert clean.isprintable()
        assert not set(clean) & set('/\\<>:"|?*')
        assert clean_name(clean) == clean

    def test_each_kind_is_sent_as_what_it_is_and_anything_else_as_bytes(self) -> None:
        assert content_type_of("a.pdf") == "application/pdf"
        assert content_type_of("a.svg") == content_type_of("a") == content_type_of("") == "application/octet-stream"
        assert not {kind.content_type for kind in KINDS.values()} & {"text/html", "image/svg+xml", "text/xml"}

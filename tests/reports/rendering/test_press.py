import os
import signal
import threading
from pathlib import Path

import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from reports.rendering import assets, pdf, press
from reports.rendering.html import printable
from tests.reports.pictures import as_logo, png
from tests.reports.sample_paper import SAMPLE

BARE = '<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>{}</body></html>'


@pytest.fixture(scope="module")
def own_press():
    own = pdf.Press()
    yield own
    own.close()


def refusal(own, body, **limits):
    with pytest.raises(pdf.RenderingFailed) as refused:
        own.print(BARE.format(body), **{"seconds": 30, "megabytes": 1024, **limits})
    return str(refused.value)


def prints(own):
    return own.print(BARE.format("<p>still here</p>"), seconds=30, megabytes=1024).startswith(b"%PDF")


def test_a_paper_that_takes_too_long_is_given_up_and_the_next_one_printed(own_press):
    endless = '<div style="display:flex">' * 20 + "x"
    assert "took longer than 1 seconds" in refusal(own_press, endless, seconds=1)
    assert prints(own_press)


def test_a_paper_that_needs_too_much_memory_is_given_up_and_the_next_one_printed(own_press):
    assert "memory" in refusal(own_press, "<table><tr><td colspan=1000000000>x</table>")
    assert prints(own_press)


def test_a_renderer_that_is_killed_is_started_again(own_press):
    assert prints(own_press)
    os.kill(own_press.process.pid, signal.SIGKILL)
    assert prints(own_press)


def test_a_renderer_that_cannot_start_is_told_in_a_sentence():
    with pytest.raises(pdf.RenderingFailed, match="does not start or does not answer"):
        pdf.Press("reports.rendering.no_such_press").print("", seconds=1, megabytes=1024)


def test_what_weasyprint_warns_of_is_refused(own_press):
    assert "would not be faithful" in refusal(own_press, '<p style="colour: red">x</p>')
    assert "would not be faithful" in refusal(own_press, '<p><a href="#nowhere">x</a></p>')
    assert prints(own_press)


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="file:///etc/passwd">',
        '<img alt="x" src="http://127.0.0.1:9/x.png">',
        '<img alt="x" src="data:image/png;base64,AAAA">',
        '<img alt="x" src="data:image/svg+xml;base64,PHN2Zy8+">',
        '<img alt="x" src="data:,x">',
        f'<img alt="x" src="{as_logo(png(2_001, 1))}">',
        f'<img alt="x" src="{as_logo(png(drawn=b"no picture"))}">',
        '<link rel="attachment" href="data:text/plain,x">',
        '<link rel="stylesheet" href="https://example.org/x.css">',
        '<style>@import url("file:///etc/passwd");</style>',
        '<p style="background: url(https://example.org/x.png)">x</p>',
        '<object data="file:///etc/passwd"></object>',
        '<img alt="x" src="asset:../../../etc/passwd">',
    ],
)
def test_nothing_but_our_own_assets_is_opened(own_press, body):
    assert "A paper may not open" in refusal(own_press, body)


def test_a_drawing_that_asks_for_a_file_is_refused(own_press):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>{}</svg>'
    assert prints(own_press)
    asking = drawing.format('<image href="file:///etc/passwd" width="9" height="9"/>')
    assert "Failed to render SVG image" in refusal(own_press, asking)


def test_attachments_are_not_taken_in(own_press):
    assert "A paper may not open" in refusal(own_press, '<a rel="attachment" href="file:///etc/passwd">x</a>')


def test_the_fetcher_gives_fonts_and_logos_and_nothing_else():
    fetcher = press.OwnAssets()
    for key in assets.FONT_FILES:
        assert fetcher.fetch(key).read()[:4] == b"wOF2"
    assert fetcher.fetch(as_logo(png())).read() == png()
    with pytest.raises(FatalURLFetchingError):
        HTML(string='<img alt="x" src="https://example.org/x.png">', url_fetcher=fetcher).write_pdf()


def test_no_secret_and_no_open_file_goes_to_the_renderer(own_press, monkeypatch, tmp_path):
    own_press.close()
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere")
    with (tmp_path / "database").open("wb") as held:
        os.set_inheritable(held.fileno(), True)  # noqa: FBT003
        assert prints(own_press)
        process = Path("/proc") / str(own_press.process.pid)
        environment = (process / "environ").read_bytes()
        files = [str(entry.readlink()) for entry in (process / "fd").iterdir()]
    assert b"SECRET_KEY" not in environment
    assert b"DATABASE_URL" not in environment
    assert str(tmp_path / "database") not in files


def test_several_threads_may_print_at_once(own_press):
    html = printable(SAMPLE)
    made = []

    def work():
        made.append(own_press.print(html, seconds=60, megabytes=1024))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 3
    assert len(set(made)) == 1


def test_it_tidies_up_after_itself(monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    own = pdf.Press()
    assert prints(own)
    assert list(tmp_path.iterdir())
    process = own.process
    own.close()
    assert process.returncode == 0
    assert not list(tmp_path.iterdir())


def test_missing_fonts_are_told_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "FONTS", tmp_path)
    told = press.open_workshop()
    assert told == (
        "The fonts for print are not in place (SourceSans3-Regular.ttf.woff2); run `npm ci` and `npm run build`."
    )
    assert press.answer(told, press.Order("", "", "", 1, 1)) == b"-" + told.encode()


def test_no_font_of_the_machine_is_used():
    """What one machine prints, every machine prints."""
    assert "<dir>" not in (assets.ROOT / "reports" / "rendering" / "fonts.conf").read_text()

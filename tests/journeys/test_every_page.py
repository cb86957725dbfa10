"""Every kind of public page, with the real sample in it: valid, accessible, narrow enough, and quiet."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page

from achievements.models import Achievement
from partners.models import Partnership
from priorities.models import Plan
from reports.models import Paper
from tests.journeys.portal import PAGES

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
VALIDATOR = ROOT / "node_modules" / ".bin" / "html-validate"
NARROW, WIDE = {"width": 320, "height": 800}, {"width": 1280, "height": 900}
SMALL_TARGETS = """
[...document.querySelectorAll("main button, main input:not([type=hidden]), main select, main textarea")]
  .filter(one => { const box = one.getBoundingClientRect(); return box.width && (box.width < 24 || box.height < 24) })
  .map(one => one.outerHTML.slice(0, 100))
"""


@pytest.mark.parametrize("name", PAGES)
class TestEachKindOfPage:
    def test_is_clean_under_axe(self, name: str, portal: str, page: Page, axe: Callable[[], list[str]]) -> None:
        page.set_viewport_size(WIDE)
        page.goto(portal + PAGES[name])
        assert axe() == []

    def test_fits_a_narrow_screen(
        self, name: str, portal: str, page: Page, axe: Callable[[], list[str]], complaints: list[str]
    ) -> None:
        page.set_viewport_size(NARROW)
        page.goto(portal + PAGES[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        assert page.evaluate(SMALL_TARGETS) == []
        assert axe() == []
        ours = [line for line in complaints if not (name == "nowhere" and "404" in line)]
        assert ours == [], "the browser complained: is something inline?"


def test_every_page_there_is_is_valid_html(portal: str, tmp_path: Path) -> None:
    if not VALIDATOR.is_file():
        pytest.skip("html-validate is not installed: npm ci")
    client = Client()
    urls = {*PAGES.values(), *_all_public_addresses()}
    for number, url in enumerate(sorted(urls)):
        page = client.get(url)
        (tmp_path / f"{number:03d}.html").write_bytes(page.content.replace(b"<head>", f"<head><!-- {url} -->".encode()))
    command = [str(VALIDATOR), "--config", str(ROOT / "tests/journeys/htmlvalidate.json"), "--formatter", "json"]
    report = tmp_path / "report.json"  # a file takes the whole report; Node cuts off what it writes into a pipe
    with report.open("w") as out:
        answer = subprocess.run([*command, str(tmp_path)], stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    faults = [
        f"{Path(found['filePath']).read_text().split('<!-- ')[1].split(' -->')[0]}:{fault['line']} {fault['ruleId']}: "
        f"{fault['message']}"
        for found in json.loads(report.read_text() or "[]")
        for fault in found["messages"]
    ]
    assert answer.returncode in (0, 1), answer.stderr
    assert faults == []


def _all_public_addresses() -> list[str]:
    plans = [plan.get_absolute_url() for plan in Plan.objects.select_related("partnership")]
    assert Achievement.objects.exists()
    return [
        *(partnership.get_absolute_url() for partnership in Partnership.objects.all()),
        *(f"{partnership.get_absolute_url()}bodies/" for partnership in Partnership.objects.all()),
        *(f"{plan}{page}" for plan in plans for page in ("", "basis/", "achievements/", "funding/", "scorecard/")),
        *(paper.get_absolute_url() for paper in Paper.objects.published()),
    ]

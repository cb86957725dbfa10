"""Whether pages are valid HTML, asked of html-validate for many of them at once."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VALIDATOR = ROOT / "node_modules" / ".bin" / "html-validate"


def invalid_html(pages: Mapping[str, bytes], folder: Path) -> list[str]:
    """What is not valid in some pages, each known by a name. They are written into the folder."""
    if not VALIDATOR.is_file():
        pytest.skip("html-validate is not installed: npm ci")
    names = {}
    for number, (name, html) in enumerate(sorted(pages.items())):
        file = folder / f"{number:03d}.html"
        file.write_bytes(html)
        names[str(file)] = name
    command = [str(VALIDATOR), "--config", str(ROOT / "tests/journeys/htmlvalidate.json"), "--formatter", "json"]
    report = folder / "report.json"  # a file takes the whole report; Node cuts off what it writes into a pipe
    with report.open("w") as out:
        answer = subprocess.run([*command, str(folder)], stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    assert answer.returncode in (0, 1), answer.stderr
    return [
        f"{names[found['filePath']]}:{fault['line']} {fault['ruleId']}: {fault['message']}"
        for found in json.loads(report.read_text() or "[]")
        for fault in found["messages"]
    ]

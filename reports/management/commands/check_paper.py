"""Say what is missing or wrong in a paper, as its records stand now."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.checks.finding import Finding, Level, Result
from reports.checks.statutory import Ruling
from reports.models import Paper
from reports.readiness import Readiness, readiness

SCHEMA = 1
HEADINGS = {Level.BLOCKS: "Blocks publication", Level.WARNS: "Warnings", Level.NOTES: "Notes"}
RESULTS = {
    Result.PASS: "pass",
    Result.FAIL: "FAIL",
    Result.NOT_APPLICABLE: "not applicable",
    Result.NOT_EVIDENCED: "not evidenced",
}


class Command(BaseCommand):
    """`manage.py check_paper SLUG --format text|json`. Ends with 1 where something blocks publication."""

    help = "Check a paper: what blocks it, what to look at, and how each statutory rule came out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="The last part of the paper's address.")
        parser.add_argument("--format", choices=("text", "json"), default="text", dest="form")

    def handle(self, *args: Any, slug: str, form: str, **options: Any) -> None:
        paper = (
            Paper.objects.select_related("partnership", "house_style", "plan__partnership").filter(slug=slug).first()
        )
        if paper is None:
            known = ", ".join(Paper.objects.order_by("slug").values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no paper “{slug}”. Papers in this portal: {known}.")
        found = readiness(paper, on=timezone.localdate())
        if form == "json":
            self.stdout.write(json.dumps(as_data(paper, found), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(paper, found))
        if not found.is_ready:
            sys.exit(1)


def as_data(paper: Paper, found: Readiness) -> dict[str, Any]:
    """The readiness as plain JSON data."""
    return {
        "schema": SCHEMA,
        "paper": paper.slug,
        "ready": found.is_ready,
        "problem": found.problem,
        "findings": [_finding(finding) for finding in found.findings],
        "statutory": [
            {
                "code": ruling.code,
                "id": ruling.rule.id,
                "title": ruling.rule.title,
                "source": ruling.rule.source,
                "result": ruling.outcome.result,
                "evidence": ruling.outcome.evidence,
                "to_do": ruling.outcome.to_do,
            }
            for ruling in found.rulings
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.rule.id,
        "level": finding.rule.level,
        "rule": finding.rule.title,
        "source": finding.rule.source,
        "place": asdict(finding.place),
        "says": finding.says,
        "evidence": finding.evidence,
        "to_do": finding.to_do,
    }


def as_text(paper: Paper, found: Readiness) -> str:
    """The readiness as a person reads it in a terminal."""
    lines = [str(paper), ""]
    if found.problem:
        lines += [f"This paper cannot be put together yet. {found.problem}", ""]
    for level, heading in HEADINGS.items():
        of_level = found.of_level(level)
        if of_level:
            lines += [f"{heading} ({len(of_level)})", *(line for finding in of_level for line in _told(finding)), ""]
    if not found.findings:
        lines += ["Nothing was found.", ""]
    lines += ["Statutory rules", *(_ruled(ruling) for ruling in found.rulings), ""]
    lines.append("It can be published." if found.is_ready else "It cannot be published yet.")
    return "\n".join(lines)


def _told(finding: Finding) -> list[str]:
    place = f" ({finding.place.name})" if finding.place.name else ""
    evidence = [f"      {finding.evidence}"] if finding.evidence else []
    return [f"  {finding.rule.id}{place}: {finding.says}", *evidence, f"      {finding.to_do}"]


def _ruled(ruling: Ruling) -> str:
    return f"  {ruling.code:<4}{RESULTS[ruling.outcome.result]:<16}{ruling.rule.title}. {ruling.outcome.evidence}"

"""All checks of a paper in one call, for the composer’s panel, the command, and publishing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports import content
from reports.checks import content_findings
from reports.checks.complete import complete_findings
from reports.checks.finding import Finding, Level
from reports.checks.statutory import Ruling, rulings
from reports.compose import OptionError, compose_paper
from reports.models import Edition, Paper
from reports.readiness.facts import facts_of
from reports.readiness.standing import paper_standing, plan_standing

WEIGHT = {Level.BLOCKS: 0, Level.WARNS: 1, Level.NOTES: 2}


LABELS = {Level.BLOCKS: "Stops publication", Level.WARNS: "To look at", Level.NOTES: "Notes"}


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one weight."""

    level: str
    label: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands in the way of a paper, heaviest first, and how each statutory rule came out. `problem` says why the
    paper cannot even be composed.
    """

    findings: tuple[Finding, ...]
    rulings: tuple[Ruling, ...]
    problem: str = ""

    def of_level(self, level: Level) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.rule.level == level)

    @property
    def blocks(self) -> tuple[Finding, ...]:
        return self.of_level(Level.BLOCKS)

    @property
    def warns(self) -> tuple[Finding, ...]:
        return self.of_level(Level.WARNS)

    @property
    def notes(self) -> tuple[Finding, ...]:
        return self.of_level(Level.NOTES)

    @property
    def groups(self) -> tuple[FindingGroup, ...]:
        """The findings by weight, heaviest first, leaving out weights without any."""
        return tuple(
            FindingGroup(level, label, found) for level, label in LABELS.items() if (found := self.of_level(level))
        )

    @property
    def is_ready(self) -> bool:
        """Whether nothing blocks publication."""
        return not self.problem and not self.blocks


def readiness(paper: Paper, *, on: date, composed: content.Paper | None = None) -> Readiness:
    """Everything the checks find in a paper, as it would go out on a day. Reads only; a constant number of queries."""
    standing = paper_standing(paper, on=on)
    ruled = rulings(standing, plan_standing(paper))
    broken = [finding for ruling in ruled if (finding := ruling.finding)]
    try:
        composed = composed or compose_paper(paper)
    except (content.ContentError, OptionError) as problem:
        return Readiness(_heaviest_first(broken), ruled, str(problem))
    in_words = content_findings(composed, previous=_last_time(paper), facts=facts_of(paper))
    return Readiness(_heaviest_first([*complete_findings(composed, standing), *broken, *in_words]), ruled)


def blocking(paper: Paper, *, on: date, composed: content.Paper | None = None) -> tuple[Finding, ...]:
    """What stops the paper from being published on a day."""
    return readiness(paper, on=on, composed=composed).blocks


def _heaviest_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: WEIGHT[finding.rule.level]))


def _last_time(paper: Paper) -> content.Paper | None:
    """What was published last time: the newest edition of the paper that this one follows."""
    if paper.follows_id is None:
        return None
    stored = (
        Edition.objects.filter(paper=paper.follows_id).order_by("-number").values_list("content", flat=True).first()
    )
    return content.from_json(stored) if stored else None

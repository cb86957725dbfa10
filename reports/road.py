"""The road of a paper from draft to publication: where it stands, by when it must go out, and what is in the way."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from reports.despatch import despatch_date, election_on, is_late, taken_on
from reports.manuscripts import Manuscript, PaperNotReady
from reports.models import Paper
from reports.operations.publishing import Blocked, NotSigned, check_may_publish, check_nothing_blocks

STEPS = (
    Paper.State.DRAFT,
    Paper.State.IN_REVIEW,
    Paper.State.APPROVED,
    Paper.State.SCHEDULED,
    Paper.State.PUBLISHED,
)


@dataclass(frozen=True, slots=True)
class Step:
    """A state on the way, and whether the paper is there."""

    label: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Election:
    """A pre-election period that goes on."""

    name: str
    until_date: date | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Road:
    """What an officer must know before publishing. `in_the_way` says why it cannot be published now; empty if it can.

    `waits` where that is only that somebody has still to sign, `is_stopped_by_checks` where the checks found it.
    `problem` says why the paper cannot even be composed.
    """

    steps: tuple[Step, ...]
    taken_on: date | None
    despatch: date | None
    clear_days: int
    is_late: bool
    election: Election | None
    problem: str
    in_the_way: str
    wants_late_reason: bool
    waits: bool
    is_stopped_by_checks: bool
    was_published: bool
    is_correction: bool
    publish_at: datetime | None

    @property
    def may_publish(self) -> bool:
        """Whether it can be published now, at most after saying why it is late."""
        return not self.in_the_way or self.wants_late_reason


def road_of(paper: Paper, found: Manuscript | None, problem: str, *, now: datetime) -> Road:
    """The road of a paper. A fixed number of queries."""
    on = timezone.localdate(now)
    election = election_on(paper, on=on)
    refusal = _refusal(paper, found, now=now) if found and paper.state in Paper.IN_WORK else None
    here = Paper.State.PUBLISHED if paper.state in (Paper.State.CORRECTED, Paper.State.WITHDRAWN) else paper.state
    return Road(
        steps=tuple(Step(str(step.label), step == here) for step in STEPS),
        taken_on=taken_on(paper),
        despatch=despatch_date(paper),
        clear_days=paper.house_style.clear_days,
        is_late=is_late(paper, on=on),
        election=Election(election.name, election.until_date, election.holds) if election else None,
        problem=problem,
        in_the_way=str(refusal) if refusal else problem,
        wants_late_reason=refusal is not None and refusal.field == "late_reason",
        waits=isinstance(refusal, NotSigned) and not refusal.changed,
        is_stopped_by_checks=isinstance(refusal, Blocked),
        was_published=paper.first_published_at is not None,
        is_correction=bool(paper.correction),
        publish_at=paper.publish_at,
    )


def _refusal(paper: Paper, found: Manuscript, *, now: datetime) -> PaperNotReady | None:
    """Why a paper cannot be published now; None if it can."""
    try:
        check_may_publish(paper, found, now=now)
        check_nothing_blocks(paper, found, now=now)
    except PaperNotReady as refusal:
        return refusal
    return None

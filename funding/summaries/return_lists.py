"""Lists about returns: a year's by award, the bodies that were asked for one, and the documents that were kept."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from core.formats import money
from funding.models import Allocation, Award, Return, ReturnFile, ReturnRequest
from funding.summaries.returns import ANSWERED, LineSummary
from priorities.cadence import APART

LABELS = {
    "content.json": "Content as data",
    "return.html": "Web page to save",
    "return.pdf": "PDF",
    "return.docx": "Word",
    "return.xlsx": "Excel",
}


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One return in the list of a year's. `answered` of its `lines` have an answer."""

    id: int
    period: str
    state: str
    state_label: str
    due_date: date | None
    lines: int
    answered: int
    approvals: int


@dataclass(frozen=True, slots=True)
class OverlappingReturn:
    """Another return that accounts for some of the same days."""

    id: int
    period: str


@dataclass(frozen=True, slots=True)
class AwardReturns:
    """The returns of one award, the newest first. None can be started before a part of it is allocated."""

    award_id: int
    award: str
    funder: str
    period: str
    amount: str
    is_allocated: bool
    returns: tuple[ReturnRow, ...]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One body that was asked for its lines. `link` is "works", "revoked", "expired" or "ended"."""

    id: int
    body: str
    contact_email: str
    lead_email: str
    lines: int
    answered: int
    link: str
    link_until: date
    mailed_at: datetime | None
    times_mailed: int
    opened_at: datetime | None
    nudge_from: date | None

    @property
    def is_complete(self) -> bool:
        return bool(self.lines) and self.answered == self.lines


@dataclass(frozen=True, slots=True)
class FileRow:
    """A document of a return as it was approved."""

    number: int
    name: str
    made_at: datetime
    content_hash: str

    @property
    def label(self) -> str:
        """What a person calls it."""
        return LABELS.get(self.name, self.name)


def returns_of(plan_id: int, *, bodies: Collection[int] | None = None) -> tuple[AwardReturns, ...]:
    """The returns of each award of a plan's year; with `bodies` only those in which they lead a line. 2 queries."""
    rows_of = Allocation.objects.filter(award=OuterRef("pk"), passed_on_from=None)
    of_plan = Award.objects.filter(plan=plan_id).annotate(is_allocated=Exists(rows_of))
    awards = list(of_plan.select_related("fund__body").order_by("position", "pk"))
    wanted = Q() if bodies is None else Q(lines__lead_body__in=bodies)
    found = (
        Return.objects.filter(award__in=awards)
        .annotate(
            wanted=Count("lines", filter=wanted, distinct=True),
            answered=Count("lines", filter=wanted & Q(lines__state__in=ANSWERED), distinct=True),
            approvals=Count("files__number", distinct=True),
        )
        .order_by(F("period_end").desc(nulls_last=True), "-pk")
    )
    rows: dict[int, list[ReturnRow]] = {}
    for one in found:
        if bodies is None or one.wanted:
            rows.setdefault(one.award_id, []).append(_row(one))
    return tuple(
        AwardReturns(
            award_id=award.pk,
            award=award.title,
            funder=award.fund.body.name,
            period=award.period_stated,
            amount=money(award.amount_announced) if award.amount_announced is not None else "",
            is_allocated=award.is_allocated,
            returns=tuple(rows.get(award.pk, ())),
        )
        for award in awards
        if bodies is None or award.pk in rows
    )


def asked_for(funding_return: Return, lines: Iterable[LineSummary], *, now: datetime) -> tuple[AskedRow, ...]:
    """Every body that was asked for its lines, by name. 1 query."""
    by_body: dict[int | None, list[LineSummary]] = {}
    for line in lines:
        by_body.setdefault(line.lead_body_id, []).append(line)
    asked = funding_return.requests.select_related("body").order_by("body__name", "pk")
    return tuple(_asked(one, funding_return, by_body.get(one.body_id, []), now) for one in asked)


def overlapping(funding_return: Return) -> tuple[OverlappingReturn, ...]:
    """The other returns of its award that account for some of the same days, the earliest first. 1 query."""
    others = Return.objects.filter(award=funding_return.award_id).overlapping(funding_return.period)
    return tuple(OverlappingReturn(one.pk, one.period_stated) for one in others if one.pk != funding_return.pk)


def lacks_lines(funding_return: Return) -> bool:
    """Whether a row of its award has no line in a return. 1 query."""
    rows = Allocation.objects.filter(award=funding_return.award_id, passed_on_from=None)
    return rows.exclude(return_lines__funding_return=funding_return).exists()


def files_of(funding_return: Return) -> tuple[FileRow, ...]:
    """The documents of a return, the last approval first. 1 query; what is in them is not read."""
    rows = ReturnFile.objects.filter(funding_return=funding_return).defer("content").order_by("-number", "pk")
    return tuple(FileRow(row.number, row.name, row.made_at, row.content_hash) for row in rows)


def _row(found: Return) -> ReturnRow:
    return ReturnRow(
        id=found.pk,
        period=found.period_stated,
        state=found.state,
        state_label=str(found.get_state_display()),
        due_date=found.due_date,
        lines=found.wanted,  # type: ignore[attr-defined]
        answered=found.answered,  # type: ignore[attr-defined]
        approvals=found.approvals,  # type: ignore[attr-defined]
    )


def _asked(asked: ReturnRequest, owner: Return, lines: list[LineSummary], now: datetime) -> AskedRow:
    chance = asked.last_mailed_at + APART if asked.last_mailed_at else None
    return AskedRow(
        id=asked.pk,
        body=asked.body.name,
        contact_email=asked.contact_email,
        lead_email=asked.lead_email,
        lines=len(lines),
        answered=sum(line.is_answered for line in lines),
        link=_link(asked, owner, now),
        link_until=timezone.localdate(asked.expires_at),
        mailed_at=asked.last_mailed_at,
        times_mailed=asked.times_mailed,
        opened_at=asked.first_opened_at,
        nudge_from=timezone.localdate(chance) if chance and now < chance else None,
    )


def _link(asked: ReturnRequest, owner: Return, now: datetime) -> str:
    if owner.state != Return.State.WITH_BODIES:
        return "ended"
    if asked.revoked_at:
        return "revoked"
    return "works" if asked.expires_at > now else "expired"

"""What was asked about indicators that go the wrong way, what was answered, and of which nothing was asked yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from partners.models import Body, Membership
from scorecard.models import ExceptionReport, Indicator
from scorecard.summaries.series import SeriesLine, Watching, watching


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One exception report: what was seen, who was asked by when, and what came of it."""

    id: int
    indicator_id: int
    found: str
    period: str
    area: str
    state: str
    state_label: str
    owner: str
    due_date: date | None
    is_late: bool
    text: str
    response: str
    response_owner: str
    by_when_date: date | None
    answered_at: datetime | None
    board_note: str
    asked_at: datetime | None = None
    last_mailed_at: datetime | None = None
    escalated_at: datetime | None = None
    times_mailed: int = 0

    @property
    def is_answered(self) -> bool:
        return self.state != ExceptionReport.State.ASKED


@dataclass(frozen=True, slots=True)
class Unasked:
    """A series that goes the wrong way by the partnership's rule, of which no report was asked yet."""

    indicator: Indicator
    series: SeriesLine

    @property
    def found(self) -> str:
        """What was seen, in words."""
        name = f"{self.series.name}. " if self.series.name else ""
        return f"{name}{self.series.travel.sentence}"


@dataclass(frozen=True, slots=True)
class Owner:
    """A member body that can be asked, and the addresses of its contact and lead (empty where nobody is known)."""

    body: Body
    contact_email: str
    lead_email: str
    is_owner: bool


def report_line(report: ExceptionReport, *, on: date) -> ReportLine:
    """A report in words; it comes with its body and area."""
    is_open = report.state == ExceptionReport.State.ASKED
    return ReportLine(
        id=report.pk,
        indicator_id=report.indicator_id,
        found=report.found,
        period=report.period_stated,
        area=report.area.name if report.area else "",
        state=report.state,
        state_label=str(report.get_state_display()),
        owner=report.owner_body.name if report.owner_body else "",
        due_date=report.due_date,
        is_late=is_open and report.due_date is not None and report.due_date < on,
        text=report.text,
        response=report.response,
        response_owner=report.response_owner,
        by_when_date=report.by_when_date,
        answered_at=report.answered_at,
        board_note=report.board_note,
        asked_at=report.asked_at,
        last_mailed_at=report.last_mailed_at,
        escalated_at=report.escalated_at,
        times_mailed=report.times_mailed,
    )


def reports_of(indicator_ids: Iterable[int], *, on: date, for_members: bool) -> dict[int, tuple[ReportLine, ...]]:
    """The reports of some indicators, newest first, by indicator; to the public those that were accepted. 1 query."""
    found: dict[int, list[ReportLine]] = {}
    reports = ExceptionReport.objects.filter(indicator__in=list(indicator_ids)).select_related("owner_body", "area")
    if not for_members:
        reports = reports.filter(state=ExceptionReport.State.ACCEPTED)
    for report in reports.order_by("-pk"):
        found.setdefault(report.indicator_id, []).append(report_line(report, on=on))
    return {key: tuple(lines) for key, lines in found.items()}


def unasked_of(*plan_ids: int) -> tuple[Unasked, ...]:
    """What goes the wrong way on the scorecards of some plans, and was not asked about. At most 7 queries."""
    indicators = Indicator.objects.filter(plan__in=plan_ids).select_related("plan", "partnership")
    return unasked_among(watching(list(indicators.order_by("plan", "position", "pk"))))


def unasked_among(watched: Iterable[Watching]) -> tuple[Unasked, ...]:
    """Those series that want a report: wrong for as many values in a row as the rule says, and neither a report of the
    same value nor one that is still open. 1 query.
    """
    wrong = [
        Unasked(one.indicator, series)
        for one in watched
        for series in one.series
        if series.wrong_in_a_row >= one.rule.periods_in_a_row
    ]
    if not wrong:
        return ()
    asked = list(
        ExceptionReport.objects.filter(
            Q(indicator__in={one.indicator.pk for one in wrong})
            | Q(measurement__in={one.series.latest.id for one in wrong if one.series.latest})
        ).values_list("indicator", "measurement", "area", "period_stated", "state")
    )
    return tuple(one for one in wrong if not _is_asked(one, asked))


def owners_of(indicator: Indicator, *, on: date) -> tuple[Owner, ...]:
    """The member bodies that can be asked about an indicator, those that answer for it first. 2 queries."""
    owners = set(indicator.owner_bodies.values_list("pk", flat=True))
    members = (
        Membership.objects.as_at(on)
        .filter(partnership=indicator.partnership_id)
        .select_related("body", "contact", "lead")
        .in_display_order()
    )
    found: dict[int, Owner] = {}
    for member in members:
        address = member.contact.email if member.contact else ""
        if member.body_id not in found or (address and not found[member.body_id].contact_email):
            lead = member.lead.email if member.lead else ""
            found[member.body_id] = Owner(member.body, address, lead, member.body_id in owners)
    return tuple(sorted(found.values(), key=lambda one: not one.is_owner))


def _is_asked(one: Unasked, asked: Iterable[tuple[int, int | None, int | None, str, str]]) -> bool:
    latest = one.series.latest
    for indicator, measurement, area, period, state in asked:
        if latest is not None and measurement == latest.id:
            return True  # also where an earlier plan's scorecard asked
        if indicator != one.indicator.pk or area != one.series.area_id:
            continue
        is_open = state != ExceptionReport.State.ACCEPTED
        is_of_this = latest is not None and measurement is None and period == latest.period
        if is_open or is_of_this:
            return True
    return False

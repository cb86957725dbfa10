"""Asking the owner of an indicator that goes the wrong way for a report, and taking that back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.editing import Refused, add_record, claim
from core.events import record_event
from core.formats import day
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from scorecard.cadence import Kind
from scorecard.models import ExceptionReport, Indicator
from scorecard.operations.exceptions.posting import lock_report, post_after_commit, write_letter
from scorecard.operations.telling import begin, named
from scorecard.summaries import SeriesLine

State = ExceptionReport.State


class AskedAlready(Refused):
    """A report on this indicator is asked for already, and not accepted yet."""


class TooSoon(Refused):
    """The day by which an answer is asked for is over."""


class NoAddress(Refused):
    """There is no address to send a link to."""


class ReportIsAccepted(Refused):
    """Nothing of an accepted report changes any more but the board's note."""


@transaction.atomic
def ask_for_exception(
    *, indicator: Indicator, series: SeriesLine, values: Mapping[str, Any], by: User, now: datetime
) -> ExceptionReport:
    """Ask a body why an indicator's series goes the wrong way: `owner_body`, `contact_email`, `lead_email` and
    `due_date` in `values`.

    With an address, it gets an e-mail with a link of its own; without one, its contributors see it among their work.
    Raises AskedAlready, NoAddress, TooSoon, PlanIsClosed, ValidationError.
    """
    chain = begin(indicator, by=by, now=now)
    due = values.get("due_date")
    if due and due < timezone.localdate(now):
        raise TooSoon("That day is over. Enter one that leaves the body time to answer", field="due_date")
    if values.get("lead_email") and not values.get("contact_email"):
        raise NoAddress(
            "The lead is told when its contact does not answer. Enter the contact’s address too, or leave this empty",
            field="lead_email",
        )
    Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    latest = series.latest
    going_on = ExceptionReport.objects.filter(indicator=indicator, area=series.area_id).exclude(state=State.ACCEPTED)
    if going_on.exists():
        raise AskedAlready("A report on this indicator is asked for already. Look at that one, or take it back first.")
    name = f"{series.name}. " if series.name else ""
    report = ExceptionReport(
        indicator=indicator,
        measurement_id=latest.id if latest else None,
        area_id=series.area_id,
        found=f"{name}{series.travel.sentence}"[:400],
        asked_at=now,
        asked_by=by,
    )
    if latest:
        report.period = latest.period_of
    made = add_record(
        record=report,
        values=values,
        chain=chain,
        verb="scorecard.exception_asked",
        said=lambda asked, _: (
            f"Asked {asked.owner_body or 'nobody yet'} for a report on {named(indicator)}"
            f"{f', by {day(asked.due_date)}' if asked.due_date else ''}. {asked.found}"
        ),
        by=by,
        now=now,
    )
    if made.contact_email:
        post_after_commit(write_letter(lock_report(made), Kind.ASKED, now=now))
    return made


@transaction.atomic
def renew_exception_link(
    *, report: ExceptionReport, contact_email: str, lead_email: str, revision: int, by: User, now: datetime
) -> ExceptionReport:
    """Send a new link to this address, from now on, and tell this lead when no answer comes; the earlier link no longer
    works.

    Raises NoAddress, ReportIsAccepted, SavedMeanwhile, ValidationError.
    """
    locked = lock_report(report)
    if locked.state == State.ACCEPTED:
        raise ReportIsAccepted("This report is accepted: there is nothing left to answer.")
    if not contact_email:
        raise NoAddress("Enter the address to send the link to", field="contact_email")
    claim(locked, revision)
    locked.contact_email, locked.lead_email = contact_email, lead_email
    locked.full_clean(exclude=["indicator", "measurement"])
    locked.save(update_fields=["contact_email", "lead_email"])
    post_after_commit(write_letter(locked, Kind.RENEWED, now=now))
    record_event(
        chain=locked.indicator.partnership.event_chain,
        verb="scorecard.exception_link_renewed",
        summary=f"Sent {locked.owner_body or 'its owner'} a new link to the report on {named(locked.indicator)}; "
        "the earlier one no longer works.",
        by=by,
        now=now,
        subject=locked,
        data={"indicator": locked.indicator_id},
    )
    return locked


@transaction.atomic
def remove_exception(*, report: ExceptionReport, place: str, by: User, now: datetime) -> Removal:
    """Take a report back that was asked for by mistake; it can be put back. Its link no longer works."""
    chain = begin(report.indicator, by=by, now=now)
    return remove_record(
        record=report,
        chain=chain,
        place=place,
        verb="scorecard.exception_removed",
        summary=f"Took back the report that was asked for on {named(report.indicator)}.",
        label=f"report on {named(report.indicator)}",
        by=by,
        now=now,
    )

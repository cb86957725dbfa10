"""When a paper must go out, when each must have signed it, and when an election keeps it back."""

from datetime import date, datetime, time

from django.utils import timezone

from core.calendar import clear_working_days_before
from reports.models import Paper, PreElectionPeriod

HOUR = time(9)


def taken_on(paper: Paper) -> date | None:
    """The first day on which a meeting takes the paper: that of its meeting or of another that it goes to, else its own
    date. 1 query, the meeting comes fetched.
    """
    dates = [paper.meeting.date if paper.meeting else None, *(meeting.date for meeting in paper.also_goes_to.all())]
    known = [found for found in dates if found]
    return min(known) if known else paper.date


def despatch_date(paper: Paper) -> date | None:
    """The last day on which it can go out, with the clear working days that its house style asks for; None undated."""
    taken = taken_on(paper)
    return clear_working_days_before(taken, paper.house_style.clear_days) if taken else None


def despatch_hour(paper: Paper) -> datetime | None:
    """Nine o'clock on the day of despatch."""
    day = despatch_date(paper)
    return timezone.make_aware(datetime.combine(day, HOUR)) if day else None


def is_late(paper: Paper, *, on: date) -> bool:
    """Whether its day of despatch is over. A correction is never late: the paper went out before."""
    last = despatch_date(paper)
    return paper.first_published_at is None and last is not None and on > last


def sign_by(despatch: date, *, days_before: int) -> date:
    """The day so many working days before the day of despatch."""
    return clear_working_days_before(despatch, days_before - 1) if days_before else despatch


def election_on(paper: Paper, *, on: date) -> PreElectionPeriod | None:
    """The pre-election period in which a day falls, one that holds papers back before any other. 1 query."""
    periods = PreElectionPeriod.objects.as_at(on).filter(partnership=paper.partnership_id)
    return periods.order_by("-holds", "until_date", "pk").first()

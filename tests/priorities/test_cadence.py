"""When reminders leave: by dates alone."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorities.cadence import APART, Sent, is_office_hour, next_chance, reminder_due

DUE = date(2025, 10, 20)
ASKED = datetime(2025, 9, 29, 9, tzinfo=UTC)


def at(on: date, hour: int = 9) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=UTC)


def day_after(days: int) -> datetime:
    """Nine o'clock so many days after the date."""
    return at(DUE + timedelta(days=days))


def due(*sent: Sent, now: datetime, has_lead: bool = True) -> str | None:
    return reminder_due(due_date=DUE, sent=sent, has_lead=has_lead, now=now)


REQUEST = Sent("request", ASKED)


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (-6, None),
        (-5, "due"),
        (0, "due"),
        (1, "overdue"),
        (9, "overdue"),
        (10, "escalation"),
        (30, "escalation"),
    ],
)
def test_what_a_silent_body_should_have(days: int, kind: str | None) -> None:
    assert due(REQUEST, now=day_after(days)) == kind


def test_a_body_without_a_lead_is_not_escalated() -> None:
    assert due(REQUEST, now=day_after(10), has_lead=False) == "overdue"


def test_being_due_is_said_once() -> None:
    assert due(REQUEST, Sent("due", at(DUE - timedelta(days=5))), now=day_after(0)) is None


def test_being_overdue_is_said_after_one_seven_and_fourteen_days() -> None:
    sent = [REQUEST]
    days = []
    for number in range(1, 60):
        if due(*sent, now=day_after(number), has_lead=False):
            sent.append(Sent("overdue", day_after(number)))
            days.append(number)
    assert days == [1, 7, 14]


def test_what_was_missed_comes_once() -> None:
    assert due(REQUEST, now=day_after(8), has_lead=False) == "overdue"
    assert due(REQUEST, Sent("overdue", day_after(8)), now=day_after(13), has_lead=False) is None


def test_a_reminder_that_would_come_too_early_waits() -> None:
    nudged = Sent("nudge", day_after(0))
    assert due(REQUEST, nudged, now=day_after(1)) is None
    assert due(REQUEST, nudged, now=day_after(5)) == "overdue"


def test_an_e_mail_about_another_request_holds_it_back_but_is_not_its_own() -> None:
    other = Sent("due", at(DUE - timedelta(days=7)), is_of_this=False)
    assert due(REQUEST, other, now=at(DUE - timedelta(days=4))) is None
    assert due(REQUEST, other, now=at(DUE - timedelta(days=2))) == "due"


def test_a_body_that_never_had_an_e_mail_may_have_one_at_once() -> None:
    assert next_chance([]) is None
    assert due(now=day_after(1)) == "overdue"


@given(
    first_day=st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 1, 1)),
    hour=st.integers(min_value=0, max_value=23),
    steps=st.lists(st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=9)), max_size=60),
    by_hand=st.sets(st.integers(min_value=0, max_value=60)),
    days=st.integers(min_value=-10, max_value=60),
    has_lead=st.booleans(),
)
def test_no_two_reminders_within_five_days_however_often_it_is_asked(
    *, first_day: date, hour: int, steps: list[timedelta], by_hand: set[int], days: int, has_lead: bool
) -> None:
    """`by_hand` are the rounds in which the officer would nudge, which keeps to the same five days."""
    due_date = first_day + timedelta(days=days)
    now = at(first_day, hour)
    sent = [Sent("request", now)]
    for number, step in enumerate(steps):
        now += step
        kind = reminder_due(due_date=due_date, sent=sent, has_lead=has_lead, now=now)
        chance = next_chance(sent)
        if number in by_hand and chance and now >= chance:
            kind = kind or "nudge"
        if kind:
            sent.append(Sent(kind, now))
    times = [mail.sent_at for mail in sent]
    assert all(later - earlier >= APART for earlier, later in pairwise(times))
    kinds = [mail.kind for mail in sent]
    assert kinds.count("due") <= 1
    assert kinds.count("escalation") <= int(has_lead)
    assert kinds.count("overdue") <= 3


@pytest.mark.parametrize(
    ("now", "answer"),
    [
        (datetime(2025, 10, 20, 8, 0, tzinfo=UTC), True),
        (datetime(2025, 10, 20, 6, 59, tzinfo=UTC), False),  # 7:59 in British summer time
        (datetime(2025, 10, 20, 17, 0, tzinfo=UTC), False),  # 6pm
        (datetime(2025, 10, 18, 12, 0, tzinfo=UTC), False),  # a Saturday
        (datetime(2025, 12, 26, 12, 0, tzinfo=UTC), False),  # Boxing Day
    ],
)
def test_nothing_leaves_at_night_at_weekends_or_on_holidays(*, now: datetime, answer: bool) -> None:
    assert is_office_hour(now) is answer

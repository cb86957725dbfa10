"""Publishing at an hour: chosen by officers, kept by `manage.py publish_due`."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from unittest.mock import patch

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command

from core.models import Event
from reports.manuscripts import PaperNotReady, manuscript
from reports.models import Edition, Paper, SignOff
from reports.operations import (
    HeldBack,
    NotSigned,
    publish_due_papers,
    publish_paper,
    schedule_paper,
    unschedule_paper,
)
from tests import make
from tests.make.shared import NOW

HOUR = NOW + timedelta(days=2)
AFTER = HOUR + timedelta(minutes=3)

pytestmark = pytest.mark.usefixtures("quick_press")


@pytest.fixture
def approved(paper: Paper) -> Paper:
    """Signed by Legal, and kept by an officer."""
    make.officer(of=paper.partnership)
    make.sign_off(
        of=paper,
        function="Legal",
        post_title="Head of Law",
        approver=make.approver(of=paper.partnership),
        state="signed",
        content_hash=manuscript(Paper.objects.get(pk=paper.pk)).hash,
        signed_date=NOW.date(),
    )
    Paper.objects.filter(pk=paper.pk).update(state="approved")
    return Paper.objects.get(pk=paper.pk)


@pytest.fixture
def scheduled(approved: Paper) -> Paper:
    schedule_paper(paper=approved, at=HOUR, by=make.officer(of=approved.partnership), now=NOW)
    return Paper.objects.get(pk=approved.pk)


class TestScheduling:
    def test_waits_for_the_hour_and_tells_of_it(self, scheduled: Paper) -> None:
        assert (scheduled.state, scheduled.publish_at) == (Paper.State.SCHEDULED, HOUR)
        said = Event.objects.last().summary
        assert said == "Scheduled “Annual Update 2025-26” to be published on 8 October 2025 at 10:30am."

    def test_can_choose_another_hour_or_none(self, scheduled: Paper) -> None:
        officer = make.officer(of=scheduled.partnership)
        schedule_paper(paper=scheduled, at=AFTER, by=officer, now=NOW)
        scheduled.refresh_from_db()
        assert scheduled.publish_at == AFTER
        unschedule_paper(paper=scheduled, by=officer, now=NOW)
        scheduled.refresh_from_db()
        assert (scheduled.state, scheduled.publish_at) == (Paper.State.APPROVED, None)
        with pytest.raises(PaperNotReady, match="not scheduled"):
            unschedule_paper(paper=scheduled, by=officer, now=NOW)

    def test_is_for_an_hour_to_come_and_an_approved_paper(self, approved: Paper) -> None:
        officer = make.officer(of=approved.partnership)
        with pytest.raises(PaperNotReady, match="in the future") as refusal:
            schedule_paper(paper=approved, at=NOW, by=officer, now=NOW)
        assert refusal.value.field == "at"
        Paper.objects.update(state="draft")
        with pytest.raises(PaperNotReady, match="From there it cannot become scheduled"):
            schedule_paper(paper=approved, at=HOUR, by=officer, now=NOW)

    def test_is_refused_for_what_could_not_be_published_then(self, approved: Paper) -> None:
        officer = make.officer(of=approved.partnership)
        Paper.objects.update(meeting=make.meeting(of=approved.partnership, on=date(2025, 10, 14)))  # out by the 6th
        with pytest.raises(PaperNotReady, match="Say why it is late"):
            schedule_paper(paper=approved, at=HOUR, by=officer, now=NOW)
        Paper.objects.update(meeting=None)
        make.pre_election_period(of=approved.partnership, holds=True, from_date=date(2025, 10, 8))
        with pytest.raises(HeldBack):
            schedule_paper(paper=approved, at=HOUR, by=officer, now=NOW)
        approved.sections.update(text="Changed.")
        with pytest.raises(NotSigned):
            schedule_paper(paper=approved, at=HOUR, by=officer, now=NOW)


class TestTheHour:
    def test_publishes_what_is_due_and_nothing_else(self, scheduled: Paper) -> None:
        assert publish_due_papers(now=HOUR - timedelta(minutes=1)).published == ()
        done = publish_due_papers(now=AFTER)
        assert done.published == ("annual-update, edition 1",)
        edition = Edition.objects.get()
        assert (edition.published_by, edition.published_by_name) == (None, "The portal")
        scheduled.refresh_from_db()
        assert (scheduled.state, scheduled.publish_at) == (Paper.State.PUBLISHED, None)
        assert publish_due_papers(now=AFTER).published == ()

    def test_one_that_cannot_be_published_stops_no_other(self, scheduled: Paper) -> None:
        other = make.paper(slug="first", state="scheduled", publish_at=HOUR - timedelta(hours=1))
        make.section(of=other, fill="priorities")
        done = publish_due_papers(now=AFTER)
        assert done.published == ("annual-update, edition 1",)
        assert len(done.failed) == 1
        assert done.failed[0].startswith("first: ")
        assert "choose which one" in done.failed[0]

    def test_what_somebody_unscheduled_or_published_meanwhile_is_left_alone(self, scheduled: Paper) -> None:
        def unscheduled(*_: object, **__: object) -> bytes:
            unschedule_paper(paper=scheduled, by=make.officer(of=scheduled.partnership), now=AFTER)
            return b"%PDF"

        with patch("reports.printing.pdf", side_effect=unscheduled):
            done = publish_due_papers(now=AFTER)
        assert (done.published, done.failed) == ((), ())
        assert not Edition.objects.exists()
        Paper.objects.update(state="scheduled", publish_at=HOUR)

        def published(*_: object, **__: object) -> bytes:
            if not Edition.objects.exists():
                with patch("reports.printing.pdf", return_value=b"%PDF"):
                    publish_paper(paper=scheduled, by=None, now=AFTER)
            return b"%PDF"

        with patch("reports.printing.pdf", side_effect=published):
            done = publish_due_papers(now=AFTER)
        assert (done.published, done.failed) == ((), ())
        assert Edition.objects.count() == 1

    def test_nor_does_a_fault_of_the_machine(
        self, scheduled: Paper, django_capture_on_commit_callbacks: object
    ) -> None:
        with (
            patch("reports.printing.pdf", side_effect=OSError("The disk is full.")),
            django_capture_on_commit_callbacks(execute=True),
        ):
            done = publish_due_papers(now=AFTER)
        assert done.failed == ("annual-update: The portal failed; its log says more.",)
        assert not Edition.objects.exists()

    def test_what_changed_since_it_was_signed_is_asked_for_again(
        self, scheduled: Paper, django_capture_on_commit_callbacks: object
    ) -> None:
        scheduled.sections.update(text="The partnership meets every month.")
        with django_capture_on_commit_callbacks(execute=True):
            done = publish_due_papers(now=AFTER)
        assert done.failed == (
            "annual-update: It changed after it was signed for Legal. Ask again for that signature.",
        )
        scheduled.refresh_from_db()
        assert (scheduled.state, scheduled.publish_at) == (Paper.State.IN_REVIEW, None)
        assert scheduled.sign_offs.get().state == SignOff.State.ASKED
        assert {letter.subject for letter in mail.outbox} == {
            "Not published: Annual Update 2025-26",
            "Changed since you signed it: Annual Update 2025-26",
        }

    def test_a_failure_is_told_once_and_not_every_five_minutes(
        self, scheduled: Paper, django_capture_on_commit_callbacks: object
    ) -> None:
        make.pre_election_period(of=scheduled.partnership, holds=True, from_date=HOUR.date())
        with django_capture_on_commit_callbacks(execute=True):
            for minutes in (3, 8, 13):
                assert publish_due_papers(now=HOUR + timedelta(minutes=minutes)).failed
        letters = [letter for letter in mail.outbox if letter.subject.startswith("Not published")]
        assert len(letters) == scheduled.partnership.roles.filter(kind="officer").count()
        assert Event.objects.filter(verb="reports.paper_not_published").count() == 1

    def test_is_kept_by_a_command_for_cron(self, scheduled: Paper) -> None:
        said = StringIO()
        with time_machine.travel(datetime(2025, 10, 8, 9, 33, tzinfo=UTC), tick=False):
            call_command("publish_due", "--dry-run", stdout=said)
            assert not Edition.objects.exists()
            call_command("publish_due", stdout=said)
        assert said.getvalue() == (
            "Due: annual-update, 8 October 2025 at 10:30am\nPublished: annual-update, edition 1\n"
        )

    def test_the_command_fails_where_something_was_not_published(self, scheduled: Paper) -> None:
        scheduled.sections.update(text="Changed.")
        said = StringIO()
        with (
            time_machine.travel(datetime(2025, 10, 8, 9, 33, tzinfo=UTC), tick=False),
            pytest.raises(CommandError, match="1 not published"),
        ):
            call_command("publish_due", stderr=said)
        assert "Not published: annual-update: It changed after it was signed for Legal." in said.getvalue()

"""Events are recorded in the transaction they tell of, chained, and no two writers at once fork a chain."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.events import PORTAL_CHAIN, event_hash, record_event, verify_chains
from core.models import AlsoAbout, ChainHead, Event
from tests import make

WRITERS, EVENTS_EACH = 8, 6


def record(chain: str = PORTAL_CHAIN, **fields: Any) -> Event:
    known = {"verb": "core.tested", "summary": "Tested the log.", "by": None, "now": make.NOW}
    return record_event(chain=chain, **{**known, **fields})


@pytest.mark.django_db
class TestRecording:
    def test_an_event_says_who_did_what_to_which_record_and_when(self) -> None:
        officer = make.user(name="The officer")
        plan = make.plan()
        event = record(by=officer, subject=plan, data={"status": ["draft", "agreed"]}, summary="Agreed the plan.")
        event.refresh_from_db()
        assert (event.actor, event.actor_name) == (officer, f"Person {officer.pk}")
        assert (event.subject_type, event.subject_id) == ("priorities.plan", str(plan.pk))
        assert event.occurred_at == make.NOW
        assert event.data == {"status": ["draft", "agreed"]}
        assert str(event) == "portal 1: Agreed the plan."

    def test_the_command_line_acts_as_the_portal(self) -> None:
        assert record().actor_name == "The portal"

    def test_the_log_knows_a_person_by_number_and_never_by_name(self) -> None:
        officer = make.user(name="Jo Private", email="jo@example.org")
        told = Event.objects.filter(pk=record(by=officer).pk).values().get()
        assert told["actor_name"] == f"Person {officer.pk}"
        assert "Jo" not in str(told)
        assert "jo@" not in str(told)

    def test_a_person_who_is_renamed_or_forgotten_breaks_no_chain(self) -> None:
        officer = make.user(name="Before")
        record(by=officer)
        officer.name, officer.email = "", "left-12@example.org"
        officer.save()
        assert not list(verify_chains())

    def test_a_body_that_answers_by_a_link_is_told_by_its_name(self) -> None:
        event = record(on_behalf_of="Thames Valley Police")
        assert (event.actor, event.actor_name) == (None, "Thames Valley Police")
        assert not list(verify_chains())

    def test_an_event_may_be_about_several_records_and_says_so_under_its_hash(self) -> None:
        plan, two = make.plan(), [make.action(), make.action()]
        event = record(subject=plan, data={"status": "completed"}, also_about=[*two, two[0]])
        named = [f"priorities.action:{action.pk}" for action in two]
        assert Event.objects.get().data == {"status": "completed", "also_about": sorted(named)}
        known = AlsoAbout.objects.filter(chain=event.chain, sequence=event.sequence)
        assert sorted(f"{row.record_type}:{row.record_id}" for row in known) == sorted(named)
        assert not list(verify_chains())

    def test_events_of_a_chain_follow_each_other(self) -> None:
        first, second, third = (record() for _ in range(3))
        assert [first.sequence, second.sequence, third.sequence] == [1, 2, 3]
        assert (first.previous_hash, second.previous_hash, third.previous_hash) == ("", first.hash, second.hash)

    def test_each_partnership_has_a_chain_of_its_own(self) -> None:
        oxford, county = make.partnership(), make.partnership()
        events = [record(oxford.event_chain), record(county.event_chain), record(oxford.event_chain), record()]
        assert [event.sequence for event in events] == [1, 1, 2, 1]
        assert len({event.chain for event in events}) == 3
        assert not list(verify_chains())

    def test_a_time_without_a_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            record(now=datetime(2025, 10, 6))  # noqa: DTZ001

    def test_the_same_instant_in_another_zone_gives_the_same_hash(self) -> None:
        event = record(now=make.NOW.astimezone(timezone.get_fixed_timezone(60)))
        event.occurred_at = make.NOW
        assert event_hash(event) == event.hash

    def test_an_unsaved_subject_is_refused(self) -> None:
        unsaved = make.plan()
        unsaved.pk = None
        with pytest.raises(ValueError, match="saved record"):
            record(subject=unsaved)

    @pytest.mark.parametrize(
        "value",
        [1.5, Decimal("1.5"), date(2025, 1, 1), {"a": {1: "x"}}, {"a": (1, 2)}, {"a": {1}}, {"a": b"x"}, ["a", [0.1]]],
    )
    def test_data_that_does_not_survive_storing_is_refused(self, value: Any) -> None:
        with pytest.raises(TypeError, match="event's data"):
            record(data={"amount": value})
        assert not Event.objects.exists()

    @pytest.mark.parametrize("text", ["\0", "\ud800", "a\udfffb"])
    def test_characters_that_no_text_has_are_refused(self, text: str) -> None:
        for data in ({"a": text}, {text: "a"}):
            with pytest.raises(ValueError, match="no text has"):
                record(data=data)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.django_db
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(st.text(), PLAIN, max_size=4), summary=st.text(), name=st.text(max_size=150))
def test_whatever_is_recorded_is_found_whole(db: None, data: dict[str, Any], summary: str, name: str) -> None:
    """Text, numbers and nesting come back from the database exactly, so that the hash holds."""
    with transaction.atomic():
        before = Event.objects.count()
        try:
            record(data=data, summary=summary.replace("\0", ""))
        except ValueError:
            assert "\0" in str(data).replace("\\x00", "\0") or "\\ud" in repr(data)
            return
        assert Event.objects.count() == before + 1
        assert Event.objects.latest("pk").data == data
        assert list(verify_chains()) == []


def at_the_same_time(write: Callable[[int], None]) -> None:
    """Runs as many writers at once as there are, each in a thread with a connection of its own; none may fail."""
    begin = threading.Barrier(WRITERS)
    failures: list[BaseException] = []

    def run(writer: int) -> None:
        try:
            begin.wait()
            write(writer)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[writer]) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    """With transactions of their own: the test runner's would hide what these are about."""

    def test_outside_a_transaction_nothing_is_recorded(self) -> None:
        with pytest.raises(transaction.TransactionManagementError, match="inside the transaction it tells of"):
            record()
        assert not Event.objects.exists()
        assert not ChainHead.objects.exists()

    def test_when_the_change_fails_its_event_goes_with_it(self) -> None:
        def change_that_fails() -> None:
            with transaction.atomic():
                record()
                raise RuntimeError

        make.event(chain="portal")
        with pytest.raises(RuntimeError):
            change_that_fails()
        assert ChainHead.objects.get().sequence == Event.objects.count() == 1
        make.event(chain="portal")
        assert not list(verify_chains())

    def test_writers_at_the_same_time_do_not_fork_a_chain(self) -> None:
        """Not even at its beginning, when there is no row yet to lock."""

        def write(writer: int) -> None:
            for number in range(EVENTS_EACH):
                with transaction.atomic():
                    record("partnership/7", summary=f"Writer {writer} wrote {number}.")

        at_the_same_time(write)
        events = list(Event.objects.order_by("sequence"))
        assert [event.sequence for event in events] == list(range(1, WRITERS * EVENTS_EACH + 1))
        assert len({event.summary for event in events}) == WRITERS * EVENTS_EACH
        assert not list(verify_chains())

    def test_writers_who_fail_at_the_same_time_leave_no_gap(self) -> None:
        """Each writes to three partnerships in turn, and every other change fails after its event was recorded."""

        def write(writer: int) -> None:
            for number in range(EVENTS_EACH):
                with suppress(RuntimeError), transaction.atomic():
                    record(f"partnership/{number % 3}", summary=f"Writer {writer} wrote {number}.")
                    if (writer + number) % 2:
                        raise RuntimeError

        at_the_same_time(write)
        kept = list(Event.objects.values_list("summary", flat=True))
        assert sorted(kept) == sorted(
            f"Writer {writer} wrote {number}."
            for writer in range(WRITERS)
            for number in range(EVENTS_EACH)
            if not (writer + number) % 2
        )
        assert sum(ChainHead.objects.values_list("sequence", flat=True)) == len(kept)
        assert not list(verify_chains())

    def test_a_writer_who_does_not_wait_is_refused_by_the_database(self) -> None:
        """Whoever followed the same event past `record_event` would fork the chain: no place is taken twice."""
        make.event(chain="partnership/7")
        twin = Event.objects.get()
        twin.pk, twin._state.adding = None, True
        with pytest.raises(IntegrityError):
            twin.save()
        assert not list(verify_chains())

    def test_a_check_while_somebody_writes_raises_no_false_alarm(self) -> None:
        stop = threading.Event()

        def write() -> None:
            while not stop.is_set():
                make.event(chain="partnership/7")
            connection.close()

        make.event(chain="partnership/7")
        writer = threading.Thread(target=write)
        writer.start()
        try:
            faults = [fault for _ in range(20) for fault in verify_chains()]
        finally:
            stop.set()
            writer.join()
        assert faults == []


def test_the_way_of_hashing_never_changes() -> None:
    """This hash was worked out once: an event that gives another one would break every chain there is."""
    event = Event(
        chain="partnership/1",
        sequence=1,
        occurred_at=datetime(2025, 10, 6, 9, 30, tzinfo=UTC),
        actor_name="The portal",
        verb="reports.paper_published",
        subject_type="reports.paper",
        subject_id="5",
        summary="Published “Annual Update” – edition 1.",
        data={"hash": "é", "number": 1},
    )
    assert event_hash(event) == "a7350b921b419728db2567f64dbed52c3dca32189f2a4b0cef765b5ea59e8b99"

"""Events are recorded in the transaction they tell of, chained, and whatever is done to them afterwards is found."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.events import PORTAL_CHAIN, Fault, event_hash, record_event, verify_chains
from core.models import ChainHead, Event
from tests import make
from tests.append_only import behind_the_triggers

WRITERS, EVENTS_EACH = 4, 6


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
        begin = threading.Barrier(WRITERS)
        failures: list[BaseException] = []

        def write(writer: int) -> None:
            try:
                begin.wait()
                for number in range(EVENTS_EACH):
                    with transaction.atomic():
                        record("partnership/7", summary=f"Writer {writer} wrote {number}.")
            except BaseException as failure:
                failures.append(failure)
            finally:
                connection.close()

        threads = [threading.Thread(target=write, args=[writer]) for writer in range(WRITERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        events = list(Event.objects.order_by("sequence"))
        assert [event.sequence for event in events] == list(range(1, WRITERS * EVENTS_EACH + 1))
        assert len({event.summary for event in events}) == WRITERS * EVENTS_EACH
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


Tampering = Callable[[Any], None]


def sql(*statements: str) -> Tampering:
    def run(cursor: Any) -> None:
        for statement in statements:
            cursor.execute(statement)

    return run


def forge(cursor: Any, *, place: int) -> None:
    """Put a copy of another event in at a place, the later ones moved on by one."""
    copied = (
        "chain, occurred_at, actor_id, actor_name, verb, subject_type, subject_id, summary, data, previous_hash, hash"
    )
    # Downwards through negative numbers: no two events may stand in one place even for a moment.
    cursor.execute(f"UPDATE core_event SET sequence = sequence + 1001 WHERE sequence >= {place} AND chain = 'a'")
    cursor.execute(
        f"INSERT INTO core_event (sequence, {copied}) "
        f"SELECT {place}, {copied} FROM core_event WHERE chain = 'a' ORDER BY sequence LIMIT 1"
    )
    cursor.execute("UPDATE core_event SET sequence = sequence - 1000 WHERE sequence > 1000 AND chain = 'a'")
    cursor.execute("UPDATE core_chainhead SET sequence = sequence + 1 WHERE chain = 'a'")


HERE = "WHERE chain = 'a' AND sequence"
TAMPERED: dict[str, tuple[Tampering, int, str]] = {
    "a summary altered": (sql(f"UPDATE core_event SET summary = 'Nothing.' {HERE} = 3"), 3, "was altered"),
    "a time altered": (
        sql(f"UPDATE core_event SET occurred_at = '2020-01-01 00:00:00+00:00' {HERE} = 3"),
        3,
        "altered",
    ),
    "a person altered": (sql(f"UPDATE core_event SET actor_name = 'Somebody else' {HERE} = 2"), 2, "was altered"),
    "an account taken off": (sql(f"UPDATE core_event SET actor_id = NULL {HERE} = 2"), 2, "was altered"),
    "a verb altered": (sql(f"UPDATE core_event SET verb = 'core.other' {HERE} = 1"), 1, "was altered"),
    "the kind of subject altered": (sql(f"UPDATE core_event SET subject_type = 'x.y' {HERE} = 4"), 4, "was altered"),
    "the subject altered": (sql(f"UPDATE core_event SET subject_id = '99' {HERE} = 4"), 4, "was altered"),
    "the data altered": (sql(f"UPDATE core_event SET data = '{{\"a\": 2}}' {HERE} = 5"), 5, "was altered"),
    "a hash altered": (sql(f"UPDATE core_event SET hash = 'f00' {HERE} = 3"), 3, "was altered"),
    "a link altered": (sql(f"UPDATE core_event SET previous_hash = 'f00' {HERE} = 3"), 3, "does not follow"),
    "the first removed": (sql(f"DELETE FROM core_event {HERE} = 1"), 1, "Event 1 is missing; the next one found is 2"),
    "one removed": (sql(f"DELETE FROM core_event {HERE} = 3"), 3, "Event 3 is missing; the next one found is 4"),
    "the last removed": (sql(f"DELETE FROM core_event {HERE} = 5"), 5, "Event 5 is missing; the chain should end"),
    "the end removed and its record moved back": (
        sql(f"DELETE FROM core_event {HERE} = 5", "UPDATE core_chainhead SET sequence = 4 WHERE chain = 'a'"),
        4,
        "The recorded end of the chain does not match event 4",
    ),
    "one removed and the gap closed": (
        sql(
            f"DELETE FROM core_event {HERE} = 3",
            f"UPDATE core_event SET sequence = 3 {HERE} = 4",
            f"UPDATE core_event SET sequence = 4 {HERE} = 5",
            "UPDATE core_chainhead SET sequence = 4 WHERE chain = 'a'",
        ),
        3,
        "does not follow the event before it",
    ),
    "one put in": (lambda cursor: forge(cursor, place=3), 3, "does not follow the event before it"),
    "one put before the first": (
        sql("UPDATE core_event SET chain = 'a', sequence = 0 WHERE chain = 'b' AND sequence = 1"),
        1,
        "Event 0 stands in the chain twice, or before its beginning",
    ),
    "one put after the last": (
        sql("UPDATE core_event SET chain = 'a', sequence = 6 WHERE chain = 'b' AND sequence = 2"),
        6,
        "should end at event 5, but another follows",
    ),
    "two exchanged": (
        sql(
            f"UPDATE core_event SET sequence = 1000 {HERE} = 2",
            f"UPDATE core_event SET sequence = 2 {HERE} = 3",
            f"UPDATE core_event SET sequence = 3 {HERE} = 1000",
        ),
        2,
        "does not follow the event before it",
    ),
    "one moved in from another chain": (
        sql(
            f"DELETE FROM core_event {HERE} = 2",
            "UPDATE core_event SET chain = 'a' WHERE chain = 'b' AND sequence = 2",
        ),
        2,
        "does not follow the event before it",
    ),
    "the record of the end removed": (sql("DELETE FROM core_chainhead WHERE chain = 'a'"), 5, "no recorded end"),
    "the hash of the end altered": (
        sql("UPDATE core_chainhead SET hash = 'f00' WHERE chain = 'a'"),
        5,
        "The recorded end of the chain does not match event 5",
    ),
}
if connection.vendor == "sqlite":  # PostgreSQL's columns hold no such thing
    TAMPERED["a time made unreadable"] = (sql(f"UPDATE core_event SET occurred_at = 'never' {HERE} = 3"), 3, "altered")
    TAMPERED["a time made impossible"] = (
        sql(f"UPDATE core_event SET occurred_at = '2025-13-45 00:00:00' {HERE} = 3"),
        3,
        "cannot be read",
    )


@pytest.mark.django_db
class TestTampering:
    @pytest.fixture(autouse=True)
    def chains(self) -> None:
        officer = make.user()
        for number in range(1, 6):
            make.event(chain="a", by=officer, subject=officer, data={"number": number})
        for chain in ("b", "b", "c"):
            make.event(chain=chain, data={"chain": chain})

    def test_nothing_is_found_where_nothing_was_done(self) -> None:
        assert list(verify_chains()) == []

    @pytest.mark.parametrize("done", TAMPERED)
    def test_what_was_done_behind_the_triggers_is_found_at_its_first_event(self, done: str) -> None:
        tamper, place, sentence = TAMPERED[done]
        with behind_the_triggers() as cursor:
            tamper(cursor)
        found = {fault.chain: fault for fault in verify_chains()}
        assert found["a"].sequence == place
        assert sentence in found["a"].problem
        assert "c" not in found

    def test_the_first_fault_of_every_chain_is_found(self) -> None:
        with behind_the_triggers() as cursor:
            cursor.execute("UPDATE core_event SET verb = 'x' WHERE sequence = 1")
        assert [(fault.chain, fault.sequence) for fault in verify_chains()] == [("a", 1), ("b", 1), ("c", 1)]

    def test_a_chain_that_lost_all_its_events_is_found(self) -> None:
        with behind_the_triggers() as cursor:
            cursor.execute("DELETE FROM core_event WHERE chain = 'b'")
        assert list(verify_chains()) == [Fault("b", 1, "Event 1 is missing; the chain should end at event 2.")]

    def test_the_number_of_queries_does_not_grow_with_the_events(self, django_assert_num_queries: Any) -> None:
        queries = 2 + 3 * 3
        with django_assert_num_queries(queries):
            list(verify_chains())
        for _ in range(30):
            make.event(chain="a")
        with django_assert_num_queries(queries):
            list(verify_chains())


@pytest.mark.django_db
class TestCommand:
    def test_it_prints_counts_and_last_hashes_when_all_is_well(self) -> None:
        last = [make.event(chain="partnership/1"), make.event(chain="partnership/1"), make.event(chain="portal")]
        out = StringIO()
        call_command("verify_events", stdout=out)
        assert out.getvalue().splitlines() == [
            f"partnership/1: 2 events, the last with hash {last[1].hash}",
            f"portal: 1 event, the last with hash {last[2].hash}",
            "All is well: 3 events in 2 chains and 0 editions, none altered.",
        ]

    def test_an_empty_log_is_well(self) -> None:
        out = StringIO()
        call_command("verify_events", stdout=out)
        assert out.getvalue() == "All is well: 0 events in 0 chains and 0 editions, none altered.\n"

    def test_it_names_the_first_fault_of_each_chain_and_fails(self) -> None:
        for chain in ("portal", "portal", "partnership/1"):
            make.event(chain=chain)
        with behind_the_triggers() as cursor:
            cursor.execute("UPDATE core_event SET summary = 'x' WHERE chain = 'portal'")
            cursor.execute("DELETE FROM core_event WHERE chain = 'partnership/1'")
        err = StringIO()
        with pytest.raises(CommandError, match="2 chains cannot be trusted") as failure:
            call_command("verify_events", stderr=err)
        assert failure.value.returncode == 1
        assert err.getvalue().splitlines() == [
            "partnership/1, event 1: Event 1 is missing; the chain should end at event 1.",
            "portal, event 1: Event 1 was altered after it was recorded: “x”.",
        ]


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

"""Whatever is done to recorded events behind the triggers' back is found, and the first event touched is named."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from core.events import Fault, event_hash, verify_chains
from core.models import Event
from tests import make
from tests.append_only import behind_the_triggers, rewrite

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
# The record of where a chain ends.
TAMPERED |= {
    "the end moved back": (
        sql("UPDATE core_chainhead SET sequence = 3 WHERE chain = 'a'"),
        3,
        "The recorded end of the chain does not match event 3",
    ),
    "the end moved back with its hash": (
        sql(
            f"UPDATE core_chainhead SET sequence = 3, hash = (SELECT hash FROM core_event {HERE} = 3) WHERE chain = 'a'"
        ),
        4,
        "should end at event 3, but another follows",
    ),
    "the end moved on": (
        sql("UPDATE core_chainhead SET sequence = 7 WHERE chain = 'a'"),
        6,
        "Event 6 is missing; the chain should end at event 7",
    ),
    "the end emptied": (
        sql("UPDATE core_chainhead SET sequence = 0, hash = '' WHERE chain = 'a'"),
        1,
        "should end at event 0, but another follows",
    ),
    "the end renamed": (
        sql("UPDATE core_chainhead SET chain = 'd' WHERE chain = 'a'"),
        5,
        "The chain has events but no recorded end",
    ),
}
# In which further histories an event stands.
OF_4 = f"{HERE} = 4"
ALSO = "INSERT INTO core_alsoabout (chain, sequence, record_type, record_id) VALUES"
TAMPERED |= {
    "a further record taken off": (sql(f"DELETE FROM core_alsoabout {OF_4}"), 4, "also about was altered"),
    "a further record exchanged": (sql(f"UPDATE core_alsoabout SET record_id = '99' {OF_4}"), 4, "also about was"),
    "a further record moved": (sql(f"UPDATE core_alsoabout SET sequence = 2 {OF_4}"), 2, "also about was altered"),
    "a further record added": (sql(f"{ALSO} ('a', 3, 'x.y', '1')"), 3, "also about was altered"),
    "a further record of no event": (sql(f"{ALSO} ('a', 0, 'x.y', '1')"), 0, "There is no event 0"),
    "a further record of no chain": (
        sql(f"{ALSO} ('d', 1, 'x.y', '1')", "UPDATE core_event SET verb = 'x' WHERE chain = 'a' AND sequence = 5"),
        5,
        "was altered",
    ),
}
# Many things at once: the first is named.
TAMPERED |= {
    "several altered": (sql(f"UPDATE core_event SET verb = 'x' {HERE} IN (5, 2, 4)"), 2, "Event 2 was altered"),
    "one removed before one altered": (
        sql(f"DELETE FROM core_event {HERE} = 2", f"UPDATE core_event SET verb = 'x' {HERE} = 4"),
        2,
        "Event 2 is missing; the next one found is 3",
    ),
    "one altered before some removed": (
        sql(f"UPDATE core_event SET verb = 'x' {HERE} = 2", f"DELETE FROM core_event {HERE} > 3"),
        2,
        "Event 2 was altered",
    ),
    "all turned round": (
        sql(
            f"UPDATE core_event SET sequence = sequence + 1000 {HERE} > 0",
            f"UPDATE core_event SET sequence = 1006 - sequence {HERE} > 1000",
        ),
        1,
        "does not follow the event before it",
    ),
}
if connection.vendor == "sqlite":  # PostgreSQL's columns hold no such thing
    TAMPERED["a time made unreadable"] = (sql(f"UPDATE core_event SET occurred_at = 'never' {HERE} = 3"), 3, "altered")
    TAMPERED["a time made impossible"] = (
        sql(f"UPDATE core_event SET occurred_at = '2025-13-45 00:00:00' {HERE} = 3"),
        3,
        "cannot be read",
    )
    TAMPERED["one altered before one made unreadable"] = (
        sql(
            f"UPDATE core_event SET verb = 'x' {HERE} = 2",
            f"UPDATE core_event SET summary = CAST(x'ff' AS TEXT) {HERE} = 4",
        ),
        2,
        "Event 2 was altered",
    )


@pytest.mark.django_db
class TestTampering:
    @pytest.fixture(autouse=True)
    def chains(self) -> None:
        officer = make.user()
        for number in range(1, 6):
            others = [officer] if number == 4 else []
            make.event(chain="a", by=officer, subject=officer, data={"number": number}, also_about=others)
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

    def test_an_end_without_events_is_found(self) -> None:
        with behind_the_triggers() as cursor:
            cursor.execute("INSERT INTO core_chainhead (chain, sequence, hash) VALUES ('d', 1, 'f00'), ('e', 0, 'f00')")
        assert [(fault.chain, fault.sequence) for fault in verify_chains()] == [("d", 1), ("e", 0)]

    def test_a_tamperer_who_works_out_the_hash_anew_is_found_at_the_next_event(self) -> None:
        rewrite("a", 3, to=None)
        assert [(fault.chain, fault.sequence) for fault in verify_chains()] == [("a", 4)]

    def test_a_tamperer_who_adds_an_event_with_the_right_hash_is_found_at_it(self) -> None:
        last = Event.objects.get(chain="a", sequence=5)
        forged = Event(
            chain="a", sequence=6, occurred_at=make.NOW, actor_name="The portal", verb="x", previous_hash=last.hash
        )
        forged.hash = event_hash(forged)
        forged.save()
        assert [(fault.chain, fault.sequence) for fault in verify_chains()] == [("a", 6)]

    def test_the_number_of_queries_does_not_grow_with_the_events(self, django_assert_num_queries: Any) -> None:
        queries = 3 + 3 * 4
        with django_assert_num_queries(queries):
            list(verify_chains())
        for _ in range(30):
            make.event(chain="a")
        with django_assert_num_queries(queries):
            list(verify_chains())


ANYTHING = ("'never'", "''", "5", "-5", "2.5", "1e300", "x'ff'", "CAST(x'ff' AS TEXT)", "99999999999999999999")
# All but the account: SQLite holds its foreign key, whatever else it lets pass.
COLUMNS = {
    "core_event": [
        *("chain", "sequence", "occurred_at", "actor_name", "verb"),
        *("subject_type", "subject_id", "summary", "data", "previous_hash", "hash"),
    ],
    "core_chainhead": ["sequence", "hash", "chain"],
}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps only what its columns are for")
@pytest.mark.may_skip
@pytest.mark.django_db
@pytest.mark.parametrize(("table", "column"), [(table, column) for table in COLUMNS for column in COLUMNS[table]])
@pytest.mark.parametrize("value", ANYTHING)
def test_sqlite_may_hold_anything_in_any_column_and_it_is_found(table: str, column: str, value: str) -> None:
    for number in range(5):
        make.event(chain="a", data={"number": number})
    which = "sequence = 3" if table == "core_event" else "sequence > 0"
    with behind_the_triggers() as cursor, without_checks(cursor):
        now = cursor.execute(f"SELECT CAST({column} AS TEXT) = {value} FROM {table} WHERE {which}").fetchone()
        if now[0]:
            return  # what stands there already is no tampering
        try:
            with transaction.atomic():
                cursor.execute(f"UPDATE {table} SET {column} = {value} WHERE {which}")
        except DatabaseError:
            return  # the database holds something back even so
    found = [fault.sequence for fault in verify_chains() if fault.chain == "a"]
    # An event that was moved before the first is met there; an end moved on misses the event after the last.
    places = {"core_event": [3, 1], "core_chainhead": [5, 6]}[table]
    assert found in ([places[0]], [places[1]] if column == "sequence" else [])


@contextmanager
def without_checks(cursor: Any) -> Iterator[None]:
    """Lets SQLite take what its check constraints refuse."""
    cursor.execute("PRAGMA ignore_check_constraints = ON")
    yield
    cursor.execute("PRAGMA ignore_check_constraints = OFF")

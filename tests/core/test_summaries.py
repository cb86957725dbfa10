"""The history of a chain is read newest first, by the page, narrowed by whatever is asked, in words."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Event
from core.summaries import (
    LINES_ON_A_PAGE,
    Asked,
    Change,
    EventLine,
    actors_in,
    event_line,
    event_lines,
    event_page,
    noun_of,
)
from tests import make
from tests.append_only import behind_the_triggers

pytestmark = pytest.mark.django_db
CHAIN = "partnership/1"


def places(asked: Asked, **where: int) -> list[int]:
    return [line.sequence for line in event_page(CHAIN, asked, **where).lines]


def line_of(**fields: Any) -> EventLine:
    made = make.event(**fields)
    return event_line(Event.objects.select_related("actor").get(pk=made.pk))


class TestALine:
    def test_says_who_did_what_when_and_about_which_record(self) -> None:
        action, officer = make.action(), make.user(name="Sam Officer")
        line = line_of(by=officer, subject=action, summary="Marked 1.3 off track.", verb="priorities.progress_recorded")
        assert (line.who, line.person, line.at, line.day) == ("Sam Officer", officer.pk, make.NOW, date(2025, 10, 6))
        assert (line.sentence, line.verb, line.noun) == (
            "Marked 1.3 off track.",
            "priorities.progress_recorded",
            "action",
        )
        assert line.record == f"priorities.action:{action.pk}"

    def test_calls_a_person_what_they_are_called_today(self) -> None:
        officer = make.user(name="Before")
        make.event(by=officer)
        officer.name = "After"
        officer.save()
        assert [line.who for line in event_page(CHAIN, Asked()).lines] == ["After"]

    def test_shows_no_address_of_whoever_has_no_name(self) -> None:
        nameless = make.user(email="jo@example.org")
        assert line_of(by=nameless).who == f"Person {nameless.pk}"

    def test_names_the_portal_or_the_body_where_no_account_did_it(self) -> None:
        assert line_of().who == "The portal"
        assert line_of(on_behalf_of="Thames Valley Police").who == "Thames Valley Police"

    def test_shows_no_name_that_an_old_event_still_holds(self) -> None:
        officer = make.user(name="Somebody who left")
        make.event(by=officer)
        with behind_the_triggers() as cursor:
            cursor.execute("UPDATE core_event SET actor_name = 'Jo Private'")
        assert "Private" not in str(event_page(CHAIN, Asked()).lines)

    def test_falls_on_the_day_it_was_in_britain(self) -> None:
        assert line_of(now=datetime(2025, 7, 6, 23, 30, tzinfo=UTC)).day == date(2025, 7, 7)

    def test_tells_what_changed_by_the_labels_of_forms(self) -> None:
        changes = {"due_stated": ["", "By Christmas"], "text": ["Patrol", "Patrol the towpath"], "gone": ["a", "b"]}
        assert set(line_of(subject=make.action(), data={"changes": changes}).changes) == {
            Change("Due, as stated", "", "By Christmas"),
            Change("Text", "Patrol", "Patrol the towpath"),
            Change("Gone", "a", "b"),
        }

    @pytest.mark.parametrize(
        ("pair", "before", "after"),
        [
            ([True, False], "Yes", "No"),
            ([None, 3], "", "3"),
            ([["a", "b"], []], "a, b", ""),
            ("only after", "", "only after"),
            ([1, 2, 3], "", "1, 2, 3"),
        ],
    )
    def test_writes_values_of_any_kind_in_words(self, pair: Any, before: str, after: str) -> None:
        assert line_of(data={"changes": {"status": pair}}).changes == (Change("Status", before, after),)

    def test_names_fields_of_which_no_values_are_kept(self) -> None:
        line = line_of(subject=make.user(), data={"changes": {}, "also_changed": ["email", "name"]})
        assert line.also_changed == ("E-mail address", "Name")

    def test_reads_what_the_admin_told(self) -> None:
        told = [
            {"added": {"name": "seat"}},
            {"changed": {"fields": ["ONS code", "Name"]}},
            {"changed": {"name": "seat", "fields": ["Post title"]}},
            {"added": {}},
        ]
        also_changed = line_of(data={"changes": told}).also_changed
        assert also_changed == ("seat (added)", "ONS code, Name", "seat: Post title")

    @pytest.mark.parametrize("data", [{"changes": "words"}, {"changes": None}, {"changes": ["words"]}, {"other": 1}])
    def test_reads_over_data_of_another_shape(self, data: dict[str, Any]) -> None:
        assert line_of(data=data).changes == line_of(data=data).also_changed == ()

    def test_knows_what_kinds_are_called_also_those_there_were(self) -> None:
        assert [noun_of(kind) for kind in ("priorities.action", "priorities.gone", "gone.gone", "gone", "")] == [
            *("action", "gone", "gone", "gone", ""),
        ]


class TestSeveralRecords:
    """One event about several records stands in the history of each, there with its own changes alone."""

    @pytest.fixture(autouse=True)
    def together(self) -> None:
        self.plan, self.actions = make.plan(), [make.action(), make.action()]
        first, second = (f"priorities.action:{action.pk}" for action in self.actions)
        make.event(
            subject=self.plan,
            also_about=self.actions,
            data={
                "changes": {first: {"status": ["Planned", "Completed"]}, second: {"status": ["Ongoing", "Completed"]}},
                "called": {first: "action 1.2"},
            },
        )
        make.event()

    def changes_for(self, record: Any) -> set[Change]:
        (line,) = event_page(CHAIN, Asked(record._meta.label_lower, str(record.pk))).lines
        return set(line.changes)

    def test_each_has_its_own(self) -> None:
        assert self.changes_for(self.actions[0]) == {Change("Status", "Planned", "Completed")}
        assert self.changes_for(self.actions[1]) == {Change("Status", "Ongoing", "Completed")}

    def test_elsewhere_all_are_shown_by_name(self) -> None:
        lines = event_page(CHAIN, Asked()).lines
        assert set(lines[1].changes) == {
            Change("Action 1.2: Status", "Planned", "Completed"),
            Change(f"Action {self.actions[1].pk}: Status", "Ongoing", "Completed"),
        }

    def test_other_records_and_other_chains_know_nothing_of_it(self) -> None:
        assert places(Asked("priorities.action", str(make.action().pk))) == []
        assert event_page("partnership/2", Asked("priorities.action", str(self.actions[0].pk))).lines == ()


class TestNarrowing:
    @pytest.fixture(autouse=True)
    def events(self) -> None:
        self.officer, self.police = make.user(), make.user()
        self.plan, self.action = make.plan(), make.action()
        morning = timedelta(days=1)
        make.event(by=self.officer, subject=self.plan, verb="priorities.plan_agreed", summary="Agreed the plan.")
        make.event(
            by=self.police,
            subject=self.action,
            verb="priorities.progress_recorded",
            summary="Marked 1.3 off track: 100% of posts are vacant.",
            now=make.NOW + morning,
        )
        make.event(
            subject=self.officer, verb="partners.person_left", summary="A person left.", now=make.NOW + 9 * morning
        )
        make.event(chain="partnership/2", by=self.officer, subject=self.action, summary="Elsewhere.")

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            (Asked(), [3, 2, 1]),
            (Asked(kind="priorities"), [2, 1]),
            (Asked(kind="priorities.action"), [2]),
            (Asked(kind="priorities.progress"), [2]),
            (Asked(kind="priorities.plan"), [1]),
            (Asked(kind="partners.user"), [3]),
            (Asked(kind="partners.person"), [3]),
            (Asked(kind="reports"), []),
            (Asked(kind="prioritie"), []),
            (Asked(from_date=date(2025, 10, 7)), [3, 2]),
            (Asked(until_date=date(2025, 10, 7)), [2, 1]),
            (Asked(from_date=date(2025, 10, 7), until_date=date(2025, 10, 7)), [2]),
            (Asked(from_date=date.min, until_date=date.max), [3, 2, 1]),
            (Asked(words="PLAN"), [1]),
            (Asked(words="100%"), [2]),
            (Asked(words="%"), [2]),
            (Asked(words="_"), []),
            (Asked(words="plan", kind="partners"), []),
            (Asked(record_type="priorities.gone", record_id="x"), []),
        ],
    )
    def test_shows_what_fits(self, asked: Asked, found: list[int]) -> None:
        assert places(asked) == found
        assert [line.sequence for line in event_lines(CHAIN, asked)] == found

    def test_shows_one_record_or_one_person(self) -> None:
        assert places(Asked(record_type="priorities.action", record_id=str(self.action.pk))) == [2]
        assert places(Asked(person=self.police.pk)) == [2]
        assert places(Asked(person=self.police.pk, kind="priorities.plan")) == []
        assert places(Asked(person=make.user().pk)) == []

    def test_knows_who_ever_did_something(self) -> None:
        assert set(actors_in(CHAIN)) == {self.officer, self.police}
        assert set(actors_in("partnership/2")) == {self.officer}
        assert set(actors_in("portal")) == set()

    def test_a_day_ends_at_midnight_in_britain(self) -> None:
        for hour in (22, 23):  # in July, British time is an hour ahead
            make.event(now=datetime(2025, 7, 6, hour, 59, 59, 999999, tzinfo=UTC))
        assert places(Asked(until_date=date(2025, 7, 6))) == [4]
        assert places(Asked(from_date=date(2025, 7, 7), until_date=date(2025, 7, 7))) == [5]


class TestPages:
    LAST = 2 * LINES_ON_A_PAGE + 3

    @pytest.fixture(autouse=True)
    def events(self) -> None:
        officer = make.user()
        for number in range(1, self.LAST + 1):
            make.event(by=officer if number % 2 else None)
        self.officer = officer

    def test_lead_from_the_newest_to_the_first_and_back(self) -> None:
        newest = event_page(CHAIN, Asked())
        middle = event_page(CHAIN, Asked(), before=newest.older)
        oldest = event_page(CHAIN, Asked(), before=middle.older)
        read = [line.sequence for page in (newest, middle, oldest) for line in page.lines]
        assert read == list(range(self.LAST, 0, -1))
        assert [len(page.lines) for page in (newest, middle, oldest)] == [LINES_ON_A_PAGE, LINES_ON_A_PAGE, 3]
        assert (newest.newer, oldest.older) == (None, None)
        assert event_page(CHAIN, Asked(), after=oldest.newer).lines == middle.lines
        back = event_page(CHAIN, Asked(), after=middle.newer)
        assert (back.lines, back.newer, back.older) == (newest.lines, None, newest.older)

    def test_lead_on_through_what_was_narrowed(self) -> None:
        asked = Asked(person=self.officer.pk)
        first = event_page(CHAIN, asked)
        second = event_page(CHAIN, asked, before=first.older)
        assert [line.sequence for page in (first, second) for line in page.lines] == list(range(self.LAST, 0, -2))

    def test_lead_back_from_beyond_either_end(self) -> None:
        beyond = event_page(CHAIN, Asked(), before=1)
        assert (beyond.lines, beyond.newer, beyond.older) == ((), 0, None)
        assert event_page(CHAIN, Asked(), after=beyond.newer).lines[-1].sequence == 1
        ahead = event_page(CHAIN, Asked(), after=self.LAST)
        assert (ahead.lines, ahead.newer) == ((), None)
        assert event_page(CHAIN, Asked(), before=ahead.older).lines[0].sequence == self.LAST

    def test_cost_one_query_and_none_for_the_people(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            assert [line.who for line in event_page(CHAIN, Asked(), before=99).lines]
        with django_assert_num_queries(1):
            assert len(list(event_lines(CHAIN, Asked()))) == self.LAST


def test_an_empty_chain_has_an_empty_page() -> None:
    page = event_page(CHAIN, Asked())
    assert (page.lines, page.newer, page.older) == ((), None, None)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL plans by how much there is, and here is little")
@pytest.mark.may_skip
@pytest.mark.parametrize(
    "asked", [Asked(), Asked(person=1), Asked(record_type="priorities.action", record_id="1"), Asked(words="plan")]
)
@pytest.mark.parametrize("where", [{}, {"before": 9}, {"after": 9}])
def test_no_page_reads_or_sorts_the_whole_log(asked: Asked, where: dict[str, int]) -> None:
    """However long a chain is, a page walks along an index from its place in it."""
    with CaptureQueriesContext(connection) as queries:
        event_page(CHAIN, asked, **where)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
        steps = [row[3] for row in cursor.fetchall()]
    assert any("SEARCH core_event USING INDEX" in step for step in steps)
    assert not [step for step in steps if step.startswith("SCAN core_event") or "FOR ORDER BY" in step]

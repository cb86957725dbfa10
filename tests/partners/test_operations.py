"""Keeping bodies, memberships, groups, seats, contacts and meetings: each change told once, and nobody named."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from core.editing import Refused, SavedMeanwhile
from core.models import Event
from core.removal import CannotRemove, put_back
from partners import operations
from partners.models import Body, Decision, Membership, Partnership, Person, User
from partners.operations.bodies import free_slug
from tests import make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
TODAY, YESTERDAY = date(2026, 11, 21), date(2026, 11, 20)


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford")


@pytest.fixture
def by() -> User:
    return make.user(name="Somebody with a name")


def told() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("summary", flat=True))


class TestABody:
    def test_gets_an_address_of_its_own(self, oxford: Partnership, by: User) -> None:
        values = {"name": "Fire and Rescue", "kind": "fire"}
        first, second = (operations.add_body(partnership=oxford, values=values, by=by, now=NOW) for _ in range(2))
        assert (first.slug, second.slug) == ("fire-and-rescue", "fire-and-rescue-2")
        assert told() == ["Added the body Fire and Rescue."] * 2
        assert free_slug(Body, "…") == "body"

    @pytest.mark.parametrize("field", ["parent", "successor"])
    def test_cannot_stand_within_or_follow_itself(self, field: str, oxford: Partnership, by: User) -> None:
        upper = make.body()
        lower = make.body(**{field: upper})
        with pytest.raises(Refused) as caught:
            operations.change_body(body=upper, partnership=oxford, values={field: lower}, revision=1, by=by, now=NOW)
        assert caught.value.field == field
        assert told() == []

    def test_ends_and_is_taken_over(self, oxford: Partnership, by: User) -> None:
        city, unitary = make.body(name="Oxford City Council"), make.body(name="Greater Oxford")
        values = {"until_date": date(2028, 3, 31), "successor": unitary}
        saved = operations.change_body(body=city, partnership=oxford, values=values, revision=1, by=by, now=NOW)
        assert saved.is_current(date(2028, 3, 31))
        assert not saved.is_current(date(2028, 4, 1))
        assert Event.objects.get().data["changes"]["successor"] == ["", "Greater Oxford"]


class TestAMembership:
    @pytest.fixture
    def membership(self, oxford: Partnership) -> Membership:
        return make.membership(of=oxford, member=make.body(name="Police"), categories=("police",))

    def change(self, membership: Membership, by: User, *categories: str) -> None:
        operations.change_membership(
            membership=membership, values={}, categories=categories, revision=membership.revision, by=by, now=NOW
        )

    def current(self, membership: Membership, on: date) -> set[str]:
        return set(membership.categories.as_at(on).values_list("category", flat=True))

    def test_fills_its_categories_from_its_first_day(self, oxford: Partnership, by: User) -> None:
        body = make.body(name="Thames Valley Fire")
        values = {"body": body, "standing": "responsible", "from_date": date(2026, 4, 1)}
        membership = operations.add_membership(
            partnership=oxford, values=values, categories=["fire", "health"], by=by, now=NOW
        )
        assert self.current(membership, date(2026, 4, 1)) == {"fire", "health"}
        assert self.current(membership, date(2026, 3, 31)) == set()
        assert told() == ["Took in Thames Valley Fire as responsible authority."]

    def test_gains_a_category_today_and_gives_one_up_yesterday(self, membership: Membership, by: User) -> None:
        self.change(membership, by, "probation")
        assert self.current(membership, YESTERDAY) == {"police"}
        assert self.current(membership, TODAY) == {"probation"}

    def test_takes_back_what_was_ticked_by_mistake_the_same_day(self, membership: Membership, by: User) -> None:
        self.change(membership, by, "police", "probation")
        membership.refresh_from_db()
        self.change(membership, by, "police")
        assert self.current(membership, TODAY) == {"police"}
        assert membership.categories.count() == 1

    def test_cannot_begin_twice_on_one_day(self, membership: Membership, oxford: Partnership, by: User) -> None:
        values = {"body": membership.body, "standing": "invited"}
        with pytest.raises(ValidationError, match="already a member from that date"):
            operations.add_membership(partnership=oxford, values=values, categories=[], by=by, now=NOW)

    def test_is_not_overwritten_unseen(self, membership: Membership, by: User) -> None:
        self.change(membership, by, "police")
        with pytest.raises(SavedMeanwhile):
            self.change(membership, by, "fire")
        assert self.current(membership, TODAY) == {"police"}

    def test_comes_back_with_its_categories(self, membership: Membership, by: User) -> None:
        removal = operations.remove_membership(membership=membership, place="/", by=by, now=NOW)
        put_back(removal=removal, by=by, now=NOW)
        assert self.current(Membership.objects.get(), TODAY) == {"police"}


class TestGroupsSeatsAndContacts:
    def test_a_group_cannot_be_under_itself(self, oxford: Partnership, by: User) -> None:
        upper = make.group(of=oxford)
        lower = make.group(of=oxford, parent=upper)
        with pytest.raises(Refused, match="under itself"):
            operations.change_group(group=upper, values={"parent": lower}, revision=1, by=by, now=NOW)

    def test_a_group_that_keeps_a_plan_stays(self, oxford: Partnership, by: User) -> None:
        group = make.group(of=oxford)
        make.plan(of=oxford, owner_group=group)
        with pytest.raises(CannotRemove, match="plan"):
            operations.remove_group(group=group, place="/", by=by, now=NOW)

    def test_seats_stand_in_the_order_in_which_they_were_added(self, oxford: Partnership, by: User) -> None:
        group = make.group(of=oxford)
        for post in ("Chair", "Fire commander"):
            operations.add_seat(group=group, values={"post_title": post}, by=by, now=NOW)
        assert list(group.seats.order_by("position").values_list("post_title", flat=True)) == [
            "Chair",
            "Fire commander",
        ]

    def test_the_log_knows_nobody_by_name(self, oxford: Partnership, by: User) -> None:
        values = {"name": "Xanthe Quill", "email": "x.quill@example.org", "body": make.body(name="Probation")}
        person = operations.add_person(partnership=oxford, values=values, by=by, now=NOW)
        operations.change_person(
            person=person, partnership=oxford, values={"name": "Xanthe Reed"}, revision=1, by=by, now=NOW
        )
        seat = make.seat(on=make.group(of=oxford), person=person)
        operations.change_seat(seat=seat, values={"person": None}, revision=1, by=by, now=NOW)
        assert Person.objects.get().name == "Xanthe Reed"
        everything_told = str(list(Event.objects.values()))
        for word in ("Xanthe", "Quill", "Reed", "x.quill", "Somebody with a name"):
            assert word not in everything_told


class TestMeetings:
    def test_decide_in_order(self, oxford: Partnership, by: User) -> None:
        meeting = operations.add_meeting(
            partnership=oxford, values={"name": "Board", "date": date(2026, 12, 1)}, by=by, now=NOW
        )
        for text in ("To agree the plan.", "To meet in March."):
            operations.add_decision(meeting=meeting, values={"text": text}, by=by, now=NOW)
        assert list(Decision.objects.order_by("position").values_list("text", flat=True)) == [
            "To agree the plan.",
            "To meet in March.",
        ]
        assert told()[1] == "Recorded a decision of Board, 1 December 2026: “To agree the plan.”."

    def test_one_that_agreed_a_plan_stays(self, oxford: Partnership, by: User) -> None:
        meeting = make.meeting(of=oxford)
        make.plan(of=oxford, agreed_at=meeting)
        with pytest.raises(CannotRemove, match="plan"):
            operations.remove_meeting(meeting=meeting, place="/", by=by, now=NOW)

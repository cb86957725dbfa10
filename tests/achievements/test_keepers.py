"""Who may keep which achievement, and until when."""

from datetime import date

import pytest

from achievements.keepers import NotKept, check_may_add, check_may_keep, keeper_of
from achievements.models import Achievement
from partners.models import Body, Role, User
from priorities.models import Plan
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2025, 10, 6)


@pytest.fixture
def plan() -> Plan:
    return make.plan(status="agreed")


@pytest.fixture
def police() -> Body:
    return make.body(name="Thames Valley Police")


@pytest.fixture
def contributor(plan: Plan, police: Body) -> User:
    return make.contributor(of=plan.partnership, speaks_for=police)


def readable(plan: Plan, user: User) -> set[Achievement]:
    return set(plan.achievements.filter(keeper_of(plan, user, on=TODAY).readable))


def test_an_officer_keeps_everything(plan: Plan) -> None:
    officer = make.officer(of=plan.partnership)
    achievement = make.achievement(of=plan)
    check_may_add(plan, None, by=officer, on=TODAY)
    check_may_keep(achievement, by=officer, on=TODAY)


def test_an_officer_goes_on_once_the_plan_is_closed(plan: Plan) -> None:
    officer = make.officer(of=plan.partnership)
    plan.status = "closed"
    check_may_add(plan, None, by=officer, on=TODAY)
    check_may_keep(make.achievement(of=plan), by=officer, on=TODAY)


def test_a_contributor_keeps_what_their_body_provided(plan: Plan, contributor: User, police: Body) -> None:
    check_may_add(plan, police, by=contributor, on=TODAY)
    check_may_keep(make.achievement(of=plan, provider=police), by=contributor, on=TODAY)


def test_a_contributor_keeps_nothing_of_others(plan: Plan, contributor: User) -> None:
    for provider in (make.body(name="Fire"), None):
        with pytest.raises(NotKept, match="You can log what Thames Valley Police provided"):
            check_may_add(plan, provider, by=contributor, on=TODAY)
        with pytest.raises(NotKept, match="Another body provided this"):
            check_may_keep(make.achievement(of=plan, provider=provider), by=contributor, on=TODAY)


def test_a_contributor_stops_once_the_plan_is_closed(plan: Plan, contributor: User, police: Body) -> None:
    plan.status = "closed"
    assert not keeper_of(plan, contributor, on=TODAY).may_add
    with pytest.raises(NotKept, match="This plan is closed"):
        check_may_add(plan, police, by=contributor, on=TODAY)
    with pytest.raises(NotKept, match="This plan is closed"):
        check_may_keep(make.achievement(of=plan, provider=police), by=contributor, on=TODAY)


def test_a_contributor_speaks_for_each_of_their_bodies(plan: Plan, contributor: User, police: Body) -> None:
    fire = make.body(name="Fire and Rescue")
    make.role(of=plan.partnership, held_by=contributor, kind=Role.Kind.CONTRIBUTOR, body=fire)
    assert keeper_of(plan, contributor, on=TODAY).bodies == (fire, police)


@pytest.mark.parametrize("who", ["approver", "administrator"])
def test_others_with_a_role_keep_nothing(who: str, plan: Plan) -> None:
    person = getattr(make, who)(of=plan.partnership)
    assert not keeper_of(plan, person, on=TODAY).may_add
    with pytest.raises(NotKept):
        check_may_keep(make.achievement(of=plan), by=person, on=TODAY)


def test_a_role_elsewhere_or_ended_counts_for_nothing(plan: Plan) -> None:
    elsewhere = make.officer(of=make.partnership(slug="elsewhere"))
    former = make.role(of=plan.partnership, until_date=date(2025, 10, 5)).user
    for person in (elsewhere, former):
        assert not keeper_of(plan, person, on=TODAY).may_add


def test_a_contributor_reads_what_is_shared_and_what_is_their_own(plan: Plan, contributor: User, police: Body) -> None:
    why = {"visibility_reason": "A live case"}
    public, shared = make.achievement(of=plan), make.achievement(of=plan, visibility="partners", **why)
    own = make.achievement(of=plan, visibility="restricted", provider=police, **why)
    others = make.achievement(of=plan, visibility="restricted", **why)
    assert readable(plan, contributor) == {public, shared, own}
    assert readable(plan, make.officer(of=plan.partnership)) == {public, shared, own, others}

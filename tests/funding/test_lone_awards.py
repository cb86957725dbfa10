"""Awards that belong to no plan have a page of their own, and are put into a plan by an officer."""

import pytest
from django.test import Client

from core.models import Event
from core.periods import Period
from funding.models import Award
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import queries_of, words_of
from tests.world import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def award() -> Award:
    county = make.partnership(slug="oxfordshire", name="Safer Oxfordshire Partnership")
    return make.award(
        to=county, title="Grants for pilots", amount_announced=5_000, period=None, terms="Pay for pilots."
    )


@pytest.fixture
def url(award: Award) -> str:
    return f"/partnerships/oxfordshire/awards/{award.pk}/"


def test_the_page_tells_everybody_what_the_page_of_a_plans_award_tells(award: Award, url: str, client: Client) -> None:
    row = make.allocation(of=award, stream="Drive safe", amount=4_000)
    make.payment(of=award, allocation=row, amount=100)
    words = words_of(client, url)
    for part in (
        "belongs to no plan.",
        "Announced £5,000",
        "Drive safe £4,000",
        "£1,000 less",
        "Paid out",
        "Pay for pilots.",
    ):
        assert part in words
    few = queries_of(client, url)
    for _ in range(18):
        make.payment(of=award, allocation=make.allocation(of=award, amount=1))
    assert queries_of(client, url) == few


def test_the_page_tells_nothing_of_a_draft(award: Award, url: str, client: Client) -> None:
    draft = make.plan(of=award.partnership, status="draft")
    priority = make.priority(of=draft, title="A draft’s priority")
    make.allocation(of=award, stream="Drive safe", amount=4_000).priorities.add(priority)
    award.supplements = make.award(to=award.partnership, plan=draft, title="A draft’s award")
    award.save()
    assert "A draft’s" not in words_of(client, url)
    draft.status = "agreed"
    draft.save()
    for part in ("Towards A draft’s priority", "Adds to A draft’s award"):
        assert part in words_of(client, url)


def test_it_is_listed_with_the_money_of_its_time_or_with_the_newest_plan(
    award: Award, url: str, client: Client
) -> None:
    for year in ("2023-24", "2024-25"):
        make.plan(of=award.partnership, slug=year, period=year, status="agreed")
    pages = [f"/partnerships/oxfordshire/plans/{year}/funding/" for year in ("2023-24", "2024-25")]
    assert [url in client.get(page).content.decode() for page in pages] == [False, True]
    award.period = Period.parse("2023-24")
    award.save()
    assert [url in client.get(page).content.decode() for page in pages] == [True, False]


def test_an_officer_puts_it_into_an_open_plan_of_theirs(award: Award, url: str, client: Client) -> None:
    plan = make.plan(of=award.partnership, slug="2024-25", title="Agreement 2024-25", status="agreed")
    make.plan(of=award.partnership, slug="2023-24", title="Agreement 2023-24", status="closed")
    officer = logged_in(make.officer(of=award.partnership))
    page = officer.get(f"{url}place/").content.decode()
    assert "Agreement 2024-25" in page
    assert "Agreement 2023-24" not in page
    answer = officer.post(f"{url}place/", edit_form_on(page).data | {"plan": str(plan.pk)})
    assert answer.url == f"/partnerships/oxfordshire/plans/2024-25/funding/awards/{award.pk}/"
    assert officer.get(answer.url).status_code == 200
    assert "which belonged to no plan" in Event.objects.get(verb="funding.award_placed").summary
    assert officer.get(url).status_code == 404  # it is at home now
    assert client.get(f"{url}place/").status_code == 302
    assert logged_in(make.officer(of=make.partnership(slug="oxford"))).get(f"{url}place/").status_code == 404


def test_of_another_partnership_or_of_none_it_is_not_there(award: Award, client: Client) -> None:
    make.partnership(slug="oxford")
    assert client.get(f"/partnerships/oxford/awards/{award.pk}/").status_code == 404
    assert client.get("/partnerships/oxfordshire/awards/999/").status_code == 404
    assert client.post(f"/partnerships/oxfordshire/awards/{award.pk}/").status_code == 405

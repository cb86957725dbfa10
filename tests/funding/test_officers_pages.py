"""Officers keep the money on its pages: forms, buttons, refusals and the way back."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from core.models import Removal
from funding.models import Allocation, Award, Explanation, Forecast, Fund, Payment, Post, Profile, Share
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import queries_of, words_of
from tests.world import logged_in

pytestmark = pytest.mark.django_db


def address(name: str, *keys: object) -> str:
    return reverse(f"funding:{name}" if name != "allocation" else name, args=["oxford", "2025-26", *keys])


def opened(client: Client, url: str, **typed: object) -> dict[str, object]:
    """What the form at an address holds, with some of it typed anew."""
    form = edit_form_on(client.get(url).content.decode())
    assert form, url
    return {**form.data, **typed}


@pytest.fixture
def award() -> Award:
    plan = make.plan(of=make.partnership(slug="oxford"), slug="2025-26", period="2025-26", status="agreed")
    return make.award(to=plan.partnership, plan=plan, title="Grant", amount_announced=1_000, period="2025-26")


@pytest.fixture
def client(award: Award) -> Client:
    return logged_in(make.officer(of=award.partnership))


def save(client: Client, url: str, **typed: object) -> str:
    """The words of the page that saving leads to."""
    response = client.post(url, opened(client, url, **typed), follow=True)
    assert response.status_code == 200, url
    return response.content.decode()


def test_a_fund_and_an_award_of_it_are_added(award: Award, client: Client) -> None:
    save(client, address("fund_edit", award.fund.pk), name="The commissioner’s fund")
    assert Fund.objects.get().name == "The commissioner’s fund"
    save(client, address("award_add"), title="More", fund=award.fund.pk, amount_announced="£1,234.50")
    added = Award.objects.get(title="More")
    assert (added.amount_announced, added.period_stated, added.plan) == (Decimal("1234.50"), "2025-26", award.plan)
    assert words_of(client, address("funds")).count("The commissioner’s fund") == 2  # and in its button's name
    refused = client.post(address("fund_remove", award.fund.pk), follow=True).content.decode()
    assert "This fund cannot be removed" in refused


def test_an_amount_that_is_none_is_refused_on_its_field(award: Award, client: Client) -> None:
    url = address("award_edit", award.pk)
    page = client.post(url, opened(client, url, amount_announced="lots"))
    assert page.status_code == 422
    assert "Enter an amount in pounds, like 1,200 or 1,200.50" in page.content.decode()


def test_more_than_there_is_asks_why_and_keeps_the_reason(award: Award, client: Client) -> None:
    url = address("allocation_add", award.pk)
    typed = {"stream": "Wardens", "amount": "1,200"}
    page = client.post(url, opened(client, url, **typed))
    assert page.status_code == 422
    assert "This gives £200 more than the £1,000 awarded. Say why, or correct the amount" in page.content.decode()
    save(client, url, **typed, over_allocated_reason="An underspend is expected.")
    assert Explanation.objects.get().amount == Decimal(-200)
    words = words_of(client, address("award", award.pk))
    assert "Explained. Announced £1,000, allocated £1,200: £200 more. An underspend is expected." in words


def test_an_allocation_serves_the_plan_s_priorities_and_actions(award: Award, client: Client) -> None:
    action = make.action(under=make.priority(of=award.plan, title="Violence"), text="Patrol.")
    save(
        client,
        address("allocation_add", award.pk),
        stream="Wardens",
        amount="10",
        actions=[action.pk],
        priorities=[action.priority.pk],
    )
    added = Allocation.objects.get()
    assert list(added.actions.all()) == [action]
    html = save(client, address("allocation_edit", added.pk), purpose="To be seen.")
    assert "To be seen." in html
    assert list(added.actions.all()) == [action]
    client.post(address("allocation_down", added.pk))
    client.post(address("allocation_up", added.pk))
    client.post(address("allocation_remove", added.pk))
    assert Removal.objects.get().label == "Wardens"


def test_what_belongs_to_an_allocation_is_kept(award: Award, client: Client) -> None:
    row = make.allocation(of=award, amount=500)
    day = {"as_at_date_day": "1", "as_at_date_month": "10", "as_at_date_year": "2025"}
    kinds = (
        (Share, "share", {"partnership": award.partnership.pk, "amount": "100"}),
        (Profile, "profile", {"period": "Q1 2025-26", "amount": "125.25"}),
        (Forecast, "forecast", {**day, "amount": "480"}),
    )
    for model, name, typed in kinds:
        save(client, address(f"{name}_add", row.pk), **typed)
        part = model.objects.get()
        save(client, address(f"{name}_edit", row.pk, part.pk), amount="99.99")
        part.refresh_from_db()
        assert part.amount == Decimal("99.99")
        client.post(address(f"{name}_remove", row.pk, part.pk))
        assert not model.objects.exists()


def test_payments_and_posts_are_kept(award: Award, client: Client) -> None:
    row = make.allocation(of=award, amount=500)
    when = {"date_day": "1", "date_month": "July", "date_year": "2025"}
    save(client, address("payment_add", award.pk), kind="paid", amount="99.99", allocation=row.pk, **when)
    payment = Payment.objects.get()
    save(client, address("payment_edit", award.pk, payment.pk), amount="100")
    assert "Paid out £100" in words_of(client, address("award", award.pk))
    client.post(address("payment_remove", award.pk, payment.pk))
    of_row = f"{address('payment_add', award.pk)}?allocation={row.pk}"
    chosen = opened(client, of_row, kind="paid", amount="5", **when)
    assert client.post(of_row, chosen).url == address("allocation", row.pk)
    assert Payment.objects.get().allocation == row
    Payment.objects.all().delete()
    save(client, address("post_add"), title="Coordinator", allocation=row.pk)
    post = Post.objects.get()
    assert post.award == award
    save(client, address("post_edit", post.pk), remit="Trains staff.")
    client.post(address("post_remove", post.pk))
    assert not Post.objects.exists()
    assert not Payment.objects.exists()


def test_a_difference_is_explained_and_the_explanation_taken_back(award: Award, client: Client) -> None:
    row = make.allocation(of=award, amount=500)
    make.share(of=row, amount=400)
    for slug in ("announced", f"shares-{row.pk}"):
        save(client, address("difference_explain", award.pk, slug), text="Rounded down.")
    assert {one.amount for one in Explanation.objects.all()} == {Decimal(500), Decimal(100)}
    assert words_of(client, address("award", award.pk)).count("Rounded down.") == 2
    said = Explanation.objects.get(difference="shares")
    client.post(address("explanation_remove", award.pk, said.pk))
    assert Explanation.objects.get().difference == "announced"


def test_what_was_written_of_another_size_is_read_again_before_it_is_saved(award: Award, client: Client) -> None:
    row = make.allocation(of=award, amount=500)
    url = address("difference_explain", award.pk, "announced")
    typed = opened(client, url, text="It was kept back.")
    Allocation.objects.filter(pk=row.pk).update(amount=600)
    page = client.post(url, typed)
    assert page.status_code == 422
    assert "The difference is £400 now, not £500" in page.content.decode()
    form = edit_form_on(page.content.decode())
    assert form.data["text"] == ["It was kept back."]
    assert client.post(url, form.data).status_code == 302
    assert Explanation.objects.get().amount == Decimal(400)


def test_where_nothing_differs_there_is_nothing_to_explain(award: Award, client: Client) -> None:
    for slug in ("announced", "printed", "paid-999", "nonsense", "shares-x"):
        assert client.get(address("difference_explain", award.pk, slug)).status_code == 404


def test_of_a_closed_plan_only_accounts_are_kept(award: Award, client: Client) -> None:
    row = make.allocation(of=award, amount=500)
    type(award.plan).objects.filter(pk=award.plan.pk).update(status="closed")
    page = client.get(address("award", award.pk)).content.decode()
    assert "Record a payment" in page
    assert "Explain it" in page
    assert "Add an allocation" not in page
    url = address("allocation_edit", row.pk)
    refused = client.post(url, opened(client, url, amount="1"))
    assert "This plan is closed" in refused.content.decode()
    when = {"date_day": "1", "date_month": "5", "date_year": "2026"}
    save(client, address("payment_add", award.pk), kind="returned", amount="5", **when)
    assert Payment.objects.get().kind == "returned"


def test_pages_are_found_by_the_plan_they_are_of(award: Award, client: Client) -> None:
    other = make.allocation(of=make.award(to=award.partnership, plan=make.plan(of=award.partnership)))
    for name, key in (("award", other.award_id), ("award_edit", other.award_id), ("allocation_edit", other.pk)):
        assert client.get(address(name, key)).status_code == 404
    assert client.get(address("allocation", other.pk)).status_code == 404


def test_strangers_and_others_change_nothing(award: Award) -> None:
    row = make.allocation(of=award)
    elsewhere = logged_in(make.officer(of=make.partnership()))
    contributor = logged_in(make.role(of=award.partnership, kind="contributor", body=make.body()).user)
    for name, keys in (("award_add", ()), ("allocation_edit", (row.pk,)), ("payment_add", (award.pk,)), ("funds", ())):
        assert Client().get(address(name, *keys)).status_code == 302
        for stranger in (elsewhere, contributor):
            assert stranger.get(address(name, *keys)).status_code == 404
    assert Client().get(address("award", award.pk)).status_code == 200
    assert Client().post(address("award", award.pk)).status_code == 405


def test_the_public_reads_no_references_or_notes_of_payments(award: Award, client: Client) -> None:
    make.payment(of=award, amount=Decimal(5), reference="INV-7", note="Agreed by telephone")
    page = address("award", award.pk)
    assert "INV-7" in words_of(client, page)
    public = words_of(Client(), page)
    assert "£5" in public
    assert "INV-7" not in public
    assert "telephone" not in public


def test_an_award_takes_as_many_queries_for_twenty_rows_as_for_two(award: Award, client: Client) -> None:
    def add_rows(count: int) -> None:
        for _ in range(count):
            row = make.allocation(of=award, amount=10, recipient=make.body(), objective=make.objective())
            make.allocation(of=award, amount=1, passed_on_from=row)
            make.share(of=row, amount=1)
            make.profile(of=row, amount=1)
            make.payment(of=award, allocation=row, amount=1)

    for url in (address("award", award.pk), address("allocation_add", award.pk)):
        add_rows(2)
        few = queries_of(client, url)
        add_rows(18)
        assert queries_of(client, url) == few <= 20

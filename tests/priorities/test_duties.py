"""What is recorded of a partnership's duties."""

import pytest
from django.urls import reverse

from core.typed import TOKEN
from priorities.models import Duty, DutyRecord
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make.plan(of=make.partnership(slug="oxford"), slug="2025-26", status="agreed")


def address(name: str, *more: object) -> str:
    return reverse(f"priorities:{name}", args=["oxford", "2025-26", *more])


def typed(client, where: str, **answers: object) -> dict[str, object]:
    return {TOKEN: client.get(where).context["form"].token_text, **answers}


def test_a_duty_is_recorded_with_the_numbers_it_counts(client, plan) -> None:
    client.force_login(make.officer(of=plan.partnership))
    where = address("duty_record_add", Duty.ASB_CASE_REVIEW)
    counts = {"threshold": 3, "applications": 4, "threshold_not_met": 1, "reviews": 3}
    sent = typed(client, where, text="The procedure is published.", address="https://council.example/asb", **counts)
    assert client.post(where, sent).status_code == 302
    record = DutyRecord.objects.get()
    assert (record.duty, record.numbers, record.address) == (
        "asb-case-review",
        counts,
        "https://council.example/asb",
    )
    page = client.get(address("duties")).content.decode()
    assert "Threshold not met: 1" in page


def test_an_assessment_says_what_it_covers_and_a_protocol_when_it_is_reviewed(client, plan) -> None:
    client.force_login(make.officer(of=plan.partnership))
    where = address("duty_record_add", Duty.ASSESSMENT)
    client.post(where, typed(client, where, text="Agreed in January.", covered=["patterns", "community"]))
    where = address("duty_record_add", Duty.SHARING_PROTOCOL)
    client.post(where, typed(client, where, text="Signed by all.", review_on="2027-04-01"))
    found = {record.duty: record for record in DutyRecord.objects.all()}
    assert found["assessment"].numbers == {"patterns": True, "community": True}
    assert found["sharing-protocol"].review_on.isoformat() == "2027-04-01"


def test_a_record_is_changed_and_removed_with_an_undo(client, plan) -> None:
    client.force_login(make.officer(of=plan.partnership))
    record = make.duty_record(of=plan, duty=Duty.ASB_CASE_REVIEW, numbers={"threshold": 3})
    where = address("duty_record_edit", record.pk)
    client.post(where, typed(client, where, text="Two reviews.", threshold=3, reviews=2))
    record.refresh_from_db()
    assert (record.text, record.numbers) == ("Two reviews.", {"threshold": 3, "reviews": 2})
    client.post(address("duty_record_remove", record.pk))
    assert not DutyRecord.objects.exists()


def test_a_second_record_of_one_duty_is_refused_in_words(client, plan) -> None:
    client.force_login(make.officer(of=plan.partnership))
    make.duty_record(of=plan, duty=Duty.SCRUTINY)
    where = address("duty_record_add", Duty.SCRUTINY)
    answer = client.post(where, typed(client, where, text="Again."))
    assert answer.status_code == 422
    assert "already has a record of that duty" in answer.content.decode()


def test_there_is_no_page_for_a_duty_nobody_has(client, plan) -> None:
    client.force_login(make.officer(of=plan.partnership))
    assert client.get(address("duty_record_add", "tea")).status_code == 404


def test_members_see_what_is_recorded_and_only_officers_its_buttons(client, plan) -> None:
    make.duty_record(of=plan, duty=Duty.SCRUTINY, text="The committee met.")
    client.force_login(make.contributor(of=plan.partnership, speaks_for=make.body()))
    page = client.get(address("duties")).content.decode()
    assert "The committee met." in page
    assert "Record it" not in page
    client.force_login(make.stranger())
    assert client.get(address("duties")).status_code == 404


def test_the_page_asks_the_same_of_the_database_for_one_record_and_for_all(
    client, plan, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    client.force_login(make.officer(of=plan.partnership))
    with django_assert_max_num_queries(12) as few:
        client.get(address("duties"))
    for duty in Duty:
        make.duty_record(of=plan, duty=duty)
    with django_assert_num_queries(len(few)):
        client.get(address("duties"))

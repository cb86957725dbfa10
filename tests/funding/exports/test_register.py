"""Which grants there are, from whom to whom, and which of them the public may see."""

import tracemalloc
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.periods import Period
from funding.exports import FileKind, Grant, file_parts, grants_of, publisher_of
from funding.models import Allocation, Award
from partners.models import Body, Partnership
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2025, 10, 6)
AWARDED = date(2013, 4, 8)


@pytest.fixture
def county() -> Partnership:
    host = make.body(name="Oxfordshire County Council", slug="county-council", org_identifier="GB-LAE-OXF")
    return make.partnership(slug="oxfordshire", name="Safer Oxfordshire", host_body=host, grant_prefix="360G-SaferOxon")


@pytest.fixture
def award(county: Partnership) -> Award:
    fund = make.fund(of=make.body(name="Police and Crime Commissioner"), name="Community safety fund")
    return make.award(to=county, out_of=fund, awarded_date=AWARDED, terms="Report twice a year.", reference="PCC-17")


def told(partnership: Partnership | None = None) -> list[Grant]:
    return list(grants_of(partnership, on=TODAY))


def in_words(partnership: Partnership | None = None) -> list[tuple[str, str, Decimal | None, str]]:
    """Who gave what to whom, and 360Giving's code for what is given on."""
    return [(one.funder.name, ", ".join(one.recipient_names), one.amount, one.regrant) for one in told(partnership)]


def charity(name: str = "Cuckooing Support") -> Body:
    return make.body(name=name, kind="voluntary", org_identifier="GB-CHC-1164883")


class TestAnAward:
    def test_is_a_grant_from_the_funds_body_to_the_host(self, county: Partnership, award: Award) -> None:
        (one,) = told(county)
        assert (one.funder.name, one.recipient_names) == (
            "Police and Crime Commissioner",
            ("Oxfordshire County Council",),
        )
        assert one.identifier == f"360G-SaferOxon-award-{award.pk}"
        assert (one.conditions, one.decision, one.year) == ("Report twice a year.", "PCC-17", "2013-14")
        assert one.is_received

    def test_of_a_partnership_without_a_host_goes_to_the_partnership(self) -> None:
        make.award(to=make.partnership(slug="oxford", name="Safer Oxford"))
        (one,) = told()
        assert [(to.key, to.name, to.identifier) for to in one.recipients] == [
            ("partnership-oxford", "Safer Oxford", "")
        ]

    def test_of_the_hosts_own_money_is_no_grant_and_its_rows_are(self, county: Partnership) -> None:
        own = make.award(to=county, out_of=make.fund(of=county.host_body))
        make.allocation(of=own, recipient=charity(), amount=100)
        assert in_words(county) == [("Oxfordshire County Council", "Cuckooing Support", Decimal(100), "")]

    def test_that_is_still_to_be_bid_for_is_none_yet(self, county: Partnership) -> None:
        bid = make.award(to=county, basis="to-bid-for")
        make.allocation(of=bid, recipient=charity())
        assert told(county) == []

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ({"recipient": True}, "FRG010"),
            ({"recipient": True, "is_retained": True}, ""),
            ({}, ""),
        ],
    )
    def test_is_to_be_given_on_where_its_rows_go_to_others(
        self, county: Partnership, award: Award, row: dict[str, bool], code: str
    ) -> None:
        make.allocation(of=award, **{**row, "recipient": charity() if row.get("recipient") else None})
        assert told(county)[0].regrant == code

    def test_of_which_the_host_keeps_a_part_is_for_several_purposes(self, county: Partnership, award: Award) -> None:
        make.allocation(of=award, recipient=charity())
        make.allocation(of=award, recipient=county.host_body)
        assert [one.regrant for one in told(county)] == ["FRG070", ""]


class TestARow:
    def test_is_a_grant_from_the_host_to_its_recipient(self, county: Partnership, award: Award) -> None:
        row = make.allocation(of=award, recipient=charity(), amount=Decimal("19500.10"), purpose="Sport.")
        one = told(county)[1]
        assert (one.funder.name, one.recipients[0].number) == ("Oxfordshire County Council", "1164883")
        assert (one.amount, one.reference) == (Decimal("19500.10"), f"allocation-{row.pk}")
        assert not one.is_received

    def test_was_awarded_with_its_award_unless_it_says_otherwise(self, county: Partnership, award: Award) -> None:
        row = make.allocation(of=award, recipient=charity())
        assert told(county)[1].awarded_date == AWARDED
        assert told(county)[1].period == Period.parse("2013-14")
        row.awarded_date, row.period = date(2013, 7, 1), Period.parse("Q2 2013-14")
        row.save()
        assert told(county)[1].awarded_date == date(2013, 7, 1)
        assert told(county)[1].period_words == "Q2 2013-14"

    def test_that_is_kept_is_no_grant(self, county: Partnership, award: Award) -> None:
        make.allocation(of=award, recipient=charity(), is_retained=True)
        assert len(told(county)) == 1

    def test_whose_recipient_nobody_recorded_is_told_without_one(self, county: Partnership, award: Award) -> None:
        make.allocation(of=award, stream="Positive Futures", amount=19_500)
        assert in_words(county)[1] == ("Oxfordshire County Council", "", Decimal(19_500), "")

    def test_that_is_passed_on_is_a_regrant_and_the_next_grant_has_a_date_of_its_own(
        self, county: Partnership, award: Award
    ) -> None:
        row = make.allocation(of=award, recipient=charity("The consortium"), amount=500)
        make.allocation(of=award, passed_on_from=row, recipient=charity("A club"), amount=200)
        assert in_words(county)[1:] == [
            ("Oxfordshire County Council", "The consortium", Decimal(500), "FRG010"),
            ("The consortium", "A club", Decimal(200), ""),
        ]
        assert told(county)[2].awarded_date is None

    def test_to_a_service_of_the_host_is_told_and_is_a_purpose_of_the_hosts_own(
        self, county: Partnership, award: Award
    ) -> None:
        service = make.body(name="The youth service", parent=make.body(parent=county.host_body))
        make.allocation(of=award, recipient=service, amount=500)
        assert in_words(county) == [
            ("Police and Crime Commissioner", "Oxfordshire County Council", Decimal(746_294), "FRG070"),
            ("Oxfordshire County Council", "The youth service", Decimal(500), ""),
        ]

    def test_says_what_of_it_is_inferred(self, county: Partnership, award: Award) -> None:
        award.source_text = "Date inferred."
        award.save()
        make.allocation(of=award, recipient=charity(), source_text="Recipient inferred.")
        make.allocation(of=award, recipient=charity(), awarded_date=AWARDED)
        assert [one.source for one in told(county)] == ["Date inferred.", "Recipient inferred. Date inferred.", ""]

    def test_that_only_heads_its_parts_is_told_by_them(self, county: Partnership, award: Award) -> None:
        row = make.allocation(of=award, stream="Partnerships", amount=500)
        make.allocation(of=award, passed_on_from=row, recipient=charity("A club"), amount=200)
        assert in_words(county)[1:] == [("Oxfordshire County Council", "A club", Decimal(200), "")]


class TestASharedRow:
    def test_is_one_grant_for_each_share_that_is_known(self, county: Partnership, award: Award) -> None:
        row = make.allocation(of=award, stream="Partnerships", amount=500, is_shared=True)
        for name, amount in (("Oxford", 300), ("Cherwell", 200)):
            make.share(of=row, for_=make.partnership(name=name), amount=amount)
        assert in_words(county)[1:] == [
            ("Oxfordshire County Council", "Oxford", Decimal(300), ""),
            ("Oxfordshire County Council", "Cherwell", Decimal(200), ""),
        ]
        assert [one.reference.partition("-")[0] for one in told(county)[1:]] == ["share", "share"]

    def test_is_one_grant_to_all_where_a_share_is_not(self, county: Partnership, award: Award) -> None:
        row = make.allocation(of=award, stream="Partnerships", amount=500, is_shared=True)
        make.share(of=row, for_=make.partnership(name="Oxford"), amount=300)
        make.share(of=row, for_=make.partnership(name="Cherwell"), amount=None)
        assert in_words(county)[1:] == [("Oxfordshire County Council", "Oxford, Cherwell", Decimal(500), "")]

    def test_that_a_body_receives_first_is_given_on_by_it(self, county: Partnership, award: Award) -> None:
        row = make.allocation(of=award, recipient=charity("The consortium"), amount=500)
        make.share(of=row, for_=make.partnership(name="Oxford"), amount=500)
        assert in_words(county)[1:] == [
            ("Oxfordshire County Council", "The consortium", Decimal(500), "FRG010"),
            ("The consortium", "Oxford", Decimal(500), ""),
        ]

    def test_is_told_once_where_a_share_is_another_partnerships_award(self, county: Partnership, award: Award) -> None:
        oxford = make.partnership(name="Safer Oxford", host_body=make.body(name="Oxford City Council"))
        row = make.allocation(of=award, stream="Partnerships", amount=500, is_shared=True)
        make.share(of=row, for_=oxford, amount=500)
        ours = make.award(to=oxford, amount_announced=500, passed_on_by=row)
        make.allocation(of=ours, recipient=charity(), amount=500)
        given_on = ("Oxfordshire County Council", "Oxford City Council", Decimal(500), "FRG010")
        last = ("Oxford City Council", "Cuckooing Support", Decimal(500), "")
        assert in_words(county)[1:] == [given_on]
        assert in_words(oxford) == [given_on, last]
        assert in_words()[1:] == [given_on, last]


class TestWhatThePublicMaySee:
    def test_is_nothing_of_a_plan_that_is_a_draft(self, county: Partnership) -> None:
        draft = make.plan(of=county, status="draft", slug="next")
        secret = make.award(to=county, plan=draft)
        row = make.allocation(of=secret, recipient=charity())
        make.allocation(of=secret, passed_on_from=row, recipient=charity())
        make.share(of=make.allocation(of=secret), for_=make.partnership())
        assert told(county) == []
        assert told() == []
        draft.status = "agreed"
        draft.save()
        assert len(told(county)) == 4

    def test_does_not_say_that_a_draft_gives_its_money_on(self, county: Partnership, award: Award) -> None:
        oxford = make.partnership()
        row = make.allocation(of=award, amount=500)
        make.share(of=row, for_=oxford, amount=500)
        secret = make.award(to=oxford, passed_on_by=row, plan=make.plan(of=oxford, status="draft"))
        make.allocation(of=secret, recipient=charity())
        assert [one.regrant for one in told()] == ["FRG010", ""]

    def test_is_the_partnerships_own(self, county: Partnership, award: Award) -> None:
        make.award()
        assert len(told(county)) == 1
        assert len(told()) == 2


class TestNamesAndPlaces:
    def test_are_those_of_the_day_it_was_awarded(self, county: Partnership, award: Award) -> None:
        make.body_name(of=county.host_body, name="The old council", until_date=date(2020, 1, 1))
        assert told(county)[0].recipient_names == ("The old council",)
        award.awarded_date = date(2024, 4, 1)
        award.save()
        assert told(county)[0].recipient_names == ("Oxfordshire County Council",)

    def test_are_the_statistical_areas_within_what_the_partnership_answers_for(
        self, county: Partnership, award: Award
    ) -> None:
        area = make.area(name="Oxfordshire", kind="county", ons_code="E10000025")
        district = make.area(name="Oxford", ons_code="E07000178", parent=area)
        make.area(name="Oxford", kind="csp", ons_code="E22000308", parent=district)
        make.area(name="Gone", kind="csp", ons_code="E22000309", parent=district, until_date=date(2012, 1, 1))
        make.area(name="Elsewhere", kind="csp", ons_code="E22000001")
        make.partnership_area(of=county, covers=area)
        assert [(place.name, place.code) for place in told(county)[0].places] == [("Oxford", "E22000308")]

    def test_are_the_areas_themselves_where_none_is_statistical(self, county: Partnership, award: Award) -> None:
        make.partnership_area(of=county, covers=make.area(ons_code="E10000025"))
        make.partnership_area(of=county, covers=make.area(ons_code="E10000026"), from_date=date(2020, 1, 1))
        assert [place.code for place in told(county)[0].places] == ["E10000025"]


def test_a_grant_says_when_its_record_was_last_changed(county: Partnership, award: Award) -> None:
    assert told(county)[0].modified_at is None
    make.event(subject=award, now=make.NOW)
    assert told(county)[0].modified_at == make.NOW


def test_takes_as_many_queries_for_two_hundred_grants_as_for_two(county: Partnership, award: Award) -> None:
    def add(count: int) -> int:
        for _ in range(count):
            another = make.award(to=county, out_of=award.fund)
            row = make.allocation(of=another, recipient=charity())
            make.allocation(of=another, passed_on_from=row, recipient=charity())
            make.share(of=make.allocation(of=another), for_=make.partnership())
        with CaptureQueriesContext(connection) as queries:
            told(county)
        return len(queries)

    assert add(2) == add(40) == 10


def test_five_thousand_grants_are_written_in_little_memory(county: Partnership, award: Award) -> None:
    recipient = charity()
    Allocation.objects.bulk_create(
        Allocation(award=award, stream=f"Project {number}", recipient=recipient, purpose="x" * 1_000, amount=number)
        for number in range(5_000)
    )
    publisher = publisher_of(county, on=TODAY)
    tracemalloc.start()
    with CaptureQueriesContext(connection) as queries:
        parts = file_parts(
            FileKind.GIVING_JSON, grants_of(county, on=TODAY), publisher, now=make.NOW, tell=lambda *_: None
        )
        length = sum(len(part) for part in parts)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert length > 5_000_000
    assert most < length / 2
    assert len(queries) == 10

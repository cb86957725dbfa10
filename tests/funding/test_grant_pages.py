"""The list of grants that a partnership publishes, and its files."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from core.csv_files import BYTE_ORDER_MARK
from partners.models import Partnership
from tests import make
from tests.funding.exports.standard import faults
from tests.pages import queries_of, words_of
from tests.world import logged_in

pytestmark = pytest.mark.django_db
URL = "/partnerships/oxfordshire/grants/"


@pytest.fixture
def county() -> Partnership:
    host = make.body(name="Oxfordshire County Council", slug="county-council")
    return make.partnership(slug="oxfordshire", host_body=host, grant_prefix="360G-SaferOxon")


@pytest.fixture
def published(county: Partnership) -> Partnership:
    """An award of 2013-14 with a row, and one of 2024-25."""
    fund = make.fund(of=make.body(name="Police and Crime Commissioner"))
    old = make.award(to=county, out_of=fund, awarded_date=date(2013, 4, 8), terms="Report *twice* a year.")
    make.allocation(
        of=old,
        stream="Nightsafe",
        recipient=make.body(name="Street Pastors", slug="street-pastors"),
        amount=42_750,
        purpose="Patrols at night.",
        conditions="Train all volunteers.",
        reasons="The assessment asked for it.",
        reference="NS/13",
    )
    make.award(
        to=county, out_of=fund, title="Partnership Fund", awarded_date=date(2024, 4, 2), amount_announced=712_271
    )
    return county


def file_of(client: Client, kind: str, query: str = "") -> bytes:
    response = client.get(f"{URL}{kind}{query}")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment;")
    return b"".join(response.streaming_content)


class TestTheList:
    def test_tells_who_was_given_what_for_what_and_why(self, published: Partnership, client: Client) -> None:
        words = words_of(client, URL)
        for part in (
            "£42,750 to Street Pastors Nightsafe Patrols at night.",
            "From Oxfordshire County Council",
            "Awarded 8 April 2013 Period 2013-14 Reference NS/13",
            "Why it was given The assessment asked for it.",
            "Conditions Train all volunteers.",
            "The recipient gives it on to others.",
        ):
            assert part in words
        page = client.get(URL).content.decode()
        for award in published.awards.all():
            assert f'href="/partnerships/{published.slug}/awards/{award.pk}/"' in page
        assert words.index("2024-25") < words.index("£712,271") < words.index("£746,294")

    def test_is_narrowed_to_a_year_and_to_a_recipient(self, published: Partnership, client: Client) -> None:
        assert "£746,294" not in words_of(client, f"{URL}?year=2024-25")
        words = words_of(client, f"{URL}?year=&recipient=street-pastors")
        assert "£42,750" in words
        assert "£712,271" not in words
        assert "No grant fits." in words_of(client, f"{URL}?year=2024-25&recipient=street-pastors")

    def test_of_a_year_that_is_none_says_so(self, published: Partnership, client: Client) -> None:
        assert "Select a year from the list." in words_of(client, f"{URL}?year=1066")

    def test_says_so_when_nothing_is_published(self, county: Partnership, client: Client) -> None:
        secret = make.award(to=county, plan=make.plan(of=county, status="draft"))
        make.allocation(of=secret, recipient=make.body(name="The secret club"))
        for visitor in (client, logged_in(make.officer(of=county))):
            words = words_of(visitor, URL)
            assert "No grant is published yet." in words
            assert "secret" not in words
            assert "Download" not in words

    def test_tells_those_who_keep_it_what_its_files_leave_out(self, published: Partnership, client: Client) -> None:
        make.award(to=published, title="A grant without a date")
        sentence = "A grant without a date: the date it was awarded is not recorded"
        assert sentence in words_of(logged_in(make.officer(of=published)), URL)
        assert sentence in words_of(logged_in(make.administrator(of=published)), URL)
        for visitor in (client, logged_in(make.stranger()), logged_in(make.approver(of=published))):
            assert sentence not in words_of(visitor, URL)

    def test_says_what_is_still_to_be_bid_for_and_what_is_inferred(
        self, published: Partnership, client: Client
    ) -> None:
        make.award(to=published, title="Projects and posts", basis="to-bid-for", amount_announced=712_272)
        make.award(to=published, awarded_date=date(2024, 4, 1), source_text="Date inferred: the paper gives none.")
        words = words_of(client, URL)
        assert "nobody has been given it yet: Projects and posts (£712,272), still to be bid for." in words
        assert "About this record Date inferred: the paper gives none." in words

    def test_has_pages(self, county: Partnership, client: Client) -> None:
        for number in range(52):
            make.award(to=county, title=f"Grant {number:02}", awarded_date=date(2013, 4, 8))
        assert "Grant 51" not in words_of(client, URL)
        assert "Grant 51" in words_of(client, f"{URL}?page=2")

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, county: Partnership, client: Client) -> None:
        def add(count: int) -> None:
            for _ in range(count):
                award = make.award(to=county)
                make.allocation(of=award, recipient=make.body())
                make.share(of=make.allocation(of=award), for_=make.partnership())

        add(2)
        few = queries_of(client, URL)
        add(18)
        assert queries_of(client, URL) == few <= 15

    def test_is_not_found_of_no_partnership_and_is_only_read(self, published: Partnership, client: Client) -> None:
        assert client.get("/partnerships/atlantis/grants/").status_code == 404
        assert client.get("/partnerships/atlantis/grants/register-csv").status_code == 404
        assert client.post(URL).status_code == client.post(f"{URL}register-csv").status_code == 405


class TestItsFiles:
    def test_are_those_that_the_page_offers(self, published: Partnership, client: Client) -> None:
        page = client.get(f"{URL}?year=2013-14").content.decode()
        for kind in ("register-xlsx", "register-csv", "transparency-csv", "360giving-json", "360giving-csv"):
            assert f'href="{URL}{kind}?year=2013-14"' in page
            file_of(client, kind)
        assert client.get(f"{URL}register-pdf").status_code == 404

    def test_hold_the_grants_that_the_page_shows(self, published: Partnership, client: Client) -> None:
        made = json.loads(file_of(client, "360giving-json", "?recipient=street-pastors"))
        assert faults(made) == []
        assert [one["amountAwarded"] for one in made["grants"]] == [42_750]
        text = file_of(client, "register-csv", "?year=2013-14").decode().removeprefix(BYTE_ORDER_MARK)
        rows = list(csv.DictReader(StringIO(text)))
        assert [row["Amount"] for row in rows] == ["746294.00", "42750.00"]
        assert rows[0]["Conditions"] == "Report twice a year."
        sheet = load_workbook(BytesIO(file_of(client, "register-xlsx", "?year=2013-14"))).active
        assert sheet is not None
        assert sheet.max_row == 3

    def test_of_360giving_are_not_there_where_nothing_is_whole(self, county: Partnership, client: Client) -> None:
        make.award(to=county)
        assert "360Giving (JSON)" not in words_of(client, URL)
        assert client.get(f"{URL}360giving-json").status_code == 404

    def test_of_360giving_say_what_their_identifiers_are_without_a_prefix(
        self, published: Partnership, client: Client
    ) -> None:
        sentence = "Identifiers in the 360Giving files are unique in this portal only"
        assert sentence not in words_of(client, URL)
        Partnership.objects.update(grant_prefix="")
        assert sentence in words_of(client, URL)
        advice = "Ask 360Giving for a prefix, and record it before you register a file with them."
        assert advice not in words_of(client, URL)
        assert advice in words_of(logged_in(make.officer(of=published)), URL)
        made = json.loads(file_of(client, "360giving-json"))
        assert faults(made) == []
        assert {one["id"].partition("-")[0] for one in made["grants"]} == {"oxfordshire"}

    def test_hold_nothing_of_a_draft(self, published: Partnership, client: Client) -> None:
        secret = make.award(
            to=published, plan=make.plan(of=published, status="draft"), title="Secret", awarded_date=date(2025, 1, 1)
        )
        make.allocation(of=secret, recipient=make.body(name="Secret"), stream="Secret")
        officer = logged_in(make.officer(of=published))
        for kind in ("register-csv", "transparency-csv", "360giving-json", "360giving-csv"):
            assert b"Secret" not in file_of(officer, kind)

"""The board's scorecard, the page of an indicator, and keeping both."""

from typing import Any

import pytest
from django.test import Client

from partners.models import User
from priorities.models import Plan
from scorecard.models import Indicator, Measurement
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import queries_of, words_of

pytestmark = pytest.mark.django_db
URL = "/partnerships/oxfordshire/plans/2013-14/scorecard/"


@pytest.fixture
def plan() -> Plan:
    return make.plan(
        of=make.partnership(slug="oxfordshire"),
        slug="2013-14",
        title="Refresh 2013-14",
        period="2013-14",
        status="agreed",
    )


@pytest.fixture
def officer(plan: Plan) -> User:
    return make.role(of=plan.partnership, kind="officer").user


@pytest.fixture
def kept(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def burglary(plan: Plan, *values: int, **fields: Any) -> Indicator:
    """An indicator that should fall, with a value for each year from 2010-11 on."""
    indicator = make.indicator(
        of=plan.partnership,
        plan=plan,
        **{"theme": "Burglary", "definition": "Burglaries of homes", "direction": "reduce", **fields},
    )
    for year, value in enumerate(values, 2010):
        make.measurement(of=indicator, value=value, period=f"{year}-{year - 1999}")
    return indicator


def send(client: Client, url: str, **said: str) -> Any:
    """Fill a page's form in and send it."""
    form = edit_form_on(client.get(url).content.decode())
    return client.post(url, {**form.data, **said})


class TestTheBoard:
    def test_says_of_directions_that_nobody_judges_that_they_are_not_judged(self, plan: Plan) -> None:
        burglary(plan, 100, 150, direction="monitor")
        assert "1 rising, falling or about the same, and none of them judged" in words_of(Client(), URL)

    def test_says_which_way_each_indicator_goes(self, plan: Plan, client: Client) -> None:
        burglary(plan, 37068, 33587, is_under_reported=True)
        words = words_of(client, URL)
        assert "Burglary Burglaries of homes Wanted: reduce. Known to be under-reported" in words
        assert "Falling, which is what we want : 33,587, down 9.4% from 37,068." in words
        assert "1 going as we want, 0 going the wrong way" in words

    def test_says_that_there_is_no_value_and_shows_no_nought(self, plan: Plan, client: Client) -> None:
        burglary(plan)
        assert "No figure is recorded yet" in words_of(client, URL)

    def test_keeps_the_commissioners_indicators_apart(self, plan: Plan, client: Client) -> None:
        burglary(plan, indicator_set="scorecard", theme="Ours", position=1)
        burglary(plan, indicator_set="commissioner", theme="Theirs", position=2)
        words = words_of(client, URL)
        assert words.index("Indicators for the police and crime commissioner") < words.index("Theirs")
        assert words.index("Additional scorecard measures") < words.index("Ours")

    def test_says_so_when_nothing_is_recorded(self, plan: Plan, client: Client) -> None:
        assert "No indicators are recorded for this plan." in words_of(client, URL)

    def test_shows_the_public_no_report_before_it_is_accepted(self, plan: Plan, client: Client, kept: Client) -> None:
        report = make.exception_report(of=burglary(plan, 100, 150), owner_body=make.body(name="The police"))
        assert "Exception report asked for of The police" in words_of(kept, URL)
        assert "xception report" not in words_of(client, URL)
        page = f"{URL}{report.indicator_id}/"
        assert "Fewer reports than the year before" not in words_of(client, page)

    def test_is_not_found_without_a_plan_and_cannot_be_posted_to(self, plan: Plan, client: Client) -> None:
        assert client.get("/partnerships/oxfordshire/plans/1999/scorecard/").status_code == 404
        assert client.post(URL).status_code == 405
        hidden = burglary(make.plan(of=plan.partnership, slug="hidden", status="draft"))
        assert client.get(f"/partnerships/oxfordshire/plans/hidden/scorecard/{hidden.pk}/").status_code == 404
        assert client.get(f"{URL}{hidden.pk}/").status_code == 404

    def test_takes_as_many_queries_for_twenty_indicators_and_fifty_values_as_for_two(
        self, plan: Plan, kept: Client
    ) -> None:
        def add(count: int, values: int) -> None:
            for _ in range(count):
                indicator = burglary(plan, data_source=make.body(), direction="reduce")
                indicator.owner_bodies.add(make.body())
                indicator.owner_groups.add(make.group(of=plan.partnership))
                indicator.owner_partnerships.add(make.partnership())
                make.baseline(of=indicator)
                make.break_(of=indicator)
                make.exception_report(of=indicator)
                measure, area = make.indicator_measure(of=indicator), make.area()
                for year in range(1990, 1990 + values):
                    make.measurement(of=indicator, measure=measure, area=area, value=100 + year, period=str(year))

        add(2, 2)
        few = queries_of(kept, URL), queries_of(kept, f"{URL}{Indicator.objects.first().pk}/")
        add(17, 2)
        add(1, 50)
        assert (queries_of(kept, URL), queries_of(kept, f"{URL}{Indicator.objects.last().pk}/")) == few
        assert max(few) <= 15


class TestThePageOfAnIndicator:
    def test_shows_values_of_all_plans_with_what_they_said_before(self, plan: Plan, client: Client) -> None:
        earlier = make.plan(of=plan.partnership, slug="2012-13", period="2012-13", status="closed")
        old = burglary(earlier, 100, 90)
        new = burglary(plan, continues=old, question="Are homes safer?", unit="offences")
        make.former_value(of=make.measurement(of=new, value=80, period="2012-13"), value=85, reason="Counted again.")
        make.measurement(of=new, value=900, period="2012-13", comparator="force")
        make.break_(of=old, reason="Sheds are counted too.")
        words = words_of(client, f"{URL}{new.pk}/")
        for part in (
            "Are homes safer?",
            "down 11.1% from 90",
            "Line chart: Burglary: Are homes safer?",
            "Revised from 85",
            "Counted again.",
            "The police force’s area",
        ):
            assert part in words
        assert words.count("2012-13 80 ") == 2  # in the chart’s table and the page’s own
        assert "Change" not in words

    def test_gives_percentages_with_their_numbers_and_the_target(self, plan: Plan, client: Client) -> None:
        indicator = burglary(plan, unit="%", direction="increase")
        make.indicator_target(of=indicator, value=80)
        for year, part in ((2011, 14), (2012, 15)):
            period = f"{year}-{year - 1999}"
            make.measurement(of=indicator, value=part * 5, numerator=part, denominator=20, period=period)
        words = words_of(client, f"{URL}{indicator.pk}/")
        assert "75% (15 of 20), up 5 percentage points from 70% (14 of 20)." in words
        assert "At least 80" in words


class TestKeeping:
    def test_an_officer_adds_an_indicator_records_a_value_and_revises_it(self, plan: Plan, kept: Client) -> None:
        answer = send(
            kept,
            f"{URL}add/",
            theme="Burglary",
            definition="Burglaries of homes",
            direction="reduce",
            indicator_set="scorecard",
            unit="%",
            feed_offences="Robbery\n\n Theft  from the person ",
        )
        indicator = Indicator.objects.get()
        assert answer.url == f"{URL}{indicator.pk}/"
        assert indicator.feed_offences == ["Robbery", "Theft from the person"]
        send(kept, f"{URL}{indicator.pk}/values/add/", period="2013-14", numerator="15", denominator="20")
        made = Measurement.objects.get()
        assert made.value == 75
        refused = send(kept, f"{URL}values/{made.pk}/", value="75.2")
        assert refused.status_code == 422
        assert "Say why the figure is revised" in refused.content.decode()
        send(kept, f"{URL}values/{made.pk}/", value="75.2", why="Rounded otherwise.")
        assert made.former_values.get().reason == "Rounded otherwise."

    def test_a_value_is_asked_for_in_words_that_help(self, plan: Plan, kept: Client) -> None:
        url = f"{URL}{burglary(plan).pk}/values/add/"
        words = send(kept, url, period="2013-14").content.decode()
        assert "a blank is not nought" in words
        words = send(kept, url, period="2013-14", value="5", numerator="5").content.decode()
        assert "Enter of how many it is" in words

    def test_an_officer_takes_over_moves_removes_and_undoes(self, plan: Plan, kept: Client) -> None:
        earlier = make.plan(of=plan.partnership, slug="2012-13", period="2012-13", status="closed")
        old = burglary(earlier, position=1), burglary(earlier, theme="Robbery", position=2)
        send(kept, f"{URL}take-over/")
        first, second = Indicator.objects.filter(plan=plan).order_by("position")
        assert [first.continues, second.continues] == list(old)
        kept.post(f"{URL}{second.pk}/up/")
        assert list(Indicator.objects.filter(plan=plan).order_by("position")) == [second, first]
        answer = kept.post(f"{URL}{first.pk}/remove/", follow=True)
        assert "The indicator was removed, with its values." in answer.content.decode()
        assert "Undo" in answer.content.decode()
        assert "No earlier plan has" not in kept.get(f"{URL}take-over/").content.decode()

    def test_an_officer_says_what_a_series_is_read_with_and_sets_the_rule(self, plan: Plan, kept: Client) -> None:
        indicator = burglary(plan, 100, 104)
        page = f"{URL}{indicator.pk}/"
        send(kept, f"{page}measures/add/", text="By day")
        send(kept, f"{page}baselines/add/", value="100", period="2010-11")
        send(kept, f"{page}targets/add/", operator="at-most", value="90", period="2013-14")
        send(kept, f"{page}breaks/add/", date_day="1", date_month="4", date_year="2009", reason="Counted otherwise.")
        for noun in ("measures", "baselines", "targets", "breaks"):
            part = getattr(indicator, noun).get()
            assert send(kept, f"{URL}{noun}/{part.pk}/").status_code == 302
            assert kept.post(f"{URL}{noun}/{part.pk}/remove/").status_code == 302
            assert not getattr(indicator, noun).exists()
        assert "Rising, which is not what we want" in words_of(kept, URL)
        send(kept, f"{URL}rule/", tolerance="5", smallest="10", periods_in_a_row="2", days_to_answer="14")
        words = words_of(kept, URL)
        assert "About the same, where a fall is wanted" in words
        assert "in 2 periods in a row" in words

    def test_a_closed_plan_offers_no_change_but_takes_values(self, plan: Plan, kept: Client) -> None:
        closed = make.plan(of=plan.partnership, slug="2012-13", period="2012-13", status="closed")
        indicator = burglary(closed)
        page = f"/partnerships/oxfordshire/plans/2012-13/scorecard/{indicator.pk}/"
        words = words_of(kept, page)
        assert "Record a value" in words
        assert "Change the indicator" not in words
        assert send(kept, f"{page}edit/", theme="Robbery").status_code == 422
        assert send(kept, f"{page}values/add/", period="2012-13", value="5").status_code == 302

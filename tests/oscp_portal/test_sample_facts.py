"""The sample as data: figures stand in the words they were read from, threads run through the years; nobody named."""

import json
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from achievements.models import Achievement, Figure
from funding.summaries import funding_of
from partners.models import Person
from priorities.models import Action, Finding, Plan, Priority
from tests.funding.exports.standard import faults

# Numbers in the words that are no figures: years of Acts, times of day, scales, names.
NO_FIGURES = {
    "2022": "what 2002/23 probably means", "10": "a scale and a project's name", "2014": "a year", "18": "an age limit",
    "11": "an hour", "4": "an hour", "19": "Covid-19", "12": "the length of a period", "2013": "a year of publication",
    "2000": "the mid-2000s", "9.4%": "what the two counts compute to, told in the figure's note",
}  # fmt: skip


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The sample loaded once for this module, and taken away again."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        call_command("load_sample", stdout=StringIO())
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


def plan(partnership: str, slug: str) -> Plan:
    return Plan.objects.get(partnership__slug=partnership, slug=slug)


@pytest.mark.usefixtures("sample", "db")
class TestFigures:
    def test_every_figure_stands_as_stated_in_the_words_it_belongs_to(self) -> None:
        for figure in Figure.objects.select_related("achievement", "finding"):
            words = " ".join((figure.achievement or figure.finding).text.lower().split())
            assert " ".join(figure.stated.lower().split()) in words, figure

    def test_every_number_in_an_achievement_or_finding_is_held_as_a_figure(self) -> None:
        loose = []
        for record in [*Achievement.objects.all(), *Finding.objects.all()]:
            held = " ".join(
                f"{f.stated} {f.period_stated} {f.formula} {f.denominator or ''} "
                + " ".join(f"{c.stated} {c.period_stated}" for c in f.comparators.all())
                for f in record.figures.all()
            )
            held += getattr(record, "period_stated", "")
            numbers = (number.rstrip(".,") for number in re.findall(r"\d[\d,.]*%?", record.text))
            loose += [(n, str(record)) for n in numbers if n not in held and n not in NO_FIGURES]
        assert loose == []

    def test_a_percentage_that_computes_differently_says_so(self) -> None:
        fall = Figure.objects.get(stated__contains="8.6%")
        assert "9.4" in fall.note

    def test_a_share_keeps_the_base_it_was_taken_from(self) -> None:
        share = Figure.objects.get(stated__contains="75%")
        assert share.denominator == 20

    def test_a_comparator_has_its_own_area(self) -> None:
        rise = Figure.objects.filter(stated__contains="13%", comparators__area__slug="thames-valley").get()
        assert rise.area.slug == "west-oxfordshire"


@pytest.mark.usefixtures("sample", "db")
class TestThreads:
    def test_nightsafe_runs_through_the_years_and_serves_two_priorities(self) -> None:
        of_project = {"project__name": "NightSafe"}
        years = {action.priority.plan.slug for action in Action.objects.filter(**of_project)}
        years |= {achievement.plan.slug for achievement in Achievement.objects.filter(**of_project)}
        assert {"2013-14", "2014-15", "2025-26"} <= years
        now = Action.objects.filter(**of_project, priority__plan=plan("oxford", "2025-26"))
        assert all(action.also_serves.exists() for action in now)

    def test_modern_slavery_is_followed_back(self) -> None:
        priority = Priority.objects.get(plan=plan("oxford", "2025-26"), title__startswith="Modern Slavery")
        years = []
        while priority:
            years.append(priority.plan.slug)
            priority = priority.continues
        assert years[:3] == ["2025-26", "2015-16", "2014-15"]

    def test_positive_futures_is_an_achievement_of_both_partnerships(self) -> None:
        later = Achievement.objects.get(project__name="Positive Futures", plan=plan("oxford", "2014-15"))
        assert later.continues.plan.partnership.slug == "oxfordshire"

    def test_statuses_go_past_open_and_done(self) -> None:
        assert plan("oxford", "2015-16").status == "yet-to-be-ratified"
        assert {"seeking-funding", "underway", "completed"} <= set(Achievement.objects.values_list("status", flat=True))

    def test_the_funding_of_2013_does_not_add_up_and_is_left_so(self) -> None:
        of_2013 = funding_of(plan("oxfordshire", "2013-14").pk, on=date(2014, 3, 31))
        award = next(award for award in of_2013 if award.rows)
        (difference,) = award.differences
        assert (difference.first, difference.second, difference.amount) == (746294, 746160, 134)
        assert difference.is_explained
        assert difference.who
        assert award.difference_note == difference.text


@pytest.mark.usefixtures("sample", "db")
def test_every_grant_of_the_sample_that_states_an_amount_is_in_a_valid_360giving_file() -> None:
    out, err = StringIO(), StringIO()
    call_command("export_grants", "--format", "360giving-json", stdout=out, stderr=err)
    made = json.loads(out.getvalue())
    assert faults(made) == []
    assert [(one["amountAwarded"], one.get("regrantType", "")) for one in made["grants"]] == [
        *((746_294, "FRG070"), (286_794, ""), (327_000, ""), (112_866, ""), (19_500, ""), (234_000, ""))
    ]
    assert all("Date inferred: " in one["description"] for one in made["grants"])
    assert {place["geoCodeType"] for one in made["grants"] for place in one["beneficiaryLocation"]} == {"CSP"}
    assert "(£712,271) is still to be bid for" in err.getvalue()


@pytest.mark.usefixtures("sample", "db")
def test_the_sample_names_posts_and_not_people() -> None:
    assert not Person.objects.exists()

"""Officers see and keep the populations that rates are made with."""

from typing import Any

import pytest
from django.test import Client

from core.models import Event
from partners.models import Partnership
from scorecard.models import Population
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import queries_of, words_of
from tests.world import logged_in

pytestmark = pytest.mark.django_db
URL = "/partnerships/oxford/official-figures/populations/"


@pytest.fixture
def partnership() -> Partnership:
    """Oxford, whose statistical area lies in the district, which lies in the force's area."""
    force = make.area(name="Thames Valley", kind="police-force")
    district = make.area(name="Oxford", parent=force)
    found = make.partnership(slug="oxford")
    make.partnership_area(of=found, covers=make.area(name="Oxford (statistical area)", kind="csp", parent=district))
    return found


@pytest.fixture
def officer(partnership: Partnership) -> Client:
    return logged_in(make.officer(of=partnership))


def send(client: Client, url: str, **said: Any) -> Any:
    form = edit_form_on(client.get(url).content.decode())
    return client.post(url, {**form.data, **said})


def test_stand_by_area_with_those_that_none_is_known_of(officer: Client, partnership: Partnership) -> None:
    area = partnership.areas.get()
    make.population(of=area, year=2023, number=150_000, source_document="Estimates")
    make.population(of=make.area(name="Elsewhere", kind="csp"), year=2023)
    words = words_of(officer, URL)
    assert "2023 150,000 Estimates Change the population of Oxford (statistical area) in 2023" in words
    assert "Thames Valley Police force area None on record" in words
    assert "Elsewhere" not in words
    few = queries_of(officer, URL)
    for year in range(2000, 2018):
        make.population(of=area, year=year)
    assert queries_of(officer, URL) == few


def test_are_added_and_corrected_with_an_event_each(officer: Client, partnership: Partnership) -> None:
    area = partnership.areas.get()
    assert send(officer, f"{URL}add/", area=str(area.pk), year="2023", number="163200").status_code == 302
    kept = Population.objects.get()
    assert (kept.area, kept.year, kept.number) == (area, 2023, 163_200)
    assert send(officer, f"{URL}{kept.pk}/", number="163300").status_code == 302
    kept.refresh_from_db()
    assert (kept.number, kept.revision) == (163_300, 2)
    assert [event.verb for event in Event.objects.order_by("sequence")] == [
        "scorecard.population_added",
        "scorecard.population_changed",
    ]
    again = send(officer, f"{URL}add/", area=str(area.pk), year="2023", number="1")
    assert (again.status_code, "already has a population for that year" in again.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"year": "2999", "number": "5"}, "Enter a year from 1801 to this one"),
        ({"year": "2023", "number": "0"}, "Enter how many people: one or more"),
        ({"year": "2023", "number": "1.5"}, "Enter a whole number, like 163200"),
    ],
)
def test_are_of_a_year_that_was_and_of_somebody(
    officer: Client, partnership: Partnership, said: dict[str, str], sentence: str
) -> None:
    answer = send(officer, f"{URL}add/", area=str(partnership.areas.get().pk), **said)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_of_other_areas_are_not_there(officer: Client) -> None:
    other = make.population(of=make.area(name="Elsewhere", kind="csp"))
    assert officer.get(f"{URL}{other.pk}/").status_code == 404
    assert officer.get(f"{URL}999/").status_code == 404
    assert officer.post(URL).status_code == 405

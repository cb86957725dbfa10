"""Fields that offer records at hand."""

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.offered import OneOf, SomeOf
from partners.models import Body
from tests import make

pytestmark = pytest.mark.django_db


class WhoForm(forms.Form):
    lead = OneOf(none="Nobody yet", required=False)
    others = SomeOf(required=False)

    def __init__(self, *args: object, bodies: list[Body], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].offer([("Members", bodies[:1]), ("Others", bodies[1:])])
        self.fields["others"].offer([("", bodies)])


@pytest.fixture
def bodies() -> list[Body]:
    return [make.body(name="Police"), make.body(name="Fire")]


def test_an_answer_is_the_record_itself_and_nothing_was_asked(bodies: list[Body]) -> None:
    police, fire = bodies
    with CaptureQueriesContext(connection) as queries:
        form = WhoForm({"lead": police.pk, "others": [fire.pk, police.pk]}, bodies=bodies)
        assert form.is_valid()
        assert "Members" in form.as_p()
    assert (form.cleaned_data["lead"], form.cleaned_data["others"]) == (police, [fire, police])
    assert len(queries) == 0


def test_nothing_is_an_answer_too(bodies: list[Body]) -> None:
    form = WhoForm({}, bodies=bodies)
    assert form.is_valid()
    assert (form.cleaned_data["lead"], form.cleaned_data["others"]) == (None, [])
    assert "Nobody yet" in form.as_p()


@pytest.mark.parametrize("answer", ["0", "x", "-1"])
def test_what_was_not_offered_is_refused_with_a_sentence(answer: str, bodies: list[Body]) -> None:
    form = WhoForm({"lead": answer, "others": [answer]}, bodies=bodies)
    assert not form.is_valid()
    assert form.errors["lead"] == ["Choose one of the list: this one is not in it any more"]
    assert form.errors["others"] == ["One of those that are ticked is not in the list any more"]


def test_a_record_that_is_no_longer_in_the_list_stays_where_it_stood(bodies: list[Body]) -> None:
    police, fire = bodies
    form = WhoForm(initial={"lead": fire, "others": [fire]}, bodies=[police])
    form.fields["lead"].offer([("Members", [police])], current=fire)
    form.fields["others"].offer([("", [police])], current=[fire])
    assert f'<option value="{fire.pk}" selected>Fire</option>' in form.as_p()
    assert form.fields["others"].clean([str(fire.pk)]) == [fire]

"""What every app's records share holds: dates, checked choices, and where a record was read from."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from core.models import ChoiceField
from partners.models import Body
from tests import make

DAY = timedelta(days=1)
BEGUN, ENDED = date(2012, 11, 22), date(2014, 6, 1)


@pytest.mark.django_db
class TestDates:
    @pytest.fixture
    def body(self) -> Body:
        return make.body(from_date=BEGUN, until_date=ENDED)

    @pytest.mark.parametrize(
        ("on", "holds"),
        [
            (BEGUN - DAY, False),
            (BEGUN, True),
            (BEGUN + DAY, True),
            (ENDED, True),
            (ENDED + DAY, False),
            (date(2050, 1, 1), False),
        ],
    )
    def test_the_first_and_last_day_belong_to_it(self, body: Body, on: date, holds: bool) -> None:  # noqa: FBT001
        assert body.is_current(on) is holds
        assert Body.objects.as_at(on).filter(pk=body.pk).exists() is holds

    def test_a_body_that_began_and_ended_in_a_day_existed_that_day(self) -> None:
        body = make.body(from_date=BEGUN, until_date=BEGUN)
        assert list(Body.objects.as_at(BEGUN)) == [body]

    @pytest.mark.parametrize("on", [date.min, date(2013, 1, 1), date.max])
    def test_dates_that_nobody_knows_count_as_open(self, on: date) -> None:
        body = make.body()
        assert body.is_current(on)
        assert list(Body.objects.as_at(on)) == [body]


DATES = st.none() | st.dates(date(2000, 1, 1), date(2000, 3, 1))


@pytest.mark.django_db
@given(DATES, DATES, st.dates(date(2000, 1, 1), date(2000, 3, 1)))
def test_one_record_and_many_agree_on_what_is_current(begun: date | None, ended: date | None, on: date) -> None:
    if begun and ended and ended < begun:
        begun, ended = ended, begun
    body = make.body(from_date=begun, until_date=ended)
    assert Body.objects.as_at(on).filter(pk=body.pk).exists() == body.is_current(on)


class TestChoiceField:
    def test_the_check_lists_the_choices(self) -> None:
        field = ChoiceField(max_length=10, choices=[("a", "A"), ("it's", "It is")])
        field.set_attributes_from_name("kind")
        assert field.db_check(connection) == "\"kind\" IN ('a', 'it''s')"

    def test_nothing_is_allowed_only_where_the_field_may_be_blank(self) -> None:
        field = ChoiceField(max_length=10, choices=[("a", "A")], blank=True)
        field.set_attributes_from_name("kind")
        assert field.db_check(connection) == "\"kind\" IN ('a', '')"

    def test_a_new_choice_needs_a_migration_because_the_check_changes(self) -> None:
        before, after = (ChoiceField(max_length=10, choices=[(c, c) for c in letters]) for letters in ("ab", "abc"))
        assert not set(ChoiceField.non_db_attrs) & {"choices", "blank"}
        assert connection.schema_editor()._field_should_be_altered(*_named(before, after))


def _named(*fields: ChoiceField) -> tuple[ChoiceField, ...]:
    for field in fields:
        field.set_attributes_from_name("kind")
    return fields


@pytest.mark.django_db
def test_where_a_record_was_read_from_is_kept_with_its_words() -> None:
    words = "OCC YOS/EIS\n000 100/210"
    indicator = make.indicator(source_document="Annual refresh 2013-14", source_place="Annex B", source_text=words)
    indicator.refresh_from_db()
    assert (indicator.source_document, indicator.source_place) == ("Annual refresh 2013-14", "Annex B")
    assert indicator.source_text == words

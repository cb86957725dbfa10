"""The makers make valid records, and one of every kind."""

import re

import pytest

from tests import make
from tests.our_models import our_models

pytestmark = pytest.mark.django_db


def test_there_is_a_maker_for_every_model() -> None:
    made = {type(record) for record in make.one_of_everything()}
    assert {model.__name__ for model in our_models() if model not in made} == {"ChainHead"}


def test_what_the_makers_make_is_valid() -> None:
    for record in make.one_of_everything():
        record.full_clean()


def test_every_record_says_what_it_is_in_words() -> None:
    for record in make.one_of_everything():
        record.refresh_from_db()
        words = str(record)
        assert words.strip(), type(record)
        assert not re.search(r"object \(|None|E\+|\(\)|\d\.\d*0\b|\d{4}-\d\d-\d\d", words), words

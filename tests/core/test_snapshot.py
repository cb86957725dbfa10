"""Reading as of one moment, where the database can."""

import threading

import pytest
from django.db import connection

from core.snapshot import one_moment
from partners.models import User
from tests import make


@pytest.mark.django_db(transaction=True)
def test_what_others_write_meanwhile_is_not_read_on_postgresql() -> None:
    def write() -> None:
        make.user()
        connection.close()

    with one_moment():
        before = User.objects.count()
        other = threading.Thread(target=write)
        other.start()
        other.join()
        after = User.objects.count()
    assert (before, after) == (0, 0 if connection.vendor == "postgresql" else 1)
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_within_a_transaction_it_leaves_that_as_it_is() -> None:
    with one_moment():
        make.user()
    assert User.objects.count() == 1

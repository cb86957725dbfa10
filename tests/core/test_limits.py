"""How often something may be done."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from core.limits import Limit, visitor_key

NOW = datetime(2025, 10, 6, 9, 30, tzinfo=UTC)
LIMIT = Limit("tries", times=3, within=timedelta(minutes=10))


def test_is_reached_after_so_many_times() -> None:
    assert [LIMIT.count("a", now=NOW) for _ in range(4)] == [True, True, True, False]
    assert LIMIT.is_reached("a", now=NOW)


def test_each_key_is_counted_for_itself() -> None:
    for _ in range(3):
        LIMIT.count("a", now=NOW)
    assert LIMIT.count("b", now=NOW)
    assert not Limit("others", times=3, within=LIMIT.within).is_reached("a", now=NOW)


def test_begins_anew_in_the_next_stretch_of_time() -> None:
    for _ in range(4):
        LIMIT.count("a", now=NOW)
    assert LIMIT.count("a", now=NOW + timedelta(minutes=10))


def test_looking_counts_nothing() -> None:
    for _ in range(9):
        assert not LIMIT.is_reached("a", now=NOW)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
    ],
)
def test_a_visitor_is_their_address(address: str, key: str) -> None:
    assert visitor_key(RequestFactory().get("/", REMOTE_ADDR=address)) == key


def test_behind_a_proxy_a_visitor_is_whom_the_proxy_saw(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.7"})
    assert visitor_key(request) == "192.0.2.7"

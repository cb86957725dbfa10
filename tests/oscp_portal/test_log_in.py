"""Log-in is guarded at every door: the admin has none of its own, and tries are counted by the visitor's address."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "chimney-pots-and-doves"


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


def try_to_log_in(client: Client, *, email: str, password: str, address: str = "192.0.2.1") -> bool:
    answer = client.post(
        "/accounts/login/",
        {"login": email, "password": password},
        headers={"X-Forwarded-For": f"203.0.113.77, {address}"},
    )
    return answer.status_code == 302


def test_the_admin_sends_people_to_the_portals_own_log_in(client: Client) -> None:
    answer = client.get("/admin/login/", {"next": "/admin/"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")


def test_the_admin_takes_no_password_itself(client: Client) -> None:
    make.user(email="staff@example.org", password=PASSWORD, is_staff=True)
    client.post("/admin/login/", {"username": "staff@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_wrong_tries_lock_the_account_even_for_the_right_password(client: Client) -> None:
    make.user(email="officer@example.org", password=PASSWORD)
    for _ in range(5):
        assert not try_to_log_in(client, email="officer@example.org", password="wrong")
    assert not try_to_log_in(client, email="officer@example.org", password=PASSWORD)


def test_behind_a_proxy_one_visitor_locks_out_no_other(client: Client, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    make.user(email="officer@example.org", password=PASSWORD)
    for number in range(12):
        try_to_log_in(client, email=f"guess{number}@example.org", password="wrong")
    assert not try_to_log_in(client, email="officer@example.org", password=PASSWORD)
    assert try_to_log_in(client, email="officer@example.org", password=PASSWORD, address="192.0.2.2")

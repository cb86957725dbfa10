"""Log-in is guarded at every door: the admin has none of its own, and tries are counted by the visitor's address."""

from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
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


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed: each time costs the server a third of a second in earnest."""

    algorithm = "counting"
    hashes = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).hashes += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("guessed", ["an account that is there", "an account that is not", "many accounts"])
def test_a_thousand_wrong_tries_cost_ten_hashes_at_most(
    guessed: str, client: Client, settings: Any, time_machine: Any
) -> None:
    """They are turned away before anything is hashed, so that nobody can keep the server busy by guessing."""
    time_machine.move_to("2025-10-06 09:30:00+00:00", tick=False)
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    make.user(email="officer@example.org", password=PASSWORD)
    CountingHasher.hashes = 0
    for number in range(1000):
        names = {"an account that is there": "officer", "an account that is not": "nobody"}
        email = f"{names.get(guessed, f'guess{number}')}@example.org"
        assert not try_to_log_in(client, email=email, password=f"wrong {number}")
    assert 0 < CountingHasher.hashes <= 10

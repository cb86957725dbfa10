"""The secrets of links never reach a log."""

import logging
from typing import Any

import pytest
from django.conf import settings

from core.logs import NoSecrets, without_secrets

SECRET = "Zm9vYmFyLXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ"


@pytest.mark.parametrize(
    "text",
    [
        f"Not Found: /updates/{SECRET}/",
        f"Too Many Requests: /updates/{SECRET}",
        f"Internal Server Error: https://portal.example.org/updates/{SECRET}/?saved",
        f"GET '/updates/{SECRET}/' and /updates/{SECRET}/",
    ],
)
def test_a_secret_in_an_address_is_left_out(text: str) -> None:
    assert SECRET not in without_secrets(text)
    assert "/updates/…" in without_secrets(text)


def test_other_addresses_stay_as_they_are() -> None:
    assert without_secrets("Not Found: /papers/updates-of-2025/") == "Not Found: /papers/updates-of-2025/"


@pytest.mark.parametrize("arguments", [(f"/updates/{SECRET}/",), ()])
def test_the_filter_looks_at_what_the_line_will_say(arguments: tuple[Any, ...]) -> None:
    message = "Not Found: %s" if arguments else f"Not Found: /updates/{SECRET}/"
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, message, arguments, None)
    assert NoSecrets().filter(record)
    assert SECRET not in record.getMessage()


def test_every_handler_of_the_portal_has_it() -> None:
    assert all("no_secrets" in handler["filters"] for handler in settings.LOGGING["handlers"].values())

"""What the tests of these pages share: who visits them, and what a page holds that a browser sends back."""

import re
from html import unescape
from typing import Any

from django.test import Client

from core.typed import TOKEN
from partners.models import User

ROOT = "/partnerships/oxford/plans/2025-26/requests/"


def logged_in(user: User | None) -> Client:
    visitor = Client()
    if user:
        visitor.force_login(user)
    return visitor


def token_on(page: Any) -> str:
    found = re.search(rf'name="{TOKEN}" value="([^"]+)"', page.content.decode())
    assert found
    return unescape(found[1])


def seen_on(page: Any) -> dict[str, str]:
    """The versions of lines or answers that a page speaks of."""
    return dict(re.findall(r'name="(seen-\d+)" value="(\w+)"', page.content.decode()))

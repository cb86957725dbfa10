"""The pages of rolling a plan forward, as an officer goes through them."""

from typing import Any

from django.test import Client

from partners.models import User
from priorities.models import Action, Priority
from tests.forms_on_pages import edit_form_on

START = "/partnerships/oxford/plans/2025-26/roll-forward/"
NEXT, CHECK, DISCARD = f"{START}next/", f"{START}check/", f"{START}discard/"


def logged_in(user: User) -> Client:
    visitor = Client()
    visitor.force_login(user)
    return visitor


def step(priority: Priority) -> str:
    return f"{START}priorities/{priority.pk}/"


def filled(visitor: Client, url: str, **typed: str) -> dict[str, Any]:
    """A page's form as a browser would send it, with some answers typed over."""
    form = edit_form_on(visitor.get(url).content.decode())
    assert form
    return {**form.data, **{name.replace("__", "-"): value for name, value in typed.items()}}


def go_through(visitor: Client, *urls: str) -> Any:
    """Each step sent as it is proposed; answers the last response."""
    response = None
    for url in urls:
        response = visitor.post(url, filled(visitor, url))
        assert response.status_code == 302, response.content.decode()
    return response


def of(action: Action, name: str, value: str) -> dict[str, str]:
    return {f"action-{action.pk}-{name}": value}

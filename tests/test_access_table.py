"""Every address, opened by everybody, with GET and with POST: they get exactly what docs/access.md says."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.routes import ROLES, Route, our_routes
from tests import make
from tests.world import World, logged_in, world

pytestmark = pytest.mark.django_db
ROUTES = {route.name: route for route in our_routes()}
GUARDED = {name: route for name, route in ROUTES.items() if route.access.mark != "public"}
NOT_ALLOWED = 405


@pytest.fixture
def everything() -> World:
    return world()


def visitors(everything: World) -> Iterator[tuple[str, str, Client]]:
    """Everybody: who it is, their column of the table, and their browser."""
    yield "nobody", "nobody", logged_in(None)
    for kind in ROLES:
        yield f"{kind} here", kind, logged_in(everything.cast[kind])
        yield f"{kind} elsewhere", "elsewhere", logged_in(everything.others[kind])


def outcome(response: object, method: str, route: Route) -> str:
    """What somebody got, in the words of the table."""
    if response.status_code == 302 and response.url.startswith(reverse("account_login")):
        return "log in"
    if response.status_code == 404:
        return "404"
    assert response.status_code < 500
    if method not in route.methods:
        assert response.status_code == NOT_ALLOWED
    return "writes" if route.writes else "reads"


@pytest.mark.parametrize("name", GUARDED)
def test_whoever_is_not_let_in_gets_what_the_table_says(name: str, everything: World) -> None:
    route = GUARDED[name]
    url = everything.address(route)
    for method in ("GET", "POST"):
        for who, column, client in visitors(everything):
            expected = route.outcome(column)
            if expected in ("log in", "404"):
                got = outcome(client.generic(method, url), method, route)
                assert got == expected, f"{who} {method} {url}"


@pytest.mark.parametrize("name", GUARDED)
def test_whoever_is_let_in_gets_in(name: str, everything: World) -> None:
    route = GUARDED[name]
    url = everything.address(route)
    for kind in ROLES:
        expected = route.outcome(kind)
        if expected == "404" or (name == "core:removal_put_back" and kind != "officer"):
            continue  # told above; and whoever removed something alone puts it back: tests/core/test_edit_pages.py
        client = logged_in(everything.cast[kind])
        for method in ("GET", "POST"):
            with transaction.atomic():
                got = outcome(client.generic(method, url), method, route)
                transaction.set_rollback(True)  # what one may remove, the next one finds again
            assert got == expected, f"{kind} {method} {url}"


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.access.mark == "public"])
def test_what_is_public_is_open_to_everybody_and_drafts_to_members_alone(name: str, everything: World) -> None:
    route = ROUTES[name]
    if name == "components":
        return  # staff alone: tests/core/test_access.py
    url = everything.address(route)
    got = {who: client.get(url).status_code for who, _, client in visitors(everything)}
    assert len({status for who, status in got.items() if who == "nobody" or who.endswith("elsewhere")}) == 1, got
    everything.plan.status = "draft"
    everything.plan.save()
    if "plan_slug" in route.arguments and "pk" not in route.arguments:
        for who, column, client in visitors(everything):
            is_member = column in ROLES
            assert (client.get(url).status_code != 404) is is_member, f"{who} {url}"


@pytest.mark.parametrize("name", [name for name, route in GUARDED.items() if "pk" in route.arguments])
def test_a_record_of_another_partnership_is_not_there(name: str, everything: World) -> None:
    """An officer who puts another partnership's key into an address of their own gets 404."""
    route = GUARDED[name]
    if not route.is_of_a_partnership:
        return
    url = everything.address(route)
    other = make.partnership(slug="third")
    make.plan(of=other, slug=everything.plan.slug, status="proposed")
    for kind in sorted(route.access.kinds or ROLES):
        body = everything.body if kind == "contributor" else None
        intruder = make.role(of=other, kind=kind, body=body).user
        for method in ("GET", "POST"):
            response = logged_in(intruder).generic(method, url.replace("/oxford/", "/third/", 1))
            refused = response.status_code == 404 or (method not in route.methods and response.status_code == 405)
            assert refused, f"{kind} {method} {url}: {response.status_code}"

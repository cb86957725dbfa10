"""Every page of the workspace in the states it can be in: empty, filled, with mistakes, and after a collision."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from core.routes import ROLES, Route, our_routes
from core.typed import TOKEN, read_token
from partners.models import Partnership, User
from priorities.models import Plan
from priorities.views.links import WRONG_LINKS
from tests import make
from tests.forms_on_pages import PageForm, edit_form_on, forms_on
from tests.world import SECRET, World, logged_in

WORK_PAGES = {route.name: route for route in our_routes() if "GET" in route.methods and route.access.mark != "public"}
# Pages that say something else to a contributor than to an officer.
SHARED = ("contributor_required", "member_required", "signed_in_required")
# After a collision all forms show one and the same page, with their own fields: it is looked at for one of each app.
COLLIDING = (
    *("priorities:challenge_edit", "achievements:achievement_edit", "funding:award_edit", "scorecard:indicator_edit"),
    *("partners:body_edit", "reports:section_edit"),
)
OF_THE_PLAN = {"partnership_slug", "plan_slug"}
TOO_LONG = "x" * 50_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as somebody got it, in a state that has a name."""

    state: str
    url: str
    status: int
    html: bytes
    headers: dict[str, str]


@contextmanager
def undone() -> Iterator[None]:
    """What is done to the database within is undone after."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def states_of(route: Route, world: World, empty: "EmptyPartnership") -> list[Shown]:
    """The states of one page of the workspace; none where the address only leads on, or gives a file."""
    url = world.address(route)
    seen = [
        (world.cast[kind], page) for kind in _let_in(route) for page in _get(f"for the {kind}", url, world.cast[kind])
    ]
    if not seen:
        return []
    # A page that says the same to each is looked at once.
    found = list({page.html.count(b"<"): page for _, page in reversed(seen)}.values())[::-1]
    client = logged_in(seen[0][0])
    form = edit_form_on(found[0].html.decode())
    if form:
        found += _with_mistakes(url, client, form)
    if form and route.name in COLLIDING:
        found += _after_a_collision(url, client, form)
    if set(route.arguments) <= OF_THE_PLAN:
        found += _get("empty", reverse(route.name, kwargs=empty.arguments(route)), empty.keeper(route))
    if "plan_slug" in route.arguments:
        found += _once_agreed(url, world, like=found[0])
    return found


def states_of_the_update_link(world: World) -> list[Shown]:
    """The states of the page behind the link of an update request, for whoever has no account."""
    url, client = reverse("update", args=[SECRET]), Client()
    pages = [_shown("answered", url, client.get(url))]
    with undone():
        world.plan.update_requests.get().bodies.get().answers.all().delete()
        pages.append(_shown("unanswered", url, client.get(url)))
        (form,) = forms_on(pages[-1].html.decode())
        pages.append(_shown("nothing said", url, client.post(url, form.data)))
        off_track = {name: ["off-track"] for name in form.data if name.startswith("status-")}
        told = {name.replace("status", "say"): ["tell"] for name in off_track}
        pages.append(_shown("off track, no reasons", url, client.post(url, {**form.data, **off_track, **told})))
        same = {name: ["same"] for name in told}
        pages.append(_shown("sent", url, client.post(url, {**form.data, **same}, follow=True)))
    gone = reverse("update", args=["a-link-that-opens-nothing"])
    pages.append(_shown("a link that opens nothing", gone, client.get(gone)))
    for _ in range(WRONG_LINKS.times):
        client.get(gone)
    pages.append(_shown("too often", gone, client.get(gone)))
    cache.clear()
    return pages


@dataclass(frozen=True, slots=True)
class EmptyPartnership:
    """A partnership in which nothing is recorded but a plan and who keeps it."""

    partnership: Partnership
    plan_slug: str
    officer: User
    administrator: User

    def arguments(self, route: Route) -> dict[str, Any]:
        known = {"partnership_slug": self.partnership.slug, "plan_slug": self.plan_slug}
        return {name: known[name] for name in route.arguments}

    def keeper(self, route: Route) -> User:
        """Who opens the page of this route."""
        kinds = route.access.kinds
        return self.officer if kinds is None or "officer" in kinds else self.administrator


def empty_partnership() -> EmptyPartnership:
    """A partnership on its first day."""
    partnership = make.partnership(slug="new", name="A new partnership")
    plan = make.plan(of=partnership, slug="2026-27", status="draft", period="2026-27")
    people = {kind: make.role(of=partnership, kind=kind).user for kind in ("officer", "administrator")}
    return EmptyPartnership(partnership, plan.slug, **people)


def _let_in(route: Route) -> list[str]:
    """The first of the cast who is let in; where a page says something else to each, everybody."""
    kinds = [kind for kind in ROLES if route.access.kinds is None or kind in route.access.kinds]
    return kinds if route.access.mark in SHARED else kinds[:1]


def _get(state: str, url: str, user: User) -> list[Shown]:
    """The page, where there is one for this person."""
    response = logged_in(user).get(url)
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return [_shown(state, url, response)] if is_page else []


def _once_agreed(url: str, world: World, *, like: Shown) -> list[Shown]:
    """The page of an agreed plan; most look like those of a proposed plan, and are not looked at twice."""
    with undone():
        Plan.objects.filter(pk=world.plan.pk).update(status="agreed")
        pages = _get("agreed", url, world.cast["officer"])
    return [page for page in pages if page.html.count(b"<") != like.html.count(b"<")]


def _shown(state: str, url: str, response: HttpResponseBase) -> Shown:
    return Shown(state, url, response.status_code, response.content, dict(response.items()))  # type: ignore[attr-defined]


def _with_mistakes(url: str, client: Client, form: PageForm) -> list[Shown]:
    """The page after nothing was filled in, or, where nothing need be, far too much."""
    token = {TOKEN: form.data[TOKEN]}
    for sent in (token, {**form.data, **{name: [TOO_LONG] for name in form.texts}}):
        with undone():
            page = _shown("with mistakes", url, client.post(url, sent))
        if page.status == 422:
            return [page]
    return []


def _after_a_collision(url: str, client: Client, form: PageForm) -> list[Shown]:
    """The page after somebody else saved the same record meanwhile."""
    token = read_token(form.data[TOKEN][0])
    if token is None or not token.key or not form.texts:
        return []
    with undone():
        apps.get_model(token.model)._base_manager.filter(pk=token.key).update(revision=F("revision") + 1)
        page = client.post(url, {**form.data, form.texts[0]: ["Mine, typed a while after"]})
        if page.status_code == 422:  # the text did not fit its field: an address or a number
            page = client.post(url, form.data)
    return [_shown("collided", url, page)] if page.status_code == 409 else []

"""Every edit form of the portal, found by walking all addresses: none overwrites unseen, loses text or breaks."""

from collections.abc import Iterator
from functools import reduce
from html import unescape
from operator import or_
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import F, Q
from django.test import Client

from core.models import Event
from core.routes import ROLES, Route, our_routes
from core.typed import TOKEN, read_token
from tests.forms_on_pages import PageForm, edit_form_on
from tests.world import World, logged_in, world

pytestmark = pytest.mark.django_db
WITH_FORMS = {
    route.name: route
    for route in our_routes()
    if {"GET", "POST"} <= route.methods and route.access.mark not in ("public", "signed_in_required")
}
ALLOWED_ANSWERS = (200, 302, 404, 409, 422)
SCRIPT = "<script>alert(1)</script>"
HOSTILE = {
    "fifty thousand characters": "x" * 50_000,
    "a script": SCRIPT,
    "an image that runs": '"><img src=x onerror=alert(1)>',
    "a formula": '=HYPERLINK("http://x.example","click")',
    "a template": "{{ settings.SECRET_KEY }}{% debug %}",
    "control characters": "a\x00b\x07c\x1b[31m\u202eevil",
    "half a letter": "\ud800",
    "a link that runs": "[click](javascript:alert(1))",
    "a large number": "9" * 400,
    "letters that combine": "Z" + "\u0301" * 500,
}
# What of it no record may hold.
NEVER_KEPT = {"fifty thousand characters": "x" * 25_000, "control characters": "\x07"}


@pytest.fixture
def everything() -> World:
    return world()


def form_of(route: Route, everything: World) -> SimpleNamespace:
    """The route's edit form as the first of the cast who gets one sees it; skips where it has none."""
    url = everything.address(route)
    for kind in ROLES:
        if route.access.kinds is None or kind in route.access.kinds:
            client = logged_in(everything.cast[kind])
            page = client.get(url)
            form = edit_form_on(page.content.decode()) if page.status_code == 200 else None
            if form:
                return SimpleNamespace(url=url, client=client, form=form, user=everything.cast[kind])
    pytest.skip("This page has no edit form.")


def token_of(form: PageForm) -> object:
    return read_token(form.data[TOKEN][0])


def records_with_text(text: str) -> Iterator[str]:
    """In which of our tables a text stands."""
    for model in apps.get_models():
        if model._meta.app_label in ("core", "sessions", "admin") or not model.__module__.startswith(
            ("partners", "priorities", "achievements", "funding", "scorecard", "reports")
        ):
            continue
        texts = [
            one.name for one in model._meta.concrete_fields if one.get_internal_type() in ("CharField", "TextField")
        ]
        anywhere = reduce(or_, (Q(**{f"{name}__contains": text}) for name in texts), Q(pk=None))
        if model._base_manager.filter(anywhere).exists():
            yield model.__name__


@pytest.mark.may_skip
@pytest.mark.parametrize("name", WITH_FORMS)
def test_of_two_who_edit_one_record_the_second_sees_both_versions(name: str, everything: World) -> None:
    found = form_of(WITH_FORMS[name], everything)
    token = token_of(found.form)
    if not token.key:
        pytest.skip("This form makes something new.")
    model = apps.get_model(token.model)
    if not found.form.texts:
        pytest.skip("This form has no text to change.")
    model._base_manager.filter(pk=token.key).update(revision=F("revision") + 1)
    before = model._base_manager.filter(pk=token.key).values().get()
    events = Event.objects.count()
    typed = {**found.form.data, found.form.texts[0]: ["Mine alone, typed a while"]}
    page = found.client.post(found.url, typed)
    if page.status_code == 422:  # the text did not fit its field: an address or a number
        page = found.client.post(found.url, found.form.data)
    else:
        assert "Mine alone, typed a while" in unescape(page.content.decode())
    assert page.status_code == 409
    assert model._base_manager.filter(pk=token.key).values().get() == before
    assert Event.objects.count() == events


@pytest.mark.may_skip
@pytest.mark.parametrize("name", WITH_FORMS)
def test_what_is_sent_after_the_session_ended_comes_back(name: str, everything: World) -> None:
    found = form_of(WITH_FORMS[name], everything)
    if not found.form.texts:
        pytest.skip("This form has no text.")
    stale = Client()
    typed = {**found.form.data, found.form.texts[0]: ["Typed before the session ended"]}
    assert stale.post(found.url, typed).status_code == 302
    stale.force_login(found.user)
    assert "Typed before the session ended" in unescape(stale.get(found.url).content.decode())


@pytest.mark.may_skip
@pytest.mark.parametrize("name", WITH_FORMS)
def test_what_is_hostile_is_refused_or_inert(name: str, everything: World) -> None:
    found = form_of(WITH_FORMS[name], everything)
    if not found.form.texts:
        pytest.skip("This form has no text.")
    for kind, hostile in HOSTILE.items():
        typed = {**found.form.data, **{field: [hostile] for field in found.form.texts}}
        sent = {name: [value.encode("utf-8", "surrogatepass") for value in values] for name, values in typed.items()}
        with transaction.atomic():
            response = found.client.post(found.url, sent, follow=True)
            kept = list(records_with_text(NEVER_KEPT[kind])) if kind in NEVER_KEPT else []
            transaction.set_rollback(True)  # the next kind finds the form as it was
        text = response.content.decode()
        assert response.status_code in ALLOWED_ANSWERS, kind
        assert SCRIPT not in text, kind
        assert "<img src=x" not in text, kind
        assert 'href="javascript:' not in text, kind
        assert kept == [], kind


@pytest.mark.may_skip
@pytest.mark.parametrize("name", WITH_FORMS)
def test_an_empty_form_gets_sentences(name: str, everything: World) -> None:
    found = form_of(WITH_FORMS[name], everything)
    empty = {TOKEN: found.form.data[TOKEN]}
    page = found.client.post(found.url, empty)
    assert page.status_code in (302, 409, 422)
    if page.status_code == 422:
        text = page.content.decode()
        assert "There is a problem" in text
        assert "This field is required" not in text
        assert "Select a valid choice" not in text

"""Who may open what: every routed view carries a mark, and every mark lets in exactly those it names."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from core import access
from partners.models import Partnership, Role, User
from tests import make

MARKS = {
    access.member_required: {"officer", "contributor", "approver", "administrator"},
    access.officer_required: {"officer"},
    access.contributor_required: {"contributor", "officer"},
    access.approver_required: {"approver"},
    access.administrator_required: {"administrator"},
}
KINDS = ("officer", "contributor", "approver", "administrator")


def routed_views() -> Iterator[tuple[str, access.View]]:
    """Every view that an address leads to, with that address."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, access.View]]:
        for pattern in patterns:
            route = f"{prefix}{pattern.pattern}"
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route, pattern.callback

    yield from walk(get_resolver().url_patterns, "")


def ours() -> list[tuple[str, access.View]]:
    return [(route, view) for route, view in routed_views() if not route.startswith(("admin/", "accounts/"))]


class TestTheMapOfAddresses:
    def test_has_addresses_of_every_app(self) -> None:
        homes = {view.__module__.split(".")[0] for _, view in ours()}
        assert homes == {
            "core",
            "oscp_portal",
            "partners",
            "priorities",
            "achievements",
            "funding",
            "scorecard",
            "reports",
        }

    @pytest.mark.parametrize(("route", "view"), ours())
    def test_leads_to_marked_views_only(self, route: str, view: access.View) -> None:
        assert access.access_of(view) is not None, f"{route} leads to a view without an access mark"

    @pytest.mark.parametrize(("route", "view"), ours())
    def test_names_a_view_by_its_function(self, route: str, view: access.View) -> None:
        names = {
            pattern.name: pattern.callback
            for resolver in [get_resolver()]
            for pattern in _patterns(resolver)
            if pattern.callback is view
        }
        assert set(names) == {view.__name__}

    def test_leaves_nothing_but_the_admin_and_the_accounts_to_others(self) -> None:
        others = {route.split("/")[0] for route, view in routed_views() if access.is_foreign(view)}
        assert others == {"admin", "accounts"}


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern)
        else:
            yield pattern


@pytest.mark.django_db
class TestAMark:
    @pytest.fixture
    def cast(self) -> dict[str, User]:
        partnership = make.partnership(slug="oxford")
        people = {}
        for kind in KINDS:
            body = make.body() if kind == "contributor" else None
            people[kind] = make.role(of=partnership, kind=kind, body=body, held_by=make.user(name=kind)).user
        people["officer of another partnership"] = make.stranger()
        people["nobody's officer"] = make.user()
        return people

    @pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.__name__)
    def test_lets_in_exactly_the_roles_it_names(self, mark: object, cast: dict[str, User], rf: RequestFactory) -> None:
        let_in = {who for who, user in cast.items() if self._opens(mark, user, rf)}
        assert let_in == MARKS[mark]

    @pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.__name__)
    def test_asks_the_public_to_log_in(self, mark: object, rf: RequestFactory) -> None:
        response = self._open(mark, AnonymousUser(), rf)
        assert response.status_code == 302
        assert response.url == "/accounts/login/?next=/somewhere/%3Fa%3D1"

    def test_without_a_partnership_in_the_address_takes_a_role_anywhere(self, rf: RequestFactory) -> None:
        request = rf.get("/somewhere/")
        request.user = make.stranger()
        assert access.officer_required(_view)(request).status_code == 200

    @pytest.mark.parametrize(
        "dates", [{"from_date": "2999-01-01"}, {"until_date": "2001-01-01"}], ids=["later", "past"]
    )
    def test_looks_at_roles_that_hold_today(self, dates: dict[str, str], rf: RequestFactory) -> None:
        role = make.role(of=make.partnership(slug="oxford"), **dates)
        assert not self._opens(access.member_required, role.user, rf)

    def test_for_the_signed_in_asks_for_no_role(self, rf: RequestFactory) -> None:
        request = rf.get("/somewhere/")
        request.user = make.user()
        assert access.signed_in_required(_view)(request).status_code == 200

    def _open(self, mark: object, user: object, rf: RequestFactory) -> HttpResponse:
        request = rf.get("/somewhere/?a=1")
        request.user = user
        return mark(_view)(request, partnership_slug="oxford")

    def _opens(self, mark: object, user: object, rf: RequestFactory) -> bool:
        try:
            return self._open(mark, user, rf).status_code == 200
        except Http404:
            return False


def _view(request: HttpRequest, partnership_slug: str = "") -> HttpResponse:
    return HttpResponse("in")


class TestTheMiddleware:
    def _process(self, rf: RequestFactory, view: access.View) -> object:
        request = rf.get("/")
        request.user = AnonymousUser()
        request.resolver_match = resolve("/")
        return access.MarkedViewsMiddleware(lambda _: HttpResponse()).process_view(request, view, (), {})

    def test_refuses_a_view_of_ours_that_has_no_mark(self, rf: RequestFactory) -> None:
        with pytest.raises(ImproperlyConfigured, match="carries no access mark"):
            self._process(rf, _view)

    def test_lets_a_public_view_pass(self, rf: RequestFactory) -> None:
        assert self._process(rf, access.public(lambda _: HttpResponse())) is None

    def test_asks_for_a_log_in_before_anything_that_is_not_public(self, rf: RequestFactory) -> None:
        response = self._process(rf, access.signed_in_required(_view))
        assert response.status_code == 302


@pytest.mark.django_db
class TestTheWholeCast:
    """Each address with each person: what is public answers all of them alike, what is not answers as its mark says."""

    @pytest.fixture
    def addresses(self) -> dict[str, str]:
        partnership = make.partnership(slug="oxford")
        make.plan(of=partnership, slug="2025-26", status="agreed")
        return {
            "home": "/",
            "papers": "/papers/",
            "partnership": "/partnerships/oxford/",
            "bodies": "/partnerships/oxford/bodies/",
            "plan": "/partnerships/oxford/plans/2025-26/",
            "basis": "/partnerships/oxford/plans/2025-26/basis/",
            "achievements": "/partnerships/oxford/plans/2025-26/achievements/",
            "funding": "/partnerships/oxford/plans/2025-26/funding/",
            "scorecard": "/partnerships/oxford/plans/2025-26/scorecard/",
            "accessibility": "/accessibility/",
            "healthz": "/healthz",
        }

    @pytest.mark.parametrize("kind", [*KINDS, "stranger", "public"])
    def test_reads_every_public_page(self, kind: str, addresses: dict[str, str], client: Client) -> None:
        if kind != "public":
            client.force_login(_person(kind))
        assert {name: client.get(url).status_code for name, url in addresses.items()} == dict.fromkeys(addresses, 200)

    @pytest.mark.parametrize("kind", [*KINDS, "stranger"])
    def test_lands_on_its_own_work(self, kind: str, client: Client) -> None:
        client.force_login(_person(kind))
        assert client.get(reverse("work")).status_code == 200

    def test_the_public_is_asked_to_log_in_for_work(self, client: Client) -> None:
        assert client.get(reverse("work")).url == "/accounts/login/?next=/work/"

    @pytest.mark.parametrize(
        ("kind", "status"),
        [*((kind, 200) for kind in KINDS), ("stranger", 404), ("public", 404)],
    )
    def test_reads_drafts_only_as_a_member(self, kind: str, status: int, client: Client) -> None:
        partnership = make.partnership(slug="oxford")
        draft = make.paper(of=partnership)
        make.plan(of=partnership, slug="2026-27", status="draft")
        if kind != "public":
            client.force_login(_person(kind))
        assert client.get(draft.get_absolute_url()).status_code == status
        assert client.get("/partnerships/oxford/plans/2026-27/").status_code == status
        assert client.get("/partnerships/oxford/plans/2026-27/basis/").status_code == status
        assert client.get("/partnerships/oxford/plans/2026-27/achievements/").status_code == status
        assert client.get("/partnerships/oxford/plans/2026-27/funding/").status_code == status
        assert client.get("/partnerships/oxford/plans/2026-27/scorecard/").status_code == status

    @pytest.mark.parametrize(
        ("kind", "status"), [("staff", 200), *((kind, 404) for kind in KINDS), ("stranger", 404), ("public", 404)]
    )
    def test_sees_the_gallery_of_components_only_as_staff(self, kind: str, status: int, client: Client) -> None:
        if kind == "staff":
            client.force_login(make.user(is_staff=True))
        elif kind != "public":
            client.force_login(_person(kind))
        assert client.get(reverse("components")).status_code == status

    @pytest.mark.parametrize("kind", [*KINDS, "stranger"])
    def test_enters_the_admin_only_as_staff(self, kind: str, client: Client) -> None:
        client.force_login(_person(kind))
        assert client.get("/admin/").status_code == 302


def _person(kind: str) -> User:
    if kind == "stranger":
        return make.stranger()
    partnership = Partnership.objects.filter(slug="oxford").first() or make.partnership(slug="oxford")
    body = make.body() if kind == Role.Kind.CONTRIBUTOR else None
    return make.role(of=partnership, kind=kind, body=body).user

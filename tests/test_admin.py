"""The admin for support: every record can be found and opened, what is kept for good cannot be touched, and each change
is told in the event log without the names of people.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from achievements.models import Figure
from core.admin import ReadOnlyAdmin, RecordAdmin
from core.events import verify_chains
from core.models import AlsoAbout, AppendOnly, ChainHead, Draft, Event, Removal, personal_data
from funding.models import ReturnFile
from partners.models import Area, Body, Partnership, Person, Role, User
from priorities.models import BodyRequest
from reports.models import Comment, Edition, EditionFile, Look
from tests import make
from tests.our_models import our_models

pytestmark = pytest.mark.django_db

REGISTERED = {model: one for model, one in admin.site._registry.items() if model in our_models()}
MAKERS: dict[type[models.Model], Callable[..., Any]] = {maker.__annotations__["return"]: maker for maker in make.MAKERS}
# Records that belong to no partnership: their changes are told in the portal's own chain.
SHARED = {"User", "Area", "Body", "Person", "ObjectiveSet", "Objective", "Fund", "Population"}
each_model = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)


@pytest.fixture
def support() -> User:
    return User.objects.create_superuser("support@example.org", "a long password", name="Support")


@pytest.fixture
def client(support: User) -> Client:
    client = Client()
    client.force_login(support)
    return client


def address(model: type[models.Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def a_record(model: type[models.Model]) -> models.Model:
    return make.event() and ChainHead.objects.get() if model is ChainHead else MAKERS[model]()


def filled_in(form: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send back for an admin form and its rows, with some fields changed."""
    data = {}
    for part in [form.context["adminform"].form, *(inline.formset for inline in form.context["inline_admin_formsets"])]:
        forms = [part.management_form, *part.forms] if hasattr(part, "management_form") else [part]
        for one in forms:
            for bound in one:
                widget = bound.field.widget
                value = bound.value()
                names = (
                    [f"{bound.html_name}_0", f"{bound.html_name}_1"]
                    if hasattr(widget, "widgets")
                    else [bound.html_name]
                )
                for name in names:
                    if value is not None and value is not False and value != []:
                        data[name] = value
    return {**data, **changes}


def test_every_record_of_ours_has_a_page_or_a_row_on_its_owners() -> None:
    rows = {inline.model for one in REGISTERED.values() for inline in one.inlines}
    assert {model.__name__ for model in our_models()} - {model.__name__ for model in {*REGISTERED, *rows}} == set()
    for model, one in REGISTERED.items():
        assert isinstance(one, RecordAdmin | ReadOnlyAdmin), model


@each_model
def test_lists_search_forms_and_history_open(client: Client, model: type[models.Model]) -> None:
    record = a_record(model)
    pages = [
        address(model, "changelist"),
        address(model, "changelist") + "?q=a",
        address(model, "change", record.pk),
        address(model, "history", record.pk),
    ]
    if not isinstance(REGISTERED[model], ReadOnlyAdmin):
        pages += [address(model, "delete", record.pk)]
        pages += [address(model, "add")] if model is not BodyRequest else []
    for page in pages:
        assert client.get(page).status_code == 200, page


@each_model
def test_related_records_are_found_by_typing(client: Client, model: type[models.Model]) -> None:
    one = REGISTERED[model]
    request = client.get(address(model, "changelist")).wsgi_request
    owners = [one, *one.get_inline_instances(request)]
    for owner in owners:
        for name in owner.get_autocomplete_fields(request):
            field = owner.model._meta.get_field(name)
            asked = {"app_label": field.model._meta.app_label, "model_name": field.model._meta.model_name}
            answer = client.get(reverse("admin:autocomplete"), {**asked, "field_name": name, "term": "a"})
            assert answer.status_code == 200, (owner, name)
            assert "results" in json.loads(answer.content)


@each_model
def test_a_list_takes_as_many_queries_for_ten_as_for_two(client: Client, model: type[models.Model]) -> None:
    """Also where each record names others, such as a parent."""
    counts = []
    for more in (2, 8):
        for _ in range(more):
            if model is ChainHead:
                make.event(chain=f"chain-{Event.objects.count()}")
            else:
                with_everything_in_the_list(MAKERS[model]())
        client.get(address(model, "changelist"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(model, "changelist")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def with_everything_in_the_list(record: models.Model) -> None:
    if isinstance(record, AppendOnly | Role | Figure):  # these may not name everything at once
        return
    shown = set(REGISTERED[type(record)].list_display)
    for field in record._meta.fields:
        if field.name in shown and isinstance(field, models.ForeignKey) and getattr(record, field.name) is None:
            setattr(record, field.name, MAKERS[field.related_model]())
    type(record)._base_manager.bulk_update(
        [record], [field.name for field in record._meta.fields if field.name in shown and not field.primary_key]
    )


@pytest.mark.parametrize(
    "model", [model for model, one in REGISTERED.items() if isinstance(one, ReadOnlyAdmin)], ids=lambda m: m.__name__
)
def test_what_the_portal_keeps_by_itself_is_only_looked_at(client: Client, model: type[models.Model]) -> None:
    record = a_record(model)
    before = list(model._base_manager.values())
    page = client.get(address(model, "change", record.pk)).content.decode()
    assert 'name="_save"' not in page
    assert "deletelink" not in page
    assert client.get(address(model, "add")).status_code == 403
    for name in ("change", "delete"):
        assert client.post(address(model, name, record.pk), {"post": "yes"}).status_code == 403
    client.post(
        address(model, "changelist"), {"action": "delete_selected", "_selected_action": record.pk, "post": "yes"}
    )
    assert list(model._base_manager.values()) == before


def test_what_the_portal_keeps_by_itself_is_known() -> None:
    kept = {model for model, one in REGISTERED.items() if isinstance(one, ReadOnlyAdmin)}
    assert kept == {Event, AlsoAbout, ChainHead, Edition, EditionFile, ReturnFile, Draft, Removal, Comment, Look}


def test_what_somebody_typed_and_did_not_save_is_nobody_elses(client: Client) -> None:
    draft = make.draft(typed="text=Between+us")
    assert "Between" not in client.get(address(Draft, "change", draft.pk)).content.decode()


def test_a_body_is_not_asked_in_the_admin(client: Client) -> None:
    """A request without its link and its e-mail would ask nobody."""
    assert client.get(address(BodyRequest, "add")).status_code == 403


def test_a_published_paper_is_not_removed_with_its_editions(client: Client) -> None:
    edition = make.edition()
    page = client.post(address(type(edition.paper), "delete", edition.paper_id), {"post": "yes"})
    assert page.status_code in (200, 403)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("is_staff", [False, True])
def test_nobody_else_gets_in(is_staff: bool) -> None:  # noqa: FBT001
    client = Client()
    assert client.get(reverse("admin:index")).status_code == 302
    client.force_login(make.user(is_staff=is_staff))
    for model in REGISTERED:
        assert client.get(address(model, "changelist")).status_code in (302, 403)


class TestEvents:
    @pytest.mark.parametrize(
        "model", [model for model, one in REGISTERED.items() if isinstance(one, RecordAdmin)], ids=lambda m: m.__name__
    )
    def test_every_record_has_its_chain(self, model: type[models.Model]) -> None:
        record = MAKERS[model]()
        chain = REGISTERED[model].chain_of(record)
        if model.__name__ in SHARED:
            assert chain == "portal"
        elif model.__name__ == "Project":
            assert chain == "portal"
            record.partnership = make.partnership()
            assert REGISTERED[model].chain_of(record) == record.partnership.event_chain
        else:
            assert chain.startswith("partnership/")
            assert Partnership.objects.filter(pk=chain.removeprefix("partnership/")).exists()

    def test_a_figure_of_a_finding_is_told_in_the_chain_of_its_plan(self) -> None:
        figure = make.figure(of=make.finding())
        chain = REGISTERED[type(figure)].chain_of(figure)
        assert chain == figure.finding.plan.partnership.event_chain

    def test_adding_changing_and_removing_are_told(self, client: Client, support: User) -> None:
        added = {"name": "Oxford", "slug": "oxford", "kind": "district"}
        assert client.post(address(Area, "add"), added).status_code == 302
        area = Area.objects.get()
        client.post(address(Area, "change", area.pk), {**added, "ons_code": "E07000178"})
        client.post(address(Area, "delete", area.pk), {"post": "yes"})
        assert not Area.objects.exists()
        told = Event.objects.filter(chain="portal").order_by("sequence")
        assert [(event.verb, event.actor, event.subject_id) for event in told] == [
            (f"partners.area_{what}_in_admin", support, str(area.pk)) for what in ("added", "changed", "removed")
        ]
        assert told[1].summary == "Changed the area “Oxford” in the admin."
        assert told[1].data == {"changes": [{"changed": {"fields": ["ONS code"]}}]}
        assert not list(verify_chains())

    def test_a_change_to_a_plan_is_told_in_its_partnerships_chain(self, client: Client) -> None:
        plan = make.plan()
        page = client.get(address(type(plan), "change", plan.pk))
        answer = client.post(address(type(plan), "change", plan.pk), filled_in(page, title="Another title"))
        assert answer.status_code == 302, answer.context["errors"]
        event = Event.objects.get()
        assert (event.chain, event.subject_type) == (plan.partnership.event_chain, "priorities.plan")

    def test_removing_many_tells_of_each(self, client: Client) -> None:
        bodies = [make.body() for _ in range(3)]
        selected = [body.pk for body in bodies]
        data = {"action": "delete_selected", "_selected_action": selected, "post": "yes"}
        assert client.post(address(Body, "changelist"), data).status_code == 302
        assert not Body.objects.exists()
        assert sorted(int(event.subject_id) for event in Event.objects.all()) == sorted(selected)

    def test_a_change_that_is_refused_is_not_told(self, client: Client) -> None:
        answer = client.post(address(Area, "add"), {"name": "Oxford", "slug": "oxford", "kind": "nonsense"})
        assert answer.status_code == 200
        assert not Event.objects.exists()

    def test_the_log_holds_no_name_nor_number_of_a_person(self, client: Client) -> None:
        person = make.person(name="Jo Private")
        seat = make.seat(person=person)
        given = {"name": "Jo Private", "email": "jo@private.example", "phone": "01865 000000"}
        assert client.post(address(Person, "change", person.pk), given).status_code == 302
        page = client.get(address(type(seat.group), "change", seat.group_id))
        rows = filled_in(page, **{"seats-0-post_title": "The commander"})
        assert client.post(address(type(seat.group), "change", seat.group_id), rows).status_code == 302
        assert Event.objects.count() == 2
        for event in Event.objects.all():
            said = event.summary + json.dumps(event.data)
            assert not any(word in said for word in ("Jo", "Private", "private", "01865"))
        assert "Changed the person" in Event.objects.earliest("pk").summary


class TestRevisions:
    """Whoever has a record open in a form must be told that it was changed here, so the revision counts up."""

    def test_a_change_counts_the_record_and_each_changed_row_up(self, client: Client) -> None:
        plan = make.plan()
        changed, left = make.challenge(of=plan), make.challenge(of=plan)
        page = client.get(address(type(plan), "change", plan.pk))
        rows = [form.instance.pk for form in page.context["inline_admin_formsets"][0].formset.initial_forms]
        typed = {"title": "Another title", f"challenges-{rows.index(changed.pk)}-text": "Another text"}
        answer = client.post(address(type(plan), "change", plan.pk), filled_in(page, **typed))
        assert answer.status_code == 302, answer.context["errors"]
        for record, revision in ((plan, 2), (changed, 2), (left, 1)):
            record.refresh_from_db()
            assert record.revision == revision, record

    def test_one_counted_up_meanwhile_is_not_counted_back(self, client: Client) -> None:
        body = make.body()
        page = client.get(address(Body, "change", body.pk))
        Body.objects.update(revision=7)
        assert client.post(address(Body, "change", body.pk), filled_in(page, name="Another")).status_code == 302
        body.refresh_from_db()
        assert body.revision == 8

    def test_what_is_added_is_at_its_first(self, client: Client) -> None:
        assert client.post(address(Area, "add"), {"name": "A", "slug": "a", "kind": "district"}).status_code == 302
        page = client.get(address(Body, "add"))
        assert client.post(address(Body, "add"), filled_in(page, name="B", slug="b", kind="police")).status_code == 302
        assert Body.objects.get().revision == 1


class TestPeople:
    def test_a_person_is_added_with_an_address_in_lower_case_and_signs_in(self, client: Client) -> None:
        page = client.get(address(User, "add"))
        data = filled_in(
            page,
            email="New@Example.ORG",
            name="New",
            usable_password="true",
            password1="w8 and-Sesame",
            password2="w8 and-Sesame",
        )
        answer = client.post(address(User, "add"), data)
        assert answer.status_code == 302, answer.context["errors"]
        user = User.objects.get(email="new@example.org")
        assert user.check_password("w8 and-Sesame")
        assert not user.is_staff

    def test_the_same_address_in_capitals_is_refused_with_a_sentence(self, client: Client) -> None:
        make.user(email="new@example.org")
        page = client.get(address(User, "add"))
        data = filled_in(page, email="NEW@example.org", usable_password="false")
        answer = client.post(address(User, "add"), data)
        assert answer.status_code == 200
        assert User.objects.filter(email__iexact="new@example.org").count() == 1
        assert "already" in " ".join(str(error) for error in answer.context["errors"])

    def test_a_new_password_is_told_but_not_what_it_is(self, client: Client) -> None:
        user = make.user(password="the old password")
        data = {"password1": "w8 and-Sesame", "password2": "w8 and-Sesame", "usable_password": "true"}
        answer = client.post(reverse("admin:auth_user_password_change", args=[user.pk]), data)
        assert answer.status_code == 302
        user.refresh_from_db()
        assert user.check_password("w8 and-Sesame")
        event = Event.objects.get()
        assert event.summary == f"Changed the user {user.pk} in the admin."
        assert "Sesame" not in json.dumps(event.data)
        assert LogEntry.objects.count() == 1


def test_models_that_name_people_are_never_called_by_them_in_the_log() -> None:
    assert {model.__name__ for model in REGISTERED if personal_data(model)} == {
        "User", "Person", "Role", "Membership", "UpdateRequest", "BodyRequest", "Event", "Edition", "Draft", "Removal",
        "EditionFile", "Comment", "Look", "Return", "ReturnLine", "ReturnFile", "ImportRun",
    }  # fmt: skip

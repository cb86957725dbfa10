"""Officers and administrators keep groups, seats and people."""

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import keeper_required
from core.edit_pages import act, edit_page
from partners import operations
from partners.forms import GroupForm, PersonForm, SeatForm, people_of
from partners.models import Group, Person, Seat, User
from partners.views.keeping import READ_OR_SEND, keep_url, partnership_or_404


@keeper_required
@require_http_methods(READ_OR_SEND)
def group_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Adds a group."""
    partnership, by, now = partnership_or_404(partnership_slug), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(GroupForm, instance=Group(partnership=partnership)),
        save=lambda form: operations.add_group(partnership=partnership, values=form.values, by=by, now=now),
        heading="Add a group",
        said=lambda group: f"{group} was added.",
        done=lambda group: keep_url(partnership, f"group-{group.pk}"),
        cancel=keep_url(partnership, "groups"),
        template="partners/edit.html",
        context=lambda: {"partnership": partnership},
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def group_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes a group."""
    group, by, now = _group_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(GroupForm, instance=group),
        save=lambda form: operations.change_group(
            group=group, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading=f"Change {group}",
        said=lambda saved: f"{saved} was saved.",
        done=keep_url(group.partnership, f"group-{group.pk}"),
        cancel=keep_url(group.partnership, f"group-{group.pk}"),
        template="partners/edit.html",
        context=lambda: {
            "partnership": group.partnership,
            "record": group,
            "remove": reverse("partners:group_remove", args=[partnership_slug, group.pk]),
        },
    )


@keeper_required
@require_POST
def group_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes away a group that was a mistake."""
    group, by = _group_or_404(partnership_slug, pk), cast("User", request.user)
    place = keep_url(group.partnership, "groups")
    return act(
        request,
        lambda: operations.remove_group(group=group, place=place, by=by, now=timezone.now()),
        said=f"{group} was removed.",
        done=place,
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def group_seat_add(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Adds a seat to a group."""
    group, by, now = _group_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(SeatForm, instance=Seat(group=group)),
        save=lambda form: operations.add_seat(group=group, values=form.values, by=by, now=now),
        heading=f"Add a seat to {group}",
        said=lambda seat: f"The seat {seat} was added.",
        done=keep_url(group.partnership, f"group-{group.pk}"),
        cancel=keep_url(group.partnership, f"group-{group.pk}"),
        template="partners/edit.html",
        context=lambda: {"partnership": group.partnership},
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def seat_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes a seat: its post, its body, who holds it, its dates."""
    seat, by, now = _seat_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    partnership = seat.group.partnership
    return edit_page(
        request,
        form=partial(SeatForm, instance=seat),
        save=lambda form: operations.change_seat(seat=seat, values=form.values, revision=form.revision, by=by, now=now),
        heading=f"Change {seat}",
        said="The seat was saved.",
        done=keep_url(partnership, f"group-{seat.group_id}"),
        cancel=keep_url(partnership, f"group-{seat.group_id}"),
        template="partners/edit.html",
        context=lambda: {
            "partnership": partnership,
            "record": seat,
            "remove": reverse("partners:seat_remove", args=[partnership_slug, seat.pk]),
        },
    )


@keeper_required
@require_POST
def seat_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes away a seat that was a mistake."""
    seat, by = _seat_or_404(partnership_slug, pk), cast("User", request.user)
    place = keep_url(seat.group.partnership, f"group-{seat.group_id}")
    return act(
        request,
        lambda: operations.remove_seat(seat=seat, place=place, by=by, now=timezone.now()),
        said="The seat was removed.",
        done=place,
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def person_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Adds somebody who holds a seat or answers for a body."""
    partnership, by, now = partnership_or_404(partnership_slug), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(PersonForm, instance=Person(), partnership=partnership),
        save=lambda form: operations.add_person(partnership=partnership, values=form.values, by=by, now=now),
        heading="Add a person",
        said=lambda person: f"{person} was added.",
        done=keep_url(partnership, "people"),
        cancel=keep_url(partnership, "people"),
        template="partners/edit.html",
        context=lambda: {"partnership": partnership},
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def person_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes what is known of a person."""
    partnership, by, now = partnership_or_404(partnership_slug), cast("User", request.user), timezone.now()
    person = next((person for person in people_of(partnership) if person.pk == pk), None)
    if person is None:
        raise Http404("Nobody of this partnership has this address.")
    return edit_page(
        request,
        form=partial(PersonForm, instance=person, partnership=partnership),
        save=lambda form: operations.change_person(
            person=person, partnership=partnership, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading=f"Change {person}",
        said=lambda saved: f"{saved} was saved.",
        done=keep_url(partnership, "people"),
        cancel=keep_url(partnership, "people"),
        template="partners/edit.html",
        context=lambda: {"partnership": partnership, "record": person},
    )


def _group_or_404(slug: str, pk: int) -> Group:
    return get_object_or_404(Group.objects.select_related("partnership"), pk=pk, partnership__slug=slug)


def _seat_or_404(slug: str, pk: int) -> Seat:
    found = Seat.objects.select_related("group__partnership")
    return get_object_or_404(found, pk=pk, group__partnership__slug=slug)

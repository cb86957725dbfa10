"""Administrators keep what belongs to a house style: fields of the head, approvers, kinds of implications."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import administrator_required
from core.edit_forms import RecordForm
from core.edit_pages import act
from partners.models import User
from reports.forms.styles import ApproverRoleForm, HeaderFieldAddForm, HeaderFieldForm, ImplicationKindForm
from reports.models import ApproverRole, HeaderField, HouseStyle, ImplicationKind
from reports.operations.style_parts import (
    StylePart,
    add_style_part,
    change_style_part,
    move_style_part,
    remove_style_part,
)
from reports.summaries.styles import unused_keys, what_differs
from reports.views.style_pages import style_or_404, style_url, with_sample

Part = TypeVar("Part", HeaderField, ApproverRole, ImplicationKind)
READ_OR_SEND = ["GET", "POST"]
# The beginning of the names of a kind's addresses and anchors, and what a sentence calls it.
CALLED: dict[type[StylePart], tuple[str, str]] = {
    HeaderField: ("header_field", "field"),
    ApproverRole: ("approver_role", "approver"),
    ImplicationKind: ("implication_kind", "kind of implications"),
}
FROM_NOW_ON = "Papers that are begun from now on ask for it."


@administrator_required
@require_http_methods(READ_OR_SEND)
def house_style_header_field_add(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Adds one of the fields that the head does not have."""
    style = style_or_404(partnership_slug, pk)
    part = HeaderField(house_style=style, block=HeaderField.Block.TOP)
    form = partial(HeaderFieldAddForm, instance=part, unused=unused_keys(style))
    return _add(request, style, part, form, "Papers show it once they have a value for it.")


@administrator_required
@require_http_methods(READ_OR_SEND)
def house_style_approver_role_add(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Adds somebody who signs."""
    style = style_or_404(partnership_slug, pk)
    part = ApproverRole(house_style=style)
    return _add(request, style, part, partial(ApproverRoleForm, instance=part), FROM_NOW_ON)


@administrator_required
@require_http_methods(READ_OR_SEND)
def house_style_implication_kind_add(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Adds a kind of implications that papers answer."""
    style = style_or_404(partnership_slug, pk)
    part = ImplicationKind(house_style=style)
    return _add(request, style, part, partial(ImplicationKindForm, instance=part), FROM_NOW_ON)


@administrator_required
@require_http_methods(READ_OR_SEND)
def header_field_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes the label of a field of the head, and where it stands."""
    return _edit(request, _part_or_404(HeaderField, partnership_slug, pk), HeaderFieldForm)


@administrator_required
@require_http_methods(READ_OR_SEND)
def approver_role_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes who signs for something."""
    return _edit(request, _part_or_404(ApproverRole, partnership_slug, pk), ApproverRoleForm)


@administrator_required
@require_http_methods(READ_OR_SEND)
def implication_kind_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes what a kind of implications is called."""
    return _edit(request, _part_or_404(ImplicationKind, partnership_slug, pk), ImplicationKindForm)


@administrator_required
@require_POST
def header_field_move(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Moves a field of the head up or down within its block."""
    return _move(request, _part_or_404(HeaderField, partnership_slug, pk))


@administrator_required
@require_POST
def approver_role_move(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Moves an approver up or down."""
    return _move(request, _part_or_404(ApproverRole, partnership_slug, pk))


@administrator_required
@require_POST
def implication_kind_move(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Moves a kind of implications up or down."""
    return _move(request, _part_or_404(ImplicationKind, partnership_slug, pk))


@administrator_required
@require_POST
def header_field_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes a field out of the head."""
    return _remove(request, _part_or_404(HeaderField, partnership_slug, pk))


@administrator_required
@require_POST
def approver_role_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes an approver away."""
    return _remove(request, _part_or_404(ApproverRole, partnership_slug, pk))


@administrator_required
@require_POST
def implication_kind_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes a kind of implications away."""
    return _remove(request, _part_or_404(ImplicationKind, partnership_slug, pk))


def _add(
    request: HttpRequest, style: HouseStyle, part: Any, form: Callable[..., RecordForm], what_follows: str
) -> HttpResponse:
    by, now, (route, noun) = cast("User", request.user), timezone.now(), CALLED[type(part)]
    return with_sample(
        request,
        style=style,
        record=part,
        form=form,
        save=lambda form: add_style_part(part=type(part)(house_style=style), values=form.values, by=by, now=now),
        heading=f"Add {_a(noun)}",
        said=f"The {noun} was added. {what_follows}",
        done=lambda added: style_url(style, f"{route}-{added.pk}"),
        cancel=style_url(style, f"{route}s"),
    )


def _edit(request: HttpRequest, part: Any, form: type[RecordForm]) -> HttpResponse:
    style, by, now = part.house_style, cast("User", request.user), timezone.now()
    route, noun = CALLED[type(part)]
    place = style_url(style, f"{route}-{part.pk}")
    shows = isinstance(part, HeaderField)
    return with_sample(
        request,
        style=style,
        record=part,
        form=partial(form, instance=part),
        save=lambda form: change_style_part(part=part, values=form.values, revision=form.revision, by=by, now=now),
        heading=f"Change the {noun} “{part}”",
        said=lambda _: f"The {noun} was saved. {what_differs(style, is_saved=True) if shows else ''}".strip(),
        done=place,
        cancel=place,
        remove=reverse(f"styles:{route}_remove", args=[style.partnership.slug, part.pk]),
        differs=what_differs(style, is_saved=False) if shows else "",
    )


def _move(request: HttpRequest, part: StylePart) -> HttpResponse:
    """One place up or down, then back to the same button for the next."""
    up, by = request.POST.get("to") == "up", cast("User", request.user)
    place = style_url(part.house_style, f"{CALLED[type(part)][0]}-{part.pk}-{'up' if up else 'down'}")
    return act(request, lambda: move_style_part(part=part, up=up, by=by, now=timezone.now()), done=place)


def _remove(request: HttpRequest, part: StylePart) -> HttpResponse:
    by, (route, noun) = cast("User", request.user), CALLED[type(part)]
    place = style_url(part.house_style, f"{route}s")
    return act(
        request,
        lambda: remove_style_part(part=part, place=place, by=by, now=timezone.now()),
        said=f"The {noun} “{part}” was removed.",
        done=place,
    )


def _part_or_404(model: type[Part], partnership_slug: str, pk: int) -> Part:
    found: models.QuerySet[Part] = model._default_manager.select_related("house_style__partnership")
    return get_object_or_404(found, pk=pk, house_style__partnership__slug=partnership_slug)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"

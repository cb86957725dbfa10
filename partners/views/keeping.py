"""Officers and administrators keep bodies and groups; administrators keep who is a member."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import administrator_required, keeper_required
from core.edit_pages import act, edit_page
from partners import operations
from partners.forms import AsAtForm, BodyForm, MembershipForm
from partners.models import Body, Membership, Partnership, User
from partners.summaries import kept_in

READ_OR_SEND = ["GET", "POST"]


@keeper_required
@require_safe
def keep(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Everything an administrator keeps, as at a day: members, bodies, groups with seats, people, meetings."""
    found = partnership_or_404(partnership_slug)
    today = timezone.localdate()
    asked = any(name == "on" or name.startswith("on_") for name in request.GET)
    form = AsAtForm(request.GET) if asked else AsAtForm(initial={"on": today})
    on = form.cleaned_data["on"] if asked and form.is_valid() else today
    kinds = set(cast("User", request.user).roles.as_at(today).filter(partnership=found).values_list("kind", flat=True))
    context = {"partnership": found, "form": form, "on": on, "kept": kept_in(found, on=on)}
    return TemplateResponse(
        request, "partners/keep.html", {**context, "keeps_members": "administrator" in kinds, "today": today}
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def body_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Adds a body to the portal."""
    partnership, by, now = partnership_or_404(partnership_slug), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(BodyForm, instance=Body()),
        save=lambda form: operations.add_body(partnership=partnership, values=form.values, by=by, now=now),
        heading="Add a body",
        said=lambda body: f"{body} was added. It is no member yet.",
        done=keep_url(partnership, "bodies"),
        cancel=keep_url(partnership, "bodies"),
        template="partners/edit.html",
        context=lambda: {"partnership": partnership},
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def body_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes a body: its names, its dates, who took over."""
    partnership, by, now = partnership_or_404(partnership_slug), cast("User", request.user), timezone.now()
    body = get_object_or_404(Body.objects.kept_in(partnership.pk), pk=pk)
    others = Partnership.objects.filter(memberships__body=body).exclude(pk=partnership.pk).distinct()
    return edit_page(
        request,
        form=partial(BodyForm, instance=body),
        save=lambda form: operations.change_body(
            body=body, partnership=partnership, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading=f"Change {body}",
        said=lambda saved: f"{saved} was saved.",
        done=keep_url(partnership, f"body-{body.pk}"),
        cancel=keep_url(partnership, f"body-{body.pk}"),
        template="partners/edit.html",
        context=lambda: {"partnership": partnership, "also_in": list(others), "record": body},
    )


@administrator_required
@require_http_methods(READ_OR_SEND)
def membership_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Takes a body into the partnership."""
    partnership, by, now = partnership_or_404(partnership_slug), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(MembershipForm, instance=Membership(partnership=partnership)),
        save=lambda form: operations.add_membership(
            partnership=partnership,
            values=form.values,
            categories=form.answers["categories"],
            by=by,
            now=now,
        ),
        heading="Take in a member",
        said=lambda membership: f"{membership.body} is a member.",
        done=keep_url(partnership, "members"),
        cancel=keep_url(partnership, "members"),
        template="partners/edit.html",
        context=lambda: {"partnership": partnership, "offers_new_body": True},
    )


@administrator_required
@require_http_methods(READ_OR_SEND)
def membership_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes a membership: standing, categories, dates, who is asked."""
    membership, by, now = _membership_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    partnership = membership.partnership
    return edit_page(
        request,
        form=partial(MembershipForm, instance=membership),
        save=lambda form: operations.change_membership(
            membership=membership,
            values=form.values,
            categories=form.answers["categories"],
            revision=form.revision,
            by=by,
            now=now,
        ),
        heading=f"Membership of {membership.body}",
        said=lambda saved: f"The membership of {saved.body} was saved.",
        done=keep_url(partnership, f"membership-{membership.pk}"),
        cancel=keep_url(partnership, f"membership-{membership.pk}"),
        template="partners/edit.html",
        context=lambda: {
            "partnership": partnership,
            "record": membership,
            "remove": reverse("partners:membership_remove", args=[partnership.slug, membership.pk]),
        },
    )


@administrator_required
@require_POST
def membership_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes away a membership that was a mistake."""
    membership, by = _membership_or_404(partnership_slug, pk), cast("User", request.user)
    place = keep_url(membership.partnership, "members")
    return act(
        request,
        lambda: operations.remove_membership(membership=membership, place=place, by=by, now=timezone.now()),
        said=f"The membership of {membership.body} was removed.",
        done=place,
    )


def partnership_or_404(slug: str) -> Partnership:
    """The partnership of an address."""
    return get_object_or_404(Partnership, slug=slug)


def keep_url(partnership: Partnership, anchor: str) -> str:
    """The place of something on the page of what is kept."""
    return f"{reverse('partners:keep', args=[partnership.slug])}#{anchor}"


def _membership_or_404(slug: str, pk: int) -> Membership:
    found = Membership.objects.select_related("partnership", "body").prefetch_related("categories")
    return get_object_or_404(found, pk=pk, partnership__slug=slug)

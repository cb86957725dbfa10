"""Administrators look after who works in a partnership: invitations, roles, leavers."""

from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import administrator_required
from core.edit_pages import act, edit_page
from partners import operations
from partners.forms import AsAtForm, EndRoleForm, InviteForm, RoleForm
from partners.models import Partnership, Role, User
from partners.operations import Leaving
from partners.summaries import account_in, accounts_in
from partners.views.keeping import partnership_or_404

READ_OR_SEND = ["GET", "POST"]
NOT_SENT = (
    "It is saved, but the e-mail did not leave: the mail server does not take it. Send it again from the person's page "
    "later, or tell those who run the portal."
)


@administrator_required
@require_safe
def people(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Everybody with a role in a partnership as at a day (`?on=2025-10-06`, else today), and those who had one."""
    partnership, today = partnership_or_404(partnership_slug), timezone.localdate()
    asked = any(name == "on" or name.startswith("on_") for name in request.GET)
    form = AsAtForm(request.GET) if asked else AsAtForm(initial={"on": today})
    on = form.cleaned_data["on"] if asked and form.is_valid() else today
    if asked and form.is_valid() and "on" not in request.GET:
        return redirect(f"{request.path}?on={on.isoformat()}")
    context = {"partnership": partnership, "form": form, "today": today, "people": accounts_in(partnership.pk, on=on)}
    return TemplateResponse(request, "partners/people.html", context)


@administrator_required
@require_http_methods(READ_OR_SEND)
def user_invite(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Invites somebody by e-mail, with a role."""
    partnership, now = partnership_or_404(partnership_slug), timezone.now()
    by = cast("User", request.user)

    def save(form: InviteForm) -> Role | None:
        try:
            return operations.invite_person(partnership=partnership, **form.values, by=by, now=now)
        except OSError:
            messages.warning(request, NOT_SENT)
            return None

    return edit_page(
        request,
        form=partial(InviteForm, partnership=partnership, today=timezone.localdate(now)),
        save=save,
        heading="Invite somebody",
        said=lambda role: f"An e-mail is on its way to {role.user.email}." if role else "",
        done=_people_url(partnership),
        cancel=_people_url(partnership),
        template="partners/edit.html",
        context=lambda: {"partnership": partnership},
    )


@administrator_required
@require_safe
def user(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Somebody's roles in the partnership, how their account stands, and what can be done."""
    partnership, today = partnership_or_404(partnership_slug), timezone.localdate()
    person = get_object_or_404(User, pk=pk)
    line = account_in(partnership.pk, person, on=today)
    if line is None:
        raise Http404("This person never had a role here.")
    context = {
        "partnership": partnership,
        "person": line,
        "is_me": person == request.user,
        "is_needed_elsewhere": operations.is_needed_elsewhere(person, partnership, on=today),
    }
    return TemplateResponse(request, "partners/user.html", context)


@administrator_required
@require_http_methods(READ_OR_SEND)
def user_role_add(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Gives somebody another role."""
    partnership, person, now = *_found(partnership_slug, pk), timezone.now()
    return edit_page(
        request,
        form=partial(RoleForm, partnership=partnership, today=timezone.localdate(now)),
        save=lambda form: operations.give_role(
            user=person, partnership=partnership, **form.values, by=cast("User", request.user), now=now
        ),
        heading=f"Give {person} another role",
        said=lambda role: f"{person} is now {role.get_kind_display()}.",
        done=_user_url(partnership, person),
        cancel=_user_url(partnership, person),
        template="partners/edit.html",
        context=lambda: {"partnership": partnership},
    )


@administrator_required
@require_http_methods(READ_OR_SEND)
def role_end(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Gives a role its last day."""
    roles = Role.objects.select_related("user", "partnership", "body")
    role, now = get_object_or_404(roles, pk=pk, partnership__slug=partnership_slug), timezone.now()
    page = _user_url(role.partnership, role.user)
    return edit_page(
        request,
        form=partial(EndRoleForm, instance=role, today=timezone.localdate(now)),
        save=lambda form: operations.end_role(
            role=role,
            until_date=form.values["until_date"],
            revision=form.revision,
            by=cast("User", request.user),
            now=now,
        ),
        heading=f"End a role of {role.user}",
        said="The role has its last day.",
        done=page,
        cancel=page,
        template="partners/role_end.html",
        context=lambda: {"partnership": role.partnership, "role": role},
    )


@administrator_required
@require_POST
def user_invitation_send(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Sends an invitation again to somebody who has not answered."""
    partnership, person = _found(partnership_slug, pk)
    return _act_and_mail(
        request,
        partnership,
        person,
        operations.send_invitation_again,
        said=f"An e-mail is on its way to {person.email}.",
    )


@administrator_required
@require_http_methods(READ_OR_SEND)
def user_second_step_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes away the second step of somebody who has lost their telephone; asks first."""
    partnership, person = _found(partnership_slug, pk)
    if request.method != "POST":
        context = {"partnership": partnership, "person": person}
        return TemplateResponse(request, "partners/user_second_step_remove.html", context)
    return _act_and_mail(
        request, partnership, person, operations.remove_second_step, said=f"{person} has no second step any more."
    )


@administrator_required
@require_http_methods(READ_OR_SEND)
def user_leave(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Records that somebody left; asks first."""
    (partnership, person), now = _found(partnership_slug, pk), timezone.now()
    if request.method != "POST":
        is_needed = operations.is_needed_elsewhere(person, partnership, on=timezone.localdate(now))
        context = {"partnership": partnership, "person": person, "is_needed_elsewhere": is_needed}
        return TemplateResponse(request, "partners/user_leave.html", context)
    name = str(person)
    return act(
        request,
        lambda: operations.record_leaver(user=person, partnership=partnership, by=cast("User", request.user), now=now),
        said=lambda leaving: _what_came_of(leaving, name),
        done=_user_url(partnership, person),
    )


def _what_came_of(leaving: Leaving, name: str) -> str:
    if leaving.is_anonymous:
        return "It is recorded that this person left. Their account is anonymous."
    return f"The roles of {name} here have ended. Their account stays, since it is needed elsewhere."


def _act_and_mail(
    request: HttpRequest, partnership: Partnership, person: User, operation: Any, *, said: str
) -> HttpResponse:
    """A button whose operation also sends an e-mail, which may not leave."""
    page, now = _user_url(partnership, person), timezone.now()
    try:
        return act(
            request,
            lambda: operation(user=person, partnership=partnership, by=request.user, now=now),
            said=said,
            done=page,
        )
    except OSError:
        messages.warning(request, NOT_SENT)
        return redirect(page)


def _found(partnership_slug: str, pk: int) -> tuple[Partnership, User]:
    """The partnership of an address, and somebody who has or had a role in it."""
    partnership = partnership_or_404(partnership_slug)
    return partnership, get_object_or_404(User.objects.filter(roles__partnership=partnership).distinct(), pk=pk)


def _people_url(partnership: Partnership) -> str:
    return reverse("partners:people", args=[partnership.slug])


def _user_url(partnership: Partnership, person: User) -> str:
    return reverse("partners:user", args=[partnership.slug, person.pk])

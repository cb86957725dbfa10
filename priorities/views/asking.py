"""Officers ask bodies for their lines, see who has answered and who has not, and decide on what was answered."""

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import contributor_required, officer_required
from core.edit_pages import act, edit_page
from partners.models import Role, User
from priorities.forms.requests import DecisionsForm, NewLinkForm, RequestForm
from priorities.models import BodyRequest, Plan, Reminder, UpdateRequest
from priorities.operations.requests import (
    Decided,
    close_request,
    decide_answers,
    nudge,
    renew_link,
    revoke_link,
)
from priorities.operations.requests import ask_for_updates as ask
from priorities.pages import plan_or_404
from priorities.previews import preview_of_request, preview_to_body
from priorities.quarters import quarter_to_tell_of, quarters_of
from priorities.summaries.requests import candidates_of, leaderless_actions, request_overview, requests_of

PAGE_NAME = "Update requests"


@officer_required
@require_safe
def requests(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Every update request of a plan, and how far each has come."""
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate())
    context = {"head": head, "page_name": PAGE_NAME, "requests": requests_of(plan), "may_ask": _may_ask(plan)}
    return TemplateResponse(request, "priorities/requests.html", context)


@officer_required
@require_http_methods(["GET", "POST"])
def request_add(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Chooses whom to ask and shows every e-mail; only then, on "Send", is anything saved or sent."""
    on = timezone.localdate()
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=on)
    quarters = quarters_of(plan.period_start, plan.period_end, on=on)
    form = partial(
        RequestForm,
        candidates=candidates_of(plan, on=on),
        quarters=quarters,
        quarter=quarter_to_tell_of(quarters, on=on),
        on=on,
    )
    page = {"head": head, "plan": plan, "leaderless": leaderless_actions(plan), "may_ask": _may_ask(plan)}
    if request.method == "POST" and request.POST.get("step") != "send":
        return _preview(request, plan, form(request.POST, None, editor=request.user), page)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=form,
        save=lambda form: ask(
            plan=plan,
            period=form.period,
            due_date=form.cleaned_data["due_date"],
            bodies=form.asked,
            message=form.cleaned_data["message"],
            by=by,
            now=now,
        ),
        heading="Ask for updates",
        said=_what_left,
        done=lambda made: reverse("priorities:request", args=[partnership_slug, plan_slug, made.pk]),
        cancel=reverse("priorities:requests", args=[partnership_slug, plan_slug]),
        template="priorities/request_add.html",
        context=lambda: page,
    )


@contributor_required
@require_http_methods(["GET", "POST"])
def request(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Who has answered and who has not, and the answers that wait; a contributor is led to their own lines."""
    now = timezone.now()
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate(now))
    found = get_object_or_404(UpdateRequest.objects.select_related("plan__partnership"), pk=pk, plan=plan)
    if not head.may_edit:
        return _own_lines(request, found, partnership_slug, plan_slug)
    overview = request_overview(found, now=now)
    by = cast("User", request.user)
    place = reverse("priorities:request", args=[partnership_slug, plan_slug, pk])
    return edit_page(
        request,
        form=partial(DecisionsForm, overview=overview),
        save=lambda form: decide_answers(request=found, decisions=form.decisions, by=by, now=now),
        heading=f"Update for {overview.period}",
        said=_what_was_decided,
        done=place,
        cancel="",
        template="priorities/request.html",
        context=lambda: {"head": head, "page_name": PAGE_NAME, "overview": overview},
    )


@officer_required
@require_POST
def request_close(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Ends an update request."""
    found = get_object_or_404(
        UpdateRequest.objects.select_related("plan__partnership"),
        pk=pk,
        plan__slug=plan_slug,
        plan__partnership__slug=partnership_slug,
    )
    by = cast("User", request.user)
    return act(
        request,
        lambda: close_request(request=found, by=by, now=timezone.now()),
        said="The request has ended. Its links no longer work.",
        done=reverse("priorities:request", args=[partnership_slug, plan_slug, pk]),
    )


@officer_required
@require_safe
def request_mail(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int, kind: str) -> HttpResponse:
    """Every kind of e-mail about a request, as a body would get it now."""
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate())
    found = get_object_or_404(UpdateRequest.objects.select_related("plan__partnership"), pk=pk, plan=plan)
    asked = found.bodies.with_everything().order_by("answered_at", "body__name", "pk").first()
    if asked is None or kind not in Reminder.Kind.values:
        raise Http404("There is no such e-mail.")
    context = {
        "head": head,
        "page_name": PAGE_NAME,
        "found": found,
        "kinds": Reminder.Kind.choices,
        "kind": kind,
        "label": Reminder.Kind(kind).label,
        "body": asked.body.name,
        "mail": preview_to_body(asked, kind, on=timezone.localdate()),
    }
    return TemplateResponse(request, "priorities/request_mail.html", context)


@officer_required
@require_POST
def request_nudge(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Sends a body one reminder now."""
    asked = _asked_or_404(partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: nudge(asked=asked, by=by, now=timezone.now()),
        said=f"A reminder was sent to {asked.body}.",
        done=reverse("priorities:request", args=[partnership_slug, plan_slug, asked.request_id]),
    )


@officer_required
@require_http_methods(["GET", "POST"])
def request_renew(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Sends a body a new link, to another address where that is wanted; earlier links no longer work."""
    asked = _asked_or_404(partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    done = reverse("priorities:request", args=[partnership_slug, plan_slug, asked.request_id])
    return edit_page(
        request,
        form=partial(NewLinkForm, asked=asked),
        save=lambda form: renew_link(asked=asked, by=by, now=now, **form.cleaned_data),
        heading=f"Send {asked.body} a new link",
        said=_what_became_of_the_link,
        done=done,
        cancel=done,
        template="priorities/request_renew.html",
        context=lambda: {"asked": asked, "plan": asked.request.plan},
    )


@officer_required
@require_POST
def request_revoke(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Ends every link of a body to its lines."""
    asked = _asked_or_404(partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: revoke_link(asked=asked, by=by, now=timezone.now()),
        said=f"The links of {asked.body} no longer work.",
        done=reverse("priorities:request", args=[partnership_slug, plan_slug, asked.request_id]),
    )


def _asked_or_404(partnership_slug: str, plan_slug: str, pk: int) -> BodyRequest:
    return get_object_or_404(
        BodyRequest.objects.with_everything(),
        pk=pk,
        request__plan__slug=plan_slug,
        request__plan__partnership__slug=partnership_slug,
    )


def _may_ask(plan: Plan) -> bool:
    return plan.status not in (Plan.Status.DRAFT, Plan.Status.CLOSED)


def _own_lines(request: HttpRequest, found: UpdateRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Leads a contributor to the lines of their body, the unanswered first."""
    held = Role.objects.held_by(cast("User", request.user), on=timezone.localdate())
    bodies = held.filter(partnership=found.plan.partnership_id, kind=Role.Kind.CONTRIBUTOR).values("body")
    asked = found.bodies.filter(body__in=bodies).order_by("answered_at", "pk")
    own = next((one for one in asked if one.answered_at is None), None) or next(iter(asked), None)
    if own is None:
        raise Http404("Other bodies are asked here.")
    return redirect("priorities:request_answer", partnership_slug, plan_slug, own.pk)


def _preview(request: HttpRequest, plan: Plan, form: RequestForm, page: dict[str, object]) -> HttpResponse:
    """Every e-mail as it would leave; or the form again, with its mistakes or to be changed."""
    is_valid = form.is_valid()
    cancel = reverse("priorities:requests", args=[plan.partnership.slug, plan.slug])
    if not is_valid or request.POST.get("step") == "change":
        if is_valid:
            form.say_nothing_yet()
        context = {**page, "form": form, "heading": "Ask for updates", "cancel": cancel}
        return TemplateResponse(request, "priorities/request_add.html", context, status=200 if is_valid else 422)
    mails = preview_of_request(
        plan,
        form.period,
        due_date=form.cleaned_data["due_date"],
        bodies=form.asked,
        message=form.cleaned_data["message"],
        now=timezone.now(),
    )
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "step")
    ]
    context = {**page, "mails": mails, "typed": typed, "heading": "Check the e-mails"}
    return TemplateResponse(request, "priorities/request_preview.html", context)


def _what_left(made: UpdateRequest) -> str:
    """How many e-mails left; whether one did not is seen at once."""
    asked = made.bodies.count()
    sent = made.bodies.filter(reminders__sent_at__isnull=False).count()
    if sent < asked:
        return f"The request is saved. {sent} of {asked} e-mails could be sent."
    return "1 e-mail was sent." if sent == 1 else f"{sent} e-mails were sent."


def _what_became_of_the_link(asked: BodyRequest) -> str:
    if asked.reminders.filter(token_hash__isnull=False, sent_at__isnull=False).exists():
        return f"A new link was sent to {asked.contact_email}. Earlier links no longer work."
    return f"Earlier links of {asked.body} no longer work, but the e-mail with a new one could not be sent. Try again."


def _what_was_decided(decided: Decided) -> str:
    parts = []
    if decided.accepted:
        parts.append(f"{decided.accepted} accepted")
    if decided.returned:
        parts.append(f"{decided.returned} sent back")
    return f"Answers: {' and '.join(parts)}." if parts else "Nothing was decided yet."

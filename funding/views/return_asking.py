"""Officers ask bodies for their lines of a return, and see to it that each gets an answer."""

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import officer_required
from core.edit_pages import act, edit_page
from funding.forms.return_asking import AskForm, RenewLinkForm
from funding.models import Return, ReturnRequest
from funding.operations.returns import ask_bodies, check_goes_on, nudge_for_return, renew_link, revoke_link
from funding.return_mails import Kind
from funding.return_pages import ReturnDesk, return_or_404
from funding.return_previews import preview_of_asking, preview_to_asked
from funding.summaries.return_asking import candidates_for, without_lead
from partners.models import User

HEADING = "Ask the bodies"


@officer_required
@require_http_methods(["GET", "POST"])
def return_ask(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Chooses whom to ask and shows every e-mail; only then, on "Send", is anything saved or sent."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    on = timezone.localdate(now)
    candidates = candidates_for(desk.found, on=on)
    form = partial(AskForm, candidates=candidates, due_date=desk.found.answers_due_date, on=on)
    page = {
        "head": desk.head,
        "found": desk.found,
        "may_ask": desk.found.state in (Return.State.NOT_STARTED, Return.State.WITH_BODIES),
        "without_lead": without_lead(desk.found),
    }
    if request.method == "POST" and request.POST.get("step") != "send":
        return _preview(request, desk, form(request.POST, None, editor=request.user), page)
    return edit_page(
        request,
        form=form,
        save=lambda form: ask_bodies(
            funding_return=desk.found,
            bodies=form.asked,
            answers_due_date=form.cleaned_data["answers_due_date"],
            message=form.cleaned_data["message"],
            by=by,
            now=now,
        ),
        heading=HEADING,
        said=_what_left,
        done=desk.place,
        cancel=desk.place,
        template="funding/return_ask.html",
        context=lambda: page,
    )


@officer_required
@require_safe
def return_mail(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int, kind: str) -> HttpResponse:
    """Every kind of e-mail about a return, as a body would get it now."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    asked = desk.found.requests.with_everything().order_by("answered_at", "body__name", "pk").first()
    if asked is None or kind not in Kind.values:
        raise Http404("There is no such e-mail.")
    context = {
        "head": desk.head,
        "page_name": "Returns",
        "found": desk.found,
        "kinds": Kind.choices,
        "kind": kind,
        "label": Kind(kind).label,
        "body": asked.body.name,
        "mail": preview_to_asked(asked, kind),
    }
    return TemplateResponse(request, "funding/return_mail.html", context)


@officer_required
@require_POST
def return_request_nudge(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Sends a body one reminder now."""
    asked, desk = _asked_or_404(request, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: nudge_for_return(asked=asked, by=by, now=timezone.now()),
        said=f"A reminder was sent to {asked.body}.",
        done=desk.place,
    )


@officer_required
@require_http_methods(["GET", "POST"])
def return_request_renew(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Sends a body a new link, to another address where that is wanted; the one before works no more."""
    asked, desk = _asked_or_404(request, partnership_slug, plan_slug, pk)
    if desk.found.state != Return.State.WITH_BODIES and request.method == "GET":
        return act(request, lambda: check_goes_on(asked), done=desk.place)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(RenewLinkForm, asked=asked),
        save=lambda form: renew_link(asked=asked, by=by, now=now, **form.cleaned_data),
        heading=f"Send {asked.body} a new link",
        said=f"A new link is on its way to {asked.body}. Earlier links no longer work.",
        done=desk.place,
        cancel=desk.place,
        template="funding/return_edit.html",
        context=lambda: {"head": desk.head, "found": desk.found},
    )


@officer_required
@require_POST
def return_request_revoke(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Ends the link of a body."""
    asked, desk = _asked_or_404(request, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: revoke_link(asked=asked, by=by, now=timezone.now()),
        said=f"The link of {asked.body} no longer works.",
        done=desk.place,
    )


def _asked_or_404(
    request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int
) -> tuple[ReturnRequest, ReturnDesk]:
    asked = get_object_or_404(ReturnRequest.objects.with_everything(), pk=pk)
    return asked, return_or_404(request, partnership_slug, plan_slug, asked.funding_return_id)


def _preview(request: HttpRequest, desk: ReturnDesk, form: AskForm, page: dict[str, object]) -> HttpResponse:
    """Every e-mail as it would leave; or the form again, with its mistakes or to be changed."""
    is_valid = form.is_valid()
    if not is_valid or request.POST.get("step") == "change":
        if is_valid:
            form.say_nothing_yet()
        context = {**page, "form": form, "heading": HEADING, "cancel": desk.place}
        return TemplateResponse(request, "funding/return_ask.html", context, status=200 if is_valid else 422)
    mails = preview_of_asking(
        desk.found,
        due_date=form.cleaned_data["answers_due_date"],
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
    return TemplateResponse(
        request,
        "priorities/request_preview.html",
        {**page, "mails": mails, "typed": typed, "heading": "Check the e-mails"},
    )


def _what_left(owner: Return) -> str:
    """How many e-mails left; whether one did not is seen at once."""
    asked = owner.requests.count()
    sent = owner.requests.filter(last_mailed_at__isnull=False).count()
    if sent < asked:
        return f"The bodies are asked. {sent} of {asked} e-mails could be sent."
    return "The e-mail was sent." if sent == 1 else "The e-mails were sent."

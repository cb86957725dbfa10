"""Officers have a paper signed: who signs, who has, whom to remind; and what can become of the paper next."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import keeper_required
from core.edit_pages import act, edit_page
from partners.models import Role, User
from reports.forms.signing import RecordedSignatureForm, SignOffForm
from reports.manuscripts import Manuscript, PaperNotReady, manuscript
from reports.models import Paper, SignOff
from reports.operations import (
    add_sign_off,
    ask_again,
    change_sign_off,
    nudge_signer,
    record_signature,
    remove_sign_off,
    send_for_sign_off,
    take_back,
)
from reports.pages import about, kept_by_no_browser, paper_in_hand
from reports.road import road_of
from reports.summaries import signer_lines

OUT = (Paper.State.IN_REVIEW, Paper.State.APPROVED, Paper.State.SCHEDULED)


@keeper_required
@require_safe
def sign_off(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a paper stands between draft and publication: who signs it, who has, and what can be done next."""
    now = timezone.now()
    paper, head = paper_in_hand(request, slug, on=timezone.localdate(now))
    found, problem = _as_it_stands(paper)
    is_open = paper.state in Paper.IN_WORK
    signers = signer_lines(paper, known_by=found.hash if found and is_open else None, on=timezone.localdate(now))
    context = {
        **about(head),
        "record": paper,
        "signers": signers,
        "asks": paper.house_style.approver_roles.order_by("position", "pk") if not signers else (),
        "road": road_of(paper, found, problem, now=now),
        "is_out": paper.state in OUT,
        "is_open": is_open,
        "has_changed": paper.state in OUT and any(one.standing == "earlier" and one.signed_date for one in signers),
    }
    return kept_by_no_browser(TemplateResponse(request, "reports/sign_off.html", context))


@keeper_required
@require_POST
def sign_off_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Sends a draft to everybody who signs it."""
    paper, by = _paper(slug), cast("User", request.user)
    return act(
        request,
        lambda: send_for_sign_off(paper=paper, by=by, now=timezone.now()),
        said=_what_was_sent,
        done=_page_of(slug),
    )


@keeper_required
@require_POST
def sign_off_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks those again who signed an earlier version."""
    paper, by = _paper(slug), cast("User", request.user)
    return act(
        request,
        lambda: ask_again(paper=paper, by=by, now=timezone.now()),
        said="Whoever signed an earlier version was asked again, by e-mail.",
        done=_page_of(slug),
    )


@keeper_required
@require_POST
def sign_off_take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Makes a paper a draft again that is out for sign-off, approved or scheduled."""
    paper, by = _paper(slug), cast("User", request.user)
    return act(
        request,
        lambda: take_back(paper=paper, by=by, now=timezone.now()),
        said="The paper is a draft again. Who signed it as it is now need not sign again.",
        done=_page_of(slug),
    )


@keeper_required
@require_http_methods(["GET", "POST"])
def sign_off_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a function that signs the paper."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(SignOffForm, instance=SignOff(paper=paper), able=_able(paper)),
        save=lambda form: add_sign_off(paper=paper, values=form.values, by=by, now=now),
        heading="Add who signs",
        said="The paper wants this signature too.",
        done=_page_of(slug),
        cancel=_page_of(slug),
        template="reports/of_paper.html",
        context=lambda: about(head),
    )


@keeper_required
@require_http_methods(["GET", "POST"])
def sign_off_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes who signs for a function."""
    found = _sign_off(slug, pk)
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(SignOffForm, instance=found, able=_able(paper)),
        save=lambda form: change_sign_off(sign_off=found, values=form.values, revision=form.revision, by=by, now=now),
        heading=f"Who signs for {found.function}",
        said="Who signs was saved.",
        done=_page_of(slug),
        cancel=_page_of(slug),
        template="reports/sign_off_edit.html",
        context=lambda: {**about(head), "found": found},
    )


@keeper_required
@require_POST
def sign_off_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes a function from those who sign the paper."""
    found, by, place = _sign_off(slug, pk), cast("User", request.user), _page_of(slug)
    return act(
        request,
        lambda: remove_sign_off(sign_off=found, place=place, by=by, now=timezone.now()),
        said=f"Nobody signs for {found.function} any more.",
        done=place,
    )


@keeper_required
@require_POST
def sign_off_nudge(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Reminds whoever has not signed yet."""
    found, by = _sign_off(slug, pk), cast("User", request.user)
    return act(
        request,
        lambda: nudge_signer(sign_off=found, by=by, now=timezone.now()),
        said=f"Whoever signs for {found.function} was reminded by e-mail.",
        done=_page_of(slug),
    )


@keeper_required
@require_http_methods(["GET", "POST"])
def sign_off_record(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Records a signature that was given on paper or by e-mail."""
    found = _sign_off(slug, pk)
    _, head = paper_in_hand(request, slug, on=timezone.localdate())
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=RecordedSignatureForm,
        save=lambda form: record_signature(
            sign_off=found, signed_date=form.cleaned_data["signed_date"], by=by, now=now
        ),
        heading=f"Record the signature for {found.function}",
        said=f"The signature for {found.function} was recorded.",
        done=_page_of(slug),
        cancel=_page_of(slug),
        template="reports/sign_off_record.html",
        context=lambda: about(head),
    )


def _as_it_stands(paper: Paper) -> tuple[Manuscript | None, str]:
    """The manuscript of a paper, or why there is none."""
    try:
        return manuscript(paper), ""
    except PaperNotReady as problem:
        return None, str(problem)


def _what_was_sent(paper: Paper) -> str:
    if paper.state == Paper.State.APPROVED:
        return "Everybody who must sign has signed this already. The paper is approved."
    return "The paper is out for sign-off. Each approver was sent an e-mail."


def _able(paper: Paper) -> list[User]:
    """The people who can sign papers of this partnership today. 1 query."""
    roles = Role.objects.as_at(timezone.localdate()).filter(
        partnership=paper.partnership_id, kind=Role.Kind.APPROVER, user__is_active=True
    )
    return list(User.objects.filter(pk__in=roles.values("user")).order_by("name", "email"))


def _paper(slug: str) -> Paper:
    return get_object_or_404(Paper, slug=slug)


def _sign_off(slug: str, pk: int) -> SignOff:
    found = SignOff.objects.select_related("paper", "approver", "deputy")
    return get_object_or_404(found, pk=pk, paper__slug=slug)


def _page_of(slug: str) -> str:
    return reverse("reports:sign_off", args=[slug])

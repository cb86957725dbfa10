"""An approver reads a paper, sees what changed since they last looked, and signs it or returns it with a note."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import approver_required
from core.edit_pages import act, edit_page
from partners.models import User
from reports import content
from reports.comparing import compare, sentence
from reports.forms.signing import ReturnForm
from reports.manuscripts import Manuscript, PaperNotReady, manuscript
from reports.models import Paper, SignOff
from reports.operations import read_paper, return_paper, sign_paper
from reports.pages import about, kept_by_no_browser, paper_in_hand
from reports.readiness import readiness
from reports.rendering import html
from reports.rendering.changes import changes
from reports.summaries import SignerLine, seen_by, signer_lines
from reports.summaries.overriding import overrides_of

ASKED = (Paper.State.IN_REVIEW, Paper.State.APPROVED, Paper.State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class SinceThen:
    """What changed in a paper since somebody last looked. `html` is empty where nothing did."""

    looked_at: datetime
    summary: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class OwnSignature:
    """A function for which the visitor may sign the paper now."""

    line: SignerLine
    is_deputy: bool


@approver_required
@require_safe
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole paper to read, with what an approver needs to decide, and the two buttons."""
    on, user = timezone.localdate(), cast("User", request.user)
    paper, head = paper_in_hand(request, slug, on=on)
    context: dict[str, object] = {**about(head), "record": paper}
    try:
        found = manuscript(paper)
    except PaperNotReady as problem:
        context["problem"] = str(problem)
        return kept_by_no_browser(TemplateResponse(request, "reports/sign.html", context))
    signers = signer_lines(paper, known_by=found.hash if paper.state in Paper.IN_WORK else None, on=on)
    context |= {
        "seen": found.hash,
        # The renderer escapes every text that it writes.
        "article": mark_safe(html.article(found.composed)),  # noqa: S308
        "contents": mark_safe(html.contents(found.composed)),  # noqa: S308
        "signers": signers,
        "returned": [one for one in signers if one.standing == "returned" and one.note],
        "own": _own(paper, signers, user),
        "since": _since(paper, user, found),
        "overrides": overrides_of(paper),
        "readiness": readiness(paper, on=on, composed=found.composed),
    }
    return kept_by_no_browser(TemplateResponse(request, "reports/sign.html", context))


@approver_required
@require_POST
def sign_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps what an approver has read, so that they are shown what changes after it."""
    paper, by = get_object_or_404(Paper, slug=slug), cast("User", request.user)
    return act(
        request,
        lambda: read_paper(paper=paper, seen=request.POST.get("seen", ""), by=by, now=timezone.now()),
        said="Next time this page shows what has changed since now.",
        done=_page_of(slug),
    )


@approver_required
@require_POST
def sign_off_sign(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Signs the paper as it was read."""
    found, by = _sign_off(slug, pk), cast("User", request.user)
    return act(
        request,
        lambda: sign_paper(sign_off=found, seen=request.POST.get("seen", ""), by=by, now=timezone.now()),
        said=f"You have signed this paper for {found.function}. There is nothing more to do.",
        done=_page_of(slug),
    )


@approver_required
@require_http_methods(["GET", "POST"])
def sign_off_return(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Returns the paper with a note."""
    found = _sign_off(slug, pk)
    _, head = paper_in_hand(request, slug, on=timezone.localdate())
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=ReturnForm,
        save=lambda form: return_paper(sign_off=found, note=form.cleaned_data["note"], by=by, now=now),
        heading="Return the paper",
        said="The paper was returned. Its officers have your note.",
        done=_page_of(slug),
        cancel=_page_of(slug),
        template="reports/of_paper.html",
        context=lambda: {**about(head), "up_url": _page_of(slug)},
    )


def _own(paper: Paper, signers: tuple[SignerLine, ...], user: User) -> list[OwnSignature]:
    """What the visitor may sign now. 1 query."""
    if paper.state not in ASKED:
        return []
    named = {one.pk: one for one in SignOff.objects.filter(paper=paper) if user.pk in (one.approver_id, one.deputy_id)}
    return [
        OwnSignature(line, named[line.id].approver_id != user.pk)
        for line in signers
        if line.id in named and line.standing != "signed"
    ]


def _since(paper: Paper, user: User, found: Manuscript) -> SinceThen | None:
    """What changed since the visitor last looked; None where they never did. 1 query."""
    seen = seen_by(paper, user)
    if seen is None:
        return None
    if seen.hash == found.hash:
        return SinceThen(seen.looked_at, "", SafeString())
    told = compare(content.from_json(seen.content), found.to_sign)
    # The renderer escapes every text that it writes.
    return SinceThen(seen.looked_at, f"{sentence(told.summary)}.", mark_safe(changes(told)))  # noqa: S308


def _sign_off(slug: str, pk: int) -> SignOff:
    """A sign-off of a paper for whom its address names; what is not theirs, the operation refuses with a sentence."""
    return get_object_or_404(SignOff.objects.select_related("paper"), pk=pk, paper__slug=slug)


def _page_of(slug: str) -> str:
    return reverse("reports:sign", args=[slug])

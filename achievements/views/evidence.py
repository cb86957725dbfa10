"""The evidence of an achievement, files and links, and what people said about it."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from achievements import operations
from achievements.forms import EvidenceForm, QuoteForm
from achievements.models import Evidence, Quote
from achievements.summaries import evidence_kept, quotes_kept
from achievements.views.keeping import EDIT, READ_OR_SEND, about, evidence_url, kept_or_404, part_or_404
from core.access import contributor_required
from core.edit_pages import act, edit_page
from partners.models import User


@contributor_required
@require_safe
def evidence_list(request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int) -> HttpResponse:
    """The files and links that bear an achievement out, and what people said about it."""
    achievement, keeper = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    context = {
        **about(achievement.plan, achievement),
        "page_name": "Evidence and quotations",
        "evidence": evidence_kept(achievement, of=(partnership_slug, plan_slug)),
        "quotes": quotes_kept(achievement),
        "may_change": keeper.may_keep(achievement.provider_id),
    }
    return TemplateResponse(request, "achievements/evidence_list.html", context)


@contributor_required
@require_http_methods(READ_OR_SEND)
def evidence_add(request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int) -> HttpResponse:
    """Adds a file or a link."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    by, now, back = cast("User", request.user), timezone.now(), evidence_url(achievement)
    return edit_page(
        request,
        form=partial(EvidenceForm, instance=Evidence(achievement=achievement)),
        save=lambda form: operations.add_evidence(
            achievement=achievement, values=form.values, file=form.cleaned_data["file"], by=by, now=now
        ),
        heading="Add evidence",
        said="The evidence was added.",
        done=back,
        cancel=back,
        template=EDIT,
        context=lambda: about(achievement.plan, achievement, part="evidence"),
    )


@contributor_required
@require_http_methods(READ_OR_SEND)
def evidence_edit(
    request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int, pk: int
) -> HttpResponse:
    """Changes a file or a link."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    evidence = part_or_404(Evidence.objects.all(), achievement, pk)
    by, now, back = cast("User", request.user), timezone.now(), evidence_url(achievement)
    return edit_page(
        request,
        form=partial(EvidenceForm, instance=evidence),
        save=lambda form: operations.change_evidence(
            evidence=evidence,
            values=form.values,
            file=form.cleaned_data["file"],
            revision=form.revision,
            by=by,
            now=now,
        ),
        heading="Change evidence",
        said="The evidence was saved.",
        done=back,
        cancel=back,
        template=EDIT,
        context=lambda: about(achievement.plan, achievement, part="evidence"),
    )


@contributor_required
@require_POST
def evidence_remove(
    request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int, pk: int
) -> HttpResponse:
    """Takes a file or a link away."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    evidence = part_or_404(Evidence.objects.all(), achievement, pk)
    by, back = cast("User", request.user), evidence_url(achievement)
    return act(
        request,
        lambda: operations.remove_evidence(evidence=evidence, place=back, by=by, now=timezone.now()),
        said="The evidence was removed.",
        done=back,
    )


@contributor_required
@require_http_methods(READ_OR_SEND)
def quote_add(request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int) -> HttpResponse:
    """Keeps what somebody said about an achievement."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    by, now, back = cast("User", request.user), timezone.now(), evidence_url(achievement)
    return edit_page(
        request,
        form=partial(QuoteForm, instance=Quote(achievement=achievement)),
        save=lambda form: operations.add_quote(achievement=achievement, values=form.values, by=by, now=now),
        heading="Add a quotation",
        said=_whether_printed,
        done=back,
        cancel=back,
        template=EDIT,
        context=lambda: about(achievement.plan, achievement, part="evidence"),
    )


@contributor_required
@require_http_methods(READ_OR_SEND)
def quote_edit(
    request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int, pk: int
) -> HttpResponse:
    """Changes what somebody said."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    quote = part_or_404(Quote.objects.all(), achievement, pk)
    by, now, back = cast("User", request.user), timezone.now(), evidence_url(achievement)
    return edit_page(
        request,
        form=partial(QuoteForm, instance=quote),
        save=lambda form: operations.change_quote(
            quote=quote, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="Change a quotation",
        said=_whether_printed,
        done=back,
        cancel=back,
        template=EDIT,
        context=lambda: about(achievement.plan, achievement, part="evidence"),
    )


@contributor_required
@require_POST
def quote_remove(
    request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int, pk: int
) -> HttpResponse:
    """Takes a quotation away."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    quote = part_or_404(Quote.objects.all(), achievement, pk)
    by, back = cast("User", request.user), evidence_url(achievement)
    return act(
        request,
        lambda: operations.remove_quote(quote=quote, place=back, by=by, now=timezone.now()),
        said="The quotation was removed.",
        done=back,
    )


def _whether_printed(quote: Quote) -> str:
    if quote.has_consent:
        return "The quotation was saved."
    return "The quotation was saved. It is not printed anywhere until there is consent to publish it."

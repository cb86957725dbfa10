"""Officers publish a paper, now or at an hour to come; correct it, withdraw it, bring it back, supplement it."""

from functools import partial
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import keeper_required
from core.edit_pages import act, edit_page
from core.formats import moment
from partners.models import User
from reports.despatch import despatch_hour, is_late
from reports.forms.publishing import PublishForm, ReasonForm, ScheduleForm, SupplementForm
from reports.manuscripts import PaperNotReady, manuscript
from reports.models import Edition, Paper
from reports.operations import (
    begin_correction,
    begin_supplement,
    bring_back,
    give_late_reason,
    give_up_correction,
    publish_paper,
    schedule_paper,
    unschedule_paper,
    withdraw_paper,
)
from reports.pages import about, paper_in_hand
from reports.road import road_of


@keeper_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publishes a paper at once."""
    now, by = timezone.now(), cast("User", request.user)
    paper, head = paper_in_hand(request, slug, on=timezone.localdate(now))
    if paper.state not in Paper.IN_WORK:
        messages.error(request, "This paper is out already. To change it, begin a correction.")
        return redirect(_page_of(slug))
    late = is_late(paper, on=timezone.localdate(now))

    def save(form: PublishForm) -> Edition:
        give_late_reason(paper=paper, reason=form.cleaned_data.get("late_reason", ""), by=by, now=now)
        return publish_paper(paper=paper, by=by, now=now)

    return edit_page(
        request,
        form=partial(PublishForm, is_late=late, late_reason=paper.late_reason),
        save=save,
        heading="Publish the correction" if paper.correction else "Publish the paper",
        said=lambda edition: f"Edition {edition.number} is published. Anybody can read it.",
        done=reverse("reports:paper", args=[slug]),
        cancel=_page_of(slug),
        template="reports/publish.html",
        context=lambda: {**about(head), "record": paper, "road": _road(paper)},
    )


@keeper_required
@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, slug: str) -> HttpResponse:
    """Chooses the hour at which an approved paper is published."""
    now, by = timezone.now(), cast("User", request.user)
    paper, head = paper_in_hand(request, slug, on=timezone.localdate(now))
    if paper.state not in (Paper.State.APPROVED, Paper.State.SCHEDULED):
        messages.error(request, "A paper can be scheduled once everybody has signed it.")
        return redirect(_page_of(slug))

    def save(form: ScheduleForm) -> Paper:
        give_late_reason(paper=paper, reason=form.cleaned_data.get("late_reason", ""), by=by, now=now)
        return schedule_paper(paper=paper, at=form.at, by=by, now=now)

    late = is_late(paper, on=timezone.localdate(now))
    return edit_page(
        request,
        form=partial(
            ScheduleForm, at=paper.publish_at or despatch_hour(paper), is_late=late, late_reason=paper.late_reason
        ),
        save=save,
        heading="Schedule the paper",
        said=_when_it_is_published,
        done=_page_of(slug),
        cancel=_page_of(slug),
        template="reports/publish.html",
        context=lambda: {**about(head), "record": paper, "road": _road(paper)},
    )


@keeper_required
@require_POST
def unschedule(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes the hour from a scheduled paper; it stays approved."""
    paper, by = get_object_or_404(Paper, slug=slug), cast("User", request.user)
    return act(
        request,
        lambda: unschedule_paper(paper=paper, by=by, now=timezone.now()),
        said="The paper is approved, and is not published by itself any more.",
        done=_page_of(slug),
    )


@keeper_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Begins the correction of a published paper."""
    by, now = cast("User", request.user), timezone.now()
    paper, head = paper_in_hand(request, slug, on=timezone.localdate(now))
    return edit_page(
        request,
        form=partial(
            ReasonForm,
            label="What does the correction correct?",
            hint="Readers see this on the new edition and on the old one. For example: the number of burglaries in "
            "paragraph 7",
            button="Begin the correction",
        ),
        save=lambda form: begin_correction(paper=paper, reason=form.cleaned_data["reason"], by=by, now=now),
        heading="Correct the paper",
        said="The paper is a draft again. The edition that is out stays public until you publish the correction.",
        done=reverse("reports:draft", args=[slug]),
        cancel=_page_of(slug),
        template="reports/of_paper.html",
        context=lambda: about(head),
    )


@keeper_required
@require_POST
def correction_give_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Ends a correction that is in draft."""
    paper, by = get_object_or_404(Paper, slug=slug), cast("User", request.user)
    return act(
        request,
        lambda: give_up_correction(paper=paper, by=by, now=timezone.now()),
        said="There is no correction any more. What you changed in the draft is kept for the next one.",
        done=_page_of(slug),
    )


@keeper_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraws a published paper."""
    by, now = cast("User", request.user), timezone.now()
    paper, head = paper_in_hand(request, slug, on=timezone.localdate(now))
    return edit_page(
        request,
        form=partial(
            ReasonForm,
            label="Why is it withdrawn?",
            hint="Everybody who follows a link to the paper or one of its files reads this",
            button="Withdraw the paper",
        ),
        save=lambda form: withdraw_paper(paper=paper, reason=form.cleaned_data["reason"], by=by, now=now),
        heading="Withdraw the paper",
        said="The paper is withdrawn. Its addresses say when and why.",
        done=_page_of(slug),
        cancel=_page_of(slug),
        template="reports/withdraw.html",
        context=lambda: about(head),
    )


@keeper_required
@require_http_methods(["GET", "POST"])
def withdraw_undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Brings a withdrawn paper back."""
    by, now = cast("User", request.user), timezone.now()
    paper, head = paper_in_hand(request, slug, on=timezone.localdate(now))
    return edit_page(
        request,
        form=partial(
            ReasonForm,
            label="Why is it brought back?",
            hint="Kept in the history of the partnership",
            button="Bring the paper back",
        ),
        save=lambda form: bring_back(paper=paper, reason=form.cleaned_data["reason"], by=by, now=now),
        heading="Bring the paper back",
        said="The paper is public again.",
        done=_page_of(slug),
        cancel=_page_of(slug),
        template="reports/of_paper.html",
        context=lambda: about(head),
    )


@keeper_required
@require_http_methods(["GET", "POST"])
def supplement_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Begins a late item that goes with a published paper."""
    by, now = cast("User", request.user), timezone.now()
    paper, head = paper_in_hand(request, slug, on=timezone.localdate(now))
    return edit_page(
        request,
        form=SupplementForm,
        save=lambda form: begin_supplement(
            paper=paper,
            title=form.cleaned_data["title"],
            late_reason=form.cleaned_data["late_reason"],
            by=by,
            now=now,
        ),
        heading="Add a supplement",
        said="The supplement is a draft. Write it, have it signed and publish it like any paper.",
        done=lambda made: reverse("reports:draft", args=[made.slug]),
        cancel=_page_of(slug),
        template="reports/of_paper.html",
        context=lambda: about(head),
    )


def _road(paper: Paper) -> object:
    """What stands in the way of publishing, as the page shows it."""
    try:
        found, problem = manuscript(paper), ""
    except PaperNotReady as refusal:
        found, problem = None, str(refusal)
    return road_of(paper, found, problem, now=timezone.now())


def _when_it_is_published(paper: Paper) -> str:
    return f"The paper will be published on {moment(paper.publish_at)}." if paper.publish_at else ""


def _page_of(slug: str) -> str:
    return reverse("reports:sign_off", args=[slug])

"""Officers and administrators keep meetings and what they decided."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import keeper_required, member_required
from core.edit_pages import act, edit_page
from partners import operations
from partners.forms import DecisionForm, MeetingForm
from partners.models import Decision, Meeting, User
from partners.summaries import meetings_of
from partners.views.keeping import READ_OR_SEND, partnership_or_404


@member_required
@require_safe
def meetings(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """The partnership's meetings, those to come first, with what each decided and when its papers go out."""
    partnership, today = partnership_or_404(partnership_slug), timezone.localdate()
    roles = cast("User", request.user).roles.as_at(today).filter(partnership=partnership)
    kinds = set(roles.values_list("kind", flat=True))
    context = {"partnership": partnership, "meetings": meetings_of(partnership.pk, on=today)}
    return TemplateResponse(
        request, "partners/meetings.html", {**context, "keeps": bool(kinds & {"officer", "administrator"})}
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def meeting_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Adds a meeting."""
    partnership, by, now = partnership_or_404(partnership_slug), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(MeetingForm, instance=Meeting(partnership=partnership)),
        save=lambda form: operations.add_meeting(partnership=partnership, values=form.values, by=by, now=now),
        heading="Add a meeting",
        said="The meeting was added.",
        done=lambda meeting: _place(partnership_slug, meeting),
        cancel=_place(partnership_slug),
        template="partners/edit.html",
        context=lambda: {"partnership": partnership},
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def meeting_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes a meeting."""
    meeting, by, now = _meeting_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(MeetingForm, instance=meeting),
        save=lambda form: operations.change_meeting(
            meeting=meeting, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="Change a meeting",
        said="The meeting was saved.",
        done=_place(partnership_slug, meeting),
        cancel=_place(partnership_slug, meeting),
        template="partners/edit.html",
        context=lambda: {
            "partnership": meeting.partnership,
            "record": meeting,
            "remove": reverse("partners:meeting_remove", args=[partnership_slug, pk]),
        },
    )


@keeper_required
@require_POST
def meeting_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes a meeting away."""
    meeting, by, place = _meeting_or_404(partnership_slug, pk), cast("User", request.user), _place(partnership_slug)
    return act(
        request,
        lambda: operations.remove_meeting(meeting=meeting, place=place, by=by, now=timezone.now()),
        said="The meeting was removed.",
        done=place,
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def meeting_decision_add(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Records something a meeting decided."""
    meeting, by, now = _meeting_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(DecisionForm, instance=Decision(meeting=meeting)),
        save=lambda form: operations.add_decision(meeting=meeting, values=form.values, by=by, now=now),
        heading=f"Record a decision of {meeting}",
        said="The decision was recorded.",
        done=_place(partnership_slug, meeting),
        cancel=_place(partnership_slug, meeting),
        template="partners/edit.html",
        context=lambda: {"partnership": meeting.partnership},
    )


@keeper_required
@require_http_methods(READ_OR_SEND)
def decision_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes the words of a decision."""
    decision, by, now = _decision_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    place = _place(partnership_slug, decision.meeting)
    return edit_page(
        request,
        form=partial(DecisionForm, instance=decision),
        save=lambda form: operations.change_decision(
            decision=decision, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading=f"Change a decision of {decision.meeting}",
        said="The decision was saved.",
        done=place,
        cancel=place,
        template="partners/edit.html",
        context=lambda: {
            "partnership": decision.meeting.partnership,
            "record": decision,
            "remove": reverse("partners:decision_remove", args=[partnership_slug, pk]),
        },
    )


@keeper_required
@require_POST
def decision_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes a decision away."""
    decision, by = _decision_or_404(partnership_slug, pk), cast("User", request.user)
    place = _place(partnership_slug, decision.meeting)
    return act(
        request,
        lambda: operations.remove_decision(decision=decision, place=place, by=by, now=timezone.now()),
        said="The decision was removed.",
        done=place,
    )


def _place(slug: str, meeting: Meeting | None = None) -> str:
    anchor = f"#meeting-{meeting.pk}" if meeting else ""
    return reverse("partners:meetings", args=[slug]) + anchor


def _meeting_or_404(slug: str, pk: int) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("partnership", "group"), pk=pk, partnership__slug=slug)


def _decision_or_404(slug: str, pk: int) -> Decision:
    found = Decision.objects.select_related("meeting__partnership", "meeting__group")
    return get_object_or_404(found, pk=pk, meeting__partnership__slug=slug)

"""Officers keep what stands in a plan's way."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import officer_required
from core.edit_pages import act, edit_page
from partners.models import User
from priorities.forms import ChallengeForm
from priorities.models import Challenge
from priorities.operations import add_challenge, change_challenge, remove_challenge
from priorities.views.desk import desk_of


@officer_required
@require_http_methods(["GET", "POST"])
def challenge_add(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Adds a challenge to a plan."""
    desk = desk_of(request, partnership_slug, plan_slug)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(ChallengeForm, instance=Challenge(plan=desk.plan)),
        save=lambda form: add_challenge(plan=desk.plan, values=form.values, by=by, now=now),
        heading="Add a challenge",
        said="The challenge was added.",
        done=_challenges(partnership_slug, plan_slug),
        cancel=_challenges(partnership_slug, plan_slug),
        template="priorities/edit.html",
        context=lambda: {"head": desk.head},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def challenge_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a challenge of a plan."""
    challenge = _challenge_or_404(partnership_slug, plan_slug, pk)
    desk = desk_of(request, partnership_slug, plan_slug)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(ChallengeForm, instance=challenge),
        save=lambda form: change_challenge(
            challenge=challenge, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="Change a challenge",
        said="The challenge was saved.",
        done=_challenges(partnership_slug, plan_slug),
        cancel=_challenges(partnership_slug, plan_slug),
        template="priorities/edit.html",
        context=lambda: {"head": desk.head},
    )


@officer_required
@require_POST
def challenge_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a challenge out of a plan."""
    challenge = _challenge_or_404(partnership_slug, plan_slug, pk)
    by, place = cast("User", request.user), _challenges(partnership_slug, plan_slug)
    return act(
        request,
        lambda: remove_challenge(challenge=challenge, place=place, by=by, now=timezone.now()),
        said="The challenge was removed.",
        done=place,
    )


def _challenge_or_404(partnership_slug: str, plan_slug: str, pk: int) -> Challenge:
    found = Challenge.objects.select_related("plan__partnership")
    return get_object_or_404(found, pk=pk, plan__slug=plan_slug, plan__partnership__slug=partnership_slug)


def _challenges(partnership_slug: str, plan_slug: str) -> str:
    """Where a plan's challenges stand."""
    return f"{reverse('priorities:basis', args=[partnership_slug, plan_slug])}#challenges"

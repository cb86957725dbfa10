"""The second step at log-in (an authenticator app), which officers, administrators and support staff must have where
the setting PORTAL_REQUIRE_MFA says so.

Whoever must have one and has none is sent to set it up before any page that is not public. The pages of one's own
account stay open, since that is where it is done. A sign-on by the council's identity provider that took a second
step there counts (`partners.sign_on`).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from core.access import View, access_of
from core.typed import keep_in_session
from partners.models import Role, User

MUST_HAVE_ONE = (Role.Kind.OFFICER, Role.Kind.ADMINISTRATOR)
TAKEN_BY = "second_step_taken_at_sign_on_by"  # in the session: whose sign-on took a second step at the council
WANTED = "second_step_wanted_page"  # in the session: where they were going; the page of recovery codes leads on there


def lacks_second_step(user: User, *, on: date) -> bool:
    """Whether somebody must have a second step on a day and has set none up. 1 query."""
    found = User.objects.filter(pk=user.pk).exclude(authenticator__type=Authenticator.Type.TOTP)
    if not user.is_staff:
        found = found.filter(pk__in=Role.objects.held_by(user, on=on).filter(kind__in=MUST_HAVE_ONE).values("user"))
    return found.exists()


class SecondStepMiddleware:
    """Sends whoever lacks a second step to set it up, and remembers where they were going and what they typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, *_arguments: Any) -> HttpResponse | None:
        if not settings.REQUIRE_MFA or _is_open(view) or not request.user.is_authenticated:
            return None
        user = request.user
        if request.session.get(TAKEN_BY) == user.pk or not lacks_second_step(user, on=timezone.localdate()):
            return None
        is_kept = request.method == "POST" and keep_in_session(request, now=timezone.now())
        is_page = is_kept or request.method in ("GET", "HEAD")
        request.session[WANTED] = request.get_full_path() if is_page else settings.LOGIN_REDIRECT_URL
        return redirect("mfa_activate_totp")


def _is_open(view: View) -> bool:
    access = access_of(view)
    return access.mark == "public" if access else view.__module__.startswith("allauth.")

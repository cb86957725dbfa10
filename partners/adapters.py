"""What we ask of django-allauth: nobody lets themselves in, an administrator makes each person, and what people do to
their own account is told.
"""

import logging
import time
from collections.abc import Sequence
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from partners.account_events import SESSIONS_ENDED, TOLD, tell_of_account
from partners.models import User
from partners.second_step import TAKEN_BY
from partners.sign_on import person_of, stated_address, took_second_step

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Log-in by e-mail for people an administrator has made."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is wrong. Check both and try again",
        "too_many_login_attempts": "Too many wrong tries. Wait for 5 minutes, then try again",
        "incorrect_password": "That is not your password",
        "enter_current_password": "That is not your password",
        "email_taken": "Somebody already signs in with this address",
        "duplicate_email": "You already sign in with this address",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a person and their roles are made by an administrator."""
        return False

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Asks for the password again before a second step is changed, unless they logged in just now."""
        if not super().is_reauthentication_required(app=app, **options):
            return False
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] >= REAUTHENTICATION_TIMEOUT

    def post_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse:
        """Remembers a second step that was taken at the council's own sign-on."""
        sign_on = (login.get("signal_kwargs") or {}).get("sociallogin")
        if sign_on and took_second_step(sign_on.account.extra_data):
            request.session[TAKEN_BY] = user.pk
        settle_address(user)
        return super().post_login(request, user, **login)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tells of what somebody did to their account, and writes to them. A mail that fails undoes nothing."""
        if template_prefix in TOLD:
            tell_of_account(event=TOLD[template_prefix], user=user, now=timezone.now())
        try:
            super().send_notification_mail(template_prefix, user, context, email)
        except OSError:
            logger.exception("An e-mail about a change of an account did not leave.")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Council sign-on for people an administrator has made."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: a council's sign-on proves who somebody is, not that they may come in."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Links somebody's first sign-on to the account with the address it vouches for; strangers get a page."""
        said = sociallogin.account.extra_data
        person = sociallogin.user if sociallogin.is_existing else person_of(said)
        is_log_in = sociallogin.state.get("process") == AuthProcess.LOGIN
        if person is None or not person.is_active or not (is_log_in or person == request.user):
            context = {"address": stated_address(said)}
            raise ImmediateHttpResponse(render(request, "socialaccount/stranger.html", context, status=403))
        if is_log_in and not sociallogin.is_existing:
            sociallogin.connect(request, person)


class MFAAdapter(DefaultMFAAdapter):
    """The second step at log-in, in the portal's words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is wrong, or it has run out. Wait for the next one and enter it",
    }


class UserSessionsAdapter(DefaultUserSessionsAdapter):
    """Ending one's sessions in other browsers."""

    def end_sessions(self, sessions: Sequence[UserSession]) -> None:
        super().end_sessions(sessions)
        if sessions:
            tell_of_account(
                event=SESSIONS_ENDED, user=sessions[0].user, now=timezone.now(), data={"sessions": len(sessions)}
            )


@transaction.atomic
def settle_address(user: User) -> None:
    """Have django-allauth's own list of addresses say what the account says: one address, which counts as proved.

    An administrator gave it, or the person has answered from it. The list also holds an address that somebody is
    changing to and has not answered from yet; that one stays.
    """
    ours, listed = {"user": user, "email": user.email}, EmailAddress.objects
    if listed.filter(**ours, verified=True, primary=True).exists():
        return
    listed.filter(email=user.email).exclude(user=user).delete()
    listed.filter(user=user, verified=True).exclude(email=user.email).delete()
    listed.filter(user=user).update(primary=False)
    listed.update_or_create(**ours, defaults={"verified": True, "primary": True})

"""The link in an e-mail by which somebody sets their password, and the e-mails that administrators have sent.

A link works once: it is bound to the password and the last log-in, so setting a password ends it.
"""

from typing import ClassVar

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import base36_to_int

from partners.models import Role, User

A_DAY = 24 * 60 * 60


class PasswordLinks(PasswordResetTokenGenerator):
    """Makes and checks what is secret in a link. An invitation holds for PASSWORD_RESET_TIMEOUT; for those who have
    logged in before or have a password, who forgot it, a link holds for a day.
    """

    valid_for: ClassVar[int] = A_DAY

    def check_token(self, user: User | None, token: str | None) -> bool:
        if not super().check_token(user, token) or user is None or not token:
            return False
        age = self._num_seconds(self._now()) - base36_to_int(token.partition("-")[0])
        return is_invited(user) or age <= self.valid_for


def is_invited(user: User) -> bool:
    """Whether somebody has an account and has never used it."""
    return user.last_login is None and not user.has_usable_password()


def password_link(user: User) -> str:
    """The whole address at which somebody sets their password."""
    path = reverse("account_reset_password_from_key", args=["UID", "KEY"])
    key = f"{user_pk_to_url_str(user)}-{PasswordLinks().make_token(user)}"
    return settings.PORTAL_ADDRESS + path.replace("UID-KEY", key)


def send_invitation(role: Role) -> None:
    """Ask somebody in: to set a password, or to log in with the one they have. Raises OSError if no mail leaves."""
    user = role.user
    context = {
        "role": role,
        "is_new": is_invited(user),
        "link": password_link(user),
        "days": settings.PASSWORD_RESET_TIMEOUT // A_DAY,
        "log_in": settings.PORTAL_ADDRESS + reverse("account_login"),
        "sign_on": next((app["name"] for app in _sign_ons()), ""),
    }
    subject = f"Your account on the community safety portal: {role.partnership}"
    send_mail(subject, render_to_string("partners/email/invitation.txt", context), None, [user.email])


def send_second_step_removed(user: User) -> None:
    """Tell somebody that an administrator took away their second step. Raises OSError if no mail leaves."""
    context = {"log_in": settings.PORTAL_ADDRESS + reverse("account_login")}
    subject = "Your second step at log-in was removed"
    send_mail(subject, render_to_string("partners/email/second_step_removed.txt", context), None, [user.email])


def _sign_ons() -> list[dict[str, str]]:
    providers: dict[str, dict[str, list[dict[str, str]]]] = settings.SOCIALACCOUNT_PROVIDERS
    return providers.get("openid_connect", {}).get("APPS", [])

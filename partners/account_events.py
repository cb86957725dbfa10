"""What people do to their own account leaves an event, in the portal's own chain: second steps, passwords, addresses,
sessions.

These things are done by django-allauth, in its own transactions. It tells of each through its adapter, and that is
where the event is recorded: just after, in a transaction of its own. Nothing says with which address or from where,
since the log forgets nothing.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.events import PORTAL_CHAIN, record_event
from partners.models import User

# By the name of the e-mail that django-allauth sends about it.
TOLD = {
    "mfa/email/totp_activated": ("partners.second_step_set_up", "Set up a second step at log-in."),
    "mfa/email/totp_deactivated": ("partners.second_step_removed", "Removed their second step at log-in."),
    "mfa/email/recovery_codes_generated": ("partners.recovery_codes_made", "Made new recovery codes."),
    "account/email/password_changed": ("partners.password_changed", "Changed their password."),
    "account/email/password_set": ("partners.password_set", "Set a password."),
    "account/email/password_reset": ("partners.password_set", "Set a password by the link in an e-mail."),
    "account/email/email_changed": ("partners.address_changed", "Changed their e-mail address."),
    "account/email/email_deleted": ("partners.address_change_dropped", "Gave up changing their e-mail address."),
    "socialaccount/email/account_connected": (
        "partners.sign_on_linked",
        "Linked a council's sign-on.",
    ),
    "socialaccount/email/account_disconnected": ("partners.sign_on_unlinked", "Unlinked a council's sign-on."),
}
SESSIONS_ENDED = ("partners.sessions_ended", "Ended their other sessions.")


def tell_of_account(*, event: tuple[str, str], user: User, now: datetime, data: dict[str, Any] | None = None) -> None:
    """Record what somebody did to their own account: `event` is its verb and its sentence."""
    verb, summary = event
    with transaction.atomic():
        record_event(chain=PORTAL_CHAIN, verb=verb, summary=summary, by=user, now=now, subject=user, data=data)

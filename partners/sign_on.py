"""What a council's own sign-on (OpenID Connect) says of somebody, and how far it is believed.

It says so in two places: in the token of the sign-on itself, and when asked afterwards (userinfo). What the second
says counts only where it speaks of the same subject (OpenID Connect Core 5.3.2).
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from partners.models import User

Claims = Mapping[str, Any]
SECOND_STEP = "mfa"  # "amr": several factors were used (RFC 8176)
YES = (True, "true", "1")  # providers write it so or so
# Microsoft Entra ID sends no `email_verified`. Its `xms_edov` says that the tenant has proved the address's domain its
# own; without that, anybody's tenant could claim anybody's address.
VOUCHES = ("email_verified", "xms_edov")


def verified_addresses(said: Claims) -> list[str]:
    """The e-mail addresses that the sign-on vouches for, in lower case."""
    sources = [said.get("id_token") or {}, said.get("userinfo") or {}]
    if len({source["sub"] for source in sources if "sub" in source}) > 1:
        return []
    vouched = (source for source in sources if any(source.get(name) in YES for name in VOUCHES))
    return [str(source["email"]).lower() for source in vouched if source.get("email")]


def stated_address(said: Claims) -> str:
    """The e-mail address the sign-on gave, vouched for or not; to show to the person it speaks of."""
    sources = [said.get("id_token") or {}, said.get("userinfo") or {}]
    return next((str(source["email"]) for source in sources if source.get("email")), "")


def took_second_step(said: Claims) -> bool:
    """Whether the sign-on took a second step: because it says so, or because it lets nobody in without one."""
    methods = (said.get("id_token") or {}).get("amr") or []
    return settings.SIGN_ON_ALWAYS_SECOND_STEP or (isinstance(methods, list) and SECOND_STEP in methods)


def person_of(said: Claims) -> User | None:
    """Who has an account with an address that the sign-on vouches for. 1 query."""
    return User.objects.filter(email__in=verified_addresses(said), is_active=True).order_by("pk").first()

"""The secret links by which a body answers an update request without an account.

A secret is 32 random bytes. The portal keeps its SHA-256 alone, so whoever reads the database can open no link; looking
a link up compares hashes, so the time that takes says nothing about a secret.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

OPEN_AFTER_DUE = timedelta(days=21)
OPEN_AT_LEAST = timedelta(days=14)
PLACEHOLDER = "a-link-of-its-own"


@dataclass(frozen=True, slots=True)
class Link:
    """A new link: `secret` goes into one e-mail and is kept nowhere; `token_hash` is kept."""

    secret: str
    token_hash: str

    @property
    def address(self) -> str:
        return link_address(self.secret)


def new_link() -> Link:
    """A link that nobody can guess."""
    secret = secrets.token_urlsafe(32)
    return Link(secret, hash_of(secret))


def hash_of(secret: str) -> str:
    """What the portal keeps of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def link_address(secret: str) -> str:
    """The whole address of a link, as it stands in an e-mail."""
    return f"{settings.PORTAL_ADDRESS}{reverse('update', args=[secret])}"


def end_of_links(due_date: date, *, now: datetime) -> datetime:
    """Until when a link works that is made now: the end of the 21st day after the date, and at least two weeks."""
    last_day = max(due_date + OPEN_AFTER_DUE, timezone.localdate(now) + OPEN_AT_LEAST)
    return timezone.make_aware(datetime.combine(last_day, time(23, 59)))

"""The addresses of the links by which a body fills in its lines of a return without an account."""

from django.conf import settings
from django.urls import reverse


def return_link(secret: str) -> str:
    """The whole address of a link, as it stands in an e-mail. The portal keeps the hash of its secret alone."""
    return f"{settings.PORTAL_ADDRESS}{reverse('return_by_link', args=[secret])}"

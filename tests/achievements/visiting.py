"""Visits to the pages that keep the log of achievements."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from achievements.models import Achievement
from core.typed import TOKEN
from partners.models import User
from tests import make

MOST_QUERIES = 15
USUAL = {"status": "completed", "visibility": "public"}


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *keys: int) -> str:
    return reverse(f"achievements:{name}", args=["oxford", "2025-26", *keys])


def send(client: Client, address: str, **typed: Any) -> Any:
    """Sends the form of a page as a browser would, with what was typed."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    token = re.search(rf'name="{TOKEN}" value="([^"]+)"', page.content.decode())
    assert token
    return client.post(address, {TOKEN: unescape(token[1]), **typed})


def pages_of(achievement: Achievement) -> dict[str, str]:
    """Every page that keeps something, with a record of each kind behind it."""
    figure = make.figure(of=achievement)
    comparator = make.comparator(of=figure)
    evidence, quote = make.evidence(of=achievement), make.quote(of=achievement)
    one = achievement.pk
    return {
        "achievement_edit": url("achievement_edit", one),
        "figure_list": url("figure_list", one),
        "figure_add": url("figure_add", one),
        "figure_edit": url("figure_edit", one, figure.pk),
        "comparator_add": url("comparator_add", one, figure.pk),
        "comparator_edit": url("comparator_edit", one, figure.pk, comparator.pk),
        "evidence_list": url("evidence_list", one),
        "evidence_add": url("evidence_add", one),
        "evidence_edit": url("evidence_edit", one, evidence.pk),
        "quote_add": url("quote_add", one),
        "quote_edit": url("quote_edit", one, quote.pk),
    }


def buttons_of(achievement: Achievement) -> dict[str, str]:
    figure = make.figure(of=achievement)
    one = achievement.pk
    return {
        "comparator_remove": url("comparator_remove", one, figure.pk, make.comparator(of=figure).pk),
        "figure_remove": url("figure_remove", one, figure.pk),
        "evidence_remove": url("evidence_remove", one, make.evidence(of=achievement).pk),
        "quote_remove": url("quote_remove", one, make.quote(of=achievement).pk),
        "achievement_remove": url("achievement_remove", one),
    }

"""Makers of achievements, figures and their evidence."""

from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from achievements.models import Achievement, Comparator, Evidence, Figure, Quote
from core.periods import Period
from priorities.models import Finding, Plan
from tests.make.priorities import plan
from tests.make.shared import read_period


def achievement(
    *,
    of: Plan | None = None,
    text: str = "Police and council checked shops together.",
    period: Period | str | None = None,
    **fields: Any,
) -> Achievement:
    return Achievement.objects.create(plan=of or plan(), text=text, period=read_period(period), **fields)


def figure(
    *,
    of: Achievement | Finding | None = None,
    stated: str = "2,534",
    number: Decimal | int | None = None,
    period: Period | str | None = None,
    **fields: Any,
) -> Figure:
    owner = of or achievement()
    fields["finding" if isinstance(owner, Finding) else "achievement"] = owner
    return Figure.objects.create(stated=stated, number=number, period=read_period(period), **fields)


def comparator(
    *,
    of: Figure | None = None,
    stated: str = "39.9% up on the same months before",
    kind: str = Comparator.Kind.SAME_PERIOD,
    period: Period | str | None = None,
    **fields: Any,
) -> Comparator:
    return Comparator.objects.create(
        figure=of or figure(), stated=stated, kind=kind, period=read_period(period), **fields
    )


def quote(
    *, of: Achievement | None = None, text: str = "It helped.", speaker: str = Quote.Speaker.ADULT, **fields: Any
) -> Quote:
    return Quote.objects.create(achievement=of or achievement(), text=text, speaker=speaker, **fields)


def evidence(
    *,
    of: Achievement | None = None,
    label: str = "The minutes",
    url: str = "https://example.org/",
    content: bytes = b"",
    **fields: Any,
) -> Evidence:
    """Evidence by a link, or with `content` by a file on disk."""
    if content:
        fields = {"file": ContentFile(content, "minutes.pdf"), "file_name": "Minutes.pdf", **fields}
    return Evidence.objects.create(achievement=of or achievement(), label=label, url="" if content else url, **fields)

"""How numbers, money and dates are written for people: British English in the style of the GOV.UK content guide."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone


def money(amount: Decimal) -> str:
    """Pounds with thousands parted: "£746,294"; pence only where there are any: "£1,200.50"; a debt as "−£134"."""
    sign = "−" if amount < 0 else ""
    whole = amount == amount.to_integral_value()
    return f"{sign}£{abs(amount):,.0f}" if whole else f"{sign}£{abs(amount):,.2f}"


def number(value: Decimal | int) -> str:
    """A number with thousands parted and no idle noughts: "1,234.5"."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percentage(value: Decimal) -> str:
    """A share in per cent: "39.9%"."""
    return f"{number(value)}%"


def day(value: date) -> str:
    """A date: "6 October 2025"."""
    return f"{value.day} {value:%B} {value.year}"


def moment(value: datetime) -> str:
    """A moment in British time: "6 October 2025 at 2:30pm"."""
    return f"{day(_local(value).date())} at {clock(value)}"


def clock(value: datetime) -> str:
    """The hour of a moment in British time: "2:30pm"."""
    local = _local(value)
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def span(start: date | None, end: date | None) -> str:
    """Two dates as words: "1 April 2013 to 31 March 2014", "from 1 April 2013", "until 31 March 2014", or nothing."""
    if start and end:
        return day(start) if start == end else f"{day(start)} to {day(end)}"
    if start:
        return f"from {day(start)}"
    return f"until {day(end)}" if end else ""


def listed(words: Iterable[object]) -> str:
    """Words as a list in a sentence: "police, fire and probation"."""
    texts = [str(word) for word in words]
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} and {texts[-1]}"

"""Makers of update requests, of what bodies answer and of the e-mails about them."""

import hashlib
from datetime import date, timedelta
from typing import Any

from core.periods import Period
from partners.models import Body
from priorities.models import Action, Answer, BodyRequest, Plan, Reminder, UpdateRequest
from tests.make.partners import body, user
from tests.make.priorities import action, plan, priority
from tests.make.shared import NOW, read_period, slug_for


def update_request(
    *,
    of: Plan | None = None,
    period: Period | str | None = "Q2 2025-26",
    due: date = date(2025, 10, 20),
    **fields: Any,
) -> UpdateRequest:
    by = fields.pop("asked_by", None) or user()
    return UpdateRequest.objects.create(
        plan=of or plan(), period=read_period(period), due_date=due, asked_by=by, **{"asked_at": NOW, **fields}
    )


def body_request(*, of: UpdateRequest | None = None, asks: Body | None = None, **fields: Any) -> BodyRequest:
    known = {"contact_email": "lines@example.org", "expires_at": NOW + timedelta(days=30)}
    return BodyRequest.objects.create(request=of or update_request(), body=asks or body(), **{**known, **fields})


def answer(
    *, of: BodyRequest | None = None, about: Action | None = None, status: str = "underway", **fields: Any
) -> Answer:
    of = of or body_request()
    about = about or action(under=priority(of=of.request.plan), lead_body=of.body)
    return Answer.objects.create(body_request=of, action=about, status=status, **{"given_at": NOW, **fields})


def reminder(
    *, of: BodyRequest | None = None, kind: str = Reminder.Kind.REQUEST, secret: str = "", **fields: Any
) -> Reminder:
    """An e-mail that has left; its link is made of `secret`."""
    of = of or body_request()
    known = {
        "sent_to": of.contact_email,
        "token_hash": hashlib.sha256((secret or slug_for("secret")).encode()).hexdigest(),
        "made_at": NOW,
        "sent_at": NOW,
    }
    return Reminder.objects.create(body_request=of, kind=kind, **{**known, **fields})

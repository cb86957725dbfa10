"""Oxford's partnership in the middle of its year, with posts in place of people: what the how-tos show pictures of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import time_machine
from django.http import HttpResponseBase
from django.utils import timezone

from achievements.models import Achievement
from core.typed import TOKEN
from partners.demo_people import ensure_demo_people
from partners.models import Body, Membership, Partnership, Person, Role, User
from priorities.models import Action, Plan, UpdateRequest
from priorities.operations import record_progress
from tests import make
from tests.forms_on_pages import edit_form_on, forms_on
from tests.make.shared import read_period
from tests.world import SECRET, logged_in

TODAY = datetime(2025, 11, 21, 10, 20, tzinfo=UTC)
Q1, Q2 = (read_period(f"Q{number} 2025-26") for number in (1, 2))
CONTACTS = {
    "Thames Valley Police": "Neighbourhood inspector",
    "Oxford City Council": "Community safety manager",
    "Probation Service": "Head of probation delivery unit",
    "Turning Point": "Service manager",
}


@dataclass(frozen=True, slots=True)
class Staged:
    """What the pictures are of."""

    plan: Plan
    officer: User
    second: User
    administrator: User
    action: Action
    achievement: Achievement
    request: UpdateRequest


@contextmanager
def that_day() -> Iterator[None]:
    """The portal's clock on the day of the pictures."""
    with time_machine.travel(TODAY, tick=True):
        yield


def stage() -> Staged:
    """Puts people, progress and an update request into the sample's plan of 2025-26."""
    now = timezone.now()
    oxford = Partnership.objects.get(slug="oxford")
    ensure_demo_people(partnership=oxford, passwords={}, by=None, now=now)
    people = {kind: User.objects.get(email=f"{kind}@oxford.example") for kind in Role.Kind.values}
    for kind, user in people.items():
        user.name = str(Role.Kind(kind).label)
        user.last_login = now
        user.save()
    second = make.user(name="Deputy officer", email="deputy@oxford.example", last_login=now)
    make.role(of=oxford, held_by=second)
    plan = Plan.objects.get(partnership=oxford, slug="2025-26")
    bodies = _contacts(oxford)
    actions = list(Action.objects.filter(priority__plan=plan, parent=None).order_by("priority__position", "position"))
    for place, action in enumerate(actions):
        action.lead_body = bodies[place % len(bodies)]
        action.due_date = date(2026, 3, 31)
        action.save()
    _progress(actions, by=people["officer"])
    request = _asked(plan, bodies, people["officer"])
    achievement = make.achievement(
        of=plan,
        text="Lit the towpath from Folly Bridge to Iffley Lock, where people said they did not feel safe.",
        period="September 2025",
        place="Thames towpath",
    )
    return Staged(plan, people["officer"], second, people["administrator"], actions[1], achievement, request)


def _contacts(oxford: Partnership) -> list[Body]:
    bodies = []
    for name, post in CONTACTS.items():
        membership = Membership.objects.as_at(timezone.localdate()).get(partnership=oxford, body__name=name)
        address = f"{post.lower().replace(' ', '-')}@example.org"
        membership.contact = Person.objects.create(name=post, body=membership.body, email=address)
        membership.save()
        bodies.append(membership.body)
    return bodies


def _progress(actions: list[Action], *, by: User) -> None:
    """What was told of the first quarters."""
    trouble = {
        "reason": "The co-ordinator left in August, and the post is not filled.",
        "recovery_action": "The council lends one of its own two days a week.",
        "recovery_owner": "Community safety manager, Oxford City Council",
        "recover_by_date": date(2026, 1, 31),
    }
    told: list[tuple[str, str, dict[str, Any]]] = [
        ("underway", "Two plans are written; the third waits for the survey of Blackbird Leys.", {}),
        ("off-track", "", trouble),
        ("underway", "Nine cameras are replaced.", {}),
        ("at-risk", "", {**trouble, "reason": "Three reviews were asked for at once."}),
        ("completed", "Every shop in the centre takes part.", {}),
    ]
    for number, (action, (status, comment, more)) in enumerate(zip(actions, told, strict=False)):
        for quarter, said, when in (
            (Q1, {"status": "underway"}, datetime(2025, 7, 8, 9, 4 * number, tzinfo=UTC)),
            (Q2, {"status": status, "comment": comment, **more}, datetime(2025, 10, 7, 14, 6 * number, tzinfo=UTC)),
        ):
            record_progress(action=action, period=quarter, **said, revision=0, by=by, now=when)


def _asked(plan: Plan, bodies: list[Body], by: User) -> UpdateRequest:
    """Four bodies are asked; one has answered, one has begun."""
    asked_at = datetime(2025, 11, 3, 9, 30, tzinfo=UTC)
    request = make.update_request(of=plan, period="Q3 2025-26", due=date(2025, 11, 28), asked_by=by, asked_at=asked_at)
    for place, body in enumerate(bodies):
        asked = make.body_request(
            of=request,
            asks=body,
            contact_email=f"{CONTACTS[body.name].lower().replace(' ', '-')}@example.org",
            expires_at=datetime(2025, 12, 28, tzinfo=UTC),
        )
        make.reminder(of=asked, secret=SECRET if place == 0 else "", made_at=asked_at, sent_at=asked_at)
        lines = list(Action.objects.filter(priority__plan=plan, lead_body=body).in_display_order())
        if place == 1:
            asked.first_opened_at = asked.answered_at = datetime(2025, 11, 12, 14, 5, tzinfo=UTC)
            asked.save()
            for line in lines:
                make.answer(of=asked, about=line, comment="Half of it is done.", given_at=asked.answered_at)
        if place == 2:
            asked.first_opened_at = datetime(2025, 11, 19, 8, 40, tzinfo=UTC)
            asked.save()
    return request


def of_a_collision(staged: Staged) -> HttpResponseBase:
    """The page that the second of two officers gets who change one action."""
    url = f"{staged.plan.get_absolute_url()}challenges/{make.challenge(of=staged.plan).pk}/"
    first, second = logged_in(staged.second), logged_in(staged.officer)
    forms = [edit_form_on(client.get(url).content.decode()) for client in (first, second)]
    texts = ("Money for two posts ends in March.", "Funding beyond the year is not certain for two posts.")
    answers = [
        client.post(url, {**form.data, "text": [text]})
        for client, form, text in zip((first, second), forms, texts, strict=True)
        if form
    ]
    return answers[-1]


def roll_forward_to_the_check(staged: Staged) -> None:
    """Goes through the steps of rolling the plan forward as they are proposed, with one action dropped."""
    client = logged_in(staged.officer)
    url = f"{staged.plan.get_absolute_url()}roll-forward/next/"
    dropped = {
        f"action-{staged.action.pk}-fate": ["drop"],
        f"action-{staged.action.pk}-why": ["The county does it now."],
    }
    while not url.endswith("/check/"):
        form = next(form for form in forms_on(client.get(url).content.decode()) if TOKEN in form.data)
        data = {**form.data, **(dropped if next(iter(dropped)) in form.data else {})}
        answer = client.post(url, data)
        assert answer.status_code == 302, answer.content.decode()
        url = answer["Location"]


def preview_of_a_request(staged: Staged) -> HttpResponseBase:
    """Every e-mail of an update request, before any leaves."""
    client, url = logged_in(staged.officer), f"{staged.plan.get_absolute_url()}requests/add/"
    form = edit_form_on(client.get(url).content.decode())
    assert form
    form.data["message"] = ["The board meets on 9 December and reads what you write."]
    return client.post(url, form.data)

"""A year of Oxford's partnership and of the county's: last time's paper is out, the next plan is agreed, and what was
done since is logged.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import time_machine

from core.ordering import in_order
from partners.models import Partnership, User
from priorities.models import Plan
from reports.models import Paper
from tests import make

TODAY = datetime(2026, 9, 2, 10, 20, tzinfo=UTC)
DONE_IN_OXFORD = (
    "Lit the towpath from Folly Bridge to Iffley Lock, where people said they did not feel safe.",
    "Checked 41 shops for knives sold to children; three failed, and were checked again.",
    "Trained the door staff of every late bar in the city centre to look after whoever is alone and unwell.",
)
DONE_IN_THE_COUNTY = (
    "Taught young people in 24 schools what exploitation looks like, and whom to tell.",
    "Found homes within a week for families who had to leave an abuser.",
)


@dataclass(frozen=True, slots=True)
class Year:
    """What the story is about: an agreed plan, the year before it, last time's paper, and who works on the next."""

    partnership: Partnership
    plan: Plan
    before: Plan
    last: Paper
    officer: User
    approvers: dict[str, User]


@contextmanager
def that_day() -> Iterator[None]:
    """The portal's clock in the September after the plan was agreed."""
    with time_machine.travel(TODAY, tick=True):
        yield


def year_of_oxford() -> Year:
    """Council takes the annual update on 5 October 2026; Finance and Legal sign it, as they did last time."""
    year = _year("oxford", Paper.Kind.COUNCIL_UPDATE, "OSCP Plan {}", DONE_IN_OXFORD)
    make.meeting(of=year.partnership, name="Oxford City Council", on=date(2026, 10, 5))
    for position, function in enumerate(("Finance", "Legal"), 1):
        signer, post = _person(year.partnership, f"Approver for {function}", "approver"), f"Head of {function}"
        asked = {"function": function, "post_title": post}
        if not year.last.house_style.approver_roles.filter(function=function).exists():
            make.approver_role(of=year.last.house_style, position=position, **asked)
            signed = {"state": "signed", "signed_date": date(2025, 9, 20)}
            make.sign_off(of=year.last, position=position, approver=signer, **asked, **signed)
        year.approvers[function] = signer
    return year


def year_of_the_county() -> Year:
    """The county's agreement goes to no committee; whoever chairs the board signs it."""
    year = _year("oxfordshire", Paper.Kind.SAFETY_AGREEMENT, "Community Safety Agreement {}", DONE_IN_THE_COUNTY)
    year.approvers["The board"] = _person(year.partnership, "Chair of the partnership", "approver")
    if not year.last.house_style.approver_roles.exists():
        make.approver_role(of=year.last.house_style, function="The board", post_title="Chair of the partnership")
    return year


def next_year(period: str) -> str:
    """ "2026-27" after "2025-26" or "2025/26"."""
    start = int(period[:4]) + 1
    return f"{start}-{(start + 1) % 100:02}"


def _year(partnership: str, kind: str, title: str, done: tuple[str, ...]) -> Year:
    """The plan after that of last time's paper, with its priorities and actions, and what was done in between."""
    of = Partnership.objects.get(slug=partnership)
    last = Paper.objects.select_related("plan", "house_style").filter(partnership=of, kind=kind)
    paper = max(last, key=lambda one: one.plan.period_stated)
    before = paper.plan
    assert before
    period = next_year(before.period_stated)
    plan = make.plan(
        of=of, slug=period, title=title.format(period), kind=before.kind, period=period, status="agreed",
        succeeds=before, objective_set=before.objective_set, owner_group=before.owner_group,
    )  # fmt: skip
    for priority in in_order(before.priorities.all()):
        carried = make.priority(
            of=plan, title=priority.title, narrative=priority.narrative, continues=priority,
            position=priority.position, standing=priority.standing,
        )  # fmt: skip
        for action in in_order(priority.actions.filter(parent=None)):
            make.action(under=carried, text=action.text, continues=action, position=action.position)
    for text in done:
        make.achievement(of=before, text=text, period=before.period_stated)
    return Year(of, plan, before, paper, _person(of, "Partnership officer", "officer"), {})


def _person(of: Partnership, post: str, kind: str) -> User:
    """Whoever holds a post, with a role in the partnership."""
    email = f"{post.lower().replace(' ', '-')}@{of.slug}.example"
    found = User.objects.filter(email=email).first()
    return found or make.role(of=of, held_by=make.user(name=post, email=email), kind=kind).user

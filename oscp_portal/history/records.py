"""What the history says of the records that events are about: what to call one, and on which page it stands."""

from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse

from core.models import personal_data
from core.summaries import noun_of
from partners.models import Membership
from priorities.models import Action, Priority
from priorities.numbering import number_of
from reports.models import Paper

PLAN, BASIS, ACHIEVEMENTS = "priorities:plan", "priorities:basis", "achievements:achievements"


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a kind of record stands: on which page of the plan that `plan` leads to, at the mark of which record."""

    page: str
    plan: tuple[str, ...]
    mark: str = ""
    marked: tuple[str, ...] = ()


ON_PLAN_PAGES = {
    "priorities.plan": Stands(PLAN, ()),
    "priorities.priority": Stands(PLAN, ("plan",), "priority"),
    "priorities.action": Stands(PLAN, ("priority", "plan"), "action"),
    "priorities.progress": Stands(PLAN, ("action", "priority", "plan"), "action", ("action",)),
    "priorities.challenge": Stands(BASIS, ("plan",)),
    "priorities.finding": Stands(BASIS, ("plan",)),
    "achievements.achievement": Stands(ACHIEVEMENTS, ("plan",), "achievement"),
}
ON_PARTNERSHIP_PAGES = {
    "partners.partnership": "partnership",
    "partners.body": "partners:bodies",
    "partners.membership": "partners:bodies",
    "partners.group": "partners:bodies",
}
HAVE_PAGES = frozenset({*ON_PLAN_PAGES, *ON_PARTNERSHIP_PAGES, "reports.paper"})


def page_of(record_type: str, record_id: str, *, partnership_slug: str) -> str | None:
    """The address of the page where a record of a partnership stands, None where it is gone or has none. 1 query."""
    if record_type in ON_PARTNERSHIP_PAGES:
        return reverse(ON_PARTNERSHIP_PAGES[record_type], args=[partnership_slug])
    if record_type in ON_PLAN_PAGES:
        return _on_plan_page(ON_PLAN_PAGES[record_type], record_type, record_id, partnership_slug)
    paper = _find("reports.paper", record_id, "partnership") if record_type == "reports.paper" else None
    is_theirs = isinstance(paper, Paper) and paper.partnership.slug == partnership_slug
    return paper.get_absolute_url() if isinstance(paper, Paper) and is_theirs else None


def _on_plan_page(stands: Stands, record_type: str, record_id: str, partnership_slug: str) -> str | None:
    record = _find(record_type, record_id, "__".join([*stands.plan, "partnership"]))
    plan = _follow(record, stands.plan)
    if plan is None or plan.partnership.slug != partnership_slug:
        return None
    mark = f"#{stands.mark}-{_follow(record, stands.marked).pk}" if stands.mark else ""
    return reverse(stands.page, args=[partnership_slug, plan.slug]) + mark


def called(record_type: str, record_id: str) -> str:
    """What to call a record in a heading: "action 1.3", "plan “Plan 2025-26”". At most 3 queries.

    A record that says something about a person is called by its number, as in the log; one that is gone, only by its
    kind. For records that a chain tells of: it asks nobody whether they may know.
    """
    noun = noun_of(record_type)
    record = _find(record_type, record_id)
    if record is None:
        return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun} that was removed"
    if isinstance(record, (Action, Priority)):
        return f"{noun} {number_of(record)}".rstrip()
    if isinstance(record, Membership):
        return f"the membership of {record.body}"
    if personal_data(record):
        return f"{noun} {record.pk}"
    return f"{noun} “{record}”"


def _find(record_type: str, record_id: str, *related: str) -> models.Model | None:
    """A record with those it is named by. None where there is no such record, or no such kind any more."""
    try:
        model = apps.get_model(record_type)
        owners = related or [field.name for field in model._meta.fields if isinstance(field, models.ForeignKey)]
        return model._base_manager.select_related(*owners).filter(pk=record_id).first()
    except (LookupError, ValueError):
        return None


def _follow(record: models.Model | None, path: tuple[str, ...]) -> Any:
    """The record at the end of a path over relations, all of which are always there; None from none."""
    return reduce(getattr, path, record) if record is not None else None

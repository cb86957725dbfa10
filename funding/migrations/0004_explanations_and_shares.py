"""Moves what explained a difference, who shares an allocation and how far a return is to where they are kept now."""

from typing import Any

from django.db import migrations
from django.db.models import Sum

STATES = {"due": "not-started", "draft": "with-bodies", "submitted": "in-review", "returned": "in-review"}


def _managers(apps: Any) -> list[Any]:
    names = ("Award", "Allocation", "Return", "Explanation", "Share")
    return [apps.get_model("funding", name).objects for name in names]


def move(apps: Any, _schema_editor: Any) -> None:
    """Fills the new tables from the old fields."""
    awards, allocations, returns, explanations, shares = _managers(apps)
    for award in awards.exclude(difference_note=""):
        rows = allocations.filter(award=award, passed_on_from=None).aggregate(sum=Sum("amount"))["sum"]
        known = award.amount_announced is not None and rows is not None
        explanations.create(
            award=award,
            difference="announced",
            amount=award.amount_announced - rows if known else None,
            text=award.difference_note,
        )
    for allocation in allocations.prefetch_related("recipient_partnerships"):
        for partnership in allocation.recipient_partnerships.all():
            shares.create(allocation=allocation, partnership=partnership)
    for was, now in STATES.items():
        returns.filter(state=was).update(state=now)


def move_back(apps: Any, _schema_editor: Any) -> None:
    """Fills the old fields from the new tables, as far as they reach."""
    _, _, returns, explanations, shares = _managers(apps)
    for explanation in explanations.filter(allocation=None):
        explanation.award.difference_note = explanation.text
        explanation.award.save()
    for share in shares.all():
        share.allocation.recipient_partnerships.add(share.partnership)
    for was, now in STATES.items():
        returns.filter(state=now).update(state=was)


class Migration(migrations.Migration):
    dependencies = [("funding", "0003_money_flow")]
    operations = [migrations.RunPython(move, move_back)]

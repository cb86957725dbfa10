"""Many achievements logged and changed as one, such as from a spreadsheet: by the rules of `add_achievement` and
`change_achievement`, with few queries.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from achievements.keepers import NotKept, check_provider, keeper_of, why_not_theirs
from achievements.models import Achievement
from achievements.operations.achievements import NewProject
from achievements.operations.telling import fields_told, is_restricted, lateness, named, tells_secrets
from achievements.places import PlaceLine, numbers_told, places_of
from core.batches import Batch, Step
from core.formats import listed
from partners.models import User
from priorities.models import Plan
from priorities.operations.projects import NamedProjects


class AchievementBatch:
    """Achievements of one plan's year: each wish is checked when it is said, and `save` carries all of them out, or
    none. An achievement in it was read with all that its new values replace.
    """

    def __init__(self, *, plan: Plan, by: User, now: datetime) -> None:
        """2 queries."""
        self.plan = plan
        self.by = by
        self.now = now
        self._batch = Batch(Achievement)
        self._steps: list[tuple[Step[Achievement], Achievement | None]] = []
        self._keeper = keeper_of(plan, by, on=timezone.localdate(now))
        self._projects = NamedProjects(plan.partnership)

    def add(self, *, values: Mapping[str, Any], project: NewProject | None = None) -> None:
        """One more achievement, after those that are logged. Raises NotKept, ValidationError."""
        check_provider(self._keeper, values.get("provider"))
        wanted = self._with_project(values, project)
        is_secret = tells_secrets(Achievement(), wanted)
        self._steps.append((self._batch.add(Achievement(plan=self.plan), wanted, is_secret=is_secret), None))

    def change(self, *, achievement: Achievement, values: Mapping[str, Any], project: NewProject | None = None) -> None:
        """An achievement with new values. Raises NotKept, ValidationError."""
        why_not = why_not_theirs(self._keeper, achievement)
        if why_not:
            raise NotKept(why_not)
        check_provider(self._keeper, values.get("provider", achievement.provider))
        wanted = self._with_project(values, project)
        is_secret = tells_secrets(achievement, wanted)
        self._steps.append((self._batch.change(achievement, wanted, is_secret=is_secret), achievement))

    @transaction.atomic
    def save(self) -> None:
        """Carry everything out, with an event for each achievement. Raises SavedMeanwhile, RemovedMeanwhile,
        IntegrityError.
        """
        self._projects.make(step.record for step, _ in self._steps)
        last = self.plan.achievements.aggregate(last=Max("position"))["last"] or 0
        for step, before in self._steps:
            if before is None:
                last += 1
                step.record.position = last
        self._batch.write()
        places = places_of(self.plan.pk)
        late = lateness(self.plan)
        self._batch.tell(
            [
                (step, "achievements.achievement_changed", _changed(step, before, late))
                if before
                else (
                    step,
                    "achievements.achievement_added",
                    f"Logged {named(step.record)}{_for_what(step, places)}{late}.",
                )
                for step, before in self._steps
            ],
            chain=self.plan.partnership.event_chain,
            by=self.by,
            now=self.now,
        )

    def _with_project(self, values: Mapping[str, Any], new: NewProject | None) -> dict[str, Any]:
        """The values with the project that is named instead of chosen; one that is new is made when all is saved.
        Raises ValidationError.
        """
        if new is None:
            return dict(values)
        return {**values, "project": self._projects.named(new.name, new.kind)}


def _changed(step: Step[Achievement], before: Achievement, late: str) -> str:
    told = named(before if is_restricted(before) else step.record)
    return f"Changed {told}: {fields_told(step.changes)}{late}."


def _for_what(step: Step[Achievement], places: tuple[PlaceLine, ...]) -> str:
    """ " for 1.3 and 2", or nothing."""
    served = {name: [one.pk for one in step.values.get(name, ())] for name in ("priorities", "actions")}
    if not any(served.values()):
        return ""
    return f" for {listed(numbers_told(places, **served))}"

"""The log of a plan's achievements in a sheet; the figures in them are kept in the portal."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from achievements.models import Achievement, Visibility
from achievements.offers import bodies_offered, projects_offered
from achievements.operations import AchievementBatch, NewProject
from achievements.places import places_of
from core.prose import gist
from core.sheets.writing import Cell
from oscp_portal.sheets.cells import SEVERAL, YES_OR_NO, Choices, OneOf, OneOrNew, SomeOf, Text, When
from oscp_portal.sheets.columns import Kind, SheetColumn
from oscp_portal.sheets.kinds.bodies import bodies_by_name
from oscp_portal.sheets.kinds.places import Labels, Places, Served
from priorities.models import ActionStatus, Approach
from priorities.numbering import Place

LENGTH = 60


class Achievements(Kind):
    """Each row is an achievement, in the order in which they were logged."""

    slug = "achievements"
    title = "Achievements"
    noun, nouns = "achievement", "achievements"
    about = "What was done in the plan’s year: when, where, with whom, and what it serves"
    also_called = {"period_stated": "period", "period_kind": "period", "priorities": "serves", "actions": "serves"}

    @property
    def place(self) -> str:
        return reverse("achievements:achievement_log", args=[self.plan.partnership.slug, self.plan.slug])

    def _columns(self) -> tuple[SheetColumn, ...]:
        self.lines = {line.place: line for line in places_of(self.plan.pk)}
        self.labels = Labels(self.lines.values())
        self.served = Served(self.plan)
        bodies = bodies_by_name(bodies_offered(Achievement(plan=self.plan)).records)  # type: ignore[arg-type]
        projects = Choices("a project", [(project.name, project) for project in projects_offered(self.plan)])
        statuses = Choices("a status", [(str(status.label), status.value) for status in ActionStatus])
        approaches = Choices("an approach", [(str(one.label), one.value) for one in Approach])
        readers = Choices("one of those who may read it", [(str(one.label), one.value) for one in Visibility])
        return (
            SheetColumn(
                "text",
                "What was done",
                Text(has_lines=True),
                60,
                is_required=True,
                help="As you would tell it to a councillor.",
            ),
            SheetColumn(
                "period", "When", When(), 18, help="Such as 6 October 2025, March 2025, Q1 2025-26 or 2025-26."
            ),
            SheetColumn("place", "Where", Text(200), 20, help="A street, a neighbourhood or a town."),
            SheetColumn(
                "project",
                "Project",
                OneOrNew(projects, "project"),
                24,
                help="Choose one, or write the name of a new one.",
            ),
            SheetColumn(
                "serves",
                "Priorities and actions that it serves",
                SomeOf(Places(self.lines.values())),
                36,
                help="Their numbers, with a semicolon between them.",
            ),
            SheetColumn("provider", "Body that provided it", OneOf(bodies), 28),
            SheetColumn("bodies", "Bodies that took part", SomeOf(bodies), 32, help="With a semicolon between them."),
            SheetColumn("approach", "Whom it worked with", OneOf(approaches, ""), 18),
            SheetColumn("heading", "Heading", Text(250), 24),
            SheetColumn(
                "grouping", "Filed under", Text(150), 20, help="Any heading of the paper, such as Covid-19 response."
            ),
            SheetColumn("status", "How it stands", OneOf(statuses), 16, is_kept=True, help="Completed, if left empty."),
            SheetColumn(
                "is_for_paper",
                "Good for the annual paper",
                OneOf(YES_OR_NO),
                12,
                is_kept=True,
                help="Yes, if left empty.",
            ),
            SheetColumn(
                "visibility", "Who may read it", OneOf(readers), 20, is_kept=True, help="Public, if left empty."
            ),
            SheetColumn("visibility_reason", "Why not everybody may read it", Text(200), 28),
        )

    def records(self) -> list[Achievement]:
        """4 queries."""
        found = Achievement.objects.filter(plan=self.plan).select_related(
            "plan__partnership", "provider", "project", "continues"
        )
        return list(found.prefetch_related("bodies", "priorities", "actions").in_display_order())

    def cells_of(self, record: Achievement) -> dict[str, Cell]:
        return {
            "text": record.text,
            "period": record.period_stated,
            "place": record.place,
            "project": record.project.name if record.project else "",
            "serves": self._served(record),
            "provider": record.provider.name if record.provider else "",
            "bodies": SEVERAL.join(sorted(body.name for body in record.bodies.all())),
            "approach": record.get_approach_display(),
            "heading": record.heading,
            "grouping": record.grouping,
            "status": record.get_status_display(),
            "is_for_paper": "Yes" if record.is_for_paper else "No",
            "visibility": record.get_visibility_display(),
            "visibility_reason": record.visibility_reason,
        }

    def called(self, record: Achievement) -> str:
        return gist(record.heading or record.text, LENGTH)

    def batch(self) -> AchievementBatch:
        return AchievementBatch(plan=self.plan, by=self.by, now=self.now)

    def add(self, batch: AchievementBatch, values: Mapping[str, Any]) -> None:
        fields, project = self._fields(values)
        batch.add(values=fields, project=project)

    def change(self, batch: AchievementBatch, record: Achievement, values: Mapping[str, Any]) -> None:
        fields, project = self._fields(values)
        batch.change(achievement=record, values=fields, project=project)

    def _served(self, record: Achievement) -> str:
        served: set[Place] = {("priority", priority.pk) for priority in record.priorities.all()}
        served |= {("action", action.pk) for action in record.actions.all()}
        return self.labels.of(served)

    def _fields(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], NewProject | None]:
        """What the operation takes, from what the cells say, and the project that is new."""
        fields = dict(values)
        if "serves" in fields:
            fields |= self.served.among(fields.pop("serves"))
        project = fields.get("project")
        if not isinstance(project, str):
            return fields, None
        del fields["project"]
        return fields, NewProject(project)

"""The actions of a plan in a sheet."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from achievements.places import places_of
from core.prose import gist
from core.sheets.writing import Cell, Format
from oscp_portal.sheets.cells import SEVERAL, Choices, Day, OneOf, OneOrNew, SomeOf, Text
from oscp_portal.sheets.columns import Kind, SheetColumn
from oscp_portal.sheets.kinds.bodies import bodies_by_name
from oscp_portal.sheets.kinds.places import Labels, Places, label_of
from priorities.forms import offers_of
from priorities.models import Action, ActionStatus, Approach, Plan, Priority
from priorities.numbering import Place
from priorities.operations import ActionBatch

LENGTH = 60


class Actions(Kind):
    """Each row is an action, in the order of the plan; a new one stands after the others where it says it stands."""

    slug = "actions"
    title = "Actions"
    noun, nouns = "action", "actions"
    about = "What will be done under each priority, by whom and by when"
    also_called = {"place": "under", "priority": "under", "parent": "under", "new_project": "project"}

    @property
    def closed(self) -> str:
        if self.plan.status == Plan.Status.CLOSED:
            return "This plan is closed. To change something in it, open it again first."
        return ""

    @property
    def asks_why(self) -> bool:
        return self.plan.status == Plan.Status.AGREED

    @property
    def place(self) -> str:
        return reverse("priorities:work", args=[self.plan.partnership.slug, self.plan.slug])

    def _columns(self) -> tuple[SheetColumn, ...]:
        self.lines = {line.place: line for line in places_of(self.plan.pk)}
        self.labels = Labels(self.lines.values())
        self._actions: dict[int, Action] = {}
        self._priorities = Priority.objects.filter(plan=self.plan).in_bulk()
        offers = offers_of(self.plan, (), on=timezone.localdate(self.now))
        bodies = bodies_by_name(body for _, offered in offers.bodies for body in offered)
        groups = Choices("a group of this partnership", [(group.name, group) for group in offers.groups])
        projects = Choices("a project", [(project.name, project) for project in offers.projects])
        statuses = Choices("a status", [(str(status.label), status.value) for status in ActionStatus])
        approaches = Choices("an approach", [(str(one.label), one.value) for one in Approach])
        priorities = Places(line for line in self.lines.values() if line.kind == "priority")
        return (
            SheetColumn("number", "Number", None, 9, help="As the plan stands now. It is not read."),
            SheetColumn(
                "under",
                "Stands under",
                OneOf(Places(self.lines.values())),
                36,
                is_required=True,
                help="The priority, or the action that it is a part of: its number, or choose it.",
            ),
            SheetColumn(
                "text", "What will be done", Text(has_lines=True), 60, is_required=True, help="One action in each row."
            ),
            SheetColumn(
                "status",
                "Status",
                OneOf(statuses),
                16,
                is_kept=True,
                help="Off track, at risk and dropped are told in the portal, with the reason.",
            ),
            SheetColumn("lead_body", "Lead body", OneOf(bodies), 28),
            SheetColumn("lead_group", "Lead group", OneOf(groups), 28),
            SheetColumn(
                "supporting_bodies", "Supporting bodies", SomeOf(bodies), 32, help="With a semicolon between them."
            ),
            SheetColumn("due_date", "Due date", Day(), 18, Format.DATE, help="Like 31/3/2026."),
            SheetColumn(
                "due_stated",
                "Due, in the plan’s own words",
                Text(80),
                20,
                help="Such as Spring 2026. Shown in place of the date.",
            ),
            SheetColumn(
                "reason",
                "Why the due date moves",
                Text(1000),
                28,
                is_question=True,
                help="Needed where a due date that was set changes.",
            ),
            SheetColumn(
                "project",
                "Project",
                OneOrNew(projects, "project"),
                24,
                help="Choose one, or write the name of a new one.",
            ),
            SheetColumn("approach", "Approach", OneOf(approaches, ""), 18),
            SheetColumn(
                "also_serves",
                "Other priorities that it serves",
                SomeOf(priorities),
                28,
                help="With a semicolon between.",
            ),
            SheetColumn("legal_basis", "Duty that it fulfils", Text(300), 24),
            SheetColumn("closing_note", "What it came to, or why it was dropped", Text(has_lines=True), 32),
        )

    def records(self) -> list[Action]:
        """5 queries."""
        actions = Action.objects.filter(priority__plan=self.plan).select_related(
            "priority__plan", "parent", "lead_body", "lead_group", "project"
        )
        found = actions.prefetch_related("supporting_bodies", "also_serves")
        self._actions = {action.pk: action for action in found}
        return [self._actions[key] for kind, key in self.lines if kind == "action" and key in self._actions]

    def cells_of(self, record: Action) -> dict[str, Cell]:
        stands: Place = ("action", record.parent_id) if record.parent_id else ("priority", record.priority_id)
        return {
            "number": self.lines["action", record.pk].number,
            "under": label_of(self.lines[stands]),
            "text": record.text,
            "status": record.get_status_display(),
            "lead_body": record.lead_body.name if record.lead_body else "",
            "lead_group": record.lead_group.name if record.lead_group else "",
            "supporting_bodies": SEVERAL.join(sorted(body.name for body in record.supporting_bodies.all())),
            "due_date": record.due_date,
            "due_stated": record.due_stated,
            "project": record.project.name if record.project else "",
            "approach": record.get_approach_display(),
            "also_serves": self._served(record),
            "legal_basis": record.legal_basis,
            "closing_note": record.closing_note,
        }

    def called(self, record: Action) -> str:
        return f"{self.lines['action', record.pk].number} {gist(record.text, LENGTH)}"

    def batch(self) -> ActionBatch:
        return ActionBatch(plan=self.plan, by=self.by, now=self.now)

    def add(self, batch: ActionBatch, values: Mapping[str, Any]) -> None:
        fields = self._fields(values)
        batch.add(
            priority=fields.pop("priority"),
            parent=fields.pop("parent"),
            new_project=fields.pop("new_project", ""),
            values=fields,
        )

    def change(self, batch: ActionBatch, record: Action, values: Mapping[str, Any]) -> None:
        fields = self._fields(values)
        batch.change(
            action=record,
            reason=fields.pop("reason", ""),
            new_project=fields.pop("new_project", ""),
            values=fields,
        )

    def save(self, batch: ActionBatch, *, why: str) -> None:
        batch.save(why=why)

    def _served(self, record: Action) -> str:
        served: set[Place] = {("priority", priority.pk) for priority in record.also_serves.all()}
        return self.labels.of(served)

    def _fields(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the operation takes, from what the cells say."""
        fields = dict(values)
        if "under" in fields:
            kind, key = fields.pop("under")
            parent = self._actions[key] if kind == "action" else None
            fields |= {"priority": parent.priority_id if parent else key, "parent": parent}
        if isinstance(fields.get("project"), str):
            fields["new_project"] = fields.pop("project")
        if "also_serves" in fields:
            fields["also_serves"] = [self._priorities[key] for _, key in fields["also_serves"]]
        return fields

"""Where the money of a plan's awards goes, in a sheet; shares, payments and forecasts are kept in the portal."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from achievements.places import places_of
from core.sheets.writing import Cell, Format
from funding.models import Allocation, Award
from funding.operations import AllocationBatch
from oscp_portal.sheets.cells import SEVERAL, YES_OR_NO, Choices, Day, Number, OneOf, SomeOf, Text, When
from oscp_portal.sheets.columns import Kind, SheetColumn
from oscp_portal.sheets.kinds.bodies import bodies_by_name
from oscp_portal.sheets.kinds.places import Labels, Places, Served
from partners.models import Body
from priorities.forms import bodies_of
from priorities.models import Plan
from priorities.numbering import Place


class Allocations(Kind):
    """Each row is an allocation, award by award; a new one stands after the others of its award."""

    slug = "allocations"
    title = "Allocations"
    noun, nouns = "allocation", "allocations"
    about = "Where the money of each award goes: to whom, how much and what for"
    also_called = {
        "period_stated": "period",
        "period_kind": "period",
        "priorities": "serves",
        "actions": "serves",
        "over_allocated_reason": "reason",
    }

    @property
    def closed(self) -> str:
        if self.plan.status == Plan.Status.CLOSED:
            return "This plan is closed. To change something in it, open it again first."
        return ""

    @property
    def place(self) -> str:
        return reverse("funding:funding", args=[self.plan.partnership.slug, self.plan.slug])

    def _columns(self) -> tuple[SheetColumn, ...]:
        self.lines = {line.place: line for line in places_of(self.plan.pk)}
        self.labels = Labels(self.lines.values())
        self.served = Served(self.plan)
        on = timezone.localdate(self.now)
        near = bodies_of(self.plan.partnership, on=min(on, self.plan.period_end or on))
        bodies = bodies_by_name({body: None for _, some in near for body in some} | dict.fromkeys(self._paid_before()))
        awards = Award.objects.filter(plan=self.plan).select_related("plan", "partnership").order_by("position", "pk")
        above = Allocation.objects.filter(award__plan=self.plan).order_by("award__position", "position", "pk")
        yes_or_no = OneOf(YES_OR_NO)
        return (
            SheetColumn(
                "award",
                "Award",
                OneOf(Choices("an award of this plan", [(award.title, award) for award in awards])),
                32,
                is_required=True,
                is_fixed=True,
                help="The award that the money is part of.",
            ),
            SheetColumn(
                "stream",
                "Stream or project",
                Text(200),
                36,
                is_required=True,
                help="As the table of the award names it.",
            ),
            SheetColumn("amount", "Amount", Number(2, 14, is_money=True), 16, Format.MONEY, is_required=True),
            SheetColumn("recipient", "Recipient", OneOf(bodies), 28),
            SheetColumn(
                "delivery_partners", "Delivery partners", SomeOf(bodies), 28, help="With a semicolon between them."
            ),
            SheetColumn("purpose", "What it is for", Text(has_lines=True), 40),
            SheetColumn(
                "serves",
                "Priorities and actions that it is for",
                SomeOf(Places(self.lines.values())),
                36,
                help="Their numbers, with a semicolon between them.",
            ),
            SheetColumn("period", "Period", When(), 16, help="The award’s, if left empty. Such as 2025-26."),
            SheetColumn(
                "passed_on_from",
                "Passed on from",
                OneOf(Choices("a stream of this plan’s awards", [(one.stream, one) for one in above])),
                28,
                help="The stream of the same award that it is a part of.",
            ),
            SheetColumn("conditions", "Conditions", Text(has_lines=True), 28),
            SheetColumn("reasons", "Why it was given", Text(has_lines=True), 28),
            SheetColumn("reference", "Reference", Text(60), 16),
            SheetColumn("awarded_date", "Date awarded", Day(), 18, Format.DATE, help="Like 31/3/2026."),
            SheetColumn("is_shared", "Shared among several", yes_or_no, 12, is_kept=True, help="No, if left empty."),
            SheetColumn(
                "is_retained",
                "Kept by whoever holds the money",
                yes_or_no,
                12,
                is_kept=True,
                help="No, if left empty.",
            ),
            SheetColumn("note", "Note", Text(300), 28),
            SheetColumn(
                "reason",
                "Why more is given than there is",
                Text(1000),
                28,
                is_question=True,
                help="Needed where a row goes beyond its award.",
            ),
        )

    def records(self) -> list[Allocation]:
        """4 queries."""
        found = Allocation.objects.filter(award__plan=self.plan).select_related(
            "award__partnership", "award__plan", "recipient", "passed_on_from"
        )
        found = found.prefetch_related("delivery_partners", "priorities", "actions")
        return list(found.order_by("award__position", "award", "position", "pk"))

    def cells_of(self, record: Allocation) -> dict[str, Cell]:
        return {
            "award": record.award.title,
            "stream": record.stream,
            "amount": record.amount,
            "recipient": record.recipient.name if record.recipient else "",
            "delivery_partners": SEVERAL.join(sorted(body.name for body in record.delivery_partners.all())),
            "purpose": record.purpose,
            "serves": self._served(record),
            "period": record.period_stated,
            "passed_on_from": record.passed_on_from.stream if record.passed_on_from else "",
            "conditions": record.conditions,
            "reasons": record.reasons,
            "reference": record.reference,
            "awarded_date": record.awarded_date,
            "is_shared": "Yes" if record.is_shared else "No",
            "is_retained": "Yes" if record.is_retained else "No",
            "note": record.note,
        }

    def called(self, record: Allocation) -> str:
        return record.stream

    def weight(self, record: Allocation | None, values: Mapping[str, Any]) -> Decimal:
        """What takes money away comes before what gives it, so that nothing goes beyond an award on the way."""
        before = record.amount if record else Decimal(0)
        return Decimal(values.get("amount", before)) - before

    def batch(self) -> AllocationBatch:
        return AllocationBatch(by=self.by, now=self.now)

    def add(self, batch: AllocationBatch, values: Mapping[str, Any]) -> None:
        fields, reason = self._fields(values)
        batch.add(award=fields.pop("award"), values=fields, over_allocated_reason=reason)

    def change(self, batch: AllocationBatch, record: Allocation, values: Mapping[str, Any]) -> None:
        fields, reason = self._fields(values)
        batch.change(allocation=record, values=fields, over_allocated_reason=reason)

    def _paid_before(self) -> Iterable[Body]:
        """Whom the partnership gave money to, or through whom, in any year: often no members. 1 query."""
        of = self.plan.partnership_id
        paid = Q(allocations__award__partnership=of) | Q(allocations_delivered__award__partnership=of)
        return Body.objects.filter(paid).distinct().order_by("name", "pk")

    def _served(self, record: Allocation) -> str:
        served: set[Place] = {("priority", priority.pk) for priority in record.priorities.all()}
        served |= {("action", action.pk) for action in record.actions.all()}
        return self.labels.of(served)

    def _fields(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
        """What the operation takes, from what the cells say, and why more is given than there is."""
        fields = dict(values)
        if "serves" in fields:
            fields |= self.served.among(fields.pop("serves"))
        return fields, fields.pop("reason", "")

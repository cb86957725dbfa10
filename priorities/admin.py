"""Plans, priorities, actions and what they rest on, for support."""

from django.contrib import admin
from django.http import HttpRequest

from core.admin import RecordAdmin, Rows
from priorities.models import (
    Action,
    Amendment,
    Answer,
    BodyRequest,
    Challenge,
    DateMove,
    DutyRecord,
    EvidenceSource,
    Finding,
    Objective,
    ObjectiveSet,
    Plan,
    Priority,
    PriorityObjective,
    PriorityStrand,
    Progress,
    Project,
    ProjectName,
    Reminder,
    Review,
    Target,
    UpdateRequest,
)


@admin.register(EvidenceSource)
class EvidenceSourceAdmin(RecordAdmin):
    list_display = ("name", "kind", "partnership", "publisher", "published_date", "published_stated")
    list_filter = ("partnership", "kind")
    search_fields = ("name", "description", "publisher__name")
    ordering = ("name", "pk")
    partnership_paths = ("partnership",)


class ObjectiveRows(Rows):
    model = Objective


@admin.register(ObjectiveSet)
class ObjectiveSetAdmin(RecordAdmin):
    list_display = ("name", "body", "period_stated", "from_date", "until_date")
    search_fields = ("name", "body__name")
    ordering = ("-from_date", "pk")
    inlines = (ObjectiveRows,)


@admin.register(Objective)
class ObjectiveAdmin(RecordAdmin):
    list_display = ("title", "number", "objective_set", "position")
    list_filter = ("objective_set",)
    search_fields = ("title", "number", "objective_set__name")
    ordering = ("objective_set__name", "position", "pk")


class ProjectNameRows(Rows):
    model = ProjectName


@admin.register(Project)
class ProjectAdmin(RecordAdmin):
    list_display = ("name", "kind", "partnership", "lead_body", "from_date", "until_date")
    list_filter = ("partnership", "kind")
    search_fields = ("name", "names__name", "description")
    ordering = ("name", "pk")
    partnership_paths = ("partnership",)
    inlines = (ProjectNameRows,)


class ChallengeRows(Rows):
    model = Challenge


class DutyRecordRows(Rows):
    model = DutyRecord


class AmendmentRows(Rows):
    model = Amendment


@admin.register(Plan)
class PlanAdmin(RecordAdmin):
    list_display = ("title", "kind", "partnership", "period_stated", "status", "agreed_at")
    list_filter = ("partnership", "kind", "status")
    search_fields = ("title", "slug", "period_stated", "partnership__name")
    ordering = ("partnership__name", "-period_start", "pk")
    partnership_paths = ("partnership",)
    inlines = (ChallengeRows, AmendmentRows, DutyRecordRows)


class PriorityStrandRows(Rows):
    model = PriorityStrand


class PriorityObjectiveRows(Rows):
    model = PriorityObjective


class TargetRows(Rows):
    model = Target


@admin.register(Priority)
class PriorityAdmin(RecordAdmin):
    list_display = ("title", "plan", "standing", "position", "parent", "continues")
    list_filter = ("plan__partnership", "standing", "plan")
    search_fields = ("title", "narrative", "plan__title")
    ordering = ("plan__title", "position", "pk")
    partnership_paths = ("plan.partnership",)
    inlines = (PriorityStrandRows, PriorityObjectiveRows, TargetRows)


class ProgressRows(Rows):
    model = Progress


class DateMoveRows(Rows):
    model = DateMove


@admin.register(Action)
class ActionAdmin(RecordAdmin):
    list_display = ("__str__", "priority", "position", "lead_body", "due_date", "status")
    list_filter = ("priority__plan__partnership", "status", "priority__plan")
    search_fields = ("text", "priority__title", "project__name")
    ordering = ("priority__plan__title", "priority__position", "position", "pk")
    partnership_paths = ("priority.plan.partnership",)
    inlines = (TargetRows, ProgressRows, DateMoveRows)


@admin.register(Finding)
class FindingAdmin(RecordAdmin):
    list_display = ("__str__", "plan", "topic", "evidence", "visibility")
    list_filter = ("plan__partnership", "visibility")
    search_fields = ("text", "topic", "plan__title")
    ordering = ("plan__title", "position", "pk")
    partnership_paths = ("plan.partnership",)


@admin.register(Review)
class ReviewAdmin(RecordAdmin):
    list_display = ("label", "kind", "partnership", "reference", "state", "from_date", "until_date")
    list_filter = ("partnership", "kind", "state")
    search_fields = ("label", "reference")
    partnership_paths = ("partnership",)


@admin.register(UpdateRequest)
class UpdateRequestAdmin(RecordAdmin):
    list_display = ("__str__", "plan", "period_stated", "due_date", "closed_at")
    list_filter = ("plan__partnership",)
    search_fields = ("period_stated", "plan__title", "message")
    ordering = ("-due_date", "pk")
    partnership_paths = ("plan.partnership",)


class AnswerRows(Rows):
    model = Answer
    fields = ("action", "status", "forecast", "comment", "state", "given_at", "decision_note")


class ReminderRows(Rows):
    model = Reminder
    fields = ("kind", "sent_to", "made_at", "sent_at")


@admin.register(BodyRequest)
class BodyRequestAdmin(RecordAdmin):
    """What was asked of each body. Asking is not done here: it makes a link and sends it, and keeps only its hash."""

    list_display = ("body", "request", "contact_email", "expires_at", "first_opened_at", "answered_at", "revoked_at")
    list_filter = ("request__plan__partnership",)
    search_fields = ("body__name", "request__plan__title", "request__period_stated")
    ordering = ("-request__due_date", "body__name", "pk")
    partnership_paths = ("request.plan.partnership",)
    inlines = (AnswerRows, ReminderRows)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

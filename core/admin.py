"""What the admin of every app stands on. The admin is for support: everyday work has pages of its own.

Whatever is changed here is also told in the event log: which fields of which record, but not their values, so that the
log, which forgets nothing, holds no personal data that a person may want forgotten.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.events import PORTAL_CHAIN, record_event
from core.models import AlsoAbout, ChainHead, Draft, Event, Removal, Versioned, personal_data

admin.site.site_title = admin.site.site_header = "Community safety portal: support"
admin.site.index_title = "Records"


class FindsRelated:
    """Offers every related record by typing a part of its name, instead of a list of all there are."""

    model: type[models.Model]
    admin_site: admin.AdminSite
    formfield_overrides: "Mapping[type[models.Field[Any, Any]], Mapping[str, Any]]" = {
        models.URLField: {"assume_scheme": "https"},
    }

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        return [
            field.name
            for field in (*self.model._meta.fields, *self.model._meta.many_to_many)
            if isinstance(field, models.ForeignKey | models.ManyToManyField)
            and isinstance(field.related_model, type)
            and self.admin_site.is_registered(field.related_model)
        ]


class Rows(FindsRelated, admin.TabularInline):
    """Records that mean nothing alone, as rows under their owner."""

    extra = 0


class RecordAdmin(FindsRelated, admin.ModelAdmin):
    """One kind of record for support. Says where its events belong in `partnership_paths`.

    Each path leads over relations to a partnership ("plan.partnership"); the first that arrives at one gives the chain.
    A record that belongs to no partnership, like a body or an area, is told of in the portal's own chain.
    """

    partnership_paths: ClassVar[tuple[str, ...]] = ()
    ordering: ClassVar[tuple[str, ...]] = ("pk",)
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """The records with the others that the list names, also those that may be missing: Django joins no such."""
        records = super().get_queryset(request)
        foreign = {field.name for field in self.model._meta.fields if isinstance(field, models.ForeignKey)}
        shown = foreign.intersection(map(str, self.list_display))
        return records.select_related(*shown) if shown else records

    def chain_of(self, record: models.Model) -> str:
        """The chain in which a change to this record is told."""
        for path in self.partnership_paths:
            found: Any = record
            for name in path.split("."):
                found = getattr(found, name) if found is not None and name != "self" else found
            if found is not None:
                return str(found.event_chain)
        return PORTAL_CHAIN

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:  # noqa: FBT001
        """Counts the revision up, so that whoever has the record open in a form elsewhere is told of this change."""
        if change:
            count_revision(obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001
        """The same for the rows."""
        for row in formset.initial_forms:
            if row.has_changed():
                count_revision(row.instance)
        super().save_formset(request, form, formset, change)

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._tell(request, obj, "added", message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._tell(request, obj, "changed", message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Iterable[models.Model]) -> Any:
        records = list(queryset)
        for record in records:
            self._tell(request, record, "removed", [])
        return super().log_deletions(request, records)  # type: ignore[arg-type]  # it only goes through them

    def response_action(self, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """Runs an action on many records in one transaction with its events."""
        with transaction.atomic():
            return super().response_action(*args, **kwargs)

    def _tell(self, request: HttpRequest, record: models.Model, what: str, message: Any) -> None:
        noun = record._meta.verbose_name
        named = f"{noun} {record.pk}" if personal_data(record) else f"{noun} “{record}”"
        record_event(
            chain=self.chain_of(record),
            verb=f"{record._meta.app_label}.{record._meta.model_name}_{what}_in_admin",
            summary=f"{what.capitalize()} the {named} in the admin.",
            by=request.user,  # type: ignore[arg-type]  # nobody comes here without having logged in
            now=timezone.now(),
            subject=record,
            data={"changes": _without_names(message)},
        )


def count_revision(record: models.Model) -> None:
    """Have the database count a record's revision up when it is next saved."""
    if isinstance(record, Versioned):
        record.revision = F("revision") + 1


def _without_names(message: Any) -> list[Any]:
    """Django's account of a change, less what the records in it are called: people are called by their names."""
    if not isinstance(message, list):
        return [str(message)] if message else []
    return [
        {what: {name: detail for name, detail in details.items() if name != "object"} for what, details in part.items()}
        for part in message
    ]


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that are looked at and never touched: there is no button, and no address that would do it either."""

    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """The event log, newest first."""

    list_display = ("occurred_at", "chain", "sequence", "actor_name", "verb", "summary")
    list_filter = ("chain", "verb")
    search_fields = ("summary", "actor_name", "verb", "subject_id")
    ordering = ("-pk",)


@admin.register(ChainHead)
class ChainHeadAdmin(ReadOnlyAdmin):
    """Where each chain of events ends."""

    list_display = ("chain", "sequence", "hash")
    search_fields = ("chain",)
    ordering = ("chain",)


@admin.register(AlsoAbout)
class AlsoAboutAdmin(ReadOnlyAdmin):
    """In which further histories an event stands."""

    list_display = ("chain", "sequence", "record_type", "record_id")
    list_filter = ("record_type",)
    search_fields = ("chain", "record_id")
    ordering = ("-pk",)


@admin.register(Draft)
class DraftAdmin(ReadOnlyAdmin):
    """That somebody has a draft, and of which form. What they typed is theirs until they save it."""

    list_display = ("title", "path", "user", "kept_at")
    list_select_related = ("user",)
    search_fields = ("title", "path", "user__email")
    ordering = ("-kept_at", "pk")
    exclude = ("typed",)


@admin.register(Removal)
class RemovalAdmin(ReadOnlyAdmin):
    """What was removed, newest first. It is put back from the page it stood on."""

    list_display = ("label", "record_type", "chain", "removed_by", "removed_at", "put_back_at")
    list_select_related = ("removed_by",)
    list_filter = ("record_type",)
    search_fields = ("label", "chain", "place")
    ordering = ("-removed_at", "pk")

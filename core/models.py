"""What every app's records share: dates of validity, periods as stated, checked choices; and the event log.

The log is append-only and hash-chained: each `Event` carries the hash of the one before it in its chain, and each
chain's `ChainHead` names the last. Database triggers (migrations 0003 and 0006) refuse to alter or remove an event on
SQLite and PostgreSQL.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from core.periods import Period, PeriodKind


class ChoiceField(models.CharField):
    """Text that is one of its choices (or empty, when `blank`), in forms and by a check in the database too."""

    non_db_attrs = tuple(name for name in models.CharField.non_db_attrs if name not in ("choices", "blank"))

    def db_check(self, connection: Any) -> str:
        values = [str(value) for value, _ in self.flatchoices] + ([""] if self.blank else [])
        quoted = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
        return f"{connection.ops.quote_name(self.column)} IN ({quoted})"


def or_beginning(field: str) -> Coalesce:
    """A date for a unique constraint, with a day long ago for "not known": SQLite lets unknown values repeat."""
    return Coalesce(F(field), Value(date.min, output_field=models.DateField()))


def or_nothing(field: str) -> Coalesce:
    """A foreign key for a unique constraint, with 0 for none, for the same reason."""
    return Coalesce(F(field), Value(0, output_field=models.BigIntegerField()), output_field=models.BigIntegerField())


class DatedQuerySet(models.QuerySet):
    """Words for records that hold between two dates."""

    def as_at(self, on: date) -> Self:
        """Those that hold on a day: begun by then and not yet ended. An unknown date counts as open."""
        return self.filter(
            Q(from_date__isnull=True) | Q(from_date__lte=on), Q(until_date__isnull=True) | Q(until_date__gte=on)
        )


class Dated(models.Model):
    """Something true between two dates, both inclusive; None means open or not known."""

    from_date = models.DateField("from", null=True, blank=True, help_text="First day. Leave empty if not known.")
    until_date = models.DateField("until", null=True, blank=True, help_text="Last day. Leave empty while it goes on.")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")) | Q(until_date__isnull=True) | Q(from_date__isnull=True),
                name="%(app_label)s_%(class)s_dates_in_order",
                violation_error_message="The last day is before the first; correct one of the two dates.",
            )
        ]

    def is_current(self, on: date) -> bool:
        """Whether this holds on a day."""
        return (self.from_date is None or self.from_date <= on) and (self.until_date is None or self.until_date >= on)


def name_on(name: str, known: Iterable[Any], on: date) -> str:
    """What something was called on a day: the one of its `known` dated names that held then, else its `name`."""
    dated = (other for other in known if other.from_date or other.until_date)
    return next((other.name for other in dated if other.is_current(on)), name)


class PeriodFields(models.Model):
    """A period kept as stated, with the days it means where the words give them. Read and set it as `record.period`."""

    period_kind = ChoiceField(max_length=20, choices=PeriodKind.choices, blank=True)
    period_stated = models.CharField("period as stated", max_length=120, blank=True)
    period_start = models.DateField("first day of the period", null=True, blank=True)
    period_end = models.DateField("last day of the period", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start"))
                | Q(period_end__isnull=True)
                | Q(period_start__isnull=True),
                name="%(app_label)s_%(class)s_period_in_order",
                violation_error_message="The period ends before it starts; correct one of the two dates.",
            ),
            models.CheckConstraint(
                condition=Q(period_kind="", period_stated="", period_start__isnull=True, period_end__isnull=True)
                | ~Q(period_kind="") & ~Q(period_stated=""),
                name="%(app_label)s_%(class)s_period_whole",
                violation_error_message="Give both the kind of period and its words, or leave the period out.",
            ),
        ]

    @property
    def period(self) -> Period | None:
        """The period as one value, or None when none is stated."""
        if not self.period_kind:
            return None
        return Period(self.period_kind, self.period_stated, self.period_start, self.period_end)

    @period.setter
    def period(self, value: Period | None) -> None:
        self.period_kind = value.kind if value else ""
        self.period_stated = value.stated if value else ""
        self.period_start = value.start if value else None
        self.period_end = value.end if value else None


class Versioned(models.Model):
    """A record that people edit in forms. `revision` counts how often it was saved; a form carries the one it was made
    from, and `core.editing` saves only where it still holds.
    """

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def why_not_put_back(self, removal: "Removal") -> str:
        """Why a removal of this record can no longer be undone, as a sentence; empty where it can."""
        return ""


class Sourced(models.Model):
    """Where a record was read from: the document, the place in it, and its words there where they matter."""

    source_document = models.CharField("read from", max_length=200, blank=True)
    source_place = models.CharField("where in it", max_length=100, blank=True, help_text="A page, paragraph or line.")
    source_text = models.TextField("its words there", blank=True)

    class Meta:
        abstract = True


def personal_data(model: type[models.Model] | models.Model) -> tuple[str, ...]:
    """The fields of a model that say something about a living person; most models have none.

    A model that has some names them in `personal_data`: data protection asks for the list (docs/model.md).
    """
    return getattr(model, "personal_data", ())


class AppendOnlyError(TypeError):
    """Somebody tried to alter or remove a record that is kept for good."""


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are written once: changing or removing them through the ORM is refused before the database refuses
    it.
    """

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} records are never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} records are never removed.")


class AppendOnly(models.Model):
    """A record that is written once and kept for good; triggers hold the same rule in the database."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} records are never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{type(self).__name__} records are never removed.")


class Draft(models.Model):
    """What somebody has typed into a form and not saved yet, as typed; gone once they save it or throw it away.

    Kept by the form's script every few seconds, and by the steps of a wizard.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    path = models.CharField(max_length=300, help_text="The address of the form.")
    title = models.CharField(max_length=300, blank=True, help_text="What the form is called.")
    typed = models.TextField(help_text="The form's fields as a browser sends them.")
    kept_at = models.DateTimeField()

    personal_data: ClassVar[tuple[str, ...]] = ("user", "typed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path"],
                name="core_draft_one_per_form",
                violation_error_message="This person already has a draft of that form.",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.path


class Removal(models.Model):
    """A record somebody removed, with everything that went with it, kept so that it can be put back."""

    chain = models.CharField(max_length=100, help_text="Where the removal is told.")
    place = models.CharField(max_length=300, help_text="The address of the page it stood on.")
    record_type = models.CharField(max_length=100)
    record_id = models.CharField(max_length=40)
    label = models.CharField(max_length=300, help_text="What was removed, in words.")
    rows = models.JSONField(help_text="The rows as they stood.")
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="removals")
    removed_at = models.DateTimeField()
    put_back_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[tuple[str, ...]] = ("removed_by", "rows")

    class Meta:
        indexes = [models.Index(fields=["chain", "place"], name="core_removal_by_place")]

    def __str__(self) -> str:
        return self.label


class ChainHead(models.Model):
    """The end of one chain of events: a partnership's ("partnership/3") or the portal's own ("portal").

    Recording an event locks this row first, so that two writers cannot both follow the same event.
    """

    chain = models.CharField(max_length=100, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain} at {self.sequence}"


class Event(AppendOnly):
    """Something somebody did, in words a person reads. Made by `core.events.record_event` in the transaction it tells
    of.
    """

    chain = models.CharField(max_length=100)
    sequence = models.PositiveBigIntegerField()
    occurred_at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        help_text="Empty when the portal itself did it, from the command line.",
    )
    actor_name = models.CharField(
        max_length=254,
        help_text='"Person 12" by the key of the account, "The portal", or the body that answered; no person\'s name.',
    )
    verb = models.CharField(max_length=100, help_text="A dotted name such as reports.paper_published.")
    subject_type = models.CharField(max_length=100, blank=True, help_text="The kind of record, such as reports.paper.")
    subject_id = models.CharField(max_length=40, blank=True)
    summary = models.TextField(help_text="One sentence: what was done.")
    data = models.JSONField(default=dict, blank=True, help_text="What was before and after.")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    personal_data: ClassVar[tuple[str, ...]] = ("actor", "actor_name", "summary", "data")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "sequence"],
                name="core_event_one_per_place_in_chain",
                violation_error_message="Another event already stands in this place of the chain.",
            )
        ]
        # For the history of one record, and of one person, in a chain of any length: newest first.
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "chain", "sequence"], name="core_event_of_record"),
            models.Index(fields=["chain", "actor", "sequence"], name="core_event_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}: {self.summary}"


class AlsoAbout(AppendOnly):
    """A further record that an event is about, such as one of several actions changed together. It finds the event for
    that record's history; the event names the record too, under its hash.
    """

    chain = models.CharField(max_length=100)
    sequence = models.PositiveBigIntegerField(help_text="The event's place in the chain.")
    record_type = models.CharField(max_length=100)
    record_id = models.CharField(max_length=40)

    class Meta:
        verbose_name_plural = "also about"
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "record_type", "record_id", "sequence"],
                name="core_alsoabout_once",
                violation_error_message="The event is known to be about this record already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}: also about {self.record_type} {self.record_id}"

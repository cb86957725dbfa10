"""Forms that edit a record: they carry what they were made from, and say what differs when somebody saved meanwhile."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.utils import ErrorDict

from core.formats import day, listed
from core.forms import TidyForm, form_helper, say_what_is_missing
from core.models import Versioned
from core.typed import TOKEN, FormToken, Kept, canonical, digest, read_token

CHOOSE = "choose-"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs between what somebody typed and what somebody else saved.

    `changed_by` is "you", "them" or "both"; `chosen` is "mine", "theirs" or empty.
    """

    name: str
    label: str
    mine: str
    theirs: str
    changed_by: str
    chosen: str
    error: str = ""


class EditForm(TidyForm):
    """A form for `editor`; `record` is what it edits, or None for something new.

    Subclasses set `button`; ModelForms inherit from `RecordForm`. `revision` and `values` are for the operation.
    `questions` are fields that ask something beside the record, such as a reason: two versions of the record do not
    differ in them.
    """

    button = "Save"
    questions: tuple[str, ...] = ()

    def __init__(self, *args: Any, editor: Any, record: Versioned | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editor = editor
        self.record = record
        self.theirs: dict[str, Any] = {}
        self.kept: Kept | None = None
        self.helper = form_helper(self.button)
        self.helper.form_show_errors = False  # the page shows them above its heading
        self.helper.form_tag = False  # the page's own form element knows of drafts
        self.helper.inputs = []
        self.helper.disable_csrf = True  # the same form element has the token
        say_what_is_missing(self)
        self.token = self._token_sent() if self.is_bound else self.fresh_token()

    # --- what it was made from

    def fresh_token(self) -> FormToken:
        """The token of this form as made now from its record."""
        shown = {name: digest(self.get_initial_for_field(field, name)) for name, field in self._compared()}
        if self.record is None:
            return FormToken(self.editor.pk, *self._of(), 0, shown, once=secrets.token_hex(6))
        return FormToken(self.editor.pk, *self._of(), self.record.revision, shown)

    @property
    def token_text(self) -> str:
        """The token as the hidden field holds it."""
        return self.token.signed()

    @property
    def revision(self) -> int:
        """The revision of the record that this form was made from."""
        return self.token.revision

    @property
    def values(self) -> dict[str, Any]:
        """What to save, by field."""
        return self.answers

    @property
    def answers(self) -> dict[str, Any]:
        """Everything that was asked, by field; where the person chose somebody else's version, that."""
        return {**self.cleaned_data, **self.theirs}

    def _of(self) -> tuple[str, str]:
        return (self.record._meta.label_lower, str(self.record.pk)) if self.record else ("", "")

    def _compared(self) -> list[tuple[str, forms.Field]]:
        """The fields that show something of the record; files are never shown."""
        return [
            (name, field)
            for name, field in self.fields.items()
            if name not in self.questions and not isinstance(field, forms.FileField)
        ]

    def _token_sent(self) -> FormToken:
        sent = read_token(self.data.get(TOKEN, ""))
        if sent is None or sent.user != self.editor.pk or (sent.model, sent.key) != self._of():
            # Too old, or made for somebody else: as made from a record of long ago, so that nothing is overwritten.
            return FormToken(self.editor.pk, *self._of(), 0)
        return sent

    def say_nothing_yet(self) -> None:
        """Show no mistakes: the form is filled with what was typed earlier, and not sent yet."""
        self._errors: ErrorDict = ErrorDict()

    # --- somebody saved meanwhile

    def differences(self, fresh: "EditForm") -> list[Difference]:
        """Where this form, which is valid, and the record as somebody saved it differ; `fresh` is made from that."""
        found = []
        for name, field in self._compared():
            mine, theirs = self.cleaned_data.get(name), fresh.shown(name)
            if canonical(mine) == canonical(theirs):
                continue
            was = self.token.digests.get(name)
            by_me, by_them = digest(mine) != was, digest(theirs) != was
            changed_by = "both" if by_me == by_them else "you" if by_me else "them"
            sent = self.data.get(CHOOSE + name, "")
            usual = {"you": "mine", "them": "theirs", "both": ""}[changed_by]
            found.append(
                Difference(
                    name=name,
                    label=str(field.label or name.replace("_", " ").capitalize()),
                    mine=_readable(field, mine),
                    theirs=_readable(field, theirs),
                    changed_by=changed_by,
                    chosen=sent if sent in ("mine", "theirs") else usual,
                )
            )
        return found

    def shown(self, name: str) -> Any:
        """What the form showed of the record in a field, as `cleaned_data` would hold it."""
        field = self.fields[name]
        value = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(field, forms.MultiValueField):
            value = field.widget.decompress(value)
        try:
            return field.clean(value)
        except forms.ValidationError:
            return field.to_python(value) if not field.required else None

    def choose(self, fresh: "EditForm") -> list[str]:
        """Take over the chosen versions; answers the names of fields that still want a decision."""
        missing = []
        for name in self.token.choose:
            chosen = self.data.get(CHOOSE + name, "")
            if chosen == "theirs":
                self.theirs[name] = fresh.shown(name)
            elif chosen != "mine":
                missing.append(name)
        return missing


class RecordForm(EditForm, forms.ModelForm):
    """An edit form whose fields are a model's. For something new, give the unsaved record as `instance`.

    A field named `period` shows and takes the record's period.
    """

    def __init__(self, *args: Any, instance: Any, **kwargs: Any) -> None:
        if "period" in self.base_fields:
            kwargs["initial"] = {"period": instance.period, **(kwargs.get("initial") or {})}
        super().__init__(*args, instance=instance, record=instance if instance.pk else None, **kwargs)
        if "period" in self.fields:
            self.fields["period"].known = instance.period  # type: ignore[attr-defined]
        for field in self.fields.values():
            _name_the_empty_choice(field)

    @property
    def values(self) -> dict[str, Any]:
        """What to save of the record's own fields; what else was asked is in `cleaned_data`."""
        own = {*(self._meta.fields or ()), "period"}
        return {name: value for name, value in super().values.items() if name in own}


def _name_the_empty_choice(field: forms.Field) -> None:
    """In place of Django's row of dashes, words: what is asked for, or that nothing need be chosen."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        dashes = dict(BLANK_CHOICE_DASH)[""]
        words = "Choose" if field.required else "None"
        choices: Any = field.choices
        field.choices = [(key, words if label == dashes else label) for key, label in choices]


def _readable(field: forms.Field, value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, (models.QuerySet, list, tuple, set)):
        return listed(_readable(field, item) for item in value)
    if isinstance(field, forms.ChoiceField) and not isinstance(value, models.Model):
        return str(_label(field.choices, value))
    return str(value) if value is not None else ""


def _label(choices: Any, value: Any) -> Any:
    labels: Mapping[str, Any] = {
        str(key): label
        for key, inner in choices
        for key, label in (inner if isinstance(inner, (list, tuple)) else [(key, inner)])
    }
    return labels.get(str(value), value if value is not None else "")

"""Form fields that offer records which are at hand: neither showing them nor reading the answer asks the database.

Django's own `ModelChoiceField` asks for each answer. A page with several of them, or a long list in each, asks often.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db import models

# Records under a heading; those without one stand open.
Groups = Iterable[tuple[str, Sequence[models.Model]]]


class OneOf(forms.ChoiceField):
    """One of the records it is given with `offer`, or None. `none` is what choosing nothing is called."""

    default_error_messages = {"invalid_choice": "Choose one of the list: this one is not in it any more"}

    def __init__(self, *, none: str = "", **options: Any) -> None:
        self.none = none
        self.records: dict[str, models.Model] = {}
        super().__init__(**options)

    def offer(self, groups: Groups, *, current: models.Model | None = None) -> None:
        """Offer these records, and the current one where it is not among them."""
        found = [(heading, list(records)) for heading, records in groups]
        self.records = {str(record.pk): record for _, records in found for record in records}
        if current is not None and str(current.pk) not in self.records:
            found.append(("", [current]))
            self.records[str(current.pk)] = current
        self.choices = [("", self.none), *_choices(found)]

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, models.Model) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, models.Model):
            return value
        if str(value) not in self.records:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self.records[str(value)]

    def valid_value(self, value: Any) -> bool:
        return str(value.pk) in self.records


class SomeOf(forms.MultipleChoiceField):
    """Any number of the records it is given with `offer`, as tick boxes; cleaned, a list."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"invalid_choice": "One of those that are ticked is not in the list any more"}

    def __init__(self, **options: Any) -> None:
        self.records: dict[str, models.Model] = {}
        super().__init__(**options)

    def offer(self, groups: Groups, *, current: Iterable[models.Model] = ()) -> None:
        """Offer these records, and the current ones that are not among them."""
        found = [record for _, records in groups for record in records]
        known = {record.pk for record in found}
        found += [record for record in current if record.pk not in known]
        self.records = {str(record.pk): record for record in found}
        self.choices = [(record.pk, str(record)) for record in found]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple, models.QuerySet)):
            return [item.pk if isinstance(item, models.Model) else item for item in value]
        return value

    def to_python(self, value: Any) -> list[Any]:
        found = []
        for item in value or ():
            record = item if isinstance(item, models.Model) else self.records.get(str(item))
            if record is None:
                raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
            found.append(record)
        return found

    def valid_value(self, value: Any) -> bool:
        return str(value.pk) in self.records


def _choices(groups: Groups) -> list[Any]:
    choices: list[Any] = []
    for heading, records in groups:
        options = [(record.pk, str(record)) for record in records]
        if options:
            choices += [(heading, options)] if heading else options
    return choices

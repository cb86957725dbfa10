"""Draws form fields in GOV.UK Frontend's markup: `{% load fields %}`. For the crispy-forms pack in templates/csp/."""

from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from core.forms import DateInput

register = template.Library()

KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateInput, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.ClearableFileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
)
CLASSES = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "input": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
}
GROUPS = ("date", "checkboxes", "radios")


@register.filter
def field_kind(field: BoundField) -> str:
    """Which markup a field gets: date, checkboxes, radios, checkbox, file, textarea, select, password or input."""
    return next((kind for widget, kind in KINDS if isinstance(field.field.widget, widget)), "input")


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether a field is several controls, which need a fieldset with a legend instead of a label."""
    return field_kind(field) in GROUPS


@register.filter
def first_id(field: BoundField) -> str:
    """The id of a field's first control: where its label and its link in the error summary lead."""
    kind = field_kind(field)
    if kind in ("checkboxes", "radios"):
        return option_id(field, 0)
    return field.id_for_label or field.auto_id


@register.simple_tag
def option_id(field: BoundField, index: int) -> str:
    """The id of one radio button or tick box; the first has the field's own, as GOV.UK Frontend does it."""
    return field.auto_id if index == 0 else f"{field.auto_id}-{index + 1}"


@register.simple_tag
def described_by(field: BoundField) -> str:
    """The ids of a field's hint and error, apart by a space; empty when it has neither."""
    ids = [f"{field.auto_id}-hint"] if field.help_text else []
    return " ".join([*ids, *([f"{field.auto_id}-error"] if field.errors else [])])


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A field's one control with its classes, its description and its error, without label or hint."""
    kind = field_kind(field)
    base = CLASSES[kind]
    own = field.field.widget.attrs.get("class", "")
    error = f"{base.split()[0]}--error" if field.errors else ""
    attributes: dict[str, Any] = {
        "class": " ".join(part for part in (base, own, error) if part),
        "aria-describedby": described_by(field) or False,  # False: no such attribute
        "maxlength": False,  # with it a browser cuts what is pasted and says nothing; the form says it instead
        "aria-invalid": False,  # GOV.UK Frontend says it with the error message, which is part of the description
    }
    field.form.use_required_attribute = False  # the optional fields say that they are, in words
    widget = forms.FileInput(field.field.widget.attrs) if kind == "file" else None
    return field.as_widget(widget=widget, attrs=attributes)


@register.simple_tag
def date_parts(field: BoundField) -> list[dict[str, Any]]:
    """The three boxes of a date as typed: each with name, id, label, value and width in characters."""
    value = field.value()
    values = value if isinstance(value, list) else field.field.widget.decompress(value)
    return [
        {
            "name": f"{field.html_name}_{label.lower()}",
            "id": f"{field.auto_id}_{label.lower()}",
            "label": label,
            "value": part,
            "width": 4 if label == "Year" else 2,
        }
        for label, part in zip(("Day", "Month", "Year"), values, strict=True)
    ]


@register.filter
def problems(form: BaseForm) -> list[dict[str, str]]:
    """What is wrong with a form, in its order: a sentence and the control it is about (none for the whole form)."""
    found = [{"text": str(error), "target": ""} for error in form.non_field_errors()]
    for field in form.visible_fields():
        found += [{"text": str(error), "target": first_id(field)} for error in field.errors]
    for field in form.hidden_fields():
        found += [{"text": str(error), "target": ""} for error in field.errors]
    return found

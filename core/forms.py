"""How every form is laid out and speaks: `form_helper`, `say_what_is_missing`, and the date field in three boxes.

`TidyForm` takes only text that any paper can carry; `More` folds away what is seldom asked; `NumberField` reads
"1,200".

A form sets `self.helper = form_helper("Show")` and its template says `{% crispy form %}`; the markup is in
templates/csp/.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Submit
from django import forms
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.datastructures import MultiValueDict

from core.characters import on_one_line, printable
from core.formats import number
from core.periods import Period, UnreadablePeriod
from core.typed import canonical

LONGEST_TEXT = 20_000
LONGEST_WORD = 1_000
ENDLESS_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")
# Commas that part thousands, "1,234,567.5"; every other comma is a mistake.
PARTED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d*)?")

DATE_PARTS = ("day", "month", "year")
MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def form_helper(button: str, *, method: str = "post", action: str = "", legend: str = "") -> FormHelper:
    """The layout of a whole form: its fields in order and one button. A GET form carries no token.

    `legend` heads the form as a group where the page's own heading does not say what it asks.
    """
    helper = FormHelper()
    helper.form_method = method
    helper.form_action = action
    helper.legend = legend
    helper.attrs = {"novalidate": True}
    helper.disable_csrf = method == "get"
    helper.add_input(Submit("", button))
    return helper


def say_what_is_missing(form: forms.BaseForm) -> None:
    """Gives each field that must be filled in a sentence of its own, such as "Enter the name of the project".

    A field whose `required` message is its own already, because it differs from Django's, keeps it.
    """
    for field in form.fields.values():
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            verb = "Select" if isinstance(field, (forms.ChoiceField, forms.BooleanField, forms.FileField)) else "Enter"
            field.error_messages["required"] = f"{verb} {_uncapital(str(field.label))}"


class TidyForm(forms.Form):
    """A form whose text any paper can carry.

    Characters that no paper can carry are left out (`core.characters`); an answer of one line stays on one. What is too
    long for its field, or beyond 20,000 characters, comes back with a sentence, and so does a word without end.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = self._printable_data()

    def full_clean(self) -> None:
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                _limit(field)
            elif isinstance(field, forms.ChoiceField):
                _say_what_to_choose(field)
        super().full_clean()

    def _printable_data(self) -> MultiValueDict[str, Any]:
        sent = (
            self.data
            if isinstance(self.data, MultiValueDict)
            else MultiValueDict({k: [self.data[k]] for k in self.data})
        )
        lines = {
            self.add_prefix(name)
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.Textarea)
        }
        return MultiValueDict(
            {name: [_printable(value, one_line=name in lines) for value in values] for name, values in sent.lists()}
        )


def _each_in_a_list(sent: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {name: value if isinstance(value, list) else [value] for name, value in sent.items()}


def _printable(value: Any, *, one_line: bool) -> Any:
    if not isinstance(value, str):
        return value
    return on_one_line(printable(value)) if one_line else printable(value)


def _say_what_to_choose(field: forms.ChoiceField) -> None:
    """Django's own sentence repeats what was sent, however long, and says nothing of what to do."""
    if "%(value)s" in str(field.error_messages["invalid_choice"]):
        field.error_messages["invalid_choice"] = "Choose from the list: this is not in it any more"


def _limit(field: forms.CharField) -> None:
    """Gives a field of text its sentences about length, once."""
    if _refuse_endless_words in field.validators:
        return
    field.validators.append(_refuse_endless_words)
    if field.max_length is None:
        field.max_length = LONGEST_TEXT
        field.validators.append(MaxLengthValidator(LONGEST_TEXT))
    if "max_length" not in field.error_messages:
        name = str(field.label or "This")
        field.error_messages["max_length"] = (
            f"“{name}” must be {field.max_length:,} characters or fewer. It has %(show_value)s"
        )


def _refuse_endless_words(text: str) -> None:
    found = ENDLESS_WORD.search(text)
    if found:
        raise forms.ValidationError(
            f"“{found[0][:20]}…” is one word of more than {LONGEST_WORD:,} characters. Part it with spaces"
        )


class More(Div):
    """Fields that are seldom asked, folded away under a few words: `More("Where and who", "place", "bodies")`.

    It stands open where one of them has a mistake, or holds something other than what it begins with.
    """

    template = "%s/layout/more.html"

    def __init__(self, summary: str, *fields: Any, **options: Any) -> None:
        super().__init__(*fields, **options)
        self.summary = summary
        self.is_open = False

    def render(self, form: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        self.is_open = any(_says_something(form[pointer.name]) for pointer in self.get_field_names())
        return super().render(form, context, *args, **kwargs)


def _says_something(field: forms.BoundField) -> bool:
    usual = field.field.initial
    return bool(field.errors) or canonical(field.value()) not in ("", canonical(usual() if callable(usual) else usual))


def bare_number(text: str) -> str:
    """A number as people write it, "£1,200.50" or "39.9%", without its signs. A comma that does not part thousands
    stays, so that "12,50" is read as nothing rather than as 1250.
    """
    bare = re.sub(r"[\s£%]", "", text).replace("−", "-")
    return bare.replace(",", "") if PARTED.fullmatch(bare) else bare


class NumberField(forms.DecimalField):
    """A number as people write it, "1,200" or "1200.5", up to what the database holds. Cleaned, a Decimal or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"})
    default_error_messages = {
        "invalid": "Enter a number, like 1,200 or 39.9",
        "max_digits": "Enter a number of at most %(max)s digits",
        "max_decimal_places": "Enter a number with at most %(max)s digits after the point",
        "max_whole_digits": "Enter a number of at most %(max)s digits before the point",
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs take it for an IntegerField
        return super().to_python(bare_number(value) if isinstance(value, str) else value)


class WebAddressField(forms.URLField):
    """The address of a page on the web, http or https; without either it is https. For `Meta.field_classes`."""

    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"})
    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {"invalid": "Enter the address of a page, like https://www.example.org/minutes"}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"assume_scheme": "https", **options})


class DateInput(forms.MultiWidget):
    """Three boxes: day, month and year. The month may be typed as a number or a name.

    An address may also give the whole date as `name=2025-10-06`.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in DATE_PARTS}, attrs)

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        if name not in data:
            return [data.get(f"{name}_{part}", "") for part in DATE_PARTS]
        parts = [part.lstrip("0") for part in str(data[name]).split("-")]
        return parts[::-1] if len(parts) == len(DATE_PARTS) else [str(data[name]), "", ""]

    def id_for_label(self, id_: str) -> str:
        """The first box, so that the error summary's link lands where typing starts."""
        return f"{id_}_day" if id_ else ""


class DateField(forms.MultiValueField):
    """A date typed into three boxes. What is wrong is said in one sentence that names the field."""

    widget = DateInput

    def __init__(self, *, what: str = "the date", **options: Any) -> None:
        self.what = what
        parts = tuple(forms.CharField(required=False, max_length=20) for _ in DATE_PARTS)
        options.setdefault("error_messages", {})["required"] = f"Enter {what}"
        super().__init__(fields=parts, require_all_fields=False, **options)

    def compress(self, data_list: list[str]) -> date | None:
        texts = [text.strip() for text in data_list]
        if not any(texts):
            return None
        missing = [part for part, text in zip(DATE_PARTS, texts, strict=True) if not text]
        if missing:
            raise forms.ValidationError(f"{_capital(self.what)} must include a {' and a '.join(missing)}")
        day, month, year = (_number(text) for text in texts)
        if len(texts[2]) != 4 or year is None:
            raise forms.ValidationError(f"The year of {self.what} must have 4 digits, like 2025")
        try:
            return date(year, month or 0, day or 0)
        except ValueError:
            raise forms.ValidationError(f"{_capital(self.what)} must be a real date, like 31 3 2025") from None


class PeriodField(forms.CharField):
    """A period in words, such as "2025-26", "Q1 2025-26" or "12 months to March 2025"; cleaned, a `Period` or None.

    `known` is the period the record has already: its own words mean it, also where no rule could read them.
    """

    known: Period | None = None

    def prepare_value(self, value: Any) -> Any:
        return value.stated if isinstance(value, Period) else value

    def clean(self, value: Any) -> Period | None:
        stated = super().clean(value)
        if not stated:
            return None
        if self.known and stated == self.known.stated:
            return self.known
        try:
            return Period.parse(stated)
        except UnreadablePeriod as error:
            raise forms.ValidationError(str(error)) from error


def _number(text: str) -> int | None:
    """A number typed in digits, or the number of a month that is typed as a name or its first letters."""
    if text.isascii() and text.isdigit():
        return int(text)
    found = [number for number, name in enumerate(MONTH_NAMES, 1) if len(text) > 2 and name.startswith(text.lower())]
    return found[0] if found else None


def _uncapital(text: str) -> str:
    """A label as it goes on within a sentence; abbreviations such as "CCTV cameras" keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""The form that takes a file of official figures: larger than any other, so it has a limit of its own. And that of the
populations which rates are made with.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms

from core.edit_forms import RecordForm
from core.file_kinds import clean_name
from core.forms import TidyForm, form_helper
from core.offered import OneOf
from core.uploads import in_megabytes
from partners.models import Area
from scorecard.models import Population

LARGEST_TABLE = 100 << 20
TAKEN = (".ods", ".xlsx", ".csv", ".zip")


class TableField(forms.FileField):
    """A file of official figures. What is inside is looked at by the process that reads it, and by nothing before."""

    default_error_messages = {
        "required": "Choose a file of official figures",
        "invalid": "Choose the file again: it did not arrive",
        "empty": "The chosen file is empty. Download it again",
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ", ".join(TAKEN)}

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        name = clean_name(file.name or "")
        if (file.size or 0) > LARGEST_TABLE or not getattr(file, "is_kept", True):
            raise forms.ValidationError(
                f"“{name}” is larger than {in_megabytes(LARGEST_TABLE)}. Choose the table as it was downloaded"
            )
        if Path(name).suffix not in TAKEN:
            raise forms.ValidationError(
                f"“{name}” is no table of official figures. Choose an OpenDocument or Excel table of the Home Office, "
                "or a CSV or ZIP file of data.police.uk"
            )
        file.name = name
        return file


class TableForm(TidyForm):
    """A file to read."""

    file = TableField(
        label="File of official figures",
        help_text=f"A table of the Home Office (.ods, .xlsx or .csv), or a file or archive of data.police.uk (.csv or "
        f".zip), of at most {in_megabytes(LARGEST_TABLE)}.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Read the file")
        self.helper.form_show_errors = False


class PopulationForm(RecordForm):
    """How many people lived in an area in a year. Of one on record the area and the year stay."""

    area = OneOf(label="Area", none="Choose an area")

    class Meta:
        model = Population
        fields = ("area", "year", "number", "source_document", "source_place")
        labels = {
            "year": "Year",
            "number": "How many people",
            "source_document": "Where it was read",
            "source_place": "Where in it",
        }
        help_texts = {
            "year": "The estimate is of the middle of this year. For example, 2024",
            "number": "For example, 163200",
            "source_document": "Such as: Mid-year population estimates of the Office for National Statistics",
        }
        error_messages = {
            "year": {"required": "Enter the year of the estimate", "invalid": "Enter a year, like 2024"},
            "number": {"required": "Enter how many people", "invalid": "Enter a whole number, like 163200"},
        }
        widgets = {
            "year": forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
            "number": forms.NumberInput(attrs={"class": "govuk-input--width-10", "inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, instance: Population, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        area: Any = self.fields["area"]
        area.error_messages["required"] = "Select an area"
        area.offer([("", areas)])
        if instance.pk:
            del self.fields["area"], self.fields["year"]

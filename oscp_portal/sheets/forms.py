"""Choosing a spreadsheet, and saying yes to what it changes."""

from pathlib import Path
from typing import Any

from django import forms

from core.edit_forms import EditForm
from core.forms import TidyForm, form_helper
from core.uploads import LARGEST, UploadField, in_megabytes
from oscp_portal.sheets.comparing import Comparison
from priorities.forms.amending import why_field

TAKEN = (".xlsx", ".ods", ".csv")


class SheetField(UploadField):
    """A spreadsheet: Excel, OpenDocument or CSV."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ", ".join(TAKEN)}

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is not None and Path(file.name).suffix not in TAKEN:
            raise forms.ValidationError(
                f"“{file.name}” is no spreadsheet. Choose an Excel workbook (.xlsx), an OpenDocument spreadsheet "
                "(.ods) or a CSV file"
            )
        return file


class UploadForm(TidyForm):
    """A filled-in sheet."""

    file = SheetField(
        label="Choose the spreadsheet that you filled in",
        help_text=f"Excel (.xlsx), OpenDocument (.ods) or CSV, of at most {in_megabytes(LARGEST)}.",
        error_messages={"required": "Choose a spreadsheet"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Look through it")
        self.helper.form_show_errors = False


class ConfirmForm(EditForm):
    """Yes to everything that a sheet changes. `seen` tells what the page showed; an agreed plan asks why."""

    questions = ("why",)
    why = why_field(hint="Once for all rows. Shown with the plan, beside what was changed")

    def __init__(self, *args: Any, comparison: Comparison, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.digest = comparison.digest
        count = len(comparison.lines)
        self.button = f"Take in {count:,} row{'' if count == 1 else 's'}"
        if not asks_why:
            del self.fields["why"]

    @property
    def seen(self) -> str:
        """The digest of what the page showed from which this was sent."""
        return str(self.data.get("seen", ""))

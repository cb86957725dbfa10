"""An officer with a spreadsheet: takes it out, fills it in with openpyxl, chooses it, and says yes."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core.typed import TOKEN
from partners.models import Partnership
from priorities.models import Plan
from tests import make
from tests.pages import words_in
from tests.world import logged_in


class Workbook:
    """A workbook of ours, open, its first sheet by headings."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content))
        self.sheet: Any = self.book.worksheets[0]
        self.headings = [cell.value for cell in self.sheet[1]]

    def cell(self, row: int, heading: str) -> Any:
        return self.sheet.cell(row=row, column=self.headings.index(heading) + 1)

    def write(self, row: int, **values: Any) -> "Workbook":
        """Fills cells of a row; headings with other characters than letters are given as a dict."""
        for heading, value in values.items():
            self.cell(row, heading).value = value
        return self

    def add(self, **values: Any) -> int:
        row = self.sheet.max_row + 1
        self.write(row, **values)
        return row

    def content(self) -> bytes:
        saved = BytesIO()
        self.book.save(saved)
        return saved.getvalue()


class SheetDesk:
    """One kind of sheet of one plan, and the officer who keeps it."""

    def __init__(self, kind: str, *, plan: Plan | None = None, client: Client | None = None, **of_plan: Any) -> None:
        self.plan = plan or make.plan(of=oxford(), slug="2025-26", title="Plan 2025-26", period="2025-26", **of_plan)
        self.officer = make.officer(of=self.plan.partnership)
        self.client = client or logged_in(self.officer)
        self.where = [self.plan.partnership.slug, self.plan.slug, kind]
        self.page, self.check = reverse("sheet", args=self.where), reverse("sheet_check", args=self.where)

    def take_out(self, what: str = "sheet_workbook") -> bytes:
        response = self.client.get(reverse(what, args=self.where))
        assert response.status_code == 200
        return b"".join(response.streaming_content) if response.streaming else response.content

    def workbook(self, what: str = "sheet_workbook") -> Workbook:
        return Workbook(self.take_out(what))

    def choose(self, content: bytes | Workbook, name: str = "plan.xlsx", *, follow: bool = True) -> HttpResponse:
        content = content.content() if isinstance(content, Workbook) else content
        return self.client.post(self.page, {"file": SimpleUploadedFile(name, content)}, follow=follow)

    def say_yes(self, **typed: Any) -> HttpResponse:
        """Sends the preview as it is shown now."""
        return self.client.post(self.check, {**self.preview(), **typed}, follow=True)

    def preview(self) -> dict[str, str]:
        html = self.client.get(self.check).content.decode()
        return {name: unescape(re.search(rf'name="{name}" value="([^"]+)"', html)[1]) for name in (TOKEN, "seen")}


def words_of(response: HttpResponse) -> str:
    html = response.content.decode()
    return words_in(html[html.index("<main") : html.index("</main>")])


def mistakes_in(response: HttpResponse) -> list[list[str]]:
    """The table of mistakes, row by row."""
    html = response.content.decode()
    rows = re.findall(r'<tr class="govuk-table__row">\s*<th scope="row".*?</tr>', html, re.DOTALL)
    return [[words_in(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows]


def oxford() -> Partnership:
    return make.partnership(slug="oxford")

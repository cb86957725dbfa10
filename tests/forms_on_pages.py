"""Reads the edit form of a page as a browser would: what it would send back, and which of it is free text."""

from dataclasses import dataclass
from html.parser import HTMLParser

TOKEN = "form-token"  # as core.typed has it, which wants Django


@dataclass
class PageForm:
    """An edit form as it stands on a page: what a browser would send back, and which of it is free text."""

    data: dict[str, list[str]]
    texts: list[str]


def forms_on(html: str) -> list[PageForm]:
    """The forms of a page."""
    parser = _FormParser()
    parser.feed(html)
    return parser.forms


def edit_form_on(html: str) -> PageForm | None:
    """The edit form of a page, or None where it has none."""
    return next((form for form in forms_on(html) if TOKEN in form.data), None)


class _FormParser(HTMLParser):
    """Reads a page's forms as a browser would: ticked boxes, chosen options, texts."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.textarea = self.select = ""
        self.first_option = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "form":
            self.forms.append(PageForm({}, []))
        elif not self.forms:
            return
        elif tag == "input" and name:
            self._input(name, found)
        elif tag == "textarea":
            self.textarea = name
            self.forms[-1].data[name] = [""]
            self.forms[-1].texts.append(name)
        elif tag == "select":
            self.select, self.first_option = name, "multiple" not in found
            self.forms[-1].data[name] = []
        elif tag == "option" and self.select:
            self._option(found)

    def _input(self, name: str, found: dict[str, str | None]) -> None:
        form, kind = self.forms[-1], found.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in found:
                form.data.setdefault(name, []).append(found.get("value") or "on")
        elif kind not in ("submit", "file"):
            form.data[name] = [found.get("value") or ""]
            if kind in ("text", "email", "url", "search"):
                form.texts.append(name)

    def _option(self, found: dict[str, str | None]) -> None:
        chosen = self.forms[-1].data[self.select]
        if "selected" in found:
            if self.first_option:
                chosen.clear()
            chosen.append(found.get("value") or "")
            self.first_option = False
        elif not chosen and self.first_option:
            chosen.append(found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.textarea = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            held = self.forms[-1].data[self.textarea]
            held[0] += data if held[0] else data.removeprefix("\r").removeprefix("\n")

"""The field for words of a paper: the small Markdown, held to what a paper can carry as soon as it is typed."""

import re
from typing import Any

from django import forms

from reports.content import Paragraph
from reports.prose import SAFE_LINKS, prose

HELP = (
    "A blank line begins a new paragraph. Begin a line with - for a bullet. **bold**, *italics*, [words](https://…). "
    "| parts the cells of a table. {{appendix:…}} with its short name is the letter of an appendix"
)
LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^)\s>]*)")
SHOWN = 40


class WordsField(forms.CharField):
    """Words for a paper. What no paper could print comes back with a sentence."""

    def __init__(self, *, rows: int = 12, **options: Any) -> None:
        options.setdefault("help_text", HELP)
        widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "true", "class": "portal-words"})
        super().__init__(**{"widget": widget, "strip": True, **options})

    def clean(self, value: Any) -> str:
        """The words, if a paper can say them. Raises ValidationError."""
        text = str(super().clean(value))
        faults = faults_of(text)
        if faults:
            raise forms.ValidationError(faults)
        return text


def faults_of(text: str) -> list[str]:
    """What is wrong with some words, in sentences: links that lead nowhere safe, tables that are none."""
    faults = [
        f"“{words[:SHOWN]}” leads to “{address[:SHOWN]}”. Links in a paper begin with https://, http:// or mailto:"
        for words, address in LINK.findall(text)
        if not address.lower().startswith(SAFE_LINKS)
    ]
    if any(isinstance(block, Paragraph) and block.text.startswith("|") for block in prose(text)):
        faults.append(
            "A table wants a line of dashes under its headings, with as many parts as there are columns: | --- | --- |"
        )
    return faults

"""The field for words of a paper: the small Markdown, held to what a paper can carry as soon as it is typed."""

from typing import Any

from django import forms

HELP = "A blank line begins a new paragraph. Begin a line with - for a bullet. **bold**, *italics*, [words](https://…)"


class WordsField(forms.CharField):
    """Words for a paper. What no paper could print comes back with a sentence."""

    def __init__(self, *, rows: int = 12, **options: Any) -> None:
        options.setdefault("help_text", HELP)
        widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "true", "class": "portal-words"})
        super().__init__(**{"widget": widget, "strip": True, **options})

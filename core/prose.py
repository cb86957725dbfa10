"""Prose as its authors typed it, in small Markdown (paragraphs, nested lists, links, emphasis), as safe HTML.

No HTML passes through, and only links to http, https, mailto or an address within the portal are made.
"""

from functools import lru_cache
from textwrap import shorten

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

RULES = ["list", "link", "autolink", "emphasis", "escape", "newline"]
LINKS = ("http://", "https://", "mailto:", "/", "#")


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """The one grammar of prose in the portal; `reports.prose` reads papers with it too."""
    reader = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False}).enable(RULES)
    reader.validateLink = lambda url: url.lower().startswith(LINKS) and not url.startswith("//")  # type: ignore[method-assign]
    return reader


def to_html(text: str) -> SafeString:
    """The text as paragraphs and lists. Put it into an element of the class `portal-prose`."""
    return mark_safe(reader().render(text))  # noqa: S308  # the reader lets no HTML through


def to_inline_html(text: str) -> SafeString:
    """The text as one run of words and links, for a cell or a heading; its paragraphs are not parted."""
    return mark_safe(reader().renderInline(text))  # noqa: S308


def gist(text: str, length: int = 90) -> str:
    """The first words of prose without its marks, cut after a whole word: for naming a record by its text."""
    words = " ".join(
        child.content
        for token in reader().parse(text)
        for child in token.children or ()
        if child.type == "text" and child.content
    )
    return shorten(words, length, placeholder="…")

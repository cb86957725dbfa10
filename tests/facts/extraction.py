"""Draw every number, date, name and short form from a source paper by rule.

The net is blind to meaning: it takes whatever has a digit, is a number word, has two capitals, or is a run of
capitalised words. What it takes needlessly is explained in ``left_out/<slug>.toml``.
"""

import dataclasses
import functools
import re
from collections.abc import Iterator

from tests.facts.expressions import stands
from tests.facts.folding import MONTHS, NUMBER_WORD, fold, pattern, without_list_markers
from tests.facts.lists import SLUGS, Exceptions, exceptions_of, repaired_source_of, source_of, span_pattern
from tests.facts.private import captures_in

_month = "|".join(month.title() for month in MONTHS)
_short_month = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
# In this order: what an earlier rule took, a later one does not see.
RULES = (
    ("link", r"https?://\S+?(?=[.,;]?(?:\s|$))"),
    ("e-mail", r"[\w.]+@[\w.]+\w"),
    ("date", rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s*(?:{_month})(?:\s+(?:19|20)\d\d)?\b"),
    ("date", rf"\b(?:{_month}|{_short_month})\s+(?:19|20)\d\d\b"),
    ("period", r"\b(?:19|20)\d\d\s?[-\u2013/]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)"),
    ("time", r"\b\d{1,2}\s*[ap]\.m\."),
    ("number", r"(?:mid-)?\b(?:19|20)\d0s\b"),
    ("number", r"\b\d+-\d+-\d+\b"),
    ("short form", r"\b[A-Z][A-Za-z]*\d+\b"),
    ("number", r"(?<![A-Za-z\d])£?\d+(?:,\d{3})*(?:\.\d+)?%?"),
)
_LIST_MARKER = re.compile(r"^[ \t]*(?:-[ \t]+)?\d{1,2}\.[ \t]", re.MULTILINE)
_SHORT_FORM = re.compile(r"\b[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")
_LINK_WORDS = r"(?:of|the|and|&|for|in|on|to|from|with)"
_CAPITAL = r"[A-Z\u00c0-\u00dd]\w*(?:[\u2019'\u2018-]\w+)*[\u2019']?"
_GAP = r"(?: *\n? *)(?<=\s)"
_RUN = re.compile(rf"{_CAPITAL}(?:(?:{_GAP}{_LINK_WORDS})*{_GAP}{_CAPITAL})*")
NEW_LINE = " / "
_CLAUSE_END = re.compile(
    r"(?:[.:;?!\u2022\u00b7\t>*#|]|(?:^|\s)[-\u2013]|^)[\s*\u2018\u2019'\"\u201c_]*$", re.MULTILINE
)


@dataclasses.dataclass(frozen=True)
class Token:
    """One thing drawn from a source: what kind of thing, where it stands, and its text."""

    kind: str
    line: int
    text: str


@functools.cache
def ordinary_words() -> frozenset[str]:
    """Give the words that the five papers also write with a small letter: at a sentence's start they are no names."""
    texts = [re.sub(r"\S*(?:://|@|www)\S*", " ", repaired_source_of(slug)) for slug in SLUGS]
    return frozenset(word for text in texts for word in re.findall(r"\b[a-z][a-z-]*\b", text))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\u0000", match[0])


def prepared(slug: str, exceptions: Exceptions) -> str:
    """Give the source with its damage mended, broken words joined, and the spans left out or said otherwise gone."""
    text = repaired_source_of(slug)
    for capture in captures_in(slug):
        text = capture.pattern.sub(_blank, text)
    for span in (*exceptions.said_as, *exceptions.spans):
        text = span_pattern(span).sub(_blank, text)
    text = re.sub(r"([\w/])-[ \t]*\n[ \t]*([\w/]+)", r"\1-\2\n", text)
    return _LIST_MARKER.sub(_blank, text)


def _is_ordinary(word: str) -> bool:
    return word.lower() in ordinary_words()


def _without_ordinary_start(run: str) -> str:
    """Drop the first word of a run when it is a capital only because a sentence starts there."""
    first, _, rest = run.partition(" ")
    return re.sub(rf"^(?:{_LINK_WORDS}\s+)+", "", rest) if _is_ordinary(first) else run


def _matches(text: str) -> Iterator[tuple[str, int, str]]:
    """Give the kind, place and text of everything that a rule takes from a prepared source."""
    for kind, rule in RULES:
        for match in re.finditer(rule, text):
            yield kind, match.start(), match[0]
        text = re.sub(rule, _blank, text)
    for match in NUMBER_WORD.finditer(text):
        yield "number word", match.start(), match[0]
    for match in _SHORT_FORM.finditer(text):
        if not _is_ordinary(match[0]):
            yield "short form", match.start(), re.sub(r"(?<=[A-Z])s$", "", match[0])
    for match in _RUN.finditer(text):
        run = re.sub(r"[\u2019']s?(?=\s|$)", "'s", match[0]).replace("\n", NEW_LINE)
        if run.isupper() and any(map(_is_ordinary, run.split())):
            continue
        if _CLAUSE_END.search(text[max(0, match.start() - 12) : match.start()]):
            run = _without_ordinary_start(" ".join(run.split()))
        yield "name", match.start(), run.removesuffix("'s").strip(NEW_LINE)


def tokens_in(text: str) -> list[Token]:
    """Give every number, date, link, short form and run of capitalised words of a prepared source, by line."""
    found = {
        Token(kind, text.count("\n", 0, start) + 1, " ".join(value.replace("\u0000", " ").split()))
        for kind, start, value in _matches(text)
    }
    return sorted((token for token in found if token.text), key=lambda token: (token.line, token.text))


def _found(term: str, folded: str) -> bool:
    singular = re.sub(r"(?<=[a-rt-z]{3})s$", "", term)
    return bool(pattern(singular).search(folded))


def token_stands(token: Token, folded: str) -> bool:
    """Tell whether a token stands in folded text: a long run may stand in its parts, split at a link word."""
    if token.kind == "link":
        return fold(token.text).rstrip("/") in folded
    if _found(token.text.replace(NEW_LINE, " "), folded):
        return True
    if token.kind != "name":
        return False
    lines = token.text.split(NEW_LINE)
    lines[1:] = map(_without_ordinary_start, lines[1:])
    parts = [part for line in lines for part in re.split(rf"(?:\s+{_LINK_WORDS}\b)+\s+|'s\s+", line) if part]
    return all(_found(part, folded) for part in parts)


def left_out(token: Token, exceptions: Exceptions) -> bool:
    """Tell whether the exceptions name the token."""
    return fold(token.text) in {fold(text) for text in exceptions.tokens}


def missing_tokens(slug: str, printed: str) -> list[Token]:
    """Give what the source holds and the printed text does not, less what is left out on purpose."""
    exceptions = exceptions_of(slug)
    folded = fold(without_list_markers(printed))
    missing = [
        token
        for token in tokens_in(prepared(slug, exceptions))
        if not left_out(token, exceptions) and not token_stands(token, folded)
    ]
    source = source_of(slug)
    for span, expression in exceptions.said_as.items():
        place = span_pattern(span).search(source)
        if not stands(expression, folded):
            line = source.count("\n", 0, place.start()) + 1 if place else 0
            missing.append(Token("said otherwise", line, expression))
    return missing

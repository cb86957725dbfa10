"""What officers refer to in a paper's own words: {{appendix:action-plan}} and {{figure:12}}.

They stand in prose as typed until the whole paper is made: only then are letters and addresses known. In between a
span's `cite` carries what is referred to. Words of the log, and what people are quoted as saying, are never read so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reports import content as c
from reports.compose.appendices import lettered
from reports.compose.spans import Spans, respan
from reports.compose.within_reach import figures_within_reach
from reports.models import Paper
from reports.prose import plain, prose

TOKEN = re.compile(r"\{\{\s*([^{}:]*?)\s*:\s*([^{}]*?)\s*\}\}")
MARK = "token:"
APPENDIX, FIGURE = "appendix", "figure"
MOST_DIGITS = 15


class BrokenReferences(c.ContentError):
    """Some of the paper's words refer to what is not there; `sentences` has one on each."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(self.sentences))


def officers_prose(text: str) -> tuple[c.Block, ...]:
    """The blocks of a text that the paper's officers wrote, in which tokens are found."""
    blocks = prose(text)
    return respan(blocks, _part) if "{{" in text else blocks


def _part(spans: Spans) -> Spans:
    if not any("{{" in span.text for span in spans):
        return spans
    return tuple(part for span in spans for part in _parts(span))


def _parts(span: c.Span) -> Iterator[c.Span]:
    done = 0
    for found in TOKEN.finditer(span.text):
        if found.start() > done:
            yield replace(span, text=span.text[done : found.start()])
        yield replace(span, text=found[0], cite=f"{MARK}{found[1]}:{found[2]}")
        done = found.end()
    if done < len(span.text):
        yield replace(span, text=span.text[done:])


@dataclass
class References:
    """What the tokens of a paper mean. `broken` gathers a sentence on each that means nothing."""

    appendices: Mapping[str, tuple[str, str]]
    figures: Mapping[str, str]
    where: str = ""
    broken: list[str] = field(default_factory=list)

    def at(self, where: str) -> None:
        """Where the words stand that are resolved next."""
        self.where = where

    def resolve(self, spans: Spans) -> Spans:
        """The runs of text with what each token means; a link leads to an appendix that is a part of the paper."""
        if not any(span.cite.startswith(MARK) for span in spans):
            return spans
        return tuple(self._meant(span) if span.cite.startswith(MARK) else span for span in spans)

    def _meant(self, span: c.Span) -> c.Span:
        kind, _, name = span.cite.removeprefix(MARK).partition(":")
        if kind == APPENDIX and name in self.appendices:
            mark, anchor = self.appendices[name]
            return replace(span, text=mark, href=span.href or (f"#{anchor}" if anchor else ""), cite="")
        if kind == FIGURE and name in self.figures:
            return replace(span, text=plain(self.figures[name]).text, cite=f"achievements.figure:{name}")
        self.broken.append(f"{self.where}, {span.text} {self._why(kind, name)}")
        return replace(span, cite="")

    def _why(self, kind: str, name: str) -> str:
        if kind == APPENDIX:
            keys = ", ".join(f"{{{{appendix:{key}}}}}" for key in self.appendices)
            return f"names no appendix of this paper. Write one of: {keys}." if keys else "names an appendix; add one."
        if kind == FIGURE:
            return "names no figure that this paper may show. Take its number from the page of the figure."
        return "is nothing that can be referred to. Write {{appendix:…}} or {{figure:…}}, or take the braces away."


def references(paper: Paper, tokens: Iterable[str], anchors: Mapping[int, str]) -> References:
    """What these tokens may mean in this paper; `anchors` are the addresses of its sections. At most 1 query."""
    appendices: dict[str, tuple[str, str]] = {}
    for one in lettered(paper):
        anchor = anchors.get(one.section.pk, "") if one.section else ""
        if one.key:
            appendices.setdefault(one.key, (one.mark, anchor))
    return References(appendices, _figures(paper, tokens))


def tokens_in(blocks: tuple[c.Block, ...]) -> list[str]:
    """What the tokens in some blocks name, such as "figure:12"."""
    spans = (span for block in c.walk(blocks) if isinstance(block, c.Paragraph) for span in block.spans)
    return [span.cite.removeprefix(MARK) for span in spans if span.cite.startswith(MARK)]


def _figures(paper: Paper, tokens: Iterable[str]) -> dict[str, str]:
    """The words of the figures that are named, where anybody may read them. 1 query, or none where none is named."""
    named = (token.partition(":") for token in tokens)
    keys = {key for kind, _, key in named if kind == FIGURE and key.isascii() and key.isdigit()}
    ids = [int(key) for key in keys if len(key) <= MOST_DIGITS]
    if not ids:
        return {}
    return {
        str(key): stated for key, stated in figures_within_reach(paper).filter(pk__in=ids).values_list("pk", "stated")
    }

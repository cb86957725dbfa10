"""A paper as JSON, and back."""

import hashlib
import json
from dataclasses import fields, replace
from typing import Any

from reports.content.errors import ContentError
from reports.content.rules import CLASSES, TYPES, check
from reports.content.tree import SCHEMA, Chart, Paper, Paragraph, Point, Span

ONLY_IN_DRAFTS = {"cite"}
NAMES = {cls: tuple(part.name for part in fields(cls) if part.name not in ONLY_IN_DRAFTS) for cls in CLASSES}
# Parts that papers have had since editions were published without them: unsaid where they say nothing, so that what was
# published keeps its hash.
LATER: dict[type, dict[str, Any]] = {
    Chart: {"kind": "bars", "series": (), "breaks": (), "levels": ()},
    Point: {"is_provisional": False},
}


def to_json(paper: Paper) -> str:
    """The paper as canonical JSON: the same paper always gives the same characters.

    Raises ContentError where the content breaks a rule (see `check`).
    """
    check(paper)
    return json.dumps(_plain(paper), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Paper:
    """The paper held in JSON text. Raises ContentError with a sentence when it is not one of ours."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ContentError(f"This is not a stored paper: {error}") from None
    if not isinstance(data, dict) or data.get("is") != "Paper":
        raise ContentError("This is not a stored paper: it does not start with one.")
    if data.get("schema") != SCHEMA:
        held = data.get("schema")
        raise ContentError(f"This paper was stored with schema {held!r}; this release reads schema {SCHEMA}.")
    paper: Paper = _object(data)
    check(paper)
    return paper


def content_hash(paper: Paper) -> str:
    """The SHA-256 of the paper's canonical JSON, in hexadecimal: what an edition is known by."""
    return hashlib.sha256(to_json(paper).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, str | bool | int):
        return value
    cls = type(value)
    if cls is Paragraph and any(span.cite for span in value.spans):
        value = replace(value, spans=_uncited(value.spans))
    plain = {"is": cls.__name__, **{name: _plain(getattr(value, name)) for name in NAMES[cls]}}
    for name, unsaid in LATER.get(cls, {}).items():
        if getattr(value, name) == unsaid:
            del plain[name]
    return plain


def _uncited(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Runs of text as they would be if nothing in them cited a record: what was parted for it is one again."""
    made: list[Span] = []
    was_cited = False
    for span in spans:
        plain = replace(span, cite="")
        if made and (span.cite or was_cited) and replace(made[-1], text="") == replace(plain, text=""):
            made[-1] = replace(plain, text=made[-1].text + plain.text)
        else:
            made.append(plain)
        was_cited = bool(span.cite)
    return tuple(made)


def _object(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_object(inner) for inner in data)
    if isinstance(data, dict):
        cls = TYPES.get(str(data.get("is")))
        if cls is None:
            raise ContentError(f"A stored paper holds no {data.get('is')!r}.")
        try:
            return cls(**{name: _object(value) for name, value in data.items() if name != "is"})
        except TypeError as error:
            raise ContentError(f"A stored {cls.__name__} has the wrong parts: {error}") from None
    if isinstance(data, str | bool | int):
        return data
    raise ContentError(f"A stored paper holds no {type(data).__name__}.")

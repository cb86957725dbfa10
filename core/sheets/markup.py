"""XML taken apart as it comes: no document types, no entities, nothing deep, no piece larger than it needs to be."""

from collections.abc import Callable, Iterator
from typing import Protocol
from xml.parsers import expat

from core.sheets.limits import MEGABYTE
from core.sheets.values import Refuse, SheetRefused

AT_ONCE = 1 << 17  # bytes; more is no faster
LARGEST_PIECE = 2 * MEGABYTE  # one tag with its attributes
DEEPEST = 200
Attributes = dict[str, str]


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Handler(Protocol):
    """Whoever is told what the XML holds. Text goes where `text` says, until somebody takes it away there."""

    text: list[str]

    def start(self, name: str, attributes: Attributes, /) -> None: ...
    def end(self, name: str, /) -> None: ...


def parse(source: Source, handler: Handler, refuse: Refuse) -> Iterator[None]:
    """Tell the handler what stands in the source; comes up for air after every bit, so that memory stays bounded.

    Names are as written, with their prefixes. The handler counts how deep it is.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text.append
    parser.StartDoctypeDeclHandler = _refuser(refuse)
    parser.EntityDeclHandler = _refuser(refuse)
    given = 0
    try:
        while piece := source.read(AT_ONCE):
            parser.Parse(piece, False)  # noqa: FBT003  expat takes no names
            given += len(piece)
            if given - parser.CurrentByteIndex > LARGEST_PIECE:
                raise refuse("holds something far larger than a cell. Open it, save it again and choose that.")
            yield
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two for an encoding that nobody knows
        raise refuse("is damaged inside. Open it, save it again and choose that.") from error
    yield


def _refuser(refuse: Refuse) -> Callable[..., None]:
    def declaration(*_: object) -> None:
        raise refuse(
            "declares a document type or entities, which no spreadsheet program writes. Open it, save it again and "
            "choose that."
        )

    return declaration


def too_deep(refuse: Refuse) -> SheetRefused:
    return refuse("is nested more deeply than a spreadsheet. Open it, save it again and choose that.")

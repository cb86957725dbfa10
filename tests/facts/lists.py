"""Read the hand-made lists: the facts of a paper, and what is left out of it on purpose."""

import dataclasses
import pathlib
import re
import tomllib

from tests.facts.expressions import Fact

FOLDER = pathlib.Path(__file__).parent
SOURCES = FOLDER.parents[2] / "shared" / "papers"
SLUGS = (
    "2025-oxford-annual-update",
    "2021-oxford-annual-update",
    "2015-oxford-partnership-report",
    "2024-oxfordshire-community-safety-agreement",
    "2013-oxfordshire-annual-refresh",
)
# The kind of facts that the source lacks and the portal adds, such as a difference between two totals.
OURS = "ours"


@dataclasses.dataclass(frozen=True)
class Exceptions:
    """What the automatic comparison treats apart, every group with its reason.

    ``repaired`` mends damage of the source before facts are drawn from it; ``said_as`` replaces a stretch of the source
    by an expression that the printed text must meet instead; ``spans`` and ``tokens`` are left out; ``quoted`` may
    stand word for word. Personal data are in none of them: see ``private``.
    """

    repaired: dict[str, str]
    said_as: dict[str, str]
    spans: dict[str, str]
    tokens: dict[str, str]
    quoted: dict[str, str]


def _read(path: pathlib.Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def facts_of(slug: str) -> list[Fact]:
    """Give the facts listed by hand for a paper, in the source's order within each kind."""
    tables = _read(FOLDER / f"{slug.replace('-', '_')}.toml")
    return [
        Fact(kind=kind, line=int(line), text=text)
        for kind, lines in tables.items()
        for line, texts in lines.items()
        for text in texts
    ]


def _group(groups: list[dict], key: str) -> dict[str, str]:
    return {text: group["reason"] for group in groups for text in group.get(key, [])}


def _left_out(slug: str) -> dict:
    return _read(FOLDER / "left_out" / f"{slug.replace('-', '_')}.toml")


def private_groups_of(slug: str) -> list[dict]:
    """Give the groups of patterns that capture the personal data of a source, each with its reason."""
    return _left_out(slug).get("private", [])


def exceptions_of(slug: str) -> Exceptions:
    """Give what is repaired, said otherwise or left out of a paper on purpose."""
    tables = _left_out(slug)
    groups = tables.get("left_out", [])
    return Exceptions(
        repaired=tables.get("repaired", {}),
        said_as=tables.get("said_as", {}),
        spans=_group(groups, "spans"),
        tokens=_group(groups, "tokens"),
        quoted=_group(tables.get("quoted", []), "texts"),
    )


def source_of(slug: str) -> str:
    """Give the text of a source paper as it came."""
    return (SOURCES / f"{slug}.txt").read_text(encoding="utf-8")


def repaired_source_of(slug: str) -> str:
    """Give the text of a source paper with its damage mended, line for line."""
    text = source_of(slug)
    for old, new in exceptions_of(slug).repaired.items():
        text = span_pattern(old).sub(lambda match, new=new: new + "\n" * match[0].count("\n"), text)
    return text


def span_pattern(text: str) -> re.Pattern[str]:
    """Give the pattern that finds a stretch of the source whatever its line breaks."""
    body = r"\s+".join(re.escape(word) for word in text.split())
    return re.compile(rf"(?<!\w){body}(?!\w)" if text[0].isalnum() and text[-1].isalnum() else body)

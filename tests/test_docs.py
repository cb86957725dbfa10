"""The documents say what is so: their links lead somewhere, the commands they name exist, their lists are whole."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import Resolver404, resolve

from oscp_portal.environment import NAMES

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"
NOT_OURS = {"node_modules", "build", "var"}
DOCUMENTS = sorted(
    {
        *ROOT.glob("*.md"),
        *(path for path in ROOT.glob("*/README.md") if path.parent.name not in NOT_OURS),
        *DOCS.rglob("*.md"),
    }
)
NUMBERS = re.compile(r"<(n|number|keys|([a-z_]+_)?pk)>")
DECISIONS = sorted((DOCS / "adr").glob("*.md"))
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
# Where the guides' examples put an installation, and where Debian keeps what they mention.
EXAMPLE_PLACES = ("/srv/portal", "/etc/cron.d/portal", "/etc/systemd/", "/bin/sh")

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
every_decision = pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)


def anchors(document: Path) -> set[str]:
    """The addresses of a document's headings, as Git hosts make them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def named_commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each management command that a text names, with the options it is given."""
    for name, rest in re.findall(r"(?:manage\.py|\./portal manage) ([a-z_]+)([^\n`|;&]*)", text):
        yield name, re.findall(r"--[a-z][a-z-]*", re.sub(r'"[^"]*"', "", rest))


@every_document
def test_links_lead_somewhere(document: Path) -> None:
    for image, words, target in LINK.findall(CODE.sub("", document.read_text())):
        assert words.strip() or not image, f"The picture {target} is not described."
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        found = (document.parent / path) if path else document
        assert found.exists(), f"{target} is not there."
        assert not anchor or anchor in anchors(found), f"{path} has no heading #{anchor}."


@every_document
def test_commands_of_the_script_exist(document: Path) -> None:
    usage = re.search(r"<<'USAGE'\n(.*?)\nUSAGE", (ROOT / "portal").read_text(), re.DOTALL)
    assert usage
    known = set(re.findall(r"^  ([a-z]+)", usage[1], re.MULTILINE))
    assert {"demo", "test"} <= known
    assert set(re.findall(r"\./portal ([a-z]+)", document.read_text())) <= known


@every_document
def test_management_commands_exist_and_take_the_options(document: Path) -> None:
    known = get_commands()
    for name, options in named_commands(document.read_text()):
        assert name in known, f"There is no command {name}."
        parser = load_command_class(known[name], name).create_parser("manage.py", name)
        taken = {option for action in parser._actions for option in action.option_strings}
        assert set(options) <= taken, f"{name} does not take {', '.join(sorted(set(options) - taken))}."


@every_document
def test_paths_are_examples_or_addresses_of_the_portal(document: Path) -> None:
    text = re.sub(r"\w+:/{2,}\S*", "", LINK.sub("", document.read_text()))
    for path in re.findall(r"(?<![\w./<>}$-])/[a-z][\w./<>-]*", text):
        if path.startswith(EXAMPLE_PLACES):
            continue
        try:
            resolve(re.sub(r"<[a-z_]+>", "x", NUMBERS.sub("1", path)))
        except Resolver404:
            pytest.fail(f"{path} is neither an example's place nor an address of the portal.")


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(decision.name[:4]) for decision in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@every_decision
def test_a_decision_says_context_decision_and_consequences(decision: Path) -> None:
    text = decision.read_text()
    assert text.startswith(f"# {decision.name[:4]}: ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert re.search(r"^Status: (accepted|superseded)\b", text, re.MULTILINE)
    assert re.search(r"^Date: \d{4}-\d\d-\d\d$", text, re.MULTILINE)
    assert 20 <= len(text.splitlines()) <= 50


def test_the_index_names_every_document() -> None:
    index = (DOCS / "README.md").read_text()
    named = {(DOCS / target).resolve() for _, _, target in LINK.findall(index) if not target.startswith("http")}
    assert {path.resolve() for path in DOCS.rglob("*.md")} - {(DOCS / "README.md").resolve()} <= named


@pytest.mark.parametrize("name", sorted({*NAMES, "DATABASE_URL"}))
def test_every_setting_is_explained_to_operators(name: str) -> None:
    assert re.search(rf"^\| `{name}` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert re.search(rf"^#?{name}=", (ROOT / ".env.example").read_text(), re.MULTILINE)

"""The lists that the checks read: laws, bodies, acronyms, names and words, each a TOML file beside this module."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


def load(name: str) -> dict[str, Any]:
    """What stands in one of the lists."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def word_lists(name: str) -> dict[str, frozenset[str]]:
    """A file of lists of words parted by spaces, each as a set."""
    return {key: frozenset(words.split()) for key, words in load(name).items()}

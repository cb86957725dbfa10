"""What is installed is what was chosen: every package pinned, hashed, and named with no place to fetch it from."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")


def pins(lock: str) -> dict[str, str]:
    """Each package of a lock file with its lines: version, condition and hashes."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    return {entry.partition("==")[0]: entry for entry in entries}


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~;! ]", requirement)[0] for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_one_version_and_its_hashes(lock: str) -> None:
    for package, entry in pins(lock).items():
        assert re.match(r"[a-z0-9.-]+==\S+ ", entry), package
        assert "--hash=sha256:" in entry, package


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_to_fetch_from(lock: str) -> None:
    assert not re.search(r"https?:|--index|--find-links|file:", (ROOT / lock).read_text(encoding="utf-8"))


def test_every_dependency_is_locked_and_the_tests_run_on_the_same_versions() -> None:
    runtime, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert names(PROJECT["project"]["dependencies"]) <= runtime.keys()
    assert names(PROJECT["dependency-groups"]["dev"]) <= dev.keys()
    assert {name: dev.get(name) for name in runtime} == runtime


def test_every_dependency_has_its_reason_above_it() -> None:
    lines = [line.strip() for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()]
    for dependency in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]:
        assert lines[lines.index(f'"{dependency}",') - 1].startswith("# "), dependency


def test_front_end_packages_are_locked_by_hash_and_name_no_place() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert name == "" or package["integrity"].startswith("sha512-"), name

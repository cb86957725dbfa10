"""The judges of what is published: the standard's own schema, and the tools that its people use."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

SCHEMA = Path(__file__).parent / "schema"
GRANT_SCHEMA = SCHEMA / "360-giving-schema.json"
DRAFT_ADDRESS = "https://json-schema.org/draft/2020-12/schema"
PACKAGE_SCHEMA = SCHEMA / "360-giving-package-schema.json"


@cache
def _validator() -> Draft202012Validator:
    package = json.loads(PACKAGE_SCHEMA.read_text(encoding="utf-8"))
    grant = json.loads(GRANT_SCHEMA.read_text(encoding="utf-8"))
    # The package of 1.4.3 still refers to the grant of 1.4.2 by its address.
    address = package["properties"]["grants"]["items"]["$ref"]
    registry = Registry().with_resource(address, DRAFT202012.create_resource(_in_2020_12(grant)))
    return Draft202012Validator(_in_2020_12(package), registry=registry, format_checker=FormatChecker())


def _in_2020_12(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that names its draft as jsonschema knows it: the standard writes http where the draft says https."""
    return {**schema, "$schema": DRAFT_ADDRESS}


def faults(package: dict[str, Any]) -> list[str]:
    """What the schema has against a package: where, and what."""
    return sorted(
        f"{'/'.join(map(str, error.absolute_path))}: {message}"
        for found in _validator().iter_errors(package)
        for error in [found]
        for message in [found.message, *(deeper.message for deeper in found.context or ())]
    )


def unflattened(csv_text: str, place: Path) -> dict[str, Any]:
    """The package that flattentool makes of a CSV file, as 360Giving's own checker does."""
    (place / "sheets").mkdir()
    (place / "sheets" / "grants.csv").write_text(csv_text, encoding="utf-8", newline="")
    made = place / "unflattened.json"
    command = (
        *(sys.executable, "-W", "ignore", "-m", "flattentool.cli", "unflatten", str(place / "sheets"), "-f", "csv"),
        *("--root-list-path", "grants", "--root-id", "", "--id-name", "id", "--schema", str(GRANT_SCHEMA)),
        *("--convert-titles", "-o", str(made)),
    )
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    return json.loads(made.read_text(encoding="utf-8"))


def faults_by_libcove(package: dict[str, Any]) -> list[str]:
    """What libcove, on which 360Giving's own checker rests, has against a package."""
    command = (sys.executable, "-W", "ignore", str(Path(__file__).with_name("libcove_judge.py")))
    done = subprocess.run(command, input=json.dumps(package), check=True, capture_output=True, text=True, timeout=120)
    return json.loads(done.stdout)

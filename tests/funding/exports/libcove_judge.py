"""Judges a package of grants (JSON on the standard input) by libcove; its findings go out as a list of JSON.

A program of its own: libcove changes what jsonschema validates with while it works.
"""

import json
import sys
from pathlib import Path
from typing import Any

from libcove.lib.common import get_additional_fields_info, get_schema_validation_errors
from libcove.lib.common import schema_dict_fields_generator as fields_of
from referencing import Registry
from referencing.jsonschema import DRAFT202012

SCHEMA = Path(__file__).parent / "schema"
# The standard writes the address of its draft with http, which no library knows.
DRAFT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
PACKAGE = json.loads((SCHEMA / "360-giving-package-schema.json").read_text(encoding="utf-8")) | DRAFT
GRANT = json.loads((SCHEMA / "360-giving-schema.json").read_text(encoding="utf-8")) | DRAFT


class Schema:
    """What libcove asks of a schema."""

    address = PACKAGE["properties"]["grants"]["items"]["$ref"]
    registry = Registry().with_resource(address, DRAFT202012.create_resource(GRANT))

    def get_pkg_schema_obj(self) -> dict[str, Any]:
        return PACKAGE


def main() -> None:
    made = json.load(sys.stdin)
    found = [json.loads(key)["message"] for key in get_schema_validation_errors(made, Schema(), "", {}, {})]
    known = {f"/grants{path}" for path in fields_of(_whole_grant())}
    unknown = get_additional_fields_info({"grants": made["grants"]}, {"/grants", *known}, context={})
    sys.stdout.write(json.dumps([*found, *(f"{name} is no field of the standard" for name in unknown)]))


def _whole_grant() -> dict[str, Any]:
    """The schema of a grant with what it refers to put in its place."""

    def put_in(part: Any) -> Any:
        if isinstance(part, list):
            return [put_in(one) for one in part]
        if not isinstance(part, dict):
            return part
        if "$ref" in part:
            return put_in(GRANT["$defs"][part["$ref"].rpartition("/")[2]])
        return {name: put_in(one) for name, one in part.items() if name != "$defs"}

    return put_in(GRANT)


if __name__ == "__main__":
    main()

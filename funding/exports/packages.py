"""Files of grants as the 360Giving standard has them: a package of JSON, and a spreadsheet as CSV.

Both are written grant by grant. Amounts go from Decimal into the text of the file, never through a float.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from core.csv_files import csv_parts
from funding.exports.giving import HEADINGS, grant_object, grant_rows
from funding.exports.grants import Grant
from funding.exports.publisher import Publisher

VERSION = "1.4"


def package_parts(grants: Iterable[Grant], publisher: Publisher, *, now: datetime) -> Iterator[str]:
    """The package of grants as the text of a JSON file, grant by grant. `grants` are whole, and at least one."""
    head = json_text(package_head(publisher, now=now))
    yield f'{head[:-1]}, "grants": [\n'
    for number, grant in enumerate(grants):
        yield (",\n" if number else "") + json_text(grant_object(grant, source=publisher.address))
    yield "\n]}\n"


def package_head(publisher: Publisher, *, now: datetime) -> dict[str, Any]:
    """What a package says of itself."""
    made = {
        "version": VERSION,
        "title": f"Grants of {publisher.name}",
        "description": "What was received, and what was given to others out of it.",
        "issued": timezone.localdate(now).isoformat(),
        "modified": now.astimezone(UTC).isoformat(timespec="seconds"),
        "identifier": f"{publisher.prefix}-grants" if publisher.prefix else "",
        "accessURL": publisher.address,
        "license": publisher.licence,
    }
    said = {"name": publisher.name, "identifier": publisher.identifier, "website": publisher.website}
    return {
        **{name: value for name, value in made.items() if value},
        "publisher": {name: value for name, value in said.items() if value},
    }


def spreadsheet_parts(grants: Iterable[Grant], publisher: Publisher) -> Iterator[str]:
    """The same grants as the text of a CSV file with the standard's headings. Its readers want no mark before it."""
    rows = (row for grant in grants for row in grant_rows(grant, source=publisher.address))
    return csv_parts(HEADINGS, rows, mark=False)


def json_text(value: Any) -> str:
    """Data as JSON, with each Decimal as the number it is: 327000.10 and not 327000.1 or 327000.09999."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict):
        pairs = (f"{json.dumps(name)}: {json_text(one)}" for name, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(json_text(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)

"""A comparison as JSON."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

from reports.comparing.comparison import Comparison
from reports.comparing.summing import sentence


def to_json(comparison: Comparison) -> str:
    """The comparison as plain JSON with the number of its schema: the same papers always give the same characters.

    Each part says what it `is`; `sentence` is the summary in words.
    """
    data = {**_plain(comparison), "sentence": sentence(comparison.summary)}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if is_dataclass(value):
        return {"is": type(value).__name__, **{part.name: _plain(getattr(value, part.name)) for part in fields(value)}}
    return value

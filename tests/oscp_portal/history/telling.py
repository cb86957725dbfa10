"""What the tests of the history share: telling of something, and reading the file."""

import csv
import io
from typing import Any

from django.test import Client

from partners.models import Partnership
from tests import make

HISTORY = "/partnerships/oxford/history/"


def tell(oxford: Partnership, **fields: Any) -> int:
    return make.event(chain=oxford.event_chain, **fields).sequence


def read_csv(client: Client, url: str) -> list[dict[str, str]]:
    response = client.get(url)
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))

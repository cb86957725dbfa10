"""What tests of pages share: how many queries a page takes, and its words as a reader gets them."""

import re
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries_of(client: Client, url: str) -> int:
    """How many queries a page takes. It is opened twice, so that what is kept between requests does not count."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def words_of(client: Client, url: str) -> str:
    """The words of a page's <main>, with single spaces."""
    html = client.get(url).content.decode()
    return words_in(html[html.index("<main") : html.index("</main>")])


def words_in(html: str) -> str:
    """The words of some HTML, with single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split()).replace(" ,", ",").replace(" .", ".")

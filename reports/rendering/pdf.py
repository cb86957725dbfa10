"""A paper as tagged PDF (PDF/UA-1), rendered in a child process bounded in time and memory."""

from reports.content import Paper


class RenderingFailed(Exception):
    """The PDF could not be made; the message says why in a sentence."""


def pdf(paper: Paper, *, content_hash: str, status: str = "") -> bytes:
    """The paper as PDF bytes; the same arguments always give the same bytes. Raises RenderingFailed."""
    raise NotImplementedError

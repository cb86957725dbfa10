"""A paper as plain text: its reading order, as somebody reading aloud would take it."""

from reports.content import Paper


def text(paper: Paper) -> str:
    """The whole paper as plain text, one line for each paragraph, item, row and header field."""
    raise NotImplementedError

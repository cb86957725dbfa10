"""A paper as HTML: the article for the web page, its contents, and a complete document for print."""

from reports.content import Paper


def article(paper: Paper) -> str:
    """The inside of the page's `<article class="paper">`: masthead, title, header tables, sections with anchors."""
    raise NotImplementedError


def contents(paper: Paper) -> str:
    """The table of contents: an ordered list of links to the sections. Empty when the paper has none."""
    raise NotImplementedError


def document(paper: Paper, *, content_hash: str = "", status: str = "", stylesheet: str = "") -> str:
    """A complete standalone HTML document, for print and for `render_paper --format html`."""
    raise NotImplementedError

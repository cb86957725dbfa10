"""A paper as HTML: the article for the web page, its contents list, and whole documents for a file and for print.

Every class begins with `paper-`; how it looks is in static/reports/paper.css (screen) and print.css (PDF).
"""

from collections.abc import Callable, Mapping
from html import escape

from reports.content import Paper
from reports.rendering.assets import paper_css
from reports.rendering.html_writer import Writer, contents_list


def article(
    paper: Paper,
    *,
    cite_address: Callable[[str], str] | None = None,
    edit_address: Callable[[str], str] | None = None,
    comment_address: Callable[[str], str] | None = None,
    commented: Mapping[str, int] | None = None,
) -> str:
    """The inside of the page's `<article>`: masthead, title, header tables and sections, each part with its address.

    For a draft, `cite_address` gives the address of what stands behind a figure, from the name that its span cites, and
    `edit_address` the address where a section is edited, from its anchor, `comment_address` where one comments on a
    paragraph or a section, from its anchor. Each may answer "" for no link. `commented` counts what was said already.
    """
    writer = Writer(
        paper,
        cite_address=cite_address,
        edit_address=edit_address,
        comment_address=comment_address,
        commented=commented,
    )
    return writer.article()


def section_html(
    paper: Paper,
    anchor: str,
    *,
    cite_address: Callable[[str], str] | None = None,
    edit_address: Callable[[str], str] | None = None,
) -> str:
    """One section of a draft by its anchor, written as it stands in the article. Empty where the paper has none."""
    writer = Writer(paper, cite_address=cite_address, edit_address=edit_address)
    return writer.alone(anchor)


def contents(paper: Paper) -> str:
    """The table of contents as an ordered list of links, two levels deep. Empty when the paper has no sections."""
    return contents_list(paper.sections, levels=2, with_pages=False)


def document(paper: Paper, *, content_hash: str = "", status: str = "", stylesheet: str | None = None) -> str:
    """The paper as one HTML file that needs nothing beside it: its style sheet and logo are inside."""
    css = paper_css() if stylesheet is None else stylesheet
    foot = f"<p>Content hash {escape(content_hash)}</p>" if content_hash else ""
    return (
        f"{_head(paper, content_hash)}<style>{css}</style></head>"
        f'<body class="paper-alone"><main>{Writer(paper, contents=paper.contents).article(status)}</main>'
        f'<footer class="paper-foot">{_paragraph_if(paper.running_foot)}{foot}</footer></body></html>\n'
    )


def printable(paper: Paper, *, content_hash: str = "", status: str = "") -> str:
    """The paper as the HTML from which the PDF is made; `print.css` turns the body's `data-` into the pages' feet."""
    foot_end = f"Content {content_hash[:12]} · " if content_hash else ""
    writer = Writer(paper, printed=True, contents=paper.contents)
    return (
        f"{_head(paper, content_hash)}</head><body{_data(foot=paper.running_foot, end=foot_end, status=status)}>"
        f"{writer.article(status)}</body></html>\n"
    )


def _head(paper: Paper, content_hash: str) -> str:
    metas = {
        "viewport": "width=device-width, initial-scale=1",
        "author": paper.masthead.name,
        "description": paper.subtitle,
        "dcterms.created": paper.date,
        "dcterms.modified": paper.date,
        "content-hash": content_hash,
    }
    return (
        f'<!DOCTYPE html><html lang="{escape(paper.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(paper.title)}</title>"
        + "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in metas.items() if value)
    )


def _data(**values: str) -> str:
    return "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())


def _paragraph_if(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""

"""Papers of a few sentences, and what the checks of their words find."""

from reports.checks import content_findings
from reports.content import HeaderTable, Masthead, Paper, Section, Span
from tests.reports.sample_paper import bullets, row, said, words  # noqa: F401  for the tests beside this one


def paper(
    *parts, heading="What was done", title="Wexbridge community safety", subtitle="", date="2025-10-06", header=()
):
    """A paper of one section; each part is a text, a block, or a section of its own."""
    blocks, sections = [], []
    for part in parts:
        if isinstance(part, Section):
            sections.append(part)
        else:
            blocks.append(words(part) if isinstance(part, str) else part)
    first = (Section(heading, "first", tuple(blocks)),) if blocks else ()
    return Paper(
        slug="paper",
        kind="council-update",
        title=title,
        subtitle=subtitle,
        language="en-GB",
        date=date,
        masthead=Masthead("Wexbridge Council"),
        header=(HeaderTable("Summary", tuple(header)),) if header else (),
        sections=(*first, *sections),
    )


def section(heading, *parts, anchor="second"):
    return Section(heading, anchor, tuple(words(part) if isinstance(part, str) else part for part in parts))


def linked(text, href):
    return words(text, href=href)


def cited(before, figure, after=""):
    spans = (Span(before), Span(figure, cite="achievements.figure:1"), Span(after))
    return type(words(""))(tuple(span for span in spans if span.text))


def found(*parts, rule="", facts=None, previous=None, **kwargs):
    """The findings of a paper, of one rule or of a family ("adds-up")."""
    findings = content_findings(paper(*parts, **kwargs), facts=facts, previous=previous)
    return [one for one in findings if one.rule.id.startswith(rule)]


def ids(*parts, **kwargs):
    return [one.rule.id for one in found(*parts, **kwargs)]

"""Whether a paper is whole: its head, sections, appendices and pictures; the law’s own lists are `statutory`."""

import re
from collections.abc import Iterator

from reports import content as c
from reports.checks.finding import Finding, Level, Place, Rule
from reports.checks.standing import PaperStanding

GOOD_PRACTICE = "Good practice"
HEAD = Rule("complete.header", "Every field of the head is answered", Level.WARNS, GOOD_PRACTICE)
RECOMMENDATION = Rule("complete.recommendation", "The committee is asked for something", Level.WARNS, GOOD_PRACTICE)
SECTION = Rule("complete.section", "Every section says something", Level.WARNS, GOOD_PRACTICE)
LEAD_IN = Rule("complete.lead-in", "What announces a list is followed by one", Level.WARNS, GOOD_PRACTICE)
PLACEHOLDER = Rule("complete.placeholder", "Nothing is left to be filled in", Level.BLOCKS, GOOD_PRACTICE)
APPENDIX = Rule("complete.appendix", "What is named as attached is supplied", Level.WARNS, GOOD_PRACTICE)
PICTURES = Rule("complete.alternative-text", "Pictures are told in words", Level.BLOCKS, "WCAG 2.2, 1.1.1")
RULES = (HEAD, RECOMMENDATION, SECTION, LEAD_IN, PLACEHOLDER, APPENDIX, PICTURES)
TO_BE_FILLED_IN = re.compile(
    r"\b(?:TBC|TBA|TBD|XX+|lorem ipsum)\b|\[(?:insert|add|date|name|figure|number|to be confirmed)\b[^\]]*\]|\?\?\?+",
)


def complete_findings(paper: c.Paper, standing: PaperStanding) -> tuple[Finding, ...]:
    """What is missing, in reading order: head, body, attachments."""
    return (
        *_head(standing),
        *_pictures(paper, standing),
        *_sections(paper.sections),
        *_filled_in(paper),
        *_attached(standing),
    )


def _head(standing: PaperStanding) -> Iterator[Finding]:
    for key, label in standing.head_wanted:
        field = standing.head.get(key)
        if field is None or field.standing == "blank":
            yield Finding(
                HEAD,
                f"“{label}” is left blank." if field else f"“{label}” is missing from the head.",
                "Fill it in, or mark it “n/a” or “None”.",
                Place(name=f"Head: {label}"),
            )
    if any(key == "recommendations" for key, _ in standing.head_wanted) and not standing.recommendations:
        held = standing.head.get("recommendations")
        if held is None or not held.text:
            yield Finding(
                RECOMMENDATION,
                "The paper recommends nothing.",
                "Say what the committee is asked to do, if only to note the report.",
                Place(name="Recommendations"),
            )


def _pictures(paper: c.Paper, standing: PaperStanding) -> Iterator[Finding]:
    if standing.logo_without_words or (paper.masthead.logo and not paper.masthead.logo_alt.strip()):
        yield Finding(
            PICTURES,
            "The logo has no words for readers who cannot see it.",
            "Say in the house style what it shows.",
            Place(name="Masthead"),
        )
    for block in paper.walk():
        if isinstance(block, c.Chart) and not block.summary.strip():
            yield Finding(
                PICTURES,
                f"The chart “{block.title}” does not say what it shows.",
                "Write a sentence under it that says what the reader should see.",
                Place(name=block.title),
            )


def _sections(sections: tuple[c.Section, ...]) -> Iterator[Finding]:
    for section in sections:
        inner = tuple(block for block in section.blocks if isinstance(block, c.Section))
        if not section.blocks:
            yield Finding(
                SECTION,
                f"“{section.heading}” is empty.",
                "Write something there, fill it from the plan, or remove the section.",
                Place(section.anchor, section.heading),
            )
        yield from _lead_ins(section)
        yield from _sections(inner)


def _lead_ins(section: c.Section) -> Iterator[Finding]:
    """Paragraphs that end with a colon and lead to nothing: neither a list, a table, a part nor another paragraph."""
    blocks = section.blocks
    for block, following in zip(blocks, (*blocks[1:], None)[: len(blocks)], strict=True):
        for paragraph in _dangling(block, following):
            quote = paragraph.text[-90:]
            yield Finding(
                LEAD_IN,
                f"“{quote}” leads to nothing.",
                "Add what it announces, or end the sentence.",
                Place(paragraph.anchor or section.anchor, section.heading, quote),
            )


def _dangling(block: c.Block, following: c.Block | None) -> Iterator[c.Paragraph]:
    if isinstance(block, c.Paragraph):
        if block.text.rstrip().endswith(":") and following is None:
            yield block
    elif isinstance(block, c.BlockList):
        for item in block.items:
            for own, after in zip(item.blocks, (*item.blocks[1:], None), strict=True):
                # An item's last words may be carried on by what follows the list.
                yield from _dangling(own, after or (following if item is block.items[-1] else None))


def _filled_in(paper: c.Paper) -> Iterator[Finding]:
    for block in paper.walk():
        if isinstance(block, c.Paragraph) and (left := TO_BE_FILLED_IN.search(block.text)):
            yield Finding(
                PLACEHOLDER,
                f"“{left[0]}” is still to be filled in.",
                "Write what belongs there.",
                Place(block.anchor, f"Paragraph {block.number}" if block.number else "", block.text[:90]),
            )


def _attached(standing: PaperStanding) -> Iterator[Finding]:
    for appendix in standing.appendices:
        if not appendix.is_supplied:
            yield Finding(
                APPENDIX,
                f"{appendix.name} is named and not supplied.",
                "Attach it, or say in its note why it is not there.",
                Place(name="Appendices"),
            )

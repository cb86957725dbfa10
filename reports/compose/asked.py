"""What a paper asks of its committee, and what it says the implications are."""

from core.ordering import in_order
from reports import content as c
from reports.compose.source import Source, sub_section
from reports.compose.tokens import officers_prose
from reports.models import Implication, Paper, Recommendation
from reports.prose import line

NO_IMPLICATIONS = "There are no implications."


def recommendations(source: Source) -> tuple[c.Block, ...]:
    """The recommendations as a section's own block."""
    return recommendations_of(source.paper)


def recommendations_of(paper: Paper) -> tuple[c.Block, ...]:
    """The recommendations as a tree: numbered, lettered below, or plain lines."""
    below: dict[int | None, list[Recommendation]] = {}
    for recommendation in in_order(paper.recommendations.all()):
        below.setdefault(recommendation.parent_id, []).append(recommendation)

    def blocks(parent: int | None, marker: str) -> tuple[c.Block, ...]:
        found = below.get(parent, [])
        plain = [
            block
            for one in found
            if not one.is_numbered
            for block in (*officers_prose(one.text), *blocks(one.pk, "letter"))
        ]
        items = tuple(
            c.Item((*officers_prose(one.text), *blocks(one.pk, "letter"))) for one in found if one.is_numbered
        )
        return (*plain, c.BlockList(items, marker)) if items else tuple(plain)

    return blocks(None, "number")


def implications(source: Source) -> tuple[c.Block, ...]:
    """Each kind of implications under its heading; that there are none is said too. What nobody answered is left out,
    and the checks name it.
    """
    told = (one for one in in_order(source.paper.implications.all()) if one.standing != Implication.Standing.UNANSWERED)
    return tuple(sub_section(one.label, officers_prose(one.text) or (line(NO_IMPLICATIONS),)) for one in told)

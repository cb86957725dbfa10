"""Words that refer to an appendix or a figure are kept only where that is there to refer to."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from core.editing import Refused
from reports import content
from reports.compose import OptionError, compose_draft
from reports.compose.tokens import BrokenReferences
from reports.models import Paper

BEGINS = "{{"


class LeadsNowhere(Refused):
    """A token in the words names nothing that the paper has."""


@contextmanager
def holding_references(paper: Paper, words: Iterable[str], *, field: str | None = None) -> Iterator[None]:
    """Wrap what saves these words of a paper: raises LeadsNowhere (on `field`) where a token of theirs leads nowhere,
    so that the transaction keeps nothing. What led nowhere before is left to the checks.
    """
    if not any(BEGINS in text for text in words):
        yield
        return
    before = _broken(paper)
    yield
    new = [sentence for sentence in _broken(paper) if sentence not in before]
    if new:
        raise LeadsNowhere(" ".join(new), field=field)


def _broken(paper: Paper) -> tuple[str, ...]:
    of_paper = ("partnership", "house_style", "plan", "reports_on")
    try:
        compose_draft(Paper.objects.select_related(*of_paper).get(pk=paper.pk))
    except BrokenReferences as problem:
        return problem.sentences
    except (content.ContentError, OptionError):
        return ()
    return ()

"""What every move of a paper from state to state begins with and ends in."""

from typing import Any

from django.db.models import F

from reports.manuscripts import PaperNotReady
from reports.models import Paper
from reports.paper_states import may_move


def locked(paper: Paper) -> Paper:
    """The paper as it stands now, which nobody else can move before the transaction ends."""
    found = Paper.objects.select_for_update(of=("self",))
    return found.select_related("partnership", "house_style", "meeting").get(pk=paper.pk)


def move(paper: Paper, to: str, **fields: Any) -> None:
    """Save a locked paper in another state, with further fields. Raises PaperNotReady where there is no such move."""
    check_move(paper, to)
    save_fields(paper, state=to, **fields)


def check_move(paper: Paper, to: str) -> None:
    """Raises PaperNotReady where the paper cannot go from its state to that one."""
    if not may_move(paper.state, to):
        state, end = paper.get_state_display().lower(), Paper.State(to).label.lower()
        raise PaperNotReady(f"The paper is {state} now. From there it cannot become {end}.")


def save_fields(paper: Paper, **fields: Any) -> None:
    """Save some fields of a locked paper, and count its revision up."""
    for name, value in fields.items():
        setattr(paper, name, value)
    Paper.objects.filter(pk=paper.pk).update(revision=F("revision") + 1, **fields)
    paper.revision += 1

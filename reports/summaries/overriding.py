"""The figures of a paper that say something else than their records, for its approvers."""

from dataclasses import dataclass
from datetime import datetime

from core.summaries import name_of
from reports.compose.citations import figures_cited
from reports.models import Override, Paper


@dataclass(frozen=True, slots=True)
class OverrideShown:
    """A figure that was overridden: what its record said then and says now, what the paper says, and why.

    `live_now` is empty where the record is gone or was restricted since.
    """

    id: int
    cite: str
    record: str
    live_then: str
    live_now: str
    text: str
    reason: str
    made_by: str
    made_at: datetime

    @property
    def has_changed(self) -> bool:
        """Whether the record says something else now than when it was overridden."""
        return self.live_now != self.live_then


def overrides_of(paper: Paper) -> tuple[OverrideShown, ...]:
    """The overrides of a paper, in the order of their making. 1 query, and at most 2 for each kind of figure."""
    found = list(Override.objects.filter(paper=paper).select_related("made_by").order_by("made_at", "pk"))
    figures = figures_cited(paper, [override.cite for override in found])
    return tuple(
        OverrideShown(
            id=one.pk,
            cite=one.cite,
            record=figures[one.cite].record if one.cite in figures else "",
            live_then=one.live,
            live_now=figures[one.cite].stated if one.cite in figures else "",
            text=one.text,
            reason=one.reason,
            made_by=name_of(one.made_by) if one.made_by else "",
            made_at=one.made_at,
        )
        for one in found
    )

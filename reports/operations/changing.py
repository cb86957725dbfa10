"""What every change to a paper has to do with its state: what is published or withdrawn is corrected first."""

from core.editing import Refused
from reports.models import Paper


class PaperIsOut(Refused):
    """The paper is published or withdrawn, so it is not changed as it stands."""


def begin_paper_change(*, paper: Paper) -> Paper:
    """The paper, locked to the end of the transaction, for one change. Comes first in every operation that changes what
    a paper says.

    Whoever signed it before is asked again, since what they signed was another content. Raises PaperIsOut.
    """
    locked = Paper.objects.select_for_update(of=("self",)).select_related("partnership", "house_style").get(pk=paper.pk)
    if locked.state == Paper.State.WITHDRAWN:
        raise PaperIsOut("This paper was withdrawn. Nothing in it can be changed.")
    if locked.state not in Paper.IN_WORK:
        raise PaperIsOut("This paper is published. To change something in it, begin a correction first.")
    return locked

"""When everybody who must sign has signed, a paper that is out for sign-off is approved."""

from core.ordering import in_order
from reports.manuscripts import Manuscript, PaperNotReady, manuscript
from reports.models import Paper, SignOff
from reports.operations.moving import move
from reports.signatures import signatures


def settle(paper: Paper, as_it_stands: Manuscript | None = None) -> bool:
    """Approve a locked paper where nothing is missing any more; answers whether that happened."""
    if paper.state != Paper.State.IN_REVIEW:
        return False
    sign_offs = in_order(SignOff.objects.filter(paper=paper))
    try:
        known = as_it_stands or manuscript(paper)
    except PaperNotReady:
        return False
    if not sign_offs or not signatures(paper, known.hash, sign_offs).are_complete:
        return False
    move(paper, Paper.State.APPROVED)
    return True

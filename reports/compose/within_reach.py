"""What a paper may tell of: its own partnership's plans, and what others have agreed; never what is restricted."""

from django.db.models import Q, QuerySet

from achievements.models import Figure, Visibility
from priorities.models import Plan
from reports.models import Paper

AGREED = (Plan.Status.AGREED, Plan.Status.CLOSED)


def may_tell_of(paper: Paper, plan: Plan) -> bool:
    """Whether a paper may be filled from a plan: its own partnership's, or another's that was agreed."""
    return plan.partnership_id == paper.partnership_id or plan.status in AGREED


def plans_within_reach(paper: Paper) -> QuerySet[Plan]:
    """The plans whose figures a paper may state: its own partnership's, and those agreed by the districts below it."""
    agreed_below = Q(partnership__parent=paper.partnership_id, status__in=AGREED)
    return Plan.objects.filter(Q(partnership=paper.partnership_id) | agreed_below)


def figures_within_reach(paper: Paper) -> QuerySet[Figure]:
    """The figures of achievements and findings that a paper may state: those that anybody may read."""
    plans = plans_within_reach(paper).values("pk")
    told = Q(achievement__visibility=Visibility.PUBLIC, achievement__plan__in=plans)
    found = Q(finding__visibility=Visibility.PUBLIC, finding__plan__in=plans)
    return Figure.objects.filter(told | found)

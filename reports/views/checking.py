"""How ready a paper is, as a page: what blocks it, what to look at, and how each statutory rule came out."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import member_required
from reports.pages import kept_by_no_browser, paper_in_hand
from reports.readiness import readiness


@member_required
@require_safe
def paper_check(request: HttpRequest, slug: str) -> HttpResponse:
    """All findings about a paper as it stands now. For whoever works in its partnership."""
    on = timezone.localdate()
    paper, head = paper_in_hand(request, slug, on=on)
    found = readiness(paper, on=on)
    context = {"paper": head, "readiness": found}
    return kept_by_no_browser(TemplateResponse(request, "reports/paper_check.html", context))

"""Beginning a paper, and throwing away a draft that nobody wants."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import keeper_required
from core.edit_pages import act, edit_page
from partners.models import Meeting, Partnership, User
from priorities.models import Plan
from reports.forms import Beginnings, PaperStartForm
from reports.models import HouseStyle, Paper
from reports.operations.drafting import draft_paper
from reports.operations.papers import remove_paper
from reports.pages import paper_in_hand


@keeper_required
@require_http_methods(["GET", "POST"])
def paper_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Begins a paper: from last time's, or from the recipe of its kind."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    by, now = cast("User", request.user), timezone.now()
    beginnings = _beginnings(partnership)
    return edit_page(
        request,
        form=partial(PaperStartForm, beginnings=beginnings),
        save=lambda form: draft_paper(**form.values, by=by, now=now),
        heading="Draft a paper",
        said="The draft is begun. Only people with a role in the partnership can read it.",
        done=lambda paper: reverse("reports:draft", args=[paper.slug]),
        cancel=partnership.get_absolute_url(),
        template="reports/composer/start.html",
        context=lambda: {"partnership": partnership, "beginnings": beginnings},
    )


@keeper_required
@require_POST
def paper_remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Throws a draft away that was never published."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    by, place = cast("User", request.user), reverse("reports:draft", args=[slug])
    return act(
        request,
        lambda: remove_paper(paper=paper, place=place, by=by, now=timezone.now()),
        said=f"The draft “{head.title}” was removed.",
        done=reverse("work"),
    )


def _beginnings(partnership: Partnership) -> Beginnings:
    on = timezone.localdate()
    styles = HouseStyle.objects.filter(partnership=partnership).select_related("partnership")
    return Beginnings(
        partnership=partnership,
        plans=list(Plan.objects.filter(partnership=partnership).select_related("partnership").in_display_order()),
        meetings=list(Meeting.objects.after(on).filter(partnership=partnership).select_related("group")),
        styles=list(styles.order_by("-from_date", "name", "pk")),
        papers=list(
            Paper.objects.filter(partnership=partnership).select_related("plan", "reports_on").in_display_order()
        ),
        on=on,
    )

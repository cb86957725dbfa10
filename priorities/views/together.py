"""Officers change several actions of a plan at once."""

from functools import partial
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.access import officer_required
from core.edit_pages import edit_page
from partners.models import User
from priorities.forms import TogetherForm, bodies_of
from priorities.models import Action
from priorities.operations import change_together
from priorities.summaries import actions_in
from priorities.views.desk import desk_of, remembering


@officer_required
@require_safe
def together_pick(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Leads from the ticked lines of a plan to the form for them."""
    desk = desk_of(request, partnership_slug, plan_slug)
    picked = [int(key) for key in request.GET.getlist("action") if key.isascii() and key.isdigit()]
    if not picked:
        messages.error(request, "Tick the actions that you want to change together first.")
        return redirect(desk.place("together"))
    return redirect("priorities:together", partnership_slug, plan_slug, picked)


@officer_required
@require_http_methods(["GET", "POST"])
def together(request: HttpRequest, partnership_slug: str, plan_slug: str, keys: list[int]) -> HttpResponse:
    """Sets the same status, lead body or due date for several actions, all of them or none."""
    desk = desk_of(request, partnership_slug, plan_slug)
    rows = [row for row in actions_in(desk.priorities) if row.id in set(keys)]
    if not rows:
        raise Http404("There are no such actions in this plan.")
    by, now = cast("User", request.user), timezone.now()
    many = f"{len(rows)} action{'s' if len(rows) > 1 else ''}"

    def save(form: TogetherForm) -> list[Action]:
        return change_together(
            plan=desk.plan,
            revisions=form.made_from,
            to=form.to,
            reason=form.cleaned_data["reason"],
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        )

    bodies = bodies_of(desk.plan.partnership, on=timezone.localdate())
    return edit_page(
        request,
        form=partial(TogetherForm, plan=desk.plan, rows=rows, bodies=bodies, why=desk.why),
        save=remembering(desk, save),
        heading=f"Change {many} together",
        said=lambda changed: f"{len(changed)} of {many} changed." if changed else "They were so already.",
        done=desk.place(f"action-{rows[0].id}"),
        cancel=desk.place(f"action-{rows[0].id}"),
        template="priorities/together.html",
        context=lambda: {"head": desk.head, "rows": rows, "is_closed": desk.is_closed},
    )

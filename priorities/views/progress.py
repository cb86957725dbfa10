"""How actions stand: officers record it for any, contributors for those in which their body has a hand."""

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import contributor_required
from core.edit_pages import act, edit_page
from core.periods import Period
from partners.models import Body, Role, User
from priorities.forms import ProgressForm, SheetForm
from priorities.forms.progress import ALL, OWN
from priorities.models import Action, Progress
from priorities.operations import record_progress, repeat_progress
from priorities.pages import plan_or_404
from priorities.quarters import period_slug, quarter_to_tell_of, quarters_of
from priorities.summaries import action_progress, sheet_of


@contributor_required
@require_safe
def progress_sheet(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """All actions of a plan: how they stood last time, and what is told of them this quarter."""
    on = timezone.localdate()
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=on)
    own = None if head.may_edit else _bodies_of(request, partnership_slug)
    quarters = quarters_of(plan.period_start, plan.period_end, on=on)
    asked = QueryDict(request.GET.urlencode(), mutable=True)
    asked.setdefault("quarter", period_slug(quarter_to_tell_of(quarters, on=on)))
    asked.setdefault("body", OWN if own else ALL)
    quarter = next((one for one in quarters if period_slug(one) == asked["quarter"]), quarters[0])
    whole = sheet_of(plan, quarter, own=own)
    form = SheetForm(asked, quarters=quarters, bodies=whole.bodies, has_own=bool(own))
    counted = whole.only(bodies=form.bodies(own or []) if form.is_valid() else None)
    shown = counted.only(waiting=form.is_valid() and form.cleaned_data["waiting"])
    context = {"head": head, "page_name": "Progress", "form": form, "quarter": quarter.stated, "sheet": shown}
    context |= {"slug": period_slug(quarter), "counted": counted, "is_empty": not whole.priorities}
    return TemplateResponse(request, "priorities/progress_sheet.html", context)


@contributor_required
@require_safe
def progress_record(request: HttpRequest, partnership_slug: str, plan_slug: str, action_pk: int) -> HttpResponse:
    """Leads to the quarter that people speak of now."""
    action, _ = _action_or_404(request, partnership_slug, plan_slug, action_pk)
    on = timezone.localdate()
    period = quarter_to_tell_of(_quarters_of(action), on=on)
    return redirect("priorities:progress_period", partnership_slug, plan_slug, action_pk, period_slug(period))


@contributor_required
@require_http_methods(["GET", "POST"])
def progress_period(
    request: HttpRequest, partnership_slug: str, plan_slug: str, action_pk: int, period_name: str
) -> HttpResponse:
    """Records how an action stands in a quarter, or corrects it."""
    action, told_by = _action_or_404(request, partnership_slug, plan_slug, action_pk)
    period, told = _period_or_404(action, period_name)
    by, now = cast("User", request.user), timezone.now()
    shown = action_progress(action, quarters=_quarters_of(action), period=period, on=timezone.localdate())
    sheet = f"{reverse('priorities:progress_sheet', args=[partnership_slug, plan_slug])}?quarter={period_name}"
    return edit_page(
        request,
        form=partial(ProgressForm, instance=told),
        save=lambda form: record_progress(
            action=action, period=period, told_by=told_by, revision=form.revision, by=by, now=now, **form.values
        ),
        heading=f"Progress on {shown.number}, {period.stated}",
        said=f"Progress on {shown.number} for {period.stated} was saved.",
        done=f"{sheet}#action-{action_pk}",
        cancel=f"{sheet}#action-{action_pk}",
        template="priorities/progress_period.html",
        context=lambda: {"action": shown, "plan": action.priority.plan, "pk": action_pk, "slug": period_name},
    )


@contributor_required
@require_POST
def progress_unchanged(
    request: HttpRequest, partnership_slug: str, plan_slug: str, action_pk: int, period_name: str
) -> HttpResponse:
    """No change since last time."""
    action, told_by = _action_or_404(request, partnership_slug, plan_slug, action_pk)
    period, _ = _period_or_404(action, period_name)
    by = cast("User", request.user)
    sheet = f"{reverse('priorities:progress_sheet', args=[partnership_slug, plan_slug])}?quarter={period_name}"
    return act(
        request,
        lambda: repeat_progress(action=action, period=period, told_by=told_by, by=by, now=timezone.now()),
        said=f"Recorded for {period.stated}: no change since last time.",
        done=f"{sheet}#action-{action_pk}",
    )


def _action_or_404(
    request: HttpRequest, partnership_slug: str, plan_slug: str, action_pk: int
) -> tuple[Action, Body | None]:
    """The action of an address, if this person may tell of it, and the body they do so for: none for an officer."""
    found = Action.objects.select_related("priority__plan__partnership", "lead_body", "lead_group")
    action = get_object_or_404(
        found, pk=action_pk, priority__plan__slug=plan_slug, priority__plan__partnership__slug=partnership_slug
    )
    roles = Role.objects.held_by(cast("User", request.user), on=timezone.localdate())
    held = list(roles.filter(partnership__slug=partnership_slug).select_related("body").order_by("pk"))
    if any(role.kind == Role.Kind.OFFICER for role in held):
        return action, None
    with_a_hand = {action.lead_body_id, *action.supporting_bodies.values_list("pk", flat=True)}
    told_by = next((role.body for role in held if role.body and role.body_id in with_a_hand), None)
    if told_by is None:
        raise Http404("Other bodies tell of this action.")
    return action, told_by


def _period_or_404(action: Action, name: str) -> tuple[Period, Progress]:
    """The period of an address, which is one of the plan's quarters or one recorded already; with what is told of it,
    or progress not saved yet.
    """
    for told in action.progress.all():
        if told.period and period_slug(told.period) == name:
            return told.period, told
    period = next((one for one in _quarters_of(action) if period_slug(one) == name), None)
    if period is None:
        raise Http404("There is no such quarter in this plan.")
    progress = Progress(action=action)
    progress.period = period
    return period, progress


def _quarters_of(action: Action) -> tuple[Period, ...]:
    plan = action.priority.plan
    return quarters_of(plan.period_start, plan.period_end, on=timezone.localdate())


def _bodies_of(request: HttpRequest, partnership_slug: str) -> list[int]:
    """The bodies for which somebody speaks in a partnership today."""
    roles = Role.objects.held_by(cast("User", request.user), on=timezone.localdate())
    of_bodies = roles.filter(partnership__slug=partnership_slug, body__isnull=False)
    return [pk for pk in of_bodies.values_list("body_id", flat=True) if pk]

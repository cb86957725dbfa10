"""What the officers' pages of a plan share: the plan in place with one form in it, and buttons that may ask why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core.edit_forms import EditForm
from core.edit_pages import act, edit_page
from priorities.forms import WhyForm
from priorities.models import Plan
from priorities.pages import PlanHead, plan_or_404
from priorities.summaries import PriorityLine, actions_in, priorities_of

MANY = 60
WHYS = "why"
Form = TypeVar("Form", bound=EditForm)


@dataclass(frozen=True, slots=True)
class Editing:
    """Where the form stands in the plan: in place of an action, at the end of a priority, and so on."""

    what: str
    id: int = 0


@dataclass
class Desk:
    """A plan as an officer keeps it."""

    request: HttpRequest
    plan: Plan
    head: PlanHead
    editing: Editing | None = field(default=None)

    @cached_property
    def priorities(self) -> tuple[PriorityLine, ...]:
        """The plan as it stands. 4 queries."""
        return priorities_of([self.plan.pk], for_members=True, with_words=False)[self.plan.pk]

    @property
    def is_agreed(self) -> bool:
        return self.plan.status == Plan.Status.AGREED

    @property
    def is_closed(self) -> bool:
        return self.plan.status == Plan.Status.CLOSED

    @property
    def why(self) -> str:
        """The last reason that this person gave for changing this plan since they logged in."""
        return str(self.request.session.get(WHYS, {}).get(str(self.plan.pk), ""))

    def remember(self, why: str) -> None:
        if why and why != self.why:
            self.request.session[WHYS] = {**self.request.session.get(WHYS, {}), str(self.plan.pk): why}

    def place(self, anchor: str = "") -> str:
        """The address of the plan in place, at an action or priority."""
        page = reverse("priorities:work", args=[self.head.partnership_slug, self.head.slug])
        return f"{page}#{anchor}" if anchor else page

    def context(self) -> dict[str, Any]:
        """What priorities/work.html shows."""
        count = sum(1 for _ in actions_in(self.priorities))
        return {
            "head": self.head,
            "page_name": "Workspace",
            "plan": self.plan,
            "priorities": self.priorities,
            "count": count,
            "is_long": count > MANY,
            "is_agreed": self.is_agreed,
            "is_closed": self.is_closed,
            "may_change": not self.is_closed and not self.editing,
            "editing": self.editing,
        }


def desk_of(request: HttpRequest, partnership_slug: str, plan_slug: str) -> Desk:
    """The plan of an address for an officer, or 404. 1 query."""
    return Desk(request, *plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate()))


def in_place(
    desk: Desk,
    *,
    editing: Editing,
    form: Callable[..., Form],
    save: Callable[[Form], Any],
    heading: str,
    said: str,
    done: str | Callable[[Any], str],
    cancel: str,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The plan with one form in it, errors and collisions too.

    `done` and `cancel` are anchors in the plan; `context` is what the place of the form shows beside it.
    """
    if desk.is_closed and desk.request.method == "GET":
        messages.error(desk.request, "This plan is closed. To change something in it, open it again first.")
        return redirect(desk.place())
    desk.editing = editing
    return edit_page(
        desk.request,
        form=form,
        save=remembering(desk, save),
        heading=heading,
        said=said,
        done=lambda result: desk.place(done if isinstance(done, str) else done(result)),
        cancel=desk.place(cancel),
        template="priorities/work.html",
        conflict="priorities/work.html",
        context=lambda: {**desk.context(), **(context or {})},
    )


def remembering(desk: Desk, save: Callable[[Form], Any]) -> Callable[[Form], Any]:
    """Saving that keeps the reason given for the next form."""

    def saved(form: Form) -> Any:
        result = save(form)
        desk.remember(form.cleaned_data.get("why", ""))
        return result

    return saved


def button(
    desk: Desk,
    operation: Callable[[str], Any],
    *,
    heading: str,
    label: str,
    said: str,
    done: str,
    cancel: str,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """A button that changes the plan: at once, or where the plan is agreed through a page that asks why.

    `operation` takes the reason. `done` and `cancel` are anchors in the plan.
    """
    request = desk.request
    if desk.is_agreed:
        return edit_page(
            request,
            form=partial(WhyForm, button=label, why=desk.why),
            save=remembering(desk, lambda form: operation(form.cleaned_data["why"])),
            heading=heading,
            said=said,
            done=desk.place(done),
            cancel=desk.place(cancel),
            template="priorities/why.html",
            context=lambda: {"head": desk.head, **(context or {})},
        )
    if request.method != "POST":
        return redirect(desk.place(cancel))
    return act(request, lambda: operation(""), said=said, done=desk.place(done))

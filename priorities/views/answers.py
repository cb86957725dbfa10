"""Contributors who have logged in answer for their own body; officers do so for any, as when told on the telephone."""

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.access import contributor_required
from core.edit_pages import edit_page
from partners.models import Role, User
from priorities.forms.answers import OwnAnswersForm
from priorities.models import BodyRequest, Plan
from priorities.operations.requests import AnsweredMeanwhile, give_answers
from priorities.summaries.requests import AnswerSheet, answer_sheet


@contributor_required
@require_http_methods(["GET", "POST"])
def request_answer(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """A body's lines in an update request; what is answered here counts at once."""
    asked, is_own = _asked_or_404(request, partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    sheet = answer_sheet(asked, on=timezone.localdate(now))
    place = reverse("priorities:request_answer", args=[partnership_slug, plan_slug, pk])
    heading = f"{'Your update' if is_own else 'Their update'} for {asked.request.period_stated}"
    shown = {"asked": asked, "plan": asked.request.plan, "heading": heading}
    if asked.request.closed_at or asked.request.plan.status == Plan.Status.CLOSED:
        return TemplateResponse(request, "priorities/request_answer.html", {**shown, "sheet": sheet})

    def save(form: OwnAnswersForm) -> AnswerSheet:
        try:
            return give_answers(asked=asked, told=form.told, by=by, now=now)
        except AnsweredMeanwhile as error:
            form.show_both(answer_sheet(asked, on=timezone.localdate(now)), error)
            raise

    return edit_page(
        request,
        form=partial(OwnAnswersForm, sheet=sheet),
        save=save,
        heading=heading,
        said=_thanks,
        done=place,
        cancel="",
        template="priorities/request_answer.html",
        context=lambda: shown,
    )


def _asked_or_404(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> tuple[BodyRequest, bool]:
    """What a body is asked, if this person speaks for it or is an officer; and whether they speak for it."""
    asked = get_object_or_404(
        BodyRequest.objects.with_everything(),
        pk=pk,
        request__plan__slug=plan_slug,
        request__plan__partnership__slug=partnership_slug,
    )
    held = Role.objects.held_by(cast("User", request.user), on=timezone.localdate())
    roles = list(held.filter(partnership=asked.request.plan.partnership_id).values_list("kind", "body"))
    is_own = any(body == asked.body_id for _, body in roles)
    if not is_own and not any(kind == Role.Kind.OFFICER for kind, _ in roles):
        raise Http404("Another body is asked here.")
    return asked, is_own


def _thanks(sheet: AnswerSheet) -> str:
    if sheet.is_complete:
        return "Thank you. Every line is answered, and your answers are in the plan."
    return f"Saved: {sheet.answered} of {sheet.total} lines are answered, and your answers are in the plan."

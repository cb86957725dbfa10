"""The page of a year's money, and the page of one award."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public
from funding.summaries import cuts_of, payments_of, posts_of, summaries_of, year_of_money
from funding.views.desk import money_desk


@public
@require_safe
def funding(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """What was announced for a plan's year, where it went, what does not agree and why, and the years beside it."""
    desk = money_desk(request, partnership_slug, plan_slug)
    money = year_of_money(
        plan=desk.plan,
        plan_slugs=[year.slug for year in desk.head.years],
        on=timezone.localdate(),
        names=desk.head.is_member,
    )
    context = {
        "head": desk.head,
        "page_name": "Funding",
        "money": money,
        "posts": posts_of(desk.plan.pk),
        "may_edit": desk.may_edit,
        "may_account": desk.may_account,
    }
    return TemplateResponse(request, "funding/funding.html", context)


@public
@require_safe
def award(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """One award: where it went, when it is to be spent, what changed hands, and what does not agree."""
    desk = money_desk(request, partnership_slug, plan_slug)
    found = desk.award(pk)
    (summary,) = summaries_of([found], on=timezone.localdate(), names=desk.head.is_member)
    context = {
        "head": desk.head,
        "award": summary,
        "cuts": cuts_of([summary]),
        "payments": payments_of(found.pk, for_members=desk.head.is_member),
        "may_edit": desk.may_edit,
        "may_account": desk.may_account,
    }
    return TemplateResponse(request, "funding/award.html", context)

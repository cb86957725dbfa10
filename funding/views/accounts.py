"""Officers keep what changed hands, the posts that the money pays for, and why amounts differ."""

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import officer_required
from core.edit_pages import act, edit_page
from funding.forms import ExplanationForm, PaymentForm, PostForm, rows_of
from funding.models import Allocation, Award, Explanation, Payment, Post
from funding.operations import (
    add_payment,
    add_post,
    change_payment,
    change_post,
    explain,
    remove_explanation,
    remove_payment,
    remove_post,
)
from funding.summaries import DifferenceLine, summaries_of
from funding.views.desk import EDIT, READ_OR_SEND, MoneyDesk, money_desk
from partners.models import User
from priorities.forms import bodies_of


@officer_required
@require_http_methods(READ_OR_SEND)
def payment_add(request: HttpRequest, partnership_slug: str, plan_slug: str, award_pk: int) -> HttpResponse:
    """Records money that changed hands under an award; `?allocation=12` chooses one, and leads back to its page."""
    desk = money_desk(request, partnership_slug, plan_slug)
    award = desk.award(award_pk)
    rows = rows_of(award)
    row = next((one for one in rows if str(one.pk) == request.GET.get("allocation")), None)
    place = desk.allocation_page(row.pk) if row else desk.award_page(award_pk)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(PaymentForm, instance=Payment(award=award, allocation=row), rows=[("", rows)]),
        save=lambda form: add_payment(award=award, values=form.values, by=by, now=now),
        heading="Record a payment",
        said="The payment was recorded.",
        done=place,
        cancel=place,
        template=EDIT,
        context=lambda: desk.context(up_title=row.stream if row else award.title, up_url=place),
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def payment_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, award_pk: int, pk: int) -> HttpResponse:
    """Changes a payment."""
    desk = money_desk(request, partnership_slug, plan_slug)
    award, place = desk.award(award_pk), desk.award_page(award_pk)
    payment = get_object_or_404(Payment.objects.select_related("allocation"), award=award, pk=pk)
    payment.award = award
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(PaymentForm, instance=payment, rows=[("", rows_of(award))]),
        save=lambda form: change_payment(payment=payment, values=form.values, revision=form.revision, by=by, now=now),
        heading="Change a payment",
        said="The payment was saved.",
        done=place,
        cancel=place,
        template=EDIT,
        context=lambda: desk.context(up_title=award.title, up_url=place),
    )


@officer_required
@require_POST
def payment_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, award_pk: int, pk: int) -> HttpResponse:
    """Takes a payment out of the books."""
    desk = money_desk(request, partnership_slug, plan_slug)
    payment = get_object_or_404(Payment, award=desk.award(award_pk), pk=pk)
    by, place = cast("User", request.user), desk.award_page(award_pk)
    return act(
        request,
        lambda: remove_payment(payment=payment, place=place, by=by, now=timezone.now()),
        said="The payment was removed.",
        done=place,
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def post_add(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Adds a post that a plan's money pays for."""
    desk = money_desk(request, partnership_slug, plan_slug)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=_post_form(desk, Post(plan=desk.plan, partnership=desk.plan.partnership)),
        save=lambda form: add_post(plan=desk.plan, values=form.values, by=by, now=now),
        heading="Add a post",
        said="The post was added.",
        done=f"{desk.page}#posts",
        cancel=f"{desk.page}#posts",
        template=EDIT,
        context=desk.context,
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def post_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a post."""
    desk = money_desk(request, partnership_slug, plan_slug)
    post = _post_or_404(desk, pk)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=_post_form(desk, post),
        save=lambda form: change_post(post=post, values=form.values, revision=form.revision, by=by, now=now),
        heading="Change a post",
        said="The post was saved.",
        done=f"{desk.page}#post-{pk}",
        cancel=f"{desk.page}#post-{pk}",
        template=EDIT,
        context=desk.context,
    )


@officer_required
@require_POST
def post_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a post away."""
    desk = money_desk(request, partnership_slug, plan_slug)
    post, by, place = _post_or_404(desk, pk), cast("User", request.user), f"{desk.page}#posts"
    return act(
        request,
        lambda: remove_post(post=post, place=place, by=by, now=timezone.now()),
        said="The post was removed.",
        done=place,
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def difference_explain(
    request: HttpRequest, partnership_slug: str, plan_slug: str, award_pk: int, difference: str
) -> HttpResponse:
    """Says why two amounts of an award differ: `difference` is "announced", or of an allocation "paid-12"."""
    desk = money_desk(request, partnership_slug, plan_slug)
    award, place = desk.award(award_pk), desk.award_page(award_pk)
    found = _difference_or_404(award, difference)
    kind, allocation = _what_differs(award, difference)
    said = Explanation.objects.filter(award=award, pk=found.said_id).first()
    by, now = cast("User", request.user), timezone.now()
    removal_url = desk.address("funding:explanation_remove", award_pk, said.pk) if said else ""
    return edit_page(
        request,
        form=partial(ExplanationForm, instance=said or Explanation(award=award, difference=kind), amount=found.amount),
        save=lambda form: explain(
            award=award,
            difference=kind,
            allocation=allocation,
            amount=form.cleaned_data["amount"],
            values=form.values,
            revision=form.revision if said else None,
            by=by,
            now=now,
        ),
        heading="Explain a difference",
        said="The explanation was saved.",
        done=place,
        cancel=place,
        template=EDIT,
        context=lambda: {
            **desk.context(up_title=award.title, up_url=place),
            "difference": found,
            "removal_url": removal_url,
            "removal_label": "Take the explanation back",
        },
    )


@officer_required
@require_POST
def explanation_remove(
    request: HttpRequest, partnership_slug: str, plan_slug: str, award_pk: int, pk: int
) -> HttpResponse:
    """Takes an explanation back."""
    desk = money_desk(request, partnership_slug, plan_slug)
    award, place = desk.award(award_pk), desk.award_page(award_pk)
    explanation = get_object_or_404(Explanation.objects.select_related("allocation"), award=award, pk=pk)
    explanation.award = award
    by = cast("User", request.user)
    return act(
        request,
        lambda: remove_explanation(explanation=explanation, place=place, by=by, now=timezone.now()),
        said="The explanation was taken back.",
        done=place,
    )


def _post_or_404(desk: MoneyDesk, pk: int) -> Post:
    found = Post.objects.select_related("plan", "partnership", "host_body", "allocation", "award")
    return get_object_or_404(found, plan=desk.plan, pk=pk)


def _post_form(desk: MoneyDesk, post: Post) -> "partial[PostForm]":
    rows = Allocation.objects.filter(award__plan=desk.plan).select_related("award").order_by("award", "position", "pk")
    awards = Award.objects.filter(plan=desk.plan).order_by("position", "pk")
    bodies = bodies_of(desk.plan.partnership, on=timezone.localdate())
    return partial(PostForm, instance=post, bodies=bodies, rows=[("", list(rows))], awards=[("", list(awards))])


def _difference_or_404(award: Award, slug: str) -> DifferenceLine:
    """A difference as it is now; one that is gone has nothing to explain."""
    (summary,) = summaries_of([award], on=timezone.localdate(), names=True)
    found = next((one for one in summary.differences if one.slug == slug), None)
    if found is None:
        raise Http404("These two amounts do not differ.")
    return found


def _what_differs(award: Award, slug: str) -> tuple[str, Allocation | None]:
    kind, _, key = slug.rpartition("-")
    if not key.isdigit():
        return slug, None
    return kind, get_object_or_404(Allocation, award=award, pk=int(key))

"""Exception reports within the portal: officers ask and accept, contributors answer for their body."""

from functools import partial
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import contributor_required, officer_required
from core.edit_pages import act, edit_page
from partners.models import Role, User
from scorecard import operations
from scorecard.forms import AcceptForm, AnswerForm, AskForm, RenewForm, SendBackForm
from scorecard.models import ExceptionReport, ScorecardRule
from scorecard.summaries import Unasked, owners_of, report_line, unasked_among, watching
from scorecard.views.desk import IndicatorDesk, indicator_desk_of, report_desk_of

State = ExceptionReport.State


@officer_required
@require_http_methods(["GET", "POST"])
def exception_ask(request: HttpRequest, partnership_slug: str, plan_slug: str, indicator_pk: int) -> HttpResponse:
    """Asks the owner of an indicator why it goes the wrong way."""
    desk = indicator_desk_of(request, partnership_slug, plan_slug, indicator_pk)
    by, now = cast("User", request.user), timezone.now()
    asked = desk.indicator.exception_reports.exclude(state=State.ACCEPTED).order_by("pk").last()
    if asked is not None:  # somebody was faster, or the form was sent twice
        messages.info(request, "A report is asked for already. This is it.")
        return redirect(desk.report_page(asked))
    unasked = _first_unasked(desk)
    rule = ScorecardRule.objects.filter(partnership=desk.indicator.partnership_id).first() or ScorecardRule()
    on = timezone.localdate(now)
    return edit_page(
        request,
        form=partial(
            AskForm,
            instance=ExceptionReport(indicator=desk.indicator),
            owners=owners_of(desk.indicator, on=on),
            on=on,
            days=rule.days_to_answer,
        ),
        save=lambda form: operations.ask_for_exception(
            indicator=desk.indicator, series=unasked.series, values=form.values, by=by, now=now
        ),
        heading="Ask for an exception report",
        said=lambda report: f"{report.owner_body} was asked for a report.",
        done=f"{desk.page}#reports",
        cancel=desk.page,
        template="scorecard/exception_ask.html",
        context=lambda: {**desk.context(), "found": unasked.found},
    )


@contributor_required
@require_safe
def exception_report(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """One exception report: what was seen and asked, what was answered, and what becomes of it."""
    desk, report = _report_or_404(request, partnership_slug, plan_slug, pk)
    context = {
        **desk.context(),
        "line": report_line(report, on=timezone.localdate()),
        "report": report,
        "indicator": desk.indicator,
        "is_officer": desk.head.may_edit,
    }
    return TemplateResponse(request, "scorecard/exception_report.html", context)


@contributor_required
@require_http_methods(["GET", "POST"])
def exception_answer(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Answers an exception report: contributors for their body, officers for any, as when told on the telephone."""
    desk, report = _report_or_404(request, partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(AnswerForm, instance=report),
        save=lambda form: operations.answer_exception(
            report=report, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="Answer the exception report",
        said="Thank you. The report is with the partnership officer.",
        done=desk.report_page(report),
        cancel=desk.report_page(report),
        template="scorecard/exception_answer.html",
        context=lambda: {**desk.context(), "line": report_line(report, on=timezone.localdate(now))},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def exception_accept(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Accepts an answered report, with what the board said; of an accepted one, changes what the board said."""
    desk, report = report_desk_of(request, partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    is_accepted = report.state == State.ACCEPTED
    operation = operations.note_of_board if is_accepted else operations.accept_exception
    return edit_page(
        request,
        form=partial(AcceptForm, record=report),
        save=lambda form: operation(
            report=report, board_note=form.values["board_note"], revision=form.revision, by=by, now=now
        ),
        heading="What the board said" if is_accepted else "Accept the report",
        said="What the board said was saved." if is_accepted else "The report was accepted.",
        done=desk.report_page(report),
        cancel=desk.report_page(report),
        template="scorecard/exception_decide.html",
        context=lambda: {**desk.context(), "line": report_line(report, on=timezone.localdate(now))},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def exception_send_back(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Sends an answered report back with a note that says what is missing."""
    desk, report = report_desk_of(request, partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(SendBackForm, record=report),
        save=lambda form: operations.send_back_exception(
            report=report, note=form.cleaned_data["note"], revision=form.revision, by=by, now=now
        ),
        heading="Send the report back",
        said="The report was sent back.",
        done=desk.report_page(report),
        cancel=desk.report_page(report),
        template="scorecard/exception_decide.html",
        context=lambda: {**desk.context(), "line": report_line(report, on=timezone.localdate(now))},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def exception_renew(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Sends a new link to the report; the earlier one no longer works."""
    desk, report = report_desk_of(request, partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(RenewForm, record=report),
        save=lambda form: operations.renew_exception_link(
            report=report,
            contact_email=form.values["contact_email"],
            lead_email=form.values["lead_email"],
            revision=form.revision,
            by=by,
            now=now,
        ),
        heading="Send a new link",
        said="A new link was sent.",
        done=desk.report_page(report),
        cancel=desk.report_page(report),
        template="scorecard/edit.html",
        context=desk.context,
    )


@officer_required
@require_POST
def exception_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes back a report that was asked for by mistake."""
    desk, report = report_desk_of(request, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: operations.remove_exception(report=report, place=desk.page, by=by, now=timezone.now()),
        said="The report was taken back.",
        done=desk.page,
    )


def _first_unasked(desk: IndicatorDesk) -> Unasked:
    """The first series of the indicator of which a report is wanted, or 404: none is asked for without a reason."""
    found = unasked_among(watching([desk.indicator]))
    if not found:
        raise Http404("Nothing of this indicator goes the wrong way unasked.")
    return found[0]


def _report_or_404(
    request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int
) -> tuple[IndicatorDesk, ExceptionReport]:
    """A report, for the partnership's officers and those who speak for the body that was asked."""
    desk, report = report_desk_of(request, partnership_slug, plan_slug, pk)
    if not desk.head.may_edit:
        held = Role.objects.held_by(cast("User", request.user), on=timezone.localdate())
        own = held.filter(
            partnership=desk.plan.partnership_id, kind=Role.Kind.CONTRIBUTOR, body=report.owner_body_id
        ).exclude(body=None)
        if not own.exists():
            raise Http404("Another body is asked here.")
    return desk, report

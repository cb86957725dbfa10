"""The lines of a return: kept by officers, filled in by contributors, accepted or sent back."""

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import contributor_required, officer_required
from core.edit_pages import act, edit_page
from funding.forms.return_answers import LineAnswerForm
from funding.forms.returns import LineForm, OutputForm, SendBackForm, revisions_sent
from funding.models import Return, ReturnLine, ReturnOutput
from funding.operations.returns import (
    accept_lines,
    add_output,
    change_line,
    change_output,
    check_can_answer,
    check_can_change,
    check_can_send_back,
    give_line,
    remove_line,
    remove_output,
    send_back_line,
)
from funding.return_pages import ReturnDesk, return_or_404
from funding.summaries.payments import paid_within
from funding.summaries.returns import lines_of
from partners.models import User
from priorities.forms.offers import bodies_of

Found = tuple[ReturnLine, ReturnDesk]


@officer_required
@require_http_methods(["GET", "POST"])
def return_line_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a line of a return, what was said last time beside it."""
    line, desk = _line_or_404(request, partnership_slug, plan_slug, pk)
    if desk.found.is_frozen and request.method == "GET":
        return act(request, lambda: check_can_change(desk.found), done=_place(desk, line))
    by, now = cast("User", request.user), timezone.now()
    bodies = bodies_of(desk.plan.partnership, on=timezone.localdate(now))
    return edit_page(
        request,
        form=partial(LineForm, instance=line, bodies=bodies),
        save=lambda form: change_line(
            line=line, values=form.values, counted=form.counted, revision=form.revision, by=by, now=now
        ),
        heading=line.allocation.stream,
        said="The line was saved.",
        done=_place(desk, line),
        cancel=_place(desk, line),
        template="funding/return_line_edit.html",
        context=lambda: {**_shown(desk, line), "paid": paid_within(line.allocation_id, desk.found.period)},
    )


@contributor_required
@require_http_methods(["GET", "POST"])
def return_line_answer(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Fills in a line for the body that leads it; it waits for the officer."""
    line, desk = _line_or_404(request, partnership_slug, plan_slug, pk)
    if desk.found.state != Return.State.WITH_BODIES and request.method == "GET":
        return act(request, lambda: check_can_answer(desk.found), done=_place(desk, line))
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(LineAnswerForm, instance=line),
        save=lambda form: give_line(
            line=line, values=form.values, counted=form.counted, revision=form.revision, by=by, now=now
        ),
        heading=line.allocation.stream,
        said="Thank you. The partnership officer looks at it next.",
        done=_place(desk, line),
        cancel=_place(desk, line),
        template="funding/return_line_answer.html",
        context=lambda: _shown(desk, line),
    )


@officer_required
@require_http_methods(["GET", "POST"])
def return_line_send_back(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Sends an answer back with a note."""
    line, desk = _line_or_404(request, partnership_slug, plan_slug, pk)
    if desk.found.state != Return.State.WITH_BODIES and request.method == "GET":
        return act(request, lambda: check_can_send_back(desk.found), done=_place(desk, line))
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(SendBackForm, record=line),
        save=lambda form: send_back_line(
            line=line, note=form.cleaned_data["note"], revision=form.revision, by=by, now=now
        ),
        heading=f"Send back {line.allocation.stream}",
        said="It was sent back.",
        done=_place(desk, line),
        cancel=_place(desk, line),
        template="funding/return_edit.html",
        context=lambda: {"head": desk.head, "found": desk.found},
    )


@officer_required
@require_POST
def return_accept(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Accepts answers as the page showed them: one of them, or all."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: accept_lines(
            funding_return=desk.found, seen=revisions_sent(request.POST.items()), by=by, now=timezone.now()
        ),
        said=lambda count: "1 line was accepted." if count == 1 else f"{count} lines were accepted.",
        done=desk.place,
    )


@officer_required
@require_POST
def return_line_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Leaves a project out of a return."""
    line, desk = _line_or_404(request, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: remove_line(line=line, place=desk.place, by=by, now=timezone.now()),
        said="The line was removed.",
        done=desk.place,
    )


@officer_required
@require_http_methods(["GET", "POST"])
def return_line_count(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Adds something that a project counts."""
    line, desk = _line_or_404(request, partnership_slug, plan_slug, pk)
    if desk.found.is_frozen and request.method == "GET":
        return act(request, lambda: check_can_change(desk.found), done=_place(desk, line))
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(OutputForm, instance=ReturnOutput(line=line)),
        save=lambda form: add_output(line=line, values=form.values, by=by, now=now),
        heading="Add what is counted",
        said="It was added.",
        done=_place(desk, line),
        cancel=_place(desk, line),
        template="funding/return_edit.html",
        context=lambda: {"head": desk.head, "found": desk.found},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def return_output_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes what a project counts."""
    output, desk = _output_or_404(request, partnership_slug, plan_slug, pk)
    if desk.found.is_frozen and request.method == "GET":
        return act(request, lambda: check_can_change(desk.found), done=_place(desk, output.line))
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(OutputForm, instance=output),
        save=lambda form: change_output(output=output, values=form.values, revision=form.revision, by=by, now=now),
        heading="Change what is counted",
        said="It was saved.",
        done=_place(desk, output.line),
        cancel=_place(desk, output.line),
        template="funding/return_edit.html",
        context=lambda: {"head": desk.head, "found": desk.found},
    )


@officer_required
@require_POST
def return_output_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Counts something no more."""
    output, desk = _output_or_404(request, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: remove_output(output=output, place=desk.place, by=by, now=timezone.now()),
        said="It was removed.",
        done=_place(desk, output.line),
    )


def _line_or_404(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> Found:
    """A line and its return, where the visitor sees it: contributors only those that their body leads."""
    lines = ReturnLine.objects.select_related("allocation", "lead_body", "funding_return__award")
    line = get_object_or_404(lines, pk=pk)
    desk = return_or_404(request, partnership_slug, plan_slug, line.funding_return_id)
    if desk.bodies is not None and line.lead_body_id not in desk.bodies:
        raise Http404("Another body is asked here.")
    return line, desk


def _output_or_404(
    request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int
) -> tuple[ReturnOutput, ReturnDesk]:
    output = get_object_or_404(ReturnOutput.objects.select_related("line__funding_return", "line__allocation"), pk=pk)
    return output, return_or_404(request, partnership_slug, plan_slug, output.line.funding_return_id)


def _place(desk: ReturnDesk, line: ReturnLine) -> str:
    return f"{desk.place}#line-{line.pk}"


def _shown(desk: ReturnDesk, line: ReturnLine) -> dict[str, object]:
    """What the page of one line shows beside its form: what is known, and what was said the last time."""
    shown = next(one for one in lines_of(desk.found) if one.id == line.pk)
    return {"head": desk.head, "found": desk.found, "line": shown}

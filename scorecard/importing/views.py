"""The pages of official figures: a file is chosen, watched while it is read, looked through, and taken over."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import officer_required
from core.edit_pages import act
from core.editing import Refused
from core.uploads import takes_file_of
from partners.models import Partnership, User
from scorecard.importing.changes import Changes
from scorecard.importing.forms import LARGEST_TABLE, TableForm
from scorecard.importing.operations import begin_reading, has_died, in_words, stop_run, take_over
from scorecard.importing.preview import feeds_of, preview_of, runs_of
from scorecard.models import ImportRun


@officer_required
@takes_file_of(LARGEST_TABLE)
@never_cache
@require_http_methods(["GET", "POST"])
def official_figures(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """What official figures fill, the files that were read, and a file to read."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    if request.method != "POST":
        return _page(request, partnership, TableForm())
    form = TableForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = begin_reading(
                partnership=partnership, file=file, name=file.name, by=cast("User", request.user), now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            return redirect(_run_url(run))
    return _page(request, partnership, form)


@officer_required
@never_cache
@require_safe
def import_run(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """How far a file is read; once it is, what it would change."""
    run = _run_or_404(partnership_slug, pk)
    context: dict[str, Any] = {
        "partnership": run.partnership,
        "run": run,
        "has_died": has_died(run, timezone.now()),
        "percent": min(100, run.done * 100 // run.size) if run.size else 0,
        "preview": preview_of(run) if run.state == ImportRun.State.READ else None,
    }
    return TemplateResponse(request, "scorecard/import_run.html", context)


@officer_required
@require_POST
def import_run_stop(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Cancels a reading, or lays aside what was read."""
    run = _run_or_404(partnership_slug, pk)
    said = f"“{run.file_name}” was laid aside. Nothing was changed."
    return act(request, lambda: stop_run(run=run, now=timezone.now()), said=said, done=_figures_url(partnership_slug))


@officer_required
@require_POST
def import_run_take_over(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes over what a file has."""
    run, by = _run_or_404(partnership_slug, pk), cast("User", request.user)
    try:
        changes = take_over(run=run, seen=request.POST.get("seen", ""), by=by, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_run_url(run))
    messages.success(request, _said(run, changes))
    return redirect(_figures_url(partnership_slug))


def _said(run: ImportRun, changes: Changes) -> str:
    if changes.new or changes.revised:
        return f"{in_words(changes)} from “{run.file_name}” were taken over.".capitalize()
    return f"“{run.file_name}” changed nothing: its values were on record already."


def _page(request: HttpRequest, partnership: Partnership, form: TableForm) -> HttpResponse:
    context = {
        "partnership": partnership,
        "form": form,
        "feeds": feeds_of(partnership),
        "runs": runs_of(partnership, timezone.now()),
    }
    return TemplateResponse(request, "scorecard/official_figures.html", context, status=422 if form.errors else 200)


def _run_or_404(partnership_slug: str, pk: int) -> ImportRun:
    runs = ImportRun.objects.select_related("partnership")
    return get_object_or_404(runs, pk=pk, partnership__slug=partnership_slug)


def _run_url(run: ImportRun) -> str:
    return reverse("official_figures:import_run", args=[run.partnership.slug, run.pk])


def _figures_url(partnership_slug: str) -> str:
    return reverse("official_figures:official_figures", args=[partnership_slug])

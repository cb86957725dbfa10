"""Officers and administrators keep the sections of a paper: words, what fills them, and a preview of what is typed."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.access import keeper_required
from core.edit_pages import edit_page
from partners.models import User
from reports.forms import SectionAddForm, SectionForm
from reports.models import Paper, Section
from reports.operations.parts import add_part, change_part
from reports.operations.telling import words_of
from reports.pages import PaperHead, about, paper_in_hand
from reports.previews import preview_of_section
from reports.views.part_pages import PARTS, part_or_404, place_of, refused_if_out

SECTIONS = PARTS["sections"]
TEMPLATE = "reports/composer/section.html"


@keeper_required
@require_http_methods(["GET", "POST"])
def section_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a section at the end of a paper."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    return _add(request, paper, head, None)


@keeper_required
@require_http_methods(["GET", "POST"])
def section_add_after(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Adds a section after another."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    return _add(request, paper, head, cast("Section", part_or_404(paper, SECTIONS, pk)))


@keeper_required
@require_http_methods(["GET", "POST"])
def section_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes a section; sent with "preview" it shows what is typed, composed, and saves nothing."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    section = cast("Section", part_or_404(paper, SECTIONS, pk))
    if answer := refused_if_out(request, head):
        return answer
    heading, by, now = f"Edit “{words_of(section)}”", cast("User", request.user), timezone.now()
    back = place_of(slug, SECTIONS, section)
    if "preview" in request.POST:
        return _preview(request, section, {**about(head), "heading": heading, "cancel": back, "section": section})
    return edit_page(
        request,
        form=partial(SectionForm, instance=section),
        save=lambda form: change_part(part=section, values=form.values, revision=form.revision, by=by, now=now),
        heading=heading,
        said="The section was saved.",
        done=back,
        cancel=back,
        template=TEMPLATE,
        context=lambda: {**about(head), "section": section, "preview": preview_of_section(section)},
    )


def _preview(request: HttpRequest, section: Section, page: dict[str, object]) -> HttpResponse:
    """The form as typed beside the section as it would be: the whole page, or for a script the section alone."""
    form = SectionForm(request.POST, instance=section, editor=request.user)
    is_valid = form.is_valid()
    preview = preview_of_section(section, form.values) if is_valid else None
    context = {**page, "form": form, "preview": preview, "is_typed": True}
    if "X-Preview" in request.headers:
        return TemplateResponse(request, "reports/composer/section_preview.html", context)
    return TemplateResponse(request, TEMPLATE, context, status=200 if is_valid else 422)


def _add(request: HttpRequest, paper: Paper, head: PaperHead, after: Section | None) -> HttpResponse:
    if answer := refused_if_out(request, head):
        return answer
    by, now = cast("User", request.user), timezone.now()
    back = place_of(paper.slug, SECTIONS, after)
    section = Section(paper=paper, parent_id=after.parent_id if after else None)
    return edit_page(
        request,
        form=SectionAddForm,
        save=lambda form: add_part(part=section, values=form.values, after=after, by=by, now=now),
        heading=f"Add a section after “{words_of(after)}”" if after else "Add a section",
        said="The section was added. Write its words here, or choose how it is set out.",
        done=lambda added: reverse("reports:section_edit", args=[paper.slug, added.pk]),
        cancel=back,
        template="reports/composer/edit.html",
        context=lambda: about(head),
    )

"""What the pages of house styles share: finding one, the way back to it, and forms with the sample beside them."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from core.edit_forms import RecordForm
from core.edit_pages import edit_page
from partners.models import Partnership, Role, User
from reports.content import ContentError
from reports.models import HouseStyle
from reports.pages import kept_by_no_browser
from reports.rendering.pdf import RenderingFailed, pdf
from reports.style_sample import sample_of, sample_paper, style_in_hand

TEMPLATE = "reports/styles/edit.html"
AS_PDF = "pdf"


def partnership_or_404(slug: str) -> Partnership:
    """The partnership of an address."""
    return get_object_or_404(Partnership, slug=slug)


def style_or_404(partnership_slug: str, pk: int) -> HouseStyle:
    """The house style of an address, with its partnership."""
    found = HouseStyle.objects.select_related("partnership")
    return get_object_or_404(found, pk=pk, partnership__slug=partnership_slug)


def styles_url(partnership: Partnership, anchor: str = "") -> str:
    """The list of a partnership's house styles, and a place on it."""
    return reverse("styles:house_styles", args=[partnership.slug]) + (f"#{anchor}" if anchor else "")


def style_url(style: HouseStyle, anchor: str = "") -> str:
    """The page of a house style, and a place on it."""
    return reverse("styles:house_style", args=[style.partnership.slug, style.pk]) + (f"#{anchor}" if anchor else "")


def may_change(request: HttpRequest, partnership: Partnership) -> bool:
    """Whether the visitor is an administrator of the partnership today."""
    roles = cast("User", request.user).roles.as_at(timezone.localdate())
    return bool(roles.filter(partnership=partnership, kind=Role.Kind.ADMINISTRATOR).exists())


def with_sample(
    request: HttpRequest,
    *,
    style: HouseStyle,
    record: Any,
    form: Callable[..., RecordForm],
    save: Callable[[Any], Any],
    heading: str,
    said: str | Callable[[Any], str],
    done: str | Callable[[Any], str],
    cancel: str,
    **page: Any,
) -> HttpResponse:
    """A page with an edit form about a house style, and beside it the sample.

    `record` is what the form edits, the style itself or one of its parts, as the form's `instance`: what is typed is
    written into it, and shown. Sent with "preview" the page shows what is typed and saves nothing; with "preview" set
    to "pdf" it answers the sample as a PDF, and to a script the sample alone.
    """
    context = {
        **page,
        "style": style,
        "partnership": style.partnership,
        "heading": heading,
        "cancel": cancel,
        "up_title": style.name or "House styles",
        "up_url": cancel,
        "is_typed": request.method == "POST",
    }

    def sample() -> dict[str, Any]:
        return {**context, "sample": sample_of(style_in_hand(style, record))}

    if request.method == "POST" and "preview" in request.POST:
        typed = form(request.POST, request.FILES, editor=request.user)
        wrong = not typed.is_valid()
        if request.POST["preview"] == AS_PDF and not wrong:
            return sample_pdf(style, record)
        by_script = "X-Preview" in request.headers
        template = "reports/styles/sample.html" if by_script else TEMPLATE
        has_file = bool(request.FILES) and not by_script
        shown = {**sample(), "form": typed, "mistakes": _mistakes(typed), "has_file": has_file}
        return TemplateResponse(request, template, shown, status=422 if wrong and not by_script else 200)
    return edit_page(
        request,
        form=form,
        save=save,
        heading=heading,
        said=said,
        done=done,
        cancel=cancel,
        template=TEMPLATE,
        context=sample,
    )


def _mistakes(form: RecordForm) -> list[str]:
    """What is wrong in a form that somebody is still filling in; what is empty is not wrong yet."""
    found = (error for errors in form.errors.as_data().values() for error in errors if error.code != "required")
    return [message for error in found for message in error.messages]


def sample_pdf(style: HouseStyle, *parts: Any) -> HttpResponse:
    """The sample of a house style as it is in hand, as a PDF."""
    try:
        printed = pdf(sample_paper(style_in_hand(style, *parts)), content_hash="", status="Sample")
    except (ContentError, RenderingFailed) as problem:
        return HttpResponse(f"The sample cannot be printed. {problem}", status=422, content_type="text/plain")
    answer = HttpResponse(printed, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="house-style-sample.pdf"'
    return kept_by_no_browser(answer)

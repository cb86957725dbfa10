"""House styles: officers and administrators look at them, administrators change them."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import administrator_required, keeper_required
from core.edit_pages import act, edit_page
from partners.models import User
from reports.forms.styles import CopyStyleForm, HouseStyleForm
from reports.models import HouseStyle
from reports.operations.styles import add_house_style, change_house_style, copy_house_style, like, remove_house_style
from reports.summaries.styles import house_styles_of, style_page, what_differs
from reports.views.style_pages import (
    may_change,
    partnership_or_404,
    sample_pdf,
    style_or_404,
    style_url,
    styles_url,
    with_sample,
)


@keeper_required
@require_safe
def house_styles(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """A partnership's house styles."""
    partnership = partnership_or_404(partnership_slug)
    context = {
        "partnership": partnership,
        "styles": house_styles_of(partnership, on=timezone.localdate()),
        "may_change": may_change(request, partnership),
    }
    return TemplateResponse(request, "reports/styles/house_styles.html", context)


@keeper_required
@require_safe
def house_style(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """A house style whole, with its sample."""
    style = style_or_404(partnership_slug, pk)
    context = {
        "partnership": style.partnership,
        "style": style_page(style),
        "may_change": may_change(request, style.partnership),
        "up_title": "House styles",
        "up_url": styles_url(style.partnership),
    }
    return TemplateResponse(request, "reports/styles/house_style.html", context)


@keeper_required
@require_safe
def house_style_pdf(_request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """The sample of a house style as a PDF."""
    return sample_pdf(style_or_404(partnership_slug, pk))


@administrator_required
@require_http_methods(["GET", "POST"])
def house_style_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Adds a house style with the head that papers usually have."""
    partnership, by, now = partnership_or_404(partnership_slug), cast("User", request.user), timezone.now()
    style = HouseStyle(partnership=partnership, masthead=partnership.name)
    return with_sample(
        request,
        style=style,
        record=style,
        form=partial(HouseStyleForm, instance=style),
        save=lambda form: add_house_style(partnership=partnership, values=form.values, by=by, now=now),
        heading="Add a house style",
        said="The house style was added, with the head that papers usually have. Change what differs.",
        done=style_url,
        cancel=styles_url(partnership),
    )


@administrator_required
@require_http_methods(["GET", "POST"])
def house_style_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes how papers look."""
    style, by, now = style_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    return with_sample(
        request,
        style=style,
        record=style,
        form=partial(HouseStyleForm, instance=style),
        save=lambda form: change_house_style(style=style, values=form.values, revision=form.revision, by=by, now=now),
        heading=f"Change “{style.name}”",
        said=lambda saved: f"The house style was saved. {what_differs(saved, is_saved=True)}".strip(),
        done=style_url(style),
        cancel=style_url(style),
        differs=what_differs(style, is_saved=False),
    )


@administrator_required
@require_http_methods(["GET", "POST"])
def house_style_copy(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Begins a house style like this one, which ends the day before."""
    style, by, now = style_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    begun = HouseStyle(**like(style))
    return edit_page(
        request,
        form=partial(CopyStyleForm, instance=begun),
        save=lambda form: copy_house_style(style=style, values=form.values, by=by, now=now),
        heading=f"Begin a new house style like “{style.name}”",
        said=f"The new house style was begun. “{style.name}” ends the day before.",
        done=style_url,
        cancel=style_url(style),
        template="reports/styles/plain.html",
        context=lambda: {
            "partnership": style.partnership,
            "up_title": style.name,
            "up_url": style_url(style),
            "explained": "Everything comes along: head, approvers, kinds of implications and logo. Papers that are "
            "begun already stay in the house style that they have.",
        },
    )


@administrator_required
@require_POST
def house_style_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes away a house style that no paper is in."""
    style, by = style_or_404(partnership_slug, pk), cast("User", request.user)
    place = styles_url(style.partnership)
    in_use = style.papers.exists()
    return act(
        request,
        lambda: remove_house_style(style=style, place=place, by=by, now=timezone.now()),
        said=f"The house style “{style.name}” was removed.",
        done=style_url(style) if in_use else place,
    )

"""Officers and administrators keep the parts of a paper: each kind is added, changed, moved and removed alike."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import keeper_required, member_required
from core.edit_forms import RecordForm
from core.edit_pages import act, edit_page
from core.uploads import as_attachment
from partners.models import User
from reports.forms import AppendixForm
from reports.models import Appendix, Recommendation, Section
from reports.operations.appendices import add_appendix, change_appendix
from reports.operations.parts import add_part, change_part, lift_part, move_part, nest_part, remove_part
from reports.operations.telling import Part, words_of
from reports.pages import about, paper_in_hand
from reports.views.part_pages import PARTS, PartKind, kind_or_404, part_or_404, place_of, refused_if_out


@keeper_required
@require_http_methods(["GET", "POST"])
def part_add(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Adds a recommendation, appendix, background paper, author or kind of implications."""
    return _add(request, slug, kind_or_404(part), None)


@keeper_required
@require_http_methods(["GET", "POST"])
def part_add_within(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Adds a recommendation within another."""
    return _add(request, slug, kind_or_404(part), pk)


@keeper_required
@require_http_methods(["GET", "POST"])
def part_edit(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Changes a part."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    kind = kind_or_404(part)
    record = part_or_404(paper, kind, pk)
    if answer := refused_if_out(request, head):
        return answer
    by, now, back = cast("User", request.user), timezone.now(), place_of(slug, kind, record)
    return edit_page(
        request,
        form=partial(_form_of(kind), instance=record),
        save=lambda form: _change(record, form, by=by, now=now),
        heading=f"Change {_a(kind)}",
        said=f"The {kind.one} was saved.",
        done=back,
        cancel=back,
        template="reports/composer/part.html",
        context=lambda: {**about(head), "part": part, "record": record},
    )


@keeper_required
@require_POST
def part_up(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Moves a part one place up."""
    return _act(request, slug, part, pk, partial(move_part, up=True), back="up")


@keeper_required
@require_POST
def part_down(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Moves a part one place down."""
    return _act(request, slug, part, pk, partial(move_part, up=False), back="down")


@keeper_required
@require_POST
def part_in(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Puts a section or recommendation into the one before it."""
    return _act(request, slug, part, pk, nest_part, nested=True)


@keeper_required
@require_POST
def part_out(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Takes a section or recommendation out of the one it stands in."""
    return _act(request, slug, part, pk, lift_part, nested=True)


@keeper_required
@require_POST
def part_remove(request: HttpRequest, slug: str, part: str, pk: int) -> HttpResponse:
    """Takes a part out of a paper."""
    paper, _ = paper_in_hand(request, slug, on=timezone.localdate())
    kind = kind_or_404(part)
    record = part_or_404(paper, kind, pk)
    by, place, words = cast("User", request.user), place_of(slug, kind), words_of(record)
    return act(
        request,
        lambda: remove_part(part=record, place=place, by=by, now=timezone.now()),
        said=f"“{words}” was removed.",
        done=place,
    )


@member_required
@require_safe
def appendix_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The PDF of an appendix as it was uploaded, for members."""
    paper, _ = paper_in_hand(request, slug, on=timezone.localdate())
    appendix = cast("Appendix", part_or_404(paper, PARTS["appendices"], pk))
    try:
        with appendix.file.open("rb") as stored:
            content = BytesIO(stored.read())
    except (FileNotFoundError, ValueError):
        raise Http404("The file is not there.") from None
    return as_attachment(content, name=appendix.file_name or f"appendix-{appendix.pk}.pdf")  # type: ignore[return-value]


def _add(request: HttpRequest, slug: str, kind: PartKind, within: int | None) -> HttpResponse:
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    above: Any = {}
    if within is not None:
        if kind.model is not Recommendation:
            raise Http404("Nothing can be added within this.")
        above = {"parent": part_or_404(paper, kind, within)}
    if answer := refused_if_out(request, head):
        return answer
    record = kind.model(paper=paper, **above)
    by, now, form = cast("User", request.user), timezone.now(), _form_of(kind)
    back = place_of(slug, kind)
    return edit_page(
        request,
        form=partial(form, instance=record),
        save=lambda form: _add_record(record, form, by=by, now=now),
        heading=f"Add {_a(kind)}",
        said=f"The {kind.one} was added.",
        done=lambda added: place_of(slug, kind, added),
        cancel=back,
        template="reports/composer/part.html",
        context=lambda: {**about(head), **above},
    )


def _act(
    request: HttpRequest,
    slug: str,
    part: str,
    pk: int,
    operation: Callable[..., Any],
    *,
    back: str = "",
    nested: bool = False,
) -> HttpResponse:
    """One move, then back to the same button for the next."""
    paper, _ = paper_in_hand(request, slug, on=timezone.localdate())
    kind = kind_or_404(part)
    record = part_or_404(paper, kind, pk)
    if nested and not isinstance(record, (Section, Recommendation)):
        raise Http404("This stands in nothing else.")
    by, place = cast("User", request.user), place_of(slug, kind, record)
    done = f"{place}-{back}" if back else place
    return act(request, lambda: operation(part=record, by=by, now=timezone.now()), done=done)


def _add_record(record: Part, form: RecordForm, **made: Any) -> Part:
    if isinstance(form, AppendixForm):
        return add_appendix(appendix=form.instance, values=form.values, file=form.file_chosen, **made)
    return add_part(part=record, values=form.values, **made)


def _change(record: Part, form: RecordForm, **made: Any) -> Part:
    if isinstance(form, AppendixForm):
        chosen, appendix = form.file_chosen, cast("Appendix", record)
        return change_appendix(appendix=appendix, values=form.values, file=chosen, revision=form.revision, **made)
    return change_part(part=record, values=form.values, revision=form.revision, **made)


def _form_of(kind: PartKind) -> type[RecordForm]:
    if kind.form is None:
        raise Http404("Sections have pages of their own.")
    return kind.form


def _a(kind: PartKind) -> str:
    return f"{'an' if kind.one[0] in 'aeiou' else 'a'} {kind.one}"

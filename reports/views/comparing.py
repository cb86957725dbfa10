"""What changed between two versions of a paper, between two papers, and between two plans."""

from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from core.access import public
from priorities.models import Plan
from reports import content
from reports.comparing import Comparison, compare, sentence
from reports.compose.whole_plan import compose_plan
from reports.forms.comparing import TwoPapers, TwoPlans, TwoVersions
from reports.models import Edition, Paper
from reports.pages import kept_by_no_browser, kinds_of
from reports.rendering.changes import changes
from reports.summaries import public_lines
from reports.versions import NotComposed, NoVersion, Version, comparable_papers, content_of, version_named, versions_of
from reports.views.reading import of_public_paper

COMPARISONS_KEPT = 32
Chosen = tuple[Paper, Version]


@dataclass(frozen=True, slots=True)
class Told:
    """A comparison as a page shows it: its summary in words, and what changed as HTML."""

    summary: str
    html: SafeString


@public
@require_safe
@of_public_paper
def paper_compare(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Two versions of one paper: `?from=1&to=2`. What is in hand is "draft", for members alone."""
    on = timezone.localdate()
    versions = versions_of(paper, with_draft=bool(kinds_of(request, paper, on=on)))
    pair = _two_of(versions, request.GET.get("from", ""), request.GET.get("to", ""))
    names = {"from": pair[0].name, "to": pair[1].name} if pair else {}
    form = TwoVersions(initial=names, choices=[(one.name, one.label) for one in versions])
    context: dict[str, object] = {"paper": public_lines([paper])[0], "form": form, "versions": versions, "pair": pair}
    if pair:
        context |= _compared((paper, pair[0]), (paper, pair[1]))
    return _page(request, "reports/paper_compare.html", context)


@public
@require_safe
def papers_compare(request: HttpRequest) -> HttpResponse:
    """Any two papers that the visitor may read, each as it was last published: `?a=…&b=…`."""
    visible = comparable_papers(request.user, on=timezone.localdate()).in_display_order()
    lines = public_lines(visible.select_related("partnership", "plan"))
    choices = [(line.slug, f"{line.year or 'No date'}: {line.title} ({line.partnership})") for line in lines]
    form = TwoPapers(_asked(request), initial=request.GET.dict(), choices=choices)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        of = visible.select_related("partnership", "house_style", "plan", "reports_on")
        old, new = (_newest(of.get(slug=form.cleaned_data[name])) for name in ("a", "b"))
        context |= {"old": old[0], "new": new[0], **_compared(old, new)}
    return _page(request, "reports/papers_compare.html", context)


@public
@require_safe
def plans_compare(request: HttpRequest) -> HttpResponse:
    """Any two plans that the visitor may see: `?a=<partnership>/<plan>&b=…`."""
    visible = Plan.objects.visible_to(request.user, on=timezone.localdate()).in_display_order()
    plans = visible.select_related("partnership", "parent", "owner_group", "agreed_at")
    known = {f"{plan.partnership.slug}/{plan.slug}": plan for plan in plans}
    choices = [(key, f"{one.period_stated}: {one.title} ({one.partnership.name})") for key, one in known.items()]
    form = TwoPlans(_asked(request), initial=request.GET.dict(), choices=choices)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        old, new = known[form.cleaned_data["a"]], known[form.cleaned_data["b"]]
        context |= {"old": old, "new": new, "told": told_of(compare(compose_plan(old), compose_plan(new)))}
    return _page(request, "reports/plans_compare.html", context)


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """What a member sees of drafts is kept by no browser."""
    response = TemplateResponse(request, template, context)
    return kept_by_no_browser(response) if request.user.is_authenticated else response


def _asked(request: HttpRequest) -> dict[str, str] | None:
    """What the address asks for; None where it does not ask for both yet."""
    return request.GET.dict() if {"a", "b"} <= request.GET.keys() else None


def _two_of(versions: tuple[Version, ...], old: str, new: str) -> tuple[Version, Version] | None:
    """The versions asked for; without a word the newest two, of the editions where there are two. None if only one."""
    editions = [one for one in versions if one.edition is not None]
    newest = (editions if len(editions) > 1 else list(versions))[:2]
    if len(newest) < 2 and not (old and new):
        return None
    try:
        return (
            version_named(versions, old) if old else newest[1],
            version_named(versions, new) if new else newest[0],
        )
    except NoVersion as problem:
        raise Http404(str(problem)) from None


def _newest(paper: Paper) -> Chosen:
    """A paper as it was last published; where it never was, its draft."""
    versions = versions_of(paper, with_draft=False) or versions_of(paper, with_draft=True)
    return paper, versions[0]


def _compared(old: Chosen, new: Chosen) -> dict[str, object]:
    """What a page tells of two versions, or why it cannot."""
    if old[1].edition is not None and new[1].edition is not None:
        return {"told": _of_editions(old[1].edition, old[1].content_hash, new[1].edition, new[1].content_hash)}
    try:
        return {"told": told_of(compare(content_of(*old), content_of(*new)))}
    except NotComposed as problem:
        return {"problem": str(problem)}


@lru_cache(maxsize=COMPARISONS_KEPT)
def _of_editions(old: int, old_hash: str, new: int, new_hash: str) -> Told:
    """Two editions compared. They never change, so what was made once is kept."""
    of = Edition.objects.filter(pk__in=[old, new], content_hash__in=[old_hash, new_hash])
    held = dict(of.values_list("pk", "content"))
    return told_of(compare(content.from_json(held[old]), content.from_json(held[new])))


def told_of(found: Comparison) -> Told:
    """A comparison as a page shows it."""
    # The renderer escapes every text that it writes.
    return Told(f"{sentence(found.summary)}.", mark_safe(changes(found)))  # noqa: S308

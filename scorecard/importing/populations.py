"""How many people live in the areas that a partnership's figures are counted for: seen, added and corrected."""

from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.access import officer_required
from core.edit_pages import edit_page
from partners.models import Area, Partnership, User
from scorecard.importing.feeding import areas_counted
from scorecard.importing.forms import PopulationForm
from scorecard.models import Population
from scorecard.operations import keep_population


@dataclass(frozen=True, slots=True)
class PopulationLine:
    """The population of an area in a year."""

    id: int
    year: int
    number: int
    source: str


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area with its populations, the newest first."""

    name: str
    kind: str
    populations: tuple[PopulationLine, ...]


def populations_of(areas: tuple[Area, ...]) -> tuple[AreaLine, ...]:
    """The populations of some areas. 1 query."""
    found: dict[int, list[PopulationLine]] = {}
    for one in Population.objects.filter(area__in=areas).order_by("-year", "pk"):
        source = ", ".join(part for part in (one.source_document, one.source_place) if part)
        found.setdefault(one.area_id, []).append(PopulationLine(one.pk, one.year, one.number, source))
    return tuple(AreaLine(area.name, area.get_kind_display(), tuple(found.get(area.pk, ()))) for area in areas)


@officer_required
@require_safe
def populations(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """The populations that rates are made with, by area and year."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    context = {"partnership": partnership, "areas": populations_of(areas_counted(partnership))}
    return TemplateResponse(request, "scorecard/populations.html", context)


@officer_required
@require_http_methods(["GET", "POST"])
def population_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Adds the population of an area in a year."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    return _page(request, partnership, Population(), "Add a population", areas_counted(partnership))


@officer_required
@require_http_methods(["GET", "POST"])
def population_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Corrects a population."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    population = get_object_or_404(Population.objects.select_related("area"), pk=pk)
    if population.area not in areas_counted(partnership):
        raise Http404("This area is none of the partnership's.")
    heading = f"Population of {population.area} in {population.year}"
    return _page(request, partnership, population, heading, ())


def _page(
    request: HttpRequest, partnership: Partnership, population: Population, heading: str, areas: tuple[Area, ...]
) -> HttpResponse:
    by, now = cast("User", request.user), timezone.now()
    place = reverse("official_figures:populations", args=[partnership.slug])

    def save(form: Any) -> Population:
        kept = {"population": population, "revision": form.revision} if population.pk else {}
        return keep_population(values=form.values, **kept, by=by, now=now)

    return edit_page(
        request,
        form=partial(PopulationForm, instance=population, areas=areas),
        save=save,
        heading=heading,
        said="The population was saved. Read a file of official figures to make the rates anew.",
        done=place,
        cancel=place,
        template="scorecard/population_edit.html",
        context=lambda: {"partnership": partnership},
    )

"""What the pages of a paper's parts share: finding a part, where to go back to, and what is closed once it is out."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from core.edit_forms import RecordForm
from reports.forms import AppendixForm, BackgroundPaperForm, ImplicationForm, PaperAuthorForm, RecommendationForm
from reports.models import Appendix, BackgroundPaper, Implication, Paper, PaperAuthor, Recommendation, Section
from reports.operations.telling import Part
from reports.pages import PaperHead


@dataclass(frozen=True, slots=True)
class PartKind:
    """A kind of part: its records, its form (sections have a page of their own), and its words for the buttons."""

    model: type[Any]
    form: type[RecordForm] | None
    one: str
    anchor: str


PARTS = {
    "sections": PartKind(Section, None, "section", "sections"),
    "recommendations": PartKind(Recommendation, RecommendationForm, "recommendation", "recommendations"),
    "implications": PartKind(Implication, ImplicationForm, "kind of implications", "implications"),
    "appendices": PartKind(Appendix, AppendixForm, "appendix", "appendices"),
    "background": PartKind(BackgroundPaper, BackgroundPaperForm, "background paper", "background"),
    "authors": PartKind(PaperAuthor, PaperAuthorForm, "author", "authors"),
}
OUT = "This paper is published. To change something in it, begin a correction first."


def kind_or_404(name: str) -> PartKind:
    """The kind of part that an address names."""
    if name not in PARTS:
        raise Http404("Papers have no such parts.")
    return PARTS[name]


def part_or_404(paper: Paper, kind: PartKind, pk: int) -> Part:
    """The part of this paper with a key; its paper is the one given. 1 query."""
    part: Part = get_object_or_404(kind.model, pk=pk, paper=paper.pk)
    part.paper = paper
    return part


def place_of(paper_slug: str, kind: PartKind, part: Part | None = None) -> str:
    """The address of a part in the composer, or of the list it stands in."""
    anchor = f"{kind.anchor}-{part.pk}" if part else kind.anchor
    return f"{reverse('reports:draft', args=[paper_slug])}#{anchor}"


def refused_if_out(request: HttpRequest, head: PaperHead) -> HttpResponse | None:
    """The way back, with the reason, where a form is asked for that could change nothing; else None."""
    if head.is_in_work or request.method != "GET":
        return None
    messages.error(request, OUT)
    return redirect(reverse("reports:draft", args=[head.slug]))

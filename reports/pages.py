"""What the pages of a paper in hand share (kept, checked, signed, compared): the paper an address names, and its head.

The access marks of `core.access` see to it that only people with a role in the paper's partnership get here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control

from partners.models import Role, User
from reports.models import Paper

Answer = TypeVar("Answer", bound=HttpResponseBase)
KEEPERS = frozenset({Role.Kind.OFFICER.value, Role.Kind.ADMINISTRATOR.value})


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What stands at the head of each page about a paper in hand.

    `kinds` are the visitor's roles in the paper's partnership today (values of `Role.Kind`).
    """

    title: str
    slug: str
    kind_label: str
    state: str
    state_label: str
    version: str
    date: date | None
    partnership: str
    partnership_slug: str
    was_published: bool
    kinds: frozenset[str]

    @property
    def is_in_work(self) -> bool:
        """Whether its state lets it be changed."""
        return self.state in Paper.IN_WORK

    @property
    def may_keep(self) -> bool:
        """Whether the visitor keeps papers here, and this one can be changed now."""
        return self.is_keeper and self.is_in_work

    @property
    def is_keeper(self) -> bool:
        """Whether the visitor keeps this partnership's papers: is an officer or administrator of it today."""
        return bool(KEEPERS & self.kinds)


def paper_in_hand(request: HttpRequest, slug: str, *, on: date) -> tuple[Paper, PaperHead]:
    """The paper an address names, for a view whose mark has let the visitor in, with its head. 2 queries."""
    paper = get_object_or_404(papers_with_what_they_are_of(), slug=slug)
    return paper, paper_head(paper, kinds_of(request, paper, on=on))


def papers_with_what_they_are_of() -> QuerySet[Paper]:
    """Papers with partnership, house style, plans and meeting fetched."""
    return Paper.objects.select_related("partnership", "house_style", "plan", "reports_on", "meeting", "follows")


def kinds_of(request: HttpRequest, paper: Paper, *, on: date) -> frozenset[str]:
    """The kinds of role that the visitor has in the paper's partnership on a day. 1 query."""
    if not isinstance(request.user, User):
        return frozenset()
    held = Role.objects.held_by(request.user, on=on).filter(partnership=paper.partnership_id)
    return frozenset(held.values_list("kind", flat=True))


def paper_head(paper: Paper, kinds: frozenset[str]) -> PaperHead:
    """The head of a paper whose partnership is fetched."""
    return PaperHead(
        title=paper.title,
        slug=paper.slug,
        kind_label=str(paper.get_kind_display()),
        state=paper.state,
        state_label=str(paper.get_state_display()),
        version=paper.version,
        date=paper.date,
        partnership=paper.partnership.name,
        partnership_slug=paper.partnership.slug,
        was_published=paper.first_published_at is not None,
        kinds=kinds,
    )


def kept_by_no_browser(answer: Answer) -> Answer:
    """The answer, of which neither the browser nor anything on the way keeps a copy: it shows what is in hand."""
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def about(head: PaperHead) -> dict[str, Any]:
    """What a page with a form shows of its paper: the way there, and whose it is."""
    return {
        "paper": head,
        "partnership": {"name": head.partnership, "slug": head.partnership_slug},
        "up_title": head.title,
        "up_url": reverse("reports:draft", args=[head.slug]),
    }

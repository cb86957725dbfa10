"""The versions of papers that somebody may hold against each other: editions, and for members what is in hand."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser

from core.formats import day
from partners.models import User
from reports import content
from reports.compose import OptionError, compose_paper
from reports.models import Edition, Paper, PaperQuerySet

DRAFT = "draft"


class NoVersion(LookupError):
    """There is no such version of the paper; the message says which there are."""


class NotComposed(ValueError):
    """A draft's records make no paper as they stand; the message says why."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a paper. `name` is the edition's number, or "draft"; a draft has no edition."""

    name: str
    label: str
    edition: int | None = None
    content_hash: str = ""
    published_at: datetime | None = None
    reason: str = ""


def comparable_papers(user: User | AnonymousUser, *, on: date) -> PaperQuerySet:
    """Papers of which this visitor may read a version: all that they see and that were not withdrawn."""
    return Paper.objects.visible_to(user, on=on).exclude(state=Paper.State.WITHDRAWN)


def versions_of(paper: Paper, *, with_draft: bool) -> tuple[Version, ...]:
    """A paper's versions, the newest first: the draft, if wanted, then its editions. 1 query, without the contents."""
    editions = Edition.objects.filter(paper=paper).defer("content", "pdf").order_by("-number")
    draft = (Version(DRAFT, "The draft as it stands now"),) if with_draft else ()
    return (*draft, *map(_version, editions))


def version_named(versions: tuple[Version, ...], name: str) -> Version:
    """The version of that name. Raises NoVersion."""
    for version in versions:
        if version.name == name:
            return version
    known = ", ".join(version.name for version in versions) or "none"
    raise NoVersion(f"There is no version “{name}”. Versions of this paper: {known}.")


def content_of(paper: Paper, version: Version) -> content.Paper:
    """What a version says. 1 query for an edition; a draft is composed. Raises NotComposed."""
    if version.edition is not None:
        return content.from_json(Edition.objects.values_list("content", flat=True).get(pk=version.edition))
    try:
        composed = compose_paper(paper)
        content.check(composed)
    except (content.ContentError, OptionError) as problem:
        raise NotComposed(f"The draft of “{paper}” cannot be put together: {problem}") from problem
    return composed


def _version(edition: Edition) -> Version:
    return Version(
        name=str(edition.number),
        label=f"Edition {edition.number}, {day(edition.published_at.date())}",
        edition=edition.pk,
        content_hash=edition.content_hash,
        published_at=edition.published_at,
        reason=edition.reason,
    )

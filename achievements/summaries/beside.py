"""What belongs to one achievement, for those who keep it: its figures with what they are compared with, its evidence
and quotations.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch
from django.urls import reverse

from achievements.computed_changes import differences_against, differences_within
from achievements.models import Achievement, Comparator, Evidence, Figure
from achievements.numbers_in_words import PER_CENT, POUNDS
from core.formats import money, number


@dataclass(frozen=True, slots=True)
class KeptComparator:
    """What a figure is compared with. `differences` are changes as stated that their numbers do not give."""

    id: int
    kind_label: str
    stated: str
    period: str
    area: str
    read_as: str
    note: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure as stated, and `read_as`: what the portal takes it to mean; empty where it is words alone."""

    id: int
    stated: str
    what: str
    period: str
    area: str
    source: str
    basis_label: str
    read_as: str
    of_how_many: str
    part_of: str
    note: str
    differences: tuple[str, ...]
    comparators: tuple[KeptComparator, ...]


@dataclass(frozen=True, slots=True)
class KeptEvidence:
    """A file or a link. `address` leads to it."""

    id: int
    label: str
    address: str
    file_name: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """Somebody's words, with consent to print them or without."""

    id: int
    text: str
    speaker_label: str
    has_consent: bool


def figures_kept(achievement: Achievement) -> tuple[KeptFigure, ...]:
    """An achievement's figures in order, each part after its whole. 2 queries."""
    comparators = Comparator.objects.select_related("area").order_by("pk")
    figures = (
        achievement.figures.select_related("area", "evidence", "part_of")
        .prefetch_related(Prefetch("comparators", comparators))
        .order_by("position", "pk")
    )
    whole = [figure for figure in figures if figure.part_of_id is None]
    parts = [figure for figure in figures if figure.part_of_id is not None]
    ordered = [one for figure in whole for one in (figure, *(part for part in parts if part.part_of_id == figure.pk))]
    return tuple(_figure(figure) for figure in [*ordered, *(part for part in parts if part not in ordered)])


def evidence_kept(achievement: Achievement, *, of: tuple[str, str]) -> tuple[KeptEvidence, ...]:
    """An achievement's evidence in order of its making; `of` are the slugs of partnership and plan. 1 query."""
    return tuple(_evidence(one, of) for one in achievement.evidence.order_by("pk"))


def quotes_kept(achievement: Achievement) -> tuple[KeptQuote, ...]:
    """What people said about an achievement, in order. 1 query."""
    quotes = achievement.quotes.order_by("position", "pk")
    return tuple(KeptQuote(one.pk, one.text, one.get_speaker_display(), one.has_consent) for one in quotes)


def read_as(figure: Figure) -> str:
    """What a figure is taken to mean: "over 1,200 people", "between 10 and 20%"; empty where there is no number."""
    if figure.number is None:
        return ""
    words = _amount(figure.number, figure.unit)
    if figure.number_to is not None:
        return f"between {number(figure.number)} and {_amount(figure.number_to, figure.unit)}"
    exactly = figure.qualifier in (Figure.Qualifier.EXACT, Figure.Qualifier.RANGE)
    return words if exactly else f"{figure.get_qualifier_display()} {words}"


def _amount(value: Decimal, unit: str) -> str:
    if unit == POUNDS:
        return money(value)
    if unit == PER_CENT:
        return f"{number(value)}%"
    words = f"({unit})" if value == 1 and unit else unit  # "1 (animals)": a unit stands in the plural
    return f"{number(value)} {words}".strip()


def _figure(figure: Figure) -> KeptFigure:
    of = "" if figure.denominator is None else number(figure.denominator)
    sources = (figure.evidence.name if figure.evidence else "", figure.reported_by)
    return KeptFigure(
        id=figure.pk,
        stated=figure.stated,
        what=figure.what,
        period=figure.period_stated,
        area=figure.area.name if figure.area else "",
        source=", ".join(source for source in sources if source),
        basis_label="" if figure.basis == Figure.Basis.RECORDED else figure.get_basis_display(),
        read_as=read_as(figure),
        of_how_many=f"{of} ({figure.denominator_note})" if of and figure.denominator_note else of,
        part_of=figure.part_of.stated if figure.part_of else "",
        note=figure.note,
        differences=tuple(differences_within(figure)),
        comparators=tuple(_comparator(figure, one) for one in figure.comparators.all()),
    )


def _comparator(figure: Figure, one: Comparator) -> KeptComparator:
    rose = one.change_percent if one.change_percent is not None else one.change_number
    share = "%" if one.change_percent is not None else ""
    parts = [number(one.number) if one.number is not None else ""]
    parts.append("" if rose is None else f"{'up' if rose >= 0 else 'down'} by {number(abs(rose))}{share}")
    return KeptComparator(
        id=one.pk,
        kind_label=one.get_kind_display(),
        stated=one.stated,
        period=one.period_stated,
        area=one.area.name if one.area else "",
        read_as=", ".join(part for part in parts if part),
        note=one.note,
        differences=tuple(differences_against(figure, one)),
    )


def _evidence(one: Evidence, of: tuple[str, str]) -> KeptEvidence:
    address = reverse("achievements:evidence_file", args=[*of, one.pk]) if one.file else one.url
    return KeptEvidence(one.pk, one.label, address, one.file_name, one.is_public)

"""What the pages of house styles and pre-election periods show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from partners.models import Partnership
from reports.models import HeaderField, HouseStyle, Paper, PreElectionPeriod
from reports.models import HeaderKey as Key
from reports.style_sample import Sample, StyleInHand, sample_of, style_in_hand

SIGNED_OR_OUT = (Paper.State.IN_REVIEW, Paper.State.APPROVED, Paper.State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class StyleLine:
    """A house style in the list; `papers` are all that are in it, `in_work` those in hand."""

    id: int
    name: str
    masthead: str
    from_date: date | None
    until_date: date | None
    is_current: bool
    papers: int
    in_work: int


@dataclass(frozen=True, slots=True)
class Period:
    """A pre-election period in the list. `standing` is "now", "coming" or "past"."""

    id: int
    name: str
    from_date: date | None
    until_date: date | None
    holds: bool
    standing: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """Something that belongs to a house style; `route` is the beginning of its addresses' names."""

    id: int
    route: str
    name: str
    note: str
    is_first: bool
    is_last: bool

    @property
    def edit_route(self) -> str:
        return f"styles:{self.route}_edit"

    @property
    def move_route(self) -> str:
        return f"styles:{self.route}_move"

    @property
    def remove_route(self) -> str:
        return f"styles:{self.route}_remove"


@dataclass(frozen=True, slots=True)
class PartList:
    """Parts of a house style under a heading of their own."""

    heading: str
    parts: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True)
class StylePage:
    """A house style whole, with its sample. `unused` are the fields that its head does not have."""

    id: int
    name: str
    facts: tuple[tuple[str, str], ...]
    from_date: date | None
    until_date: date | None
    colour: str
    papers: int
    in_work: int
    head: tuple[PartList, ...]
    unused: tuple[str, ...]
    roles: tuple[PartLine, ...]
    kinds: tuple[PartLine, ...]
    sample: Sample


def house_styles_of(partnership: Partnership, *, on: date) -> tuple[StyleLine, ...]:
    """A partnership's house styles: those that hold on a day first, then the newest. 1 query."""
    in_work = Count("papers", filter=Q(papers__state__in=Paper.IN_WORK))
    found = HouseStyle.objects.filter(partnership=partnership).annotate(
        papers_in=Count("papers"), papers_in_work=in_work
    )
    styles = sorted(found, key=lambda style: (style.name, style.pk))
    styles.sort(key=lambda style: style.from_date or date.min, reverse=True)
    styles.sort(key=lambda style: not style.is_current(on))
    return tuple(
        StyleLine(
            id=style.pk,
            name=style.name,
            masthead=style.masthead,
            from_date=style.from_date,
            until_date=style.until_date,
            is_current=style.is_current(on),
            papers=style.papers_in,
            in_work=style.papers_in_work,
        )
        for style in styles
    )


def pre_election_periods_of(partnership: Partnership, *, on: date) -> tuple[Period, ...]:
    """A partnership's pre-election periods, the latest first. 1 query."""
    found = PreElectionPeriod.objects.filter(partnership=partnership).order_by("-from_date", "name", "pk")
    return tuple(
        Period(period.pk, period.name, period.from_date, period.until_date, period.holds, _standing(period, on))
        for period in found
    )


def style_page(style: HouseStyle) -> StylePage:
    """A house style with everything that belongs to it, and its sample. 5 queries."""
    in_hand = style_in_hand(style)
    papers = list(style.papers.values_list("state", flat=True))
    logo = f"{'An uploaded picture' if style.logo_image else style.logo.replace('-', ' ').capitalize()}"
    facts = (
        ("Name at the top", style.masthead),
        ("Logo", f"{logo}: {style.logo_alt}" if style.logo or style.logo_image else "None"),
        ("Colour", style.colour),
        ("Numbers of paragraphs", str(style.get_numbering_display())),
        ("Appendices", str(style.get_appendices_display())),
        ("Foot of printed pages", style.running_foot or "The title of the paper"),
        ("Papers go out", f"{style.clear_days} clear working days before the meeting"),
    )
    used = {field.key for field in in_hand.fields}
    return StylePage(
        id=style.pk,
        name=style.name,
        facts=facts,
        from_date=style.from_date,
        until_date=style.until_date,
        colour=style.colour,
        papers=len(papers),
        in_work=len([state for state in papers if state in Paper.IN_WORK]),
        head=_head(in_hand),
        unused=tuple(str(key.label) for key in Key if key not in used),
        roles=_lines(
            "approver_role",
            [
                (role.pk, str(role), f"{_days(role.days_before)}{'' if role.is_required else ', not required'}")
                for role in in_hand.roles
            ],
        ),
        kinds=_lines("implication_kind", [(kind.pk, kind.label, "") for kind in in_hand.kinds]),
        sample=sample_of(in_hand),
    )


def unused_keys(style: HouseStyle) -> list[Key]:
    """The fields that the head of a house style does not have, in their usual order. 1 query."""
    used = set(style.header_fields.values_list("key", flat=True))
    return [key for key in Key if key not in used]


def what_differs(style: HouseStyle, *, is_saved: bool) -> str:
    """Which papers in hand a change makes look different, as sentences; empty where none is in hand. 1 query."""
    in_hand = list(style.papers.in_work().values_list("state", flat=True))
    out = len([state for state in in_hand if state in SIGNED_OR_OUT])
    if not in_hand:
        return ""
    drafts = "1 draft" if len(in_hand) == 1 else f"{len(in_hand)} drafts"
    if not is_saved:
        told = f"A change makes {drafts} look different."
    else:
        told = f"{drafts} {'looks' if len(in_hand) == 1 else 'look'} different now."
    if out:
        told += (
            f" {out} of them {'is' if out == 1 else 'are'} out for sign-off or approved: whoever signed is asked again."
        )
    return told


def _standing(period: PreElectionPeriod, on: date) -> str:
    if period.is_current(on):
        return "now"
    return "coming" if period.from_date and period.from_date > on else "past"


def _head(in_hand: StyleInHand) -> tuple[PartList, ...]:
    lists = []
    for block in HeaderField.Block:
        fields = [field for field in in_hand.fields if field.block == block]
        lines = [(field.pk, field.label, _usual(field)) for field in fields]
        lists.append(PartList(str(block.label), _lines("header_field", lines)))
    return tuple(lists)


def _usual(field: HeaderField) -> str:
    """What a field is where its label does not say it."""
    usual = str(field.get_key_display())
    return "" if usual.lower() == field.label.lower() else usual


def _lines(route: str, found: list[tuple[int, str, str]]) -> tuple[PartLine, ...]:
    last = len(found) - 1
    return tuple(
        PartLine(pk, route, name, note, place == 0, place == last) for place, (pk, name, note) in enumerate(found)
    )


def _days(days: int) -> str:
    return f"{days} clear working {'day' if days == 1 else 'days'} before despatch"

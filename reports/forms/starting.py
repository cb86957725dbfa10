"""Where a paper begins: what it is made from, for which meeting, in which house style."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify

from core.edit_forms import EditForm
from core.offered import OneOf
from partners.models import Meeting, Partnership
from priorities.models import Plan
from reports.models import HouseStyle, Paper
from reports.years_on import years_on

TAKEN = "Another paper has this address already. Add something to it, such as the month"
RESERVED = ("new", "compare")  # what stands in the same place of other addresses


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What a new paper of a partnership can begin with, each list with the likeliest first."""

    partnership: Partnership
    plans: Sequence[Plan]
    meetings: Sequence[Meeting]
    styles: Sequence[HouseStyle]
    papers: Sequence[Paper]
    on: date

    @property
    def last(self) -> Paper | None:
        """Last time's paper."""
        return self.papers[0] if self.papers else None

    def last_of(self, kind: str) -> Paper | None:
        """The last paper of a kind."""
        return next((paper for paper in self.papers if paper.kind == kind), None)


class PaperStartForm(EditForm):
    """What a new paper begins with."""

    button = "Draft the paper"
    start = forms.ChoiceField(
        label="Begin with",
        help_text="Last time’s paper brings its sections, words and head along, filled from the new plans. A recipe "
        "has the sections such a paper usually has, and no words yet.",
    )
    title = forms.CharField(label="Title", max_length=250)
    slug = forms.SlugField(
        label="Its address",
        help_text="Small letters, numbers and hyphens. It stays the same for ever: /papers/this-part/",
        max_length=100,
        error_messages={"invalid": "Use small letters, numbers and hyphens, without spaces"},
    )
    plan = OneOf(label="The plan that it sets out")
    reports_on = OneOf(
        label="The plan whose year it reports on", none="The same plan", required=False,
        help_text="Its achievements, money and figures are told",
    )  # fmt: skip
    meeting = OneOf(label="For which meeting", none="No meeting yet", required=False)
    house_style = OneOf(label="House style")
    background_none = forms.BooleanField(
        label="It has no background papers",
        help_text="Unpublished documents that it relies on: the law wants them listed, or said to be none "
        "(Local Government Act 1972 s.100D). Leave the box empty to list them later",
        required=False,
    )

    def __init__(self, *args: Any, beginnings: Beginnings, **kwargs: Any) -> None:
        self.beginnings = beginnings
        super().__init__(*args, initial=_likeliest(beginnings), **kwargs)
        self._offer()

    def _offer(self) -> None:
        fields: Any = self.fields
        begin = self.beginnings
        fields["start"].choices = [
            ("Last time’s paper", [(f"paper-{paper.pk}", _dated(paper)) for paper in begin.papers]),
            ("A recipe", [(f"kind-{value}", label) for value, label in Paper.Kind.choices]),
        ][0 if begin.papers else 1 :]
        fields["plan"].offer([("", begin.plans)])
        fields["plan"].choices = fields["plan"].choices[1:]
        fields["reports_on"].offer([("", begin.plans)])
        fields["meeting"].offer([("", begin.meetings)])
        now = [style for style in begin.styles if style.is_current(begin.on)]
        others = [style for style in begin.styles if style not in now]
        fields["house_style"].offer([("In use now", now), ("Earlier and later ones", others)])
        fields["house_style"].choices = fields["house_style"].choices[1:]

    def clean_slug(self) -> str:
        """The address, if nobody has it."""
        slug = str(self.cleaned_data["slug"]).lower()
        if Paper.objects.filter(slug=slug).exists() or slug in RESERVED:
            raise forms.ValidationError(TAKEN)
        return slug

    @property
    def kind(self) -> str:
        """The kind of paper chosen, of itself or by last time's."""
        copied = self.copied
        return str(copied.kind) if copied else str(self.cleaned_data["start"]).removeprefix("kind-")

    @property
    def copied(self) -> Paper | None:
        """The paper of last time that it begins with, if any."""
        start = self.cleaned_data["start"]
        return next((paper for paper in self.beginnings.papers if f"paper-{paper.pk}" == start), None)

    @property
    def values(self) -> dict[str, Any]:
        """What to draft."""
        copied = self.copied
        names = ("title", "slug", "plan", "reports_on", "meeting", "house_style", "background_none")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "kind": self.kind,
            "follows": copied or self.beginnings.last_of(self.kind),
            "copies": copied is not None,
        }


def _likeliest(begin: Beginnings) -> dict[str, Any]:
    """What such a paper most often begins with."""
    plan = begin.plans[0] if begin.plans else None
    last = begin.last
    style = next((one for one in begin.styles if last and one.pk == last.house_style_id), None)
    if style is None or not style.is_current(begin.on):
        style = next((one for one in begin.styles if one.is_current(begin.on)), style)
    before = next((one for one in begin.plans if plan and one.pk == plan.succeeds_id), None)
    title, slug = _title(begin, plan, before)
    return {
        "start": f"paper-{last.pk}" if last else f"kind-{Paper.Kind.COUNCIL_UPDATE}",
        "title": title,
        "slug": slug,
        "plan": plan,
        "reports_on": before,
        "meeting": begin.meetings[0] if begin.meetings else None,
        "house_style": style,
        "background_none": last is not None and last.background_none,
    }


def _title(begin: Beginnings, plan: Plan | None, before: Plan | None) -> tuple[str, str]:
    """Last time's title with its years moved on, and an address that says which year it is of."""
    year = plan.period_stated if plan else ""
    if begin.last:
        title = years_on(begin.last, plan=plan, reports_on=before or plan)(begin.last.title)
        if title == begin.last.title:
            title = years_on(begin.last, plan=plan, reports_on=None)(title)
    else:
        title = f"{begin.partnership.name} Annual Update {year}".strip()
    return title, slugify(title if year in title else f"{title} {year.replace('/', '-')}")[:100]


def _dated(paper: Paper) -> str:
    return (
        f"{paper.title} ({paper.date.year})" if paper.date and str(paper.date.year) not in paper.title else paper.title
    )

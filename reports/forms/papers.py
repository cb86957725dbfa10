"""What a paper says of itself, and what stands in its head."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.edit_forms import EditForm, RecordForm
from core.forms import DateField, More
from core.offered import OneOf, SomeOf
from partners.models import Meeting
from priorities.models import Plan
from reports.models import HeaderField, HeaderKey, HeaderValue, HouseStyle, Paper
from reports.operations.papers import ABSENT

FEW = forms.Textarea(attrs={"rows": 3})


class PaperForm(RecordForm):
    """The details of a paper."""

    meeting = OneOf(label="Meeting", none="No meeting yet", required=False)
    date = DateField(
        label="Date of the meeting or of publication",
        what="the date",
        help_text="Leave it empty to take the meeting’s. For example, 6 10 2026",
        required=False,
    )
    plan = OneOf(label="The plan that it sets out", none="No plan", required=False)
    reports_on = OneOf(label="The plan whose year it reports on", none="No plan", required=False)
    house_style = OneOf(label="House style")
    follows = OneOf(
        label="Last time’s paper",
        none="No paper",
        help_text="What it promised is looked for in this one",
        required=False,
    )
    supplements = OneOf(label="Late supplement to", none="No paper", required=False)
    notice_date = DateField(
        label="Notice of a key decision was published on",
        what="the date of the notice",
        help_text="28 clear days before a key decision. For example, 1 9 2026",
        required=False,
    )
    also_goes_to = SomeOf(
        label="Other meetings that take the same paper",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small portal-many"}),
        required=False,
    )

    class Meta:
        model = Paper
        fields = (
            *("title", "subtitle", "meeting", "date", "also_goes_to", "plan", "reports_on", "house_style", "version"),
            *("author_post", "author_service", "author_contact", "shows_contents", "follows", "supplements"),
            *("late_reason", "exempt_reason", "notice_date"),
        )
        labels = {
            "author_post": "Author’s post",
            "author_service": "Author’s service area or department",
            "author_contact": "How to reach the author",
            "shows_contents": "Begin with a table of contents",
            "late_reason": "Why it is late",
            "exempt_reason": "Why the public interest is in keeping it exempt",
        }
        help_texts = {
            "version": "Such as 1.0, or Draft 2",
            "author_contact": "A shared address or number, not a person’s own",
            "late_reason": "Only for an item that goes out less than five clear days before the meeting",
            "exempt_reason": "Only where the head names a paragraph of Schedule 12A",
        }
        widgets = {"late_reason": FEW, "exempt_reason": FEW}

    def __init__(self, *args: Any, instance: Paper, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self._offer(instance)
        self.helper.layout = Layout(
            *("title", "subtitle", "meeting", "date", "plan", "reports_on"),
            *("author_post", "author_service", "author_contact", "version", "shows_contents"),
            More("House style, and the papers beside it", "house_style", "follows", "supplements", "also_goes_to"),
            More("Late, exempt, or a key decision", "late_reason", "exempt_reason", "notice_date"),
        )

    def _offer(self, paper: Paper) -> None:
        fields: Any = self.fields
        partnership = paper.partnership_id
        meetings = list(Meeting.objects.filter(partnership=partnership).order_by("-date", "-pk"))
        plans = list(Plan.objects.filter(partnership=partnership).in_display_order())
        papers = list(Paper.objects.filter(partnership=partnership).exclude(pk=paper.pk).in_display_order())
        known_styles = HouseStyle.objects.filter(partnership=partnership).select_related("partnership")
        styles = list(known_styles.order_by("-from_date", "name", "pk"))
        fields["meeting"].offer([("", meetings)], current=paper.meeting)
        fields["plan"].offer([("", plans)], current=paper.plan)
        fields["reports_on"].offer([("", plans)], current=paper.reports_on)
        fields["house_style"].offer([("", styles)], current=paper.house_style)
        fields["house_style"].choices = fields["house_style"].choices[1:]
        fields["follows"].offer([("", papers)], current=paper.follows)
        fields["supplements"].offer([("", papers)], current=paper.supplements)
        fields["also_goes_to"].offer([("", meetings)], current=self.initial.get("also_goes_to", ()))

    def clean(self) -> dict[str, Any]:
        """The meeting's date, where none is given."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        meeting = said.get("meeting")
        if meeting and not said.get("date") and "date" not in self.errors:
            said["date"] = meeting.date
        return said


@dataclass(frozen=True, slots=True)
class HeadRow:
    """One field of the head as the form shows it: its label, what else is put there, and its two controls."""

    label: str
    block: str
    note: str
    text: forms.BoundField
    standing: forms.BoundField


NOTES = {
    HeaderKey.RECOMMENDATIONS: "The paper’s recommendations follow these words by themselves.",
    HeaderKey.APPENDICES: "The paper’s appendices follow these words by themselves.",
    HeaderKey.APPROVED_BY: "Who signed, and when, follows these words by itself.",
    HeaderKey.TITLE: "Changes with the paper’s title, as long as it says the same.",
    HeaderKey.DATE: "Changes with the paper’s date, as long as it says the same.",
}
STANDINGS = (
    (HeaderValue.Standing.STATED.value, "As written"),
    (HeaderValue.Standing.BLANK.value, "Left blank"),
    (HeaderValue.Standing.NOT_APPLICABLE.value, "n/a"),
    (HeaderValue.Standing.NONE.value, "None"),
    (ABSENT, "Left out"),
)


class HeadForm(EditForm):
    """The head of a paper: for each field of the house style its words, or what stands there in place of words.

    Words that were changed count, whatever is chosen beside them; so does a choice that was changed, where the words
    were not.
    """

    button = "Save the head"

    def __init__(
        self, *args: Any, record: Paper, fields: Sequence[HeaderField], values: dict[str, HeaderValue], **kwargs: Any
    ) -> None:
        self.header_fields = fields
        initial = {}
        for field in fields:
            value = values.get(field.key)
            initial[f"{field.key}-text"] = value.text if value else ""
            initial[f"{field.key}-standing"] = value.standing if value else ABSENT
        asked = _head_fields(fields)
        self.base_fields = {**type(self).base_fields, **asked}  # type: ignore[misc]  # what `fields` is copied from
        super().__init__(*args, record=record, initial=initial, **kwargs)

    def rows(self) -> Iterator[HeadRow]:
        """What the page shows, in the order of the house style."""
        for field in self.header_fields:
            yield HeadRow(
                label=field.label,
                block=str(field.get_block_display()),
                note=NOTES.get(HeaderKey(field.key), ""),
                text=self[f"{field.key}-text"],
                standing=self[f"{field.key}-standing"],
            )

    @property
    def values(self) -> dict[str, tuple[str, str]]:
        """By key, what stands there and its words."""
        said = self.answers
        found = {}
        for field in self.header_fields:
            standing, text = said[f"{field.key}-standing"], said[f"{field.key}-text"]
            wrote = f"{field.key}-text" in self.changed_data
            if text and wrote:
                standing = HeaderValue.Standing.STATED.value
            found[field.key] = (standing, text if standing == HeaderValue.Standing.STATED else "")
        return found


def _head_fields(fields: Sequence[HeaderField]) -> dict[str, forms.Field]:
    """Two questions for each field of the head."""
    made: dict[str, forms.Field] = {}
    for field in fields:
        made[f"{field.key}-text"] = forms.CharField(
            label=field.label, widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
        )
        made[f"{field.key}-standing"] = forms.ChoiceField(
            label=f"{field.label}: what stands there",
            choices=STANDINGS,
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--small govuk-radios--inline"}),
            error_messages={"required": f"Choose what stands there for “{field.label}”"},
        )
    return made

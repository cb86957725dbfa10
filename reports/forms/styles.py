"""House styles and what belongs to them, and pre-election periods."""

import base64
import re
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from core.edit_forms import RecordForm
from core.forms import DateField
from core.pictures import PictureField
from reports.content.logos import MAX_LOGO, PNG_ADDRESS
from reports.contrast import contrast_with_white, darkened, is_readable_on_white
from reports.models import ApproverRole, HeaderField, HeaderKey, HouseStyle, ImplicationKind, PreElectionPeriod
from reports.rendering.assets import logos

WIDEST, HIGHEST = 600, 200  # dots of an uploaded logo
ROOM = (MAX_LOGO - len(PNG_ADDRESS)) // 4 * 3  # bytes: three of them take four characters
NO_LOGO, UPLOADED = "none", "uploaded"
SMALL_RADIOS = {"class": "govuk-radios--small"}
SHORT = {"class": "govuk-input--width-5"}
MOST_DAYS = 60
COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")


class ColourField(forms.CharField):
    """A colour as style guides write it: "#1D3557", "1d3557" or "#036". Cleaned, "#1d3557", and dark enough to read."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 20, **options})

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        found = COLOUR.fullmatch(typed.lower())
        if not found:
            raise forms.ValidationError("Write the colour as its six letters and numbers, like #1d3557")
        parts = found[1] if len(found[1]) == 6 else "".join(2 * part for part in found[1])
        return _readable(f"#{parts}")


def _readable(colour: str) -> str:
    """The colour. Raises ValidationError with the next one that can be read where this one cannot."""
    if is_readable_on_white(colour):
        return colour
    ratio, nearest = contrast_with_white(colour), darkened(colour)
    raise forms.ValidationError(
        f"{colour} is too light to read on white: its contrast is {ratio:.1f} to 1, and text needs 4.5 to 1 (WCAG 2.2, "
        f"1.4.3). The nearest darker colour that passes is {nearest}, with {contrast_with_white(nearest):.1f} to 1"
    )


class HouseStyleForm(RecordForm):
    """How papers look: masthead, logo, colour, numbering, foot, and when it holds."""

    which_logo = forms.ChoiceField(label="Logo", widget=forms.RadioSelect(attrs=SMALL_RADIOS))
    picture = PictureField(
        label="Picture of the logo",
        width=WIDEST,
        height=HIGHEST,
        room=ROOM,
        error_messages={"required": "Choose the picture of the logo"},
        help_text=f"A PNG, JPEG or WebP picture of at most 10 MB. The portal keeps a small copy of at most {WIDEST} by "
        f"{HIGHEST} dots, without anything that came with the picture.",
    )
    colour = ColourField(
        label="Colour",
        help_text="Of the line below the name, and of bars in charts. Dark enough to read on white: at least 4.5 to 1.",
    )
    clear_days = forms.IntegerField(
        label="Clear working days before the meeting by which papers go out",
        help_text="Section 100B of the Local Government Act 1972 asks councils for five.",
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={**SHORT, "inputmode": "numeric"}),
        error_messages={
            "invalid": "Enter a number of days, like 5",
            "min_value": "Enter a number of days from 0 on",
            "max_value": f"Enter at most {MOST_DAYS} days",
        },
    )
    from_date = DateField(label="First day", what="the first day", required=False, help_text="Empty if it is not known")
    until_date = DateField(label="Last day", what="the last day", required=False, help_text="Empty while it goes on")

    class Meta:
        model = HouseStyle
        fields = (
            *("name", "masthead", "logo_alt", "colour", "numbering", "appendices", "running_foot", "clear_days"),
            *("from_date", "until_date"),
        )
        labels = {
            "name": "What this house style is called",
            "masthead": "Name at the top of each paper",
            "logo_alt": "What the logo shows",
            "numbering": "Numbers of paragraphs",
            "appendices": "What appendices are called",
            "running_foot": "At the foot of each printed page",
        }
        help_texts = {
            "name": "Such as Report to Council. Papers do not show it.",
            "logo_alt": "For readers who cannot see it, such as Oxford City Council",
            "running_foot": "Empty for the title of the paper. The number of the page stands beside it.",
        }
        error_messages = {
            "logo_alt": {"required": "Say in words what the logo shows, for readers who cannot see it"},
        }
        widgets = {"numbering": forms.RadioSelect(attrs=SMALL_RADIOS)}

    def __init__(self, *args: Any, instance: HouseStyle, **kwargs: Any) -> None:
        self.stored_picture = instance.logo_image
        which = UPLOADED if instance.logo_image else instance.logo or NO_LOGO
        initial = {"which_logo": which, **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        own = [(key, f"{key.replace('-', ' ').capitalize()}, one of the portal’s own") for key in logos()]
        fields: Any = self.fields
        fields["which_logo"].choices = [(NO_LOGO, "No logo"), *own, (UPLOADED, "A picture of your own")]
        # Both stand beside a choice that needs them; beside another nobody asks for them.
        chosen = self.data.get("which_logo") if self.is_bound else UPLOADED
        fields["logo_alt"].required = chosen != NO_LOGO
        fields["picture"].required = chosen == UPLOADED and not self.stored_picture
        self.helper.layout = Layout(
            *("name", "masthead", "which_logo"),
            Div("picture", data_shown_with=f"which_logo={UPLOADED}"),
            Div("logo_alt", data_shown_with=" ".join(f"which_logo={key}" for key in (*logos(), UPLOADED))),
            *("colour", "numbering", "appendices", "running_foot", "clear_days", "from_date", "until_date"),
        )

    def clean(self) -> dict[str, Any]:
        """The record in hand gets the logo that was chosen, to be checked and shown whole."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        which = said.get("which_logo", NO_LOGO)
        if which == NO_LOGO:
            said["logo_alt"] = ""
        for name, value in self._logo(which).items():
            setattr(self.instance, name, value)
        return said

    @property
    def values(self) -> dict[str, Any]:
        """What to save, with the logo that was chosen."""
        return {**super().values, **self._logo(self.answers["which_logo"])}

    def _logo(self, which: str) -> dict[str, str]:
        own = which in logos()
        return {"logo": which if own else "", "logo_image": self._picture() if which == UPLOADED else ""}

    def _picture(self) -> str:
        """The picture that was uploaded now or before, as a `data:` address; empty where there is none."""
        file = self.cleaned_data.get("picture")
        return PNG_ADDRESS + base64.b64encode(file.png).decode() if file else self.stored_picture


class CopyStyleForm(RecordForm):
    """A new house style like another, from a day on."""

    button = "Begin the new house style"
    from_date = DateField(label="From", what="the first day", help_text="The one it is copied from ends the day before")

    class Meta:
        model = HouseStyle
        fields = ("name", "from_date")
        labels = {"name": "What the new house style is called"}


class HeaderFieldForm(RecordForm):
    """The label of a field of the head, and where it stands."""

    class Meta:
        model = HeaderField
        fields = ("label", "block")
        labels = {"block": "Where it stands"}
        help_texts = {"label": "As the council’s own papers say it"}
        widgets = {"block": forms.RadioSelect(attrs=SMALL_RADIOS)}


class HeaderFieldAddForm(HeaderFieldForm):
    """A field that the head does not have yet."""

    class Meta(HeaderFieldForm.Meta):
        fields = ("key", "label", "block")  # type: ignore[assignment]
        labels = {"key": "Field", "block": "Where it stands"}
        help_texts = {"label": "Empty for the usual one"}

    def __init__(self, *args: Any, instance: HeaderField, unused: list[HeaderKey], **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        fields: Any = self.fields
        fields["key"].choices = [("", "Choose"), *((key.value, key.label) for key in unused)]
        fields["label"].required = False

    def clean(self) -> dict[str, Any]:
        """A field without a label has the usual one."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("key") and not said.get("label") and "label" not in self.errors:
            said["label"] = HeaderKey(said["key"]).label
        return said


class ApproverRoleForm(RecordForm):
    """Who signs papers: for what, by which post, how long before."""

    days_before = forms.IntegerField(
        label="Clear working days before despatch by which to sign",
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={**SHORT, "inputmode": "numeric"}),
        error_messages={
            "invalid": "Enter a number of days, like 5",
            "min_value": "Enter a number of days from 0 on",
            "max_value": f"Enter at most {MOST_DAYS} days",
        },
    )

    class Meta:
        model = ApproverRole
        fields = ("function", "post_title", "days_before", "is_required")
        labels = {"function": "Signs for", "post_title": "Post", "is_required": "No paper is published without it"}
        help_texts = {
            "function": "Such as Finance, Legal, Lead member or Monitoring officer",
            "post_title": "A post, not a person: such as Head of Financial Services",
        }


class ImplicationKindForm(RecordForm):
    """A kind of implications that papers answer."""

    class Meta:
        model = ImplicationKind
        fields = ("label",)
        labels = {"label": "Kind of implications"}
        help_texts = {"label": "As papers head it, such as Financial implications"}


class PreElectionPeriodForm(RecordForm):
    """The weeks before an election."""

    from_date = DateField(
        label="First day", what="the first day", help_text="Usually when the notice of election is published"
    )
    until_date = DateField(label="Last day", what="the last day", help_text="Usually the day of the poll")

    class Meta:
        model = PreElectionPeriod
        fields = ("name", "from_date", "until_date", "holds")
        labels = {"name": "Election", "holds": "Nothing is published while it lasts"}
        help_texts = {
            "name": "Such as County council elections, May 2029",
            "holds": "Otherwise the portal only warns whoever publishes",
        }

"""What a paper has beside its sections: recommendations, implications, appendices, background papers, authors."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.urls import reverse

from core.edit_forms import RecordForm
from core.forms import WebAddressField
from core.offered import OneOf
from core.uploads import StoredFile, UploadField
from reports.forms.words import WordsField
from reports.models import Appendix, BackgroundPaper, Implication, Paper, PaperAuthor, Recommendation


class RecommendationForm(RecordForm):
    """One thing that the committee is asked to do."""

    text = WordsField(label="What the committee is asked to do", rows=4)

    class Meta:
        model = Recommendation
        fields = ("text", "is_numbered")
        labels = {"is_numbered": "It has a number"}
        help_texts = {"is_numbered": "Without one it is a line of its own, such as the words that lead to the list"}


class ImplicationForm(RecordForm):
    """What the paper says of one kind of implications."""

    text = WordsField(label="What they are", rows=6, required=False)

    class Meta:
        model = Implication
        fields = ("label", "standing", "text", "answered_by")
        labels = {"label": "Kind of implications", "standing": "Answer", "answered_by": "Who answered"}
        help_texts = {"answered_by": "A post, such as Head of Financial Services"}
        widgets = {"standing": forms.RadioSelect(attrs={"class": "govuk-radios--small"})}

    def clean(self) -> dict[str, Any]:
        """Words and answer agree: words alone are an answer."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        text, standing = said.get("text", ""), said.get("standing")
        if standing == Implication.Standing.STATED and not text and "text" not in self.errors:
            self.add_error("text", "Write what the implications are, or choose “No implications”")
        elif text and standing == Implication.Standing.UNANSWERED:
            said["standing"] = Implication.Standing.STATED
        elif text and standing == Implication.Standing.NONE:
            self.add_error("text", "There are words here. Take them away, or choose “As follows”")
        return said


class AppendixForm(RecordForm):
    """Something the paper says is attached."""

    what = forms.ChoiceField(
        label="What it is",
        choices=(("paper", "Another paper"), ("file", "A PDF"), ("missing", "Named here, and not supplied")),
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
    )
    attached = OneOf(label="Which paper", none="Choose a paper", required=False)
    file = UploadField(label="The PDF", required=False, help_text="A PDF of at most 10 MB.")

    class Meta:
        model = Appendix
        fields = ("title", "attached", "note", "key")
        labels = {"title": "Title", "note": "Note", "key": "Name for references"}
        help_texts = {
            "note": "Such as: Exempt, or To follow",
            "key": "Small letters, such as action-plan. Words refer to it as {{appendix:action-plan}}, and the letter "
            "stays right whatever moves.",
        }
        error_messages = {"key": {"invalid": "Use small letters, numbers and hyphens, without spaces"}}

    questions = ("what",)

    def __init__(self, *args: Any, instance: Appendix, **kwargs: Any) -> None:
        what = "paper" if instance.attached_id else "file" if instance.file else "missing" if instance.pk else "file"
        super().__init__(*args, instance=instance, **kwargs)
        fields: Any = self.fields
        fields["what"].initial = what
        papers = Paper.objects.filter(partnership=instance.paper.partnership_id).exclude(pk=instance.paper_id)
        fields["attached"].offer([("", papers.in_display_order())], current=instance.attached)
        if instance.file:
            address = reverse("reports:appendix_file", args=[instance.paper.slug, instance.pk])
            fields["file"].stored = StoredFile(instance.file_name or "appendix.pdf", address)
        self.helper.layout = Layout(
            *("title", "what"),
            Div("attached", data_shown_with="what=paper"),
            Div("file", data_shown_with="what=file"),
            *("key", "note"),
        )

    def clean_file(self) -> Any:
        """A PDF, and nothing else."""
        file = self.cleaned_data["file"]
        if file and getattr(file, "kind", None) is not None and not str(file.name).lower().endswith(".pdf"):
            raise forms.ValidationError("Choose a PDF: other files cannot be read by everybody")
        return file

    def clean(self) -> dict[str, Any]:
        """Exactly what was chosen."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        what = said.get("what")
        if what == "paper" and not said.get("attached") and "attached" not in self.errors:
            self.add_error("attached", "Choose the paper that is attached")
        if what != "paper":
            said["attached"] = None
        has_file = bool(said.get("file")) or (bool(self.instance.file) and said.get("file") is not False)
        if what == "file" and not has_file and "file" not in self.errors:
            self.add_error("file", "Choose the PDF, or say that it is not supplied")
        return said

    @property
    def values(self) -> dict[str, Any]:
        """What to save of the appendix; its file is in `file_chosen`."""
        return {**super().values, "is_supplied": self.cleaned_data.get("what") != "missing"}

    @property
    def file_chosen(self) -> Any:
        """The upload, False to take the stored one away, or None to leave it."""
        if self.cleaned_data.get("what") != "file":
            return False if self.instance.file else None
        return self.cleaned_data["file"]


class BackgroundPaperForm(RecordForm):
    """An unpublished document that the paper relies on."""

    class Meta:
        model = BackgroundPaper
        fields = ("title", "url")
        labels = {"title": "Title", "url": "Where it can be read"}
        help_texts = {
            "title": "The document itself, such as Joint strategic needs assessment 2025. An address alone is no "
            "background paper."
        }
        field_classes = {"url": WebAddressField}
        widgets = {"url": WebAddressField.widget}


class PaperAuthorForm(RecordForm):
    """Another author of a paper."""

    class Meta:
        model = PaperAuthor
        fields = ("post_title", "service", "contact")
        labels = {"post_title": "Post", "service": "Service area or department", "contact": "How to reach them"}
        help_texts = {"contact": "A shared address or number, not a person’s own"}

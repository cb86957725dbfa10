"""What several actions of a plan are to have in common."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.datastructures import MultiValueDict

from core.edit_forms import EditForm
from core.forms import DateField
from core.offered import OneOf
from priorities.forms.actions import DAY, EXPLAINED
from priorities.forms.amending import why_field
from priorities.forms.offers import Bodies
from priorities.models import Plan
from priorities.operations import Together
from priorities.summaries import ActionLine

SALT = "priorities.together"


class TogetherForm(EditForm):
    """Set a status, a lead body or a due date for some actions of a plan. `rows` are the actions as they are now.

    The form carries the revision of each. Where somebody saved some of them after it was made, it is no longer valid:
    these are its `meanwhile`, and sending it once more confirms it.
    """

    button = "Change them together"
    status = forms.ChoiceField(label="Status", choices=[("", "As it is"), *EXPLAINED], required=False)
    lead_body = OneOf(label="Lead body", none="As it is", required=False)
    due_date = DateField(label="Due date", what="the due date", help_text=DAY, required=False)
    reason = forms.CharField(
        label="Why due dates move",
        help_text="Needed when a due date that was set changes. It is shown with each action.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    why = why_field(required=False, hint="Needed for another lead or date. Shown with the plan")
    revisions = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, plan: Plan, rows: Sequence[ActionLine], bodies: Bodies, why: str = "", **kwargs: Any
    ) -> None:
        now = {row.id: row.revision for row in rows}
        initial = {"why": why, "revisions": _signed(now)}
        super().__init__(*args, initial=initial, **kwargs)
        self.rows = rows
        self.made_from: Mapping[int, int] = now
        self.meanwhile: list[ActionLine] = []
        if self.is_bound:
            self.made_from = _read(self.data.get("revisions", ""))
            # Sent once more, it confirms what is there now.
            self.data = MultiValueDict({**dict(self.data.lists()), "revisions": [_signed(now)]})  # type: ignore[attr-defined]
        self.fields["lead_body"].offer(bodies)  # type: ignore[attr-defined]
        if plan.status != Plan.Status.AGREED:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.meanwhile = [row for row in self.rows if self.made_from.get(row.id) != row.revision]
        if self.meanwhile:
            self.add_error(None, "Somebody else saved some of these meanwhile. Look at them and send this once more")
        return cleaned

    @property
    def to(self) -> Together:
        """What to set."""
        said = self.cleaned_data
        return Together(status=said["status"], lead_body=said["lead_body"], due_date=said["due_date"])


def _signed(revisions: Mapping[int, int]) -> str:
    return signing.dumps(sorted(revisions.items()), salt=SALT, compress=True)


def _read(text: str) -> dict[int, int]:
    """The revisions that a form was made from; none of any where it was altered."""
    try:
        return dict(signing.loads(text, salt=SALT))
    except signing.BadSignature:
        return {}

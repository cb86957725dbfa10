"""The shape of what somebody asks the history for."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict

from core.forms import DateField, form_helper
from core.summaries import Asked

RECORD = re.compile(r"[a-z_]{1,40}\.[a-z_]{1,60}:[\w-]{1,40}")
MOST = 2**63 - 1  # what a key can be
# Apps, and those of their nouns that people look for; the rest is found under its app.
KINDS = {
    "Plans": {
        "priorities": "Everything about plans",
        "priorities.plan": "Plans",
        "priorities.priority": "Priorities",
        "priorities.action": "Actions",
        "priorities.progress": "Progress",
        "priorities.target": "Targets",
        "priorities.updaterequest": "Update requests",
        "priorities.bodyrequest": "Answers to update requests",
    },
    "Achievements": {
        "achievements": "Everything about achievements",
        "achievements.figure": "Figures",
        "achievements.evidence": "Evidence",
    },
    "Money": {"funding": "Everything about money"},
    "Indicators": {"scorecard": "Everything about indicators"},
    "Papers": {"reports": "Everything about papers"},
    "Bodies and people": {
        "partners": "Everything about bodies and people",
        "partners.body": "Bodies",
        "partners.membership": "Memberships",
        "partners.group": "Groups and seats",
        "partners.meeting": "Meetings",
        "partners.person": "People",
        "partners.role": "Roles",
    },
}
LABELS = {kind: label for kinds in KINDS.values() for kind, label in kinds.items()}


class HistoryForm(forms.Form):
    """Which events to show. `people` are the accounts to choose from, by key; None offers no choice of them."""

    all_optional = True  # as in every form that narrows a list: its labels need not say so each
    record = forms.RegexField(RECORD, widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="What it is about",
        required=False,
        choices=[("", "Everything"), *((group, list(kinds.items())) for group, kinds in KINDS.items())],
    )
    person = forms.TypedChoiceField(label="Who did it", required=False, coerce=int, empty_value=None)
    until = DateField(label="Until", what="the last day", required=False)
    words = forms.CharField(label="Words in it", required=False, max_length=100)

    def __init__(self, *args: Any, people: Mapping[int, str] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = DateField(label="From", what="the first day", required=False)
        self.order_fields(["record", "kind", "person", "from", "until", "words"])
        self.fields["record"].error_messages["invalid"] = "There is no such record. Show everything and start again."
        self.fields["kind"].error_messages["invalid_choice"] = "Select what it is about from the list."
        if people is None:
            self.fields["person"] = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=MOST)
        else:
            self.fields["person"].choices = [("", "Anybody"), *people.items()]  # type: ignore[attr-defined]
            self.fields["person"].error_messages["invalid_choice"] = "Select somebody from the list."
        self.helper = form_helper("Show", method="get")
        self.helper.form_show_errors = False  # the page shows them above its heading

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from"), cleaned.get("until")
        if first and last and last < first:
            self.add_error("until", "The last day is before the first; correct one of the two dates.")
        return cleaned

    @property
    def asked(self) -> Asked:
        """What a valid form asks for."""
        said = self.cleaned_data
        record_type, _, record_id = said["record"].partition(":")
        return Asked(record_type, record_id, said["person"], said["kind"], said["from"], said["until"], said["words"])

    @property
    def is_roundabout(self) -> bool:
        """Whether the form was sent in more words than needed, as browsers do: empty fields, a date in three boxes."""
        data = cast("QueryDict", self.data)
        sent = {name: values for name, values in data.lists() if name not in ("before", "after")}
        return sent != dict(QueryDict(self.query).lists())

    @property
    def query(self) -> str:
        """The shortest address that asks the same."""
        query = QueryDict(mutable=True)
        for name, value in self.cleaned_data.items():
            if value:
                query[name] = value.isoformat() if isinstance(value, date) else str(value)
        return query.urlencode(safe=":")

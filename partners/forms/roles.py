"""Inviting people, giving them roles, and ending those."""

from datetime import date
from typing import Any

from django import forms

from core.edit_forms import EditForm, RecordForm
from core.forms import DateField
from core.offered import OneOf
from partners.models import Body, Partnership, Role

EXPLAINED = {
    Role.Kind.OFFICER: "keeps the plan and drafts the papers",
    Role.Kind.CONTRIBUTOR: "keeps one body’s lines of the plan up to date",
    Role.Kind.APPROVER: "reads papers before they are published, and signs them",
    Role.Kind.ADMINISTRATOR: "looks after bodies, memberships, people and roles",
}


class RoleForm(EditForm):
    """A role for somebody who has an account."""

    button = "Give the role"

    kind = forms.ChoiceField(
        label="Role",
        error_messages={"required": "Select their role"},
        choices=[(kind.value, f"{kind.label}: {EXPLAINED[kind]}") for kind in Role.Kind],
        widget=forms.RadioSelect,
    )
    body = OneOf(
        label="Body they speak for", none="None", required=False, help_text="For a contributor. Other roles have none."
    )
    from_date = DateField(label="From", what="the first day")
    until_date = DateField(label="Until", what="the last day", required=False, help_text="Leave empty while it goes on")

    def __init__(self, *args: Any, partnership: Partnership, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"from_date": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        members = partnership.memberships.as_at(today).values("body")
        self.fields["body"].offer([("", Body.objects.filter(pk__in=members).order_by("name", "pk"))])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        super().clean()
        found = self.cleaned_data
        is_contributor = found.get("kind") == Role.Kind.CONTRIBUTOR
        if is_contributor and not found.get("body") and "body" not in self.errors:
            self.add_error("body", "Select the body that this contributor speaks for")
        if "kind" in found and not is_contributor:
            found["body"] = None
        first, last = found.get("from_date"), found.get("until_date")
        if first and last and last < first:
            self.add_error("until_date", "The last day is before the first: correct one of the two")
        return found


class InviteForm(RoleForm):
    """Somebody to invite, and their first role."""

    button = "Send the invitation"

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="They log in with it. The invitation goes there.",
        error_messages={
            "required": "Enter their e-mail address",
            "invalid": "Enter an e-mail address in the right form, like name@example.org",
        },
    )
    name = forms.CharField(
        label="Name",
        max_length=150,
        help_text="As colleagues know them",
        error_messages={"required": "Enter their name"},
    )
    field_order = ("email", "name", "kind", "body", "from_date", "until_date")


class EndRoleForm(RecordForm):
    """The last day of a role."""

    button = "End the role"

    until_date = DateField(label="Last day", what="the last day", help_text="They keep the role until that day is over")

    class Meta:
        model = Role
        fields = ("until_date",)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {**({} if kwargs["instance"].until_date else {"until_date": today})}
        super().__init__(*args, **kwargs)

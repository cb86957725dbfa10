"""Bodies, memberships, groups, seats, people and meetings."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from core.edit_forms import RecordForm
from core.forms import DateField, WebAddressField
from core.offered import OneOf, SomeOf
from partners.models import Body, Decision, Group, Meeting, Membership, MembershipCategory, Partnership, Person, Seat

SMALL = forms.Textarea(attrs={"rows": 3})


class WithDates(forms.Form):
    """The two dates of what begins and ends."""

    from_date = DateField(
        label="From", what="the first day", required=False, help_text="Leave empty if it is not known"
    )
    until_date = DateField(label="Until", what="the last day", required=False, help_text="Leave empty while it goes on")


class BodyForm(WithDates, RecordForm):
    """A body: what it is called, what it is part of, when it was there and who took over."""

    parent = OneOf(label="Part of", none="No other body", required=False, help_text="For a service or unit of a body")
    successor = OneOf(label="Taken over by", none="Nobody", required=False, help_text="When it has ended")
    also_succeeded_by = SomeOf(label="Others who took over a part of its work", required=False)

    class Meta:
        model = Body
        fields = (
            *("name", "short_name", "kind", "parent", "from_date", "until_date", "successor", "also_succeeded_by"),
            *("org_identifier", "note"),
        )
        labels = {"short_name": "Short name", "kind": "What it is"}
        widgets = {"note": SMALL}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [body for body in Body.objects.order_by("name", "pk") if body.pk != self.instance.pk]
        self.fields["parent"].offer([("", others)])  # type: ignore[attr-defined]
        self.fields["successor"].offer([("", others)])  # type: ignore[attr-defined]
        if self.instance.pk and self.instance.also_succeeded_by.exists():
            self.fields["also_succeeded_by"].offer([("", others)])  # type: ignore[attr-defined]
        else:
            del self.fields["also_succeeded_by"]  # rare: a work that is divided gets its second heir on a second visit


class PublishingForm(RecordForm):
    """What a partnership's published list of grants says of its publisher."""

    class Meta:
        model = Partnership
        fields = ("grant_prefix", "website", "data_licence")
        field_classes = {"website": WebAddressField, "data_licence": WebAddressField}
        help_texts = {"website": "The list of grants names it as the publisher’s"}


class MembershipForm(WithDates, RecordForm):
    """A body's place in the partnership."""

    body = OneOf(label="Body", none="Choose a body")
    categories = forms.MultipleChoiceField(
        label="Categories of authority it fills",
        choices=MembershipCategory.Category.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Section 5(1) of the Crime and Disorder Act 1998. One body may fill two.",
    )
    contact = OneOf(label="Who is asked for its lines", none="Nobody yet", required=False)
    lead = OneOf(label="Who is told when no answer comes", none="Nobody yet", required=False)

    class Meta:
        model = Membership
        fields = ("body", "standing", "from_date", "until_date", "contact", "lead", "note")

    field_order = ("body", "standing", "categories")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer([("", Body.objects.order_by("name", "pk"))])  # type: ignore[attr-defined]
        people = list(people_of(self.instance.partnership))
        for name in ("contact", "lead"):
            self.fields[name].offer([("", people)])  # type: ignore[attr-defined]
        if self.instance.pk:
            today = timezone.localdate()
            held = [found.category for found in self.instance.categories.all() if found.is_current(today)]
            self.initial.setdefault("categories", held)


class GroupForm(WithDates, RecordForm):
    """A group of the partnership."""

    parent = OneOf(label="Under", none="No other group", required=False)
    secretariat = OneOf(label="Secretariat", none="Nobody", required=False)

    class Meta:
        model = Group
        fields = (
            *("name", "short_name", "kind", "parent", "chair_post", "secretariat", "meets", "purpose"),
            *("is_minimum", "from_date", "until_date"),
        )
        labels = {"short_name": "Short name", "kind": "What it is", "meets": "How often it meets"}
        widgets = {"purpose": SMALL}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnership = self.instance.partnership
        groups = partnership.groups.exclude(pk=self.instance.pk).order_by("position", "pk")
        self.fields["parent"].offer([("", groups)])  # type: ignore[attr-defined]
        self.fields["secretariat"].offer(bodies_near(partnership))  # type: ignore[attr-defined]


class SeatForm(WithDates, RecordForm):
    """A seat on a group: the post, the body it speaks for, and who holds it."""

    body = OneOf(label="Body", none="None", required=False)
    person = OneOf(label="Who holds it", none="Not recorded", required=False)

    class Meta:
        model = Seat
        fields = ("post_title", "body", "person", "is_chair", "is_invited", "also_sits_on", "from_date", "until_date")
        labels = {"post_title": "Post", "is_chair": "Chairs the group", "also_sits_on": "Also sits on"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnership = self.instance.group.partnership
        self.fields["body"].offer(bodies_near(partnership))  # type: ignore[attr-defined]
        self.fields["person"].offer([("", people_of(partnership))])  # type: ignore[attr-defined]


class PersonForm(RecordForm):
    """Somebody of a body."""

    body = OneOf(label="Body", none="Choose a body")

    class Meta:
        model = Person
        fields = ("name", "body", "job_title", "email", "phone", "may_be_published")
        labels = {"email": "E-mail address", "phone": "Telephone", "job_title": "Post"}
        help_texts = {"email": "Seen by members of the partnership alone", "phone": "Seen by members alone"}

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies_near(partnership))  # type: ignore[attr-defined]


class MeetingForm(RecordForm):
    """A meeting of a group or of the partnership."""

    group = OneOf(label="Group", none="The partnership itself", required=False)
    date = DateField(label="Date", what="the date of the meeting", required=False)
    attended_by = SomeOf(label="Bodies that came", required=False)

    class Meta:
        model = Meeting
        fields = ("name", "group", "kind", "date", "date_stated", "theme", "focus", "attended_by", "attendance_note")
        labels = {"name": "What it is called", "kind": "Kind of meeting", "date_stated": "Date in words"}
        help_texts = {"date_stated": "Where only the month is known, such as July 2026"}
        widgets = {"focus": SMALL}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnership = self.instance.partnership
        self.fields["group"].offer([("", partnership.groups.order_by("position", "pk"))])  # type: ignore[attr-defined]
        current = self.instance.attended_by.all() if self.instance.pk else ()
        self.fields["attended_by"].offer(  # type: ignore[attr-defined]
            [("", members_today(partnership))], current=current
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (cleaned.get("date") or cleaned.get("date_stated")) and "date" not in self.errors:
            self.add_error("date", "Enter the date of the meeting, or the month in words below")
        return cleaned


class DecisionForm(RecordForm):
    """One thing a meeting decided."""

    class Meta:
        model = Decision
        fields = ("text",)
        labels = {"text": "What was decided"}
        widgets = {"text": SMALL}


def members_today(partnership: Partnership) -> list[Body]:
    """The bodies that are members today, in the partnership's order."""
    memberships = partnership.memberships.as_at(timezone.localdate()).select_related("body")
    return list(dict.fromkeys(membership.body for membership in memberships.in_display_order()))


def bodies_near(partnership: Partnership) -> list[tuple[str, list[Body]]]:
    """All bodies, the partnership's own members first."""
    members = members_today(partnership)
    others = Body.objects.exclude(pk__in=[body.pk for body in members]).order_by("name", "pk")
    return [("Members", members), ("Other bodies", list(others))]


def people_of(partnership: Partnership) -> list[Person]:
    """The people of the partnership's members, and whoever holds one of its seats."""
    theirs = Q(body__memberships__partnership=partnership) | Q(seats__group__partnership=partnership)
    within = Q(body__parent__memberships__partnership=partnership)
    return list(Person.objects.filter(theirs | within).distinct().order_by("name", "pk"))

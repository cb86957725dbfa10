"""One achievement: the text, and whatever else is known."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from achievements.keepers import Keeper
from achievements.models import Achievement, Visibility
from achievements.offers import (
    areas_offered,
    bodies_offered,
    earlier_offered,
    partnerships_offered,
    places_offered,
    projects_offered,
)
from achievements.operations import NewProject
from core.edit_forms import RecordForm
from core.forms import More, PeriodField
from core.offered import OneOf, SomeOf
from priorities.models import Project

WHEN = "Such as 6 October 2025, March 2025, Q1 2025-26 or 2025-26"


class AchievementForm(RecordForm):
    """What was done. Only the text is needed; what is seldom said is folded away.

    Officers choose who provided it; a contributor logs it for a body they speak for.
    """

    button = "Save achievement"
    questions = ("new_project", "new_project_kind")

    period = PeriodField(label="When", help_text=WHEN, required=False, max_length=120)
    project = OneOf(label="Project, operation or programme", none="None of these", required=False)
    new_project = forms.CharField(label="Or one that is new: its name", max_length=200, required=False)
    new_project_kind = forms.ChoiceField(
        label="What the new one is", choices=Project.Kind.choices, initial=Project.Kind.PROGRAMME, required=False
    )
    serves = forms.MultipleChoiceField(
        label="Which priorities and actions it serves", widget=forms.CheckboxSelectMultiple, required=False
    )
    provider = OneOf(label="Which body provided it", none="None in particular", required=False)
    provider_partnership = OneOf(label="Or which partnership provided it", none="None", required=False)
    bodies = SomeOf(label="Which bodies took part", required=False)
    areas = SomeOf(label="Which areas it was in", required=False)
    continues = OneOf(label="What it continues from an earlier plan", none="Nothing", required=False)

    class Meta:
        model = Achievement
        fields = (
            "text",
            "place",
            "project",
            "approach",
            "provider",
            "provider_partnership",
            "heading",
            "grouping",
            "status",
            "continues",
            "is_for_paper",
            "visibility",
            "visibility_reason",
        )
        labels = {
            "text": "What was done",
            "place": "Where",
            "approach": "Whom it worked with",
            "heading": "Heading",
            "grouping": "Filed under",
            "status": "How it stands",
            "is_for_paper": "Good for the annual paper",
            "visibility": "Who may read it",
            "visibility_reason": "Why not everybody may read it",
        }
        help_texts = {
            "text": "As you would tell it to a councillor",
            "place": "A street, a neighbourhood or a town",
            "grouping": "Any heading of the paper, such as Covid-19 response",
            "visibility_reason": "Needed unless it is public",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "visibility": forms.RadioSelect}

    def __init__(self, *args: Any, instance: Achievement, keeper: Keeper, **kwargs: Any) -> None:
        self.keeper = keeper
        bodies, areas = bodies_offered(instance), areas_offered(instance)
        places, served = places_offered(instance)
        initial = {"bodies": list(bodies.chosen), "areas": list(areas.chosen), "serves": served}
        super().__init__(*args, instance=instance, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        offered: dict[str, Any] = self.fields
        offered["bodies"].offer([("", bodies.records)])
        offered["areas"].offer([("", areas.records)])
        offered["serves"].choices = [(line.key, line.label) for line in places]
        if not places:
            del self.fields["serves"]
        offered["project"].offer([("", projects_offered(instance.plan))], current=instance.project)
        if instance.continues is None or keeper.may_read(instance.continues):
            offered["continues"].offer(earlier_offered(instance.plan, keeper), current=instance.continues)
        else:  # it stays as it is, unseen
            del self.fields["continues"]
        offered["approach"].choices = [("", "Not said"), *offered["approach"].choices[1:]]
        self._offer_providers(bodies.records, instance)
        self.all_optional = True  # the page says once that only the text is needed
        self.helper.layout = self._layout()

    def clean(self) -> dict[str, Any]:
        """One project, and a reason where something is not for everybody."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("project") and cleaned.get("new_project"):
            self.add_error("new_project", "Choose a project above, or name a new one here: not both")
        is_public = cleaned.get("visibility") in (None, Visibility.PUBLIC)
        if not is_public and not cleaned.get("visibility_reason") and "visibility_reason" not in self.errors:
            self.add_error("visibility_reason", "Say why this may not be published")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What to save, with the bodies, the areas and what it serves."""
        chosen = {**self.cleaned_data, **self.theirs}
        keys = [key.partition("-") for key in chosen.get("serves", ())]
        return {
            **super().values,
            "bodies": chosen["bodies"],
            "areas": chosen["areas"],
            "priorities": [int(pk) for kind, _, pk in keys if kind == "priority"],
            "actions": [int(pk) for kind, _, pk in keys if kind == "action"],
        }

    @property
    def project_named(self) -> NewProject | None:
        """The project that is new, if one was named."""
        name = self.cleaned_data.get("new_project")
        return NewProject(name, self.cleaned_data.get("new_project_kind") or Project.Kind.PROGRAMME) if name else None

    def _offer_providers(self, bodies: Any, instance: Achievement) -> None:
        """To officers every body; to a contributor those they speak for, without asking where that is one."""
        provider: Any = self.fields["provider"]
        if self.keeper.is_officer:
            provider.offer([("", bodies)], current=instance.provider)
        else:
            provider.offer([("", self.keeper.bodies)])
            provider.required = True
            provider.choices = provider.choices[1:]
            provider.error_messages["required"] = "Select which body provided it"
            if len(self.keeper.bodies) == 1:
                provider.widget = forms.HiddenInput()
        partnerships = partnerships_offered(instance.plan.partnership) if self.keeper.is_officer else []
        if partnerships or instance.provider_partnership_id:
            other: Any = self.fields["provider_partnership"]
            other.offer([("", partnerships)], current=instance.provider_partnership)
        else:
            del self.fields["provider_partnership"]

    def _layout(self) -> Layout:
        own = () if self.keeper.is_officer else ("provider",)
        by_whom = ("provider", *(name for name in ("provider_partnership",) if name in self.fields))
        serves = ("serves",) if "serves" in self.fields else ()
        continues = ("continues",) if "continues" in self.fields else ()
        return Layout(
            "text",
            "period",
            "place",
            *own,
            "project",
            More("A new project", "new_project", "new_project_kind"),
            More("Priorities and actions", *serves, "approach"),
            More(
                "Who took part, and in which areas",
                *(() if own else by_whom),
                Div("bodies", css_class="portal-ticks"),
                Div("areas", css_class="portal-ticks"),
            ),
            More(
                "Heading, status and what it continues" if continues else "Heading and status",
                *("heading", "grouping", "status", *continues),
            ),
            More("Who may read it, and the annual paper", "is_for_paper", "visibility", "visibility_reason"),
        )

"""Examples of every component, for the gallery page: made-up words, no records."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest

from achievements.summaries import ComparatorLine, FigureLine
from core.forms import DateField, form_helper, say_what_is_missing
from priorities.models import ActionStatus, Plan
from priorities.pages import PlanHead, PlanLink
from priorities.summaries import ActionLine, Lineage, TargetLine
from reports.models import Paper
from reports.summaries import PaperLine


class GalleryForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name of the project", help_text="As residents know it", max_length=60)
    text = forms.CharField(label="What came of it", widget=forms.Textarea(attrs={"rows": 4}))
    approach = forms.ChoiceField(
        label="Whom it works with",
        widget=forms.RadioSelect,
        choices=[("community", "Whole community"), ("victims", "Supporting victims")],
    )
    bodies = forms.MultipleChoiceField(
        label="Who took part",
        widget=forms.CheckboxSelectMultiple,
        choices=[("police", "Police"), ("council", "Council"), ("fire", "Fire and rescue")],
    )
    status = forms.ChoiceField(label="Status", choices=ActionStatus.choices)
    on = DateField(label="When it began", what="the date it began", help_text="For example, 6 10 2025")
    file = forms.FileField(label="Evidence", required=False)
    agreed = forms.BooleanField(label="The figures have been checked", help_text="By the body that gave them")
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "off"}), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Save")
        say_what_is_missing(self)


def gallery(request: HttpRequest) -> dict[str, Any]:
    """What the gallery page shows."""
    return {
        "statuses": [
            {"status": status.value, "label": str(status.label), "count": number}
            for number, status in enumerate(ActionStatus, 1)
        ],
        "plan_statuses": [{"status": status.value, "label": str(status.label)} for status in Plan.Status],
        "form": GalleryForm(prefix="good"),
        "bad_form": GalleryForm({"bad-name": ""}, prefix="bad"),
        "papers": [_paper("An annual update", Paper.State.PUBLISHED), _paper("A refresh", Paper.State.WITHDRAWN)],
        "figure": _figure(),
        "action": _action(),
        "head": _head(),
        "lineage": Lineage("NightSafe", "Rolling plan 2014-15", "2014-15", "a-partnership"),
        "amounts": [Decimal("746294"), Decimal("1200.5"), Decimal("-134")],
    }


def _paper(title: str, state: Paper.State) -> PaperLine:
    return PaperLine(
        "a-paper", title, "Council annual update", None, state.value, str(state.label), "A partnership", "a-partnership"
    )


def _head() -> PlanHead:
    years = tuple(PlanLink(year, f"Plan {year}", year, year == "2024-25") for year in ("2025-26", "2024-25"))
    return PlanHead("Plan 2024-25", "2024-25", "2024-25", "agreed", "Agreed", "A partnership", "a-partnership", years)


def _figure() -> FigureLine:
    compared = ComparatorLine("The period before", "down 7.2%", "2023-24", "Thames Valley", "")
    part = _plain_figure("twelve dogs", "dogs")
    return FigureLine(
        stated="fourteen animals",
        what="animals taken in while their owners were safe",
        unit="animals",
        qualifier="exact",
        basis_label="Recorded",
        period="2024-25",
        area="Oxford",
        evidence="Refuge for pets",
        reported_by="",
        denominator="",
        formula="",
        note="The paper says thirteen in its summary.",
        comparators=(compared,),
        breakdown=(part,),
    )


def _plain_figure(stated: str, what: str) -> FigureLine:
    return FigureLine(stated, what, "", "exact", "Recorded", "", "", "", "", "", "", "", (), ())


def _action() -> ActionLine:
    part = _plain_action(2, "Train the staff of [every licensed club](https://example.org)", ActionStatus.COMPLETED)
    return ActionLine(
        id=1,
        text="Bring back **NightSafe** and widen it",
        status=ActionStatus.AT_RISK.value,
        status_label=str(ActionStatus.AT_RISK.label),
        approach="Whole community",
        lead="Thames Valley Police",
        supporting=("Oxford City Council",),
        project="NightSafe",
        due="by the summer",
        due_date=None,
        legal_basis="",
        also_serves=("Violence against women and girls",),
        continues=Lineage("NightSafe", "Rolling plan 2014-15", "2014-15", "a-partnership"),
        targets=(TargetLine("at least", "thirty", "offenders", "completing the course", "2024-25", "thirty-four"),),
        parts=(part,),
    )


def _plain_action(number: int, text: str, status: ActionStatus) -> ActionLine:
    return ActionLine(
        number, text, status.value, str(status.label), "", "", (), "", "", None, "", (), None, (), ()
    )  # fmt: skip

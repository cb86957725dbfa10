"""Examples of every component, for the gallery page: made-up words, no records."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse

from achievements.summaries import AchievementLine, ComparatorLine, FigureLine
from core.edit_forms import EditForm
from core.forms import DateField, form_helper, say_what_is_missing
from core.summaries import Change, EventLine
from core.typed import Kept
from core.uploads import StoredFile, UploadField
from oscp_portal.gallery_charts import example_charts
from oscp_portal.gallery_grants import example_grant
from oscp_portal.gallery_money import example_award
from oscp_portal.gallery_scorecard import example_indicator, example_report
from oscp_portal.summaries import NextMeeting, PartnershipCard
from partners.models import User
from partners.summaries import AccountLine, GroupLine, MemberLine, RoleLine, SeatLine
from priorities.models import ActionStatus, Plan
from priorities.summaries import ActionLine, Lineage, ObjectiveLine, PriorityLine, ProgressLine, TargetLine
from reports import content
from reports.checks import Finding, Level, Place, Rule
from reports.comparing import compare
from reports.models import Paper
from reports.prose import line
from reports.readiness import Readiness
from reports.summaries import EditionLine, EditionShown, PaperLine
from reports.views.comparing import Told, told_of


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
    file = UploadField(label="Evidence", required=False)
    agreed = forms.BooleanField(label="The figures have been checked", help_text="By the body that gave them")
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "off"}), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Save")
        self.fields["file"].stored = StoredFile("Minutes of July.pdf", reverse("components"))  # type: ignore[attr-defined]
        say_what_is_missing(self)


class GalleryEditForm(EditForm):
    """An edit form that somebody began yesterday."""

    story = forms.CharField(label="What was done", widget=forms.Textarea(attrs={"rows": 3}))


def _edit_form() -> GalleryEditForm:
    form = GalleryEditForm(initial={"story": "Lit the towpath from"}, editor=User(pk=0))
    form.kept = Kept(QueryDict(), datetime(2025, 10, 6, 14, 30, tzinfo=UTC), is_draft=True)
    return form


def gallery() -> dict[str, Any]:
    """What the gallery page shows."""
    return {
        "statuses": [
            {"status": status.value, "label": str(status.label), "count": number}
            for number, status in enumerate(ActionStatus, 1)
        ],
        "plan_statuses": [{"status": status.value, "label": str(status.label)} for status in Plan.Status],
        "form": GalleryForm(prefix="good"),
        "edit_form": _edit_form(),
        "bad_form": GalleryForm(
            {"bad-name": ""}, {"bad-file": SimpleUploadedFile("drawing.svg", b"<svg/>")}, prefix="bad"
        ),
        "notes": [
            Message(messages.SUCCESS, "The plan was saved."),
            Message(messages.INFO, "Somebody else is editing."),
        ],
        "card": _card(),
        "papers": [_paper("An annual update", Paper.State.PUBLISHED), _paper("A refresh", Paper.State.WITHDRAWN)],
        "shown": _editions(),
        "told": _comparison(),
        "page": Paginator(range(30), 10).page(2),
        "event": _event(),
        "have_pages": ["priorities.action"],
        "priority": _priority(),
        "achievement": _achievement(),
        "award": example_award(),
        "grant": example_grant(),
        "indicator": example_indicator(),
        "exception": example_report(),
        "charts": example_charts(),
        "member": MemberLine(
            "A county council", "a-county-council", "ACC", "responsible", "", ("County council",), "", "", (_service(),)
        ),
        "groups": [_group("Board", (_group("Task group", ()),))],
        "account": _account(),
        "readiness": _readiness(),
        "meeting": NextMeeting(
            "Winter meeting", date(2025, 12, 1), "A partnership", "a-partnership", "Board", "Thefts"
        ),
        "amounts": [Decimal(746294), Decimal("1200.5"), Decimal(-134)],
    }


def _paper(title: str, state: Paper.State) -> PaperLine:
    return PaperLine(
        "a-paper",
        title,
        "Council annual update",
        None,
        None,
        state.value,
        str(state.label),
        "A partnership",
        "a-partnership",
        was_published=True,
    )


def _readiness() -> Readiness:
    found = (
        ("statutory.m2", Level.BLOCKS, "There is neither a list of background papers nor “None”.", "List them."),
        (
            "adds-up.percentage",
            Level.WARNS,
            "The paper says 8.6%, but the numbers fell by 9.4%.",
            "Correct one of them.",
        ),
        ("plain.long-sentence", Level.NOTES, "A sentence has 49 words.", "Make two of it."),
    )
    findings = (
        Finding(Rule(name, "An example", level, "Good practice"), says, to_do, Place("p7", "Paragraph 7"))
        for name, level, says, to_do in found
    )
    return Readiness(tuple(findings), ())


def _editions() -> EditionShown:
    second, first = (
        EditionLine(number, number, f"{number}" * 64, reason, datetime(2025, 10, 5 + number, 9, 30, tzinfo=UTC), "Sam")
        for number, reason in ((2, "A figure was wrong."), (1, ""))
    )
    return EditionShown(first, second, (second, first))


def _comparison() -> Told:
    def paper(*texts: str) -> content.Paper:
        items = content.BlockList(tuple(content.Item((line(text),)) for text in texts))
        section = content.Section("What was done", "section-done", (items,))
        return content.Paper(
            "a-paper", "update", "An update", "", "en-GB", "", content.Masthead("Us"), sections=(section,)
        )

    lit, walked = "Lit the towpath from the bridge to the lock.", "Walked the estate with residents each month."
    counted = "Counted {} thefts in the year."
    return told_of(compare(paper(lit, walked, counted.format(24)), paper(walked, counted.format(21), lit, "Met.")))


def _card() -> PartnershipCard:
    return PartnershipCard(
        name="A partnership",
        slug="a-partnership",
        tier_label="District",
        areas=("Here", "There"),
        parent="A county's partnership",
        plan_title="Plan 2025-26",
        plan_slug="2025-26",
        paper_title="",
        paper_slug="",
        paper_date=None,
    )


def _figure(stated: str, what: str, **more: Any) -> FigureLine:
    empty = dict.fromkeys(
        ("unit", "period", "area", "evidence", "reported_by", "denominator", "formula", "note"), ""
    )  # fmt: skip
    words = {"qualifier": "exact", "basis_label": "Recorded", "comparators": (), "breakdown": ()}
    return FigureLine(stated=stated, what=what, **{**empty, **words, **more})


def _account() -> AccountLine:
    role = RoleLine(2, "contributor", "Contributor for a body", "A county council", date(2025, 4, 1), None, "now")
    return AccountLine(
        id=1,
        name="",
        email="somebody@example.org",
        is_invited=True,
        is_active=True,
        has_left=False,
        has_second_step=False,
        last_login=None,
        roles=(role,),
    )


def _achievement() -> AchievementLine:
    compared = ComparatorLine("The period before", "down 7.2%", "2023-24", "Thames Valley", "")
    whole = _figure(
        "fourteen animals",
        "taken in while their owners were safe",
        period="2024-25",
        area="Oxford",
        evidence="Refuge for pets",
        note="The paper says thirteen in its summary.",
        comparators=(compared,),
        breakdown=(_figure("twelve dogs", "dogs"),),
    )
    return AchievementLine(
        id=1,
        heading="A refuge for pets",
        text="Animals found a home while their owners were safe.",
        status="ongoing",
        status_label="Ongoing",
        approach="victims",
        approach_label="Supporting victims",
        grouping="",
        project="Refuge for pets",
        provider="A charity",
        bodies=("Police", "Council"),
        place="Oxford",
        when="2024-25",
        priorities=("Violence against women and girls",),
        continues=None,
        figures=(whole,),
        quotes=("It helped me.",),
    )


def _action(number: int, text: str, status: ActionStatus, **more: Any) -> ActionLine:
    words = dict.fromkeys(("approach", "lead", "project", "due", "legal_basis", "closing_note"), "")
    nothing = dict.fromkeys(("supporting", "also_serves", "targets", "parts"), ())
    none = {
        **dict.fromkeys(("lead_body_id", "due_date", "continues", "progress", "previous_progress")),
        **dict.fromkeys(("times_carried", "times_moved"), 0),
    }
    return ActionLine(
        id=number,
        number="1.1" if number == 1 else f"1.1.{number - 1}",
        text=text,
        status=status.value,
        status_label=str(status.label),
        **{**words, **nothing, **none, **more},
    )


def _progress(status: ActionStatus, forecast: ActionStatus, period: str, **more: Any) -> ProgressLine:
    return ProgressLine(
        status=status.value,
        status_label=str(status.label),
        forecast=forecast.value,
        forecast_label=str(forecast.label),
        period=period,
        recorded_at=datetime(2025, 10, 6, 9, 30, tzinfo=UTC),
        **more,
    )


def _priority() -> PriorityLine:
    part = _action(
        2,
        "Train the staff of [every licensed club](https://example.org)",
        ActionStatus.COMPLETED,
        closing_note="Sixty were trained.",
    )
    action = _action(
        1,
        "Bring back **NightSafe** and widen it",
        ActionStatus.AT_RISK,
        lead="Thames Valley Police",
        supporting=("Oxford City Council",),
        project="NightSafe",
        due="by the summer",
        also_serves=("Violence against women and girls",),
        continues=Lineage("NightSafe", "Rolling plan 2014-15", "2014-15", "a-partnership"),
        times_carried=3,
        times_moved=2,
        progress=_progress(
            ActionStatus.AT_RISK,
            ActionStatus.OFF_TRACK,
            "Q2 2025-26",
            comment="Half the evenings are staffed.",
            reason="Two posts are vacant.",
            recovery_action="Borrow staff from the county.",
            recovery_owner="Licensing manager",
            recover_by_date=date(2025, 12, 1),
            told_by="Thames Valley Police",
        ),
        previous_progress=_progress(ActionStatus.UNDERWAY, ActionStatus.COMPLETED, "Q1 2025-26"),
        targets=(TargetLine("at least", "thirty", "offenders", "completing the course", "2024-25", "thirty-four"),),
        parts=(part,),
    )
    return PriorityLine(
        id=1,
        number="1",
        position=1,
        title="Reduce serious violence",
        standing="theme",
        standing_label="Collaborative theme",
        narrative="Violence harms those who see it, too.",
        vision="Nobody need fear the night.",
        approach="Whole community",
        lead="Thames Valley Police",
        supporting=(),
        strands=("Preventing people becoming involved in serious violence",),
        continues=None,
        objectives=(ObjectiveLine("5", "Support victims", sub_theme="witnesses"),),
        targets=(),
        actions=(action,),
        shared_actions=("Make the walk home safer",),
        parts=(),
    )


def _service() -> MemberLine:
    return MemberLine("Its youth service", "", "", "responsible", "", (), "", "")


def _group(name: str, below: tuple[GroupLine, ...]) -> GroupLine:
    seat = SeatLine("Leader of the council", "A council", True, False, "")  # noqa: FBT003
    return GroupLine(name, "", "Board", "the leader", "A council", "quarterly", "It decides.", False, (seat,), below)  # noqa: FBT003


def _event() -> EventLine:
    return EventLine(
        sequence=12,
        at=datetime(2025, 10, 6, 13, 30, tzinfo=UTC),
        who="An officer",
        person=1,
        verb="priorities.action_changed",
        sentence="Changed action 1.3: the due date and the text.",
        record_type="priorities.action",
        record_id="3",
        noun="action",
        changes=(Change("Due date", "31 March 2026", "30 June 2026"), Change("Text", "", "Patrol the towpath")),
        also_changed=("Contact",),
        hash="",
    )

"""What officers and contributors may type about achievements, and what comes back with a sentence."""

from decimal import Decimal
from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django.http import QueryDict
from django.utils import timezone

from achievements.forms import AchievementForm, ComparatorForm, EvidenceForm, FigureForm, NewFigureForm, QuoteForm
from achievements.keepers import Keeper, keeper_of
from achievements.models import Achievement, Comparator, Evidence, Figure, Quote
from core.edit_forms import EditForm
from core.periods import Period
from partners.models import User
from priorities.models import Plan
from tests import make

pytestmark = pytest.mark.django_db
HOSTILE = {
    "50 kB": ("all " * 12_500, "must be .* characters or fewer"),
    "an endless word": ("x" * 3_000, "one word of more than 1,000 characters|characters or fewer"),
    "control characters": ("One\0two\x07\x1b[31m\x85three", ""),
    "half a character": ("One\ud800two", ""),
    "writing turned round": ("One\u202etwo", ""),
    "a script": ("<script>alert(1)</script>", ""),
    "a formula": ('=HYPERLINK("https://example.org/","Open")', ""),
}


@pytest.fixture
def plan() -> Plan:
    return make.plan(of=make.partnership(slug="oxford"), status="agreed")


@pytest.fixture
def officer(plan: Plan) -> User:
    return make.officer(of=plan.partnership)


def keeper(plan: Plan, user: User) -> Keeper:
    return keeper_of(plan, user, on=timezone.localdate())


def achievement_form(plan: Plan, by: User, instance: Achievement | None = None, **typed: Any) -> AchievementForm:
    data = QueryDict(mutable=True)
    for name, value in {"status": "completed", "visibility": "public", **typed}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return AchievementForm(data, editor=by, instance=instance or Achievement(plan=plan), keeper=keeper(plan, by))


def errors(form: EditForm) -> dict[str, list[str]]:
    return {name: list(found) for name, found in form.errors.items()}


class TestAnAchievement:
    def test_needs_its_text_alone(self, plan: Plan, officer: User) -> None:
        assert achievement_form(plan, officer, text="Done.").is_valid()
        assert errors(achievement_form(plan, officer)) == {"text": ["Enter what was done"]}

    def test_says_what_it_serves_by_number(self, plan: Plan, officer: User) -> None:
        priority = make.priority(of=plan, title="Serious violence")
        action = make.action(under=priority, text="Patrol the towpath.")
        elsewhere = make.action()
        form = achievement_form(plan, officer, text="Done.", serves=[f"priority-{priority.pk}", f"action-{action.pk}"])
        assert dict(form.fields["serves"].choices) == {
            f"priority-{priority.pk}": "1 Serious violence",
            f"action-{action.pk}": "1.1 Patrol the towpath.",
        }
        assert form.is_valid()
        assert (form.values["priorities"], form.values["actions"]) == ([priority.pk], [action.pk])
        form = achievement_form(plan, officer, text="Done.", serves=[f"action-{elsewhere.pk}"])
        assert errors(form) == {"serves": ["Choose from the list: this is not in it any more"]}

    def test_does_not_ask_what_it_serves_where_the_plan_is_empty(self, plan: Plan, officer: User) -> None:
        form = achievement_form(plan, officer, text="Done.")
        assert "serves" not in form.fields
        assert form.is_valid()
        assert (form.values["priorities"], form.values["actions"]) == ([], [])

    def test_shows_what_it_has(self, plan: Plan, officer: User) -> None:
        action, body, area = make.action(under=make.priority(of=plan)), make.body(), make.area()
        achievement = make.achievement(of=plan, period="March 2025")
        achievement.actions.add(action)
        achievement.bodies.add(body)
        achievement.areas.add(area)
        form = AchievementForm(editor=officer, instance=achievement, keeper=keeper(plan, officer))
        assert form["serves"].value() == [f"action-{action.pk}"]
        assert (form["bodies"].value(), form["areas"].value()) == ([body.pk], [area.pk])
        assert form["period"].value() == "March 2025"

    def test_takes_a_project_or_a_new_one(self, plan: Plan, officer: User) -> None:
        project = make.project(partnership=plan.partnership)
        new = achievement_form(plan, officer, text="Done.", new_project="Operation Purchase")
        assert new.is_valid()
        assert (new.project_named.name, new.project_named.kind) == ("Operation Purchase", "programme")
        both = achievement_form(plan, officer, text="Done.", project=str(project.pk), new_project="Another")
        assert errors(both) == {"new_project": ["Choose a project above, or name a new one here: not both"]}

    def test_wants_a_reason_on_its_field_where_it_is_not_public(self, plan: Plan, officer: User) -> None:
        form = achievement_form(plan, officer, text="Done.", visibility="restricted")
        assert errors(form) == {"visibility_reason": ["Say why this may not be published"]}
        assert achievement_form(plan, officer, text="Done.", visibility="partners", visibility_reason="Why").is_valid()

    def test_offers_a_contributor_only_what_they_may_read_of_earlier_years(self, plan: Plan, officer: User) -> None:
        police, earlier = make.body(), make.plan(of=plan.partnership)
        contributor = make.contributor(of=plan.partnership, speaks_for=police)
        why = {"visibility": "restricted", "visibility_reason": "A live case"}
        shared = make.achievement(of=earlier, visibility="partners", visibility_reason="Names a shop")
        own = make.achievement(of=earlier, provider=police, **why)
        secret = make.achievement(of=earlier, text="A safe house opened.", **why)
        offered = {
            user: {
                str(key)
                for _, group in achievement_form(plan, user).fields["continues"].choices
                for key, _ in (group if isinstance(group, list) else [])
            }
            for user in (contributor, officer)
        }
        assert offered[contributor] == {str(shared.pk), str(own.pk)}
        assert offered[officer] == {str(shared.pk), str(own.pk), str(secret.pk)}
        form = achievement_form(plan, contributor, text="Done.", provider=str(police.pk), continues=str(secret.pk))
        assert "continues" in errors(form)

    def test_leaves_what_it_continues_alone_where_a_contributor_may_not_read_that(
        self, plan: Plan, officer: User
    ) -> None:
        police = make.body()
        why = {"visibility": "restricted", "visibility_reason": "Its address"}
        secret = make.achievement(of=make.plan(of=plan.partnership), text="A safe house opened.", **why)
        own = make.achievement(of=plan, provider=police, continues=secret)
        contributor = make.contributor(of=plan.partnership, speaks_for=police)
        form = achievement_form(plan, contributor, own, text="Done.", provider=str(police.pk))
        assert "safe house" not in render_crispy_form(form)
        assert form.is_valid()
        assert "continues" not in form.values
        assert "safe house" in render_crispy_form(achievement_form(plan, officer, own, text="Done."))

    def test_reads_when_it_was(self, plan: Plan, officer: User) -> None:
        form = achievement_form(plan, officer, text="Done.", period="6 October 2025")
        assert form.is_valid()
        assert form.values["period"] == Period.parse("6 October 2025")
        wrong = achievement_form(plan, officer, text="Done.", period="the other day")
        assert "is not a period this portal can read" in errors(wrong)["period"][0]

    def test_of_a_contributor_is_for_their_own_body(self, plan: Plan) -> None:
        police, fire = make.body(name="Police"), make.body(name="Fire")
        for body in (police, fire):
            make.membership(of=plan.partnership, member=body)
        person = make.contributor(of=plan.partnership, speaks_for=police)
        form = achievement_form(plan, person, text="Done.", provider=str(police.pk))
        assert form.fields["provider"].widget.is_hidden
        assert form.is_valid()
        assert form.values["provider"] == police
        assert "provider" in errors(achievement_form(plan, person, text="Done.", provider=str(fire.pk)))
        assert errors(achievement_form(plan, person, text="Done.", provider=""))["provider"]

    def test_of_a_contributor_for_two_bodies_asks_which(self, plan: Plan) -> None:
        police, fire = make.body(name="Police"), make.body(name="Fire")
        person = make.contributor(of=plan.partnership, speaks_for=police)
        make.role(of=plan.partnership, held_by=person, kind="contributor", body=fire)
        form = achievement_form(plan, person, text="Done.", provider="")
        assert [label for _, label in form.fields["provider"].choices] == ["Fire", "Police"]
        assert errors(form) == {"provider": ["Select which body provided it"]}

    def test_offers_districts_to_a_county_alone(self, officer: User, plan: Plan) -> None:
        county = make.partnership(slug="county", tier="county")
        district = make.partnership(slug="cherwell", name="Cherwell", parent=county)
        of_county = make.plan(of=county)
        form = achievement_form(of_county, make.officer(of=county), text="Done.", provider_partnership=str(district.pk))
        assert form.is_valid()
        assert form.values["provider_partnership"] == district
        assert "provider_partnership" not in achievement_form(plan, officer, text="Done.").fields

    def test_draws_every_field_it_asks(self, plan: Plan, officer: User) -> None:
        make.priority(of=plan)
        make.membership(of=plan.partnership)
        make.achievement(of=plan).areas.add(make.area())
        form = AchievementForm(editor=officer, instance=Achievement(plan=plan), keeper=keeper(plan, officer))
        html = render_crispy_form(form, context={"csrf_token": "token"})
        assert [name for name in form.fields if f'name="{name}' not in html] == []


def figure_form(kind: type[FigureForm], by: User, instance: Figure | None = None, **typed: str) -> FigureForm:
    shape = {"qualifier": "exact", "basis": "recorded", **typed}
    return kind(shape, editor=by, instance=instance or Figure(achievement=make.achievement()))


class TestAFigure:
    def test_needs_its_words_alone(self, officer: User) -> None:
        assert figure_form(FigureForm, officer, stated="over 200").is_valid()
        assert errors(figure_form(FigureForm, officer)) == {"stated": ["Enter the figure as stated"]}

    def test_takes_numbers_as_people_write_them(self, officer: User) -> None:
        form = figure_form(FigureForm, officer, stated="39.9%", number="39.9", denominator="2,534")
        assert form.is_valid()
        assert (form.values["number"], form.values["denominator"]) == (Decimal("39.9"), 2534)

    @pytest.mark.parametrize(
        ("first", "second", "wrong"),
        [
            ("", "20", {"number": ["Enter the number at which the range begins"]}),
            ("20", "10", {"number_to": ["Enter a number that is not below the one before it"]}),
        ],
    )
    def test_has_a_range_in_order(self, first: str, second: str, wrong: dict[str, list[str]], officer: User) -> None:
        assert errors(figure_form(FigureForm, officer, stated="x", number=first, number_to=second)) == wrong

    def test_may_be_part_of_another_of_its_achievement(self, officer: User) -> None:
        whole, elsewhere = make.figure(stated="fourteen animals"), make.figure(stated="elsewhere")
        part = make.figure(of=whole.achievement, stated="twelve dogs")
        form = figure_form(FigureForm, officer, part, stated="twelve dogs", part_of=str(whole.pk))
        assert [label for _, label in form.fields["part_of"].choices] == ["It stands by itself", "fourteen animals"]
        assert form.is_valid()
        form = figure_form(FigureForm, officer, part, stated="twelve dogs", part_of=str(elsewhere.pk))
        assert "part_of" in errors(form)

    def test_is_added_with_what_it_is_compared_with(self, officer: User) -> None:
        said = {"compared_with": "previous-period", "compared_stated": "37,068", "compared_period": "2023-24"}
        form = figure_form(NewFigureForm, officer, stated="33,587", **said)
        assert form.is_valid()
        assert form.compared == {"kind": "previous-period", "stated": "37,068", "period": Period.parse("2023-24")}
        assert "compared_with" not in form.values
        alone = figure_form(NewFigureForm, officer, stated="33,587")
        assert alone.is_valid()
        assert alone.compared is None

    def test_is_compared_wholly_or_not_at_all(self, officer: User) -> None:
        form = figure_form(NewFigureForm, officer, stated="1", compared_with="other")
        assert errors(form) == {"compared_stated": ["Enter what it is compared with, as stated"]}
        form = figure_form(NewFigureForm, officer, stated="1", compared_stated="37,068")
        assert errors(form) == {"compared_with": ["Select what it is compared with"]}

    def test_draws_every_field_it_asks(self, officer: User) -> None:
        make.figure()
        for kind in (FigureForm, NewFigureForm):
            form = kind(editor=officer, instance=make.figure(of=make.figure().achievement))
            html = render_crispy_form(form, context={"csrf_token": "token"})
            assert [name for name in form.fields if f'name="{name}' not in html] == []


class TestEvidence:
    def form(self, by: User, **typed: str) -> EvidenceForm:
        return EvidenceForm(typed, {}, editor=by, instance=Evidence(achievement=make.achievement()))

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/", "data:text/html,x", "nothing"])
    def test_leads_to_pages_on_the_web_alone(self, address: str, officer: User) -> None:
        assert errors(self.form(officer, label="Minutes", url=address)) == {
            "url": ["Enter the address of a page, like https://www.example.org/minutes"]
        }

    def test_says_what_it_is(self, officer: User) -> None:
        assert errors(self.form(officer, url="https://example.org/")) == {"label": ["Enter what it is"]}


FORMS: dict[str, tuple[type[EditForm], dict[str, str]]] = {
    "achievement": (AchievementForm, {"text": "Done.", "status": "completed", "visibility": "public"}),
    "figure": (FigureForm, {"stated": "1", "qualifier": "exact", "basis": "recorded"}),
    "new figure": (
        NewFigureForm, {"stated": "1", "qualifier": "exact", "basis": "recorded", "compared_with": "other"}
    ),
    "comparator": (ComparatorForm, {"kind": "other", "stated": "1"}),
    "evidence": (EvidenceForm, {"label": "Minutes", "url": "https://example.org/"}),
    "quote": (QuoteForm, {"text": "It helped.", "speaker": "adult"}),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_in_any_field_is_refused_with_a_sentence_or_inert(
    kind: str, form: str, plan: Plan, officer: User
) -> None:
    text, sentence = HOSTILE[kind]
    cls, usual = FORMS[form]
    achievement = Achievement(plan=plan)
    instances: dict[type[EditForm], dict[str, Any]] = {
        AchievementForm: {"instance": achievement, "keeper": keeper(plan, officer)},
        FigureForm: {"instance": Figure(achievement=make.achievement(of=plan))},
        NewFigureForm: {"instance": Figure(achievement=make.achievement(of=plan))},
        ComparatorForm: {"instance": Comparator(figure=make.figure(of=make.achievement(of=plan)))},
        EvidenceForm: {"instance": Evidence(achievement=make.achievement(of=plan))},
        QuoteForm: {"instance": Quote(achievement=make.achievement(of=plan))},
    }
    for name in cls(editor=officer, **instances[cls]).fields:
        sent = cls({**usual, name: text}, {}, editor=officer, **instances[cls])
        if sent.is_valid():
            assert not sentence or name not in sent.cleaned_data or not isinstance(sent.cleaned_data[name], str)
            sent.cleaned_data.get(name).__str__().encode()
        else:
            assert all(len(said) < 400 for found in sent.errors.values() for said in found)
        html = render_crispy_form(sent, context={"csrf_token": "token"})
        assert "<script>alert" not in html

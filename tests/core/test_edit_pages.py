"""Every page with an edit form loses nothing typed and overwrites nobody unseen. Shown by a plan's challenges."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from core.models import Draft, Event, Removal
from core.typed import TOKEN, canonical, digest, read_token
from partners.models import User
from priorities.models import Action, Challenge, Plan
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make.plan(of=make.partnership(slug="oxford"), slug="2025-26", status="proposed")


@pytest.fixture
def officer(plan: Plan) -> User:
    return make.officer(of=plan.partnership)


@pytest.fixture
def visitor(officer: User) -> Client:
    return logged_in(officer)


@pytest.fixture
def challenge(plan: Plan) -> Challenge:
    return make.challenge(of=plan, text="Funding is not certain.")


def logged_in(user: User) -> Client:
    visitor = Client()
    visitor.force_login(user)
    return visitor


def address(challenge: Challenge) -> str:
    return reverse("priorities:challenge_edit", args=["oxford", "2025-26", challenge.pk])


def token_on(page: object) -> str:
    found = re.search(rf'name="{TOKEN}" value="([^"]+)"', page.content.decode())
    assert found
    return unescape(found[1])


def opened(visitor: Client, url: str) -> dict[str, str]:
    """What the page's form holds, as a browser would send it back."""
    return {TOKEN: token_on(visitor.get(url)), "kind": "challenge"}


class TestSaving:
    def test_changes_the_record_tells_of_it_and_leads_on(self, visitor: Client, challenge: Challenge) -> None:
        sent = {**opened(visitor, address(challenge)), "text": "Funding ends in March."}
        response = visitor.post(address(challenge), sent)
        assert response.status_code == 302
        challenge.refresh_from_db()
        assert (challenge.text, challenge.revision) == ("Funding ends in March.", 2)
        event = Event.objects.get()
        assert event.data == {"changes": {"text": ["Funding is not certain.", "Funding ends in March."]}}
        assert "Funding ends in March." in event.summary

    def test_leaves_no_event_where_nothing_changed(self, visitor: Client, challenge: Challenge) -> None:
        visitor.post(address(challenge), {**opened(visitor, address(challenge)), "text": challenge.text})
        assert not Event.objects.exists()

    def test_shows_a_mistake_on_its_field_and_keeps_the_rest(self, visitor: Client, challenge: Challenge) -> None:
        sent = {**opened(visitor, address(challenge)), "kind": "risk", "text": "  "}
        page = visitor.post(address(challenge), sent)
        assert page.status_code == 422
        assert "Enter what stands in the way" in page.content.decode()
        assert re.search(r'value="risk"[^>]*checked', page.content.decode())

    def test_the_same_form_sent_twice_adds_one(self, visitor: Client, plan: Plan) -> None:
        url = reverse("priorities:challenge_add", args=["oxford", "2025-26"])
        sent = {**opened(visitor, url), "text": "Money."}
        first, second = visitor.post(url, sent), visitor.post(url, sent)
        assert (second.status_code, second.url) == (302, first.url)
        assert Challenge.objects.count() == 1

    def test_a_form_gone_back_to_adds_another_text(self, visitor: Client, plan: Plan) -> None:
        url = reverse("priorities:challenge_add", args=["oxford", "2025-26"])
        sent = opened(visitor, url)
        for text in ("Money.", "People."):
            visitor.post(url, {**sent, "text": text})
        assert Challenge.objects.count() == 2


class TestTwoPeople:
    @pytest.fixture
    def other(self, plan: Plan) -> Client:
        person = make.officer(of=plan.partnership)
        person.name = "The other officer"
        person.save()
        return logged_in(person)

    @pytest.fixture
    def second(self, visitor: Client, other: Client, challenge: Challenge) -> object:
        url = address(challenge)
        mine, theirs = opened(visitor, url), opened(other, url)
        assert other.post(url, {**theirs, "text": "Theirs."}).status_code == 302
        return visitor.post(url, {**mine, "text": "Mine.", "kind": "risk"})

    def answer(self, page: object, **chosen: str) -> dict[str, str]:
        names = {f"choose-{name}": whose for name, whose in chosen.items()}
        return {TOKEN: token_on(page), "kind": "risk", "text": "Mine.", **names}

    def test_the_second_sees_both_versions_and_nothing_is_saved(self, second: object, challenge: Challenge) -> None:
        text = second.content.decode()
        assert second.status_code == 409
        assert "Mine." in text
        assert "Theirs." in text
        assert "The other officer" in text
        challenge.refresh_from_db()
        assert challenge.text == "Theirs."

    def test_what_only_one_changed_is_chosen_already(self, second: object) -> None:
        found = {line.name: (line.changed_by, line.chosen) for line in second.context["differences"]}
        assert found == {"kind": ("you", "mine"), "text": ("both", "")}

    @pytest.mark.parametrize(("whose", "text"), [("mine", "Mine."), ("theirs", "Theirs.")])
    def test_saves_what_was_chosen(
        self, whose: str, text: str, second: object, visitor: Client, challenge: Challenge
    ) -> None:
        response = visitor.post(address(challenge), self.answer(second, kind="mine", text=whose))
        assert response.status_code == 302
        challenge.refresh_from_db()
        assert (challenge.kind, challenge.text) == ("risk", text)

    def test_asks_again_where_nothing_was_chosen(self, second: object, visitor: Client, challenge: Challenge) -> None:
        again = visitor.post(address(challenge), self.answer(second, kind="mine"))
        assert again.status_code == 409
        assert "Choose which version of “What stands in the way” to keep" in again.content.decode()
        assert visitor.post(address(challenge), self.answer(again, kind="mine", text="mine")).status_code == 302

    def test_a_third_save_meanwhile_asks_again(
        self, second: object, visitor: Client, other: Client, challenge: Challenge
    ) -> None:
        other.post(address(challenge), {**opened(other, address(challenge)), "text": "Theirs again."})
        again = visitor.post(address(challenge), self.answer(second, kind="mine", text="mine"))
        assert again.status_code == 409
        assert "Theirs again." in again.content.decode()

    def test_a_form_that_is_too_old_overwrites_nothing(self, visitor: Client, challenge: Challenge) -> None:
        page = visitor.post(address(challenge), {TOKEN: "nonsense", "kind": "challenge", "text": "Blind."})
        assert page.status_code == 409
        challenge.refresh_from_db()
        assert challenge.text == "Funding is not certain."

    def test_a_form_of_somebody_else_overwrites_nothing(
        self, visitor: Client, other: Client, challenge: Challenge
    ) -> None:
        sent = {**opened(other, address(challenge)), "text": "Blind."}
        assert visitor.post(address(challenge), sent).status_code == 409

    def test_what_was_removed_meanwhile_is_shown_as_text_to_copy(self, visitor: Client, challenge: Challenge) -> None:
        sent = {**opened(visitor, address(challenge)), "text": "A long story."}
        Challenge.objects.all().delete()
        page = visitor.post(address(challenge), sent)
        assert page.status_code == 404
        assert "A long story." in page.content.decode()


def way_on(page: object) -> str:
    """The breadcrumbs of a page, as a line."""
    found = re.search(r'<nav class="govuk-breadcrumbs".*?</nav>', unescape(page.content.decode()), re.DOTALL)
    return " > ".join(re.findall(r">([^<>]*\w[^<>]*)<", found[0])) if found else ""


def test_each_state_of_a_form_says_where_it_stands(visitor: Client, plan: Plan, challenge: Challenge) -> None:
    way = f"Home > {plan.partnership} > {plan} > Change a challenge"
    sent = opened(visitor, address(challenge))
    assert way_on(visitor.get(address(challenge))) == way
    assert way_on(visitor.post(address(challenge), {**sent, "text": ""})) == way
    Challenge.objects.update(text="Funding has ended.", revision=2)
    collided = visitor.post(address(challenge), {**sent, "text": "Funding ends in March."})
    assert (collided.status_code, way_on(collided)) == (409, way)


class TestRemovedMeanwhile:
    @pytest.fixture
    def action(self, plan: Plan) -> Action:
        return make.action(under=make.priority(of=plan), text="Visit forty shops.")

    def test_the_form_keeps_what_was_typed(
        self, visitor: Client, challenge: Challenge, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent = {**opened(visitor, address(challenge)), "text": "Funding ends in March."}
        gone_before(monkeypatch, "priorities.views.challenges.change_challenge", challenge)
        page = visitor.post(address(challenge), sent)
        assert page.status_code == 422
        assert "The challenge was removed by somebody else since you opened it." in page.content.decode()
        assert "Funding ends in March." in page.content.decode()
        assert not Event.objects.exists()

    def test_so_does_a_form_whose_place_in_the_plan_has_gone(
        self, visitor: Client, action: Action, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        url = reverse("priorities:action_edit", args=["oxford", "2025-26", action.pk])
        sent = {TOKEN: token_on(visitor.get(url)), "text": "Visit sixty shops.", "status": "not-started"}
        gone_before(monkeypatch, "priorities.views.actions.change_action", action)
        page = visitor.post(url, sent)
        assert page.status_code == 422
        assert "Visit sixty shops." in page.content.decode()

    def test_a_button_says_so(
        self, visitor: Client, plan: Plan, challenge: Challenge, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        url = reverse("priorities:challenge_remove", args=["oxford", "2025-26", challenge.pk])
        gone_before(monkeypatch, "priorities.views.challenges.remove_challenge", challenge)
        page = visitor.post(url, follow=True)
        assert page.status_code == 200
        assert "The challenge was removed by somebody else since you opened it." in page.content.decode()
        assert not Removal.objects.exists()


def gone_before(monkeypatch: pytest.MonkeyPatch, operation: str, record: Action | Challenge) -> None:
    """Somebody removes the record at the last moment: the view has found it, and the operation comes too late."""
    really = import_string(operation)

    def late(**arguments: object) -> object:
        type(record).objects.filter(pk=record.pk).delete()
        return really(**arguments)

    monkeypatch.setattr(operation, late)


class TestDrafts:
    def keep(self, visitor: Client, url: str, **typed: str) -> object:
        sent = urlencode({**opened(visitor, url), **typed})
        kind = "application/x-www-form-urlencoded"
        return visitor.post(
            reverse("core:draft_keep"),
            sent,
            content_type=kind,
            headers={"X-Form-Path": url, "X-Form-Title": "Change%20a%20challenge"},
        )

    def test_what_is_typed_comes_back_as_it_was(self, visitor: Client, challenge: Challenge) -> None:
        assert "Draft kept" in self.keep(visitor, address(challenge), text="Half a sen").json()["said"]
        assert Draft.objects.get().title == "Change a challenge"
        page = visitor.get(address(challenge)).content.decode()
        assert "Half a sen" in page
        assert "This is your draft" in page

    def test_saving_ends_the_draft(self, visitor: Client, challenge: Challenge) -> None:
        self.keep(visitor, address(challenge), text="Half a sen")
        visitor.post(address(challenge), {**opened(visitor, address(challenge)), "text": "A sentence."})
        assert not Draft.objects.exists()

    def test_a_draft_knows_that_somebody_saved_since(self, visitor: Client, challenge: Challenge) -> None:
        self.keep(visitor, address(challenge), text="Half a sen")
        Challenge.objects.update(text="Theirs.", revision=2)
        sent = {**opened(visitor, address(challenge)), "text": "Half a sentence."}
        assert visitor.post(address(challenge), sent).status_code == 409

    def test_can_be_thrown_away(self, visitor: Client, challenge: Challenge) -> None:
        self.keep(visitor, address(challenge), text="Half a sen")
        visitor.post(reverse("core:draft_discard"), {"path": address(challenge)})
        assert "Half a sen" not in visitor.get(address(challenge)).content.decode()

    @pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example/", "partnership", "a.b", ""])
    def test_throwing_away_leads_nowhere_else(self, visitor: Client, path: str) -> None:
        response = visitor.post(reverse("core:draft_discard"), {"path": path})
        assert response.url == reverse("work")

    def test_nobody_sees_another_ones(self, visitor: Client, challenge: Challenge, plan: Plan) -> None:
        self.keep(visitor, address(challenge), text="Half a sen")
        other = logged_in(make.officer(of=plan.partnership))
        assert "Half a sen" not in other.get(address(challenge)).content.decode()

    @pytest.mark.parametrize("path", ["", "//elsewhere.example/", "/no/such/page/", "/" + "a" * 400])
    def test_only_our_forms_are_kept(self, path: str, visitor: Client, challenge: Challenge) -> None:
        sent = {**opened(visitor, address(challenge)), "text": "x"}
        response = visitor.post(reverse("core:draft_keep"), sent, headers={"X-Form-Path": path})
        assert response.status_code == 400
        assert not Draft.objects.exists()

    def test_what_is_too_long_is_not_kept(self, visitor: Client, challenge: Challenge) -> None:
        assert self.keep(visitor, address(challenge), text="x" * 500_000).status_code == 400


class TestAfterTheSession:
    def expired(self, visitor: Client, url: str, **typed: str) -> object:
        sent = {**opened(visitor, url), **typed}
        visitor.logout()
        return visitor.post(url, sent)

    def test_what_was_sent_comes_back_after_log_in(self, visitor: Client, officer: User, challenge: Challenge) -> None:
        response = self.expired(visitor, address(challenge), text="Mid-sen")
        assert response.url == f"{reverse('account_login')}?next={address(challenge)}"
        visitor.force_login(officer)
        page = visitor.get(address(challenge))
        assert "Mid-sen" in page.content.decode()
        assert "You were logged out before this was saved" in page.content.decode()
        sent = {TOKEN: token_on(page), "kind": "challenge", "text": "Mid-sentence."}
        assert visitor.post(address(challenge), sent).status_code == 302
        assert (
            "Mid-sen"
            not in visitor.get(reverse("priorities:challenge_add", args=["oxford", "2025-26"])).content.decode()
        )
        challenge.refresh_from_db()
        assert challenge.text == "Mid-sentence."

    def test_it_comes_back_to_nobody_else(self, visitor: Client, plan: Plan, challenge: Challenge) -> None:
        self.expired(visitor, address(challenge), text="Mid-sen")
        visitor.force_login(make.officer(of=plan.partnership))
        assert "Mid-sen" not in visitor.get(address(challenge)).content.decode()

    def test_a_stranger_cannot_fill_the_store(self, challenge: Challenge) -> None:
        stranger = Client()
        stranger.post(address(challenge), {TOKEN: "made up", "text": "x" * 1000})
        assert "typed" not in stranger.session

    def test_a_form_from_before_another_log_in_is_shown_again(self, officer: User, challenge: Challenge) -> None:
        visitor = Client(enforce_csrf_checks=True)
        visitor.force_login(officer)
        sent = {**opened(visitor, address(challenge)), "text": "Mid-sen", "csrfmiddlewaretoken": "old"}
        response = visitor.post(address(challenge), sent)
        assert response.url == address(challenge)
        assert "Mid-sen" in visitor.get(address(challenge)).content.decode()

    def test_any_other_form_gets_the_usual_page(self, officer: User) -> None:
        visitor = Client(enforce_csrf_checks=True)
        visitor.force_login(officer)
        assert visitor.post(reverse("core:draft_discard"), {"path": "/"}).status_code == 403


class TestUndo:
    def remove(self, visitor: Client, challenge: Challenge) -> object:
        return visitor.post(
            reverse("priorities:challenge_remove", args=["oxford", "2025-26", challenge.pk]), follow=True
        )

    def test_what_was_removed_can_be_put_back(self, visitor: Client, challenge: Challenge) -> None:
        page = self.remove(visitor, challenge).content.decode()
        assert not Challenge.objects.exists()
        undo = reverse("core:removal_put_back", args=[Removal.objects.get().pk])
        assert undo in page
        visitor.post(undo)
        assert Challenge.objects.get() == challenge
        assert [event.verb for event in Event.objects.order_by("pk")] == [
            "priorities.challenge_removed",
            "core.put_back",
        ]

    def test_by_whoever_removed_it_alone(self, visitor: Client, plan: Plan, challenge: Challenge) -> None:
        self.remove(visitor, challenge)
        undo = reverse("core:removal_put_back", args=[Removal.objects.get().pk])
        assert logged_in(make.officer(of=plan.partnership)).post(undo).status_code == 404

    def test_by_nobody_who_may_not_remove_any_more(self, visitor: Client, officer: User, challenge: Challenge) -> None:
        self.remove(visitor, challenge)
        officer.roles.update(kind="approver")
        undo = reverse("core:removal_put_back", args=[Removal.objects.get().pk])
        assert visitor.post(undo).status_code == 404
        assert not Challenge.objects.exists()

    def test_once(self, visitor: Client, challenge: Challenge) -> None:
        self.remove(visitor, challenge)
        undo = reverse("core:removal_put_back", args=[Removal.objects.get().pk])
        visitor.post(undo)
        assert "It was put back already" in visitor.post(undo, follow=True).content.decode()


def test_a_token_that_was_altered_is_none_of_ours(visitor: Client, challenge: Challenge) -> None:
    token = token_on(visitor.get(address(challenge)))
    assert read_token(token).revision == 1
    assert read_token(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


def test_values_are_the_same_however_they_came() -> None:
    body = make.body()
    assert canonical(body) == canonical(body.pk) == str(body.pk)
    assert digest("one\r\ntwo ") == digest("one\ntwo")
    assert digest(None) == digest("") == digest([])

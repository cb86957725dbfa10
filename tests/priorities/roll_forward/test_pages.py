"""The steps of rolling a plan forward: back and forth, mistakes, a lost session."""

from datetime import date
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from core.models import Draft, Event
from core.typed import TOKEN
from partners.models import Body, Partnership, User
from priorities.models import Action, Plan, Priority
from tests import make
from tests.pages import queries_of, words_in, words_of
from tests.priorities.roll_forward.steps import CHECK, DISCARD, NEXT, START, filled, go_through, logged_in, of, step

pytestmark = pytest.mark.django_db


class TestTheWay:
    def test_leads_from_the_start_through_each_priority_to_the_check_and_the_new_plan(
        self, visitor: Client, plan: Plan, violence: Priority, burglary: Priority, place: Action, bicycles: Action
    ) -> None:
        assert "Start" in words_of(visitor, START)
        assert go_through(visitor, NEXT).url == step(violence)
        assert go_through(visitor, step(violence)).url == step(burglary)
        assert go_through(visitor, step(burglary)).url == CHECK
        assert not Event.objects.exists()
        assert Plan.objects.count() == 1
        words = words_of(visitor, CHECK)
        assert "1 action carried forward and 1 completed. 1 due date will count as moved." in words
        assert "1.1 Open a safe place. Led by Thames Valley Police Due 31 March 2027, later than before" in words
        assert "2.1 Mark bicycles. All are marked." in words
        response = visitor.post(CHECK)
        new = Plan.objects.get(succeeds=plan)
        assert response.url == new.get_absolute_url()
        assert (new.title, new.period_stated, new.slug, new.vision) == (
            "Plan 2026-27",
            "2026-27",
            "2026-27",
            "A safe city.",
        )
        carried = Action.objects.get(priority__plan=new)
        assert (carried.continues, carried.due_date) == (place, date(2027, 3, 31))
        assert not Draft.objects.exists()
        assert Event.objects.count() == 1
        assert "Plan 2026-27" in words_of(visitor, START)

    def test_takes_the_officers_choices(
        self, visitor: Client, plan: Plan, violence: Priority, place: Action, police: Body
    ) -> None:
        gone = make.action(under=violence, text="Hold a stall.", due_stated="Ongoing")
        done = make.action(under=violence, text="Train staff.")
        kept = make.action(under=violence, text="Meet weekly.", due_stated="Ongoing")
        go_through(visitor, NEXT)
        sent = filled(visitor, step(violence)) | of(place, "fate", "change") | of(place, "text", "Open two.")
        sent |= of(place, "lead_body", "") | of(place, "due_date_year", "2028")
        sent |= of(gone, "fate", "drop") | of(gone, "why", "Nobody came.")
        sent |= of(done, "fate", "complete") | of(done, "ended", "Forty were.")
        assert visitor.post(step(violence), sent).url == CHECK
        words = words_of(visitor, CHECK)
        assert "Carried forward, changed: 1 1.1 Open two. It was Open a safe place. Due 31 March 2028" in words
        assert "Dropped: 1 1.2 Hold a stall. Nobody came." in words
        assert "Completed: 1 1.3 Train staff. Forty were." in words
        visitor.post(CHECK)
        changed, carried = Action.objects.filter(priority__plan__succeeds=plan).in_display_order()
        assert (changed.text, changed.lead_body, changed.due_date) == ("Open two.", None, date(2028, 3, 31))
        assert (carried.continues, carried.due_stated) == (kept, "Ongoing")
        gone.refresh_from_db()
        assert (gone.status, gone.closing_note) == ("dropped", "Nobody came.")

    def test_shows_on_the_way_back_what_was_chosen(self, visitor: Client, violence: Priority, place: Action) -> None:
        go_through(visitor, NEXT)
        sent = filled(visitor, step(violence)) | of(place, "fate", "drop") | of(place, "why", "No site.")
        visitor.post(step(violence), sent)
        again = filled(visitor, step(violence))
        assert again[f"action-{place.pk}-fate"] == ["drop"]
        assert again[f"action-{place.pk}-why"] == ["No site."]
        visitor.post(NEXT, {**filled(visitor, NEXT), "title": "Our plan"})
        assert filled(visitor, NEXT)["title"] == ["Our plan"]

    def test_goes_on_to_what_is_not_done_yet(
        self, visitor: Client, violence: Priority, burglary: Priority, place: Action
    ) -> None:
        assert go_through(visitor, step(burglary)).url == NEXT
        assert "Done" in words_of(visitor, START)
        assert go_through(visitor, NEXT).url == step(violence)
        assert "Some steps want a look first" in words_of(visitor, CHECK)
        assert visitor.post(CHECK).status_code == 409
        assert Plan.objects.count() == 1
        assert go_through(visitor, step(violence)).url == CHECK

    def test_proposes_dates_as_many_years_later_as_the_plans_are_apart(
        self, visitor: Client, plan: Plan, violence: Priority, place: Action
    ) -> None:
        visitor.post(NEXT, {**filled(visitor, NEXT), "period": "2028-29"})
        assert filled(visitor, step(violence))[f"action-{place.pk}-due_date_year"] == ["2029"]

    def test_can_be_begun_again(self, visitor: Client, place: Action) -> None:
        visitor.post(NEXT, {**filled(visitor, NEXT), "title": "Our plan"})
        page = visitor.post(DISCARD, follow=True)
        assert "was thrown away" in words_in(page.content.decode())
        assert not Draft.objects.exists()
        assert filled(visitor, NEXT)["title"] == ["Plan 2026-27"]


class TestMistakes:
    def test_in_the_next_plan_are_said_on_their_fields(self, visitor: Client, plan: Plan) -> None:
        page = visitor.post(NEXT, {**filled(visitor, NEXT), "title": "", "period": "soon", "slug": "2025-26"})
        assert page.status_code == 422
        words = words_in(page.content.decode())
        assert "Enter title" in words
        assert "“soon” is not a period this portal can read" in words
        assert "Another plan has this address" in words
        page = visitor.post(NEXT, {**filled(visitor, NEXT), "slug": "no spaces please"})
        assert "Use only letters, digits and hyphens" in words_in(page.content.decode())

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"fate": "drop"}, "Say why 1.1 is dropped"),
            ({"fate": "change", "text": " "}, "Enter how 1.1 reads now"),
            ({"fate": "keep"}, "Choose what becomes of 1.1"),
            ({"fate": "carry", "due_date_month": "13"}, "The due date of 1.1 must be a real date, like 31 3 2025"),
        ],
    )
    def test_in_a_choice_name_the_action(
        self, typed: dict[str, str], sentence: str, visitor: Client, violence: Priority, place: Action
    ) -> None:
        sent = filled(visitor, step(violence)) | {f"action-{place.pk}-{name}": value for name, value in typed.items()}
        page = visitor.post(step(violence), sent)
        assert page.status_code == 422
        html = page.content.decode()
        assert sentence in unescape(html)
        assert f'href="#id_action-{place.pk}-' in html
        assert not Draft.objects.exists()

    def test_in_folded_fields_count_for_nothing(self, visitor: Client, violence: Priority, place: Action) -> None:
        sent = filled(visitor, step(violence)) | of(place, "fate", "complete") | of(place, "due_date_month", "13")
        assert visitor.post(step(violence), sent).status_code == 302

    def test_of_a_priority_that_ends_with_an_action_that_does_not(
        self, visitor: Client, violence: Priority, place: Action
    ) -> None:
        sent = filled(visitor, step(violence)) | {f"priority-{violence.pk}-goes_on": "no"}
        page = visitor.post(step(violence), sent)
        assert "Complete or drop 1.1, or carry its priority forward" in unescape(page.content.decode())
        assert visitor.post(step(violence), sent | of(place, "fate", "complete")).status_code == 302

    def test_of_what_was_dropped_before_ask_no_reason_again(self, visitor: Client, violence: Priority) -> None:
        make.action(under=violence, status="dropped")
        assert go_through(visitor, step(violence)).status_code == 302


class TestNothingIsLost:
    def test_on_another_device_it_goes_on(self, visitor: Client, officer: User, place: Action) -> None:
        visitor.post(NEXT, {**filled(visitor, NEXT), "title": "Our plan"})
        elsewhere = logged_in(officer)
        assert "Last kept on" in words_of(elsewhere, START)
        assert filled(elsewhere, NEXT)["title"] == ["Our plan"]

    def test_what_one_device_chose_stays_beside_what_the_other_does(
        self, visitor: Client, officer: User, violence: Priority, burglary: Priority
    ) -> None:
        elsewhere = logged_in(officer)
        first, second = filled(visitor, step(violence)), filled(elsewhere, step(burglary))
        visitor.post(step(violence), first)
        assert elsewhere.post(step(burglary), second).url == NEXT
        assert go_through(elsewhere, NEXT).url == CHECK

    def test_after_a_log_out_it_is_as_typed(
        self, visitor: Client, officer: User, violence: Priority, place: Action
    ) -> None:
        go_through(visitor, NEXT)
        sent = filled(visitor, step(violence)) | of(place, "fate", "change") | of(place, "text", "Half a sen")
        visitor.logout()
        assert "/accounts/login/" in visitor.post(step(violence), sent).url
        visitor.force_login(officer)
        page = visitor.get(step(violence)).content.decode()
        assert "Half a sen" in page
        assert "You were logged out before this was saved" in page
        assert "Done" in words_of(visitor, START)

    def test_what_is_typed_and_not_sent_is_kept_as_a_draft_beside_the_choices(
        self, visitor: Client, violence: Priority, place: Action
    ) -> None:
        go_through(visitor, NEXT)
        sent = filled(visitor, step(violence)) | of(place, "fate", "drop") | of(place, "why", "Half a sen")
        visitor.post(reverse("core:draft_keep"), sent, headers={"X-Form-Path": step(violence)})
        assert filled(visitor, step(violence))[f"action-{place.pk}-why"] == ["Half a sen"]
        assert "Say why" not in words_of(visitor, step(violence))
        assert Draft.objects.count() == 2
        go_through(visitor, step(violence))
        assert visitor.post(CHECK).status_code == 302
        assert not Draft.objects.exists()

    def test_nobody_meets_another_ones_choices(self, visitor: Client, oxford: Partnership, place: Action) -> None:
        visitor.post(NEXT, {**filled(visitor, NEXT), "title": "Our plan"})
        other = logged_in(make.officer(of=oxford))
        assert "Last kept" not in words_of(other, START)
        assert filled(other, NEXT)["title"] == ["Plan 2026-27"]


class TestWhatCannotBeRolledForward:
    @pytest.mark.parametrize("status", ["closed", "agreed"])
    def test_says_why_and_where_to_go(self, status: str, visitor: Client, plan: Plan, violence: Priority) -> None:
        if status == "closed":
            Plan.objects.update(status="closed")
        else:
            make.plan(of=plan.partnership, title="Plan 2026-27", slug="2026-27", succeeds=plan)
        words = words_of(visitor, START)
        assert ("This plan is closed" in words) == (status == "closed")
        assert ("already rolled forward into Plan 2026-27, which is draft" in words) == (status == "agreed")
        assert "Start" not in words
        for url in (NEXT, step(violence), CHECK):
            assert visitor.get(url).url == START
            assert visitor.post(url).url == START


class TestWhoMay:
    def test_officers_alone(self, oxford: Partnership, police: Body, violence: Priority) -> None:
        others = [make.contributor(of=oxford, speaks_for=police), make.approver(of=oxford), make.stranger()]
        for url in (START, NEXT, step(violence), CHECK, DISCARD):
            for user in others:
                assert logged_in(user).get(url).status_code == 404
                assert logged_in(user).post(url).status_code == 404
            assert "/accounts/login/" in Client().get(url).url

    def test_addresses_that_name_nothing_are_not_found(self, visitor: Client, violence: Priority) -> None:
        part = make.priority(of=violence.plan, parent=violence)
        elsewhere = make.priority()
        for missing in (step(part), step(elsewhere), START.replace("2025-26", "1999-00")):
            assert visitor.get(missing).status_code == 404
        assert visitor.post(START).status_code == 405
        assert visitor.get(DISCARD).status_code == 405
        assert visitor.put(CHECK).status_code == 405


def test_the_pages_take_as_many_queries_for_sixty_actions_as_for_six(
    visitor: Client, plan: Plan, violence: Priority, burglary: Priority, police: Body
) -> None:
    def add(count: int) -> None:
        for _ in range(count):
            action = make.action(under=violence, lead_body=police, due_date=date(2026, 1, 31))
            make.action(under=burglary, parent=None)
            make.progress(of=action)
            make.target(of=action)

    pages = (START, NEXT, step(violence), CHECK)
    add(3)
    go_through(visitor, NEXT, step(violence), step(burglary))
    few = [queries_of(visitor, url) for url in pages]
    add(27)
    go_through(visitor, step(violence), step(burglary))
    assert [queries_of(visitor, url) for url in pages] == few
    assert max(few) <= 15


def test_a_part_of_a_priority_stands_on_its_page(visitor: Client, plan: Plan, violence: Priority) -> None:
    part = make.priority(of=plan, parent=violence, title="Knives")
    whole = make.action(under=part, text="Collect knives.")
    make.action(under=part, parent=whole, text="Set up a bin.")
    words = words_of(visitor, step(violence))
    assert "Priority 1 of 1" in words
    assert "1.1 Knives Does 1.1 go on?" in words
    assert "What becomes of 1.1.1.1?" in words
    sent = filled(visitor, step(violence)) | of(whole, "fate", "complete")
    visitor.post(step(violence), sent)
    go_through(visitor, NEXT)
    assert "It was part of 1.1.1, which does not go on" in words_of(visitor, CHECK)
    assert TOKEN in sent


def test_a_priority_of_three_hundred_actions_is_one_form_that_can_be_sent(
    visitor: Client, plan: Plan, violence: Priority
) -> None:
    for _ in range(300):
        make.action(under=violence, due_date=date(2026, 3, 31))
    fields = filled(visitor, step(violence))
    assert 1000 < sum(len(values) for values in fields.values()) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    go_through(visitor, NEXT, step(violence))
    assert visitor.post(CHECK).status_code == 302
    assert Action.objects.filter(priority__plan__succeeds=plan).count() == 300

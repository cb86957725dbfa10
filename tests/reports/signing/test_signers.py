"""Who signs a paper: approvers of the partnership, named by its officers."""

from typing import Any

import pytest
from django.core import mail

from core.editing import SavedMeanwhile
from core.models import Event
from reports.models import Paper
from reports.operations import (
    CannotSign,
    PaperNotReady,
    SignatureWanted,
    add_sign_off,
    change_sign_off,
    remove_sign_off,
)
from tests import make
from tests.make.shared import NOW
from tests.reports.signing.conftest import Desk


def values(**others: Any) -> dict[str, Any]:
    known = {"function": "Lead member", "post_title": "Lead Member for Safety", "approver": None, "deputy": None}
    return {**known, "due_date": None, "is_required": True, **others}


class TestNaming:
    def test_adds_somebody_after_the_others(self, desk: Desk) -> None:
        made = add_sign_off(paper=desk.paper, values=values(approver=desk.legal), by=desk.officer, now=NOW)
        assert made.position == 3
        event = Event.objects.last()
        assert event.summary == "Added who signs “Annual Update 2025-26” for Lead member."
        assert "approver" not in event.data["changes"]

    def test_refuses_who_has_no_role_for_it(self, desk: Desk) -> None:
        elsewhere = make.approver(of=make.partnership())
        for field in ("approver", "deputy"):
            for nobody in (desk.officer, elsewhere):
                with pytest.raises(CannotSign, match="an approver of this partnership") as refusal:
                    add_sign_off(paper=desk.paper, values=values(**{field: nobody}), by=desk.officer, now=NOW)
                assert refusal.value.field == field

    def test_refuses_a_deputy_who_is_the_approver(self, desk: Desk) -> None:
        with pytest.raises(CannotSign, match="somebody else as the deputy"):
            add_sign_off(
                paper=desk.paper, values=values(approver=desk.legal, deputy=desk.legal), by=desk.officer, now=NOW
            )

    def test_is_over_once_the_paper_is_out(self, desk: Desk) -> None:
        Paper.objects.update(state="published", first_published_at=NOW)
        with pytest.raises(PaperNotReady, match="The paper is out"):
            add_sign_off(paper=desk.paper, values=values(), by=desk.officer, now=NOW)


class TestChanging:
    def test_asks_somebody_new_and_nobody_else(self, desk: Desk, django_capture_on_commit_callbacks: object) -> None:
        desk.send()
        legal, other = desk.of("Legal"), make.approver(of=desk.paper.partnership)
        with django_capture_on_commit_callbacks(execute=True):
            change_sign_off(
                sign_off=legal,
                values=values(function="Legal", approver=desk.legal, deputy=other),
                revision=legal.revision,
                by=desk.officer,
                now=NOW,
            )
        assert [letter.to for letter in mail.outbox] == [[other.email]]

    def test_of_a_draft_sends_nothing(self, desk: Desk, django_capture_on_commit_callbacks: object) -> None:
        legal, other = desk.of("Legal"), make.approver(of=desk.paper.partnership)
        with django_capture_on_commit_callbacks(execute=True):
            change_sign_off(
                sign_off=legal,
                values=values(function="Legal", approver=other),
                revision=legal.revision,
                by=desk.officer,
                now=NOW,
            )
        assert not mail.outbox

    def test_approves_the_paper_where_the_missing_signature_is_not_needed(self, desk: Desk) -> None:
        desk.paper.house_style.approver_roles.update(is_required=False)
        desk.send()
        desk.sign("Finance")
        legal = desk.of("Legal")
        change_sign_off(
            sign_off=legal,
            values=values(function="Legal", is_required=False),
            revision=legal.revision,
            by=desk.officer,
            now=NOW,
        )
        assert desk.state == Paper.State.APPROVED

    @pytest.mark.parametrize("changed", [{"is_required": False}, {"function": "Lead member"}])
    def test_never_does_without_a_signature_that_the_house_style_insists_on(
        self, desk: Desk, changed: dict[str, object]
    ) -> None:
        legal = desk.of("Legal")
        wanted = values(**{"function": "Legal", **changed})
        with pytest.raises(SignatureWanted, match="publishes no paper without the signature for Legal"):
            change_sign_off(sign_off=legal, values=wanted, revision=legal.revision, by=desk.officer, now=NOW)
        with pytest.raises(SignatureWanted, match="An administrator can change that"):
            remove_sign_off(sign_off=legal, place="/", by=desk.officer, now=NOW)

    @pytest.mark.parametrize("changed", [{"function": "Lead member"}, {"post_title": "Lead Member for Safety"}])
    def test_lets_no_signature_stand_for_something_else(self, desk: Desk, changed: dict[str, object]) -> None:
        desk.paper.house_style.approver_roles.all().delete()
        desk.send()
        desk.sign("Finance")
        finance = desk.of("Finance")
        wanted = {name: getattr(finance, name) for name in ("function", "post_title", "approver")}
        with pytest.raises(SignatureWanted, match="This is signed already"):
            change_sign_off(
                sign_off=finance, values=values(**wanted | changed), revision=finance.revision, by=desk.officer, now=NOW
            )

    def test_loses_nothing_that_somebody_saved_meanwhile(self, desk: Desk) -> None:
        legal = desk.of("Legal")
        wanted = values(function="Legal")
        with pytest.raises(SavedMeanwhile):
            change_sign_off(sign_off=legal, values=wanted, revision=legal.revision + 1, by=desk.officer, now=NOW)


def test_a_function_can_be_taken_away_that_the_house_style_leaves_free(desk: Desk) -> None:
    desk.paper.house_style.approver_roles.update(is_required=False)
    desk.send()
    desk.sign("Finance")
    remove_sign_off(sign_off=desk.of("Legal"), place="/", by=desk.officer, now=NOW)
    assert desk.state == Paper.State.APPROVED
    assert [one.function for one in desk.paper.sign_offs.all()] == ["Finance"]

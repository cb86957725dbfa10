"""Figures, comparisons, evidence and quotations of achievements: what is kept, what is read, what is told."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from achievements import operations
from achievements.keepers import NotKept
from achievements.models import Achievement, Comparator, Evidence, Figure
from achievements.operations.evidence import NothingToShow
from achievements.operations.figures import NotOfAnAchievement
from core.models import Event
from core.removal import put_back
from partners.models import User
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def achievement() -> Achievement:
    return make.achievement(of=make.plan(status="agreed"), text="Shops were checked.")


@pytest.fixture
def secret(achievement: Achievement) -> Achievement:
    return make.achievement(of=achievement.plan, visibility="restricted", visibility_reason="A live case")


@pytest.fixture
def officer(achievement: Achievement) -> User:
    return make.officer(of=achievement.plan.partnership)


def figure(of: Achievement, by: User, compared: dict[str, Any] | None = None, **values: Any) -> Figure:
    return operations.add_figure(achievement=of, values=values, compared=compared, by=by, now=timezone.now())


def change(record: Figure, by: User, **values: Any) -> Figure:
    return operations.change_figure(figure=record, values=values, revision=record.revision, by=by, now=timezone.now())


def content_of(evidence: Evidence) -> bytes:
    with evidence.file.open() as content:
        return content.read()


def told() -> list[str]:
    return [event.summary for event in Event.objects.order_by("pk")]


class TestFigures:
    def test_are_kept_as_stated_and_read_beside_it(self, achievement: Achievement, officer: User) -> None:
        made = figure(achievement, officer, stated="over 200", what="referrals received")
        made.refresh_from_db()
        assert (made.stated, made.number, made.qualifier, made.unit) == ("over 200", 200, "over", "referrals")
        assert told() == ["Added the figure “over 200” to “Shops were checked.”."]

    def test_that_cannot_be_read_stay_words(self, achievement: Achievement, officer: User) -> None:
        made = figure(achievement, officer, stated="a good many")
        assert (made.stated, made.number) == ("a good many", None)

    def test_are_not_read_where_somebody_says_what_they_mean(self, achievement: Achievement, officer: User) -> None:
        made = figure(achievement, officer, stated="five sessions of two trainings", number=Decimal(5), unit="sessions")
        assert (made.number, made.unit) == (5, "sessions")

    def test_take_of_how_many_from_their_words_unless_it_is_said(self, achievement: Achievement, officer: User) -> None:
        assert figure(achievement, officer, stated="75% (15 of 20)").denominator == 20
        assert figure(achievement, officer, stated="75% (15 of 20)", denominator=Decimal(21)).denominator == 21

    def test_stand_after_the_others(self, achievement: Achievement, officer: User) -> None:
        make.figure(of=achievement, position=4)
        assert figure(achievement, officer, stated="12").position == 5

    def test_come_with_what_they_are_compared_with(self, achievement: Achievement, officer: User) -> None:
        figure(achievement, officer, stated="33,587", compared={"kind": "previous-period", "stated": "37,068"})
        assert Comparator.objects.get().number == 37_068
        assert Event.objects.get().data["changes"]["comparators"] == ["", "37,068 (the period before)"]

    def test_are_read_again_where_their_words_change(self, achievement: Achievement, officer: User) -> None:
        made = figure(achievement, officer, stated="over 200 people")
        same = {name: getattr(made, name) for name in ("number", "number_to", "qualifier", "unit")}
        changed = change(made, officer, stated="about 300 people", **same)
        assert (changed.number, changed.qualifier) == (300, "about")

    def test_keep_the_number_that_somebody_gave_them(self, achievement: Achievement, officer: User) -> None:
        made = figure(achievement, officer, stated="over 200 people")
        changed = change(made, officer, stated="about 300 people", number=Decimal(299))
        assert changed.number == 299
        assert change(changed, officer, stated="about 300 people", number=None).number is None

    def test_leave_no_event_where_nothing_changed(self, achievement: Achievement, officer: User) -> None:
        made = figure(achievement, officer, stated="39.9%")
        made.refresh_from_db()
        change(made, officer, stated="39.9%", number=Decimal("39.9"), unit="per cent")
        assert len(told()) == 1

    def test_can_be_removed_and_put_back(self, achievement: Achievement, officer: User) -> None:
        made = make.figure(of=achievement, stated="fourteen animals")
        make.figure(of=achievement, part_of=made, stated="twelve dogs")
        removal = operations.remove_figure(figure=made, place="/", by=officer, now=timezone.now())
        assert not Figure.objects.exists()
        put_back(removal=removal, by=officer, now=timezone.now())
        assert Figure.objects.count() == 2
        assert told()[0] == "Removed the figure “fourteen animals” of “Shops were checked.”."

    def test_of_findings_are_kept_elsewhere(self, officer: User) -> None:
        with pytest.raises(NotOfAnAchievement):
            change(make.figure(of=make.finding()), officer, stated="1")

    def test_are_refused_to_others(self, achievement: Achievement) -> None:
        contributor = make.contributor(of=achievement.plan.partnership, speaks_for=make.body())
        made = make.figure(of=achievement)
        for attempt in (
            lambda: figure(achievement, contributor, stated="1"),
            lambda: change(made, contributor, stated="1"),
            lambda: operations.remove_figure(figure=made, place="/", by=contributor, now=timezone.now()),
        ):
            with pytest.raises(NotKept):
                attempt()


class TestComparisons:
    def test_are_added_changed_and_removed(self, achievement: Achievement, officer: User) -> None:
        compared, now = make.figure(of=achievement, stated="33,587"), timezone.now()
        values = {"kind": "previous-period", "stated": "37,068"}
        made = operations.add_comparator(figure=compared, values=values, by=officer, now=now)
        assert made.number == 37_068
        values = {"kind": "previous-period", "stated": "9.4% lower"}
        changed = operations.change_comparator(comparator=made, values=values, revision=1, by=officer, now=now)
        assert (changed.number, changed.change_percent) == (None, Decimal("-9.40"))
        operations.remove_comparator(comparator=changed, place="/", by=officer, now=now)
        assert told() == [
            "Compared the figure “33,587” of “Shops were checked.” with “37,068”.",
            "Changed what the figure “33,587” of “Shops were checked.” is compared with: the words, the number and "
            "the change.",
            "No longer compared the figure “33,587” of “Shops were checked.” with “9.4% lower”.",
        ]


class TestEvidence:
    def add(self, of: Achievement, by: User, *, file: Any = None, **values: Any) -> Evidence:
        values = {"label": "The minutes", "url": "", **values}
        return operations.add_evidence(achievement=of, values=values, file=file, by=by, now=timezone.now())

    def test_is_a_link(self, achievement: Achievement, officer: User) -> None:
        self.add(achievement, officer, url="https://example.org/")
        assert told() == ["Added evidence to “Shops were checked.”: “The minutes”."]

    def test_is_a_file_that_is_kept_with_its_record(self, achievement: Achievement, officer: User) -> None:
        made = self.add(achievement, officer, file=SimpleUploadedFile("minutes.txt", b"Agreed."))
        assert (made.file_name, content_of(made)) == ("minutes.txt", b"Agreed.")
        assert "minutes.txt" not in str(Event.objects.get().data)

    def test_is_a_file_or_a_link(self, achievement: Achievement, officer: User) -> None:
        with pytest.raises(NothingToShow) as caught:
            self.add(achievement, officer)
        assert caught.value.field == "url"

    def test_takes_another_file_or_none(
        self, achievement: Achievement, officer: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        made = self.add(achievement, officer, file=SimpleUploadedFile("minutes.txt", b"Agreed."))
        before = made.file.name
        with django_capture_on_commit_callbacks(execute=True):
            changed = operations.change_evidence(
                evidence=made, values={"label": "The minutes", "url": "https://example.org/"}, file=False, revision=1,
                by=officer, now=timezone.now(),
            )  # fmt: skip
        assert (changed.file.name, changed.file_name) == ("", "")
        assert not default_storage.exists(before)
        with pytest.raises(NothingToShow):
            operations.change_evidence(
                evidence=changed, values={"label": "x", "url": ""}, revision=2, by=officer, now=timezone.now()
            )

    def test_can_be_removed_and_put_back_with_its_file(self, achievement: Achievement, officer: User) -> None:
        made = self.add(achievement, officer, file=SimpleUploadedFile("minutes.txt", b"Agreed."))
        removal = operations.remove_evidence(evidence=made, place="/", by=officer, now=timezone.now())
        put_back(removal=removal, by=officer, now=timezone.now())
        assert content_of(Evidence.objects.get()) == b"Agreed."


class TestQuotations:
    def test_are_told_without_their_words(self, achievement: Achievement, officer: User) -> None:
        now, values = timezone.now(), {"text": "They saved me.", "speaker": "child", "has_consent": False}
        made = operations.add_quote(achievement=achievement, values=values, by=officer, now=now)
        changed = operations.change_quote(
            quote=made, values={**values, "has_consent": True}, revision=1, by=officer, now=now
        )
        removal = operations.remove_quote(quote=changed, place="/", by=officer, now=now)
        put_back(removal=removal, by=officer, now=now)
        assert told() == [
            "Added a quotation from a child to “Shops were checked.”, without consent to publish it.",
            "Changed a quotation from a child about “Shops were checked.”: the consent, with consent to publish it.",
            "Removed a quotation from a child about “Shops were checked.”.",
            f"Put back quote {made.pk}.",
        ]
        assert not any("saved me" in str(event.data) for event in Event.objects.all())


def test_nothing_of_what_is_restricted_is_told(secret: Achievement, officer: User) -> None:
    now = timezone.now()
    made = figure(secret, officer, stated="forty-one", compared={"kind": "other", "stated": "forty-two"})
    changed = change(made, officer, stated="forty-three")
    operations.change_comparator(
        comparator=made.comparators.get(), values={"kind": "other", "stated": "forty-four"}, revision=1, by=officer,
        now=now,
    )  # fmt: skip
    removal = operations.remove_figure(figure=changed, place="/", by=officer, now=now)
    put_back(removal=removal, by=officer, now=now)
    link = {"label": "The forty-fifth case", "url": "https://example.org/forty-six"}
    evidence = operations.add_evidence(achievement=secret, values=link, by=officer, now=now)
    removal = operations.remove_evidence(evidence=evidence, place="/", by=officer, now=now)
    put_back(removal=removal, by=officer, now=now)
    for event in Event.objects.all():
        assert "fort" not in f"{event.summary} {event.data}"
        assert "a restricted achievement" in event.summary or event.summary.startswith("Put back")

"""Publishing a paper: the whole edition with its event, or no trace at all."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile

from core.events import verify_chains
from core.models import AppendOnlyError, Event
from reports import content
from reports.checks.finding import Finding, Level, Rule
from reports.integrity import verify_editions
from reports.manuscripts import manuscript
from reports.models import Edition, EditionFile, Paper
from reports.operations import (
    AlreadyPublished,
    Blocked,
    HeldBack,
    NotSigned,
    PaperNotReady,
    begin_correction,
    publish_paper,
)
from reports.rendering.pdf import RenderingFailed
from tests import make
from tests.make.shared import NOW


class TestAnEdition:
    def test_freezes_content_and_pdf_and_records_one_event(self, paper: Paper) -> None:
        officer = make.officer(of=paper.partnership)
        events = Event.objects.count()
        edition = publish_paper(paper=paper, by=officer, now=NOW)
        paper.refresh_from_db()
        assert paper.state == Paper.State.PUBLISHED
        assert paper.first_published_at == NOW
        assert edition.number == 1
        assert content.content_hash(content.from_json(edition.content)) == edition.content_hash
        assert bytes(edition.pdf).startswith(b"%PDF-1.")
        assert hashlib.sha256(bytes(edition.pdf)).hexdigest() == edition.pdf_hash
        (event,) = Event.objects.order_by("pk")[events:]
        assert event.verb == "reports.paper_published"
        assert event.chain == paper.partnership.event_chain
        assert event.data["content_hash"] == edition.content_hash
        assert (event.actor, event.occurred_at) == (officer, NOW)
        assert list(verify_chains()) == []
        assert list(verify_editions()) == []

    def test_has_the_same_bytes_for_the_same_content(self, paper: Paper) -> None:
        first = publish_paper(paper=paper, by=None, now=NOW)
        begin_correction(paper=paper, reason="Nothing changed.", by=make.officer(of=paper.partnership), now=NOW)
        second = publish_paper(paper=paper, by=None, now=NOW + timedelta(days=1))
        assert second.number == 2
        assert (first.content, first.content_hash, first.pdf_hash) == (
            second.content,
            second.content_hash,
            second.pdf_hash,
        )

    @pytest.mark.usefixtures("quick_press")
    def test_says_in_what_role_it_was_published_and_never_who(self, paper: Paper) -> None:
        officer = make.officer(of=paper.partnership)
        assert publish_paper(paper=paper, by=officer, now=NOW).published_by_name == "Partnership officer"
        assert officer.email not in Event.objects.last().summary
        other = make.paper(of=paper.partnership)
        assert publish_paper(paper=other, by=None, now=NOW).published_by_name == "The portal"

    @pytest.mark.usefixtures("quick_press")
    def test_keeps_attached_pdfs_as_files_of_record(self, paper: Paper) -> None:
        made = make.appendix(of=paper, title="Map of the area")
        made.file.save("map.pdf", ContentFile(b"%PDF-1.7 a map"))
        edition = publish_paper(paper=paper, by=None, now=NOW)
        made.file.delete()
        assert bytes(edition.files.get(name="paper.docx").content).startswith(b"PK")
        kept = EditionFile.objects.get(edition=edition, name="appendix-a.pdf")
        assert bytes(kept.content) == b"%PDF-1.7 a map"
        assert kept.content_hash == hashlib.sha256(b"%PDF-1.7 a map").hexdigest()
        assert Event.objects.last().data["files"]["appendix-a.pdf"] == kept.content_hash
        assert list(verify_editions()) == []

    @pytest.mark.usefixtures("quick_press")
    def test_is_never_changed(self, paper: Paper) -> None:
        edition = publish_paper(paper=paper, by=None, now=NOW)
        with pytest.raises(AppendOnlyError):
            edition.save()
        with pytest.raises(AppendOnlyError):
            Edition.objects.update(content="{}")


class TestALaterEdition:
    @pytest.mark.usefixtures("quick_press")
    def test_corrects_and_leaves_the_first_as_it_was(self, paper: Paper) -> None:
        first = publish_paper(paper=paper, by=None, now=NOW)
        officer = make.officer(of=paper.partnership)
        begin_correction(paper=paper, reason="How often it meets was wrong.", by=officer, now=NOW)
        paper.sections.update(text="The partnership meets every month.")
        second = publish_paper(paper=paper, by=None, now=NOW)
        assert second.reason == "How often it meets was wrong."
        assert second.content_hash != first.content_hash
        assert "quarterly" in Edition.objects.get(number=1).content
        assert "every month" in Edition.objects.get(number=2).content
        paper.refresh_from_db()
        assert (paper.state, paper.correction) == (Paper.State.CORRECTED, "")

    @pytest.mark.usefixtures("quick_press")
    def test_needs_a_correction_that_says_why(self, paper: Paper) -> None:
        publish_paper(paper=paper, by=None, now=NOW)
        with pytest.raises(AlreadyPublished, match="begin a correction"):
            publish_paper(paper=paper, by=None, now=NOW)
        Paper.objects.update(state="draft")
        with pytest.raises(PaperNotReady, match="Say first what the new one corrects"):
            publish_paper(paper=paper, by=None, now=NOW)
        assert paper.editions.count() == 1


@pytest.mark.parametrize("where", ["reports.manuscripts.compose_paper", "reports.printing.pdf"])
def test_what_cannot_be_composed_or_printed_is_refused_with_a_sentence(paper: Paper, where: str) -> None:
    problem: Any = RenderingFailed if where.endswith("pdf") else content.ContentError
    with patch(where, side_effect=problem("A word is too long.")), pytest.raises(PaperNotReady, match="too long"):
        publish_paper(paper=paper, by=None, now=NOW)
    _left_alone(paper)


@pytest.mark.usefixtures("quick_press")
@pytest.mark.parametrize("step", ["EditionFile.save", "save_fields", "record_event"])
def test_a_failure_at_any_step_leaves_no_trace(paper: Paper, step: str) -> None:
    make.appendix(of=paper).file.save("map.pdf", ContentFile(b"%PDF-1.7"))
    with (
        patch(f"reports.operations.publishing.{step}", side_effect=OSError("The disk is full.")),
        pytest.raises(OSError, match="disk"),
    ):
        publish_paper(paper=paper, by=None, now=NOW)
    _left_alone(paper)


def _left_alone(paper: Paper) -> None:
    paper.refresh_from_db()
    assert paper.state == Paper.State.DRAFT
    assert not Edition.objects.exists()
    assert not EditionFile.objects.exists()
    assert not Event.objects.exists()


def test_bad_options_and_missing_plans_are_refused_with_a_sentence(paper: Paper) -> None:
    plan = make.plan(of=paper.partnership)
    broken = make.section(of=paper, heading="Priorities", fill="priorities", options={"as": "poem"}, plan=plan)
    with pytest.raises(PaperNotReady, match="choose one of 'headings', 'bullets'"):
        publish_paper(paper=paper, by=None, now=NOW)
    broken.options, broken.plan = {}, None
    broken.save()
    with pytest.raises(PaperNotReady, match="choose which one"):
        publish_paper(paper=paper, by=None, now=NOW)


def test_an_attached_file_that_is_gone_is_told_of(paper: Paper) -> None:
    make.appendix(of=paper, title="Map", file="appendices/nowhere.pdf")
    with pytest.raises(PaperNotReady, match="The file of “Appendix A – Map” is not there any more"):
        publish_paper(paper=paper, by=None, now=NOW)


class TestAChangeWhileItIsPrinted:
    def test_is_printed_too(self, paper: Paper) -> None:
        printed = []

        def change_once(composed: content.Paper, **_: object) -> bytes:
            printed.append(composed)
            if len(printed) == 1:
                paper.sections.update(text="The partnership meets every month.")
            return b"%PDF " + content.to_json(composed).encode()

        with patch("reports.printing.pdf", side_effect=change_once):
            edition = publish_paper(paper=paper, by=None, now=NOW)
        assert len(printed) == 2
        assert "every month" in edition.content
        assert bytes(edition.pdf) == b"%PDF " + edition.content.encode()

    def test_that_never_ends_is_told_of(self, paper: Paper) -> None:
        printed = []

        def change(composed: content.Paper, **_: object) -> bytes:
            printed.append(composed)
            paper.sections.update(text=f"Version {len(printed)}.")
            return b"%PDF"

        with (
            patch("reports.printing.pdf", side_effect=change),
            pytest.raises(PaperNotReady, match="changed again and again"),
        ):
            publish_paper(paper=paper, by=None, now=NOW)
        assert len(printed) == 3
        _left_alone(paper)


@pytest.mark.usefixtures("quick_press")
class TestWhoMustSign:
    def test_a_draft_that_nobody_signed_is_not_published(self, paper: Paper) -> None:
        make.approver_role(of=paper.house_style, function="Finance")
        make.approver_role(of=paper.house_style, function="Legal", is_required=False)
        with pytest.raises(NotSigned, match=r"It is not signed yet for Finance\. Send it for sign-off\."):
            publish_paper(paper=paper, by=None, now=NOW)

    def test_whoever_is_missing_is_named(self, paper: Paper) -> None:
        Paper.objects.update(state="in-review")
        for function in ("Finance", "Legal"):
            make.sign_off(of=paper, function=function, post_title="Head of service")
        with pytest.raises(NotSigned, match="not signed yet for Finance and Legal"):
            publish_paper(paper=paper, by=None, now=NOW)

    @pytest.mark.parametrize("state", ["approved", "scheduled"])
    def test_what_changed_after_it_was_signed_is_not_published(self, paper: Paper, state: str) -> None:
        make.sign_off(
            of=paper,
            function="Legal",
            post_title="Head of Law",
            state="signed",
            content_hash=manuscript(Paper.objects.get(pk=paper.pk)).hash,
            signed_date=NOW.date(),
        )
        Paper.objects.update(state=state, publish_at=NOW)
        paper.sections.update(text="The partnership meets every month.")
        with pytest.raises(NotSigned, match="It changed after it was signed for Legal") as refusal:
            publish_paper(paper=paper, by=None, now=NOW)
        assert refusal.value.changed

    def test_a_signature_does_not_change_what_was_signed(self, paper: Paper) -> None:
        make.header_field(of=paper.house_style, key="approved-by", label="Report approved by")
        make.header_value(of=paper, key="approved-by", standing="stated", text="")
        finance = make.sign_off(of=paper, function="Finance", post_title="Head of Finance")
        before = manuscript(Paper.objects.get(pk=paper.pk))
        finance.state, finance.signed_date = "signed", date(2025, 10, 1)
        finance.save()
        after = manuscript(Paper.objects.get(pk=paper.pk))
        assert before.content_hash != after.content_hash
        assert before.hash == after.hash

    def test_another_attached_file_does(self, paper: Paper) -> None:
        made = make.appendix(of=paper)
        made.file.save("map.pdf", ContentFile(b"%PDF-1.7 one"))
        before = manuscript(Paper.objects.get(pk=paper.pk))
        made.file.save("map.pdf", ContentFile(b"%PDF-1.7 two"))
        after = manuscript(Paper.objects.get(pk=paper.pk))
        assert before.content_hash == after.content_hash
        assert before.hash != after.hash

    def test_nobody_signs_again_what_went_out_long_ago(self, paper: Paper) -> None:
        make.sign_off(of=paper, function="Finance", post_title="Head of Finance", state="signed")
        Paper.objects.update(date=date(2015, 10, 5))
        edition = publish_paper(paper=paper, by=None, now=NOW, is_of_record=True)
        assert edition.number == 1
        assert "Took in, as it was published before," in Event.objects.last().summary


@pytest.mark.usefixtures("quick_press")
class TestTheDayOfDespatch:
    """Monday 6 October 2025: the five clear working days before are 29 September to 3 October, so Friday the 26th."""

    @pytest.fixture(autouse=True)
    def for_a_meeting(self, paper: Paper) -> None:
        meeting = make.meeting(of=paper.partnership, on=date(2025, 10, 6))
        Paper.objects.update(date=None, meeting=meeting)

    def test_is_in_time_to_the_end(self, paper: Paper) -> None:
        assert publish_paper(paper=paper, by=None, now=datetime(2025, 9, 26, 22, 0, tzinfo=UTC)).number == 1

    def test_is_late_the_day_after_without_a_reason(self, paper: Paper) -> None:
        with pytest.raises(PaperNotReady, match="last day of despatch was 26 September 2025") as refusal:
            publish_paper(paper=paper, by=None, now=datetime(2025, 9, 27, 9, 0, tzinfo=UTC))
        assert refusal.value.field == "late_reason"

    def test_may_be_missed_for_a_reason(self, paper: Paper) -> None:
        Paper.objects.update(late_reason="The figures came on 29 September.")
        assert publish_paper(paper=paper, by=None, now=NOW).number == 1

    def test_counts_from_the_first_meeting_that_takes_it(self, paper: Paper) -> None:
        paper.also_goes_to.add(make.meeting(of=paper.partnership, on=date(2025, 9, 29)))
        with pytest.raises(PaperNotReady, match="19 September 2025"):
            publish_paper(paper=paper, by=None, now=datetime(2025, 9, 26, 9, 0, tzinfo=UTC))

    def test_does_not_bind_a_correction(self, paper: Paper) -> None:
        publish_paper(paper=paper, by=None, now=datetime(2025, 9, 26, 9, 0, tzinfo=UTC))
        begin_correction(paper=paper, reason="A figure.", by=make.officer(of=paper.partnership), now=NOW)
        assert publish_paper(paper=paper, by=None, now=NOW).number == 2


@pytest.mark.usefixtures("quick_press")
class TestAPreElectionPeriod:
    def test_that_holds_stops_every_paper(self, paper: Paper) -> None:
        make.pre_election_period(
            of=paper.partnership, name="County elections", holds=True,
            from_date=NOW.date(), until_date=date(2025, 10, 30),
        )  # fmt: skip
        with pytest.raises(HeldBack, match=r"County elections\. It lasts until 30 October 2025\."):
            publish_paper(paper=paper, by=None, now=NOW)
        assert publish_paper(paper=paper, by=None, now=datetime(2025, 10, 31, 9, tzinfo=UTC)).number == 1

    def test_that_only_warns_stops_none(self, paper: Paper) -> None:
        make.pre_election_period(of=paper.partnership, from_date=NOW.date())
        assert publish_paper(paper=paper, by=None, now=NOW).number == 1


class TestTheChecks:
    RULE = Rule("safe.phone", "No telephone numbers of persons", Level.BLOCKS, "Data Protection Act 2018")
    FOUND = (Finding(RULE, "Paragraph 7 has a telephone number.", "Take it out."),) * 2

    def test_stop_a_paper_in_which_they_find_what_blocks(self, paper: Paper) -> None:
        with (
            patch("reports.operations.publishing.blocking", return_value=self.FOUND),
            pytest.raises(Blocked, match=r"Paragraph 7 has a telephone number\. And 1 more; the checks list them\."),
        ):
            publish_paper(paper=paper, by=None, now=NOW)
        _left_alone(paper)

    @pytest.mark.usefixtures("quick_press")
    def test_do_not_stop_what_went_out_long_ago(self, paper: Paper) -> None:
        with patch("reports.operations.publishing.blocking", return_value=self.FOUND):
            assert publish_paper(paper=paper, by=None, now=NOW, is_of_record=True).number == 1


@pytest.mark.usefixtures("quick_press")
def test_a_withdrawn_paper_is_not_published(paper: Paper) -> None:
    Paper.objects.update(state="withdrawn", first_published_at=NOW, withdrawn_reason="It named somebody.")
    with pytest.raises(PaperNotReady, match="withdrawn"):
        publish_paper(paper=paper, by=None, now=NOW)

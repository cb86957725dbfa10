"""The pages of returns within the portal: officers keep them, contributors fill in their own lines."""

import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from funding.models import Return, ReturnLine
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.funding.returns.conftest import FIRST_HALF, NOW
from tests.pages import queries_of, words_in, words_of
from tests.world import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def officer(books: SimpleNamespace) -> Client:
    return logged_in(books.officer)


@pytest.fixture
def contributor(books: SimpleNamespace) -> Client:
    return logged_in(make.contributor(of=books.oxford, speaks_for=books.police))


def sent(client: Client, url: str, **said: str) -> Any:
    """The edit form of a page sent with these answers, and the rest as the page has it."""
    form = edit_form_on(client.get(url).content.decode())
    return client.post(url, form.data | said)


def led_on(client: Client, url: str) -> str:
    """The page that an address leads on to."""
    answer = client.get(url, follow=True)
    assert answer.redirect_chain
    return answer.content.decode()


class TestAnOfficer:
    def test_starts_a_return_on_a_half_or_on_another_period(self, officer: Client, books: SimpleNamespace) -> None:
        url = f"{books.url}start/{books.award.pk}/"
        words = words_of(officer, url)
        assert "1 October 2025 to 31 March 2026" in words
        assert edit_form_on(officer.get(url).content.decode()).data["which"] == ["0"]  # the half that has ended
        assert sent(officer, url).status_code == 302
        assert sent(officer, url, which="other").status_code == 422
        quarter = {"which": "other", "other": "October 2025 to December 2025"}
        assert "would be told twice" in sent(officer, url, **quarter).content.decode()
        assert sent(officer, url, **quarter, may_overlap="on").status_code == 302
        first, second = Return.objects.order_by("pk")
        assert (first.period_stated, second.period_stated) == (FIRST_HALF.stated, quarter["other"])
        assert "Some of the same days are in the return for October 2025" in words_of(
            officer, f"{books.url}{first.pk}/"
        )
        listed = words_of(officer, books.url)
        assert "0 of 2" in listed
        again = words_of(officer, url)
        assert f"There are returns for {FIRST_HALF} and October 2025" in again
        assert again.count(FIRST_HALF.stated) == 1  # that half is accounted for, and not offered
        officer.post(f"{books.url}{second.pk}/remove/")
        assert Return.objects.get() == first

    def test_allocates_something_before_a_return_can_account_for_it(
        self, officer: Client, books: SimpleNamespace
    ) -> None:
        assert "Start a return on" in words_of(officer, books.url)
        books.award.allocations.all().delete()
        words = words_of(officer, books.url)
        assert "nothing of this award is allocated yet. Add an allocation first" in words
        assert "Start a return on" not in words

    def test_sees_each_e_mail_before_anything_is_sent(
        self,
        officer: Client,
        begun: Return,
        books: SimpleNamespace,
        mailoutbox: list[Any],
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        url = f"{books.url}{begun.pk}/ask/"
        form = edit_form_on(officer.get(url).content.decode()).data
        form.pop(f"ask-{books.council.pk}")
        preview = officer.post(url, {**form, "step": "preview"})
        assert "a-link-of-its-own" in preview.content.decode()
        assert mailoutbox == []
        with django_capture_on_commit_callbacks(execute=True):
            assert officer.post(url, {**form, "step": "send"}).status_code == 302
        assert [mail.to for mail in mailoutbox] == [["desk@police.example"]]
        begun.refresh_from_db()
        assert begun.state == "with-bodies"
        assert "Nudge again from 25 April 2026" in words_of(officer, f"{books.url}{begun.pk}/")

    def test_accepts_what_the_page_showed(self, officer: Client, asked: Return, books: SimpleNamespace) -> None:
        line = asked.lines.get(allocation=books.patrols)
        ReturnLine.objects.filter(pk=line.pk).update(state="given", actual=20_000)
        url = f"{books.url}{asked.pk}/"
        page = officer.get(url).content.decode()
        seen = dict(re.findall(r'name="(seen-\d+)" value="(\d+)"', page))
        ReturnLine.objects.filter(pk=line.pk).update(revision=9)
        refused = officer.post(f"{url}accept/", seen, follow=True)
        assert "changed or decided on" in refused.content.decode()
        officer.post(f"{url}accept/", {f"seen-{line.pk}": "9"})
        line.refresh_from_db()
        assert line.state == "accepted"

    def test_shows_both_versions_of_a_line_that_somebody_saved_meanwhile(
        self, officer: Client, begun: Return, books: SimpleNamespace
    ) -> None:
        line = begun.lines.get(allocation=books.patrols)
        url = f"{books.url}lines/{line.pk}/"
        form = edit_form_on(officer.get(url).content.decode()).data
        ReturnLine.objects.filter(pk=line.pk).update(actual=5, revision=2)
        answer = officer.post(url, {**form, "actual": "7"})
        assert answer.status_code == 409
        line.refresh_from_db()
        assert line.actual == 5

    def test_is_told_what_cannot_be_counted_on_its_field(
        self, officer: Client, begun: Return, books: SimpleNamespace
    ) -> None:
        line = begun.lines.get(allocation=books.patrols)
        output = line.outputs.get()
        url = f"{books.url}lines/{line.pk}/"
        refused = sent(officer, url, **{f"counted-{output.pk}": "-4"})
        assert refused.context["form"].errors == {f"counted-{output.pk}": ["−4 cannot be: enter 0 or more"]}
        refused = sent(officer, f"{books.url}outputs/{output.pk}/", unit="%", target="-1", actual="101")
        assert set(refused.context["form"].errors) == {"target", "actual"}

    def test_sees_what_is_recorded_beside_what_is_asked(
        self, officer: Client, begun: Return, books: SimpleNamespace
    ) -> None:
        line = begun.lines.get(allocation=books.patrols)
        ReturnLine.objects.filter(pk=line.pk).update(awarded=Decimal("40000.10"), forecast=45_000)
        line.outputs.update(unit="%", target=70, actual=81)
        for amount, day in (("9.99", date(2026, 3, 31)), ("7", date(2026, 4, 1))):
            make.payment(of=books.award, allocation=books.patrols, amount=Decimal(amount), on=day)
        part = make.allocation(of=books.award, stream="A part", passed_on_from=books.patrols)
        make.payment(of=books.award, allocation=part, amount=Decimal("0.01"), on=date(2026, 3, 31))
        page = officer.get(f"{books.url}lines/{line.pk}/").content.decode()
        assert "Paid out in the period, as recorded £10" in words_in(page)
        assert 'value="40,000.10"' in page
        words = words_of(officer, f"{books.url}{begun.pk}/")
        assert "81% (target 70%)" in words
        assert "Add projects that are missing" not in words
        make.allocation(of=books.award, stream="Helpline", amount=1)
        assert "Add projects that are missing" in words_of(officer, f"{books.url}{begun.pk}/")
        document = words_of(officer, f"{books.url}{begun.pk}/approve/")
        assert "£45,000 is expected to be spent in all, £4,999.90 more than was awarded." in document

    def test_is_told_what_is_still_to_do_and_checks_the_document(
        self, officer: Client, reviewed: Return, books: SimpleNamespace
    ) -> None:
        reviewed.lines.filter(allocation=books.lighting).update(actual=None)
        url = f"{books.url}{reviewed.pk}/"
        assert "Lighting : Say what was spent, 0 for nothing" in words_of(officer, url)
        assert "Put this right first" in words_of(officer, f"{url}approve/")
        reviewed.lines.update(actual=20_000)
        assert sent(officer, f"{url}approve/").status_code == 302
        assert "Approval 1" in words_of(officer, url)
        assert "It cannot be changed." in words_of(officer, f"{url}approvals/1/")
        pdf = officer.get(f"{url}approvals/1/return.pdf")
        assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"
        assert officer.get(f"{url}approvals/2/").status_code == 404
        line = reviewed.lines.get(allocation=books.patrols)
        forms = [f"lines/{line.pk}/", f"lines/{line.pk}/count/", f"outputs/{line.outputs.get().pk}/"]
        for form in (*forms, f"{reviewed.pk}/change/"):
            assert "This return is approved. Take it back for review" in led_on(officer, f"{books.url}{form}")
        assert "Give the return back to the bodies first" in led_on(officer, f"{books.url}lines/{line.pk}/send-back/")

    def test_takes_as_many_queries_for_twenty_lines_as_for_two(
        self, officer: Client, asked: Return, books: SimpleNamespace
    ) -> None:
        pages = [books.url, f"{books.url}{asked.pk}/", f"{books.url}{asked.pk}/approve/", "/work/"]
        few = [queries_of(officer, page) for page in pages]
        for number in range(18):
            row = make.allocation(of=books.award, stream=f"Project {number}", amount=1)
            make.return_output(of=make.return_line(of=asked, about=row, lead_body=books.police))
            make.return_request(of=asked, asks=make.body(name=f"Body {number}"))
            make.return_(of=books.award, period=f"Q1 20{10 + number}-{11 + number}")
        assert [queries_of(officer, page) for page in pages] == few


class TestAContributor:
    def test_sees_and_fills_in_the_lines_of_their_body_alone(
        self, contributor: Client, officer: Client, asked: Return, books: SimpleNamespace
    ) -> None:
        url = f"{books.url}{asked.pk}/"
        words = words_of(contributor, url)
        assert "Patrols" in words
        assert "Lighting" not in words
        assert "desk@police.example" not in words
        lines = {line.allocation.stream: line for line in asked.lines.select_related("allocation")}
        answer = f"{books.url}lines/{lines['Patrols'].pk}/answer/"
        assert sent(contributor, answer, outcome="Fewer calls.").status_code == 422
        assert sent(contributor, answer, actual="20,000", outcome="Fewer calls.").status_code == 302
        lines["Patrols"].refresh_from_db()
        assert (lines["Patrols"].state, lines["Patrols"].actual) == ("given", 20_000)
        assert lines["Patrols"].given_by is not None
        assert contributor.get(f"{books.url}lines/{lines['Lighting'].pk}/answer/").status_code == 404
        assert contributor.get(f"{books.url}lines/{lines['Patrols'].pk}/").status_code == 404
        assert contributor.get(f"{url}approve/").status_code == 404
        Return.objects.update(state="in-review")
        assert "with the bodies no more" in led_on(contributor, answer)

    def test_of_another_body_finds_nothing(self, asked: Return, books: SimpleNamespace) -> None:
        stranger = logged_in(make.contributor(of=books.oxford, speaks_for=make.body(name="Fire service")))
        assert stranger.get(f"{books.url}{asked.pk}/").status_code == 404
        assert "No return concerns you." in words_of(stranger, books.url)

    def test_is_told_among_their_work(
        self, contributor: Client, officer: Client, asked: Return, books: SimpleNamespace
    ) -> None:
        assert "Fill in 1 line of the return for 1 October 2025 to 31 March 2026" in words_of(contributor, "/work/")
        ReturnLine.objects.update(state="given", given_at=NOW)
        assert "Fill in" not in words_of(contributor, "/work/")
        assert "Look at 2 answers for the return for 1 October 2025 to 31 March 2026" in words_of(officer, "/work/")

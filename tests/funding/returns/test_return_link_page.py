"""The page behind a secret link: for whoever has it, and for their body's lines of one return alone."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from core.logs import without_secrets
from core.models import Event
from funding.models import Return, ReturnLine, ReturnRequest
from funding.operations.returns import accept_lines, renew_link, revoke_link, send_back_line
from priorities.links import hash_of, new_link
from tests import make
from tests.funding.returns.conftest import NOW, SECOND_HALF
from tests.pages import queries_of, words_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def link(asked: Return, mailoutbox: list[Any]) -> str:
    """The address in the e-mail that the police got."""
    assert [mail.to for mail in mailoutbox] == [["desk@police.example"]]
    found = re.search(r"http://[^/\s]+(/returns/[\w-]{43}/)", mailoutbox[0].body)
    assert found
    return found[1]


@pytest.fixture
def line(asked: Return, books: SimpleNamespace) -> ReturnLine:
    return asked.lines.get(allocation=books.patrols)


def typed(line: ReturnLine, **said: str) -> dict[str, str]:
    """The page as a browser sends it back; what is not said is sent as the page showed it."""
    line.refresh_from_db()
    output = line.outputs.get()
    sent = {f"{name}-{line.pk}": "" for name in ("actual", "variance_reason", "forecast")}
    sent |= {f"{name}-{line.pk}": getattr(line, name) for name in ("narrative", "outcome", "risk", "case_study")}
    sent |= {f"seen-{line.pk}": str(line.revision), f"counted-{line.pk}-{output.pk}": ""}
    counted = said.pop("counted", "")
    return (
        sent
        | {f"{name}-{line.pk}": value for name, value in said.items()}
        | {f"counted-{line.pk}-{output.pk}": counted}
    )


class TestReading:
    def test_shows_the_bodys_own_lines_and_nobodys_address(self, link: str, client: Client) -> None:
        words = words_of(client, link)
        for part in (
            "Your lines of the return for 1 October 2025 to 31 March 2026",
            "Patrols",
            "£20,000",
            "15 May 2026",
        ):
            assert part in words
        assert "Lighting" not in words
        assert "@" not in words

    def test_writes_nothing_and_is_kept_by_nobody(self, link: str, client: Client) -> None:
        before = Event.objects.count()
        for answer in (client.get(link), client.head(link), client.get("/returns/forged/")):
            assert "no-store" in answer["Cache-Control"]
            assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
            assert not answer.cookies
        assert Event.objects.count() == before
        assert ReturnRequest.objects.get().first_opened_at is None

    def test_keeps_only_the_hash_and_no_log_shows_the_secret(self, link: str, asked: Return) -> None:
        secret = link.split("/")[2]
        assert ReturnRequest.objects.get().token_hash == hash_of(secret)
        assert without_secrets(f"GET {link} 200") == "GET /returns/…/ 200"
        assert without_secrets("/plans/2025/funding/returns/12/") == "/plans/2025/funding/returns/12/"

    def test_takes_as_many_queries_for_twenty_lines_as_for_one(
        self, link: str, asked: Return, books: SimpleNamespace, client: Client
    ) -> None:
        few = queries_of(client, link)
        for number in range(19):
            row = make.allocation(of=books.award, stream=f"Project {number}", amount=1)
            make.return_output(of=make.return_line(of=asked, about=row, lead_body=books.police))
        assert queries_of(client, link) == few <= 7


class TestAnswering:
    def test_needs_no_account_and_waits_for_the_officer(
        self, link: str, line: ReturnLine, books: SimpleNamespace
    ) -> None:
        visitor = Client(enforce_csrf_checks=True)
        answer = visitor.post(
            link, typed(line, actual="£19,950.50", forecast="39,000", outcome="Fewer calls.", counted="0")
        )
        assert (answer.status_code, answer.url) == (302, f"{link}?sent")
        line.refresh_from_db()
        assert (str(line.actual), line.state, line.given_by, line.outcome) == (
            "19950.50",
            "given",
            None,
            "Fewer calls.",
        )
        assert line.outputs.get().actual == 0
        event = Event.objects.get(verb="funding.return_lines_given")
        assert (event.actor, event.actor_name) == (None, "Thames Valley Police")
        assert "Thank you" in words_of(visitor, f"{link}?sent")

    def test_does_not_take_an_empty_amount_for_nought(self, link: str, line: ReturnLine, client: Client) -> None:
        answer = client.post(link, typed(line, outcome="Fewer calls."))
        assert answer.status_code == 422
        assert "Patrols: say what was spent, 0 for nothing" in words_in(answer.content.decode())
        client.post(link, typed(line, variance_reason="The invoice has not come."))
        line.refresh_from_db()
        assert (line.actual, line.state) == (None, "given")

    def test_asks_why_beyond_the_tolerance_and_loses_nothing(self, link: str, line: ReturnLine, client: Client) -> None:
        answer = client.post(link, typed(line, actual="12000", outcome="Fewer calls."))
        assert answer.status_code == 422
        html = answer.content.decode()
        assert "Patrols: say why it differs from the profile" in words_in(html)
        assert "Fewer calls." in html

    def test_takes_over_the_words_of_last_time(self, books: SimpleNamespace, asked: Return, client: Client) -> None:
        asked.lines.filter(allocation=books.patrols).update(narrative="Walked.", outcome="Fewer calls.", risk="None.")
        later = make.return_(of=books.award, period=SECOND_HALF.stated, follows=asked, state="with-bodies")
        line = make.return_line(of=later, about=books.patrols, lead_body=books.police)
        make.return_output(of=line)
        secret = new_link()
        make.return_request(of=later, asks=books.police, token_hash=secret.token_hash, expires_at=NOW + timedelta(1))
        sent = typed(line, actual="5", same="on", outcome="Far fewer calls.")
        assert client.post(f"/returns/{secret.secret}/", sent).status_code == 302
        line.refresh_from_db()
        assert (line.narrative, line.outcome, line.risk) == ("Walked.", "Far fewer calls.", "None.")

    def test_shows_both_where_the_officer_changed_the_line_meanwhile(
        self, link: str, line: ReturnLine, client: Client
    ) -> None:
        mine = typed(line, actual="19950", outcome="Mine.")
        ReturnLine.objects.filter(pk=line.pk).update(revision=5, outcome="The officer’s.", actual=1)
        answer = client.post(link, mine)
        html = answer.content.decode()
        assert answer.status_code == 409
        assert "Mine." in html
        assert "The officer’s." in html
        line.refresh_from_db()
        assert (line.outcome, line.state) == ("The officer’s.", "wanted")
        seen = dict(re.findall(r'name="(seen-\d+)" value="(\d+)"', html))
        assert client.post(link, mine | seen).status_code == 302

    @pytest.mark.parametrize("value", ["9" * 5000, "-1", "٣"])
    def test_takes_no_harm_from_what_no_browser_sends(
        self, value: str, link: str, line: ReturnLine, client: Client
    ) -> None:
        output = line.outputs.get()
        for field in (f"seen-{line.pk}", f"actual-{line.pk}", f"counted-{line.pk}-{output.pk}", f"seen-{value[:40]}"):
            assert client.post(link, typed(line, actual="19950") | {field: value}).status_code in (302, 409, 422)

    def test_counts_a_form_that_was_sent_twice_once(self, link: str, line: ReturnLine, client: Client) -> None:
        mine = typed(line, actual="19950")
        assert [client.post(link, mine).status_code for _ in range(2)] == [302, 302]
        assert Event.objects.filter(verb="funding.return_lines_given").count() == 1

    def test_changes_nothing_that_was_accepted_and_nothing_of_others(
        self, link: str, line: ReturnLine, asked: Return, books: SimpleNamespace, client: Client
    ) -> None:
        client.post(link, typed(line, actual="19950"))
        line.refresh_from_db()
        accept_lines(funding_return=asked, seen={line.pk: line.revision}, by=books.officer, now=NOW)
        other = asked.lines.get(allocation=books.lighting)
        sent = typed(line, actual="19951") | {f"actual-{other.pk}": "1", f"seen-{other.pk}": "1"}
        assert client.post(link, sent).status_code == 409  # what was typed is not lost, and nothing is changed
        assert set(asked.lines.values_list("actual", "state")) == {(19950, "accepted"), (None, "wanted")}

    def test_goes_on_after_a_line_was_sent_back(
        self,
        link: str,
        line: ReturnLine,
        books: SimpleNamespace,
        client: Client,
        mailoutbox: list[Any],
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        client.post(link, typed(line, actual="19950"))
        line.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            send_back_line(line=line, note="Say which streets.", revision=line.revision, by=books.officer, now=NOW)
        assert "Say which streets." in mailoutbox[-1].body
        newest = re.search(r"/returns/[\w-]{43}/", mailoutbox[-1].body)[0]
        assert "Say which streets." in words_of(client, newest)
        assert client.get(link).status_code == 404  # the newest e-mail has the link that counts


class TestLinks:
    @pytest.mark.parametrize("what", ["revoked", "renewed", "expired", "reviewed", "wrong", "cut off"])
    def test_that_open_nothing_answer_with_one_page(
        self, what: str, link: str, asked: Return, books: SimpleNamespace, client: Client
    ) -> None:
        request, url, at = asked.requests.get(), link, NOW
        if what == "revoked":
            revoke_link(asked=request, by=books.officer, now=NOW)
        elif what == "renewed":
            renew_link(asked=request, contact_email="a@example.org", lead_email="", by=books.officer, now=NOW)
        elif what == "reviewed":
            Return.objects.update(state="in-review")
        elif what == "expired":
            at = request.expires_at + timedelta(minutes=1)
        elif what == "wrong":
            url = f"/returns/{new_link().secret}/"
        else:
            url = f"{link[:30]}/"
        plain = client.get("/returns/no-such-link/")
        with time_machine.travel(at, tick=False):
            answer = client.get(url)
        assert (answer.status_code, answer.content) == (404, plain.content)
        assert client.post(url, {}).status_code == 404 or what == "expired"

    def test_cannot_be_guessed_for_long(self, link: str, client: Client) -> None:
        answers = [client.get(f"/returns/guess-{number}/").status_code for number in range(21)]
        assert answers == [404] * 20 + [429]
        assert client.get(link).status_code == 429
        cache.clear()
        assert client.get(link).status_code == 200

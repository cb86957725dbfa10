"""The pages of papers: the list, a published paper and its editions, its PDF and data, and drafts for members."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports import content
from reports.models import Edition, Paper
from reports.views import reading
from tests import make
from tests.pages import queries_of, words_of
from tests.reports.sample_paper import SAMPLE

URL = "/papers/annual-update/"


def publish(*, number: int = 1, title: str = "Annual Update 2025-26", of: Paper | None = None) -> Edition:
    """An edition with real content, as publishing leaves it."""
    of = of or make.paper(
        of=make.partnership(slug="oxford", name="Oxford Safer Communities Partnership"),
        slug="annual-update",
        title=title,
        state="published",
        date=date(2025, 10, 6),
    )
    stored = content.to_json(replace(SAMPLE, title=f"{title}, edition {number}"))
    return make.edition(
        of=of, number=number, content=stored, content_hash=content.content_hash(content.from_json(stored))
    )


@pytest.fixture(autouse=True)
def forget_articles() -> None:
    reading._article.cache_clear()


@pytest.mark.django_db
class TestThePageOfAPaper:
    def test_shows_the_newest_edition_with_its_record(self, client: Client) -> None:
        first = publish()
        second = publish(number=2, of=first.paper)
        words = words_of(client, URL)
        assert "Annual Update 2025-26, edition 2" in words
        assert second.content_hash in words
        assert "Edition 2: A figure was wrong." in words
        assert "Published 6 October 2025 at 10:30am By The portal" in words

    def test_takes_five_queries_at_most_and_four_once_drawn(self, client: Client) -> None:
        publish()
        with CaptureQueriesContext(connection) as first:
            client.get(URL)
        with CaptureQueriesContext(connection) as second:
            client.get(URL)
        assert len(first) <= 5
        assert len(second) <= 4

    def test_takes_no_more_queries_for_twenty_editions(self, client: Client) -> None:
        paper = publish().paper
        few = queries_of(client, URL)
        for number in range(2, 21):
            publish(number=number, of=paper)
        assert queries_of(client, URL) == few

    def test_gives_each_paragraph_its_address(self, client: Client) -> None:
        publish()
        assert 'id="p1"' in client.get(URL).content.decode()

    def test_has_the_papers_title_as_its_only_h1(self, client: Client) -> None:
        publish()
        assert client.get(URL).content.decode().count("<h1") == 1

    def test_is_not_sent_again_while_nothing_changed(self, client: Client) -> None:
        edition = publish()
        etag = client.get(URL)["ETag"]
        assert edition.content_hash in etag
        again = client.get(URL, headers={"If-None-Match": etag})
        assert again.status_code == 304
        assert again.content == b""

    def test_is_sent_again_once_it_is_replaced(self, client: Client) -> None:
        edition = publish()
        etag = client.get(URL)["ETag"]
        publish(number=2, of=edition.paper)
        assert client.get(f"{URL}editions/1/", headers={"If-None-Match": etag}).status_code == 200

    def test_is_sent_again_once_it_has_a_supplement(self, client: Client) -> None:
        edition = publish()
        etag = client.get(URL)["ETag"]
        supplement = make.paper(
            of=edition.paper.partnership, supplements=edition.paper, title="Late figures", state="published"
        )
        response = client.get(URL, headers={"If-None-Match": etag})
        assert response.status_code == 200
        assert "With a late supplement: Late figures" in words_of(client, URL)
        make.edition(of=supplement, content=content.to_json(SAMPLE))
        assert "A late supplement to Annual Update 2025-26." in words_of(client, f"/papers/{supplement.slug}/")

    def test_says_why_it_went_out_late(self, client: Client) -> None:
        publish()
        assert "A late item." not in words_of(client, URL)
        Paper.objects.update(late_reason="The count was mended on Friday.")
        assert "A late item. The count was mended on Friday." in words_of(client, URL)

    def test_is_drawn_afresh_for_whoever_has_logged_in(self, client: Client) -> None:
        publish()
        etag = client.get(URL)["ETag"]
        client.force_login(make.user())
        assert client.get(URL, headers={"If-None-Match": etag}).status_code == 200

    def test_tells_members_alone_of_a_correction_in_work(self, client: Client) -> None:
        paper = publish().paper
        Paper.objects.update(state="draft", correction="The figure in 7.")
        assert "The figure in 7." not in words_of(client, URL)
        client.force_login(make.officer(of=paper.partnership))
        assert "A correction is in work: The figure in 7. Open it" in words_of(client, URL)
        Paper.objects.update(state="published", correction="")
        assert "Correct it, withdraw it or add a supplement" in words_of(client, URL)
        client.force_login(make.stranger())
        assert "Correct it" not in words_of(client, URL)

    def test_leads_from_an_older_edition_to_the_newest(self, client: Client) -> None:
        publish(number=2, of=publish().paper)
        html = client.get(f"{URL}editions/1/").content.decode()
        assert "This is edition 1." in html
        assert f'<a class="govuk-link" href="{URL}">Edition 2 replaced it</a> on 6 October 2025' in html
        assert f'href="{URL}editions/1/paper.pdf"' in html
        assert "This is edition" not in client.get(URL).content.decode()

    def test_cannot_be_posted_to(self, client: Client) -> None:
        publish()
        assert client.post(URL).status_code == 405

    @pytest.mark.parametrize(
        "url", ["/papers/none/", "/papers/none/paper.pdf", "/papers/none/paper.json", f"{URL}editions/9/",
                f"{URL}editions/9/paper.pdf", f"{URL}editions/9/paper.json"]
    )  # fmt: skip
    def test_is_not_found_where_there_is_none(self, url: str, client: Client) -> None:
        publish()
        assert client.get(url).status_code == 404

    def test_is_not_found_when_it_says_published_and_has_no_edition(self, client: Client) -> None:
        make.paper(slug="annual-update", state="published")
        assert client.get(URL).status_code == 404


@pytest.mark.django_db
class TestThePDF:
    def test_is_the_editions_own_bytes(self, client: Client) -> None:
        edition = publish()
        response = client.get(f"{URL}paper.pdf")
        assert response.content == bytes(edition.pdf)
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'inline; filename="annual-update.pdf"'

    def test_of_an_older_edition_has_its_number_in_its_name(self, client: Client) -> None:
        publish(number=2, of=publish().paper)
        response = client.get(f"{URL}editions/1/paper.pdf")
        assert response["Content-Disposition"] == 'inline; filename="annual-update-edition-1.pdf"'

    def test_is_not_sent_again_while_nothing_changed(self, client: Client) -> None:
        edition = publish()
        etag = client.get(f"{URL}paper.pdf")["ETag"]
        assert etag == f'"{edition.content_hash}"'
        assert client.get(f"{URL}paper.pdf", headers={"If-None-Match": etag}).status_code == 304

    def test_takes_three_queries_at_most(self, client: Client) -> None:
        publish()
        assert queries_of(client, f"{URL}paper.pdf") <= 3


@pytest.mark.django_db
class TestTheData:
    def test_is_the_canonical_json_that_the_hash_is_of(self, client: Client) -> None:
        edition = publish()
        response = client.get(f"{URL}paper.json")
        assert response.content.decode() == edition.content
        assert response["Content-Type"] == "application/json"
        assert content.content_hash(content.from_json(response.content.decode())) == edition.content_hash
        assert json.loads(response.content)

    def test_is_not_sent_again_while_nothing_changed(self, client: Client) -> None:
        edition = publish()
        headers = {"If-None-Match": f'"{edition.content_hash}"'}
        assert client.get(f"{URL}paper.json", headers=headers).status_code == 304

    def test_of_an_older_edition_stays_at_its_address(self, client: Client) -> None:
        first = publish()
        publish(number=2, of=first.paper)
        assert client.get(f"{URL}editions/1/paper.json").content.decode() == first.content


@pytest.mark.django_db
class TestTheFiles:
    @pytest.fixture
    def edition(self) -> Edition:
        made = publish()
        make.edition_file(of=made, name="paper.docx", content=b"PK word", content_hash="w" * 64)
        make.edition_file(of=made, name="appendix-b.pdf", content=b"%PDF-1.7 map", content_hash="m" * 64)
        return made

    @pytest.mark.parametrize(
        ("end", "data", "name"),
        [
            ("paper.docx", b"PK word", "annual-update.docx"),
            ("editions/1/paper.docx", b"PK word", "annual-update.docx"),
            ("appendices/appendix-b.pdf", b"%PDF-1.7 map", "annual-update-appendix-b.pdf"),
            ("editions/1/appendices/appendix-b.pdf", b"%PDF-1.7 map", "annual-update-appendix-b.pdf"),
        ],
    )
    def test_are_the_bytes_that_were_published(
        self, edition: Edition, end: str, data: bytes, name: str, client: Client
    ) -> None:
        response = client.get(f"{URL}{end}")
        assert response.getvalue() == data
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["X-Content-Type-Options"] == "nosniff"
        again = client.get(f"{URL}{end}", headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304

    @pytest.mark.parametrize("end", ["paper.docx", "appendices/appendix-a.pdf", "editions/9/paper.docx"])
    def test_are_not_found_where_there_are_none(self, end: str, client: Client) -> None:
        publish()
        assert client.get(f"{URL}{end}").status_code == 404

    def test_stand_beside_the_paper(self, edition: Edition, client: Client) -> None:
        html = client.get(URL).content.decode()
        for end in ("paper.pdf", "paper.docx", "paper.md", "paper.json", "appendices/appendix-b.pdf"):
            assert f'href="{URL}{end}"' in html
        assert "Appendix B (PDF)" in html

    def test_the_markdown_is_written_from_the_edition(self, edition: Edition, client: Client) -> None:
        response = client.get(f"{URL}paper.md")
        assert response["Content-Type"].startswith("text/markdown")
        assert "edition 1" in response.content.decode()
        assert client.get(f"{URL}editions/1/paper.md").content == response.content


@pytest.mark.django_db
class TestAWithdrawnPaper:
    ENDS = [
        *("", "paper.pdf", "paper.docx", "paper.md", "paper.json", "appendices/appendix-a.pdf"),
        *("editions/1/", "editions/1/paper.pdf", "editions/1/paper.docx", "editions/1/paper.md"),
        *("editions/1/paper.json", "editions/1/appendices/appendix-a.pdf"),
    ]

    @pytest.fixture(autouse=True)
    def withdrawn(self) -> Paper:
        paper = publish().paper
        Paper.objects.update(state="withdrawn", withdrawn_reason="It named somebody.", withdrawn_at=make.NOW)
        return paper

    @pytest.mark.parametrize("end", ENDS)
    def test_is_gone_at_every_address_and_says_when_and_why(self, end: str, client: Client) -> None:
        response = client.get(f"{URL}{end}")
        assert response.status_code == 410
        assert "It was withdrawn on 6 October 2025: It named somebody." in response.content.decode()
        assert "no-store" in response["Cache-Control"]

    def test_is_gone_for_a_browser_that_has_it(self, withdrawn: Paper, client: Client) -> None:
        known = withdrawn.editions.get().content_hash
        response = client.get(f"{URL}paper.pdf", headers={"If-None-Match": f'"{known}"'})
        assert response.status_code == 410

    def test_is_not_listed_among_its_partnerships_papers(self, withdrawn: Paper, client: Client) -> None:
        client.force_login(make.officer(of=withdrawn.partnership))
        assert withdrawn.title not in words_of(client, "/partnerships/oxford/")

    def test_leads_its_officers_to_where_they_bring_it_back(self, withdrawn: Paper, client: Client) -> None:
        assert "Bring it back" not in words_of(client, URL)
        client.force_login(make.officer(of=withdrawn.partnership))
        assert "Bring it back" in words_of(client, URL)


@pytest.mark.django_db
class TestADraft:
    @pytest.fixture
    def draft(self) -> Paper:
        return make.paper(of=make.partnership(slug="oxford"), slug="annual-update", title="Annual Update 2025-26")

    def test_is_shown_to_members_as_its_records_stand_now(self, draft: Paper, client: Client) -> None:
        make.section(of=draft, heading="Introduction and background", text="OSCP is a **statutory** partnership.")
        client.force_login(make.officer(of=draft.partnership))
        words = words_of(client, URL)
        assert "Draft: not published." in words
        assert "Introduction and background" in words
        assert "OSCP is a statutory partnership." in words
        assert "no-store" in client.get(URL)["Cache-Control"]

    def test_that_cannot_be_put_together_says_why(
        self, draft: Paper, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(paper: Paper) -> None:
            raise content.ContentError("Section “Funding” names a plan that has no money.")

        monkeypatch.setattr(reading, "compose_paper", refuse)
        client.force_login(make.officer(of=draft.partnership))
        words = words_of(client, URL)
        assert "This paper cannot be put together yet. Section “Funding” names a plan that has no money." in words

    @pytest.mark.parametrize("end", ["", "paper.pdf", "paper.json", "editions/1/"])
    def test_is_not_found_by_strangers(self, end: str, draft: Paper, client: Client) -> None:
        assert client.get(f"{URL}{end}").status_code == 404
        client.force_login(make.stranger())
        assert client.get(f"{URL}{end}").status_code == 404

    def test_has_no_pdf_yet(self, draft: Paper, client: Client) -> None:
        client.force_login(make.officer(of=draft.partnership))
        assert client.get(f"{URL}paper.pdf").status_code == 404


@pytest.mark.django_db
class TestTheListOfPapers:
    def test_has_the_newest_first_under_its_year(self, client: Client) -> None:
        make.paper(title="Older", state="published", date=date(2021, 1, 25))
        make.paper(title="Newer", state="published", date=date(2025, 10, 6))
        make.paper(title="Whenever", state="published", date=None)
        words = words_of(client, "/papers/")
        assert words.index("2025 Newer") < words.index("2021 Older") < words.index("Undated Whenever")

    def test_leaves_out_drafts_even_for_members(self, client: Client) -> None:
        draft = make.paper(title="Not yet")
        client.force_login(make.officer(of=draft.partnership))
        assert "Not yet" not in words_of(client, "/papers/")

    def test_leaves_out_what_was_withdrawn(self, client: Client) -> None:
        make.paper(title="A mistake", state="withdrawn")
        assert "A mistake" not in words_of(client, "/papers/")

    def test_says_so_when_there_is_none(self, client: Client) -> None:
        assert "No paper has been published yet." in words_of(client, "/papers/")

    def test_cannot_be_posted_to(self, client: Client) -> None:
        assert client.post("/papers/").status_code == 405

    def test_is_parted_into_pages(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "PAPERS_PER_PAGE", 2)
        for number in range(5):
            make.paper(title=f"Paper {number}", state="published", date=date(2020, 1, 1 + number))
        second = client.get("/papers/?page=2").content.decode()
        assert "Paper 2" in second
        assert "Paper 4" not in second
        assert 'href="?page=1" rel="prev"' in second
        assert 'href="?page=3" rel="next"' in second

    @pytest.mark.parametrize("page", ["0", "99", "x", ""])
    def test_shows_a_page_for_any_number(self, page: str, client: Client) -> None:
        make.paper(title="The only one", state="published")
        assert "The only one" in words_of(client, f"/papers/?page={page}")

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, client: Client) -> None:
        for _ in range(2):
            make.paper(state="published")
        few = queries_of(client, "/papers/")
        for _ in range(18):
            make.paper(state="published")
        assert queries_of(client, "/papers/") == few

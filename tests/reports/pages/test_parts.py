"""Recommendations, implications, appendices, background papers and authors of a draft: each kept alike."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import Event
from reports.models import Appendix, BackgroundPaper, Implication, Paper, PaperAuthor, Recommendation
from tests import make
from tests.core.upload_samples import pdf
from tests.pages import queries_of, words_of
from tests.reports.pages.desk import Draft, begun, sent
from tests.world import logged_in

PDF = pdf()
pytestmark = pytest.mark.django_db

# The name in addresses, the records, what is typed for a new one, and what is typed to change it.
KINDS: list[tuple[str, Any, dict[str, str], dict[str, str]]] = [
    ("recommendations", Recommendation, {"text": "Note the report."}, {"text": "Agree the plan."}),
    ("implications", Implication, {"label": "Legal"}, {"standing": "stated", "text": "None but the Act’s."}),
    ("appendices", Appendix, {"title": "Plan", "what": "missing"}, {"title": "The plan", "key": "plan"}),
    ("background", BackgroundPaper, {"title": "Needs assessment"}, {"url": "https://www.example.org/jsna"}),
    ("authors", PaperAuthor, {"post_title": "Manager"}, {"service": "Community safety"}),
]


@pytest.fixture
def draft() -> Draft:
    return begun()


def of(paper: Paper, model: Any) -> list[Any]:
    return list(model.objects.filter(paper=paper).order_by("position", "pk"))


@pytest.mark.parametrize(("name", "model", "new", "change"), KINDS)
class TestEachKind:
    def test_is_added_changed_moved_and_removed(
        self, name: str, model: Any, new: dict[str, str], change: dict[str, str], draft: Draft
    ) -> None:
        add = draft.address(f"parts/{name}/add/")
        answer = sent(draft.client, add, **new)
        (first,) = of(draft.paper, model)
        assert answer.url == f"{draft.address()}#{name}-{first.pk}"
        assert [getattr(first, field) for field in new if field != "what"] == [
            value for field, value in new.items() if field != "what"
        ]
        assert sent(draft.client, draft.address(f"parts/{name}/{first.pk}/"), **change).status_code == 302
        first.refresh_from_db()
        assert [getattr(first, field) for field in change] == list(change.values())
        second = dict(new) if name != "implications" else {"label": "Equality"}
        sent(draft.client, add, **second)
        (_, last) = of(draft.paper, model)
        draft.client.post(draft.address(f"parts/{name}/{last.pk}/up/"))
        assert of(draft.paper, model) == [last, first]
        draft.client.post(draft.address(f"parts/{name}/{last.pk}/down/"))
        assert of(draft.paper, model) == [first, last]
        html = draft.client.post(draft.address(f"parts/{name}/{first.pk}/remove/"), follow=True).content.decode()
        assert of(draft.paper, model) == [last]
        undo = html.partition('action="/removals/')[2].partition('"')[0]
        draft.client.post(f"/removals/{undo}")
        assert of(draft.paper, model) == [first, last]
        noun = model._meta.model_name
        told = list(Event.objects.order_by("pk").values_list("verb", flat=True))
        assert told == [
            f"reports.{noun}_added", f"reports.{noun}_changed", f"reports.{noun}_added", f"reports.{noun}_moved",
            f"reports.{noun}_moved", f"reports.{noun}_removed", "core.put_back",
        ]  # fmt: skip

    def test_is_for_keepers_of_this_paper_alone(
        self, name: str, model: Any, new: dict[str, str], change: dict[str, str], draft: Draft
    ) -> None:
        member = make.role(of=draft.paper.partnership, kind="approver").user
        elsewhere = make.officer(of=make.partnership())
        for person in (member, elsewhere):
            assert logged_in(person).get(draft.address(f"parts/{name}/add/")).status_code == 404
        assert draft.client.get(draft.address(f"parts/{name}/999/")).status_code == 404
        assert draft.client.get(draft.address(f"parts/{name}/999/remove/")).status_code == 405

    def test_is_not_changed_once_the_paper_is_out(
        self, name: str, model: Any, new: dict[str, str], change: dict[str, str], draft: Draft
    ) -> None:
        page = draft.address(f"parts/{name}/add/")
        form = draft.client.get(page).content.decode()
        token = form.partition('name="form-token" value="')[2].partition('"')[0]
        draft.paper.state, draft.paper.first_published_at = "published", make.shared.NOW
        draft.paper.save()
        answer = draft.client.post(page, {**new, "form-token": token, "standing": "unanswered"})
        assert answer.status_code == 422
        assert "begin a correction first" in answer.content.decode()
        assert of(draft.paper, model) == []


class TestRecommendations:
    def test_stand_in_a_tree(self, draft: Draft) -> None:
        first = make.recommendation(of=draft.paper, text="Council is asked to:", position=1)
        sent(draft.client, draft.address(f"parts/recommendations/{first.pk}/add/"), text="note the report")
        inner = Recommendation.objects.get(parent=first)
        assert "a. note the report" in words_of(draft.client, draft.address())
        draft.client.post(draft.address(f"parts/recommendations/{inner.pk}/out/"))
        assert Recommendation.objects.get(pk=inner.pk).parent is None
        draft.client.post(draft.address(f"parts/recommendations/{inner.pk}/in/"))
        assert Recommendation.objects.get(pk=inner.pk).parent == first

    def test_only_they_and_sections_stand_in_others(self, draft: Draft) -> None:
        author = make.paper_author(of=draft.paper)
        assert draft.client.post(draft.address(f"parts/authors/{author.pk}/in/")).status_code == 404
        assert draft.client.get(draft.address(f"parts/authors/{author.pk}/add/")).status_code == 404
        assert draft.client.get(draft.address("parts/sections/add/")).status_code == 404
        assert draft.client.get(draft.address("parts/nonsense/add/")).status_code == 404

    def test_refer_only_to_what_is_there(self, draft: Draft) -> None:
        add = draft.address("parts/recommendations/add/")
        answer = sent(draft.client, add, text="Agree {{appendix:plan}}.")
        assert answer.status_code == 422
        assert "names an appendix; add one." in answer.content.decode()
        assert not Recommendation.objects.exists()
        make.appendix(of=draft.paper, key="plan")
        assert sent(draft.client, add, text="Agree {{appendix:plan}}.").status_code == 302


class TestImplications:
    @pytest.mark.parametrize(
        ("standing", "text", "saved"),
        [
            ("none", "", ("none", "")),
            ("stated", "A cost.", ("stated", "A cost.")),
            ("unanswered", "A cost.", ("stated", "A cost.")),
        ],
    )
    def test_no_implications_is_an_answer(self, standing: str, text: str, saved: tuple[str, str], draft: Draft) -> None:
        asked = make.implication(of=draft.paper)
        sent(draft.client, draft.address(f"parts/implications/{asked.pk}/"), standing=standing, text=text)
        asked.refresh_from_db()
        assert (asked.standing, asked.text) == saved

    @pytest.mark.parametrize(("standing", "text"), [("stated", ""), ("none", "A cost.")])
    def test_words_and_answer_agree(self, standing: str, text: str, draft: Draft) -> None:
        asked = make.implication(of=draft.paper)
        answer = sent(draft.client, draft.address(f"parts/implications/{asked.pk}/"), standing=standing, text=text)
        assert answer.status_code == 422


class TestAppendices:
    def test_a_pdf_is_kept_and_handed_to_members_alone(self, draft: Draft) -> None:
        add = draft.address("parts/appendices/add/")
        answer = sent(draft.client, add, title="Map", what="file", file=SimpleUploadedFile("map.pdf", PDF))
        assert answer.status_code == 302, answer.content.decode()
        appendix = Appendix.objects.get()
        assert (appendix.file_name, appendix.is_supplied) == ("map.pdf", True)
        address = draft.address(f"appendices/{appendix.pk}/paper.pdf")
        assert b"".join(draft.client.get(address)) == PDF
        assert logged_in(make.stranger()).get(address).status_code == 404
        sent(draft.client, draft.address(f"parts/appendices/{appendix.pk}/"), what="missing")
        appendix.refresh_from_db()
        assert (bool(appendix.file), appendix.is_supplied) == (False, False)
        assert draft.client.get(address).status_code == 404

    def test_another_paper_is_attached(self, draft: Draft) -> None:
        plan = make.paper(of=draft.paper.partnership, title="Rolling plan")
        sent(draft.client, draft.address("parts/appendices/add/"), title="Plan", what="paper", attached=str(plan.pk))
        assert Appendix.objects.get().attached == plan
        assert "Appendix A Plan The paper “Rolling plan”" in words_of(draft.client, draft.address())

    @pytest.mark.parametrize(("what", "sentence"), [("paper", "Choose the paper"), ("file", "Choose the PDF")])
    def test_what_is_chosen_is_given(self, what: str, sentence: str, draft: Draft) -> None:
        answer = sent(draft.client, draft.address("parts/appendices/add/"), title="Plan", what=what)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()


class TestBackgroundPapers:
    def test_that_there_are_none_is_said_outright(self, draft: Draft) -> None:
        url = draft.address("draft/no-background/")
        draft.client.post(url)
        assert Paper.objects.get(pk=draft.paper.pk).background_none
        draft.client.post(url)
        assert not Paper.objects.get(pk=draft.paper.pk).background_none
        make.background_paper(of=draft.paper)
        assert "Remove them before you say" in draft.client.post(url, follow=True).content.decode()
        assert draft.client.get(url).status_code == 405


@pytest.mark.parametrize("name", ["recommendations", "appendices"])
def test_a_form_takes_as_many_queries_in_a_long_paper_as_in_a_short_one(name: str, draft: Draft) -> None:
    url = draft.address(f"parts/{name}/add/")
    few = queries_of(draft.client, url)
    for number in range(18):
        make.recommendation(of=draft.paper, position=number)
        make.appendix(of=draft.paper, position=number)
        make.paper(of=draft.paper.partnership)
    assert queries_of(draft.client, url) == few

"""The pages of a paper on its way, in the states that its signing, publishing, correcting and withdrawing bring."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.content import to_json
from reports.models import Paper
from tests import make
from tests.forms_on_pages import forms_on
from tests.journeys.states import Shown, undone
from tests.reports.sample_paper import SAMPLE
from tests.world import World, logged_in


@dataclass
class Way:
    """Goes from page to page of one paper, and keeps what was shown."""

    slug: str
    officer: Client
    approver: Client
    shown: list[Shown]

    def look(self, state: str, name: str, *more: Any, by: Client | None = None, **query: str) -> str:
        """Keeps a page; gives its HTML."""
        url = reverse(f"reports:{name}", args=[self.slug, *more])
        response = (by or self.officer).get(url, query)
        self.shown.append(
            Shown(f"{name}, {state}", url, response.status_code, response.content, dict(response.items()))
        )
        return str(response.content.decode())

    def do(self, name: str, *more: Any, by: Client | None = None, **data: Any) -> None:
        """Presses a button."""
        response = (by or self.officer).post(reverse(f"reports:{name}", args=[self.slug, *more]), data, follow=True)
        assert "Done" in response.content.decode(), (name, response.redirect_chain)


def states_of_papers(world: World) -> list[Shown]:
    """Every page of signing and publishing that looks otherwise as the paper goes on."""
    officer, approver = (logged_in(world.cast[kind]) for kind in ("officer", "approver"))
    shown: list[Shown] = []
    draft, paper = world.records["draft"], world.records["paper"]
    assert isinstance(draft, Paper)
    assert isinstance(paper, Paper)
    with undone():
        _of_signing(Way(draft.slug, officer, approver, shown), draft, world.records["sign_off"].pk)
    with undone():
        _of_returning(Way(draft.slug, officer, approver, shown), world.records["sign_off"].pk)
    with undone():
        _of_correcting(Way(paper.slug, officer, approver, shown), paper)
    return shown


def _of_signing(way: Way, draft: Paper, sign_off: int) -> None:
    make.sign_off(of=draft, position=2, function="Legal", post_title="Head of Law", is_required=False)
    make.pre_election_period(of=draft.partnership, from_date=timezone.localdate() - timedelta(days=3))
    way.do("sign_off_send")
    way.look("in review", "sign_off")
    way.look("in review", "draft")
    way.do("sign_off_sign", sign_off, by=way.approver, seen=_seen(way.look("in review", "sign", by=way.approver)))
    way.look("signed", "sign", by=way.approver)
    way.look("approved", "sign_off")
    way.look("approved", "publish")
    way.look("approved", "schedule")
    draft.sections.update(text="The partnership meets every month.")
    way.look("changed after it was signed", "sign", by=way.approver)
    way.look("changed after it was signed", "sign_off")
    way.look("changed after it was signed", "publish")
    Paper.objects.filter(pk=draft.pk).update(state="scheduled", publish_at=timezone.now() + timedelta(days=2))
    way.look("scheduled", "sign_off")
    Paper.objects.filter(pk=draft.pk).update(state="approved", publish_at=None, meeting=None, date="2025-01-06")
    way.look("late", "publish")


def _of_returning(way: Way, sign_off: int) -> None:
    way.do("sign_off_send")
    page = way.look("before it is returned", "sign_off_return", sign_off, by=way.approver)
    form = next(form for form in forms_on(page) if "note" in form.data)
    way.do("sign_off_return", sign_off, by=way.approver, **{**form.data, "note": ["Say what it costs."]})
    way.look("returned", "sign", by=way.approver)
    way.look("returned", "sign_off")
    way.look("returned", "draft")


def _of_correcting(way: Way, paper: Paper) -> None:
    make.section(of=paper, text="The partnership meets every quarter.")
    second = replace(SAMPLE, subtitle="What was done, and what comes next")
    make.edition(of=paper, number=2, content=to_json(second), reason="The number of burglaries.")
    way.look("out", "sign_off")
    way.look("out", "draft")
    way.look("an old one", "edition", 1)
    way.look("two editions", "paper_compare")
    Paper.objects.filter(pk=paper.pk).update(state="draft", correction="The number of robberies.")
    way.look("a correction", "draft")
    way.look("a correction", "sign_off")
    way.look("a correction", "publish")
    Paper.objects.filter(pk=paper.pk).update(
        state="withdrawn", correction="", withdrawn_at=timezone.now(), withdrawn_reason="It named somebody."
    )
    way.look("withdrawn", "paper")
    way.look("withdrawn", "paper", by=Client())
    way.look("withdrawn", "sign_off")


def _seen(html: str) -> str:
    """The hash of what an approver is shown."""
    return next(form.data["seen"][0] for form in forms_on(html) if "seen" in form.data)

"""What the tests of a paper's pages share: a draft with one of everything, who keeps it, and how a form is sent."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from partners.models import User
from priorities.models import Plan
from reports.models import Paper, Section
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.world import logged_in


@dataclass
class Draft:
    """A draft in Oxford, with its plan, its officer and a browser in which the officer has logged in."""

    paper: Paper
    plan: Plan
    officer: User
    client: Client

    def address(self, end: str = "draft/") -> str:
        return f"/papers/{self.paper.slug}/{end}"

    @property
    def sections(self) -> list[Section]:
        return list(self.paper.sections.order_by("position", "pk"))


def begun(**fields: Any) -> Draft:
    """A draft with two sections and a head of two fields."""
    oxford = make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")
    plan = make.plan(of=oxford, slug="2025-26", status="agreed", period="2025-26", title="Plan 2025-26")
    style = make.house_style(of=oxford)
    make.header_field(of=style, key="to", label="To", position=1)
    make.header_field(of=style, key="title", label="Title of report", position=2)
    paper = make.paper(of=oxford, plan=plan, reports_on=plan, slug="update", house_style=style, **fields)
    make.header_value(of=paper, key="to", text="Council")
    make.header_value(of=paper, key="title", text=paper.title)
    make.section(of=paper, heading="Introduction", text="The partnership meets every quarter.", position=1)
    make.section(of=paper, heading="Priorities", fill="priorities", plan=plan, position=2)
    officer = make.officer(of=oxford)
    return Draft(paper, plan, officer, logged_in(officer))


def sent(client: Client, url: str, /, **typed: Any) -> HttpResponse:
    """The answer to the form at an address, sent as a browser would with some answers changed; None takes one away."""
    form = edit_form_on(client.get(url).content.decode())
    assert form, f"{url} has no form"
    data = {**form.data, **{name: value for name, value in typed.items() if value is not None}}
    for name, value in typed.items():
        if value is None:
            data.pop(name, None)
    return client.post(url, data)

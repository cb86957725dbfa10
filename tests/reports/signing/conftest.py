"""A paper for a meeting on Monday 1 December 2025, despatched by 21 November, which Finance and Legal must sign."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from partners.models import User
from reports.manuscripts import manuscript
from reports.models import Paper, SignOff
from reports.operations import send_for_sign_off, sign_paper
from tests import make
from tests.make.shared import NOW

LATER = NOW + timedelta(hours=1)


@dataclass
class Desk:
    """A paper, who keeps it, and who signs it."""

    paper: Paper
    officer: User
    finance: User
    legal: User
    deputy: User

    @property
    def hash(self) -> str:
        """What the paper is known by as it stands now."""
        return manuscript(Paper.objects.get(pk=self.paper.pk)).hash

    @property
    def state(self) -> str:
        return Paper.objects.get(pk=self.paper.pk).state

    def of(self, function: str) -> SignOff:
        return self.paper.sign_offs.get(function=function)

    def send(self) -> None:
        send_for_sign_off(paper=self.paper, by=self.officer, now=NOW)

    def sign(self, function: str = "Finance", *, by: User | None = None) -> SignOff:
        signer = by or {"Finance": self.finance, "Legal": self.legal}[function]
        return sign_paper(sign_off=self.of(function), seen=self.hash, by=signer, now=LATER)

    def change(self, text: str = "The partnership meets every month.") -> None:
        self.paper.sections.update(text=text)


@pytest.fixture
def desk(db: None) -> Desk:
    of = make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")
    paper = make.paper(
        of=of,
        slug="annual-update",
        title="Annual Update 2025-26",
        meeting=make.meeting(of=of, on=date(2025, 12, 1)),
    )
    make.section(of=paper, text="The partnership meets quarterly.")
    finance, legal, deputy = (make.approver(of=of) for _ in range(3))
    for position, (function, approver) in enumerate({"Finance": finance, "Legal": legal}.items(), 1):
        make.approver_role(of=paper.house_style, position=position, function=function, days_before=3 + position)
        make.sign_off(
            of=paper, position=position, function=function, post_title=f"Head of {function}", approver=approver
        )
    paper.sign_offs.filter(function="Legal").update(deputy=deputy)
    return Desk(paper, make.officer(of=of), finance, legal, deputy)

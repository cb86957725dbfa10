"""A paper of Oxford's partnership with a figure that it states otherwise and a comment on it: what the how-tos about
papers show pictures of.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponseBase
from django.utils import timezone

from achievements.models import Achievement
from achievements.operations import add_figure
from partners.models import Meeting, User
from reports.models import Override, Paper, Section
from reports.operations import draft_paper, send_for_sign_off
from reports.operations.comments import add_comment
from reports.operations.figures import override_figure
from tests.journeys.paper.years import Year, year_of_oxford
from tests.make.shared import read_period
from tests.world import logged_in

SHOPS = "Checked 41 shops for knives sold to children; three failed, and were checked again."


@dataclass(frozen=True, slots=True)
class StagedPaper:
    """The paper, who keeps it and who signs it, and what is shown of it."""

    paper: Paper
    officer: User
    approver: User
    section: Section
    cite: str


def stage_paper() -> StagedPaper:
    """Begins the annual update with last time's words, overrides a figure in it, and comments on it."""
    now, year = timezone.now(), year_of_oxford()
    paper = _draft(year)
    shops = add_figure(
        achievement=Achievement.objects.get(plan=year.before, text=SHOPS),
        values={
            "stated": "41",
            "number": Decimal(41),
            "what": "shops checked",
            "period": read_period("April 2025 to March 2026"),
            "source_document": "Trading standards, list of test purchases",
        },
        by=year.officer,
        now=now,
    )
    override_figure(
        override=Override(paper=paper, cite=f"achievements.figure:{shops.pk}"),
        values={"text": "43", "reason": "Two shops were checked after the list was made."},
        revision=0,
        by=year.officer,
        now=now,
    )
    approver = year.approvers["Finance"]
    add_comment(
        paper=paper,
        text="Can we say what became of the three that failed?",
        number="9",
        mentions=[year.officer],
        by=approver,
        now=now,
    )
    priorities = Section.objects.get(paper=paper, fill=Section.Fill.PRIORITIES)
    return StagedPaper(paper, year.officer, approver, priorities, f"achievements.figure:{shops.pk}")


def for_the_approver(staged: StagedPaper) -> HttpResponseBase:
    """The page from which an approver signs, once nothing stops the paper and it was sent."""
    Paper.objects.filter(pk=staged.paper.pk).update(background_none=True)
    send_for_sign_off(paper=staged.paper, by=staged.officer, now=timezone.now())
    return logged_in(staged.approver).get(f"/papers/{staged.paper.slug}/sign/")


def _draft(year: Year) -> Paper:
    return draft_paper(
        kind=year.last.kind,
        slug="2026-oxford-annual-update",
        title=f"Oxford Safer Communities Partnership (OSCP) Annual Update {year.plan.period_stated}",
        plan=year.plan,
        reports_on=year.before,
        house_style=year.last.house_style,
        meeting=Meeting.objects.filter(partnership=year.partnership).latest("pk"),
        follows=year.last,
        copies=True,
        by=year.officer,
        now=timezone.now(),
    )

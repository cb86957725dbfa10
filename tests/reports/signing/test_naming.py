"""Who signs a new paper: whoever signed last time, or the only approver there is; and what the composer says of it."""

from datetime import date

import pytest
from django.urls import reverse

from partners.models import Role
from reports.operations.signers import name_signers
from tests import make
from tests.make.shared import NOW
from tests.pages import words_of
from tests.world import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def oxford():
    return make.partnership(slug="oxford")


@pytest.fixture
def style(oxford):
    found = make.house_style(of=oxford)
    make.approver_role(of=found, function="Finance", position=1)
    make.approver_role(of=found, function="Legal", position=2, is_required=False)
    return found


def named(paper):
    name_signers(paper=paper, now=NOW)
    return {one.function: (one.approver, one.deputy) for one in paper.sign_offs.all()}


def test_whoever_signed_last_time_is_named_again_with_the_deputy(oxford, style):
    finance, deputy = make.approver(of=oxford), make.approver(of=oxford)
    last = make.paper(of=oxford, house_style=style)
    make.sign_off(of=last, function="Finance", approver=finance, deputy=deputy)
    paper = make.paper(of=oxford, house_style=style, follows=last)
    assert named(paper) == {"Finance": (finance, deputy), "Legal": (None, None)}


def test_the_only_approver_signs_for_everything(oxford, style):
    only = make.approver(of=oxford)
    assert named(make.paper(of=oxford, house_style=style)) == {"Finance": (only, None), "Legal": (only, None)}


def test_who_has_left_is_not_named(oxford, style):
    gone, deputy, other = (make.approver(of=oxford) for _ in range(3))
    last = make.paper(of=oxford, house_style=style)
    make.sign_off(of=last, function="Finance", approver=gone, deputy=deputy)
    Role.objects.filter(user=gone).update(until_date=date(2025, 1, 1))
    make.sign_off(of=last, function="Legal", approver=other, position=2)
    paper = make.paper(of=oxford, house_style=style, follows=last)
    assert named(paper) == {"Finance": (None, deputy), "Legal": (other, None)}


def test_the_composer_sends_a_paper_round_once_everybody_is_named(oxford, style):
    paper = make.paper(of=oxford, house_style=style)
    make.section(of=paper, text="We met.")
    officer, url = logged_in(make.officer(of=oxford)), reverse("reports:draft", args=[paper.slug])
    name_signers(paper=paper, now=NOW)
    words = words_of(officer, url)
    assert "Nobody is named yet" in words
    assert "Send for sign-off" not in words
    paper.sign_offs.filter(function="Finance").update(approver=make.approver(of=oxford))
    words = words_of(officer, url)
    assert "Finance Not asked yet" in words
    assert "Send for sign-off" in words  # Legal is not required

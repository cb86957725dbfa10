"""A file of evidence is saved under its own name in a real browser, and runs nowhere, whatever is in it."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from priorities.models import Plan
from tests import make

pytestmark = pytest.mark.django_db

SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>document.title='ran'; parent.ran=true</script></svg>"


@pytest.mark.parametrize("file_name", ["Réunion de l’été.pdf", "drawing.svg", "page.html"])
def test_whatever_a_file_holds_it_is_saved_and_never_run(portal: str, page: Page, file_name: str) -> None:
    plan = Plan.objects.filter(status="agreed").select_related("partnership").in_display_order()[0]
    evidence = make.evidence(of=make.achievement(of=plan), content=SCRIPT, file_name=file_name, is_public=True)
    address = reverse("achievements:evidence_file", args=[plan.partnership.slug, plan.slug, evidence.pk])
    page.goto(portal + "/accessibility/")
    title = page.title()
    page.evaluate("address => {const a = document.createElement('a'); a.href = address; a.id = 'file';"
                  "a.textContent = 'The file'; document.querySelector('main').prepend(a)}", address)  # fmt: skip
    with page.expect_download() as download:
        page.locator("#file").press("Enter")
    assert download.value.suggested_filename == file_name
    assert Path(download.value.path()).read_bytes() == SCRIPT
    expect(page).to_have_title(title)
    assert page.url.endswith("/accessibility/")
    assert page.evaluate("window.ran") is None


def test_a_file_cannot_be_shown_in_a_frame_or_as_a_picture(portal: str, page: Page) -> None:
    plan = Plan.objects.filter(status="agreed").select_related("partnership").in_display_order()[0]
    evidence = make.evidence(of=make.achievement(of=plan), content=SCRIPT, file_name="drawing.svg", is_public=True)
    address = reverse("achievements:evidence_file", args=[plan.partnership.slug, plan.slug, evidence.pk])
    page.goto(portal + "/accessibility/")
    drawn = page.evaluate(
        "address => new Promise(done => {const picture = new Image(); picture.onload = () => done(true);"
        "picture.onerror = () => done(false); picture.src = address})",
        address,
    )
    assert drawn is False

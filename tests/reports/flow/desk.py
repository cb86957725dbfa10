"""Takes a paper through its pages as its officer and approvers would: reads each form from its page, and sends it."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from partners.models import User
from reports.models import Paper, Section, SignOff
from tests.forms_on_pages import edit_form_on, forms_on
from tests.world import logged_in


class Desk:
    """The pages of one paper, and who goes through them."""

    def __init__(self, slug: str, *, officer: User, approvers: dict[str, User]) -> None:
        self.slug = slug
        self.officer = logged_in(officer)
        self.approvers = {function: logged_in(user) for function, user in approvers.items()}

    @property
    def paper(self) -> Paper:
        return Paper.objects.get(slug=self.slug)

    def page(self, name: str, *more: Any, by: Client | None = None) -> str:
        """A page about the paper as the officer reads it, or somebody else."""
        response = (by or self.officer).get(self._address(name, *more))
        assert response.status_code == 200, (name, response.status_code)
        return response.content.decode()

    def change(self, old: str, new: str) -> Section:
        """Puts words in place of others in the section that has them; looks at the preview before saving."""
        section = self.paper.sections.get(text__contains=old)
        form = edit_form_on(self.page("section_edit", section.pk))
        assert form
        assert old in form.data["text"][0]
        sent = {**form.data, "text": [form.data["text"][0].replace(old, new)]}
        preview = self.officer.post(self._address("section_edit", section.pk), {**sent, "preview": ["1"]})
        assert new in words(preview.content.decode())
        assert old in Section.objects.get(pk=section.pk).text, "a preview saves nothing"
        self.send("section_edit", section.pk, data=sent)
        return section

    def send(self, name: str, *more: Any, by: Client | None = None, data: dict[str, Any] | None = None) -> str:
        """Sends a form, which leads on to another page: that page."""
        response = (by or self.officer).post(self._address(name, *more), data or {}, follow=True)
        assert response.redirect_chain, words(response.content.decode())
        assert response.status_code == 200, response.redirect_chain
        return response.content.decode()

    def fill_in(self, name: str, *more: Any, **answers: str) -> str:
        """Fills in the form of a page and sends it: the page after."""
        form = edit_form_on(self.page(name, *more))
        assert form, f"The page {name} has no form."
        return self.send(name, *more, data={**form.data, **{key: [value] for key, value in answers.items()}})

    def sign_all(self) -> None:
        """Every approver reads the paper and signs it."""
        for function, client in self.approvers.items():
            sign_off = SignOff.objects.get(paper__slug=self.slug, function=function)
            address = self._address("sign_off_sign", sign_off.pk)
            page = self.page("sign", by=client)
            assert f'action="{address}"' in page, f"{function} is not asked to sign."
            form = next(form for form in forms_on(page) if "seen" in form.data)
            assert "You have signed" in self.send("sign_off_sign", sign_off.pk, by=client, data=form.data)

    def _address(self, name: str, *more: Any) -> str:
        return reverse(f"reports:{name}", args=[self.slug, *more])


def words(html: str) -> str:
    """What a page says: without tags, each run of white space as one blank."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", " ", html))).split())

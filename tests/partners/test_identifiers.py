"""Official identifiers of bodies, and how a partnership's grants are published."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from core.models import Event
from partners.models import Partnership
from partners.models.identifiers import check_grant_prefix, check_org_identifier, list_code, registration_number
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.world import logged_in


class TestAnOfficialIdentifier:
    @pytest.mark.parametrize(
        "text",
        ["GB-CHC-1164883", "GB-CHC-313069", "GB-COH-01234567", "GB-COH-SC012345", "GB-SC-SC000123", "GB-LAE-OXF",
         "GB-GOVUK-home_office", "XI-ROR-03yrm5c26"],
    )  # fmt: skip
    def test_is_a_list_and_a_number_in_it(self, text: str) -> None:
        check_org_identifier(text)
        assert text.startswith(f"{list_code(text)}-")

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("1164883", "Enter the list and the number in it"),
            ("gb-chc-1164883", "Enter the list and the number in it"),
            ("GB-CHC-116 4883", "Enter the list and the number in it"),
            ("GB-LAE-", "Enter the list and the number in it"),
            ("360G-Example-1", "Enter the list and the number in it"),
            ("GB-CHC-12", "six or seven digits"),
            ("GB-COH-1234567", "Put back the noughts"),
        ],
    )
    def test_of_another_shape_is_refused_with_a_sentence(self, text: str, sentence: str) -> None:
        with pytest.raises(ValidationError, match=sentence):
            check_org_identifier(text)

    @pytest.mark.parametrize(
        ("text", "number"), [("GB-CHC-1164883", "1164883"), ("GB-LAE-OXF", ""), ("XI-ROR-03yrm5c26", "03yrm5c26")]
    )
    def test_has_a_registration_number_unless_it_is_the_code_of_a_public_body(self, text: str, number: str) -> None:
        assert registration_number(text) == number

    def test_that_is_none_has_neither_list_nor_number(self) -> None:
        assert (list_code(""), registration_number("")) == ("", "")


@pytest.mark.parametrize("text", ["Example", "360G", "360G-", "360G-Safer Oxford", "360G-Oxford\n"])
def test_a_prefix_of_another_shape_is_refused(text: str) -> None:
    check_grant_prefix("360G-SaferOxford")
    with pytest.raises(ValidationError, match="beginning with 360G-"):
        check_grant_prefix(text)


@pytest.mark.django_db
class TestHowGrantsArePublished:
    URL = "/partnerships/oxford/publishing/"

    @pytest.fixture
    def oxford(self) -> Partnership:
        return make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")

    def test_is_said_by_an_administrator(self, oxford: Partnership) -> None:
        client = logged_in(make.administrator(of=oxford))
        form = edit_form_on(client.get(self.URL).content.decode())
        assert "open-government-licence" in str(form.data["data_licence"])
        client.post(self.URL, {**form.data, "grant_prefix": "360G-SaferOxford"})
        oxford.refresh_from_db()
        assert oxford.grant_prefix == "360G-SaferOxford"
        assert "Changed how the grants of" in Event.objects.get(verb="partners.publishing_changed").summary

    def test_a_wrong_prefix_comes_back_with_a_sentence(self, oxford: Partnership) -> None:
        client = logged_in(make.administrator(of=oxford))
        form = edit_form_on(client.get(self.URL).content.decode())
        response = client.post(self.URL, {**form.data, "grant_prefix": "Oxford"})
        assert response.status_code == 422
        assert "beginning with 360G-" in response.content.decode()

    def test_is_nobody_elses_to_say(self, oxford: Partnership, client: Client) -> None:
        assert logged_in(make.officer(of=oxford)).get(self.URL).status_code == 404
        elsewhere = make.administrator(of=make.partnership())
        assert logged_in(elsewhere).get(self.URL).status_code == 404
        assert client.get(self.URL).status_code == 302
        assert logged_in(make.administrator(of=oxford)).delete(self.URL).status_code == 405

    def test_a_body_is_given_its_identifier_where_it_is_kept(self, oxford: Partnership) -> None:
        client, body = logged_in(make.officer(of=oxford)), make.body(name="Cuckooing Support", kind="voluntary")
        url = reverse("partners:body_edit", args=["oxford", body.pk])
        form = edit_form_on(client.get(url).content.decode())
        assert client.post(url, {**form.data, "org_identifier": "GB-CHC-12"}).status_code == 422
        client.post(url, {**form.data, "org_identifier": "GB-CHC-1164883"})
        body.refresh_from_db()
        assert (body.org_identifier, body.registration_number) == ("GB-CHC-1164883", "1164883")

"""The page of a partnership's bodies on a day."""

from datetime import date

import pytest
from django.test import Client

from partners.models import Partnership, User
from tests import make
from tests.pages import queries_of, words_of

URL = "/partnerships/oxford/bodies/"


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford")


@pytest.mark.django_db
class TestThePageOfBodies:
    def test_shows_who_belonged_on_the_day_asked_for(self, oxford: Partnership, client: Client) -> None:
        make.membership(of=oxford, member=make.body(name="Clinical Commissioning Group"), until_date=date(2022, 6, 30))
        make.membership(of=oxford, member=make.body(name="Integrated Care Board"), from_date=date(2022, 7, 1))
        then, now = words_of(client, f"{URL}?on=2022-06-30"), words_of(client, f"{URL}?on=2022-07-01")
        assert "as at 30 June 2022" in then
        assert "Clinical Commissioning Group" in then
        assert "Integrated Care Board" not in then
        assert "Integrated Care Board" in now
        assert "Clinical Commissioning Group" not in now

    def test_shows_today_when_no_day_is_asked_for(
        self, oxford: Partnership, client: Client, time_machine: object
    ) -> None:
        time_machine.move_to("2025-10-06 12:00:00+00:00")
        assert "as at 6 October 2025" in words_of(client, URL)

    def test_leads_from_the_three_boxes_to_the_days_own_address(self, oxford: Partnership, client: Client) -> None:
        response = client.get(URL, {"on_day": "1", "on_month": "june", "on_year": "2013"})
        assert response.status_code == 302
        assert response.url == f"{URL}?on=2013-06-01"

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("on_day=31&on_month=2&on_year=2013", "The date must be a real date, like 31 3 2025"),
            ("on_day=1&on_month=&on_year=2013", "The date must include a month"),
            ("on=2013-13-01", "The date must be a real date, like 31 3 2025"),
            ("on=yesterday", "The date must include a month and a year"),
            ("on=", "Enter the date"),
        ],
    )
    def test_says_at_the_field_what_is_wrong_with_a_date(
        self, query: str, sentence: str, oxford: Partnership, client: Client
    ) -> None:
        html = client.get(f"{URL}?{query}").content.decode()
        assert html.count(sentence) == 2, "once above, once at the field"
        assert 'href="#id_on_day"' in html
        assert 'id="id_on_day"' in html
        assert "<title>Error: " in html

    def test_names_who_fills_each_category_and_calls_out_the_gaps(self, oxford: Partnership, client: Client) -> None:
        make.membership(
            of=oxford, member=make.body(name="Oxfordshire County Council"), categories=("county-council", "fire")
        )
        words = words_of(client, f"{URL}?on=2025-10-06")
        assert "County council Oxfordshire County Council" in words
        assert "Fire and rescue authority Oxfordshire County Council" in words
        assert "Chief officer of police Nobody recorded" in words
        assert "Warning No member is recorded for: District or unitary council;" in words

    def test_calls_out_nothing_when_every_category_is_filled(self, oxford: Partnership, client: Client) -> None:
        make.membership(
            of=oxford,
            categories=("district-council", "county-council", "probation", "police", "fire", "health"),
        )
        assert "No member is recorded for" not in words_of(client, f"{URL}?on=2025-10-06")

    def test_puts_responsible_authorities_first_whatever_the_order(self, oxford: Partnership, client: Client) -> None:
        make.membership(of=oxford, position=1, standing="partner", member=make.body(name="A university"))
        make.membership(of=oxford, position=2, standing="responsible", member=make.body(name="The council"))
        make.membership(of=oxford, position=3, standing="partner", member=make.body(name="A charity"))
        words = words_of(client, f"{URL}?on=2025-10-06")
        assert "Responsible authorities The council Other partners A university A charity" in words

    def test_shows_groups_as_a_tree_with_their_seats(self, oxford: Partnership, client: Client) -> None:
        board = make.group(of=oxford, name="The Board")
        task_group = make.group(of=oxford, name="Task group", parent=board)
        make.seat(on=board, post_title="Leader of the council", is_chair=True)
        make.seat(on=task_group, post_title="Sergeant", is_invited=True)
        words = words_of(client, f"{URL}?on=2025-10-06")
        assert words.index("The Board") < words.index("Leader of the council (chair)") < words.index("Task group")
        assert "Sergeant (by invitation)" in words

    def test_names_posts_and_no_person(self, oxford: Partnership, client: Client) -> None:
        make.seat(on=make.group(of=oxford), person=make.person(name="Sam Nobody", email="sam@example.org"))
        html = client.get(f"{URL}?on=2025-10-06").content.decode()
        assert "Sam Nobody" not in html
        assert "sam@example.org" not in html

    def test_says_so_when_nobody_belonged(self, oxford: Partnership, client: Client) -> None:
        assert "No body is recorded as a member on that day." in words_of(client, f"{URL}?on=1999-01-01")

    def test_is_not_found_for_a_partnership_that_is_not_there(self, client: Client) -> None:
        assert client.get("/partnerships/cambridge/bodies/").status_code == 404

    def test_cannot_be_posted_to(self, oxford: Partnership, client: Client) -> None:
        assert client.post(URL).status_code == 405

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, oxford: Partnership, client: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                make.membership(of=oxford, member=make.body(successor=make.body()), categories=("police",))
                group = make.group(of=oxford, secretariat=make.body(), parent=make.group(of=oxford))
                make.seat(on=group, body=make.body())

        add_rows(2)
        few = queries_of(client, URL)
        add_rows(18)
        assert queries_of(client, URL) == few


@pytest.mark.django_db
class TestLoggingIn:
    def test_leads_to_ones_own_work(self, client: Client) -> None:
        make.user(email="officer@example.org", password="correct horse battery")
        response = client.post(
            "/accounts/login/", {"login": "officer@example.org", "password": "correct horse battery"}
        )
        assert response.url == "/work/"

    def test_goes_on_to_the_page_that_was_wanted(self, client: Client) -> None:
        make.user(email="officer@example.org", password="correct horse battery")
        data = {"login": "officer@example.org", "password": "correct horse battery", "next": "/papers/"}
        assert client.post("/accounts/login/", data).url == "/papers/"

    def test_with_empty_boxes_says_what_to_enter(self, client: Client) -> None:
        html = client.post("/accounts/login/", {}).content.decode()
        for sentence, target in (("Enter your e-mail address", "id_login"), ("Enter your password", "id_password")):
            assert f'<a href="#{target}">{sentence}</a>' in html

    def test_with_a_wrong_password_does_not_say_which_of_the_two_is_wrong(self, client: Client) -> None:
        make.user(email="officer@example.org", password="correct horse battery")
        known = client.post("/accounts/login/", {"login": "officer@example.org", "password": "x"})
        unknown = client.post("/accounts/login/", {"login": "nobody@example.org", "password": "x"})
        sentence = "The e-mail address or the password is wrong."
        assert sentence in known.content.decode()
        assert sentence in unknown.content.decode()

    def test_too_often_with_a_wrong_password_locks_out_the_right_one_too(self, client: Client) -> None:
        make.user(email="officer@example.org", password="correct horse battery")
        for _ in range(5):
            client.post("/accounts/login/", {"login": "officer@example.org", "password": "x"})
        data = {"login": "officer@example.org", "password": "correct horse battery"}
        response = client.post("/accounts/login/", data)
        assert response.status_code in (200, 429)
        assert "Too many wrong tries." in response.content.decode()

    def test_out_is_asked_first_and_done_by_posting(self, client: Client) -> None:
        client.force_login(make.user())
        assert "Do you want to log out?" in client.get("/accounts/logout/").content.decode()
        assert client.get("/work/").status_code == 200
        assert client.post("/accounts/logout/").url == "/"
        assert client.get("/work/").status_code == 302

    def test_up_is_closed(self, client: Client) -> None:
        response = client.post(
            "/accounts/signup/",
            {"email": "new@example.org", "password1": "correct horse battery", "password2": "correct horse battery"},
        )
        assert "You cannot make an account yourself" in response.content.decode()
        assert not User.objects.exists()

    @pytest.mark.parametrize(
        "url",
        [
            "/accounts/2fa/",
            "/accounts/2fa/totp/activate/",
            "/accounts/email/",
            "/accounts/password/change/",
            "/accounts/password/reset/",
            "/accounts/reauthenticate/",
            "/accounts/sessions/",
            "/accounts/3rdparty/",
        ],
    )
    def test_has_its_other_pages_in_the_portals_dress(self, url: str, client: Client) -> None:
        client.post(
            "/accounts/login/",
            {
                "login": make.user(email="a@example.org", password="correct horse battery").email,
                "password": "correct horse battery",
            },
        )
        response = client.get(url, follow=True)
        assert response.status_code == 200
        assert "govuk-heading-xl" in response.content.decode()

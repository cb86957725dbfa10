"""The pages of house styles and pre-election periods."""

from datetime import date

import pytest
from django.urls import reverse

from reports.models import HouseStyle, PreElectionPeriod
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import queries_of, words_in, words_of
from tests.world import logged_in

pytestmark = pytest.mark.django_db
LIST, PERIODS = "/partnerships/oxford/house-styles/", "/partnerships/oxford/pre-election-periods/"


def address(name, *keys):
    return reverse(f"styles:{name}", args=["oxford", *keys])


def sent(client, url, **typed):
    """The answer to the form on a page, sent with some answers changed."""
    form = edit_form_on(client.get(url).content.decode())
    return client.post(url, {**form.data, **typed}, follow=True)


def message_of(response):
    return " ".join(str(message) for message in response.context["messages"])


class TestTheList:
    def test_says_which_hold_today_and_how_many_papers_are_in_each(self, style, administrator):
        make.paper(of=style.partnership, house_style=style)
        make.house_style(of=style.partnership, name="Old", until_date=date(2015, 1, 1))
        words = words_of(administrator, LIST)
        assert "Report to Council Oxford City Council 1 paper, 1 in hand Old" in words
        assert "until 1 January 2015 (not today) No paper is in it yet" in words

    def test_without_any_it_says_so(self, oxford, administrator):
        assert "There is no house style yet. A paper needs one." in words_of(administrator, LIST)

    def test_officers_look_and_administrators_change(self, style, officer, administrator):
        assert "Add a house style" in words_of(administrator, LIST)
        assert "Add a house style" not in words_of(officer, LIST)
        page = address("house_style", style.pk)
        assert "Remove Date" in words_of(administrator, page)
        assert "Remove" not in words_of(officer, page)
        assert officer.get(address("house_style_edit", style.pk)).status_code == 404

    def test_those_of_another_partnership_are_not_there(self, style):
        other = logged_in(make.role(of=make.partnership(slug="elsewhere"), kind="administrator").user)
        assert other.get(LIST).status_code == 404
        assert other.get(reverse("styles:house_style", args=["elsewhere", style.pk])).status_code == 404

    def test_takes_as_many_queries_for_twenty_as_for_two(self, oxford, administrator):
        def add(count):
            for _ in range(count):
                style = make.house_style(of=oxford)
                make.paper(of=oxford, house_style=style)
                make.pre_election_period(of=oxford)

        add(2)
        few = queries_of(administrator, LIST), queries_of(administrator, PERIODS)
        add(18)
        assert (queries_of(administrator, LIST), queries_of(administrator, PERIODS)) == few


class TestOneHouseStyle:
    def test_shows_everything_and_a_sample(self, style, administrator):
        words = words_of(administrator, address("house_style", style.pk))
        assert "Name at the top Oxford City Council" in words
        assert "Finance: Head of Finance 5 clear working days before despatch" in words
        assert "The Council is asked to Recommendations" in words
        assert "Community safety: annual update" in words
        assert "Add a field (Report of, Title of report" in words

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, style, administrator):
        page = address("house_style", style.pk)
        few = queries_of(administrator, page)
        for number in range(18):
            make.approver_role(of=style, function=f"Function {number}")
            make.implication_kind(of=style, label=f"Kind {number}")
            make.paper(of=style.partnership, house_style=style)
        assert queries_of(administrator, page) == few

    def test_gives_its_sample_as_a_pdf(self, style, officer):
        answer = officer.get(address("house_style_pdf", style.pk))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")

    def test_is_added_with_the_usual_head(self, oxford, administrator):
        answer = sent(administrator, address("house_style_add"), name="Cabinet", masthead="Oxford City Council")
        assert "with the head that papers usually have" in message_of(answer)
        assert HouseStyle.objects.get().header_fields.count() == 10

    def test_a_change_says_how_many_drafts_look_different(self, style, administrator):
        make.paper(of=style.partnership, house_style=style)
        make.paper(of=style.partnership, house_style=style, state="in-review")
        make.paper(of=style.partnership, house_style=style, state="published")
        url = address("house_style_edit", style.pk)
        assert "A change makes 2 drafts look different. 1 of them is out for sign-off" in words_of(administrator, url)
        answer = sent(administrator, url, numbering="decimal")
        assert message_of(answer) == (
            "The house style was saved. 2 drafts look different now. 1 of them is out for sign-off or approved: "
            "whoever signed is asked again."
        )

    def test_a_logo_is_uploaded_and_stands_in_papers(self, style, administrator, logo):
        sent(
            administrator,
            address("house_style_edit", style.pk),
            which_logo="uploaded",
            logo_alt="The crest of Oxford",
            picture=logo,
        )
        style.refresh_from_db()
        assert style.logo_image.startswith("data:image/png;base64,")
        page = administrator.get(address("house_style", style.pk)).content.decode()
        assert f'alt="The crest of Oxford" width="600" height="200" src="{style.logo_image[:60]}' in page

    def test_a_mistake_is_said_on_its_field(self, style, administrator):
        answer = sent(administrator, address("house_style_edit", style.pk), colour="#ffd700", masthead="")
        assert answer.status_code == 422
        assert "#ffd700 is too light to read on white" in words_in(answer.content.decode())
        style.refresh_from_db()
        assert style.masthead == "Oxford City Council"

    def test_of_two_who_change_it_the_second_sees_both_versions(self, style, administrator):
        url = address("house_style_edit", style.pk)
        form = edit_form_on(administrator.get(url).content.decode())
        sent(administrator, url, masthead="Oxford")
        answer = administrator.post(url, {**form.data, "masthead": "Cambridge"})
        assert answer.status_code == 409

    def test_is_copied_from_a_day_on(self, style, administrator):
        url = address("house_style_copy", style.pk)
        day = {"from_date_day": "1", "from_date_month": "5", "from_date_year": "2027"}
        answer = sent(administrator, url, name="Report to Council 2027", **day)
        assert "“Report to Council” ends the day before" in message_of(answer)
        style.refresh_from_db()
        assert style.until_date == date(2027, 4, 30)

    def test_a_copy_that_begins_too_early_is_refused_on_its_field(self, style, administrator):
        HouseStyle.objects.filter(pk=style.pk).update(from_date=date(2027, 5, 1))
        day = {"from_date_day": "1", "from_date_month": "5", "from_date_year": "2027"}
        answer = sent(administrator, address("house_style_copy", style.pk), **day)
        assert answer.status_code == 422
        assert "itself begins on 1 May 2027. Enter a later day." in words_in(answer.content.decode())

    def test_is_removed_with_an_undo(self, style, administrator):
        answer = administrator.post(address("house_style_remove", style.pk), follow=True)
        assert message_of(answer) == "The house style “Report to Council” was removed."
        assert "Undo" in words_in(answer.content.decode())

    def test_is_not_removed_while_papers_are_in_it(self, style, administrator):
        make.paper(of=style.partnership, house_style=style)
        assert "Remove this house style" not in words_of(administrator, address("house_style", style.pk))
        answer = administrator.post(address("house_style_remove", style.pk), follow=True)
        assert "1 paper is in the house style “Report to Council”, so it cannot be removed" in message_of(answer)


class TestTheSampleBesideAForm:
    def test_a_preview_shows_what_is_typed_and_saves_nothing(self, style, administrator):
        answer = sent(administrator, address("house_style_edit", style.pk), masthead="Cherwell", preview="1")
        words = words_in(answer.content.decode())
        assert "As you have typed it. It is not saved yet. Cherwell Community safety: annual update" in words
        style.refresh_from_db()
        assert style.masthead == "Oxford City Council"

    def test_a_script_gets_the_sample_alone(self, style, administrator):
        url = address("house_style_edit", style.pk)
        form = edit_form_on(administrator.get(url).content.decode())
        typed = {**form.data, "masthead": "Cherwell", "colour": "#ffd700", "name": "", "preview": "1"}
        answer = administrator.post(url, typed, headers={"X-Preview": "part"})
        words = words_in(answer.content.decode())
        assert answer.status_code == 200
        assert "<form" not in answer.content.decode()
        assert "Cherwell" in words
        assert "#ffd700 is too light to read on white" in words
        assert "Enter what" not in words  # what is empty is not wrong yet

    def test_a_picture_that_a_browser_does_not_keep_is_asked_for_again(self, style, administrator, logo):
        chosen = {"which_logo": "uploaded", "logo_alt": "The crest", "picture": logo}
        answer = sent(administrator, address("house_style_edit", style.pk), preview="1", **chosen)
        assert "Choose the picture again before you save" in words_in(answer.content.decode())
        assert 'src="data:image/png;base64,' in answer.content.decode()

    def test_what_is_typed_opens_as_a_pdf(self, style, administrator):
        answer = sent(administrator, address("house_style_edit", style.pk), masthead="Cherwell", preview="pdf")
        assert answer["Content-Type"] == "application/pdf"

    def test_a_field_is_shown_under_the_label_that_is_typed(self, style, administrator):
        field = style.header_fields.get(key="to")
        answer = sent(administrator, address("header_field_edit", field.pk), label="Members of", preview="1")
        assert "Members of Council Date 23 March 2026" in words_in(answer.content.decode())

    def test_a_new_house_style_is_shown_with_the_usual_head(self, oxford, administrator):
        assert "Report of Head of Community Services" in words_of(administrator, address("house_style_add"))


class TestWhatBelongsToAHouseStyle:
    def test_a_field_that_is_not_used_is_added(self, style, administrator):
        url = address("house_style_header_field_add", style.pk)
        assert "Recommendations" not in administrator.get(url).content.decode().partition("</select>")[0]
        answer = sent(administrator, url, key="wards", block="end")
        assert "The field was added." in message_of(answer)
        assert style.header_fields.get(key="wards").label == "Wards affected"

    def test_a_field_is_changed(self, style, administrator):
        field = style.header_fields.get(key="to")
        answer = sent(administrator, address("header_field_edit", field.pk), label="To the", block="end")
        assert "The field was saved." in message_of(answer)
        field.refresh_from_db()
        assert (field.label, field.block) == ("To the", "end")

    def test_an_approver_is_added_and_changed(self, style, administrator):
        typed = {"function": "Legal", "post_title": "Monitoring officer", "days_before": "3"}
        sent(administrator, address("house_style_approver_role_add", style.pk), **typed)
        role = style.approver_roles.get(function="Legal")
        sent(administrator, address("approver_role_edit", role.pk), days_before="2", is_required=[])
        role.refresh_from_db()
        assert (role.days_before, role.is_required) == (2, False)

    def test_two_approvers_for_the_same_are_refused(self, style, administrator):
        typed = {"function": "Finance", "post_title": "Treasurer"}
        answer = sent(administrator, address("house_style_approver_role_add", style.pk), **typed)
        assert answer.status_code == 422
        assert "already has somebody who signs for that" in words_in(answer.content.decode())

    def test_a_kind_of_implications_is_added_and_changed(self, style, administrator):
        sent(administrator, address("house_style_implication_kind_add", style.pk), label="Legal implications")
        kind = style.implication_kinds.get(label="Legal implications")
        sent(administrator, address("implication_kind_edit", kind.pk), label="Legal")
        kind.refresh_from_db()
        assert kind.label == "Legal"

    def test_each_moves_and_leads_back_to_the_same_button(self, style, administrator):
        for noun, part in (
            ("header_field", style.header_fields.get(key="date")),
            ("approver_role", make.approver_role(of=style, function="Legal", position=2)),
            ("implication_kind", make.implication_kind(of=style, label="Legal", position=2)),
        ):
            answer = administrator.post(address(f"{noun}_move", part.pk), {"to": "up"})
            assert answer["Location"].endswith(f"#{noun}-{part.pk}-up")
            assert type(part).objects.filter(house_style=style).order_by("position").first() == part

    def test_each_is_removed_with_an_undo(self, style, administrator):
        for noun, part in (
            ("header_field", style.header_fields.get(key="date")),
            ("approver_role", style.approver_roles.get()),
            ("implication_kind", style.implication_kinds.get()),
        ):
            answer = administrator.post(address(f"{noun}_remove", part.pk), follow=True)
            assert "was removed" in message_of(answer)
            undo = words_in(answer.content.decode())
            assert "Undo" in undo
            assert not type(part).objects.filter(pk=part.pk).exists()

    def test_pages_of_what_is_not_there_are_not_there(self, style, administrator):
        for name in ("header_field_edit", "approver_role_edit", "implication_kind_edit", "house_style_edit"):
            assert administrator.get(address(name, 999_999)).status_code == 404
        field = style.header_fields.first()
        assert administrator.get(address("header_field_remove", field.pk)).status_code == 405


class TestPreElectionPeriods:
    DAYS = {
        "from_date_day": "20",
        "from_date_month": "3",
        "from_date_year": "2029",
        "until_date_day": "3",
        "until_date_month": "5",
        "until_date_year": "2029",
    }

    def test_one_is_added_and_listed(self, oxford, administrator):
        sent(administrator, address("pre_election_period_add"), name="County elections", holds="on", **self.DAYS)
        words = words_of(administrator, PERIODS)
        assert "County elections 20 March 2029 to 3 May 2029 Nothing is published while it lasts." in words

    def test_both_days_are_asked_for(self, oxford, administrator):
        answer = sent(administrator, address("pre_election_period_add"), name="County elections")
        assert answer.status_code == 422
        words = words_in(answer.content.decode())
        assert "Enter the first day" in words
        assert "Enter the last day" in words

    def test_days_in_the_wrong_order_are_refused(self, oxford, administrator):
        days = {**self.DAYS, "until_date_year": "2028"}
        answer = sent(administrator, address("pre_election_period_add"), name="County elections", **days)
        assert "The last day is before the first" in words_in(answer.content.decode())

    def test_one_is_changed_and_removed(self, oxford, administrator):
        period = make.pre_election_period(of=oxford, from_date=date(2029, 3, 20), until_date=date(2029, 5, 3))
        sent(administrator, address("pre_election_period_edit", period.pk), name="Elections")
        period.refresh_from_db()
        assert period.name == "Elections"
        answer = administrator.post(address("pre_election_period_remove", period.pk), follow=True)
        assert "was removed" in message_of(answer)
        assert not PreElectionPeriod.objects.exists()

    def test_officers_look_and_do_not_change(self, oxford, officer):
        make.pre_election_period(of=oxford)
        words = words_of(officer, PERIODS)
        assert "Whoever publishes is warned." in words
        assert "Change" not in words
        assert officer.get(address("pre_election_period_add")).status_code == 404


def test_who_was_an_administrator_and_is_an_officer_now_puts_nothing_back(style, keeper, administrator):
    administrator.post(address("implication_kind_remove", style.implication_kinds.get().pk))
    keeper.roles.update(kind="officer")
    removal = keeper.removals.get()
    assert administrator.post(reverse("core:removal_put_back", args=[removal.pk])).status_code == 404

"""The pages of official figures: what is filled, how far the reading is, and what would change."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from core.uploads import LARGEST
from scorecard.importing import operations
from scorecard.importing.changes import changes_of
from scorecard.models import ImportRun
from tests import make
from tests.pages import queries_of, words_of
from tests.scorecard.importing.runs import OFFENCES, URL, run_of
from tests.scorecard.official_files import by_years, crimes, table
from tests.world import logged_in


@pytest.mark.usefixtures("here")
class TestThePages:
    @pytest.fixture
    def officer(self, partnership):
        return logged_in(make.officer(of=partnership))

    def test_say_what_is_filled_and_by_what(self, officer, partnership, thefts):
        words = words_of(officer, URL)
        assert "Police recorded crime (Home Office tables) Counted for Oxford (statistical area)." in words
        assert "The period by itself; counts Bicycle theft" in words
        thefts.delete()
        assert "No indicator is filled by official figures yet." in words_of(officer, URL)

    def test_take_larger_files_than_others_and_say_what_is_wrong_with_one(
        self, officer, partnership, thefts, monkeypatch
    ):
        monkeypatch.setattr(operations, "watch_aside", lambda _: None)
        for name, content, sentence in (
            ("table.pdf", b"x", "is no table of official figures"),
            ("table.ods", b"", "The chosen file is empty"),
        ):
            answer = officer.post(URL, {"file": SimpleUploadedFile(name, content)})
            assert answer.status_code == 422
            assert sentence in answer.content.decode()
        large = SimpleUploadedFile("table.ods", b"PK\x03\x04" + b"\0" * (LARGEST + 1))
        guarded = Client(enforce_csrf_checks=True)
        guarded.cookies = officer.cookies
        token = guarded.get(URL).context["csrf_token"]
        assert guarded.post(URL, {"file": large}).status_code == 403
        large.seek(0)
        assert guarded.post(URL, {"csrfmiddlewaretoken": str(token), "file": large}).status_code == 302
        assert ImportRun.objects.get().size == LARGEST + 5
        again = officer.post(URL, {"file": SimpleUploadedFile("table.ods", b"PK")})
        assert "A file is being read already" in again.content.decode()

    def test_show_how_far_it_is_and_that_it_died(self, officer, partnership, thefts):
        run = make.import_run(of=partnership, size=200, done=50, rows=1234, heard_at=timezone.now())
        url = f"{URL}{run.pk}/"
        assert "25% is read: 1,234 rows." in words_of(officer, url)
        ImportRun.objects.update(heard_at=timezone.now() - timedelta(minutes=2))
        assert "The reading stopped before its end" in words_of(officer, url)
        assert "Stopped before its end" in words_of(officer, URL)
        officer.post(f"{url}stop/")
        assert "Nothing was changed." in words_of(officer, url)

    def test_show_what_changes_before_it_does(self, officer, partnership, thefts):
        make.measurement(of=thefts, value=39, period="Q1 2024-25")
        make.indicator(of=partnership, feed="recorded-crime", basis="rate-per-1000", theme="Rate")
        notes = ["Crime of Oxford was counted again."]
        rows = [*crimes("2024/25", 1, "Oxford", 40, 1), *crimes("2024/25", 2, "Oxford", 50, 1)]
        rows += crimes("2024/25", 1, "Unassigned Thames Valley", 6, 1)
        run = run_of(partnership, table(*rows, notes=notes))
        url = f"{URL}{run.pk}/"
        words = words_of(officer, url)
        assert "1 new value" in words
        assert "1 revised value; what stood before is kept" in words
        assert "Q1 2024-25 39 typed in 40" in words
        assert "in no partnership’s figures: 2 rows, 7 offences" in words
        assert notes[0] in words
        answer = officer.post(f"{url}take-over/", {"seen": "something else"}, follow=True)
        assert "is not what was shown" in answer.content.decode()
        seen = changes_of(run).digest
        answer = officer.post(f"{url}take-over/", {"seen": seen}, follow=True)
        assert "1 new value and 1 revised value from" in answer.content.decode()
        assert "1 new value, 1 revised, 0 the same as before" in words_of(officer, url)
        again = run_of(partnership, table(*rows, notes=notes))
        assert "This file changes nothing. All 2 values that it gives are on record already." in words_of(
            officer, f"{URL}{again.pk}/"
        )

    def test_are_for_officers_of_the_partnership(self, partnership, thefts):
        run = make.import_run(of=partnership)
        others = make.import_run(of=make.partnership(slug="cherwell"))
        for address in (URL, f"{URL}{run.pk}/"):
            assert logged_in(make.stranger()).get(address).status_code == 404
            assert logged_in(make.approver(of=partnership)).get(address).status_code == 404
        officer = logged_in(make.officer(of=partnership))
        assert officer.get(f"{URL}{others.pk}/").status_code == 404
        assert officer.post(f"{URL}{others.pk}/stop/").status_code == 404
        assert officer.get(f"{URL}{run.pk}/take-over/").status_code == 405
        assert officer.post(f"{URL}{run.pk}/").status_code == 405

    def test_take_as_many_queries_for_twenty_rows_as_for_two(self, officer, partnership, thefts):
        def add(count):
            for _ in range(count):
                make.import_run(of=partnership, state="done")
                indicator = make.indicator(of=partnership, feed="recorded-crime", feed_offences=OFFENCES)
                make.measurement(of=indicator, value=39, period="Q1 2024-25")

        add(2)
        few = queries_of(officer, URL), queries_of(officer, f"{URL}{run_of(partnership, by_years([40, 50])).pk}/")
        add(18)
        assert queries_of(officer, URL) == few[0]
        assert queries_of(officer, f"{URL}{run_of(partnership, by_years([40, 50])).pk}/") == few[1]

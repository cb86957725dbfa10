"""Official figures come in: read by a process of its own, and taken over at once or not at all."""

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.editing import Refused
from core.models import Event
from partners.models import Area
from scorecard.importing import operations, watching
from scorecard.importing.changes import changes_of
from scorecard.importing.feeding import feedings_of
from scorecard.importing.operations import begin_reading, has_died, stop_run, take_over
from scorecard.models import FormerValue, ImportRun, Measurement
from tests import make
from tests.scorecard.importing.runs import NAME, OFFENCES, URL, run_of, taken, values
from tests.scorecard.official_files import by_years, crimes, street_csv, table
from tests.world import logged_in


class TestReading:
    def test_keeps_what_was_found_and_not_the_file(self, partnership, thefts):
        run = run_of(partnership, by_years([40, 50]))
        assert (run.state, run.feed, run.rows, run.file.name) == ("read", "recorded-crime", 4, "")
        assert [count["numbers"] for count in run.found["counts"]] == [[40], [50]]
        assert run.ended_at
        assert not Measurement.objects.exists()

    def test_says_what_is_wrong_with_a_file(self, partnership, thefts):
        run = run_of(partnership, b"PK\x03\x04 and nothing more")
        assert run.state == "failed"
        assert run.error == f"“{NAME}” is damaged or incomplete. Open it, save it again and choose that."
        assert "no table of recorded crime" in run_of(partnership, b"a,b\n1,2", "t.csv").error
        assert "no indicator is filled from that" in run_of(partnership, street_csv(), "t.csv").error
        make.indicator(of=partnership, feed="street-crime")
        assert "no file of street-level crime" in run_of(partnership, table(), "t.zip").error

    def test_survives_a_process_that_ends_without_a_word(self, partnership, thefts, monkeypatch):
        monkeypatch.setattr(watching, "MODULE", "this")
        monkeypatch.setattr(watching, "_messages", lambda pipe: iter(pipe.read().split("\n")[:0]))
        run = run_of(partnership, by_years([40]))
        assert (run.state, run.error) == ("failed", watching.WENT_WRONG)

    def test_stops_when_somebody_cancels_it(self, partnership, thefts):
        now = timezone.now()
        content = ContentFile(by_years([40]))
        run = begin_reading(partnership=partnership, file=content, name=NAME, by=None, now=now, is_aside=False)
        assert stop_run(run=run, now=now).state == "reading"
        assert watching.watch(run).state == "cancelled"
        with pytest.raises(Refused, match="nothing to cancel"):
            stop_run(run=run, now=now)

    def test_is_said_to_have_died_after_a_minute_without_a_sign_and_makes_room(self, partnership, thefts):
        now = timezone.now()
        content = ContentFile(by_years([40]))
        run = begin_reading(partnership=partnership, file=content, name=NAME, by=None, now=now, is_aside=False)
        with pytest.raises(Refused, match="A file is being read already"):
            begin_reading(partnership=partnership, file=content, name=NAME, by=None, now=now)
        assert not has_died(run, now)
        later = now + timedelta(minutes=2)
        assert has_died(run, later)
        begin_reading(partnership=partnership, file=content, name=NAME, by=None, now=later, is_aside=False)
        assert stop_run(run=run, now=later).state == "cancelled"

    def test_wants_an_indicator_that_it_can_fill(self, partnership):
        with pytest.raises(Refused, match="No indicator is filled by official figures"):
            run_of(partnership, by_years([40]))

    @pytest.mark.django_db(transaction=True)
    def test_goes_on_beside_the_page_that_began_it(self, partnership, thefts):
        officer = logged_in(make.officer(of=partnership))
        answer = officer.post(URL, {"file": SimpleUploadedFile(NAME, by_years([40]))})
        [thread] = [thread for thread in watching.threading.enumerate() if thread.name.startswith("import-")] or [None]
        if thread:
            thread.join(timeout=30)
        run = ImportRun.objects.get()
        assert answer.url == f"{URL}{run.pk}/"
        assert run.state == "read", run.error


@pytest.mark.usefixtures("here")
class TestTakingOver:
    def test_writes_new_values_with_where_they_come_from_and_one_event(self, partnership, thefts):
        officer = make.officer(of=partnership)
        changes = taken(partnership, by_years([40, 50]), by=officer)
        assert (len(changes.new), len(changes.revised), changes.same) == (2, 0, 0)
        assert values(thefts) == [("Q1 2024-25", 40), ("Q2 2024-25", 50)]
        measurement = thefts.measurements.first()
        assert (measurement.source_document, measurement.import_run.file_name) == (NAME, NAME)
        event = Event.objects.get()
        assert event.summary == f"Read official figures in from “{NAME}”: 2 new values, of 1 indicator."
        assert event.data["also_about"] == [f"scorecard.indicator:{thefts.pk}"]
        assert event.actor == officer

    def test_changes_nothing_the_second_time(self, partnership, thefts):
        taken(partnership, by_years([40, 50]))
        changes = taken(partnership, by_years([40, 50]))
        assert (changes.new, changes.revised, changes.same) == ((), (), 2)
        assert Event.objects.count() == 1
        assert ImportRun.objects.filter(state="done").count() == 2

    def test_keeps_what_a_revised_value_said_before(self, partnership, thefts):
        taken(partnership, by_years([40, 50]))
        by = make.officer(of=partnership)
        changes = taken(partnership, by_years([40, 53]), by=by)
        assert (len(changes.new), len(changes.revised), changes.same) == (0, 1, 1)
        assert values(thefts) == [("Q1 2024-25", 40), ("Q2 2024-25", 53)]
        former = FormerValue.objects.get()
        assert (former.value, former.reason, former.replaced_by) == (50, f"“{NAME}” has another figure.", by)
        assert former.measurement.revision == 2

    def test_revises_what_somebody_typed_in_and_what_an_earlier_plan_had(self, partnership, thefts):
        newer = make.indicator(of=partnership, continues=thefts, feed="recorded-crime", feed_offences=OFFENCES)
        typed = make.measurement(of=thefts, value=39, stated="about 39", period="Q1 2024-25")
        assert len(taken(partnership, by_years([40, 50])).revised) == 1
        assert values(thefts) == [("Q1 2024-25", 40)]
        assert values(newer) == [("Q2 2024-25", 50)]
        assert typed.former_values.get().stated == "about 39"

    def test_keeps_the_figures_of_the_whole_force_to_compare_with(self, partnership, thefts):
        force = make.area(name="Thames Valley", kind="police-force")
        Area.objects.filter(name="Oxfordshire").update(parent=force)
        rows = [
            *crimes("2024/25", 1, "Oxford", 40, 1),
            *crimes("2024/25", 1, "Reading", 60, 1),
            *crimes("2024/25", 1, "Unassigned Thames Valley", 7, 1),
            *crimes("2024/25", 1, "Thames Valley total", 107, 1),
            *crimes("2024/25", 1, "Maidstone", 500, 1, force="Kent Police"),
        ]
        changes = taken(partnership, table(*rows))
        found = thefts.measurements.order_by("comparator").values_list("comparator", "period_stated", "value")
        assert list(found) == [("", "Q1 2024-25", 40), ("force", "Q1 2024-25", 107)]
        assert [change.whose for change in changes.new] == ["", "the police force’s area"]
        again = taken(partnership, table(*rows))
        assert (again.new, again.revised, again.same) == ((), (), 2)
        only_ours = run_of(partnership, table(*crimes("2024/25", 1, "Oxford", 41, 1)))
        assert [change.comparator for change in changes_of(only_ours).revised] == [""]

    def test_takes_nothing_of_a_time_that_is_still_to_come(self, partnership, thefts):
        changes = changes_of(run_of(partnership, table(*crimes("2090/91", 1, "Oxford", 40, 1), name="2090_91")))
        assert (changes.new, changes.missing[0][1].why) == ((), "It is still to come, so nobody can have counted it.")

    def test_tells_of_values_that_are_gone_and_keeps_them(self, partnership, thefts):
        taken(partnership, by_years([40, 50, 60]))
        run = run_of(partnership, table(*crimes("2024/25", 1, "Oxford", 40, 1), *crimes("2024/25", 3, "Oxford", 60, 1)))
        assert [str(gone) for gone in changes_of(run).gone] == ["50 (Q2 2024-25)"]

    def test_refuses_where_something_else_would_be_written_than_was_shown(self, partnership, thefts):
        run = run_of(partnership, by_years([40]))
        seen = changes_of(run).digest
        make.measurement(of=thefts, value=39, period="Q1 2024-25")
        with pytest.raises(Refused, match="is not what was shown"):
            take_over(run=run, seen=seen, by=None, now=timezone.now())
        assert values(thefts) == [("Q1 2024-25", 39)]
        take_over(run=run, seen=changes_of(run).digest, by=None, now=timezone.now())
        with pytest.raises(Refused, match="taken over or laid aside already"):
            take_over(run=run, seen=seen, by=None, now=timezone.now())

    def test_writes_all_or_nothing(self, partnership, thefts, monkeypatch):
        run = run_of(partnership, by_years([40]))

        def fail(*_):
            raise RuntimeError

        monkeypatch.setattr(operations, "_tell", fail)
        with pytest.raises(RuntimeError):
            take_over(run=run, seen=changes_of(run).digest, by=None, now=timezone.now())
        run.refresh_from_db()
        assert (run.state, Measurement.objects.count()) == ("read", 0)

    def test_adds_up_what_came_in_several_files(self, partnership, thefts):
        year = make.indicator(of=partnership, feed="recorded-crime", feed_offences=OFFENCES, basis="rolling-12-months")
        taken(partnership, by_years([40, 50, 60, 70]))
        changes = taken(partnership, table(*crimes("2025/26", 1, "Oxford", 80, 1)))
        assert values(year) == [("2024-25", 220), ("12 months to June 2025", 260)]
        assert (len(changes.new), changes.same) == (2, 0)

    def test_fills_each_basis_in_its_way(self, partnership, thefts):
        feed = {"of": partnership, "feed": "recorded-crime", "feed_offences": OFFENCES}
        total, year, rate = (
            make.indicator(**feed, basis=b) for b in ("cumulative", "rolling-12-months", "rate-per-1000")
        )
        everything = make.indicator(of=partnership, feed="recorded-crime", basis="rolling-12-months")
        taken(partnership, by_years([40, 50, 60, 70, 80]))
        assert values(total)[1] == ("1 April 2024 to 30 September 2024", 90)
        assert values(year) == [("2024-25", 220), ("12 months to June 2025", 260)]
        assert values(everything) == [("2024-25", 224), ("12 months to June 2025", 264)]
        measurement = rate.measurements.get(period_stated="2024-25")
        assert (measurement.value, measurement.numerator, measurement.denominator) == (Decimal("1.38"), 220, 160_000)


@pytest.mark.usefixtures("here")
class TestAreas:
    def test_of_one_partnership_may_be_several_and_change_with_the_time(self, partnership, thefts):
        vale = make.area(name="Vale of White Horse (statistical area)", kind="csp")
        make.partnership_area(of=partnership, covers=vale, from_date=date(2024, 7, 1))
        rows = [row for quarter in (1, 2) for csp, count in (("Oxford", 40), ("Vale of White Horse", 7)) for row in crimes("2024/25", quarter, csp, count, 1)]  # fmt: skip  # noqa: E501
        taken(partnership, table(*rows))
        assert values(thefts) == [("Q1 2024-25", 40), ("Q2 2024-25", 47)]
        assert thefts.measurements.get(value=47).source_text == (
            "Oxford (statistical area) 40, Vale of White Horse (statistical area) 7"
        )

    def test_of_a_county_are_those_of_its_districts(self, partnership, thefts):
        county = make.partnership(slug="oxfordshire")
        make.partnership_area(of=county, covers=thefts.partnership.areas.get().parent.parent)
        make.indicator(of=county, feed="recorded-crime")
        make.indicator(of=county, feed="street-crime")
        feedings = feedings_of(county)
        assert {feed: [area.name for area in of.areas] for feed, of in feedings.items()} == {
            "recorded-crime": ["Oxford (statistical area)"],
            "street-crime": ["Oxford"],
        }

    def test_of_street_level_crime_is_the_district_unless_it_has_several(self, partnership):
        indicator = make.indicator(of=partnership, feed="street-crime", feed_offences=["Robbery"])
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as made:
            for month in ("2026-04", "2026-05"):
                line = street_csv((month, "Oxford 008B", "Robbery"))
                made.writestr(f"{month}/{month}-thames-valley-street.csv", line)
                made.writestr(f"{month}/{month}-thames-valley-outcomes.csv", "x")
        taken(partnership, archive.getvalue(), name="crimes.zip")
        assert values(indicator) == [("April 2026", 1), ("May 2026", 1)]
        with zipfile.ZipFile(archive, "a") as made:
            made.writestr("__MACOSX/2026-05/._2026-05-thames-valley-street.csv", b"\0")
            made.writestr("again/2026-05-Thames-Valley-street.csv", line)
        run = run_of(partnership, archive.getvalue(), "crimes.zip")
        assert run.error.startswith("“crimes.zip” has the file “2026-05-thames-valley-street.csv” twice")
        district = partnership.areas.get().parent
        make.area(name="Headington (statistical area)", kind="csp", parent=district)
        assert [area.name for area in feedings_of(partnership)["street-crime"].areas] == ["Oxford (statistical area)"]


class TestTheCommand:
    def run(self, path, **options):
        out = io.StringIO()
        call_command("import_recorded_crime", path, stdout=out, no_color=True, **options)
        return out.getvalue()

    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / NAME
        path.write_bytes(by_years([40, 50]))
        return path

    def test_says_what_it_changed_and_then_that_nothing_changes(self, path, partnership, thefts):
        assert "2 new values would be taken over; 0 are the same as before." in self.run(path, dry_run=True)
        assert not Measurement.objects.exists()
        said = self.run(path)
        assert "4 rows were read from" in said
        assert f"New: {thefts}, Q1 2024-25: 40" in said
        assert "2 new values were taken over" in said
        assert "Nothing changes: 2 values are on record already." in self.run(path, partnership="oxford")
        path.write_bytes(by_years([41, 50]))
        assert f"Revised: {thefts}, Q1 2024-25: 41, before 40" in self.run(path)

    @pytest.mark.usefixtures("here")
    def test_reads_once_for_all_partnerships(self, path, partnership, thefts):
        other = make.partnership(slug="reading", name="Reading’s partnership")
        make.partnership_area(of=other, covers=make.area(name="Reading", kind="csp"))
        theirs = make.indicator(of=other, feed="recorded-crime")
        path.write_bytes(table(*crimes("2024/25", 1, "Reading", 9, 3), *crimes("2024/25", 1, "Oxford", 40, 1)))
        self.run(path)
        assert (values(thefts), values(theirs)) == ([("Q1 2024-25", 40)], [("Q1 2024-25", 12)])

    def test_refuses_with_a_sentence(self, path, partnership):
        with pytest.raises(CommandError, match="No indicator is filled"):
            self.run(path)
        make.indicator(of=partnership, feed="recorded-crime")
        with pytest.raises(
            CommandError, match=r"There is no partnership “nowhere”\. Partnerships in this portal: oxford"
        ):
            self.run(path, partnership="nowhere")
        with pytest.raises(CommandError, match="There is no file"):
            self.run(path.with_name("other.ods"))
        path.write_bytes(b"PK\x03\x04")
        with pytest.raises(CommandError, match="is damaged"):
            self.run(path)

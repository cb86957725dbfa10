"""The sample: loaded whole or not at all, once, with every fault named by file, line and field."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from core.events import verify_chains
from core.models import Event
from oscp_portal.sample import SampleError, load_files
from oscp_portal.sample.lines import line_numbers
from oscp_portal.sample.loading import APPS
from partners.models import Body, Partnership
from priorities.models import Action, Priority
from reports.models import Edition, Paper
from tests import make

GOOD = '''
[[body]]
slug = "council"
name = "A Council"
kind = "district-council"
successor = "new-council"

[[body]]
slug = "new-council"
name = "A New Council"
kind = "unitary-council"

[[partnership]]
slug = "example"
name = "Example Partnership"
tier = "district"

  [[partnership.plans]]
  key = "example-2024-25"
  slug = "2024-25"
  kind = "partnership-plan"
  title = "Plan 2024-25"
  period = "2024-25"

    [[partnership.plans.priorities]]
    key = "first"
    title = "Anti-social behaviour"

      [[partnership.plans.priorities.actions]]
      text = """
Walk the towpath
every evening
"""
      lead_body = "council"
      also_serves = ["second"]

        [[partnership.plans.priorities.actions.parts]]
        text = "Count who is met"

    [[partnership.plans.priorities]]
    key = "second"
    title = "Violence"
'''


PAPER = """
[[house_style]]
key = "plain"
partnership = "example"
name = "Plain"
masthead = "A Council"

[[paper]]
slug = "of-the-sample"
partnership = "example"
house_style = "plain"
kind = "council-update"
title = "A paper"
"""


def write(folder: Path, text: str, name: str = "10-example.toml") -> list[Path]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return sorted(folder.glob("*.toml"))


def rows() -> dict[str, int]:
    found = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: model._default_manager.count() for model in found if issubclass(model, models.Model)}


@pytest.mark.django_db
class TestLoading:
    def test_makes_records_and_settles_references_in_both_directions(self, tmp_path: Path) -> None:
        load_files(write(tmp_path, GOOD))
        action = Action.objects.get(parent=None)
        assert action.text == "Walk the towpath\nevery evening"
        assert action.lead_body == Body.objects.get(slug="council")
        assert [priority.title for priority in action.also_serves.all()] == ["Violence"]
        assert action.parts.get().priority == action.priority
        assert Body.objects.get(slug="council").successor == Body.objects.get(slug="new-council")
        assert list(Priority.objects.order_by("position").values_list("position", flat=True)) == [1, 2]

    @pytest.mark.parametrize(
        ("old", "new", "line", "field", "words"),
        [
            ('kind = "district-council"', 'kind = "moot"', 5, "kind", "not a valid choice"),
            ('title = "Violence"', 'titel = "Violence"', 42, "titel", "has no “titel”"),
            ('period = "2024-25"', 'period = "next year"', 23, "period", "is not a period"),
            ('lead_body = "council"', 'lead_body = "nobody"', 34, "lead_body", "There is no body “nobody”"),
            ('also_serves = ["second"]', 'also_serves = ["third"]', 35, "also_serves", "There is no priority “third”"),
            ('title = "Plan 2024-25"', "title = ", 22, "file", "not valid TOML"),
            ('slug = "new-council"', 'slug = "council"', 9, "slug", "already exists"),
            ('[[body]]\nslug = "new', '[[boddy]]\nslug = "new', 8, "boddy", "is no kind of record"),
            (
                "[[partnership.plans.priorities.actions.parts]]",
                "[[partnership.plans.priorities.actions.steps]]",
                37,
                "steps",
                "has no",
            ),
        ],
    )  # fmt: skip
    def test_names_file_line_and_field_of_a_fault_and_changes_nothing(
        self, tmp_path: Path, old: str, new: str, line: int, field: str, words: str
    ) -> None:
        before = rows()
        with pytest.raises(SampleError) as caught:
            load_files(write(tmp_path, GOOD.replace(old, new, 1)))
        fault = next(fault for fault in caught.value.faults if words in fault.problem)
        assert (fault.file, fault.line, fault.field) == ("10-example.toml", line, field)
        assert rows() == before

    def test_finds_several_faults_at_once(self, tmp_path: Path) -> None:
        broken = GOOD.replace('kind = "district-council"', 'kind = "moot"').replace(
            'tier = "district"', 'tier = "moot"'
        )
        with pytest.raises(SampleError) as caught:
            load_files(write(tmp_path, broken))
        assert {"kind", "tier"} <= {fault.field for fault in caught.value.faults}

    def test_the_command_says_what_is_wrong_and_leaves_the_database_as_it_was(self, tmp_path: Path) -> None:
        write(tmp_path, GOOD.replace('tier = "district"', 'tier = "moot"'))
        with pytest.raises(CommandError, match=r"10-example\.toml, line 16, tier: "):
            call_command("load_sample", folder=str(tmp_path))
        assert not Partnership.objects.exists()
        assert not Event.objects.exists()

    def test_a_fault_is_not_followed_by_complaints_about_what_stands_on_it(self, tmp_path: Path) -> None:
        broken = GOOD.replace('tier = "district"', 'tier = "moot"') + PAPER
        with pytest.raises(SampleError) as caught:
            load_files(write(tmp_path, broken))
        assert [fault.field for fault in caught.value.faults] == ["tier"]

    @pytest.mark.parametrize(
        ("old", "new", "field", "words"),
        [
            ('title = "Violence"', 'title = "Vio\\u0000lence"', "title", "control character U+0000"),
            (
                'title = "A paper"',
                'title = "A paper"\nsections = [{ fill = "moot" }]',
                "sections",
                "not a valid choice",
            ),
            (
                'title = "A paper"',
                'title = "A paper"\n[[paper.sections]]\nfill = "priorities"\noptions = { as = "poem" }',
                "options",
                "choose one of",
            ),
        ],
    )
    def test_refuses_what_no_paper_could_print(
        self, tmp_path: Path, old: str, new: str, field: str, words: str
    ) -> None:
        with pytest.raises(SampleError) as caught:
            load_files(write(tmp_path, (GOOD + PAPER).replace(old, new, 1)))
        assert any(words in fault.problem for fault in caught.value.faults), caught.value.faults

    def test_a_file_that_is_not_utf8_is_named_with_its_line(self, tmp_path: Path) -> None:
        (tmp_path / "10-latin.toml").write_bytes(GOOD.replace("Walk", "W\xe4lk").encode("latin-1"))
        with pytest.raises(SampleError, match=r"10-latin\.toml, line 31, file: This is not UTF-8"):
            load_files(sorted(tmp_path.glob("*.toml")))

    def test_a_broken_file_is_named_even_when_a_sample_is_loaded(self, tmp_path: Path) -> None:
        write(tmp_path, GOOD)
        call_command("load_sample", folder=str(tmp_path), stdout=StringIO())
        before = rows()
        write(tmp_path, GOOD.replace('tier = "district"', 'tier = "moot"'))
        with pytest.raises(CommandError, match=r"10-example\.toml, line 16, tier: "):
            call_command("load_sample", folder=str(tmp_path))
        assert rows() == before

    def test_a_second_load_changes_nothing(self, tmp_path: Path) -> None:
        write(tmp_path, GOOD)
        call_command("load_sample", folder=str(tmp_path), stdout=StringIO())
        Body.objects.filter(slug="council").update(name="Renamed by an administrator")
        before, events = rows(), Event.objects.count()
        said = StringIO()
        call_command("load_sample", folder=str(tmp_path), stdout=said)
        assert "already loaded" in said.getvalue()
        assert (rows(), Event.objects.count()) == (before, events)
        assert Body.objects.filter(name="Renamed by an administrator").exists()

    def test_another_version_of_the_files_leaves_what_stands(self, tmp_path: Path) -> None:
        write(tmp_path, GOOD)
        call_command("load_sample", folder=str(tmp_path), stdout=StringIO())
        before = rows()
        write(tmp_path, GOOD.replace("Violence", "Serious violence"))
        said = StringIO()
        call_command("load_sample", folder=str(tmp_path), stdout=said)
        assert "Another version" in said.getvalue()
        assert rows() == before

    def test_an_empty_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"no \.toml files"):
            call_command("load_sample", folder=str(tmp_path))


class TestLines:
    def test_knows_the_line_of_every_table_and_key(self) -> None:
        lines = line_numbers(GOOD)
        assert lines["body", 1, "slug"] == 9
        assert lines["partnership", 0, "plans", 0, "priorities", 1] == 40
        assert lines["partnership", 0, "plans", 0, "priorities", 0, "actions", 0, "lead_body"] == 34

    def test_is_not_fooled_by_what_stands_inside_text_or_lists(self) -> None:
        text = (
            'note = """\n[[body]]\nslug = "no"\n"""\nlist = [\n  "[[body]]",\n  "x = 1",\n]\n[[body]]\nslug = "yes"\n'
        )
        lines = line_numbers(text)
        assert lines["body", 0] == 9
        assert lines["body", 0, "slug"] == 10
        assert ("slug",) not in lines


@pytest.mark.django_db
class TestTheSample:
    def test_loads_and_keeps_the_log_whole(self) -> None:
        call_command("load_sample", stdout=StringIO())
        assert {"oxford", "oxfordshire", "cherwell", "south-and-vale", "west-oxfordshire"} <= set(
            Partnership.objects.values_list("slug", flat=True)
        )
        assert list(verify_chains()) == []

    def test_one_partnership_stands_over_two_statistical_areas(self) -> None:
        call_command("load_sample", stdout=StringIO())
        codes = (
            Partnership.objects.get(slug="south-and-vale").areas.filter(kind="csp").values_list("ons_code", flat=True)
        )
        assert sorted(codes) == ["E22000312", "E22000313"]


@pytest.mark.django_db
def test_publishes_the_papers_of_the_sample_and_no_others(tmp_path: Path) -> None:
    write(tmp_path, GOOD + PAPER)
    call_command("load_sample", folder=str(tmp_path), publish=True, stdout=StringIO())
    assert Paper.objects.get(slug="of-the-sample").state == Paper.State.PUBLISHED
    own = make.paper(of=Partnership.objects.get(slug="example"), slug="an-officers-own-draft")
    Paper.objects.filter(slug="of-the-sample").update(state=Paper.State.DRAFT)
    call_command("load_sample", folder=str(tmp_path), publish=True, stdout=StringIO())
    own.refresh_from_db()
    assert own.state == Paper.State.DRAFT
    assert Edition.objects.count() == 1

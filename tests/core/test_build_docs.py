"""Pages made from the code say what the code says, and are found out where they do not."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from core.management.commands.build_docs import MIXINS, PATH, model_page
from core.models import personal_data
from tests.our_models import our_models


@pytest.fixture
def page(settings: Any, tmp_path: Path) -> Path:
    """Where the page would stand in an installation elsewhere."""
    (tmp_path / "docs").mkdir()
    settings.BASE_DIR = tmp_path
    return tmp_path / PATH


def test_the_page_in_the_repository_is_fresh() -> None:
    call_command("build_docs", check=True)


def test_a_page_that_is_missing_or_out_of_date_is_found_out_and_left_alone(page: Path) -> None:
    with pytest.raises(CommandError, match=r"Run: \./portal manage build_docs"):
        call_command("build_docs", check=True)
    assert not page.exists()
    page.write_text("# Something else\n")
    with pytest.raises(CommandError):
        call_command("build_docs", check=True)
    assert page.read_text() == "# Something else\n"


def test_each_page_that_an_app_names_is_written_and_looked_at(page: Path) -> None:
    call_command("build_docs", stdout=StringIO())
    states = page.with_name("plan-states.md")
    assert "stateDiagram-v2" in states.read_text()
    states.unlink()
    with pytest.raises(CommandError, match=r"^Out of date: docs/plan-states\.md\."):
        call_command("build_docs", check=True)


def test_what_was_written_is_fresh(page: Path) -> None:
    call_command("build_docs", stdout=StringIO())
    assert "### Partnership" in page.read_text()
    call_command("build_docs", check=True)


def test_every_model_its_fields_and_its_rules_are_on_the_page() -> None:
    page = (Path(django_settings.BASE_DIR) / PATH).read_text()
    assert page == model_page()
    for model in our_models():
        part = page.split(f"\n### {model.__name__}\n")[1].split("\n### ")[0]
        shared = {field.name for mixin in MIXINS if issubclass(model, mixin) for field in mixin._meta.fields}
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            assert f"`{field.name}`" in part or field.name in shared | {"id"}, (model, field.name)


def test_personal_data_is_listed() -> None:
    listed = (Path(django_settings.BASE_DIR) / PATH).read_text().split("## Personal data")[1]
    for model in our_models():
        assert (f"| {model._meta.app_label} {model.__name__} |" in listed) is bool(personal_data(model))

"""Files of evidence are on disk exactly where a record names them, or an undo may want them."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction

from achievements.evidence import file_of_evidence
from achievements.models import Evidence
from core.editing import SavedMeanwhile, change_record
from core.removal import put_back, remove_record
from core.unused_files import remove_unused_files
from tests import make

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {"chain": "partnership/1", "verb": "achievements.evidence_changed", "said": "Changed evidence."}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def files(media: Path) -> list[str]:
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def content_of(evidence: Evidence, media: Path) -> bytes:
    """What is in a file of evidence now."""
    evidence.refresh_from_db()
    return (media / evidence.file.name).read_bytes()


def upload(content: bytes = b"New") -> SimpleUploadedFile:
    return SimpleUploadedFile("Minutes of July.pdf", content)


def change(evidence: Evidence, chosen: Any, **more: Any) -> None:
    with file_of_evidence(chosen, of=evidence) as values:
        known = {"revision": evidence.revision, "by": make.user(), "now": make.NOW}
        change_record(record=evidence, values={"url": "", **values}, **{**SAID, **known, **more})


def test_a_file_lies_under_a_name_that_says_nothing(media: Path) -> None:
    with file_of_evidence(upload()) as values:
        evidence = make.evidence(url="", **values)
    assert files(media) == [evidence.file.name]
    assert evidence.file_name == "Minutes of July.pdf"
    folder, name = evidence.file.name.split("/")
    assert (folder, len(name), name.isalnum()) == ("evidence", 32, True)
    stored = media / evidence.file.name
    assert (stored.stat().st_mode & 0o777, stored.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_however_a_record_comes_by_a_file_its_name_says_nothing() -> None:
    evidence = make.evidence(content=b"Kept")
    assert "minutes" not in evidence.file.name
    assert "." not in evidence.file.name


def test_a_save_that_fails_leaves_no_file(media: Path) -> None:
    evidence = make.evidence(content=b"Old")
    with pytest.raises(SavedMeanwhile):
        change(evidence, upload(), revision=7)
    assert files(media) == [evidence.file.name]
    assert content_of(evidence, media) == b"Old"


@pytest.mark.django_db(transaction=True)
def test_the_file_before_goes_once_the_change_is_committed_and_not_sooner(media: Path) -> None:
    evidence = make.evidence(content=b"Old")
    before = evidence.file.name
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012  what fails comes after the change
        change(evidence, upload())
        raise ZeroDivisionError
    assert before in files(media)
    evidence.refresh_from_db()
    change(evidence, upload())
    assert content_of(evidence, media) == b"New"
    assert before not in files(media)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_taken_away_or_left_as_the_form_says(media: Path) -> None:
    evidence = make.evidence(content=b"Old")
    change(evidence, None)
    evidence.refresh_from_db()
    change(evidence, evidence.file)  # what a form gives where nothing was chosen
    evidence.refresh_from_db()
    assert files(media) == [evidence.file.name]
    with file_of_evidence(False, of=evidence) as values:  # noqa: FBT003  what a form gives for the ticked box
        values["url"] = "https://example.org/"
        Evidence.objects.filter(pk=evidence.pk).update(**values)
    assert files(media) == []
    evidence.refresh_from_db()
    assert (evidence.file.name, evidence.file_name) == ("", "")


@pytest.mark.django_db(transaction=True)
def test_evidence_that_was_removed_comes_back_with_its_file(media: Path) -> None:
    evidence = make.evidence(content=b"Kept")
    user = make.officer(of=evidence.achievement.plan.partnership)
    told = {"chain": "partnership/1", "by": user, "now": make.NOW}
    removal = remove_record(
        record=evidence.achievement, place="/", verb="achievements.achievement_removed", summary="Removed it.", **told
    )
    assert not Evidence.objects.exists()
    remove_unused_files(now=make.NOW + timedelta(days=10_000))
    assert files(media) == [evidence.file.name]
    put_back(removal=removal, by=user, now=make.NOW)
    assert content_of(Evidence.objects.get(), media) == b"Kept"


class TestUnusedFiles:
    def leave(self, media: Path, name: str, *, days: float) -> None:
        """A file as a machine that stopped left it behind, so long ago."""
        path = media / "evidence" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"left")
        then = (make.NOW - timedelta(days=days)).timestamp()
        os.utime(path, (then, then))

    def test_only_what_nothing_names_and_nobody_is_just_saving_goes(self, media: Path) -> None:
        kept = make.evidence(content=b"Kept").file.name
        os.utime(media / kept, (0, 0))
        self.leave(media, "a" * 32, days=2)
        self.leave(media, "b" * 32, days=0.5)
        assert remove_unused_files(now=make.NOW) == ["evidence/" + "a" * 32]
        assert files(media) == sorted([kept, "evidence/" + "b" * 32])

    def test_what_was_put_back_and_then_replaced_is_wanted_no_more(self, media: Path) -> None:
        rows = {"rows": [{"model": "achievements.evidence", "values": {"file": "evidence/" + "c" * 32}}], "emptied": []}
        make.removal(rows=rows, put_back_at=make.NOW)
        self.leave(media, "c" * 32, days=2)
        assert remove_unused_files(now=make.NOW) == ["evidence/" + "c" * 32]

    def test_the_command_says_how_many(self, media: Path) -> None:
        said = StringIO()
        call_command("remove_unused_files", stdout=said)
        self.leave(media, "d" * 32, days=10_000)
        call_command("remove_unused_files", stdout=said)
        assert said.getvalue() == "Deleted 0 unused files.\nDeleted 1 unused file.\n"
        assert not default_storage.exists("evidence/" + "d" * 32)

    def test_an_appendix_keeps_its_file_and_what_no_appendix_has_goes(self, media: Path) -> None:
        appendix = make.appendix()
        appendix.file.save("plan.pdf", ContentFile(b"%PDF"))
        os.utime(media / appendix.file.name, (0, 0))
        left = media / "appendices" / "left.pdf"
        left.write_bytes(b"%PDF")
        os.utime(left, (0, 0))
        assert remove_unused_files(now=make.NOW) == ["appendices/left.pdf"]
        assert default_storage.exists(appendix.file.name)

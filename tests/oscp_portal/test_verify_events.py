"""The command that checks the log names what is wrong, also what only hashes kept elsewhere can show."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.events import Fault, verify_chains, verify_kept
from tests import make
from tests.append_only import behind_the_triggers, rewrite


@pytest.mark.django_db
class TestHashesKeptElsewhere:
    """Whoever owns the database can make a chain fit again; what was written down elsewhere shows it."""

    @pytest.fixture(autouse=True)
    def kept(self, tmp_path: Path) -> Path:
        for _ in range(5):
            make.event(chain="partnership/1")
        self.file = tmp_path / "kept.txt"
        with self.file.open("w") as file:
            file.write("2025-10-06 the nightly check\n")
            call_command("verify_events", stdout=file)
        return self.file

    def verify(self) -> str:
        err = StringIO()
        with pytest.raises(CommandError, match="cannot be trusted"):
            call_command("verify_events", kept=self.file, stderr=err)
        return err.getvalue().strip()

    def test_hashes_that_still_stand_are_well_though_events_have_come_since(self) -> None:
        make.event(chain="partnership/1")
        out = StringIO()
        call_command("verify_events", kept=self.file, stdout=out)
        assert "1 hash kept elsewhere, all as kept." in out.getvalue()

    def test_a_chain_written_anew_is_found(self) -> None:
        rewrite("partnership/1", 2, to=5)
        assert list(verify_chains()) == []
        assert self.verify() == "partnership/1, event 5: Event 5 has another hash than the one kept elsewhere."

    def test_a_chain_cut_short_is_found(self) -> None:
        with behind_the_triggers() as cursor:
            cursor.execute("DELETE FROM core_event WHERE sequence > 3")
            cursor.execute(
                "UPDATE core_chainhead SET sequence = 3, hash = (SELECT hash FROM core_event WHERE sequence = 3)"
            )
        assert list(verify_chains()) == []
        assert self.verify() == "partnership/1, event 5: Event 5 is missing, but its hash was kept elsewhere."

    def test_a_chain_removed_with_its_end_is_found(self) -> None:
        with behind_the_triggers() as cursor:
            cursor.execute("DELETE FROM core_event")
            cursor.execute("DELETE FROM core_chainhead")
        assert list(verify_chains()) == []
        assert list(verify_kept([("partnership/1", 5, "f00")])) == [
            Fault("partnership/1", 5, "Event 5 is missing, but its hash was kept elsewhere.")
        ]
        assert "Event 5 is missing" in self.verify()

    def test_a_file_without_a_hash_is_refused(self) -> None:
        self.file.write_text("Nothing of use.\n")
        with pytest.raises(CommandError, match="holds no line that verify_events printed"):
            call_command("verify_events", kept=self.file)

    def test_a_file_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("verify_events", kept=tmp_path / "gone.txt")


@pytest.mark.django_db
class TestCommand:
    def test_it_prints_counts_and_last_hashes_when_all_is_well(self) -> None:
        last = [make.event(chain="partnership/1"), make.event(chain="partnership/1"), make.event(chain="portal")]
        out = StringIO()
        call_command("verify_events", stdout=out)
        assert out.getvalue().splitlines() == [
            f"partnership/1: 2 events, the last with hash {last[1].hash}",
            f"portal: 1 event, the last with hash {last[2].hash}",
            "All is well: 3 events in 2 chains and 0 editions, none altered.",
        ]

    def test_an_empty_log_is_well(self) -> None:
        out = StringIO()
        call_command("verify_events", stdout=out)
        assert out.getvalue() == "All is well: 0 events in 0 chains and 0 editions, none altered.\n"

    def test_it_names_the_first_fault_of_each_chain_and_fails(self) -> None:
        for chain in ("portal", "portal", "partnership/1"):
            make.event(chain=chain)
        with behind_the_triggers() as cursor:
            cursor.execute("UPDATE core_event SET summary = 'x' WHERE chain = 'portal'")
            cursor.execute("DELETE FROM core_event WHERE chain = 'partnership/1'")
        err = StringIO()
        with pytest.raises(CommandError, match="2 chains cannot be trusted") as failure:
            call_command("verify_events", stderr=err)
        assert failure.value.returncode == 1
        assert err.getvalue().splitlines() == [
            "partnership/1, event 1: Event 1 is missing; the chain should end at event 1.",
            "portal, event 1: Event 1 was altered after it was recorded: “x”.",
        ]

"""`manage.py export_grants`: the list to the standard output, what is said about it to the standard error."""

import json
import os
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from funding.models import Award
from partners.models import Partnership
from tests import make
from tests.funding.exports.standard import faults, unflattened

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Partnership:
    host = make.body(name="Oxfordshire County Council", org_identifier="GB-LAE-OXF")
    county = make.partnership(slug="oxfordshire", host_body=host, grant_prefix="360G-SaferOxon")
    award = make.award(
        to=county, out_of=make.fund(of=make.body(name="The commissioner")), awarded_date=date(2013, 4, 8)
    )
    make.allocation(of=award, stream="Positive Futures", amount=19_500)
    row = make.allocation(of=award, stream="Partnerships", amount=500)
    for name in ("Oxford", "Cherwell"):
        make.share(of=row, for_=make.partnership(name=name), amount=None)
    return county


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("export_grants", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_writes_json_that_the_schema_accepts_and_says_what_it_leaves_out(county: Partnership) -> None:
    out, err = run("--format", "360giving-json")
    made = json.loads(out)
    assert faults(made) == []
    assert [one["amountAwarded"] for one in made["grants"]] == [746_294, 500]
    assert "Left out: “Positive Futures”" in err
    assert "its recipient is not recorded" in err


def test_writes_csv_that_becomes_the_same_grants(county: Partnership, tmp_path: Path) -> None:
    ours = ("--partnership", "oxfordshire")
    same, _ = run("--format", "360giving-json", *ours)
    out, _ = run("--format", "360giving-csv", *ours)
    assert unflattened(out, tmp_path)["grants"] == json.loads(same)["grants"]


def test_writes_the_list_of_the_transparency_code(county: Partnership) -> None:
    out, err = run("--format", "transparency-csv")
    assert out.startswith('"Date awarded","Period"')
    assert len(out.splitlines()) == 3
    assert err == ""


def test_writes_to_a_file_whole_or_not_at_all(county: Partnership, tmp_path: Path) -> None:
    place = tmp_path / "grants.json"
    out, err = run("--format", "360giving-json", "--output", str(place))
    assert out == ""
    assert f"Written to {place}." in err
    assert faults(json.loads(place.read_text(encoding="utf-8"))) == []
    kept = place.read_bytes()
    Award.objects.update(awarded_date=None)
    with pytest.raises(CommandError, match="Nothing was written"):
        run("--format", "360giving-json", "--output", str(place))
    assert place.read_bytes() == kept
    assert list(tmp_path.iterdir()) == [place]


def test_keeps_a_link_and_replaces_no_device(county: Partnership, tmp_path: Path) -> None:
    link, pipe = tmp_path / "newest.csv", tmp_path / "pipe"
    link.symlink_to(tmp_path / "grants.csv")
    run("--format", "transparency-csv", "--output", str(link))
    assert link.is_symlink()
    assert (tmp_path / "grants.csv").read_text(encoding="utf-8").startswith('"Date awarded"')
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    run("--format", "transparency-csv", "--output", str(pipe))
    assert os.read(reader, 14) == b'"Date awarded"'
    assert pipe.is_fifo()
    os.close(reader)


def test_prints_in_utf_8_whatever_the_terminal_and_ends_where_nobody_reads_on(county: Partnership) -> None:
    Award.objects.update(title="Café")
    with TextIOWrapper(BytesIO(), encoding="ascii") as terminal:
        call_command("export_grants", "--format", "register-csv", stdout=terminal, stderr=StringIO())
        assert "Café".encode() in terminal.buffer.getvalue()
    out, into = os.pipe()
    os.close(out)
    with os.fdopen(into, "w") as nobody:
        call_command("export_grants", "--format", "register-csv", stdout=nobody, stderr=StringIO())


def test_says_what_identifiers_are_without_a_prefix_and_what_is_no_grant_yet(county: Partnership) -> None:
    make.award(to=county, title="Projects and posts", basis="to-bid-for", amount_announced=712_271)
    _, err = run("--format", "360giving-json")
    assert "Projects and posts (£712,271) is still to be bid for" in err
    assert "prefix" not in err
    Partnership.objects.update(grant_prefix="")
    out, err = run("--format", "360giving-json")
    assert faults(json.loads(out)) == []
    assert f"No 360Giving prefix is recorded for {county.name}" in err
    assert "prefix" not in run("--format", "transparency-csv")[1]


def test_says_which_partnerships_there_are(county: Partnership) -> None:
    with pytest.raises(
        CommandError, match=r"There is no partnership “atlantis”. Partnerships in this portal: .*oxfords"
    ):
        run("--format", "360giving-json", "--partnership", "atlantis")


def test_says_that_a_place_cannot_be_written_to(county: Partnership, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="could not be written"):
        run("--format", "transparency-csv", "--output", str(tmp_path / "nowhere" / "grants.csv"))
    with pytest.raises(CommandError, match="Give the file a name"):
        run("--format", "transparency-csv", "--output", str(tmp_path))
    with pytest.raises(CommandError, match="Give the file a name"):
        run("--format", "transparency-csv", "--output", "")
    (tmp_path / "a file").touch()
    with pytest.raises(CommandError, match="could not be written"):
        run("--format", "transparency-csv", "--output", str(tmp_path / "a file" / "grants.csv"))


def test_names_all_publishers_of_a_portal(county: Partnership) -> None:
    other = make.partnership(name="Safer Oxford", grant_prefix="360G-Oxford")
    make.award(to=other, awarded_date=date(2014, 4, 1))
    made = json.loads(run("--format", "360giving-json")[0])
    assert "Safer Oxford" in made["publisher"]["name"]
    assert {one["id"].rsplit("-", 2)[0] for one in made["grants"]} == {"360G-SaferOxon", "360G-Oxford"}

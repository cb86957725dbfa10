"""`manage.py export_grants`: the list to the standard output, what is said about it to the standard error."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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
    Partnership.objects.update(grant_prefix="")
    with pytest.raises(CommandError, match="Nothing was written"):
        run("--format", "360giving-json", "--output", str(place))
    assert place.read_bytes() == kept
    assert list(tmp_path.iterdir()) == [place]


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
    (tmp_path / "a file").touch()
    with pytest.raises(CommandError, match="could not be written"):
        run("--format", "transparency-csv", "--output", str(tmp_path / "a file" / "grants.csv"))


def test_names_all_publishers_of_a_portal(county: Partnership) -> None:
    other = make.partnership(name="Safer Oxford", grant_prefix="360G-Oxford")
    make.award(to=other, awarded_date=date(2014, 4, 1))
    made = json.loads(run("--format", "360giving-json")[0])
    assert "Safer Oxford" in made["publisher"]["name"]
    assert {one["id"].rsplit("-", 2)[0] for one in made["grants"]} == {"360G-SaferOxon", "360G-Oxford"}

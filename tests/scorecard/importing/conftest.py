"""Oxford with an indicator that official figures fill."""

import pytest

from scorecard.importing import watching
from scorecard.management.commands import import_recorded_crime
from scorecard.official import process
from tests import make
from tests.scorecard.importing.runs import OFFENCES


@pytest.fixture
def partnership(db):
    """Oxford, whose statistical area lies in the district, which lies in the county."""
    county = make.area(name="Oxfordshire", kind="county")
    district = make.area(name="Oxford", parent=county)
    make.population(of=district, year=2024, number=160_000)
    found = make.partnership(slug="oxford")
    make.partnership_area(of=found, covers=make.area(name="Oxford (statistical area)", kind="csp", parent=district))
    return found


@pytest.fixture
def thefts(partnership):
    return make.indicator(of=partnership, theme="Theft", feed="recorded-crime", feed_offences=OFFENCES, basis="point")


@pytest.fixture
def here(monkeypatch):
    """Files are read in this process: starting another takes longer than all else in a test."""

    def read_file(path, name, wanted, heard):
        asked = watching.asked_for(wanted)
        found = process.read({"path": path, "name": name, "wanted": asked}, process.Signs()).to_json()
        return {**found, "selections": wanted[found["feed"]].selections}

    monkeypatch.setattr(process, "say", lambda _: None)
    monkeypatch.setattr(watching, "read_file", read_file)
    monkeypatch.setattr(import_recorded_crime, "read_file", read_file)

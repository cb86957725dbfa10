"""Grants as the 360Giving standard has them: its schema and its own tools accept them, and refuse what is broken."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.periods import Period
from funding.exports import FileKind, Grant, NothingToPublish, file_parts, why_left_out
from funding.exports.giving import grant_object, organisation_id
from funding.exports.packages import json_text, package_parts, spreadsheet_parts
from tests.funding.exports.sample_grants import CLUB, NOW, PUBLISHER, SEVERAL, grant
from tests.funding.exports.standard import faults, faults_by_libcove, unflattened


def package(*grants: Grant) -> dict[str, Any]:
    return json.loads("".join(package_parts(grants or SEVERAL, PUBLISHER, now=NOW)))


class TestThePackage:
    def test_is_accepted_by_the_schema(self) -> None:
        assert faults(package()) == []

    def test_is_accepted_by_the_standards_own_library(self) -> None:
        assert faults_by_libcove(package()) == []

    def test_is_refused_by_it_for_a_field_that_is_none_and_one_that_is_missing(self) -> None:
        broken = package(grant())
        broken["grants"][0]["amount"] = broken["grants"][0].pop("amountAwarded")
        found = faults_by_libcove(broken)
        assert "/grants/amount is no field of the standard" in found
        assert any("not valid under any of the given schemas" in fault for fault in found), found

    def test_says_who_publishes_it_when_and_on_what_terms(self) -> None:
        made = package()
        assert made["publisher"] == {
            "name": "Safer Oxfordshire",
            "identifier": "GB-LAE-OXF",
            "website": "https://www.example.org/",
        }
        assert made["issued"] == "2025-10-06"
        assert made["license"] == PUBLISHER.licence
        assert made["accessURL"] == PUBLISHER.address
        assert made["version"] == "1.4"

    def test_of_a_publisher_without_a_website_leaves_it_out(self) -> None:
        bare = replace(PUBLISHER, website="", identifier="", prefix="", licence="")
        made = json.loads("".join(package_parts(SEVERAL, bare, now=NOW)))
        assert made["publisher"] == {"name": "Safer Oxfordshire"}
        assert faults(made) == []


class TestAGrant:
    def test_has_all_that_is_known_of_it(self) -> None:
        assert json.loads(json_text(grant_object(grant(), source=PUBLISHER.address))) == {
            "id": "360G-SaferOxon-allocation-1",
            "title": "Positive Futures",
            "description": "Sport for young people at risk.",
            "currency": "GBP",
            "amountAwarded": 19500.1,
            "awardDate": "2013-04-08",
            "plannedDates": [{"startDate": "2013-04-01", "endDate": "2014-03-31"}],
            "recipientOrganization": [
                {"id": "GB-CHC-1164883", "name": "Cuckooing Support", "charityNumber": "1164883"}
            ],
            "fundingOrganization": [{"id": "GB-LAE-OXF", "name": "Oxfordshire County Council"}],
            "grantProgramme": [{"title": "Community safety fund"}],
            "beneficiaryLocation": [
                {"name": "Oxford", "countryCode": "GB", "geoCode": "E22000308", "geoCodeType": "CSP"}
            ],
            "locationScope": "GLS050",
            "dateModified": "2025-10-06T09:30:00+00:00",
            "dataSource": PUBLISHER.address,
        }

    def test_keeps_its_amount_to_the_penny_whatever_its_size(self) -> None:
        for amount in ("0.01", "327000.10", "0.30", "999999999999.99", "746294"):
            text = json_text(grant_object(grant(amount=Decimal(amount)), source="https://example.org/"))
            assert json.loads(text, parse_float=Decimal, parse_int=Decimal)["amountAwarded"] == Decimal(amount)
            assert f'"amountAwarded": {amount},' in text

    def test_to_somebody_without_an_official_identifier_has_the_publishers_own(self) -> None:
        assert organisation_id(CLUB, "360G-SaferOxon") == "360G-SaferOxon-leys-youth-club"
        assert organisation_id(CLUB, "oxfordshire") == "org-leys-youth-club"

    def test_cuts_a_title_that_is_too_long(self) -> None:
        assert len(grant_object(grant(title="x" * 200), source="")["title"]) < 140

    def test_whose_purpose_nobody_wrote_says_what_it_is_paid_out_of(self) -> None:
        made = grant_object(grant(purpose=""), source="")
        assert made["description"] == "Positive Futures. Paid out of: Community safety fund."
        made = grant_object(grant(purpose="", out_of="Money for 2013-14", source="Date *inferred*."), source="")
        assert made["description"] == (
            "Positive Futures. Paid out of: Money for 2013-14 (Community safety fund). Date inferred."
        )

    def test_without_days_in_its_period_has_no_planned_dates(self) -> None:
        assert "plannedDates" not in grant_object(grant(period=Period.in_words("mid-1990s")), source="")

    @pytest.mark.parametrize(
        ("lacks", "why"),
        [
            ({"awarded_date": None}, "the date it was awarded is not recorded"),
            ({"amount": None}, "its amount is not stated"),
            ({"recipients": ()}, "its recipient is not recorded"),
        ],
    )
    def test_that_lacks_something_is_left_out_and_it_is_said_why(self, lacks: dict[str, Any], why: str) -> None:
        told: list[tuple[str, str]] = []
        lacking = grant(9, **lacks)
        parts = file_parts(
            FileKind.GIVING_JSON,
            [lacking, grant(1)],
            PUBLISHER,
            now=NOW,
            tell=lambda one, reason: told.append((one.reference, reason)),
        )
        assert [one["id"] for one in json.loads(b"".join(parts))["grants"]] == ["360G-SaferOxon-allocation-1"]
        assert told == [("allocation-9", why)]
        assert why_left_out(lacking) == why

    @pytest.mark.parametrize("kind", [FileKind.GIVING_JSON, FileKind.GIVING_CSV])
    def test_that_is_the_only_one_and_lacks_something_makes_no_file(self, kind: FileKind) -> None:
        with pytest.raises(NothingToPublish):
            file_parts(kind, [grant(amount=None)], PUBLISHER, now=NOW, tell=lambda *_: None)


def _without(*names: str) -> Callable[[dict[str, Any]], None]:
    def break_it(made: dict[str, Any]) -> None:
        for name in names:
            del made["grants"][0][name]

    return break_it


def _with(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda made: made["grants"][0].update(values)


BROKEN: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "no identifier": (_without("id"), "'id' is a required property"),
    "no date": (_without("awardDate"), "'awardDate' is a required property"),
    "a date as British people write it": (_with(awardDate="08/04/2013"), "'08/04/2013' does not match"),
    "a currency that is none": (_with(currency="POUNDS"), "'POUNDS' is not one of"),
    "an amount as text": (_with(amountAwarded="19,500.10"), "'19,500.10' is not of type 'number'"),
    "no recipient": (_with(recipientOrganization=[]), "[] should be non-empty"),
    "a recipient without an identifier": (
        _with(recipientOrganization=[{"name": "Cuckooing Support"}]),
        "'id' is a required property",
    ),
    "an organisation and a person": (
        _with(recipientIndividual={"id": "360G-x-1", "name": "Individual Recipient"}),
        "is valid under each of",
    ),
    "one funder instead of a list": (
        _with(fundingOrganization={"id": "GB-LAE-OXF", "name": "County"}),
        "is not of type 'array'",
    ),
    "no grants": (lambda made: made.update(grants=[]), "[] should be non-empty"),
    "the same grant twice": (
        lambda made: made["grants"].append(deepcopy(made["grants"][0])),
        "has non-unique elements",
    ),
    "a version with three parts": (lambda made: made.update(version="1.4.3"), "'1.4.3' does not match"),
    "a publisher without a name": (lambda made: made.update(publisher={}), "'name' is a required property"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_package_is_refused_for_its_fault(name: str) -> None:
    break_it, sentence = BROKEN[name]
    broken = package(grant())
    assert faults(broken) == []
    break_it(broken)
    found = faults(broken)
    assert any(sentence in fault for fault in found), found


class TestTheSpreadsheet:
    def test_becomes_the_same_grants_again(self, tmp_path: Path) -> None:
        back = unflattened("".join(spreadsheet_parts(SEVERAL, PUBLISHER)), tmp_path)
        assert back["grants"] == package()["grants"]
        assert faults(back) == []

    def test_begins_with_the_heading_that_its_readers_look_for(self) -> None:
        assert next(spreadsheet_parts(SEVERAL, PUBLISHER)).startswith('"Identifier","Title","Description"')

    def test_has_an_amount_once_for_each_grant(self) -> None:
        lines = "".join(spreadsheet_parts([SEVERAL[1]], PUBLISHER)).splitlines()
        assert len(lines) == 3
        assert [line.count("327000") for line in lines] == [0, 1, 0]

    def test_holds_nothing_that_a_spreadsheet_runs(self) -> None:
        hostile = grant(title="=HYPERLINK(1)", purpose="+1", recipients=(replace(CLUB, name="@SUM(1)"),))
        text = "".join(spreadsheet_parts([hostile], PUBLISHER))
        for inert in ('"\'=HYPERLINK(1)"', '"\'+1"', '"\'@SUM(1)"'):
            assert inert in text


@pytest.mark.parametrize("kind", [FileKind.GIVING_JSON, FileKind.GIVING_CSV, FileKind.TRANSPARENCY_CSV])
def test_a_long_list_is_written_while_it_is_read(kind: FileKind) -> None:
    read = 0

    def many() -> Iterator[Grant]:
        nonlocal read
        for number in range(5000):
            read += 1
            yield grant(number)

    parts = file_parts(kind, many(), PUBLISHER, now=NOW, tell=lambda *_: None)
    next(parts)
    next(parts)
    assert read <= 500
    assert sum(1 for _ in parts) > 10
    assert read == 5000

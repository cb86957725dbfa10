"""Grants as the 360Giving data standard has them, version 1.4.

https://standard.threesixtygiving.org: `grant_object` is one grant of its JSON, `grant_rows` the same as rows of its
spreadsheet under `HEADINGS`. Nothing is made up to satisfy it: `why_left_out` says what a grant lacks.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date
from itertools import zip_longest
from typing import Any

from core.csv_files import Cell
from core.prose import gist
from funding.exports.grants import Grant, Organisation, Place
from partners.models.identifiers import REGISTERED, list_code

CURRENCY = "GBP"
LONGEST_TITLE = 140
WHOLE = 20_000  # characters: prose without its marks, not cut
LOCAL_AUTHORITY = "GLS050"  # of the list of location scopes: an area of local government, such as a district
COMMON_REGRANT, MULTIPURPOSE = "FRG010", "FRG070"
CHARITIES = ("GB-CHC", "GB-SC", "GB-NIC")
COMPANIES = ("GB-COH",)
# What the list of geographical codes calls an area, by how its ONS code begins.
GEO_CODE_TYPES = {
    "E22": "CSP",
    "W14": "CDRP",
    "E06": "UA",
    "W06": "UA",
    "E07": "NMD",
    "E08": "MD",
    "E09": "LONB",
    "E10": "CTY",
    "E23": "PFA",
}
HEADINGS = (
    *("Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date"),
    *("Planned Dates:Start Date", "Planned Dates:End Date"),
    *("Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Charity Number", "Recipient Org:Company Number"),
    *("Funding Org:Identifier", "Funding Org:Name", "Grant Programme:Title"),
    *("Beneficiary Location:Name", "Beneficiary Location:Country Code"),
    *("Beneficiary Location:Geographic Code", "Beneficiary Location:Geographic Code Type"),
    *("For Regrant Type", "Location Scope", "Last Modified", "Data Source"),
)


def why_left_out(grant: Grant) -> str:
    """What keeps a grant out of 360Giving files, as the end of a sentence; empty where nothing does."""
    lacks = {
        "the date it was awarded is not recorded": grant.awarded_date is None,
        "its amount is not stated": grant.amount is None,
        "its recipient is not recorded": not grant.recipients,
    }
    return "; ".join(reason for reason, is_lacking in lacks.items() if is_lacking)


def whole(grants: Iterable[Grant], tell: Callable[[Grant, str], None]) -> Iterator[Grant]:
    """The grants that have all the standard asks for; `tell` hears of each other one, and why."""
    for grant in grants:
        why = why_left_out(grant)
        if why:
            tell(grant, why)
        else:
            yield grant


def grant_object(grant: Grant, *, source: str) -> dict[str, Any]:
    """A whole grant as the standard's JSON, its amount in Decimal. `source` is the address of the list."""
    made = {
        "id": grant.identifier,
        "title": _title(grant),
        "description": description(grant),
        "currency": CURRENCY,
        "amountAwarded": grant.amount,
        "awardDate": _day(grant.awarded_date),
        "plannedDates": _planned_dates(grant),
        "recipientOrganization": [organisation_object(one, grant.prefix) for one in grant.recipients],
        "fundingOrganization": [organisation_object(grant.funder, grant.prefix)],
        "grantProgramme": [{"title": grant.programme}],
        "beneficiaryLocation": [_place(place) for place in grant.places],
        "regrantType": grant.regrant,
        "locationScope": LOCAL_AUTHORITY if grant.places else "",
        "dateModified": _moment(grant),
        "dataSource": source,
    }
    return {name: value for name, value in made.items() if value not in ("", [])}


def organisation_object(organisation: Organisation, prefix: str) -> dict[str, str]:
    """An organisation, with its charity or company number where its identifier is one."""
    code = list_code(organisation.identifier)
    made = {
        "id": organisation_id(organisation, prefix),
        "name": organisation.name,
        "charityNumber": organisation.number if code in CHARITIES else "",
        "companyNumber": organisation.number if code in COMPANIES else "",
    }
    return {name: value for name, value in made.items() if value}


def organisation_id(organisation: Organisation, prefix: str) -> str:
    """The official identifier; without one the publisher's own, as the standard's guidance on identifiers has it. While
    no prefix is registered, one that all of the portal share, for they may write of the same organisation.
    """
    own = prefix if prefix.startswith(REGISTERED) else "org"
    return organisation.identifier or f"{own}-{organisation.key}"


def grant_rows(grant: Grant, *, source: str) -> Iterator[tuple[Cell, ...]]:
    """The same grant as rows of the standard's spreadsheet: what is there more than once goes on in further rows that
    hold the identifier and no amount.
    """
    made = grant_object(grant, source=source)
    planned = made.get("plannedDates", [{}])[0]
    start, end = planned.get("startDate", ""), planned.get("endDate", "")
    head: tuple[Cell, ...] = (made["title"], made["description"], CURRENCY, grant.amount, made["awardDate"], start, end)
    funder = made["fundingOrganization"][0]
    tail = (made.get("regrantType", ""), made.get("locationScope", ""), made.get("dateModified", ""), source)
    pairs: Iterable[tuple[dict[str, str], dict[str, str]]] = zip_longest(
        made["recipientOrganization"], made.get("beneficiaryLocation", []), fillvalue={}
    )
    for number, (recipient, place) in enumerate(pairs):
        is_first = number == 0
        yield (
            grant.identifier,
            *(head if is_first else ("",) * len(head)),
            *(recipient.get(name, "") for name in ("id", "name", "charityNumber", "companyNumber")),
            *((funder["id"], funder["name"], grant.programme) if is_first else ("", "", "")),
            *(place.get(name, "") for name in ("name", "countryCode", "geoCode", "geoCodeType")),
            *(tail if is_first else ("",) * len(tail)),
        )


def description(grant: Grant) -> str:
    """What the grant is for, without marks; where nobody has said, what it is paid out of. What is inferred of it is
    said here, for no other field takes it.
    """
    out_of = f"{grant.out_of} ({grant.programme})" if grant.out_of else grant.programme
    what_for = gist(grant.purpose, WHOLE) or f"{grant.title}. Paid out of: {out_of}."
    return f"{what_for} {gist(grant.source, WHOLE)}".strip()


def _title(grant: Grant) -> str:
    return grant.title if len(grant.title) < LONGEST_TITLE else f"{grant.title[: LONGEST_TITLE - 2]}…"


def _planned_dates(grant: Grant) -> list[dict[str, str]]:
    if grant.period is None or grant.period.start is None:
        return []
    dates = {"startDate": _day(grant.period.start), "endDate": _day(grant.period.end)}
    return [{name: value for name, value in dates.items() if value}]


def _place(place: Place) -> dict[str, str]:
    made = {"name": place.name, "countryCode": "GB", "geoCode": place.code}
    kind = GEO_CODE_TYPES.get(place.code[:3], "")
    return {**made, "geoCodeType": kind} if kind else made


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(grant: Grant) -> str:
    return grant.modified_at.astimezone(UTC).isoformat(timespec="seconds") if grant.modified_at else ""

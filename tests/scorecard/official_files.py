"""Files of official figures made for tests, true to the layouts that publishers use; the counts are invented."""

from tests.spreadsheet_files import ods, sheet

HEADER = (
    "Financial Year", "Financial Quarter", "Police Force", "CSP Name", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code", "Offence Count",
)  # fmt: skip
STREET_HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
BICYCLE = ("Theft from the person of a pedal cycle", "Theft offences", "Bicycle theft", "44")
ROBBERY = ("Robbery of personal property", "Robbery", "Robbery of personal property", "34B")
VALLEY = "Thames Valley Police"


def crimes(year, quarter, csp, *counts, force="Thames Valley", offences=(BICYCLE, ROBBERY)):
    """Rows of one partnership and quarter: a count for each offence."""
    return [(year, quarter, force, csp, *offence, count) for offence, count in zip(offences, counts, strict=True)]


def table(*rows, header=HEADER, name="2025_26", notes=(), more=()):
    """A table of the Home Office, as its .ods."""
    return ods(
        sheet("Cover_sheet", ("Police recorded crime",)),
        sheet("Notes", *((note,) for note in notes)),
        sheet(name, header, *rows),
        *more,
    )


def years(numbers, csp="Oxford", first=2024):
    """Rows of bicycle thefts by quarter, beginning with April to June of a year."""
    return [
        crimes(f"{first + at // 4}/{(first + at // 4 + 1) % 100}", at % 4 + 1, csp, number, 1)
        for at, number in enumerate(numbers)
    ]


def by_years(numbers, csp="Oxford", first=2024):
    """The same as sheets, one for each year."""
    found = {}
    for rows in years(numbers, csp, first):
        found.setdefault(rows[0][0], []).extend(rows)
    sheets = [sheet(year.replace("/", "_"), HEADER, *rows) for year, rows in found.items()]
    return ods(sheet("Cover_sheet"), *sheets)


def street_csv(*lines, header=STREET_HEADER):
    """A file of data.police.uk. A line is a month, a small area, a type and, where not Thames Valley, the force."""
    rows = [header]
    for month, place, kind, *force in lines:
        by = force[0] if force else VALLEY
        rows.append(f"abc,{month},{by},{by},-1.2,51.7,On or near High Street,E01028512,{place},{kind},,")
    return "\r\n".join(rows).encode()

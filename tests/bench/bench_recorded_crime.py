"""Reads a Home Office table of a gigabyte: python -m tests.bench.bench_recorded_crime

Makes an .ods true to the layout of the tables of police recorded crime by Community Safety Partnership, with invented
counts, whose XML is a gigabyte; reads it as the portal does, in the process that has little memory; and beside it runs
through the same XML with ElementTree's iterparse, which does nothing with it. Prints seconds, rows a second and memory.

    --megabytes N  how long the XML is (1024)
    --keep FILE    where to keep the table, or find the one that an earlier run made
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from itertools import product
from pathlib import Path

from tests.spreadsheet_files import HEAD, MIME_TYPE, TAIL, row

ROOT = Path(__file__).parents[2]
HEADER = (
    "Financial Year", "Financial Quarter", "Police Force", "CSP Name", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code", "Offence Count",
)  # fmt: skip
YEARS = (2020, 2021, 2022, 2023, 2024, 2025)
FORCES = 43
PARTNERSHIPS_OF_A_FORCE = 8
OURS = {"Oxford": 1, "South Oxfordshire": 2, "Vale of White Horse": 3}
FORCE = {"Thames Valley": 4}
OFFENCES = (
    ("Theft of a pedal cycle", "Theft offences", "Bicycle theft", "44"),
    ("Burglary in a dwelling & attempts", "Theft offences", "Residential burglary", "28A"),
    ("Robbery of personal property", "Robbery", "Robbery of personal property", "34B"),
    ("Assault with injury", "Violence against the person", "Violence with injury", "8N"),
)
# As bare as a reading can be: every element is made, and forgotten.
BARE = """
import sys, time, zipfile
from xml.etree import ElementTree as ET
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open("content.xml") as content:
    for _, element in ET.iterparse(content):
        element.clear()
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.keep or Path(folder) / "prc-csp-mar2021-mar2026-tables-230726.ods"
        if not path.exists():
            started = time.monotonic()
            make_table(path, chosen.megabytes << 20)
            print(f"made in {time.monotonic() - started:.0f} s")
        with zipfile.ZipFile(path) as archive:
            unpacked = archive.getinfo("content.xml").file_size
        print(f"{path.stat().st_size / 1e6:.0f} MB, content.xml {unpacked / 1e6:.0f} MB")
        bare_seconds, bare_memory, _ = measured([sys.executable, "-c", BARE, str(path)])
        print(f"bare iterparse: {bare_seconds:.1f} s of the processor, {bare_memory:.0f} MB")
        read(path, bare_seconds)


def make_table(path, size):
    """A table whose XML has at least so many bytes: all years, quarters, partnerships and offences, again and again."""
    partnerships = [
        (f"Force {force}", f"Partnership {force}-{number}")
        for force in range(1, FORCES)
        for number in range(PARTNERSHIPS_OF_A_FORCE)
    ]
    partnerships += [("Thames Valley", name) for name in (*OURS, "Unassigned Thames Valley")]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        archive.writestr("mimetype", MIME_TYPE)
        with archive.open("content.xml", "w", force_zip64=True) as content:
            content.write(HEAD.encode())
            for name in ("Cover_sheet", "Notes"):
                content.write(f'<table:table table:name="{name}">{row("Police recorded crime")}</table:table>'.encode())
            for year in YEARS:
                content.write(f'<table:table table:name="{year}_{(year + 1) % 100}">{row(*HEADER)}'.encode())
                write_year(content, year, partnerships, size // len(YEARS))
                content.write(b"</table:table>")
            content.write(TAIL.encode())


def write_year(content, year, partnerships, size):
    """Rows of one year until there are enough bytes; every round has further offences, by their number."""
    written, again = 0, 0
    while written < size:
        rows = []
        for quarter, (force, name), offence in product((1, 2, 3, 4), partnerships, OFFENCES):
            description, group, subgroup, code = offence
            count = (quarter * 7 + len(name) * 3 + again * 11 + year) % 97
            in_words = f"{description} {again}"
            rows.append(row(f"{year}/{(year + 1) % 100}", quarter, force, name, in_words, group, subgroup, code, count))
        piece = "".join(rows).encode()
        content.write(piece)
        written += len(piece)
        again += 1


def read(path, bare_seconds):
    """Read it as the portal does; prints what that took."""
    selections = [[], ["Bicycle theft"]]
    wanted = {"recorded-crime": {"areas": OURS, "selections": selections, "forces": FORCE}}
    job = {"path": str(path), "name": path.name, "wanted": wanted}
    seconds, memory, answer = measured([sys.executable, "-m", "scorecard.official.process"], json.dumps(job))
    last = json.loads(answer.splitlines()[-1])
    assert "found" in last, last
    rows = last["found"]["rows"]
    print(
        f"the portal:     {seconds:.1f} s of the processor, {memory:.0f} MB, {rows:,} rows, "
        f"{rows / seconds:,.0f} rows/s, {seconds / bare_seconds:.2f} times the bare iterparse"
    )
    for count in last["found"]["counts"][:3]:
        print("  ", count)


def measured(command, given=""):
    """Seconds of the processor and megabytes of memory that a process took, and what it said."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    with process.stdin, process.stdout:
        process.stdin.write(given)
        process.stdin.close()
        answer = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, answer
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, answer


if __name__ == "__main__":
    main()

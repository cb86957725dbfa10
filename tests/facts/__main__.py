"""``python -m tests.facts SLUG TEXTFILE``: print the facts of a source paper that the text file lacks ("-": stdin)."""

import argparse
import pathlib
import sys

from tests.facts.lists import SLUGS
from tests.facts.report import findings, in_words


def main() -> int:
    """Print what is wrong; give 1 when anything is."""
    parser = argparse.ArgumentParser(prog="python -m tests.facts", description=__doc__)
    parser.add_argument("slug", choices=SLUGS)
    parser.add_argument("textfile", help='the output of render_paper --format text, or "-"')
    arguments = parser.parse_args()
    path = arguments.textfile
    printed = sys.stdin.read() if path == "-" else pathlib.Path(path).read_text(encoding="utf-8")
    found = findings(arguments.slug, printed)
    sys.stdout.write(f"{in_words(found)}\n{len(found)} to mend.\n" if found else "Every fact stands.\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

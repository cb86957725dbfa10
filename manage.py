#!/usr/bin/env python
"""The portal's command line."""

import os
import sys

import oscp_portal  # noqa: F401  (first, because it chooses which SQLite Django finds)

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oscp_portal.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

"""The kinds of sheets that an officer may take out and in."""

from oscp_portal.sheets.columns import Kind
from oscp_portal.sheets.kinds.achievements import Achievements
from oscp_portal.sheets.kinds.actions import Actions

KINDS: dict[str, type[Kind]] = {kind.slug: kind for kind in (Actions, Achievements)}

__all__ = ["KINDS"]

"""The kinds of sheets that an officer may take out and in."""

from oscp_portal.sheets.columns import Kind
from oscp_portal.sheets.kinds.achievements import Achievements
from oscp_portal.sheets.kinds.actions import Actions
from oscp_portal.sheets.kinds.allocations import Allocations
from oscp_portal.sheets.kinds.measurements import Measurements

KINDS: dict[str, type[Kind]] = {kind.slug: kind for kind in (Actions, Achievements, Allocations, Measurements)}

__all__ = ["KINDS"]

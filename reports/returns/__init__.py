"""Returns to a funder as documents: composed from what funding knows, checked, and printed as papers are."""

from reports.returns.checking import hints
from reports.returns.composing import compose_return
from reports.returns.printing import print_return

__all__ = ["compose_return", "hints", "print_return"]

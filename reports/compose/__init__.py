"""From records to content: the only room of `reports` that reads other apps, through their summaries.

What is restricted is left out here, so that it never exists in a paper's content.
"""

from reports.compose.options import OptionError, check_options
from reports.compose.paper import Draft, compose_draft, compose_paper, compose_section
from reports.compose.tokens import BrokenReferences

__all__ = [
    "BrokenReferences",
    "Draft",
    "OptionError",
    "check_options",
    "compose_draft",
    "compose_paper",
    "compose_section",
]

"""Lists of grants for the public: what the partnership was given and what it gave, as anybody may take it away.

`register` reads the grants that the public may see; `giving` makes objects of the 360Giving data standard of them,
`packages` files of these, `tables` the list of the Transparency Code and plain spreadsheets. Makers take frozen grants
and know no records.
"""

from funding.exports.files import FORMS, FileForm, FileKind, NothingToPublish, file_parts
from funding.exports.giving import why_left_out
from funding.exports.grants import NOT_STATED, Asked, Grant, Organisation, Place
from funding.exports.publisher import Publisher, publisher_of
from funding.exports.register import grants_of, to_bid_for

__all__ = [
    "FORMS",
    "NOT_STATED",
    "Asked",
    "FileForm",
    "FileKind",
    "Grant",
    "NothingToPublish",
    "Organisation",
    "Place",
    "Publisher",
    "file_parts",
    "grants_of",
    "publisher_of",
    "to_bid_for",
    "why_left_out",
]

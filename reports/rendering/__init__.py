"""Writers of a paper: content in, characters or bytes out. No records, no queries, no clock."""

"""The history: what the event log tells of a partnership, a record or a person, for reading and as a file."""

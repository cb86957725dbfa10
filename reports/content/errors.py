"""What is wrong with content, said to a person."""


class ContentError(ValueError):
    """The content cannot be held or read; the message says why in a sentence a person can act on."""

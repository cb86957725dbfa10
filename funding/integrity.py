"""Whether every document of an approved return is still what was kept: by its own hash, and by the event that told of
it.
"""

import hashlib
from collections.abc import Iterator

from core.models import Event
from funding.models import ReturnFile

APPROVED = "funding.return_approved"


def verify_returns() -> Iterator[str]:
    """A sentence for each document that was altered, put in without an event, or removed since its event."""
    told: dict[tuple[str, int, str], str] = {
        (event.subject_id, event.data["number"], name): digest
        for event in Event.objects.filter(verb=APPROVED).order_by("pk").iterator()
        for name, digest in event.data.get("files", {}).items()
    }
    for file in ReturnFile.objects.order_by("pk").iterator(chunk_size=10):
        known = told.pop((str(file.funding_return_id), file.number, file.name), None)
        name = f"return {file.funding_return_id}, approval {file.number}: {file.name}"
        if known is None:
            yield f"{name}: no event tells of it."
        elif not hashlib.sha256(bytes(file.content)).hexdigest() == file.content_hash == known:
            yield f"{name}: it is not what was approved."
    for key, number, name in told:
        yield f"return {key}, approval {number}: {name}: an event tells of it, but it is gone."

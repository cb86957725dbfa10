"""Whether every published edition is still what was published: by its own hashes, and by the event that told of it."""

import hashlib
from collections.abc import Iterator

from core.models import Event
from reports.models import Edition

PUBLISHED = "reports.paper_published"


def verify_editions() -> Iterator[str]:
    """A sentence for each edition that was altered, put in without an event, or removed since its event."""
    told = {
        (event.subject_id, event.data.get("edition")): event.data
        for event in Event.objects.filter(verb=PUBLISHED, subject_type="reports.paper").order_by("pk").iterator()
    }
    editions = Edition.objects.select_related("paper").order_by("pk")
    for edition in editions.iterator(chunk_size=20):
        data = told.pop((str(edition.paper_id), edition.number), None)
        name = f"{edition.paper.slug}, edition {edition.number}"
        if data is None:
            yield f"{name}: no event tells of its publication."
        elif hashlib.sha256(edition.content.encode()).hexdigest() != data["content_hash"]:
            yield f"{name}: its content is not what was published."
        elif hashlib.sha256(bytes(edition.pdf)).hexdigest() != data["pdf_hash"]:
            yield f"{name}: its PDF is not what was published."
        elif altered := _altered_file(edition, data.get("files", {})):
            yield f"{name}: its file {altered} is not what was published."
        elif (edition.content_hash, edition.pdf_hash) != (data["content_hash"], data["pdf_hash"]):
            yield f"{name}: the hashes beside it are not those that were published."
    for paper_id, number in told:
        yield f"paper {paper_id}, edition {number}: an event tells of it, but it is gone."


def _altered_file(edition: Edition, told: dict[str, str]) -> str:
    """The first further file of record of an edition that is not as its event told of it; empty where there is none."""
    kept = {file.name: file for file in edition.files.order_by("name")}
    for name in sorted({*kept, *told}):
        file, known = kept.get(name), told.get(name)
        if file is None or not hashlib.sha256(bytes(file.content)).hexdigest() == file.content_hash == known:
            return name
    return ""

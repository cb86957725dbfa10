"""Files of official figures, read and taken over for the tests."""

from django.core.files.base import ContentFile
from django.utils import timezone

from scorecard.importing import watching
from scorecard.importing.changes import changes_of
from scorecard.importing.operations import begin_reading, take_over

NAME = "prc-csp-mar2021-mar2026-tables-230726.ods"
URL = "/partnerships/oxford/official-figures/"
OFFENCES = ["Bicycle theft"]


def run_of(partnership, content, name=NAME):
    """A run of a file, read as the thread would read it."""
    run = begin_reading(
        partnership=partnership, file=ContentFile(content), name=name, by=None, now=timezone.now(), is_aside=False
    )
    return watching.watch(run)


def taken(partnership, content, by=None, name=NAME):
    """A file read and taken over at once."""
    run = run_of(partnership, content, name)
    assert run.state == "read", run.error
    return take_over(run=run, seen=changes_of(run).digest, by=by, now=timezone.now())


def values(indicator):
    found = indicator.measurements.order_by("period_start", "pk")
    return [(measurement.period_stated, measurement.value) for measurement in found]

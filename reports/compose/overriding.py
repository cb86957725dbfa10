"""Figures that a paper states otherwise than their records do, each for a reason that its officers gave."""

from collections.abc import Mapping
from dataclasses import replace

from reports import content as c
from reports.compose.spans import Change, Spans
from reports.prose import plain


def overridden(texts: Mapping[str, str]) -> Change:
    """A change of spans: those that cite one of these records say its text instead, and go on citing it."""

    def change(spans: Spans) -> Spans:
        if not any(span.cite in texts for span in spans):
            return spans
        made: list[c.Span] = []
        for place, span in enumerate(spans):
            if span.cite not in texts:
                made.append(span)
            elif not (place and spans[place - 1].cite == span.cite):  # a figure may be parted by marks within it
                made.append(replace(span, text=plain(texts[span.cite]).text))
        return tuple(made)

    return change

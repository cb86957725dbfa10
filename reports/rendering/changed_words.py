"""Runs of words as HTML: what was inserted and deleted, to be seen and to be heard."""

from collections.abc import Sequence
from html import escape

from reports.comparing import Mark, Run

TAGS = {Mark.INSERTED: ("ins", "inserted"), Mark.DELETED: ("del", "deleted")}


def words(runs: Sequence[Run]) -> str:
    """The runs, escaped."""
    return "".join(map(_run, runs))


def plain(runs: Sequence[Run]) -> str:
    """The words as they are now; as they were, where all are gone."""
    now = "".join(run.text for run in runs if run.mark is not Mark.DELETED)
    return now.strip() or "".join(run.text for run in runs)


def said(told: str) -> str:
    """Words for who listens and does not look."""
    return f'<span class="govuk-visually-hidden">{told}</span>'


def _run(run: Run) -> str:
    if run.mark is Mark.SAME:
        return escape(run.text)
    tag, told = TAGS[run.mark]
    text = run.text.strip()
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    if not text:
        return run.text if run.mark is Mark.INSERTED else ""
    return f"{before}<{tag}>{said(f'[{told}: ')}{escape(text)}{said(']')}</{tag}>{after}"

"""Officers choose which achievements a paper tells, and tell them in other words; the log stays as it is."""

from datetime import datetime

from django.db import transaction

from core.editing import Refused, add_record, change_record
from core.models import Removal
from core.prose import gist
from core.removal import remove_record
from partners.models import User
from reports.models import Section, Wording
from reports.operations.changing import begin_paper_change
from reports.operations.telling import named, of_paper
from reports.summaries.telling import AchievementInPaper, told_or_left_out

LENGTH = 60


class AsLogged(Refused):
    """The words for the paper are those of the log."""

    def __init__(self) -> None:
        super().__init__("These are the log’s own words. Change them, or leave the page.", field="text")


@transaction.atomic
def reword_achievement(*, wording: Wording, text: str, revision: int, by: User, now: datetime) -> Wording:
    """The achievement in these words, in this paper alone. `wording` names both; where it is saved it is changed.

    Raises PaperIsOut, AsLogged, SavedMeanwhile, ValidationError.
    """
    paper = begin_paper_change(paper=wording.paper)
    if text == wording.achievement.text.strip() and not wording.pk:
        raise AsLogged
    chain = paper.partnership.event_chain
    said = f"Reworded the achievement “{gist(wording.achievement.text, LENGTH)}” for “{paper.title}”."
    if wording.pk:
        return change_record(
            record=wording,
            values={"text": text},
            revision=revision,
            chain=chain,
            verb="reports.wording_changed",
            said=said,
            by=by,
            now=now,
        )
    return add_record(
        record=wording, values={"text": text}, chain=chain, verb="reports.wording_added", said=said, by=by, now=now
    )


@transaction.atomic
def remove_wording(*, wording: Wording, place: str, by: User, now: datetime) -> Removal:
    """The achievement in the log's words again. Raises PaperIsOut."""
    paper = begin_paper_change(paper=wording.paper)
    called = gist(wording.achievement.text, LENGTH)
    return remove_record(
        record=wording,
        chain=paper.partnership.event_chain,
        place=place,
        verb="reports.wording_removed",
        summary=f"Went back to the log’s words for the achievement “{called}” {of_paper(paper)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def tell_achievement(
    *, section: Section, achievement: AchievementInPaper, is_told: bool, by: User, now: datetime
) -> Section:
    """The section with the achievement taken in or left out. Raises PaperIsOut, SavedMeanwhile."""
    paper = begin_paper_change(paper=section.paper)
    what = "Took" if is_told else "Left"
    way = "into" if is_told else "out of"
    return change_record(
        record=section,
        values={"options": told_or_left_out(section.options, achievement, wanted=is_told)},
        revision=section.revision,
        chain=paper.partnership.event_chain,
        verb="reports.section_changed",
        said=f"{what} the achievement “{achievement.called}” {way} the {named(section)} {of_paper(paper)}.",
        by=by,
        now=now,
    )

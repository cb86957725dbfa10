"""How actions stand, quarter by quarter."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.editing import Refused, RemovedMeanwhile, SavedMeanwhile, as_kept, claim, in_words
from core.events import record_event
from core.models import personal_data
from core.periods import Period
from partners.models import Body, User
from priorities.models import Action, ActionStatus, Plan, Progress
from priorities.numbering import number_of

IN_TROUBLE = (ActionStatus.AT_RISK, ActionStatus.OFF_TRACK)
OF_TROUBLE = ("reason", "recovery_action", "recovery_owner", "recover_by_date")


class PlanIsClosed(Refused):
    """The plan is history: nothing of it changes any more."""


class NothingToRepeat(Refused):
    """There is no last time that "no change" could mean."""


@transaction.atomic
def record_progress(
    *,
    action: Action,
    period: Period,
    status: str,
    forecast: str = "",
    comment: str = "",
    reason: str = "",
    recovery_action: str = "",
    recovery_owner: str = "",
    recover_by_date: date | None = None,
    told_by: Body | None = None,
    revision: int,
    by: User,
    now: datetime,
) -> Progress:
    """How an action stands in a period, in one `Progress`; what was recorded for that period before is changed.

    `revision` is that of the progress already recorded for the period when the form was made, 0 where there was none.
    `told_by` is the body whose word it is, where one was asked. Where no later period is recorded the action takes the
    status on; an older quarter, told late or corrected, leaves it alone. What was said of trouble is kept only where
    the status is at risk or off track, and then all of it is wanted.

    Raises ValidationError with a sentence for each field, PlanIsClosed, and SavedMeanwhile where somebody else recorded
    or changed progress for that period.
    """
    trouble: dict[str, Any] = {
        "reason": reason.strip(),
        "recovery_action": recovery_action.strip(),
        "recovery_owner": recovery_owner.strip(),
        "recover_by_date": recover_by_date,
    }
    if status not in IN_TROUBLE:
        trouble = {"reason": "", "recovery_action": "", "recovery_owner": "", "recover_by_date": None}
    check_progress(status=status, comment=comment, **trouble)
    # Plan first, then action, as everywhere: nobody else records the same quarter, or closes the plan, meanwhile.
    plans = Plan.objects.select_for_update(of=("self",)).select_related("partnership")
    plan = plans.filter(priorities__actions=action.pk).first()
    if plan is None:
        raise RemovedMeanwhile(action)
    action = as_kept(action, among=Action.objects.select_for_update())
    if plan.status == Plan.Status.CLOSED:
        raise PlanIsClosed("This plan is closed. Record progress in the plan that follows it.")
    progress = _claim_progress(action, period, revision)
    is_new = progress.pk is None
    said = {"status": status, "forecast": forecast, "comment": comment.strip(), "told_by": told_by, **trouble}
    if not is_new and all(getattr(progress, name) == value for name, value in said.items()):
        return progress
    before = {name: in_words(progress, name) for name in said}
    if is_new:
        before["status"] = action.get_status_display()
    for name, value in {**said, "recorded_by": by, "recorded_at": now}.items():
        setattr(progress, name, value)
    progress.full_clean()
    progress.save()
    if action.progress.latest_first().first() == progress and action.status != status:
        action.status = status
        action.revision += 1
        action.save(update_fields=["status", "revision"])
    changes = {name: [was, now_is] for name, was in before.items() if was != (now_is := in_words(progress, name))}
    record_event(
        chain=plan.partnership.event_chain,
        verb="priorities.progress_recorded",
        summary=_summary(action, progress, is_new=is_new),
        by=by,
        now=now,
        subject=action,
        data={
            "changes": {name: pair for name, pair in changes.items() if name not in personal_data(progress)},
            "also_changed": sorted(changes.keys() & {*personal_data(progress)}),
            "period": period.stated,
        },
        also_about=[progress],
    )
    return progress


def repeat_progress(
    *, action: Action, period: Period, told_by: Body | None = None, revision: int = 0, by: User, now: datetime
) -> Progress:
    """No change since last time: the same status and the same words for this period as for the one before it.

    Raises NothingToRepeat where nothing is recorded before, or a date has passed by which all was to be well; else as
    `record_progress`.
    """
    before = Progress.objects.of(action).before(period).latest_first().first()
    if before is None:
        raise NothingToRepeat("Nothing is recorded before this, so there is nothing to repeat. Say how it stands.")
    if before.is_overdue(on=timezone.localdate(now)):
        raise NothingToRepeat("The date by which it was to be back on track has passed. Say what happens now.")
    said: dict[str, Any] = {name: getattr(before, name) for name in ("status", "forecast", "comment", *OF_TROUBLE)}
    return record_progress(action=action, period=period, told_by=told_by, revision=revision, by=by, now=now, **said)


def check_progress(
    *,
    status: str,
    comment: str = "",
    reason: str = "",
    recovery_action: str = "",
    recovery_owner: str = "",
    recover_by_date: date | None = None,
) -> None:
    """Raises ValidationError, by field, where a status wants more said: why, and what happens now."""
    missing: dict[str, str] = {}
    if status in IN_TROUBLE:
        said = dict(zip(OF_TROUBLE, (reason, recovery_action, recovery_owner, recover_by_date), strict=True))
        word = ActionStatus(status).label.lower()
        sentences = {
            "reason": f"Say why it is {word}",
            "recovery_action": "Say what will be done to bring it back on track",
            "recovery_owner": "Say which post or body will do it",
            "recover_by_date": "Enter the date by which it will be back on track",
        }
        missing = {name: sentences[name] for name in OF_TROUBLE if not said[name]}
    if status == ActionStatus.DROPPED and not comment.strip():
        missing["comment"] = "Say in a sentence why it was dropped"
    if missing:
        raise ValidationError(missing)


def _claim_progress(action: Action, period: Period, revision: int) -> Progress:
    """The progress recorded for a period, claimed; or a new one."""
    recorded = action.progress.filter(period_stated=period.stated).first()
    if recorded is None:
        progress = Progress(action=action)
        progress.period = period
        return progress
    if not revision:
        raise SavedMeanwhile(recorded)
    return claim(recorded, revision)


def _summary(action: Action, progress: Progress, *, is_new: bool) -> str:
    """ "Marked 1.3 off track: no site was found." or "Recorded progress on 1.3 for Q2 2025-26: under way." """
    number = number_of(action)
    word = progress.get_status_display().lower()
    if progress.status in IN_TROUBLE:
        return f"Marked {number} {word}: {progress.reason}"
    verb = "Recorded" if is_new else "Corrected"
    told = f", told by {progress.told_by}" if progress.told_by else ""
    return f"{verb} progress on {number} for {progress.period_stated}{told}: {word}."

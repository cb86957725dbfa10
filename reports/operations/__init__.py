"""Every write to papers that has a rule or a trace: drafting (`drafting`), publishing editions (`publishing`)."""

from reports.manuscripts import PaperNotReady
from reports.operations.correcting import (
    begin_correction,
    begin_supplement,
    bring_back,
    give_up_correction,
    withdraw_paper,
)
from reports.operations.drafting import draft_paper
from reports.operations.publishing import AlreadyPublished, Blocked, HeldBack, NotSigned, publish_paper
from reports.operations.scheduling import (
    give_late_reason,
    publish_due_papers,
    schedule_paper,
    unschedule_paper,
)
from reports.operations.signers import CannotSign, SignatureWanted, add_sign_off, change_sign_off, remove_sign_off
from reports.operations.signing import (
    CannotSignNow,
    ChangedMeanwhile,
    ask_again,
    nudge_signer,
    read_paper,
    record_signature,
    return_paper,
    send_for_sign_off,
    sign_paper,
    take_back,
)

__all__ = [
    "AlreadyPublished",
    "Blocked",
    "CannotSign",
    "CannotSignNow",
    "ChangedMeanwhile",
    "HeldBack",
    "NotSigned",
    "PaperNotReady",
    "SignatureWanted",
    "add_sign_off",
    "ask_again",
    "begin_correction",
    "begin_supplement",
    "bring_back",
    "change_sign_off",
    "draft_paper",
    "give_late_reason",
    "give_up_correction",
    "nudge_signer",
    "publish_due_papers",
    "publish_paper",
    "read_paper",
    "record_signature",
    "remove_sign_off",
    "return_paper",
    "schedule_paper",
    "send_for_sign_off",
    "sign_paper",
    "take_back",
    "unschedule_paper",
    "withdraw_paper",
]

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
from reports.operations.publishing import AlreadyPublished, HeldBack, NotSigned, publish_paper

__all__ = [
    "AlreadyPublished",
    "HeldBack",
    "NotSigned",
    "PaperNotReady",
    "begin_correction",
    "begin_supplement",
    "bring_back",
    "draft_paper",
    "give_up_correction",
    "publish_paper",
    "withdraw_paper",
]

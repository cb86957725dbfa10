"""Every write to papers that has a rule or a trace: drafting (`drafting`), publishing editions (`publishing`)."""

from reports.operations.drafting import draft_paper
from reports.operations.publishing import PaperNotReady, publish_paper

__all__ = ["PaperNotReady", "draft_paper", "publish_paper"]

"""How ready a paper is: every check of `reports.checks` over the paper as its records stand now."""

from reports.readiness.panel import Readiness, blocking, readiness

__all__ = ["Readiness", "blocking", "readiness"]

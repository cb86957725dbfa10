"""Checking a paper before it is published: rules over its content, its plan and its partnership.

A check is pure: it takes content and facts (frozen dataclasses), and gives findings in reading order. It changes
nothing and asks the database nothing; `facts` gathers what it needs beforehand.
"""

from reports.checks.content_checks import CONTENT_RULES, content_findings
from reports.checks.facts import Facts
from reports.checks.finding import Finding, Level, Passage, Place, Result, Rule
from reports.checks.passages import passages

__all__ = [
    "CONTENT_RULES",
    "Facts",
    "Finding",
    "Level",
    "Passage",
    "Place",
    "Result",
    "Rule",
    "content_findings",
    "passages",
]

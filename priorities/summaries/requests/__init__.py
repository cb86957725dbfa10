"""What pages read of update requests: what bodies are asked, whom an officer may ask, who has answered."""

from priorities.summaries.requests.answering import (
    AnswerLine,
    AnswerSheet,
    GivenAnswer,
    answer_sheet,
    answer_sheets,
    sheets_to_ask,
)
from priorities.summaries.requests.asking import Candidate, candidates_of, leaderless_actions
from priorities.summaries.requests.overview import (
    BodyRow,
    MailLine,
    RequestLine,
    RequestOverview,
    request_overview,
    requests_of,
)

__all__ = [
    "AnswerLine",
    "AnswerSheet",
    "BodyRow",
    "Candidate",
    "GivenAnswer",
    "MailLine",
    "RequestLine",
    "RequestOverview",
    "answer_sheet",
    "answer_sheets",
    "candidates_of",
    "leaderless_actions",
    "request_overview",
    "requests_of",
    "sheets_to_ask",
]

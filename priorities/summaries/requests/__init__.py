"""What pages read of update requests."""

from priorities.summaries.requests.answering import (
    AnswerLine,
    AnswerSheet,
    GivenAnswer,
    answer_sheet,
    answer_sheets,
)

__all__ = ["AnswerLine", "AnswerSheet", "GivenAnswer", "answer_sheet", "answer_sheets"]

"""What never reaches a log: the secrets of links, which stand in the addresses that logs are full of."""

import logging
import re

SECRET_IN_ADDRESS = re.compile(r"(/updates/|(?<!/funding)/returns/)[^/\s?#'\"]+")


def without_secrets(text: str) -> str:
    """The text with every link's secret left out."""
    return SECRET_IN_ADDRESS.sub(r"\1…", text)


class NoSecrets(logging.Filter):
    """Leaves the secrets of links out of every line of a log."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        clean = without_secrets(text)
        if clean != text:
            record.msg, record.args = clean, ()
        return True

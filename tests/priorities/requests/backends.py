"""Mail servers that fail, each in its own way."""

import smtplib
from typing import Any

from django.core.mail.backends.locmem import EmailBackend


class FailingBackend(EmailBackend):
    """Refuses one address."""

    def send_messages(self, messages: Any) -> int:
        if any("police" in address for message in messages for address in message.to):
            raise smtplib.SMTPRecipientsRefused({})
        return super().send_messages(messages)


class DeadBackend(EmailBackend):
    """Cannot be reached."""

    def open(self) -> bool:
        raise ConnectionRefusedError

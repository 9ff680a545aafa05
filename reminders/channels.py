"""How a message leaves: e-mail, or a gateway of the ministry's own, named in the setting REMINDER_CHANNELS.

A channel is a class without arguments that has `code`, `address` and `send`; see `Channel`. The outbox keeps one
message per person and channel, so one gateway that is down holds up no other.
"""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from accounts.models import User


@dataclass(frozen=True)
class Outgoing:
    """A message in the recipient's language: references and links only, whatever the channel."""

    user: User
    message_id: str  # the same each time this message is tried
    subject: str
    body: str


class Channel(Protocol):
    """A way to a person outside the register."""

    code: str  # at most twenty letters, kept with every message

    def address(self, user: User) -> str:
        """Where this person is reached; empty: not by this channel."""

    def send(self, message: Outgoing) -> None:
        """Hand the message over; an OSError is tried again later, anything else is a fault: logged, and tried again."""


class Email:
    """Through the SMTP server of the settings."""

    code = "email"

    def address(self, user: User) -> str:
        """The address of the account."""
        return user.email

    def send(self, message: Outgoing) -> None:
        """At least once, with a Message-ID by which a second one is recognised."""
        headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
        EmailMessage(message.subject, message.body, to=[message.user.email], headers=headers).send()


@cache
def _channels(paths: tuple[str, ...]) -> dict[str, Channel]:
    made = [import_string(path)() for path in paths]
    return {channel.code: channel for channel in made}


def channels() -> dict[str, Channel]:
    """Those in use, by code."""
    return _channels(tuple(settings.REMINDER_CHANNELS))

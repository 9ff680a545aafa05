"""A ministry's own way to its people, as it would be written: to numbers it keeps, by a gateway that may be down."""

from typing import ClassVar

from accounts.models import User
from reminders.channels import Outgoing


class Gateway:
    """Short messages to the phones of the defence ministry; no account of another institution has a number."""

    code = "pager"
    numbers: ClassVar[dict[str, str]] = {}
    is_down: ClassVar[bool] = False
    tried: ClassVar[list[str]] = []
    sent: ClassVar[list[Outgoing]] = []

    @classmethod
    def reset(cls, **numbers: str) -> None:
        """As it stands before a test."""
        cls.numbers, cls.is_down, cls.tried, cls.sent = numbers, False, [], []

    def address(self, user: User) -> str:
        return self.numbers.get(user.username, "")

    def send(self, message: Outgoing) -> None:
        self.tried.append(message.message_id)
        if self.is_down:
            raise ConnectionRefusedError("the gateway is down")
        self.sent.append(message)

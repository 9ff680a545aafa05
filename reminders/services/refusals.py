"""What is answered instead of a change of the rules or of what people were told."""

from django.utils.translation import ngettext

from foundation.errors import DomainError


class OnlyShown(DomainError):
    """A rule was tried and not saved: how many reminders it would send today, of those the asker may read."""

    def __init__(self, count: int) -> None:
        words = ngettext(
            "Not saved. As typed, this rule sends %(count)d reminder today that you may read.",
            "Not saved. As typed, this rule sends %(count)d reminders today that you may read.",
            count,
        )
        super().__init__(words % {"count": count})

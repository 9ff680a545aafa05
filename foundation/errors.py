"""Refusals in the users' words, one per broken rule; interfaces make them a page or a problem document."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A rule said no. `status` is its HTTP face, `code` its stable name, `fields` the inputs it concerns."""

    status = 409
    message: object = _("This is not possible now.")

    def __init__(self, message: object = None, *, fields: Mapping[str, object] | None = None) -> None:
        self.message = self.message if message is None else message
        self.fields = fields or {}
        super().__init__(self.message)

    @property
    def code(self) -> str:
        """snake_case name of the rule, from the class name."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")

    def __str__(self) -> str:
        return str(self.message)


class InvalidInput(DomainError):
    """What was entered cannot be right; `fields` maps each input to its message."""

    status = 400
    message = _("Please correct what is marked.")


class NotPermitted(DomainError):
    """The office acted in may not do this."""

    status = 403
    message = _("Your office may not do this.")


class NotFound(DomainError):
    """Hidden and absent are the same (walls.md 1)."""

    status = 404
    message = _("There is no such record.")


class TransitionRefused(DomainError):
    """The lifecycle table has no such step."""

    message = _("This step is not possible in the present state.")


class UnknownStep(DomainError):
    """A form names a step its page has not: it was tampered with, or it is of an older page."""

    status = 400
    message = _("This page has no such step. Open it anew and use one of its buttons.")


class RecordChanged(DomainError):
    """The record changed since it was opened (optimistic version or content hash)."""

    status = 412
    message = _("The record has changed since you opened it. Look at it again before you decide.")


class PreconditionMissing(DomainError):
    """A write over REST names the version it is based on (If-Match)."""

    status = 428
    message = _("Send the ETag you read in an If-Match header.")


class Collided(DomainError):
    """Two acts waited for each other and PostgreSQL ended this one: no rule is broken, and it may work at once."""

    message = _("Somebody else was working on the same record. Try again.")


class RuleBroken(DomainError):
    """The database refused; details stay inside because they could tell of hidden rows (walls.md pitfall 6)."""

    message = _("This conflicts with another record or with a rule of the register.")

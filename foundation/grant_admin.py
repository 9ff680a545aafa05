"""Base of the admin classes for what security officers grant: proposed on the form, confirmed and ended by buttons."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.admin_kit import OpenAdmin
from foundation.clock import today
from foundation.grantings import is_over
from foundation.permissions import may
from foundation.wording import written_days


class GrantAdmin(OpenAdmin):
    """`confirm_verb` and `end_verb` name the services; subclasses fill `lifecycle` with confirm, decline and end.

    Who may end may decline.
    """

    confirm_verb = ""
    end_verb = ""
    readonly_fields: ClassVar[Any] = ("term", "state", "proposed_by", "confirmed_by", "confirmed_at")
    granted: tuple[str, ...] = ()  # what is entered; the period of a grant that stands is read in words

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """`granted`, then where the grant stands."""
        if obj is None:
            return [*self.granted, "state"]
        shown = ["term" if name == "valid" else name for name in self.granted]
        return [*shown, "state", "proposed_by", "confirmed_by", "confirmed_at"]

    @admin.display(description=_("from – to"), ordering="valid")
    def term(self, grant: Any) -> str:
        """First and last day."""
        return written_days(grant.valid)

    def state(self, grant: Any) -> str:
        """Where the grant stands, in words."""
        if grant.pk is None:
            return str(_("new: a second security officer has to confirm it"))
        day = today()
        if grant.confirmed_at is None:
            lapsed = (
                _("lapsed unanswered") if is_over(grant, day) else _("waits for a second security officer")
            )
            return str(_("declined") if grant.valid.isempty else lapsed)
        if is_over(grant, day):
            return str(_("ended"))
        return str(_("in force") if grant.valid.lower <= day else _("begins later"))

    state.short_description = _("state")  # type: ignore[attr-defined]

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        subject = request.subject  # type: ignore[attr-defined]
        if is_over(obj, today()) or (obj.confirmed_at is None) == (name == "end"):
            return False
        if name == "confirm":
            return obj.proposed_by_id != subject.user_id and may(subject, self.confirm_verb)
        return may(subject, self.end_verb)

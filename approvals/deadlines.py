"""What nags: steps whose last day comes or has passed, returned matters nobody brings back (domain.md C7)."""

from typing import Any

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals.lifecycle import CaseState, StepState
from approvals.models import Case, CaseSeat
from approvals.selectors.cases import case_titles
from reminders.registry import Audience, RuleDefaults, register


class StepDue:
    """Rule 16: the day before, on the day, two and five days after; two working days late its superior hears of it.

    Silence is never consent: nothing but reminders happens when the day passes.
    """

    code = "approvals.step_due"
    title = _("A decision in an approval case is due")
    defaults = RuleDefaults(
        offsets=(-1, 0, 2, 5),
        audience=(Audience(owner=True),),
        escalate_to="superior",
        escalate_after=2,
        numbers=(16,),
    )

    titles = staticmethod(case_titles)

    def deadlines(self) -> Any:
        """Every undecided seat of an open step that has a last day."""
        return (
            CaseSeat.objects.unrestricted(reason="the planner reads every deadline under its own clearance")
            .filter(step__state=StepState.OPEN, step__due_on__isnull=False, decision__isnull=True)
            .order_by()
            .values(
                "label_id",
                "office_id",
                reference=F("case__reference"),
                due_on=F("step__due_on"),
                mission_id=F("case__mission_id"),
            )
        )

    def link(self, reference: str) -> str:
        """The case page."""
        return reverse("approvals:case", args=[reference])


class NotResubmitted:
    """Rule 17: whoever submitted a returned matter is asked for it again, until a new round is open."""

    code = "approvals.not_resubmitted"
    title = _("A returned matter waits to be submitted again")
    defaults = RuleDefaults(offsets=(5, 10), audience=(Audience(owner=True),), numbers=(17,))

    titles = staticmethod(case_titles)

    def deadlines(self) -> Any:
        """Returned cases without a later round."""
        later = Case.objects.unrestricted(reason="a later round ends the waiting of an earlier one").filter(
            kind=OuterRef("kind"), object_reference=OuterRef("object_reference"), pk__gt=OuterRef("pk")
        )
        return (
            Case.objects.unrestricted(reason="the planner reads every deadline under its own clearance")
            .filter(~Exists(later), state=CaseState.RETURNED)
            .order_by()
            .values(
                "reference", "label_id", "mission_id", due_on=F("closed_on"), office_id=F("opened_office_id")
            )
        )

    def link(self, reference: str) -> str:
        """The case page, which leads on to the matter."""
        return reverse("approvals:case", args=[reference])


def register_all() -> None:
    """Called from apps.py: ready()."""
    register(StepDue())
    register(NotResubmitted())

"""What nags: steps whose last day comes or has passed, returned matters nobody brings back (domain.md C7)."""

from dataclasses import replace
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, F, Func, Max, OuterRef, Subquery, Value, When
from django.db.models import Case as Conditional
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.models import Label
from accounts.models import Appointment, Office
from accounts.roles import Role
from approvals.lifecycle import CaseState, StepState
from approvals.models import Case, CaseSeat, Delegation, RouteStep
from approvals.selectors.asked import who_may_answer
from approvals.selectors.bars import HomeToday, MayRead
from approvals.selectors.cases import case_titles
from approvals.selectors.delegations import delegation_titles
from approvals.selectors.routes import office_titles
from directory.models.institution import InstitutionKind
from reminders.registry import Audience, RuleDefaults, register

HERE = "the planner reads every deadline under its own clearance"


class OfCases:
    """A rule whose records are cases."""

    titles = staticmethod(case_titles)

    def link(self, reference: str) -> str:
        """The case page."""
        return reverse("approvals:case", args=[reference])


class StepDue(OfCases):
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
    hears = staticmethod(who_may_answer)  # no drafter, and nobody who has answered for another seat

    def deadlines(self) -> Any:
        """Every undecided seat of an open step that has a last day."""
        return (
            _undecided()
            .order_by()
            .values(
                "label_id",
                "office_id",
                reference=F("case__reference"),
                due_on=F("step__due_on"),
                mission_id=F("case__mission_id"),
            )
        )


class NotResubmitted(OfCases):
    """Rule 17: whoever submitted a returned matter is asked for it again, until a new round is open."""

    code = "approvals.not_resubmitted"
    title = _("A returned matter waits to be submitted again")
    defaults = RuleDefaults(offsets=(5, 10), audience=(Audience(owner=True),), numbers=(17,))

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


def _undecided() -> Any:
    return CaseSeat.objects.unrestricted(reason=HERE).filter(
        step__state=StepState.OPEN, step__due_on__isnull=False, decision__isnull=True
    )


def _asked() -> Any:
    """Cases, once for every seat that has not answered an open step, with what is above its office."""
    return (
        Case.objects.unrestricted(reason=HERE)
        .annotate(
            step_state=F("seats__step__state"), opened=F("seats__step__opened_on"), last_day=F("seats__step__due_on"),
            given=F("seats__decision__id"), asked=F("seats__office_id"), above=F("seats__office__superior_id"),
            above_that=F("seats__office__superior__superior_id"), ministry=F("seats__office__institution__kind"),
        )
        .filter(step_state=StepState.OPEN, given__isnull=True)
        .order_by()
    )  # fmt: skip


class StepOverdue(OfCases):
    """Rule 16, further up: a week late the superior's superior hears of it as well, and again after two.

    A chain that ends earlier ends there; silence stays silence (I22).
    """

    code = "approvals.step_overdue"
    title = _("A decision in an approval case is long overdue")
    defaults = RuleDefaults(offsets=(7, 14), audience=(Audience(owner=True),), numbers=(16,))

    def deadlines(self) -> Any:
        """The same seats as StepDue, for the office two above."""
        rows = _asked().filter(last_day__isnull=False, above_that__isnull=False)
        return rows.values(
            "reference", "label_id", "mission_id", due_on=F("last_day"), office_id=F("above_that")
        )


class StepOverdueCounterpart(OfCases):
    """Rule 16, across: five days late the head of the counterpart department of the other ministry hears of it."""

    code = "approvals.step_overdue_counterpart"
    title = _("The other ministry has not decided in time")
    defaults = RuleDefaults(offsets=(5,), audience=(Audience(owner=True),), numbers=(16,))

    def deadlines(self) -> Any:
        """Late seats of either ministry, for the department that coordinates on the other side."""
        foreign, defence = InstitutionKind.MINISTRY_OF_FOREIGN_AFFAIRS, InstitutionKind.MINISTRY_OF_DEFENCE
        role = Conditional(
            When(ministry=foreign, then=Value(str(Role.IMCD_HEAD))), default=Value(str(Role.MFA_MILPOL))
        )
        other = Office.objects.filter(role=OuterRef("other")).order_by("pk").values("pk")[:1]
        rows = _asked().filter(last_day__isnull=False, ministry__in=[foreign, defence]).annotate(other=role)
        return rows.values(
            "reference", "label_id", "mission_id", due_on=F("last_day"), office_id=Subquery(other)
        )


class SeatVacant(OfCases):
    """A seat fell vacant while its case waits for it: the superior and the Center hear of it at once."""

    code = "approvals.seat_vacant"
    title = _("An office that has to decide is vacant")
    defaults = RuleDefaults(
        offsets=(0, 3, 10),
        audience=(Audience(owner=True), Audience(Role.CMD_HEAD), Audience(Role.CMD_DESK)),
    )

    def deadlines(self) -> Any:
        """Undecided seats of open steps that nobody cleared holds, since the later of opening and vacancy."""
        held = Appointment.objects.filter(office=OuterRef("asked"), confirmed_at__isnull=False)
        cleared = held.filter(user__is_active=True, valid__contains=HomeToday()).annotate(
            reads=MayRead(OuterRef("label_id"), F("user_id"), F("office_id"))
        )
        upper = Func(F("valid"), function="upper", output_field=DateField())
        ended = (
            held.filter(valid__endswith__lte=HomeToday())
            .order_by()
            .values("office")
            .annotate(last=Max(upper))
        )
        since = Greatest(F("opened"), Coalesce(Subquery(ended.values("last")), F("opened")))
        rows = _asked().filter(~Exists(cleared.filter(reads=True)))
        return rows.values("reference", "label_id", "mission_id", due_on=since, office_id=F("above"))


class RouteSeatVacant:
    """Before it bites: an office that routes ask is vacant; the Center is told every month until it is filled."""

    code = "approvals.route_seat_vacant"
    title = _("An office of the approval routes is vacant")
    defaults = RuleDefaults(offsets=(0, 14), audience=(Audience(Role.CMD_HEAD), Audience(Role.CMD_DESK)))

    titles = staticmethod(office_titles)

    def deadlines(self) -> Any:
        """Offices that default routes seat and nobody holds; which these are is no secret, so it is unclassified."""
        asked = RouteStep.objects.filter(route__is_default=True, role=OuterRef("role"))
        held = Appointment.objects.filter(
            office=OuterRef("pk"),
            confirmed_at__isnull=False,
            user__is_active=True,
            valid__contains=HomeToday(),
        )
        plain = Label.objects.filter(level=0, caveats=[], compartments=[], releasable_to=[]).values("pk")[:1]
        month = Func(
            Value("month"), HomeToday(), function="date_trunc", template="(%(function)s(%(expressions)s))::date",
            output_field=DateField(),
        )  # fmt: skip
        return (
            Office.objects.filter(Exists(asked), ~Exists(held))
            .annotate(
                label_id=Subquery(plain), due_on=month, office_id=Value(None, output_field=BigIntegerField())
            )
            .filter(label_id__isnull=False)
            .order_by()
            .values("label_id", "due_on", "mission_id", "office_id", reference=F("code"))
        )

    def link(self, reference: str) -> str:
        """The page that lists everything that would stop a matter."""
        return reverse("admin:approvals_route_health")


class ToRatify(OfCases):
    """C9, urgent path: what was done first is told to both leaderships at once, and escalates a working day later."""

    code = "approvals.to_ratify"
    title = _("Something urgent was done and waits to be ratified")
    defaults = RuleDefaults(
        offsets=(0, 1, 2, 4),
        audience=(
            Audience(Role.MOD_LEADERSHIP), Audience(Role.MFA_LEADERSHIP), Audience(Role.IMCD_HEAD),
            Audience(Role.CMD_HEAD),
        ),
        escalate_to=str(Role.LEADERSHIP_READER),
        escalate_after=1,
        at_once=True,
    )  # fmt: skip

    def deadlines(self) -> Any:
        """Open ratifications, from the day on which it was done."""
        return (
            Case.objects.unrestricted(reason=HERE)
            .filter(state=CaseState.OPEN, acted_on__isnull=False)
            .annotate(office_id=Value(None, output_field=BigIntegerField()))
            .order_by()
            .values("reference", "label_id", "mission_id", "office_id", due_on=F("opened_on"))
        )


class NotRatified(ToRatify):
    """C9: what was done and is not ratified undoes nothing, and is reported the day the leadership says so."""

    code = "approvals.not_ratified"
    title = _("Something urgent was done and was not ratified")
    defaults = replace(ToRatify.defaults, offsets=(0, 5))

    def deadlines(self) -> Any:
        """Ratifications refused, from the day of the refusal, until a later round of the matter is ratified."""
        refused = Case.objects.unrestricted(reason=HERE).filter(
            state__in=[CaseState.RETURNED, CaseState.REJECTED], acted_on__isnull=False
        )
        later = Case.objects.unrestricted(reason=HERE).filter(
            kind=OuterRef("kind"), object_reference=OuterRef("object_reference"), pk__gt=OuterRef("pk")
        )
        rows = refused.filter(~Exists(later.filter(state=CaseState.APPROVED)))
        rows = rows.annotate(office_id=Value(None, output_field=BigIntegerField())).order_by()
        return rows.values("reference", "label_id", "mission_id", "office_id", due_on=F("closed_on"))


class DelegationEnds:
    """Rule 37: the office is told a week before a delegation ends, and on its last day."""

    code = "approvals.delegation_ends"
    title = _("A delegation ends")
    defaults = RuleDefaults(offsets=(-7, 0), audience=(Audience(owner=True),), numbers=(37,))

    titles = staticmethod(delegation_titles)

    def deadlines(self) -> Any:
        """Confirmed delegations by their last day; one that has ended reminds nobody."""
        after = Func(F("appointment__valid"), function="upper", output_field=DateField())
        end = CombinedExpression(after, "-", Value(1), output_field=DateField())
        return (
            Delegation.objects.unrestricted(reason=HERE)
            .filter(appointment__confirmed_at__isnull=False, appointment__valid__endswith__gt=HomeToday())
            .annotate(mission_id=F("appointment__office__mission_id"), office_id=F("appointment__office_id"))
            .order_by()
            .values("reference", "label_id", "mission_id", "office_id", due_on=end)
        )

    def link(self, reference: str) -> str:
        """The delegation in data entry."""
        return reverse("admin:approvals_delegation_change", args=[reference])


RULES = (
    StepDue(), NotResubmitted(), StepOverdue(), StepOverdueCounterpart(), SeatVacant(), RouteSeatVacant(), ToRatify(),
    NotRatified(), DelegationEnds(),
)  # fmt: skip


def register_all() -> None:
    """Called from apps.py: ready()."""
    for rule in RULES:
        register(rule)

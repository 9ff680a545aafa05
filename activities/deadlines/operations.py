"""What operations have to be reminded of: rotations, acts and mandates that end (domain.md C7, row 31)."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from activities.deadlines.rule import COLUMNS, NOBODY, ExerciseRule
from activities.lifecycle import ABROAD, TO_LEAVE
from activities.models import Authorisation, Deployment, Operation
from activities.selectors.deployments import deployment_titles
from activities.selectors.operations import authorisation_titles, last_day_in, operation_titles
from reminders.registry import Audience, RuleDefaults


def _ending(rows: QuerySet, path: str) -> QuerySet:
    """Counted to the last day of a half-open period; without an end there is none."""
    ends = rows.filter(**{f"{path}__endswith__isnull": False})
    return ends.annotate(due_on=last_day_in(path), mission_id=NOBODY, office_id=NOBODY).values(*COLUMNS)


def _carrying(column: str) -> Exists:
    """Somebody is abroad on it, or is to leave."""
    rows = Deployment.objects.unrestricted(reason="plan reminders")
    return Exists(rows.filter(**{column: OuterRef("pk")}, state__in=sorted(ABROAD | TO_LEAVE)))


def _rotations() -> QuerySet:
    """Who is abroad, until he has returned."""
    rows = Deployment.objects.unrestricted(reason="plan reminders")
    return _ending(rows.filter(state__in=sorted(ABROAD)), "period")


def _acts() -> QuerySet:
    rows = Authorisation.objects.unrestricted(reason="plan reminders")
    return _ending(rows.filter(_carrying("authorisation")), "valid")


def _mandates() -> QuerySet:
    rows = Operation.objects.unrestricted(reason="plan reminders")
    return _ending(rows.filter(_carrying("operation")), "mandate_valid")


ABROAD_DAYS = RuleDefaults((-180, -90, -60, -30), (Audience(Role.OPERATIONS_DESK),), numbers=(31,))
RULES: tuple[ExerciseRule, ...] = (
    ExerciseRule(
        "deployments.rotation",
        _("Relieve the rotation, or bring it home"),
        ABROAD_DAYS,
        _rotations,
        deployment_titles,
        "activities:deployment",
    ),
    ExerciseRule(
        "authorisations.expiry",
        _("The authorisation of a deployment ends: prolong it, or bring them home"),
        ABROAD_DAYS,
        _acts,
        authorisation_titles,
        "admin:activities_authorisation_change",
    ),
    ExerciseRule(
        "operations.mandate",
        _("The mandate of an operation ends"),
        ABROAD_DAYS,
        _mandates,
        operation_titles,
        "activities:operation",
    ),
)

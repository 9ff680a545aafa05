"""What of an officer lapses: rows 10 and 11 of the catalogue (domain.md C7)."""

from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from attaches.deadlines.rule import HERE, Rule, desks
from attaches.lifecycle import FORTHCOMING, INCUMBENT
from attaches.models import (
    LanguageResult,
    OfficerClearance,
    OfficerParticulars,
    Posting,
    TrainingRecord,
)
from reminders.registry import RuleDefaults

LAPSES = (-180, -90, -30)


def _posted() -> Exists:
    """The officer is abroad or on the way."""
    postings = Posting.objects.unrestricted(reason=HERE)
    return Exists(postings.filter(officer_id=OuterRef("officer_id"), state__in=FORTHCOMING | INCUMBENT))


def _standing(model: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.unrestricted(reason=HERE)
    return rows if model is OfficerParticulars else rows.filter(withdrawn_on__isnull=True)


def _languages() -> QuerySet[Any]:
    """The newest result of each language: one before it lapses unnoticed, however long it would have been valid."""
    rows = LanguageResult.objects.unrestricted(reason=HERE).newest()
    return _told_of_officer(rows.filter(_posted()), "valid_until")


def _of_the_posted(model: Any, due: str, *same: str) -> QuerySet[Any]:
    """Rows of officers who are abroad or on the way, unless a later one of the same kind takes their place."""
    rows = _standing(model).filter(_posted(), **{f"{due}__isnull": False})
    later = _standing(model).filter(
        officer_id=OuterRef("officer_id"),
        **{name: OuterRef(name) for name in same},
        **{f"{due}__gt": OuterRef(due)},
    )
    return _told_of_officer(rows.exclude(Exists(later)), due)


def _told_of_officer(rows: QuerySet[Any], due: str) -> QuerySet[Any]:
    none = Value(None, output_field=BigIntegerField())
    return rows.annotate(reference=F("officer__reference"), due_on=F(due), mission_id=none)


def _obligations() -> QuerySet[Any]:
    rows = _standing(TrainingRecord).filter(obliged_until__isnull=False)
    return _told_of_officer(rows, "obliged_until")


RULES = (
    Rule(
        "officers.language", _("A language result lapses"),
        RuleDefaults(LAPSES, desks(Role.MOD_PERSONNEL, Role.NDU_LANGUAGE), False, "", 0, (10,)),
        _languages, "officer",
    ),
    Rule(
        "officers.training", _("A course lapses"),
        RuleDefaults(LAPSES, desks(Role.MOD_PERSONNEL), False, "", 0, (10,)),
        lambda: _of_the_posted(TrainingRecord, "valid_until", "kind"), "officer",
    ),
    Rule(
        "officers.clearance", _("A security clearance lapses"),
        RuleDefaults(LAPSES, desks(Role.MOD_PERSONNEL, Role.MOD_SECURITY), False, Role.IMCD_HEAD, 5, (10,)),
        lambda: _of_the_posted(OfficerClearance, "valid_until"), "officer",
    ),
    Rule(
        "officers.passport", _("A passport expires"),
        RuleDefaults(LAPSES, desks(Role.MOD_PERSONNEL, Role.MFA_PROTOCOL), False, "", 0, (10,)),
        lambda: _of_the_posted(OfficerParticulars, "passport_expires_on"), "officer",
    ),
    Rule(
        "officers.obligation", _("The obligation after a course abroad ends"),
        RuleDefaults((-180,), desks(Role.MOD_PERSONNEL), False, "", 0, (11,)), _obligations, "officer",
    ),
)  # fmt: skip

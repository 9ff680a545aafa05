"""What agreements have to be reminded of (domain.md C7, rows 18 to 21)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from agreements.engine import RenewalMode
from agreements.lifecycle import BINDING_NOW, AgreementState, DeadlineKind
from agreements.models import Agreement, AgreementDeadline, FullPowers
from agreements.selectors.agreements import agreement_titles
from agreements.selectors.parties import lapsing_powers
from reminders.registry import Audience, RuleDefaults, Titles

S = AgreementState
NOBODY = Value(None, output_field=BigIntegerField())
COLUMNS = ("reference", "label_id", "due_on", "mission_id", "office_id")
DESKS = (Audience(Role.CMD_DESK), Audience(Role.MOD_LEGAL), Audience(Role.MFA_LEGAL))
LEADERSHIP = (Audience(Role.MOD_LEADERSHIP), Audience(Role.MFA_LEADERSHIP))


@dataclass
class AgreementRule:
    """One kind of deadline of agreements."""

    code: str
    title: Any
    defaults: RuleDefaults
    rows: Callable[[], QuerySet]
    titles: Titles = agreement_titles

    def deadlines(self) -> QuerySet:
        """See reminders.registry.DeadlineRule."""
        return self.rows()

    def link(self, reference: str) -> str:
        """The agreement's page."""
        return f"/agreements/{reference}/"


def _computed(kind: DeadlineKind, **narrowed: Any) -> Callable[[], QuerySet]:
    def rows() -> QuerySet:
        standing = AgreementDeadline.objects.unrestricted(reason="plan reminders").filter(
            kind=kind, **narrowed
        )
        return standing.annotate(
            reference=F("agreement__reference"), mission_id=NOBODY, office_id=NOBODY
        ).values(*COLUMNS)

    return rows


def _since(field: str, **narrowed: Any) -> Callable[[], QuerySet]:
    def rows() -> QuerySet:
        standing = Agreement.objects.unrestricted(reason="plan reminders").filter(
            **{f"{field}__isnull": False}, **narrowed
        )
        return standing.annotate(due_on=F(field), mission_id=NOBODY, office_id=NOBODY).values(*COLUMNS)

    return rows


def _lapsing_powers() -> QuerySet:
    standing = lapsing_powers(FullPowers.objects.unrestricted(reason="plan reminders"))
    dated = standing.annotate(
        reference=F("agreement__reference"), due_on=F("valid_until"), mission_id=NOBODY, office_id=NOBODY
    )
    return dated.order_by().values(*COLUMNS).distinct()


RULES = (
    AgreementRule(
        "agreements.denunciation_decision",
        _("Decide whether the agreement goes on: last day for receipt of a notice"),
        RuleDefaults((-365, -270, -180, -120, -60, -30, -14), DESKS, legal=True, numbers=(18,)),
        _computed(DeadlineKind.LAST_RECEIPT),
    ),
    AgreementRule(
        "agreements.denunciation_leadership",
        _("An agreement renews itself unless a notice arrives: last day for its receipt"),
        RuleDefaults((-30, -14), LEADERSHIP, legal=True, numbers=(18,)),
        _computed(DeadlineKind.LAST_RECEIPT),
    ),
    AgreementRule(
        "agreements.expiry",
        _("The agreement ends with its term: decide whether a new one is needed"),
        RuleDefaults((-540, -365, -180, -90), DESKS, legal=True, numbers=(19,)),
        _computed(
            DeadlineKind.TERM_END,
            agreement__clause__renewal_mode__in=[RenewalMode.NONE, RenewalMode.BY_AGREEMENT],
        ),
    ),
    AgreementRule(
        "agreements.domestic_procedures",
        _("Signed, but not yet notified by both sides"),
        RuleDefaults((90, 180, 365), (Audience(Role.MFA_LEGAL),), numbers=(20,)),
        _since("signed_on", state__in=[S.SIGNED, S.DOMESTIC_PROCEDURES, S.NOTIFIED]),
    ),
    AgreementRule(
        "agreements.registration",
        _("In force: register the agreement with the United Nations"),
        RuleDefaults((0, 30, 90), (Audience(Role.MFA_LEGAL),), numbers=(21,)),
        _since("eif_on", state__in=sorted(BINDING_NOW), registered_on__isnull=True, binding=True),
    ),
    AgreementRule(
        "agreements.full_powers",
        _("Full powers lapse before the agreement is signed"),
        RuleDefaults((-14, -3), (Audience(Role.MFA_LEGAL),), legal=True, numbers=(22,)),
        _lapsing_powers,
    ),
)

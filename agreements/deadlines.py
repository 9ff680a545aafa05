"""What agreements have to be reminded of (domain.md C7, rows 18 to 21)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from agreements.engine import ProvisionState, RenewalMode
from agreements.lifecycle import BINDING_NOW, AgreementState, DeadlineKind
from agreements.models import Agreement, AgreementDeadline, Provision
from agreements.selectors.agreements import agreement_titles
from agreements.selectors.provisions import provision_titles
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
    page: str = "/agreements/{}/"

    def deadlines(self) -> QuerySet:
        """See reminders.registry.DeadlineRule."""
        return self.rows()

    def link(self, reference: str) -> str:
        """The page of the agreement or provision."""
        return self.page.format(reference)


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


def _obligations() -> QuerySet:
    """Open obligations with a day, reminded of at the office that owns them (domain.md C7, row 23)."""
    rows = Provision.objects.unrestricted(reason="plan reminders").filter(
        is_obligation=True,
        due_on__isnull=False,
        state__in=[ProvisionState.PENDING, ProvisionState.DUE, ProvisionState.PARTIAL],
    )
    return rows.annotate(mission_id=NOBODY, office_id=F("owner")).values(*COLUMNS)


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
        "provisions.due",
        _("An obligation of an agreement falls due"),
        RuleDefaults((-90, -30, -7, 1), (Audience(owner=True),), numbers=(23,)),
        _obligations,
        provision_titles,
        "/provisions/{}/",
    ),
)

"""What agreements have to be reminded of (domain.md C7, rows 18 to 21 and 25)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from agreements.engine import DeadlineKind, LaterKind, ProvisionState
from agreements.lifecycle import (
    BY_SIGNATURE,
    PLAN_SIGNED,
    TERMS_RUN,
    AgreementState,
    PlanState,
    SignatureKind,
)
from agreements.models import Agreement, AgreementDeadline, BilateralPlan, FullPowers, Party, Provision
from agreements.selectors.agreements import agreement_titles
from agreements.selectors.last_terms import in_last_term
from agreements.selectors.later import unregistered
from agreements.selectors.parties import lapsing_powers
from agreements.selectors.plans import plan_titles
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


def _computed(kind: DeadlineKind, *narrowed: Q) -> Callable[[], QuerySet]:
    def rows() -> QuerySet:
        standing = AgreementDeadline.objects.unrestricted(reason="plan reminders").filter(
            *narrowed, kind=kind
        )
        return standing.annotate(
            reference=F("agreement__reference"), mission_id=NOBODY, office_id=NOBODY
        ).values(*COLUMNS)

    return rows


def _since(field: str, **narrowed: Any) -> Callable[[], QuerySet]:
    """Counted from a day of the agreement that is not in doubt (I11, domain.md E5)."""

    def rows() -> QuerySet:
        standing = Agreement.objects.unrestricted(reason="plan reminders").filter(
            **{f"{field}__isnull": False}, needs_verification=False, **narrowed
        )
        return standing.annotate(due_on=F(field), mission_id=NOBODY, office_id=NOBODY).values(*COLUMNS)

    return rows


def _later(kind: LaterKind) -> Callable[[], QuerySet]:
    """Later actions of a registered agreement that are not registered (domain.md C7, row 21)."""

    def rows() -> QuerySet:
        found, day = unregistered(kind, lambda model: model.objects.unrestricted(reason="plan reminders"))
        dated: QuerySet = found.annotate(reference=F("agreement__reference"), due_on=F(day))
        if not kind.of_a_party:  # a stage names who took it; it happens once to the whole agreement
            last = found.filter(agreement=OuterRef("pk")).order_by("-pk").values(day)[:1]
            held = Agreement.objects.unrestricted(reason="plan reminders").annotate(due_on=Subquery(last))
            dated = held.filter(due_on__isnull=False)
        return dated.annotate(mission_id=NOBODY, office_id=NOBODY).order_by().values(*COLUMNS).distinct()

    return rows


def _not_consented() -> QuerySet:
    """Signed, and a party has neither notified nor consented by its signature (VCLT arts 12, 15; C7, row 20)."""
    told = Q(notification__received_on__isnull=False) | Q(signature__form__in=sorted(BY_SIGNATURE))
    told |= Q(is_home=True, agreement__signature=SignatureKind.DEFINITIVE)
    silent = Party.objects.unrestricted(reason="plan reminders").exclude(told).values("agreement")
    return _since("signed_on", state__in=[S.SIGNED, S.DOMESTIC_PROCEDURES, S.NOTIFIED], pk__in=silent)()


def _lapsing_powers() -> QuerySet:
    standing = lapsing_powers(FullPowers.objects.unrestricted(reason="plan reminders"))
    dated = standing.annotate(
        reference=F("agreement__reference"), due_on=F("valid_until"), mission_id=NOBODY, office_id=NOBODY
    )
    return dated.order_by().values(*COLUMNS).distinct()


def _obligations() -> QuerySet:
    """Open obligations with a day, reminded of at the office that owns them (domain.md C7, row 23)."""
    rows = Provision.objects.unrestricted(reason="plan reminders").filter(
        is_obligation=True,
        due_on__isnull=False,
        state__in=[ProvisionState.PENDING, ProvisionState.DUE, ProvisionState.PARTIAL],
    )
    return rows.annotate(mission_id=NOBODY, office_id=F("owner")).values(*COLUMNS)


_term_ends = _computed(DeadlineKind.TERM_END, in_last_term())
LATER = {
    LaterKind.DENUNCIATION: _("Denounced: register the denunciation with the United Nations"),
    LaterKind.TERMINATION: _("Ended: register the termination with the United Nations"),
    LaterKind.ACCESSION: _("A State acceded: register the accession with the United Nations"),
    LaterKind.WITHDRAWAL: _("A party withdrew: register the withdrawal with the United Nations"),
}
RULES: tuple[AgreementRule, ...] = (
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
        _term_ends,
    ),
    AgreementRule(
        "agreements.expiry_leadership",
        _("The agreement ends with its term, and nothing follows unless it is decided"),
        RuleDefaults((-30,), LEADERSHIP, legal=True, numbers=(19,)),
        _term_ends,
    ),
    AgreementRule(
        "agreements.domestic_procedures",
        _("Signed, but not yet notified by both sides"),
        RuleDefaults((90, 180, 365), (Audience(Role.MFA_LEGAL),), numbers=(20,)),
        _not_consented,
    ),
    AgreementRule(
        "agreements.registration",
        _("In force: register the agreement with the United Nations"),
        RuleDefaults((0, 30, 90), (Audience(Role.MFA_LEGAL),), numbers=(21,)),
        _since("eif_on", state__in=sorted(TERMS_RUN), registered_on__isnull=True, binding=True),
    ),
    *(
        AgreementRule(
            f"agreements.register_{kind.value}",
            words,
            RuleDefaults((0, 30, 90), (Audience(Role.MFA_LEGAL),), numbers=(21,)),
            _later(kind),
        )
        for kind, words in LATER.items()
    ),
    AgreementRule(
        "agreements.full_powers",
        _("Full powers lapse before the agreement is signed"),
        RuleDefaults((-14, -3), (Audience(Role.MFA_LEGAL),), legal=True, numbers=(22,)),
        _lapsing_powers,
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

# Of the year before: 1 July collect, 15 September draft, 15 October talks, 30 November sign; 15 January after: report.
YEARLY = RuleDefaults((-30, -14, 0, 7), (Audience(Role.CMD_DESK),), False, Role.IMCD_HEAD, 5, (25,))


@dataclass
class PlanRule:
    """One day of the cycle, as long as the plan has not come so far."""

    code: str
    title: Any
    rows: Callable[[], QuerySet[Any]]
    defaults: RuleDefaults = YEARLY
    titles: Titles = plan_titles

    def deadlines(self) -> QuerySet[Any]:
        """See reminders.registry.DeadlineRule."""
        return self.rows().annotate(mission_id=NOBODY, office_id=NOBODY).values(*COLUMNS)

    def link(self, reference: str) -> str:
        """The plan's page."""
        return reverse("agreements:plan", args=[reference])


def _day_of_year(shift: int, month: int, day: int) -> Func:
    return Func(
        F("year") + Value(shift), Value(month), Value(day), function="make_date", output_field=DateField()
    )


def _before(states: frozenset[str], month: int, day: int) -> Callable[[], QuerySet[Any]]:
    def rows() -> QuerySet[Any]:
        standing = BilateralPlan.objects.unrestricted(reason="plan reminders").filter(
            state__in=sorted(states)
        )
        return standing.annotate(due_on=_day_of_year(-1, month, day))

    return rows


def _not_begun() -> QuerySet[Any]:
    """The latest plan with a State, with none for the year after it that everybody knows who knows this one.

    A plan marked higher silences nothing: who may not see it would learn of it by the silence (walls.md 1).
    """
    known = Func(OuterRef("label_id"), F("label_id"), function="label_dominates", output_field=BooleanField())
    later = BilateralPlan.objects.unrestricted(reason="plan reminders").filter(
        known, country=OuterRef("country"), year__gt=OuterRef("year")
    )
    rows = BilateralPlan.objects.unrestricted(reason="plan reminders").filter(state__in=sorted(PLAN_SIGNED))
    return rows.exclude(Exists(later)).annotate(due_on=_day_of_year(0, 7, 1))


def _to_report() -> QuerySet[Any]:
    rows = BilateralPlan.objects.unrestricted(reason="plan reminders").filter(
        state__in=[PlanState.SIGNED, PlanState.EXECUTING]
    )
    return rows.annotate(due_on=_day_of_year(1, 1, 15))


UNSIGNED = frozenset(PlanState) - PLAN_SIGNED
COLLECTING = frozenset({PlanState.COLLECTING})
PLAN_RULES = (
    PlanRule("plans.collect", _("Begin collecting proposals for next year's plan"), _not_begun),
    PlanRule("plans.draft", _("The draft of the annual plan is due"), _before(COLLECTING, 9, 15)),
    PlanRule(
        "plans.talks", _("Staff talks on the annual plan are due"), _before(COLLECTING | {PlanState.DRAFT}, 10, 15)
    ),
    PlanRule("plans.signature", _("The annual plan is to be signed"), _before(UNSIGNED, 11, 30)),
    PlanRule("plans.report", _("Report on the annual plan and close it"), _to_report),
)  # fmt: skip

"""Mandates, texts, denunciations and annual plans as something approvals can run a case on (domain.md C6)."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from accounts.roles import Role
from agreements.engine import NoticeBasis, NoticeUnit, RenewalMode
from agreements.lifecycle import (
    AgreementKind,
    AgreementLevel,
    EifRule,
    FamilyRelation,
    Participation,
    PlanState,
    SubmissionKind,
)
from agreements.models import PlanSubmission
from agreements.models.agreement import TEXT_LANGUAGES
from agreements.selectors.agreements import agreement_titles
from agreements.selectors.plan_contents import plan_wording
from agreements.selectors.plan_contents import submission as plan_submission
from agreements.selectors.plans import PLAN_KIND, plan_titles
from agreements.selectors.submissions import submission
from agreements.services.plan_approval import follow as follow_plan
from agreements.services.submissions import follow
from approvals.lifecycle import Verdict
from approvals.models import Case
from approvals.registry import Fact, Matter, Needed, Wording
from directory.models import Country, Organisation
from foundation.errors import NotFound
from foundation.wording import NOTHING, written_date

NAMES = {
    "title": _("Title"), "title_en": _("Title in English"), "title_az": _("Title in Azerbaijani"),
    "language": _("Authentic language"), "kind": _("Kind"), "level": _("Level"),
    "participation": _("Participation"), "binding": _("Legally binding"), "parties": _("Parties"),
    "under": _("Under which agreement"), "relation": _("What it does to that agreement"),
    "depositary": _("Depositary"), "areas": _("Areas of cooperation"), "reason": _("Reason"),
    "clause": _("Final clauses"), "eif_rule": _("Enters into force"), "eif_days": _("Days after the last notification"),
    "eif_consents": _("Consents needed"), "eif_fixed_on": _("Fixed day of entry into force"),
    "initial_value": _("First term"), "initial_unit": _("Unit of the first term"), "renewal_mode": _("Afterwards"),
    "renewal_value": _("Each renewal"), "renewal_unit": _("Unit of a renewal"),
    "max_renewals": _("Renewals at most"), "notice_value": _("Notice of denunciation"),
    "notice_unit": _("Unit of notice"), "notice_basis": _("Notice can be given"),
    "effect_days": _("Takes effect, days after receipt"), "texts": _("Texts"), "text_language": _("Language"),
    "authentic": _("Authentic"), "prevails": _("Prevails"), "digest": _("Digest of the file"),
}  # fmt: skip
PHASES = {
    "mod_review": _("Review by the Ministry of Defence"),
    "mfa_review": _("Review by the Ministry of Foreign Affairs"),
}


def wording() -> Wording:
    """How the content of a submission is said, in the language of the moment."""
    units, languages = dict(NoticeUnit.choices), dict(TEXT_LANGUAGES)
    return Wording(
        names=NAMES,
        values={
            "language": languages, "text_language": languages, "kind": dict(AgreementKind.choices),
            "level": dict(AgreementLevel.choices), "participation": dict(Participation.choices),
            "relation": dict(FamilyRelation.choices), "eif_rule": dict(EifRule.choices), "initial_unit": units,
            "renewal_unit": units, "notice_unit": units, "renewal_mode": dict(RenewalMode.choices),
            "notice_basis": dict(NoticeBasis.choices), "parties": _bodies(), "depositary": _bodies(),
        },
        hidden=frozenset({"schema_version", "submitted", "agreement"}),
        identity={"texts": "text_language"},
        texts=frozenset({"reason", "areas"}),
        said={"eif_fixed_on": _day},
    )  # fmt: skip


def _bodies() -> dict[Any, Any]:
    states = [(country.iso2, country.name) for country in Country.objects.all()]
    return dict([*states, *((body.code, body.name) for body in Organisation.objects.all())])


def _day(written: str) -> str:
    return written_date(dt.date.fromisoformat(written))


class Submitted:
    """The adapter registered with approvals, once for each kind of submission."""

    phases: Mapping[str, Any] = PHASES
    facts: Mapping[str, Fact] = {
        "agreement_kind": Fact(_("kind of agreement"), dict(AgreementKind.choices)),
        "level": Fact(_("level of the agreement"), dict(AgreementLevel.choices)),
    }
    # Proposals to conclude or denounce go through both ministries (B4).
    needed = (Needed(Role.MOD_LEGAL, Verdict.CONCUR), Needed(Role.MFA_LEGAL, Verdict.CONCUR))

    def __init__(self, kind: SubmissionKind) -> None:
        self.kind, self.kind_label = str(kind.value), kind.label

    @property
    def wording(self) -> Wording:
        """See wording()."""
        return wording()

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the agreement."""
        found = submission(reference, version_no, to=to)
        if found is None:
            raise NotFound
        agreement = found.agreement
        summary = [(_("Kind"), agreement.get_kind_display()), (_("State"), agreement.get_state_display())]
        return Matter(
            title=agreement.shown_title,
            url=reverse("agreements:agreement", args=[agreement.reference]),
            kind_label=self.kind_label,
            summary=summary,
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        found = submission(reference, version_no, to=to)
        if found is None:
            raise NotFound
        return dict(found.content)

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Present titles of those agreements the viewer may see."""
        return {
            reference: str(titled.title) for reference, titled in agreement_titles(references, to).items()
        }

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """The agreement follows its case, in the deciding transaction."""
        follow(case, by=by, at=at)


class AnnualPlans:
    """The adapter registered with approvals; the phase after the MFA's word is not left by taking it back."""

    kind = PLAN_KIND
    kind_label: Any = _("Annual bilateral plan")
    phases: Mapping[str, Any] = {
        str(state.value): state.label for state in (PlanState.COSTED, PlanState.MFA_CONCURRED)
    }
    final_phases = frozenset({str(PlanState.MFA_CONCURRED.value)})
    # "Concurred by the MFA" is said by the MFA alone (A1.1).
    needed = (Needed(Role.MFA_DESK, Verdict.CONCUR), Needed(Role.MOD_LEADERSHIP, Verdict.APPROVE))
    facts: Mapping[str, Fact] = {
        "country": Fact(_("partner"), lambda: {row.iso2: row.name for row in Country.objects.all()}),
        "year": Fact(_("year")),
        "attache": Fact(
            _("attaché"),
            {True: _("an attaché can take note"), False: _("no attaché can take note")},
        ),
        "head_of_mission": Fact(
            _("head of mission"),
            {True: _("a head of mission can take note"), False: _("no head of mission can take note")},
        ),
    }  # fmt: skip

    @property
    def wording(self) -> Wording:
        """How the content is said, in the language of the moment."""
        return plan_wording()

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the plan."""
        plan = self._submitted(reference, version_no, to).plan
        return Matter(
            title=plan.title,
            url=reverse("agreements:plan", args=[plan.reference]),
            kind_label=self.kind_label,
            summary=[
                (_("Partner"), plan.country.name),
                (_("Year"), str(plan.year)),
                (_("Under which agreement"), plan.agreement.shown_title if plan.agreement else NOTHING),
            ],
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        return dict(self._submitted(reference, version_no, to).content)

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Present titles of those plans the viewer may see."""
        return {reference: str(titled.title) for reference, titled in plan_titles(references, to).items()}

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """The plan follows its case, in the deciding transaction."""
        follow_plan(case, by=by, at=at)

    def _submitted(self, reference: str, no: int, to: Subject) -> PlanSubmission:
        found = plan_submission(reference, no, to=to)
        if found is None:
            raise NotFound
        return found

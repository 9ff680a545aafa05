"""Annual plans as something approvals can run a case on (domain.md C6)."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.lifecycle import PlanState
from agreements.models import PlanSubmission
from agreements.selectors.plan_contents import plan_wording, submission
from agreements.selectors.plans import PLAN_KIND, plan_titles
from agreements.services.plan_approval import follow
from approvals.models import Case
from approvals.registry import Fact, Matter, Wording
from directory.models import Country
from foundation.errors import NotFound
from foundation.wording import NOTHING


class AnnualPlans:
    """The adapter registered with approvals; the phase after the MFA's word is not left by taking it back."""

    kind = PLAN_KIND
    kind_label: Any = _("Annual bilateral plan")
    phases: Mapping[str, Any] = {
        str(state.value): state.label for state in (PlanState.COSTED, PlanState.MFA_CONCURRED)
    }
    final_phases = frozenset({str(PlanState.MFA_CONCURRED.value)})
    facts: Mapping[str, Fact] = {
        "country": Fact(_("partner"), lambda: {row.iso2: row.name for row in Country.objects.all()}),
        "year": Fact(_("year")),
        "attache": Fact(
            _("attaché"),
            {True: _("the mission has an office of an attaché"), False: _("the mission has no office of an attaché")},
        ),
        "head_of_mission": Fact(
            _("head of mission"),
            {True: _("the mission has an office of its head"), False: _("the mission has no office of its head")},
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
        follow(case, by=by, at=at)

    def _submitted(self, reference: str, no: int, to: Subject) -> PlanSubmission:
        found = submission(reference, no, to=to)
        if found is None:
            raise NotFound
        return found

"""Who takes note of a plan at the embassy, and what is said where nobody can (domain.md C6, C9)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from access.selectors.readers import cleared_holders
from accounts.models import Office
from accounts.roles import Role
from agreements.models import BilateralPlan
from agreements.terms import PlanView
from directory.models import Country, DiplomaticMission, HeadOfMissionTenure
from directory.models.mission import TenureKind

ROLES = (Role.ATTACHE, Role.HEAD_OF_MISSION)


@dataclass(frozen=True)
class View:
    """How one of the two takes note: `asked` in the route, or why not; a flag where somebody stands in."""

    role: Role
    state: PlanView
    office: str = ""

    @property
    def asked(self) -> bool:
        """Whether the step of the route is there."""
        return self.state not in {PlanView.NO_MISSION, PlanView.NO_OFFICE, PlanView.VACANT, PlanView.WROTE_IT}

    @property
    def words(self) -> str:
        """In the reader's language."""
        return f"{self.role.label}: {self.state.label}" + (f" ({self.office})" if self.office else "")


@dataclass(frozen=True)
class Viewing:
    """The mission that is asked, and what is to be known about its two offices before it is."""

    mission: DiplomaticMission | None
    side: bool
    views: tuple[View, ...]

    @property
    def facts(self) -> dict[str, bool]:
        """For the conditions of the route: a view that nobody can take falls away."""
        return {view.role.value: view.asked for view in self.views}

    @property
    def flags(self) -> list[str]:
        """What approvers and whoever submits should know; empty where both are in place."""
        said = [view.words for view in self.views if view.state != PlanView.HELD]
        if self.side and self.mission is not None:
            said.insert(
                0,
                _("Asked of the mission that serves the State too: %(mission)s.") % {"mission": self.mission},
            )
        return said

    def content(self) -> list[dict[str, Any]]:
        """The same as data for the submission; what is in order is not said."""
        return [
            {"view_of": view.role.value, "view": view.state.value}
            for view in self.views
            if view.state != PlanView.HELD
        ]


def viewing(plan: BilateralPlan, *, authors: Collection[int], on: dt.date) -> Viewing:
    """The embassy in the State, else the mission accredited to it from elsewhere, with its attaché and its head."""
    mission, side = mission_for(plan.country)
    if mission is None:
        return Viewing(None, False, tuple(View(role, PlanView.NO_MISSION) for role in ROLES))
    offices = list(
        Office.objects.filter(mission=mission, role__in=ROLES).select_related("institution").order_by("pk")
    )
    charge = _is_led_by_charge(mission, on)
    found = [_view(role, [o for o in offices if o.role == role], plan, authors, charge, on) for role in ROLES]
    return Viewing(mission, side, tuple(found))


def mission_for(country: Country) -> tuple[DiplomaticMission | None, bool]:
    """The embassy there, else one that is accredited there as well; whether it is such a one."""
    there = DiplomaticMission.objects.filter(country=country).order_by("code").first()
    if there is not None:
        return there, False
    serving = DiplomaticMission.objects.filter(side_accredited=country).order_by("code").first()
    return serving, serving is not None


def _view(
    role: Role,
    offices: list[Office],
    plan: BilateralPlan,
    authors: Collection[int],
    charge: bool,
    on: dt.date,
) -> View:
    if not offices:
        return View(role, PlanView.NO_OFFICE)
    held = [row for office in offices for row in cleared_holders(office.pk, plan.label_id, on=on)]
    if not held:
        return View(role, PlanView.VACANT, str(offices[0]))
    if {row.user_id for row in held} <= set(authors):
        return View(role, PlanView.WROTE_IT)
    if role == Role.HEAD_OF_MISSION and charge:
        return View(role, PlanView.CHARGE, str(offices[0]))
    if all(row.is_acting for row in held):
        return View(role, PlanView.ACTING, str(offices[0]))
    return View(role, PlanView.HELD)


def _is_led_by_charge(mission: DiplomaticMission, on: dt.date) -> bool:
    tenures = HeadOfMissionTenure.objects.filter(mission=mission, period__contains=on)
    return tenures.filter(kind=TenureKind.CHARGE).exists()

"""The default routes of domain.md C6; people may change them afterwards and loading again overwrites nothing."""

import datetime as dt
from typing import Any

from access.services.labels import intern
from accounts.roles import Role
from approvals.lifecycle import StepMode, Verdict
from approvals.models import Route, RouteStep
from approvals.services.reference_activities import ACTIVITY_ROUTES
from approvals.services.reference_agreements import AGREEMENT_ROUTES
from approvals.services.reference_documents import DOCUMENT_ROUTES
from foundation.acts import verb

POST, MOD, MFA, JOINT = "post_coordination", "mod_review", "mfa_review", "joint_approval"

# order, phase, verdict, role, at the matter's mission, working days, English, Azerbaijani
MISSION_PAPER: tuple[tuple[Any, ...], ...] = (
    (1, POST, Verdict.SIGN, Role.ATTACHE, True, 5, "Signature of the attaché", "Attaşenin imzası"),
    (1, POST, Verdict.SIGN, Role.HEAD_OF_MISSION, True, 5, "Signature of the head of mission",
     "Nümayəndəlik rəhbərinin imzası"),
    (2, MOD, Verdict.CONCUR, Role.CMD_HEAD, False, 5, "Center for Military Diplomacy", "Hərbi Diplomatiya Mərkəzi"),
    (3, MOD, Verdict.CONCUR, Role.IMCD_HEAD, False, 3, "International Military Cooperation Department",
     "Beynəlxalq Hərbi Əməkdaşlıq İdarəsi"),
    (4, MFA, Verdict.CONCUR, Role.MFA_DESK, False, 5, "Territorial desk of the MFA", "XİN-in ərazi masası"),
    (5, MFA, Verdict.CONCUR, Role.MFA_MILPOL, False, 10, "Military-Political Affairs of the MFA",
     "XİN-in Hərbi-Siyasi Məsələlər İdarəsi"),
    (6, JOINT, Verdict.APPROVE, Role.MOD_LEADERSHIP, False, 5, "Leadership of the Ministry of Defence",
     "Müdafiə Nazirliyinin rəhbərliyi"),
    (6, JOINT, Verdict.APPROVE, Role.MFA_LEADERSHIP, False, 5, "Leadership of the Ministry of Foreign Affairs",
     "Xarici İşlər Nazirliyinin rəhbərliyi"),
    # Both read what was approved in the end, whoever holds the offices by then (A2.16); that holds nothing up.
    (7, JOINT, Verdict.ACKNOWLEDGE, Role.ATTACHE, True, 5, "Attaché reads the approved paper",
     "Attaşe təsdiq edilmiş sənədlə tanış olur", {}),
    (7, JOINT, Verdict.ACKNOWLEDGE, Role.HEAD_OF_MISSION, True, 5, "Head of mission reads the approved paper",
     "Nümayəndəlik rəhbəri təsdiq edilmiş sənədlə tanış olur", {}),
)  # fmt: skip
POSTING = (
    (1, "proposed", Verdict.CONCUR, Role.MOD_PERSONNEL, False, 5, "Personnel board", "Kadr komissiyası"),
    (2, "selected", Verdict.ACKNOWLEDGE, Role.MOD_SECURITY, False, 5, "Security confirms the clearance",
     "Təhlükəsizlik xidməti buraxılışı təsdiqləyir"),
    (2, "selected", Verdict.ACKNOWLEDGE, Role.NDU_LANGUAGE, False, 5, "Foreign Language Center confirms the language",
     "Xarici Dillər Mərkəzi dil biliyini təsdiqləyir"),
    (3, "selected", Verdict.CONCUR, Role.IMCD_HEAD, False, 3, "International Military Cooperation Department",
     "Beynəlxalq Hərbi Əməkdaşlıq İdarəsi"),
    (4, "prepared", Verdict.APPROVE, Role.MOD_LEADERSHIP, False, 5, "Order of the Ministry of Defence",
     "Müdafiə Nazirliyinin əmri"),
    (5, "mod_ordered", Verdict.CONCUR, Role.MFA_MILPOL, False, 10, "Military-Political Affairs of the MFA",
     "XİN-in Hərbi-Siyasi Məsələlər İdarəsi"),
)  # fmt: skip


def _afterwards(phase: str) -> tuple[tuple[Any, ...], ...]:
    """Extension and recall take the same way; the head of mission is told where the mission has an office of his."""
    return (
        (1, phase, Verdict.ACKNOWLEDGE, Role.HEAD_OF_MISSION, True, 5, "Head of mission", "Nümayəndəlik rəhbəri"),
        (2, phase, Verdict.CONCUR, Role.IMCD_HEAD, False, 3, "International Military Cooperation Department",
         "Beynəlxalq Hərbi Əməkdaşlıq İdarəsi"),
        (3, phase, Verdict.APPROVE, Role.MOD_LEADERSHIP, False, 5, "Leadership of the Ministry of Defence",
         "Müdafiə Nazirliyinin rəhbərliyi"),
        (4, phase, Verdict.CONCUR, Role.MFA_MILPOL, False, 10, "Military-Political Affairs of the MFA",
         "XİN-in Hərbi-Siyasi Məsələlər İdarəsi"),
    )  # fmt: skip


URGENT_DAYS = (
    1  # what could not wait is ratified within a day, whatever was agreed for the rest (domain.md C9)
)
POSTING_PNG = (
    (1, "declared_png", Verdict.APPROVE, Role.MOD_LEADERSHIP, False, URGENT_DAYS,
     "Leadership of the Ministry of Defence", "Müdafiə Nazirliyinin rəhbərliyi"),
    (1, "declared_png", Verdict.CONCUR, Role.MFA_LEADERSHIP, False, URGENT_DAYS,
     "Leadership of the Ministry of Foreign Affairs", "Xarici İşlər Nazirliyinin rəhbərliyi"),
)  # fmt: skip

COSTED, CONCURRED = "costed", "mfa_concurred"
ANNUAL_PLAN = (
    (1, COSTED, Verdict.ACKNOWLEDGE, Role.ATTACHE, True, 5, "Attaché takes note", "Attaşe tanış olur"),
    (1, COSTED, Verdict.ACKNOWLEDGE, Role.HEAD_OF_MISSION, True, 5, "Head of mission takes note",
     "Nümayəndəlik rəhbəri tanış olur"),
    (2, COSTED, Verdict.CONCUR, Role.MOD_FINANCE, False, 5, "Finance department of the Ministry of Defence",
     "Müdafiə Nazirliyinin Maliyyə İdarəsi"),
    (3, COSTED, Verdict.CONCUR, Role.IMCD_HEAD, False, 3, "International Military Cooperation Department",
     "Beynəlxalq Hərbi Əməkdaşlıq İdarəsi"),
    (4, COSTED, Verdict.CONCUR, Role.MFA_DESK, False, 10, "Territorial desk of the MFA", "XİN-in ərazi masası"),
    (5, CONCURRED, Verdict.APPROVE, Role.MOD_LEADERSHIP, False, 5, "Leadership of the Ministry of Defence",
     "Müdafiə Nazirliyinin rəhbərliyi"),
)  # fmt: skip

ROUTES = (
    ("mission-paper", "mission_paper", "Mission paper", "Missiya sənədi", MISSION_PAPER),
    ("posting", "posting", "Posting", "Ezamiyyət", POSTING),
    ("posting-extension", "posting_extension", "Extension of a posting", "Ezamiyyətin uzadılması",
     _afterwards("extension_pending")),
    ("posting-recall", "posting_recall", "Recall", "Geri çağırma", _afterwards("in_post")),
    ("posting-png", "posting_png", "Ratification: persona non grata", "Ratifikasiya: persona non qrata", POSTING_PNG),
    ("annual-plan", "annual_plan", "Annual bilateral plan", "İllik ikitərəfli plan", ANNUAL_PLAN),
    *DOCUMENT_ROUTES,
    *ACTIVITY_ROUTES,
    *AGREEMENT_ROUTES,
)  # fmt: skip


@verb("approvals.load_reference")
def load_reference(*, on: dt.date) -> None:
    """Routes that every installation starts with; a route that is there already stays as people made it."""
    intern("unclassified")  # who stands in for whom, and which office is vacant
    for code, kind, name_en, name_az, steps in ROUTES:
        default = not Route.objects.filter(kind=kind, is_default=True).exists()
        names = {"name_en": name_en, "name_az": name_az}
        route, made = Route.objects.get_or_create(
            code=code, defaults={"kind": kind, "is_default": default, **names}
        )
        if made:
            RouteStep.objects.bulk_create(_step(route, *step) for step in steps)


def _step(
    route: Route,
    order: int,
    phase: str,
    verdict: Verdict,
    role: Role,
    at_mission: bool,
    days: int,
    en: str,
    az: str,
    only_when: dict[str, list[Any]] | None = None,
) -> RouteStep:
    if only_when is None:  # told where the mission has that office
        only_when = {role.value: [True]} if at_mission and verdict == Verdict.ACKNOWLEDGE else {}
    return RouteStep(
        route=route, order=order, phase=phase, verdict=verdict, role=role, at_mission=at_mission, sla_days=days,
        mode=StepMode.ONE, co_author=verdict == Verdict.SIGN and at_mission, name_en=en, name_az=az,
        by_agreement=days != URGENT_DAYS, only_when=only_when,
    )  # fmt: skip

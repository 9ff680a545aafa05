"""Default routes of activities (domain.md C6; routine ones end with the department), clearances and returns."""

from typing import Any

from accounts.roles import Role
from approvals.lifecycle import Verdict

KIND, PHASE = "activity", "in_approval"
ROUTINE: dict[str, list[Any]] = {"handling": ["routine"]}
FULL: dict[str, list[Any]] = {"handling": ["full"]}
DEPARTMENT = ("International Military Cooperation Department", "Beynəlxalq Hərbi Əməkdaşlıq İdarəsi")

# order, phase, verdict, role, at the matter's mission, working days, English, Azerbaijani, only when
ACTIVITY = (
    (1, PHASE, Verdict.CONCUR, Role.MOD_LEGAL, False, 5, "Legal department of the Ministry of Defence",
     "Müdafiə Nazirliyinin Hüquq İdarəsi", {"beyond_defence": [True]}),
    (1, PHASE, Verdict.CONCUR, Role.SBS_LIAISON, False, 5, "State Border Service", "Dövlət Sərhəd Xidməti",
     {"border": [True]}),
    (1, PHASE, Verdict.CONCUR, Role.MOD_SECURITY, False, 3, "Security service of the Ministry of Defence",
     "Müdafiə Nazirliyinin təhlükəsizlik xidməti", FULL),
    (2, PHASE, Verdict.CONCUR, Role.MOD_SECURITY, False, 3, "Security service of the Ministry of Defence",
     "Müdafiə Nazirliyinin təhlükəsizlik xidməti", {**ROUTINE, "secrets": [True]}),
    (3, PHASE, Verdict.APPROVE, Role.IMCD_HEAD, False, 3, *DEPARTMENT, ROUTINE),
    (4, PHASE, Verdict.CONCUR, Role.IMCD_HEAD, False, 3, *DEPARTMENT, FULL),
    (5, PHASE, Verdict.CONCUR, Role.MFA_DESK, False, 5, "Territorial desk of the MFA", "XİN-in ərazi masası", FULL),
    (5, PHASE, Verdict.CONCUR, Role.MFA_LEADERSHIP, False, 5, "Leadership of the Ministry of Foreign Affairs",
     "Xarici İşlər Nazirliyinin rəhbərliyi", {"relations": [False]}),
    (6, PHASE, Verdict.APPROVE, Role.MOD_LEADERSHIP, False, 5, "Leadership of the Ministry of Defence",
     "Müdafiə Nazirliyinin rəhbərliyi", FULL),
)  # fmt: skip
# The desk puts it up; the legal department is asked about what is new; protocol agrees and dispatches the note.
CLEARANCE: tuple[tuple[Any, ...], ...] = (
    (1, PHASE, Verdict.CONCUR, Role.MOD_LEGAL, False, 3, "Legal department of the Ministry of Defence",
     "Müdafiə Nazirliyinin Hüquq İdarəsi", {"novel": [True]}),
    (2, PHASE, Verdict.APPROVE, Role.MFA_PROTOCOL, False, 2, "State Protocol of the Ministry of Foreign Affairs",
     "Xarici İşlər Nazirliyinin Dövlət Protokolu", {}),
)  # fmt: skip
# The arms control desk puts up what is marked; once both agree, it is sent (C6).
RETURN: tuple[tuple[Any, ...], ...] = (
    (1, PHASE, Verdict.CONCUR, Role.MOD_SECURITY, False, 3, "Security service of the Ministry of Defence",
     "Müdafiə Nazirliyinin təhlükəsizlik xidməti", {}),
    (2, PHASE, Verdict.CONCUR, Role.MFA_MILPOL, False, 5, "Military-Political Affairs of the MFA",
     "XİN-in Hərbi-Siyasi Məsələlər İdarəsi", {}),
)  # fmt: skip
# What could not wait: both leaderships ratify it side by side (domain.md C9).
ACTIVITY_URGENT = (
    (1, PHASE, Verdict.APPROVE, Role.MOD_LEADERSHIP, False, 1, "Leadership of the Ministry of Defence",
     "Müdafiə Nazirliyinin rəhbərliyi"),
    (1, PHASE, Verdict.CONCUR, Role.MFA_LEADERSHIP, False, 1, "Leadership of the Ministry of Foreign Affairs",
     "Xarici İşlər Nazirliyinin rəhbərliyi"),
)  # fmt: skip
ACTIVITY_ROUTES = (
    ("activity", KIND, "Activity", "Tədbir", ACTIVITY),
    ("diplomatic-clearance", "diplomatic_clearance", "Diplomatic clearance", "Diplomatik icazə", CLEARANCE),
    (
        "arms-control-return",
        "arms_control_return",
        "Arms-control return",
        "Silahlara nəzarət üzrə hesabat",
        RETURN,
    ),
    (
        "activity-urgent",
        KIND,
        "Ratification: activity that could not wait",
        "Ratifikasiya: gözləyə bilməyən tədbir",
        ACTIVITY_URGENT,
    ),
)

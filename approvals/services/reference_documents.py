"""Default routes of strategic documents (domain.md C6); people may change them afterwards."""

from accounts.roles import Role
from approvals.lifecycle import Verdict

KIND = "strategic_document"
MOD, MFA, JOINT = "mod_review", "mfa_review", "joint_approval"

CENTER = ("Center for Military Diplomacy", "Hərbi Diplomatiya Mərkəzi")
DEPARTMENT = ("International Military Cooperation Department", "Beynəlxalq Hərbi Əməkdaşlıq İdarəsi")
MOD_LAW = ("Legal department of the Ministry of Defence", "Müdafiə Nazirliyinin Hüquq İdarəsi")
MONEY = ("Finance department of the Ministry of Defence", "Müdafiə Nazirliyinin Maliyyə İdarəsi")
MILPOL = ("Military-Political Affairs of the MFA", "XİN-in Hərbi-Siyasi Məsələlər İdarəsi")
MFA_LAW = ("Legal department of the MFA", "XİN-in Hüquq İdarəsi")
MOD_TOP = ("Leadership of the Ministry of Defence", "Müdafiə Nazirliyinin rəhbərliyi")
MFA_TOP = ("Leadership of the Ministry of Foreign Affairs", "Xarici İşlər Nazirliyinin rəhbərliyi")

# order, phase, verdict, role, at the matter's mission, working days, English, Azerbaijani
STRATEGY = (
    (1, MOD, Verdict.CONCUR, Role.CMD_HEAD, False, 3, *CENTER),
    (2, MOD, Verdict.CONCUR, Role.MOD_LEGAL, False, 5, *MOD_LAW),
    (2, MOD, Verdict.CONCUR, Role.MOD_FINANCE, False, 5, *MONEY),
    (3, MOD, Verdict.CONCUR, Role.IMCD_HEAD, False, 3, *DEPARTMENT),
    (4, MFA, Verdict.CONCUR, Role.MFA_MILPOL, False, 10, *MILPOL),
    (5, JOINT, Verdict.APPROVE, Role.MOD_LEADERSHIP, False, 5, *MOD_TOP),
)
# Drafted by the MFA; the decision of the President or the Security Council is recorded afterwards.
WHITE_PAPER = (
    (1, MOD, Verdict.CONCUR, Role.CMD_HEAD, False, 10, *CENTER),
    (2, MOD, Verdict.CONCUR, Role.MOD_LEADERSHIP, False, 5, *MOD_TOP),
    (3, MFA, Verdict.CONCUR, Role.MFA_LEGAL, False, 5, *MFA_LAW),
    (4, JOINT, Verdict.APPROVE, Role.MFA_LEADERSHIP, False, 5, *MFA_TOP),
)
JOINT_AGREEMENT = (
    (1, MOD, Verdict.CONCUR, Role.CMD_HEAD, False, 5, *CENTER),
    (2, MOD, Verdict.CONCUR, Role.MOD_LEGAL, False, 5, *MOD_LAW),
    (2, MFA, Verdict.CONCUR, Role.MFA_LEGAL, False, 5, *MFA_LAW),
    (3, MOD, Verdict.CONCUR, Role.IMCD_HEAD, False, 3, *DEPARTMENT),
    (3, MFA, Verdict.CONCUR, Role.MFA_MILPOL, False, 10, *MILPOL),
    (4, JOINT, Verdict.SIGN, Role.MOD_LEADERSHIP, False, 5, *MOD_TOP),
    (4, JOINT, Verdict.SIGN, Role.MFA_LEADERSHIP, False, 5, *MFA_TOP),
)
CONCEPT = (
    (1, MOD, Verdict.CONCUR, Role.CMD_HEAD, False, 5, *CENTER),
    (2, MOD, Verdict.CONCUR, Role.MOD_LEGAL, False, 10, *MOD_LAW),
    (2, MFA, Verdict.CONCUR, Role.MFA_LEGAL, False, 10, *MFA_LAW),
    (3, MOD, Verdict.CONCUR, Role.IMCD_HEAD, False, 5, *DEPARTMENT),
    (4, MFA, Verdict.CONCUR, Role.MFA_MILPOL, False, 10, *MILPOL),
    (5, JOINT, Verdict.APPROVE, Role.MOD_LEADERSHIP, False, 5, *MOD_TOP),
    (5, JOINT, Verdict.APPROVE, Role.MFA_LEADERSHIP, False, 5, *MFA_TOP),
)
DOCUMENT_ROUTES = (
    ("strategy", KIND, "Strategy, plan, procedure", "Strategiya, plan, prosedur", STRATEGY),
    ("white-paper", KIND, "White paper", "Ağ Kitab", WHITE_PAPER),
    (
        "joint-agreement",
        KIND,
        "Joint agreement of the ministries",
        "Nazirliklərin birgə sazişi",
        JOINT_AGREEMENT,
    ),
    ("concept", KIND, "Concept or doctrine", "Konsepsiya və ya doktrina", CONCEPT),
)

"""Default routes of agreements (domain.md C6): one way for a mandate, the text before signature, a denunciation."""

from accounts.roles import Role
from approvals.lifecycle import Verdict
from approvals.services.reference_documents import DEPARTMENT, MFA_LAW, MOD_LAW, MONEY

MOD, MFA = "mod_review", "mfa_review"
DESK = ("Territorial desk of the MFA", "XİN-in ərazi masası")

# order, phase, verdict, role, at the matter's mission, working days, English, Azerbaijani
AGREEMENT = (
    (1, MOD, Verdict.CONCUR, Role.MOD_LEGAL, False, 5, *MOD_LAW),
    (2, MOD, Verdict.CONCUR, Role.MOD_FINANCE, False, 5, *MONEY),
    (3, MOD, Verdict.CONCUR, Role.IMCD_HEAD, False, 3, *DEPARTMENT),
    (4, MFA, Verdict.CONCUR, Role.MFA_LEGAL, False, 10, *MFA_LAW),
    (4, MFA, Verdict.CONCUR, Role.MFA_DESK, False, 10, *DESK),
)
AGREEMENT_ROUTES = (
    ("agreement-mandate", "agreement_mandate", "Mandate to negotiate an agreement",
     "Saziş üzrə danışıqlar aparmaq mandatı", AGREEMENT),
    ("agreement-text", "agreement_text", "Text of an agreement before signature",
     "İmzalanmadan əvvəl sazişin mətni", AGREEMENT),
    ("agreement-denunciation", "agreement_denunciation", "Denunciation of an agreement",
     "Sazişin denonsasiyası", AGREEMENT),
)  # fmt: skip

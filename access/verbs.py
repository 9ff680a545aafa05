"""What may be done with clearances, need-to-know lists and labels, and by whom (decisions.md 8, 9)."""

from accounts.roles import Role

VERBS = {
    "clearances.propose": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "clearances.confirm": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "clearances.withdraw": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "compartments.propose": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "compartments.confirm": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "compartments.withdraw": {Role.MOD_SECURITY, Role.MFA_SECURITY},
}

"""What may be done with clearances, need-to-know lists and labels, and by whom (decisions.md 8, 9)."""

from accounts.roles import Role

_KEEPERS = {Role.CMD_DESK, Role.CMD_HEAD, Role.IMCD_HEAD, Role.MFA_DESK, Role.MFA_MILPOL}

VERBS = {
    "labels.raise": _KEEPERS,
    "labels.propose_lowering": _KEEPERS,
    "labels.confirm_lowering": _KEEPERS,
    "labels.decline_lowering": _KEEPERS,
    "clearances.propose": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "clearances.confirm": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "clearances.withdraw": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "compartments.propose": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "compartments.confirm": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "compartments.withdraw": {Role.MOD_SECURITY, Role.MFA_SECURITY},
}

"""What may be done with accounts and offices, and by whom (decisions.md 9)."""

from accounts.roles import Role

VERBS = {
    "accounts.create": {Role.SYSADMIN},
    "accounts.disable": {Role.SYSADMIN},
    "accounts.reset_sign_in": {Role.SYSADMIN},
    "offices.establish": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "appointments.propose": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "appointments.confirm": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "appointments.end": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "directory.keep": {Role.CMD_DESK, Role.CMD_HEAD},
}

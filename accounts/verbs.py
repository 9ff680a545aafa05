"""What may be done with accounts and offices, and by whom (decisions.md 9)."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

VERBS = {
    "accounts.create": {Role.SYSADMIN},
    "accounts.disable": {Role.SYSADMIN},
    "accounts.reset_sign_in": {Role.SYSADMIN},
    "offices.establish": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "appointments.propose": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "appointments.confirm": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "appointments.decline": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "appointments.end": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "directory.keep": {Role.CMD_DESK, Role.CMD_HEAD},
}

# In the trail, what was done.
WORDS = {
    "accounts.create": _("account made"),
    "accounts.amended": _("account changed"),
    "accounts.disable": _("account disabled"),
    "accounts.reset_sign_in": _("sign-in reset"),
    "accounts.signed_in": _("signed in to Parley"),
    "accounts.signed_out": _("signed out"),
    "accounts.sign_in_failed": _("sign-in failed"),
    "accounts.locked_out": _("locked out after failed sign-ins"),
    "accounts.acts_in": _("chose the office acted in"),
    "offices.establish": _("office established"),
    "appointments.propose": _("appointment proposed"),
    "appointments.confirm": _("appointment confirmed"),
    "appointments.decline": _("appointment declined or taken back"),
    "appointments.end": _("appointment ended"),
    "appointments.delegate": _("office delegated"),
    "appointments.end_delegation": _("delegation ended"),
    "tokens.issue": _("token issued"),
    "tokens.revoke": _("token revoked"),
    "directory.keep": _("reference data kept"),
    "directory.load_reference": _("reference data loaded"),
}

"""What may be done with clearances, need-to-know lists and labels, and by whom (decisions.md 8, 9)."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

_KEEPERS = {Role.CMD_DESK, Role.CMD_HEAD, Role.IMCD_HEAD, Role.MFA_DESK, Role.MFA_MILPOL}

VERBS = {
    "labels.raise": _KEEPERS,
    "labels.propose_lowering": _KEEPERS,
    "labels.confirm_lowering": _KEEPERS,
    "labels.decline_lowering": _KEEPERS,
    "clearances.propose": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "clearances.confirm": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "clearances.decline": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "clearances.withdraw": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "compartments.propose": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "compartments.confirm": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "compartments.decline": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    "compartments.withdraw": {Role.MOD_SECURITY, Role.MFA_SECURITY},
    **{f"calendar_feeds.{act}": set(Role) - {Role.SERVICE} for act in ("make", "renew", "revoke")},
}

# In the trail, what was done.
WORDS = {
    "access.refused": _("refused"),
    "labels.raise": _("marking raised"),
    "labels.propose_lowering": _("lower marking proposed"),
    "labels.confirm_lowering": _("lower marking confirmed"),
    "labels.decline_lowering": _("lower marking declined or taken back"),
    "clearances.propose": _("clearance proposed"),
    "clearances.confirm": _("clearance confirmed"),
    "clearances.decline": _("clearance declined or taken back"),
    "clearances.withdraw": _("clearance withdrawn"),
    "compartments.propose": _("need-to-know list proposed"),
    "compartments.confirm": _("need-to-know list confirmed"),
    "compartments.decline": _("need-to-know list declined or taken back"),
    "compartments.withdraw": _("taken off the need-to-know list"),
    "calendar_feeds.make": _("calendar feed made"),
    "calendar_feeds.renew": _("calendar feed renewed"),
    "calendar_feeds.revoke": _("calendar feed revoked"),
    "security.first_officer": _("first security officer seated"),
    "security.seat_first": _("first security officers seated"),
    "security.service_account": _("service account made"),
}

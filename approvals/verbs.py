"""What offices may do here by role. Deciding is not among it: a case's own seats say who decides."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

VERBS = {
    "routes.record": {Role.CMD_DESK, Role.CMD_HEAD},
    "routes.amend": {Role.CMD_DESK, Role.CMD_HEAD},
    # For seats of the own institution; decisions of the President or a council by the office the route names.
    "cases.record_outside": {
        Role.CMD_DESK, Role.CMD_HEAD, Role.IMCD_HEAD, Role.MOD_LEGAL, Role.MOD_PERSONNEL, Role.MOD_LEADERSHIP,
        Role.MFA_DESK, Role.MFA_MILPOL, Role.MFA_LEGAL, Role.MFA_PROTOCOL, Role.MFA_LEADERSHIP, Role.SBS_LIAISON,
        Role.NDU_LANGUAGE,
    },
}  # fmt: skip

# In the trail, what was done.
WORDS = {
    "cases.open": _("submitted for approval"),
    "cases.decide": _("decided"),
    "cases.withdraw": _("withdrawn from approval"),
    "cases.export": _("case exported"),
    "cases.recall": _("decision taken back"),
    "cases.end_reading": _("not asked to be read any more"),
    "cases.record_outside": _("decision on paper recorded"),
    "delegations.make": _("office delegated"),
    "delegations.end": _("delegation ended"),
    "routes.record": _("route recorded"),
    "routes.amend": _("route changed"),
    "approvals.load_reference": _("routes loaded"),
}

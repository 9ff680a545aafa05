"""What offices may do here by role. Deciding is not among it: a case's own seats say who decides."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

VERBS = {
    "routes.record": {Role.CMD_DESK, Role.CMD_HEAD},
    "routes.amend": {Role.CMD_DESK, Role.CMD_HEAD},
}

# In the trail, what was done.
WORDS = {
    "cases.open": _("submitted for approval"),
    "cases.decide": _("decided"),
    "cases.withdraw": _("withdrawn from approval"),
    "cases.export": _("case exported"),
    "routes.record": _("route recorded"),
    "routes.amend": _("route changed"),
    "approvals.load_reference": _("routes loaded"),
}

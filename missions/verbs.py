"""What may be done with strategic documents and mission papers, and by which offices (domain.md A2, C6)."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

AT_POST = frozenset({Role.ATTACHE, Role.HEAD_OF_MISSION})
CUSTODIANS = {Role.CMD_DESK, Role.CMD_HEAD, Role.IMCD_HEAD, Role.MFA_DESK, Role.MFA_MILPOL, Role.MFA_LEGAL}
COORDINATORS = {
    Role.CMD_DESK, Role.CMD_HEAD, Role.IMCD_HEAD, Role.MOD_LEADERSHIP, Role.MFA_DESK, Role.MFA_MILPOL,
    Role.MFA_LEADERSHIP,
}  # fmt: skip

VERBS = {
    "papers.draft": {Role.ATTACHE, Role.CMD_DESK},
    # Each ministry writes its own section; whoever writes cannot concur later (decisions.md 22).
    "papers.edit": {*AT_POST, Role.CMD_DESK, Role.MFA_DESK},
    "papers.annotate": {*AT_POST, Role.CMD_DESK, Role.MFA_DESK},
    "papers.submit": {*AT_POST, Role.CMD_DESK},
    "papers.redraft": {*AT_POST, Role.CMD_DESK},
    "papers.withdraw": {Role.ATTACHE, Role.CMD_DESK},
    "papers.acknowledge": AT_POST,
    "papers.take_effect": {Role.SERVICE},
    "papers.expire": {Role.SERVICE},
    "meetings.plan": COORDINATORS,
    "meetings.amend": COORDINATORS,
    "meetings.hold": COORDINATORS,
    "meetings.cancel": COORDINATORS,
    "action_items.add": COORDINATORS,
    "action_items.close": COORDINATORS,
    "documents.record": CUSTODIANS,
    "documents.amend": CUSTODIANS,
    "documents.take_effect": CUSTODIANS,
    "documents.withdraw": CUSTODIANS,
}

# In the trail, what was done.
WORDS = {
    "papers.draft": _("paper drafted"),
    "papers.edit": _("draft changed"),
    "papers.annotate": _("working note changed"),
    "papers.submit": _("paper submitted"),
    "papers.redraft": _("redrafted as a new version"),
    "papers.withdraw": _("paper withdrawn"),
    "papers.acknowledge": _("paper acknowledged"),
    "papers.take_effect": _("paper took effect"),
    "papers.expire": _("paper expired"),
    "meetings.plan": _("meeting planned"),
    "meetings.amend": _("meeting changed"),
    "meetings.hold": _("meeting held"),
    "meetings.cancel": _("meeting cancelled"),
    "action_items.add": _("action item given"),
    "action_items.close": _("action item closed"),
    "action_items.returned_twice": _("brought before both leaderships"),
    "documents.record": _("document recorded"),
    "documents.amend": _("document changed"),
    "documents.take_effect": _("document took effect"),
    "documents.withdraw": _("document withdrawn"),
}

"""What may be done with strategic documents and mission papers, and by which offices (domain.md A2, C6)."""

from accounts.roles import Role

AT_POST = frozenset({Role.ATTACHE, Role.HEAD_OF_MISSION})
CUSTODIANS = {Role.CMD_DESK, Role.CMD_HEAD, Role.IMCD_HEAD, Role.MFA_DESK, Role.MFA_MILPOL, Role.MFA_LEGAL}

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
    "documents.record": CUSTODIANS,
    "documents.amend": CUSTODIANS,
    "documents.take_effect": CUSTODIANS,
    "documents.withdraw": CUSTODIANS,
}

"""What offices may do here by role. Deciding is not among it: a case's own seats say who decides."""

from accounts.roles import Role

VERBS = {
    "routes.record": {Role.CMD_DESK, Role.CMD_HEAD},
    "routes.amend": {Role.CMD_DESK, Role.CMD_HEAD},
}

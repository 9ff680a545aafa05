"""What may be done with activities, and by which office (domain.md C6)."""

from accounts.roles import Role

CENTER = frozenset({Role.CMD_DESK, Role.CMD_HEAD})
VERBS = {
    "activities.record": CENTER,
    "activities.amend": CENTER,
    "activities.advance": CENTER,
    "activities.approve": frozenset({Role.CMD_HEAD}),
    "activities.cancel": CENTER,
    "exercises.record": CENTER,
    "exercises.amend": CENTER,
}

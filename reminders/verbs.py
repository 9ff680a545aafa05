"""What may be done with rules; everybody acknowledges what is addressed to him."""

from accounts.roles import Role

VERBS = {"reminder_rules.amend": {Role.CMD_DESK, Role.CMD_HEAD}}

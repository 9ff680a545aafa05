"""Who may bring a file in: every office that writes; the record it is attached to decides the rest."""

from accounts.roles import Role

VERBS = {"documents.store": set(Role) - {Role.AUDITOR, Role.SYSADMIN, Role.LEADERSHIP_READER, Role.SERVICE}}

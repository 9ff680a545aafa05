"""Who may bring a file in: every office that writes; the record it is attached to decides the rest.

Whose table it is decides the same way: beside these verbs the service of its rows is asked.
"""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

_WRITERS = set(Role) - {Role.AUDITOR, Role.SYSADMIN, Role.LEADERSHIP_READER, Role.SERVICE}

VERBS = {
    "documents.store": _WRITERS,
    "imports.bring": _WRITERS,
    "imports.check_again": _WRITERS,
    "imports.confirm": _WRITERS,
    "imports.cancel": _WRITERS,
}

# In the trail, what was done.
WORDS = {
    "documents.store": _("file stored"),
    "documents.download": _("file read"),
    "imports.bring": _("table brought in"),
    "imports.check_again": _("another check of the table asked for"),
    "imports.confirm": _("import confirmed"),
    "imports.cancel": _("import cancelled"),
    "imports.check": _("table checked"),
    "imports.apply": _("rows of a table imported"),
    "imports.give_up": _("table refused"),
}

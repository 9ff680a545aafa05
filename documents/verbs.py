"""Who may bring a file in: every office that writes; the record it is attached to decides the rest."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

VERBS = {"documents.store": set(Role) - {Role.AUDITOR, Role.SYSADMIN, Role.LEADERSHIP_READER, Role.SERVICE}}

# In the trail, what was done.
WORDS = {
    "documents.store": _("file stored"),
    "documents.download": _("file read"),
}

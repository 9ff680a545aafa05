"""What may be done with correspondence, and by whom (domain.md B3: the channel is the MFA and its missions)."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

_CENTER = {Role.CMD_DESK, Role.CMD_HEAD}
_MFA = {Role.MFA_PROTOCOL, Role.MFA_DESK, Role.MFA_MILPOL}
_ABROAD = {Role.HEAD_OF_MISSION, Role.ATTACHE}
_WRITERS = _CENTER | _MFA | _ABROAD

VERBS = {
    "correspondence.record": _WRITERS,
    "correspondence.take_over": _CENTER | {Role.MFA_PROTOCOL},
    "correspondence.draft": _WRITERS,
    "correspondence.amend": _WRITERS,
    "correspondence.attach_file": _WRITERS,
    # The attaché writes; what leaves a mission leaves under its head.
    "correspondence.dispatch": _CENTER | _MFA | {Role.HEAD_OF_MISSION},
    "correspondence.receive": _WRITERS,
    "correspondence.answer": _WRITERS,
    "correspondence.close": _WRITERS,
    "correspondence.cancel": _WRITERS,
}

# In the trail, what was done.
WORDS = {
    "correspondence.record": _("correspondence recorded"),
    "correspondence.take_over": _("note taken over from an older ledger"),
    "correspondence.draft": _("note drafted"),
    "correspondence.amend": _("correspondence changed"),
    "correspondence.attach_file": _("file attached to correspondence"),
    "correspondence.dispatch": _("note dispatched"),
    "correspondence.receive": _("note received"),
    "correspondence.answer": _("answer recorded"),
    "correspondence.close": _("closed without a reply"),
    "correspondence.cancel": _("draft cancelled"),
    "correspondence.export": _("correspondence exported"),
}

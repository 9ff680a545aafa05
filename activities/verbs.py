"""What may be done with activities, and by which office (domain.md C6)."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

CENTER = frozenset({Role.CMD_DESK, Role.CMD_HEAD})
VERBS = {
    "activities.record": CENTER,
    "activities.amend": CENTER,
    "activities.advance": CENTER,
    "activities.submit": CENTER,
    "activities.take_back": CENTER,
    "activities.resume": CENTER,
    "activities.cancel": CENTER,
    "exercises.record": CENTER,
    "exercises.amend": CENTER,
    "authorisations.record": CENTER | {Role.OPERATIONS_DESK},
    "authorisations.amend": CENTER | {Role.OPERATIONS_DESK},
}

# In the trail, what was done.
WORDS = {
    "activities.record": _("activity recorded"),
    "activities.from_plan": _("activity made from an item of a plan"),
    "activities.amend": _("activity changed"),
    "activities.advance": _("activity advanced"),
    "activities.submit": _("activity put up for approval"),
    "activities.take_back": _("activity taken back from approval"),
    "activities.resume": _("postponed activity taken up again"),
    "activities.cancel": _("activity cancelled"),
    "authorisations.record": _("authorisation recorded"),
    "authorisations.amend": _("authorisation changed"),
    "exercises.record": _("exercise recorded"),
    "exercises.amend": _("exercise changed"),
}

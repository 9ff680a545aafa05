"""What may be done with activities, and by which office (domain.md C6)."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

CENTER = frozenset({Role.CMD_DESK, Role.CMD_HEAD})
PROTOCOL = CENTER | {Role.MFA_PROTOCOL}
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
    "exercises.notify": CENTER | {Role.ARMS_CONTROL_DESK},
    "exercises.invite_observers": CENTER | {Role.ARMS_CONTROL_DESK},
    "diplomatic_clearances.record": PROTOCOL,
    "diplomatic_clearances.amend": PROTOCOL,
    "diplomatic_clearances.send": PROTOCOL,
    "diplomatic_clearances.answer": PROTOCOL,
    "diplomatic_clearances.use": PROTOCOL,
    "diplomatic_clearances.withdraw": PROTOCOL,
    "diplomatic_clearances.lapse": PROTOCOL,
    "visits.write": PROTOCOL,
    "visits.prepare": PROTOCOL,
    "reports.write": CENTER,
    "reports.submit": CENTER,
    "lessons.record": CENTER,
    "lessons.amend": CENTER,
    "lessons.close": CENTER,
    "diplomatic_clearances.keep_days": frozenset({Role.SERVICE}),
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
    "exercises.notify": _("exercise notified under the Vienna Document"),
    "exercises.invite_observers": _("observers of an exercise invited"),
    "diplomatic_clearances.record": _("clearance prepared"),
    "diplomatic_clearances.amend": _("clearance changed"),
    "diplomatic_clearances.send": _("clearance asked for"),
    "diplomatic_clearances.answer": _("answer on a clearance recorded"),
    "diplomatic_clearances.use": _("crossing recorded"),
    "diplomatic_clearances.withdraw": _("request for a clearance withdrawn"),
    "diplomatic_clearances.lapse": _("clearance lapsed"),
    "visits.write": _("visit written"),
    "visits.prepare": _("phase of a visit recorded"),
    "reports.write": _("after-action report written"),
    "reports.submit": _("after-action report submitted"),
    "lessons.record": _("lesson recorded"),
    "lessons.amend": _("lesson changed"),
    "lessons.close": _("lesson followed up"),
    "diplomatic_clearances.keep_days": _("days of clearances brought up to date"),
}

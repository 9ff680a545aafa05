"""What may be done with officers, posts, postings and accreditations, and by whom (domain.md C1, C6)."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from attaches.lifecycle import PostingState

_CENTER = {Role.CMD_DESK, Role.CMD_HEAD}
_NOTES = {Role.CMD_DESK, Role.CMD_HEAD, Role.MFA_PROTOCOL}

VERBS = {
    "officers.record": {Role.CMD_DESK, Role.MOD_PERSONNEL},
    "officers.amend": {Role.CMD_DESK, Role.MOD_PERSONNEL},
    "officers.record_particulars": {Role.MOD_PERSONNEL, Role.MFA_PROTOCOL},
    "officers.record_language": {Role.MOD_PERSONNEL, Role.NDU_LANGUAGE},
    "posts.plan": _CENTER,
    "posts.amend": _CENTER,
    "posts.advance": _CENTER,
    "postings.propose": _CENTER | {Role.MOD_PERSONNEL},
    "postings.amend": _CENTER | {Role.MOD_PERSONNEL},
    "postings.advance": _CENTER | {Role.IMCD_HEAD, Role.MOD_PERSONNEL},
    "postings.coordinate": {Role.MFA_DESK, Role.MFA_MILPOL},
    "postings.declare_png": _NOTES | {Role.MFA_DESK},
    "postings.recall": {Role.CMD_DESK, Role.CMD_HEAD, Role.IMCD_HEAD},
    "postings.restore": _CENTER,
    "postings.extend": {Role.CMD_HEAD, Role.IMCD_HEAD},
    "postings.record_arrival": _NOTES | {Role.ATTACHE},
    "postings.assume": _NOTES,
    "postings.end": _NOTES,
    "postings.record_departure": _NOTES | {Role.ATTACHE},
    "postings.remark": _CENTER | {Role.IMCD_HEAD, Role.MFA_DESK, Role.MFA_MILPOL},
    "accreditations.plan": _NOTES,
    "accreditations.amend": _NOTES,
    "accreditations.request": _NOTES,
    "accreditations.record_consent": _NOTES,
    "accreditations.refuse": _NOTES,
    "accreditations.send_second_note": _NOTES,
    "accreditations.accredit": _NOTES,
    "accreditations.object": _NOTES,
    "accreditations.end": _NOTES,
    "accreditations.withdraw": _NOTES,
}

# Steps of a posting that are not the Center's own to take (domain.md A1.1: nothing goes abroad on MoD's word alone).
# Back in post from an extension asked for: the head who could grant it refuses it.
VERB_OF_STEP = {
    PostingState.MFA_COORDINATED: "postings.coordinate",
    PostingState.IN_POST: "postings.extend",
}

# In the trail, what was done.
WORDS = {
    "officers.record": _("officer recorded"),
    "officers.amend": _("officer changed"),
    "officers.record_particulars": _("personal particulars recorded"),
    "officers.record_language": _("language profile recorded"),
    "posts.plan": _("post planned"),
    "posts.amend": _("post changed"),
    "posts.advance": _("post advanced"),
    "postings.propose": _("posting proposed"),
    "postings.amend": _("posting changed"),
    "postings.advance": _("posting advanced"),
    "postings.declare_png": _("declared persona non grata"),
    "postings.recall": _("recalled"),
    "postings.restore": _("restored after suspension"),
    "postings.extend": _("extended"),
    "postings.record_arrival": _("arrival recorded"),
    "postings.assume": _("functions assumed"),
    "postings.end": _("functions ended"),
    "postings.record_departure": _("departure recorded"),
    "postings.remark": _("remark recorded"),
    "accreditations.plan": _("accreditation planned"),
    "accreditations.amend": _("accreditation changed"),
    "accreditations.request": _("consent requested"),
    "accreditations.record_consent": _("consent recorded"),
    "accreditations.refuse": _("refusal of consent recorded"),
    "accreditations.send_second_note": _("second note sent"),
    "accreditations.accredit": _("accredited"),
    "accreditations.object": _("objection recorded"),
    "accreditations.end": _("accreditation ended"),
    "accreditations.withdraw": _("request withdrawn"),
}

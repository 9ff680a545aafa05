"""What may be done with officers, posts, postings and accreditations, and by whom (domain.md C1, C6)."""

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
VERB_OF_STEP = {PostingState.MFA_COORDINATED: "postings.coordinate"}

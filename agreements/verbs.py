"""What may be done with agreements, and by which office (domain.md B4, C6)."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

RECORDERS = frozenset({Role.CMD_DESK, Role.MOD_LEGAL, Role.MFA_LEGAL})
VERBS = {
    f"agreements.{verb}": RECORDERS
    for verb in (
        "record",
        "amend",
        "verify",
        "attach_text",
        "mandate",
        "negotiate",
        "initial",
        "sign",
        "start_domestic_procedures",
        "notify",
        "enter_into_force",
        "register",
        "denounce",
        "withdraw_denunciation",
        "terminate",
        "expire",
        "suspend",
        "resume",
        "supersede",
        "abandon",
    )
} | {"agreements.roll_deadlines": frozenset({Role.SERVICE}), "provisions.fall_due": frozenset({Role.SERVICE})}
# Whoever is responsible for an obligation reports about it as well (agreements.services.provisions).
VERBS |= {f"provisions.{verb}": RECORDERS for verb in ("record", "amend", "redate")}
VERBS |= {
    "provisions.report": RECORDERS | {Role.OPERATIONS_DESK, Role.MFA_DESK, Role.MFA_MILPOL, Role.ATTACHE}
}

# In the trail, what was done.
WORDS = {
    f"agreements.{verb}": words
    for verb, words in {
        "record": _("agreement recorded"),
        "amend": _("agreement changed"),
        "verify": _("facts verified"),
        "attach_text": _("text attached"),
        "mandate": _("mandate given"),
        "negotiate": _("negotiations begun"),
        "initial": _("initialled"),
        "sign": _("signed"),
        "start_domestic_procedures": _("domestic procedures begun"),
        "notify": _("notification recorded"),
        "enter_into_force": _("entered into force"),
        "register": _("registered with the United Nations"),
        "denounce": _("denunciation notified"),
        "withdraw_denunciation": _("denunciation withdrawn"),
        "terminate": _("terminated"),
        "expire": _("expired"),
        "suspend": _("suspended"),
        "resume": _("in force again"),
        "supersede": _("superseded"),
        "abandon": _("abandoned"),
        "roll_deadlines": _("deadlines of the next term computed"),
    }.items()
}
WORDS |= {
    "provisions.record": _("provision recorded"),
    "provisions.amend": _("provision changed"),
    "provisions.redate": _("day agreed anew"),
    "provisions.report": _("implementation reported"),
    "provisions.fall_due": _("obligation fell due"),
}

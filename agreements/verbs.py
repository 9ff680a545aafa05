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
        "record_party_signature",
        "accede",
        "correct_parties",
        "plan_domestic_step",
        "complete_domestic_step",
        "record_statement",
        "withdraw_statement",
        "record_withdrawal",
        "take_back_withdrawal",
        "give_full_powers",
        "revoke_full_powers",
        "keep_text",
        "remove_text",
        "add_stage_document",
        "apply_provisionally",
        "end_provisional",
        "submit_registration",
        "register_later",
    )
} | {
    # Whether a text binds is decided by those who know the law, not by who keeps the register.
    "agreements.judge": frozenset({Role.MOD_LEGAL, Role.MFA_LEGAL}),
    "agreements.submit": RECORDERS | {Role.CMD_HEAD},
    "agreements.roll_deadlines": frozenset({Role.SERVICE}),
    "provisions.fall_due": frozenset({Role.SERVICE}),
}
# Whoever is responsible for an obligation reports about it as well (agreements.services.provisions).
VERBS |= {f"provisions.{verb}": RECORDERS for verb in ("record", "amend", "redate")}
VERBS |= {
    "provisions.report": RECORDERS | {Role.OPERATIONS_DESK, Role.MFA_DESK, Role.MFA_MILPOL, Role.ATTACHE}
}

PLANNERS = frozenset({Role.CMD_DESK, Role.CMD_HEAD})
PLAN_VERBS = {
    f"plans.{verb}": PLANNERS
    for verb in (
        "record",
        "amend",
        "draft",
        "talk",
        "cost",
        "submit",
        "sign",
        "execute",
        "close",
        "drop_item",
    )
} | {"plans.export": frozenset(Role) - {Role.SERVICE, Role.SYSADMIN, Role.AUDITOR}}
PLAN_WORDS = {
    "plans.record": _("annual plan begun"),
    "plans.amend": _("annual plan changed"),
    "plans.add_item": _("item added to an annual plan"),
    "plans.copy": _("annual plan copied from another year"),
    "plans.draft": _("annual plan drafted"),
    "plans.talk": _("annual plan under staff talks"),
    "plans.cost": _("annual plan costed"),
    "plans.submit": _("annual plan put to approval"),
    "plans.take_back": _("annual plan taken back from approval"),
    "plans.sign": _("annual plan signed"),
    "plans.execute": _("annual plan being carried out"),
    "plans.close": _("annual plan closed"),
    "plans.drop_item": _("item taken out of an annual plan"),
    "plans.export": _("annual plan printed"),
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
        "record_party_signature": _("signature of a party recorded"),
        "accede": _("accession of a further party recorded"),
        "correct_parties": _("wrongly entered parties corrected"),
        "plan_domestic_step": _("domestic procedure recorded"),
        "complete_domestic_step": _("domestic procedure completed"),
        "record_statement": _("statement of a party recorded"),
        "withdraw_statement": _("statement of a party withdrawn"),
        "record_withdrawal": _("withdrawal of a party recorded"),
        "take_back_withdrawal": _("withdrawal of a party taken back"),
        "give_full_powers": _("full powers given"),
        "revoke_full_powers": _("full powers revoked"),
        "keep_text": _("text of a language recorded"),
        "remove_text": _("text of a language taken out"),
        "add_stage_document": _("paper of a stage added"),
        "apply_provisionally": _("applied provisionally"),
        "end_provisional": _("provisional application ended"),
        "submit_registration": _("submitted for registration"),
        "register_later": _("registration of a later action recorded"),
        "submit": _("submitted for approval"),
        "take_back": _("taken back from approval"),
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

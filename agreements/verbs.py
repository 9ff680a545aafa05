"""What may be done with agreements, and by which office (domain.md B4, C6)."""

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
} | {"agreements.roll_deadlines": frozenset({Role.SERVICE})}

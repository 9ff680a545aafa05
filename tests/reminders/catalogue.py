"""The catalogue of domain.md C7 copied by hand, a line per rule: the oracle knows no defaults of the apps.

Told and chain name offices by role; "@mission" only that of the deadline's own mission, "owner" the one it names.
The catalogue gives few waits of the chain; where it names none, the wait lies beyond the last offset of the line.
"""

from typing import NamedTuple


class Line(NamedTuple):
    """When, whom, and who hears of what was missed."""

    row: int  # of the catalogue; 0 where the rule comes from elsewhere
    offsets: tuple[int, ...]
    told: tuple[str, ...]
    chain: tuple[tuple[int, str], ...] = ()  # (working days, or hours, after the deadline; whom)
    way: str = "later"  # of a reminder on a free day: legal ones "earlier", emergencies "stay"
    unit: str = "days"


POST = ("attache@mission", "head_of_mission@mission")
EMBASSY = ("head_of_mission@mission", "mfa_desk")
CENTER_AND_PROTOCOL = ("cmd_desk", "mfa_protocol")
LAWYERS = ("cmd_desk", "mod_legal", "mfa_legal")
LEADERS = ("mod_leadership", "mfa_leadership")
LAPSES = (-180, -90, -30)
ENDING = (-180, -90, -60, -30)
CYCLE = Line(25, (-30, -14, 0, 7), ("cmd_desk",), ((5, "imcd_head"),))
PREPARE = (-120, -60, -30)
REGISTER = Line(21, (0, 30, 90), ("mfa_legal",))
CONFERENCE = Line(26, (-21, -7), ("cmd_desk",))
VIENNA = Line(
    27, (-21, -7, -3), ("arms_control_desk",), ((0, "imcd_head"),), "earlier"
)  # -63, -49, -45 of the start
DONE_FIRST = (*LEADERS, "imcd_head", "cmd_head")

CATALOGUE: dict[str, Line] = {
    "postings.successor": Line(1, (-365, -270), ("cmd_desk", "mod_personnel"), ((10, "imcd_head"),)),
    "accreditations.consent_note": Line(2, (-120, -90), CENTER_AND_PROTOCOL, ((5, "imcd_head"),)),
    "accreditations.host_minimum": Line(2, (-30, -7, 0), CENTER_AND_PROTOCOL, ((1, "imcd_head"),), "earlier"),
    "accreditations.consent_reply": Line(3, (30, 45, 60), EMBASSY, ((45, "mfa_milpol"),)),
    "accreditations.second_note": Line(4, (3, 7), ("mfa_protocol",), ((7, "cmd_head"),)),
    "postings.arrival_notice": Line(5, (-10, -2, 1), POST, ((2, "head_of_mission@mission"),), "earlier"),
    "postings.departure_notice": Line(5, (-10, -2, 1), POST, ((2, "head_of_mission@mission"),), "earlier"),
    "calls.first": Line(6, (21,), ("attache@mission",)),
    "calls.agree": Line(6, (-14,), ("attache@mission",)),
    "calls.farewell": Line(6, (-14,), ("attache@mission",)),
    "postings.handover": Line(7, (-30, -14, -3), ("attache@mission",), ((3, "cmd_head"),)),
    "postings.debrief": Line(7, (30,), ("cmd_desk",), ((30, "cmd_head"),)),
    "postings.extension": Line(8, (-240, -210), ("imcd_head",)),
    "postings.gap": Line(9, (-60,), ("imcd_head",), ((1, "mod_leadership"),)),
    "officers.language": Line(10, LAPSES, ("mod_personnel", "ndu_language")),
    "officers.training": Line(10, LAPSES, ("mod_personnel",)),
    "officers.clearance": Line(10, LAPSES, ("mod_personnel", "mod_security"), ((5, "imcd_head"),)),
    "officers.passport": Line(10, LAPSES, ("mod_personnel", "mfa_protocol")),
    "officers.obligation": Line(11, (-180,), ("mod_personnel",)),
    "papers.expiry": Line(12, (-180, -120, -60), (*POST, "cmd_desk"), ((0, "imcd_head"),)),
    "papers.mid_term": Line(12, (0,), (*POST, "cmd_desk")),
    "papers.reconfirm": Line(13, (30, 60, 90), POST, ((65, "mfa_milpol"),)),
    "papers.missing": Line(14, (0,), ("cmd_head",), ((4, "mod_leadership"),)),
    "documents.review": Line(15, (-365, -180), ("owner",)),
    "approvals.step_due": Line(16, (-1, 0, 2, 5), ("owner",), ((2, "superior"),)),
    "approvals.step_overdue": Line(16, (7, 14), ("owner",)),
    "approvals.step_overdue_counterpart": Line(16, (5,), ("owner",)),
    "approvals.not_resubmitted": Line(17, (5, 10), ("owner",)),
    "agreements.denunciation_decision": Line(
        18, (-365, -270, -180, -120, -60, -30, -14), LAWYERS, (), "earlier"
    ),
    "agreements.denunciation_leadership": Line(18, (-30, -14), LEADERS, (), "earlier"),
    "agreements.expiry": Line(19, (-540, -365, -180, -90), LAWYERS, (), "earlier"),
    "agreements.expiry_leadership": Line(19, (-30,), LEADERS, (), "earlier"),
    "agreements.domestic_procedures": Line(20, (90, 180, 365), ("mfa_legal",)),
    "agreements.registration": REGISTER,
    "agreements.register_denunciation": REGISTER,
    "agreements.register_termination": REGISTER,
    "agreements.register_accession": REGISTER,
    "agreements.register_withdrawal": REGISTER,
    "agreements.full_powers": Line(22, (-14, -3), ("mfa_legal",), (), "earlier"),
    "provisions.due": Line(23, (-90, -30, -7, 1), ("owner",)),
    # A joint commission that meets is a format of two States (0031).
    "formats.meeting": Line(24, PREPARE, ("cmd_desk",)),
    "formats.host": Line(24, PREPARE, ("cmd_desk",)),
    "plans.collect": CYCLE,
    "plans.draft": CYCLE,
    "plans.talks": CYCLE,
    "plans.signature": CYCLE,
    "plans.report": CYCLE,
    "exercises.ipc": CONFERENCE,
    "exercises.mpc": CONFERENCE,
    "exercises.fpc": CONFERENCE,
    "exercises.notification": VIENNA,
    "exercises.observers": VIENNA,
    "diplomatic_clearances.ask": Line(
        28, (-10, -3, 0), CENTER_AND_PROTOCOL, ((0, "imcd_head"),), "earlier", "working days"
    ),
    "visits.phases": Line(29, (-45, -21, -7), CENTER_AND_PROTOCOL),
    "activities.after_action": Line(30, (1, 14, 30, 45), ("cmd_desk",), ((22, "cmd_head"),)),
    "activities.actuals": Line(30, (30, 45), ("cmd_desk",), ((32, "cmd_head"),)),
    "deployments.rotation": Line(31, ENDING, ("operations_desk",)),
    "authorisations.expiry": Line(31, ENDING, ("operations_desk",)),
    "operations.mandate": Line(31, ENDING, ("operations_desk",)),
    "returns.due": Line(
        32, (-60, -30, -14, -3, 1), ("arms_control_desk", "owner"), ((1, "mfa_milpol"),), "earlier"
    ),
    # At once, however short the time is: ten days lie before every request.
    "inspections.reply": Line(
        33, (-240, -12, -4, -1, 1), ("arms_control_desk", "owner"), ((0, "imcd_head"),), "earlier", "hours"
    ),
    "foreign_attaches.meeting": Line(34, (-60, -30), ("cmd_desk",)),
    "post_reports.owed": Line(35, (5, 10), ("attache@mission",)),
    "advice.month_unsaid": Line(35, (5, 10), ("attache@mission",)),
    "approvals.delegation_ends": Line(37, (-7, 0), ("owner",)),
    "missions.action_item_due": Line(37, (-7, 0, 5), ("owner",), ((5, "superior"),)),
    "reminders.marking_review": Line(37, (-7, 0), ("owner",)),
    # Beyond the catalogue, each with its own ground in domain.md.
    "reminders.custom": Line(0, (0,), ("owner",), (), "stay"),
    "postings.png": Line(0, (0,), ("mod_leadership", "imcd_head", "mfa_leadership")),
    "foreign_attaches.reply": Line(0, (20, 30), ("mfa_protocol", "cmd_desk"), ((22, "mfa_milpol"),)),
    "papers.remark_waits": Line(0, (3, 10), ("owner",)),
    "papers.conflict_waits": Line(0, (3, 10), (*POST, "cmd_desk", "mfa_desk")),
    "lessons.follow_up": Line(0, (-14, 0), ("cmd_desk",), ((5, "cmd_head"),)),
    "approvals.seat_vacant": Line(0, (0, 3, 10), ("owner", "cmd_head", "cmd_desk")),
    "approvals.route_seat_vacant": Line(0, (0, 14), ("cmd_head", "cmd_desk")),
    "approvals.to_ratify": Line(0, (0, 1, 2, 4), DONE_FIRST, ((1, "leadership_reader"),), "stay"),
    "approvals.not_ratified": Line(0, (0, 5), DONE_FIRST, ((1, "leadership_reader"),), "stay"),
}
# Rows no rule stands for, each with the reason.
WITHOUT_A_RULE: dict[int, str] = {
    36: "tracks, windows and ceasefires have no register: there is nothing yet that could fall due",
}

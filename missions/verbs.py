"""What may be done with strategic documents and mission papers, and by which offices (domain.md A2, C6)."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role

AT_POST = frozenset({Role.ATTACHE, Role.HEAD_OF_MISSION})
CUSTODIANS = {Role.CMD_DESK, Role.CMD_HEAD, Role.IMCD_HEAD, Role.MFA_DESK, Role.MFA_MILPOL, Role.MFA_LEGAL}
# Who keeps a document in each ministry; what both approved only these take back.
LEADERSHIP = frozenset({Role.MOD_LEADERSHIP, Role.MFA_LEADERSHIP})
HEADS = frozenset({Role.CMD_HEAD, Role.IMCD_HEAD, Role.MFA_MILPOL})
COORDINATORS = {
    Role.CMD_DESK, Role.CMD_HEAD, Role.IMCD_HEAD, Role.MOD_LEADERSHIP, Role.MFA_DESK, Role.MFA_MILPOL,
    Role.MFA_LEADERSHIP,
}  # fmt: skip

# Whoever drafts, concurs or decides may say something to a paper; its writers answer.
REMARKING = {
    *AT_POST, Role.CMD_DESK, Role.CMD_HEAD, Role.IMCD_HEAD, Role.MOD_LEADERSHIP, Role.MFA_DESK, Role.MFA_MILPOL,
    Role.MFA_LEADERSHIP,
}  # fmt: skip
WRITING = {*AT_POST, Role.CMD_DESK, Role.MFA_DESK}

VERBS = {
    "papers.draft": {Role.ATTACHE, Role.CMD_DESK},
    # Each ministry writes its own section; whoever writes cannot concur later (decisions.md 22).
    "papers.edit": {*AT_POST, Role.CMD_DESK, Role.MFA_DESK},
    "papers.attach": {*AT_POST, Role.CMD_DESK, Role.MFA_DESK},
    "papers.detach": {*AT_POST, Role.CMD_DESK, Role.MFA_DESK},
    "papers.annotate": {*AT_POST, Role.CMD_DESK, Role.MFA_DESK},
    "papers.submit": {*AT_POST, Role.CMD_DESK},
    "papers.redraft": {*AT_POST, Role.CMD_DESK},
    "papers.withdraw": {Role.ATTACHE, Role.CMD_DESK, *LEADERSHIP},
    "papers.acknowledge": AT_POST,
    "papers.review": WRITING,
    "papers.confirm_review": WRITING,
    "remarks.add": REMARKING,
    "remarks.reply": REMARKING,
    "remarks.resolve": REMARKING,
    "conflicts.raise": REMARKING,
    "conflicts.answer": REMARKING,
    "conflicts.resolve": REMARKING,
    "readings.record": WRITING,
    "papers.take_effect": {Role.SERVICE},
    "papers.expire": {Role.SERVICE},
    "meetings.plan": COORDINATORS,
    "meetings.amend": COORDINATORS,
    "meetings.hold": COORDINATORS,
    "meetings.cancel": COORDINATORS,
    "action_items.add": COORDINATORS,
    "action_items.close": COORDINATORS,
    "consultations.record": COORDINATORS,
    "consultations.take_back": COORDINATORS,
    "documents.record": CUSTODIANS,
    "documents.amend": CUSTODIANS,
    "documents.submit": CUSTODIANS,
    "documents.revise": CUSTODIANS,
    "documents.record_decision": CUSTODIANS,
    "documents.take_effect": {*CUSTODIANS, Role.SERVICE},
    "documents.withdraw": CUSTODIANS,
    "documents.expire": {Role.SERVICE},
    # The legal desks read treaties, the custodians the documents.
    "provision_links.link": {*CUSTODIANS, Role.MOD_LEGAL},
    "provision_links.unlink": {*CUSTODIANS, Role.MOD_LEGAL},
    "post_reports.set_rhythm": {Role.CMD_DESK, Role.CMD_HEAD},
    "post_reports.end_rhythm": {Role.CMD_DESK, Role.CMD_HEAD},
    "post_reports.submit": {Role.ATTACHE, Role.CMD_DESK},
    "post_reports.waive": {Role.CMD_DESK, Role.CMD_HEAD},
    "post_reports.open_ahead": {Role.SERVICE},
    # Given by the attaché, entered by him or by the desk for him; what became of it the head of mission says too.
    "advice.record": {Role.ATTACHE, Role.CMD_DESK},
    "advice.amend": {Role.ATTACHE, Role.CMD_DESK},
    "advice.answer": {*AT_POST, Role.CMD_DESK},
    "advice.attach": {*AT_POST, Role.CMD_DESK},
    "advice.say_nothing": {Role.ATTACHE, Role.CMD_DESK},
    "advice.open_months": {Role.SERVICE},
}

# In the trail, what was done.
WORDS = {
    "papers.draft": _("paper drafted"),
    "papers.edit": _("draft changed"),
    "papers.attach": _("file attached to the draft"),
    "papers.detach": _("attachment taken off the draft"),
    "papers.annotate": _("working note changed"),
    "papers.submit": _("paper submitted"),
    "papers.redraft": _("redrafted as a new version"),
    "papers.withdraw": _("paper withdrawn"),
    "papers.acknowledge": _("paper acknowledged"),
    "papers.review": _("mid-term review begun"),
    "papers.confirm_review": _("paper confirmed by its review"),
    "remarks.add": _("remark made"),
    "remarks.reply": _("remark answered"),
    "remarks.resolve": _("remark resolved"),
    "remarks.exported": _("remarks exported"),
    "conflicts.raise": _("conflict raised"),
    "conflicts.answer": _("conflict talked over"),
    "conflicts.resolve": _("conflict resolved"),
    "readings.record": _("reading recorded"),
    "papers.take_effect": _("paper took effect"),
    "papers.expire": _("paper expired"),
    "papers.export": _("paper exported"),
    "documents.export": _("document exported"),
    "meetings.plan": _("meeting planned"),
    "meetings.amend": _("meeting changed"),
    "meetings.hold": _("meeting held"),
    "meetings.cancel": _("meeting cancelled"),
    "action_items.add": _("action item given"),
    "action_items.close": _("action item closed"),
    "action_items.returned_twice": _("brought before both leaderships"),
    "action_items.taken_back": _("other leadership told that a paper was taken back"),
    "consultations.record": _("consultation on a decision entered"),
    "consultations.take_back": _("entry on a consultation taken back"),
    "documents.record": _("document recorded"),
    "documents.amend": _("document changed"),
    "documents.submit": _("document submitted"),
    "documents.revise": _("new version of a document begun"),
    "documents.record_decision": _("decision on a document recorded"),
    "documents.take_effect": _("document took effect"),
    "documents.withdraw": _("document withdrawn"),
    "documents.expire": _("document expired"),
    "provision_links.link": _("provision linked to an objective"),
    "provision_links.unlink": _("provision taken off an objective"),
    "post_reports.set_rhythm": _("rhythm of reports set"),
    "post_reports.end_rhythm": _("rhythm of reports ended"),
    "post_reports.submit": _("report of an attaché submitted"),
    "post_reports.waive": _("report of an attaché done without"),
    "post_reports.open_ahead": _("reports of attachés opened"),
    "advice.record": _("advice entered in the log"),
    "advice.amend": _("entry of the advice log changed"),
    "advice.answer": _("said what became of the advice"),
    "advice.attach": _("file added to advice"),
    "advice.say_nothing": _("nothing to advise in the month"),
    "advice.open_months": _("months of the advice log opened"),
}

"""What of a posting falls due: rows 1 to 9 of the catalogue (domain.md C7)."""

from typing import Any

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from attaches.deadlines.rule import AT_POST, EMBASSY_AND_DESK, HERE, Rule, desks, end_day, first_day
from attaches.lifecycle import (
    AGREED_BY_HOST,
    BROKEN_OFF,
    FORTHCOMING,
    INCUMBENT,
    AccreditationRole,
    AccreditationState,
    PostingState,
    PostState,
)
from attaches.models import Accreditation, Call, HostPractice, Posting
from attaches.terms import CallKind
from reminders.registry import Escalation, RuleDefaults

LEFT = BROKEN_OFF | {PostingState.ENDED, PostingState.DEBRIEFED}


def _postings(states: Any, due: Any) -> QuerySet[Any]:
    rows = Posting.objects.unrestricted(reason=HERE).filter(state__in=states)
    return rows.annotate(due_on=due, mission_id=F("post__mission_id")).filter(due_on__isnull=False)


def _accreditations(state: str, due: Any) -> QuerySet[Any]:
    rows = Accreditation.objects.unrestricted(reason=HERE).filter(state=state)
    return rows.annotate(due_on=due, mission_id=F("posting__post__mission_id")).filter(due_on__isnull=False)


def _followed_by(states: Any) -> Exists:
    rows = Posting.objects.unrestricted(reason=HERE).filter(post_id=OuterRef("post_id"), state__in=states)
    return Exists(rows)


def _without_successor() -> QuerySet[Any]:
    return _postings(INCUMBENT, end_day("planned")).exclude(_followed_by(FORTHCOMING))


def _without_accredited_successor() -> QuerySet[Any]:
    """In office, or the last who was while the post stands vacant: the gap stays in every digest (row 9)."""
    later = Posting.objects.unrestricted(reason=HERE).filter(
        post_id=OuterRef("post_id"), incumbency__startswith__gt=OuterRef("incumbency__startswith")
    )
    left = Q(state__in=LEFT, post__state=PostState.ESTABLISHED, incumbency__endswith__isnull=False)
    vacant = left & ~Exists(later) & ~_followed_by(INCUMBENT | {PostingState.SUSPENDED})
    rows = Posting.objects.unrestricted(reason=HERE).filter(Q(state__in=INCUMBENT) | vacant)
    end = Coalesce(end_day("incumbency"), end_day("planned"))
    dated = rows.annotate(due_on=end, mission_id=F("post__mission_id")).filter(due_on__isnull=False)
    return dated.exclude(_followed_by({PostingState.ACCREDITED}))


def _note_to_send() -> QuerySet[Any]:
    rows = _accreditations(AccreditationState.PLANNED, first_day("posting__planned"))
    return rows.filter(consent_waived=False, posting__state__in=FORTHCOMING)


def _host_minimum() -> QuerySet[Any]:
    """Where the host's practice is known: names and biographies are there so many days before arrival."""
    practice = HostPractice.objects.unrestricted(reason=HERE).filter(country_id=OuterRef("country_id"))
    rows = Accreditation.objects.unrestricted(reason=HERE).filter(
        state=AccreditationState.PLANNED, consent_waived=False, posting__state__in=FORTHCOMING
    )
    due = Func(
        first_day("posting__planned"), Subquery(practice.values("lead_days")[:1]), function="",
        arg_joiner=" - ", output_field=DateField(),
    )  # fmt: skip
    found = rows.filter(Exists(practice)).annotate(due_on=due, mission_id=F("posting__post__mission_id"))
    return found.filter(due_on__isnull=False)


def _without_first_call() -> QuerySet[Any]:
    """Accredited, in post, and no first call planned or held (domain.md B2); what was taken over had its calls then."""
    planned = Call.objects.unrestricted(reason=HERE).filter(
        posting_id=OuterRef("posting_id"), kind=CallKind.FIRST, cancelled=False
    )
    rows = _accreditations(AccreditationState.ACCREDITED, F("accredited_on")).filter(
        posting__taken_over_on__isnull=True
    )
    return rows.filter(role=AccreditationRole.PRINCIPAL, posting__state__in=INCUMBENT).exclude(
        Exists(planned)
    )


def _to_debrief() -> QuerySet[Any]:
    """Ended here; what was over when it was taken over was debriefed then."""
    rows = _postings({PostingState.ENDED}, Coalesce(end_day("presence"), end_day("incumbency")))
    return rows.exclude(taken_over_on__isnull=False, state_on__lt=F("taken_over_on"))


def _calls_ahead() -> QuerySet[Any]:
    rows = Call.objects.unrestricted(reason=HERE).filter(held_on__isnull=True, cancelled=False)
    rows = rows.filter(posting__state__in=INCUMBENT | AGREED_BY_HOST)
    return rows.annotate(
        reference=F("posting__reference"), due_on=F("planned_on"), mission_id=F("posting__post__mission_id")
    )


def _leaving() -> QuerySet[Any]:
    """Whose stay ends, by the plan: a presence that has ended already is that of whoever is still to arrive again."""
    return _postings(INCUMBENT, end_day("planned"))


def _without_farewell() -> QuerySet[Any]:
    """Leaving, and no farewell call planned or held."""
    planned = Call.objects.unrestricted(reason=HERE).filter(
        posting_id=OuterRef("pk"), kind=CallKind.FAREWELL, cancelled=False
    )
    return _leaving().exclude(Exists(planned))


# The embassy is told with the attaché; what was not notified reaches the head of mission once more (row 5).
NOTICE = RuleDefaults(
    (-10, -2, 1), AT_POST, True, numbers=(5,), further=(Escalation(Role.HEAD_OF_MISSION, 2, at_mission=True),)
)
RULES = (
    Rule(
        "postings.successor", _("Choose the successor"),
        RuleDefaults((-365, -270), desks(Role.CMD_DESK, Role.MOD_PERSONNEL), False, Role.IMCD_HEAD, 10, (1,)),
        _without_successor, "posting",
    ),
    Rule(
        "accreditations.consent_note", _("Send the note asking for consent"),
        RuleDefaults((-120, -90), desks(Role.CMD_DESK, Role.MFA_PROTOCOL), False, Role.IMCD_HEAD, 5, (2,)),
        _note_to_send, "accreditation",
    ),
    Rule(
        "accreditations.consent_reply", _("The host has not answered"),
        RuleDefaults((30, 45, 60), EMBASSY_AND_DESK, False, Role.MFA_MILPOL, 45, (3,)),
        lambda: _accreditations(AccreditationState.CONSENT_REQUESTED, F("consent_note_on")), "accreditation",
    ),
    Rule(
        "accreditations.second_note", _("Send the note asking for accreditation"),
        RuleDefaults((3, 7), desks(Role.MFA_PROTOCOL), False, Role.CMD_HEAD, 7, (4,)),
        lambda: _accreditations(AccreditationState.CONSENT_GRANTED, F("consent_reply_on")), "accreditation",
    ),
    Rule(
        "postings.arrival_notice", _("Notify the arrival (VCDR art. 10)"),
        NOTICE,
        lambda: _postings({PostingState.ACCREDITED}, Coalesce(first_day("presence"), first_day("planned"))), "posting",
    ),
    Rule(
        "postings.departure_notice", _("Notify the final departure (VCDR art. 10)"),
        NOTICE, _leaving, "posting",
    ),
    Rule(
        "postings.handover", _("Hand over the post"),
        RuleDefaults((-30, -14, -3), AT_POST[:1], False, Role.CMD_HEAD, 3, (7,)),
        lambda: _postings(INCUMBENT, end_day("planned")), "posting",
    ),
    Rule(
        "postings.debrief", _("Debriefing report"),
        RuleDefaults((30,), desks(Role.CMD_DESK), False, Role.CMD_HEAD, 30, (7,)),
        _to_debrief, "posting",
    ),
    Rule(
        "postings.extension", _("Decide on an extension"),
        RuleDefaults((-240, -210), desks(Role.IMCD_HEAD), False, "", 0, (8,)),
        lambda: _without_successor().filter(state=PostingState.IN_POST), "posting",
    ),
    Rule(
        "postings.gap", _("A gap is coming: no successor is accredited"),
        RuleDefaults((-60,), desks(Role.IMCD_HEAD), False, Role.MOD_LEADERSHIP, 1, (9,)),
        _without_accredited_successor, "posting",
    ),
    Rule(
        "accreditations.host_minimum", _("The host asks for the note by this day"),
        RuleDefaults((-30, -7, 0), desks(Role.CMD_DESK, Role.MFA_PROTOCOL), True, Role.IMCD_HEAD, 1, (2,)),
        _host_minimum, "accreditation",
    ),
    Rule(
        "calls.first", _("Plan the first calls"),
        RuleDefaults((21,), AT_POST[:1], False, "", 0, (6,)), _without_first_call, "accreditation",
    ),
    Rule(
        "calls.agree", _("Agree the call with the host"),
        RuleDefaults((-14,), AT_POST[:1], False, "", 0, (6,)), _calls_ahead, "posting",
    ),
    Rule(
        "calls.farewell", _("Plan the farewell calls"),
        RuleDefaults((-14,), AT_POST[:1], False, "", 0, (6,)), _without_farewell, "posting",
    ),
    Rule(
        "postings.png", _("An officer was declared persona non grata"),
        RuleDefaults((0,), desks(Role.MOD_LEADERSHIP, Role.IMCD_HEAD, Role.MFA_LEADERSHIP), False, "", 0, ()),
        lambda: _postings({PostingState.DECLARED_PNG}, F("state_on")), "posting",
    ),
)  # fmt: skip

"""What of a posting falls due: rows 1 to 5 and 7 to 9 of the catalogue (domain.md C7)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from attaches.lifecycle import (
    FORTHCOMING,
    INCUMBENT,
    AccreditationState,
    PostingState,
)
from attaches.models import Accreditation, Posting
from attaches.selectors.accreditations import accreditation_titles
from attaches.selectors.postings import posting_titles
from reminders.registry import Audience, RuleDefaults, Titles
from reminders.registry import register as register_rule

HERE = "plan reminders"
COLUMNS = ("reference", "label_id", "due_on", "mission_id", "office_id")


@dataclass(frozen=True)
class Rule:
    """One deadline of the catalogue: which rows it stands for, and the page of one of them."""

    code: str
    title: Any
    defaults: RuleDefaults
    rows: Callable[[], QuerySet[Any]]
    page: str

    @property
    def titles(self) -> Titles:
        """Whose posting, whose accreditation."""
        return accreditation_titles if self.page == "accreditation" else posting_titles

    def deadlines(self) -> QuerySet[Any]:
        """See reminders.registry.DeadlineRule."""
        return self.rows().annotate(office_id=Value(None, output_field=BigIntegerField())).values(*COLUMNS)

    def link(self, reference: str) -> str:
        """The record's page in data entry."""
        return reverse(f"admin:attaches_{self.page}_change", args=[reference])


def _first(path: str) -> Func:
    return Func(F(path), function="lower", output_field=DateField())


def _end(path: str) -> Func:
    return Func(F(path), function="upper", output_field=DateField())


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
    return _postings(INCUMBENT, _end("planned")).exclude(_followed_by(FORTHCOMING))


def _without_accredited_successor() -> QuerySet[Any]:
    return _postings(INCUMBENT, _end("planned")).exclude(_followed_by({PostingState.ACCREDITED}))


def _note_to_send() -> QuerySet[Any]:
    rows = _accreditations(AccreditationState.PLANNED, _first("posting__planned"))
    return rows.filter(consent_waived=False, posting__state__in=FORTHCOMING)


def _desk(*roles: Role) -> tuple[Audience, ...]:
    return tuple(Audience(role) for role in roles)


AT_POST = (Audience(Role.ATTACHE, at_mission=True), Audience(Role.HEAD_OF_MISSION, at_mission=True))
EMBASSY_AND_DESK = (Audience(Role.HEAD_OF_MISSION, at_mission=True), Audience(Role.MFA_DESK))

RULES = (
    Rule(
        "postings.successor", _("Choose the successor"),
        RuleDefaults((-365, -270), _desk(Role.CMD_DESK, Role.MOD_PERSONNEL), False, Role.IMCD_HEAD, 10, (1,)),
        _without_successor, "posting",
    ),
    Rule(
        "accreditations.consent_note", _("Send the note asking for consent"),
        RuleDefaults((-120, -90), _desk(Role.CMD_DESK, Role.MFA_PROTOCOL), False, Role.IMCD_HEAD, 5, (2,)),
        _note_to_send, "accreditation",
    ),
    Rule(
        "accreditations.consent_reply", _("The host has not answered"),
        RuleDefaults((30, 45, 60), EMBASSY_AND_DESK, False, Role.MFA_MILPOL, 45, (3,)),
        lambda: _accreditations(AccreditationState.CONSENT_REQUESTED, F("consent_note_on")), "accreditation",
    ),
    Rule(
        "accreditations.second_note", _("Send the note asking for accreditation"),
        RuleDefaults((3, 7), _desk(Role.MFA_PROTOCOL), False, Role.CMD_HEAD, 7, (4,)),
        lambda: _accreditations(AccreditationState.CONSENT_GRANTED, F("consent_reply_on")), "accreditation",
    ),
    Rule(
        "postings.arrival_notice", _("Notify the arrival (VCDR art. 10)"),
        RuleDefaults((-10, -2, 1), AT_POST, True, "", 0, (5,)),
        lambda: _postings({PostingState.ACCREDITED}, Coalesce(_first("presence"), _first("planned"))), "posting",
    ),
    Rule(
        "postings.departure_notice", _("Notify the final departure (VCDR art. 10)"),
        RuleDefaults((-10, -2, 1), AT_POST, True, "", 0, (5,)),
        lambda: _postings(INCUMBENT, Coalesce(_end("presence"), _end("planned"))), "posting",
    ),
    Rule(
        "postings.handover", _("Hand over the post"),
        RuleDefaults((-30, -14, -3), AT_POST[:1], False, Role.CMD_HEAD, 3, (7,)),
        lambda: _postings(INCUMBENT, _end("planned")), "posting",
    ),
    Rule(
        "postings.debrief", _("Debriefing report"),
        RuleDefaults((30,), _desk(Role.CMD_DESK), False, Role.CMD_HEAD, 30, (7,)),
        lambda: _postings({PostingState.ENDED}, Coalesce(_end("presence"), _end("incumbency"))), "posting",
    ),
    Rule(
        "postings.extension", _("Decide on an extension"),
        RuleDefaults((-240, -210), _desk(Role.IMCD_HEAD), False, "", 0, (8,)),
        lambda: _without_successor().filter(state=PostingState.IN_POST), "posting",
    ),
    Rule(
        "postings.gap", _("A gap is coming: no successor is accredited"),
        RuleDefaults((-60,), _desk(Role.IMCD_HEAD), False, Role.MOD_LEADERSHIP, 1, (9,)),
        _without_accredited_successor, "posting",
    ),
)  # fmt: skip


def register_all() -> None:
    """Called from apps.py: ready()."""
    for rule in RULES:
        register_rule(rule)  # type: ignore[arg-type]  # frozen: nobody sets what the protocol reads

"""Activities as something approvals can run a case on (domain.md C6)."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from accounts.roles import Role
from activities.lifecycle import ActivityState, ClearanceState, ReturnState
from activities.models import ClearanceSubmission, ReturnSubmission
from activities.selectors import clearance_cases, return_cases
from activities.selectors.activities import activity_titles
from activities.selectors.clearances import clearance_titles
from activities.selectors.returns import return_titles
from activities.selectors.submissions import KIND, changed_since, submission
from activities.selectors.wordings import (
    CLEARANCE_NAMES,
    NAMES,
    RETURN_NAMES,
    clearance_wording,
    hour,
    return_wording,
    wording,
)
from activities.services import return_clearance
from activities.services.submissions import follow
from activities.terms import Handling, Regime
from approvals.lifecycle import Verdict
from approvals.models import Case
from approvals.registry import Fact, Matter, Needed, Wording
from directory.models import ActivityKind, Country
from directory.terms import CargoClass, Passage, VehicleKind
from foundation.errors import NotFound
from foundation.wording import NOTHING, written_date

YES_OR_NO = {
    True: _("applies"),
    False: _("does not apply"),
}

TOPICS = {
    "delimitation": _("delimitation and demarcation of the State border"),
    "other": _("any other topic"),
}


def _changed(words: Any, names: Mapping[str, Any] = NAMES) -> list[tuple[Any, Any]]:
    """A line of the case page that says what is not so any more."""
    said = ", ".join(str(names.get(word, word)) for word in words or ())
    return [(_("Changed since it was put up"), said)] if said else []


def _countries() -> dict[Any, Any]:
    return {row.iso2: row.name for row in Country.objects.all()}


def _kinds() -> dict[Any, Any]:
    return {row.code: row.name for row in ActivityKind.objects.all()}


FULL, ROUTINE = ({"handling": (way.value,)} for way in (Handling.FULL, Handling.ROUTINE))
# Whom no route of activities does without (C6, C9); activities_seats_answered() asks the same of the case.
SEATS = (
    Needed(Role.MOD_SECURITY, Verdict.CONCUR, when=FULL),
    Needed(Role.MOD_SECURITY, Verdict.CONCUR, when={"secrets": (True,)}),
    Needed(Role.MFA_DESK, Verdict.CONCUR, when=FULL),
    Needed(Role.MOD_LEADERSHIP, Verdict.APPROVE, when=FULL),
    Needed(Role.IMCD_HEAD, Verdict.APPROVE, when=ROUTINE),
    Needed(Role.SBS_LIAISON, Verdict.CONCUR, when={"border": (True,)}),
    Needed(Role.MOD_LEGAL, Verdict.CONCUR, when={"beyond_defence": (True,)}),
    Needed(Role.MFA_LEADERSHIP, Verdict.CONCUR, when={"relations": (False,)}),
    Needed(Role.MOD_LEADERSHIP, Verdict.APPROVE, urgent=True),
    Needed(Role.MFA_LEADERSHIP, Verdict.CONCUR, urgent=True),
)


class Activities:
    """The adapter registered with approvals."""

    kind = KIND
    kind_label = _("Activity")
    urgent_route = "activity-urgent"  # an evacuation or an inspection does not wait (domain.md C9)
    phases: Mapping[str, Any] = {str(ActivityState.IN_APPROVAL): ActivityState.IN_APPROVAL.label}
    facts: Mapping[str, Fact] = {
        "handling": Fact(_("way to approval"), dict(Handling.choices)),
        "topic": Fact(_("topic"), TOPICS),
        "border": Fact(_("touches the State border"), YES_OR_NO),
        "beyond_defence": Fact(_("reaches beyond defence and security"), YES_OR_NO),
        "secrets": Fact(_("classified information is exchanged"), YES_OR_NO),
        "relations": Fact(_("diplomatic relations with every State"), YES_OR_NO),
        "kind": Fact(_("kind of activity"), _kinds),
        "country": Fact(_("main partner"), _countries),
    }

    needed = SEATS

    @property
    def wording(self) -> Wording:
        """See wording()."""
        return wording()

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the activity; its prerequisites stand in the content."""
        found = submission(reference, version_no, to=to)
        if found is None:
            raise NotFound
        activity = found.activity
        return Matter(
            title=activity.title,
            url=reverse("activities:activity", args=[activity.reference]),
            kind_label=self.kind_label,
            summary=[
                (_("Main partner"), activity.country.name),
                (_("Kind of activity"), activity.kind.name),
                (_("Dates"), f"{written_date(activity.starts_on)} – {written_date(activity.ends_on)}"),
                *_changed(activity.state == ActivityState.IN_APPROVAL and changed_since(found, to=to)),
            ],
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        found = submission(reference, version_no, to=to)
        if found is None:
            raise NotFound
        return dict(found.content)

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Present titles of those activities the viewer may see."""
        return {reference: str(titled.title) for reference, titled in activity_titles(references, to).items()}

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """The activity follows its case, in the deciding transaction."""
        follow(case, by=by, at=at)


class Clearances:
    """Requests for diplomatic clearances of our vehicles, with the note that asks (domain.md C6)."""

    kind = clearance_cases.KIND
    kind_label = _("Diplomatic clearance")
    phases: Mapping[str, Any] = {"in_approval": _("In approval")}
    facts: Mapping[str, Fact] = {
        "novel": Fact(_("without a rule or the first of its kind with that State"), YES_OR_NO),
        "country": Fact(_("State that gives the clearance"), _countries),
        "vehicle": Fact(_("vehicle"), dict(VehicleKind.choices)),
        "passage": Fact(_("passage"), dict(Passage.choices)),
        "cargo": Fact(_("cargo"), dict(CargoClass.choices)),
    }

    # State Protocol dispatches; what has no rule or no precedent is read by the legal department (C6).
    needed = (
        Needed(Role.MFA_PROTOCOL, Verdict.APPROVE),
        Needed(Role.MOD_LEGAL, Verdict.CONCUR, when={"novel": (True,)}),
    )

    @property
    def wording(self) -> Wording:
        """See clearance_wording()."""
        return clearance_wording()

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the request."""
        found = _submitted(reference, version_no, to)
        row = found.clearance
        note = clearance_cases.draft_note(row, to=to) if row.state == ClearanceState.DRAFT else None
        return Matter(
            title=row.craft,
            url=reverse("activities:clearance", args=[row.reference]),
            kind_label=self.kind_label,
            summary=[
                (_("State that gives the clearance"), row.granting.name),
                (_("Vehicle"), row.get_vehicle_display()),
                (_("Enters at"), hour(row.enters_at.isoformat())),
                *_changed(note and clearance_cases.changed_since(found, note), CLEARANCE_NAMES),
            ],
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        return dict(_submitted(reference, version_no, to).content)

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Present titles of those requests the viewer may see."""
        return {
            reference: str(titled.title) for reference, titled in clearance_titles(references, to).items()
        }

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """Nothing moves by itself: an approved note waits until protocol dispatches it."""


class Returns:
    """Marked returns to organisations, with the text that is to leave (domain.md C6)."""

    kind = return_cases.KIND
    kind_label = _("Arms-control return")
    phases: Mapping[str, Any] = {str(ReturnState.IN_APPROVAL): _("In approval")}
    facts: Mapping[str, Fact] = {
        "regime": Fact(_("regime"), dict(Regime.choices)),
        "level": Fact(_("level of its marking"), dict(settings.LADDER)),
        "correction": Fact(_("corrects one that has left"), YES_OR_NO),
    }

    # Without these two nothing marked leaves (C6); activities_return_agreed() asks the same of the case.
    needed = (Needed(Role.MOD_SECURITY, Verdict.CONCUR), Needed(Role.MFA_MILPOL, Verdict.CONCUR))

    @property
    def wording(self) -> Wording:
        """See return_wording()."""
        return return_wording()

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the return."""
        found = _put_up(reference, version_no, to)
        row = found.due_return
        lies = row.state == ReturnState.IN_APPROVAL
        return Matter(
            title=f"{row.obligation.name}, {row.period}",
            url=reverse("activities:return", args=[row.reference]),
            kind_label=self.kind_label,
            summary=[
                (_("Instrument"), row.obligation.instrument),
                (_("Due on"), written_date(row.due_on) if row.due_on else NOTHING),
                *_changed(lies and return_cases.changed_since(found), RETURN_NAMES),
            ],
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        return dict(_put_up(reference, version_no, to).content)

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Present titles of those returns the viewer may see."""
        return {reference: str(titled.title) for reference, titled in return_titles(references, to).items()}

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """The return follows its case, in the deciding transaction."""
        return_clearance.follow(case, by=by, at=at)


def _put_up(reference: str, version_no: int, to: Subject) -> ReturnSubmission:
    found = return_cases.submission(reference, version_no, to=to)
    if found is None:
        raise NotFound
    return found


def _submitted(reference: str, version_no: int, to: Subject) -> ClearanceSubmission:
    found = clearance_cases.submission(reference, version_no, to=to)
    if found is None:
        raise NotFound
    return found

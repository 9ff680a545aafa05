"""Meetings of the two ministries with what they left to be done, and an office delegated for two weeks."""

import datetime as dt

from access.context import Subject, enter_subject
from access.services.labels import intern
from accounts.models import Office, User
from accounts.services import appointments
from approvals.services import delegations
from directory.models import Country, Organisation
from missions.models import CoordinationMeeting
from missions.services import consultations, meetings
from workspace.management.demo.people import subject

# days from the load day, level, subject, minutes (none: still to come)
MEETINGS = (
    (-40, "technical", "Desks: mission papers under way (demo)", "The desks compared dates and open comments."),
    (-12, "deputy_minister", "Deputy ministers: the year's priorities (demo)",
     "Agreed to settle the priority of Georgia before the next plan."),
    (18, "department", "Departments: posts that fall vacant (demo)", ""),
)  # fmt: skip
# meeting, task, responsible office, due in days, result (none: still to be done)
ITEMS = (
    (0, "Send the corrected table of posts", "mfa-desk", -30, "Sent by letter."),
    (1, "Propose a common wording for the priority of Georgia", "cmd-head", 6, ""),
)
# decided so many days before the load day, decision, country, organisation, outcome, consulted before that, level, advice
DECISIONS = (
    (150, "Vote on a resolution on arms transfers (demo)", "", "UN", "not_consulted", None, "", ""),
    (95, "Invitation to a trilateral meeting of ministers (demo)", "GE", "", "no_advice", 9, "technical", ""),
    (30, "Opening of talks on transit of humanitarian cargo (demo)", "GE", "", "followed", 12, "department",
     "Agree the corridor with the air force first."),
    (5, "Priorities of the year with Georgia (demo)", "GE", "", "in_part", 7, "deputy_minister",
     "Put exercises before visits; name one exercise a year."),
)  # fmt: skip


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Everything through the services, by the demo's people."""
    with enter_subject(subject("cmd_desk", on=on), "demo") as clerk:
        plain = intern("official_use")
        held = []
        for offset, level, title, minutes in MEETINGS:
            day = on + dt.timedelta(days=offset)
            meeting = meetings.plan(
                by=clerk, subject=title, level=level, planned_on=day, label=plain, is_demo=True
            )
            if minutes:
                both = "Both ministries (demo)"
                meetings.hold(meeting, by=clerk, on=day, today=on, attendance=both, minutes=minutes)
            held.append(meeting)
        for place, task, owner, due, result in ITEMS:
            item = meetings.add_item(
                by=clerk, task=task, owner=Office.objects.get(code=owner), due_on=on + dt.timedelta(days=due),
                level=held[place].level, label=plain, meeting=held[place], is_demo=True,
            )  # fmt: skip
            if result:
                meetings.close_item(item, by=clerk, outcome="done", result=result, on=on)
        _decisions(on, clerk, held)
    _delegation(on, at)


def _decisions(on: dt.date, clerk: Subject, held: list[CoordinationMeeting]) -> None:
    """Of each the Ministry of Defence was asked or not; the last was talked over by the deputy ministers."""
    for ago, decision, country, organisation, outcome, before, level, advice in DECISIONS:
        day = on - dt.timedelta(days=ago)
        asked = day - dt.timedelta(days=before) if before is not None else None
        consultations.record(
            by=clerk, on=on, label=intern("official_use"), decision=decision, decided_on=day, outcome=outcome,
            country=Country.objects.get(iso2=country) if country else None,
            organisation=Organisation.objects.get(code=organisation) if organisation else None,
            consulted_on=asked, level=level, advice=advice, is_demo=True,
            meeting=next((one for one in held if one.held_on == asked and one.level == level), None) if asked else None,
        )  # fmt: skip


def _delegation(on: dt.date, at: dt.datetime) -> None:
    with enter_subject(subject("mfa_milpol", on=on), "demo") as holder:
        made = delegations.make(
            by=holder, office=Office.objects.get(code="mfa-milpol"), delegate=User.objects.get(username="mfa_legal"),
            starts_on=on + dt.timedelta(days=5), ends_on=on + dt.timedelta(days=19), reason="Annual leave (demo)",
            on=on, is_demo=True,
        )  # fmt: skip
    with enter_subject(subject("mfa_security", on=on), "demo") as officer:
        appointments.confirm(made.appointment, by=officer, at=at)

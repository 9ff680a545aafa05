"""Meetings of the two ministries with what they left to be done, and an office delegated for two weeks."""

import datetime as dt

from access.context import enter_subject
from access.services.labels import intern
from accounts.models import Office, User
from accounts.services import appointments
from approvals.services import delegations
from missions.services import meetings
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
    _delegation(on, at)


def _delegation(on: dt.date, at: dt.datetime) -> None:
    with enter_subject(subject("mfa_milpol", on=on), "demo") as holder:
        made = delegations.make(
            by=holder, office=Office.objects.get(code="mfa-milpol"), delegate=User.objects.get(username="mfa_legal"),
            starts_on=on + dt.timedelta(days=5), ends_on=on + dt.timedelta(days=19), reason="Annual leave (demo)",
            on=on, is_demo=True,
        )  # fmt: skip
    with enter_subject(subject("mfa_security", on=on), "demo") as officer:
        appointments.confirm(made.appointment, by=officer, at=at)

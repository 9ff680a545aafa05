"""Obligations of the demo: fulfilled, put off, in part, due soon, and one that waits for another. All fictional."""

import datetime as dt
from typing import Any

from access.context import enter_subject
from accounts.models import Office
from agreements.models import Agreement, Provision
from agreements.services import provisions
from workspace.management.demo.people import subject

DAY = dt.timedelta(days=1)
FRAME = "Agreement on cooperation in defence with Georgia"
# article, title, kind, owner, phase, due after days, after which article
OWED = (
    ("3", "Points of contact are named", "planning", "cmd-desk", 1, -300, ""),
    ("5", "Lists of training establishments are exchanged", "reporting", "cmd-desk", 1, -45, ""),
    ("7", "Annual plan of the coming year is agreed", "planning", "cmd-desk", 2, 25, ""),
    ("9", "Agreement on classified information is negotiated", "information", "mfa-legal", 2, 400, ""),
    (
        "10",
        "First exchange under the agreement on classified information",
        "information",
        "mod-legal",
        3,
        500,
        "9",
    ),
    ("12", "Costs of a joint course are settled", "costs", "mod-legal", 2, 120, ""),
)


def load(*, on: dt.date, at: dt.datetime) -> None:
    """What the frame agreement with Georgia obliges to, with reports of both sides."""
    with enter_subject(subject("cmd_desk", on=on), "demo") as clerk:
        frame = Agreement.objects.visible_to(clerk).get(title_en=FRAME)
        offices = {office.code: office for office in Office.objects.filter(code__in={row[3] for row in OWED})}
        made: dict[str, Provision] = {}
        for article, title, kind, owner, phase, after, first in OWED:
            made[article] = provisions.record(
                frame, by=clerk, at=at, article=article, title=title, kind=kind, owner=offices[owner], phase=phase,
                due_on=on + after * DAY, depends_on=made.get(first), is_demo=True,
            )  # fmt: skip
        provisions.record(
            frame, by=clerk, at=at, article="1", title="Areas of cooperation", is_obligation=False, is_demo=True,
            text="Fictional: fourteen areas, carried out by annual plans.",
        )  # fmt: skip
        told: dict[str, Any] = {"by": clerk, "at": at}
        provisions.report(
            made["3"], on=on - 290 * DAY, what="Both sides have named theirs.", source="Exchange of notes (demo)",
            status="fulfilled", **told,
        )  # fmt: skip
        late = provisions.redate(
            made["5"], to=on + 40 * DAY, on=on - 44 * DAY, source="Protocol of the staff talks (demo)", **told
        )
        late = provisions.report(
            late, on=on - 20 * DAY, what="Our list was handed over.", source="Center for Military Diplomacy",
            status="partial", **told,
        )  # fmt: skip
        provisions.report(
            late, on=on - 15 * DAY, what="The other side says the list is not complete.",
            source="Ministry of Defence of Georgia (demo)", status="breached", decides=False, **told,
        )  # fmt: skip

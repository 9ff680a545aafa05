"""A paper with everything domain.md B6 names, as the cast would write it, and what is said to it."""

from decimal import Decimal
from typing import Any

from accounts.models import Office
from directory.models import ActivityKind
from foundation.clock import now, today
from missions.models import MissionPaper, PaperComment
from missions.selectors.papers import paper as read_paper
from missions.services import conflicts, papers, remarks
from tests.cast import acting
from tests.missions.scene import content, days, drafted


def parts(**changes: Any) -> dict[str, Any]:
    """Both sections' rows."""
    political = {
        "code": "O2", "section": "political", "text": "Say the same in public", "measure": "Joint statements",
        "baseline": "0", "target": "4", "due_on": days(400),
    }  # fmt: skip
    return {
        "objectives": [{**content()["objectives"][0], "code": "O1", "section": "defence"}, political],
        "defence_chapter": "Two brigades train with the host's.",
        "public_diplomacy": "Training is open to the press.",
        "reporting": "Quarterly to both ministries.",
        "review_on": days(365),
        "indicators": [
            {
                "indicator": "Joint exercises held", "unit": "exercises", "from_value": Decimal(1),
                "to_value": Decimal(3), "due_on": days(400), "objective": "O1", "section": "defence",
            }
        ],
        "strategies": [
            {"dimension": "education", "strategy": "Officers first", "objective": "O1", "section": "defence"}
        ],
        "tasks": [
            {
                "task": "Agree the exercise calendar", "owner_role": "attache", "due_on": days(90), "objective": "O1",
                "section": "defence",
            },
            {
                "task": "Invite the press", "owner": Office.objects.get(code="hom-tr"), "due_on": days(120),
                "objective": "O2", "section": "political",
            },
        ],
        "instruments": [
            {
                "instrument": "Staff talks", "activity_kind": ActivityKind.objects.get(code="exercise"),
                "held_on": days(60), "objective": "O1", "section": "defence",
            }
        ],
        "contingencies": [
            {
                "risk": "Budget is cut", "trigger": "Host revises its budget", "response": "Table-top instead",
                "owner_role": "attache", "section": "defence",
            }
        ],
        "contacts": [
            {
                "contact": "Head of training", "organisation": "General Staff", "purpose": "Calendar",
                "owner_role": "attache", "section": "defence",
            }
        ],
        **changes,
    }  # fmt: skip


def rich(**changes: Any) -> MissionPaper:
    """A draft to which nothing is missing, with every part."""
    return drafted(**parts(**changes))


def edited(paper: MissionPaper, name: str, **changes: Any) -> MissionPaper:
    """`name` saves the draft as it stands now with these changes."""
    with acting(name) as by:
        fresh = read_paper(paper.reference, to=by)
        return papers.edit(fresh, by=by, version=fresh.version, at=now(), **changes)


def remarked(paper: MissionPaper, name: str, **facts: Any) -> PaperComment:
    """`name` remarks on the objectives, substantively, unless said otherwise."""
    said = {"part": "objectives", "severity": "substantive", "text": f"{name} wonders.", **facts}
    with acting(name) as by:
        return remarks.add(read_paper(paper.reference, to=by), by=by, on=today(), **said)


def resolved(comment: PaperComment, name: str, resolution: str = "accepted", reason: str = "") -> None:
    with acting(name) as by:
        remarks.resolve(comment, by=by, resolution=resolution, reason=reason, on=today())


def in_conflict(paper: MissionPaper, name: str = "head_of_mission") -> Any:
    with acting(name) as by:
        return conflicts.raise_conflict(
            read_paper(paper.reference, to=by), by=by, task="T1", objective="O2",
            text="The exercise falls into the election.", on=today(),
        )  # fmt: skip

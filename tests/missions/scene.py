"""Mission papers as the cast brings them about, step by step through the services."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.context import Subject
from access.models import Clearance
from access.services import grants
from accounts.models import Office, User
from accounts.services import appointments
from approvals.models import Case
from approvals.services.decisions import decide
from directory.models import ActivityKind, Country, DiplomaticMission
from foundation.clock import now, today
from missions.models import MissionPaper
from missions.selectors.cases import latest_case
from missions.selectors.papers import paper as read_paper
from missions.services import papers, submissions
from tests.cast import acting

AT_POST = ("attache", "head_of_mission")
REVIEW = ("cmd_head", "imcd_head", "mfa_desk", "mfa_milpol")
LEADERSHIP = ("mod_leadership", "mfa_leadership")
WORD = dict.fromkeys(AT_POST, "sign") | dict.fromkeys(REVIEW, "concur")
WORD |= dict.fromkeys(LEADERSHIP, "approve")


def days(count: int) -> dt.date:
    return today() + dt.timedelta(days=count)


def mission(code: str = "tr") -> DiplomaticMission:
    return DiplomaticMission.objects.get(code=f"emb-{code}")


def content(country: str = "TR", **changes: Any) -> dict[str, Any]:
    """A paper to which nothing is missing, two years from today."""
    exercise = ActivityKind.objects.get(code="exercise")
    return {
        "title": f"Mission paper {country}",
        "starts_on": today(),
        "last_on": days(730),
        "host_context": "The host plans joint training in the north.",
        "national_interests": "Interoperable units.",
        "coordination_rules": "Embassy and attaché meet weekly.",
        "risks": "Change of government.",
        "objectives": [
            {
                "text": "Train together",
                "measure": "Joint exercises a year",
                "baseline": "1",
                "target": "3",
                "due_on": days(400),
            }
        ],
        "priorities": [
            {
                "country": Country.objects.get(iso2=country),
                "political": 5,
                "geographic": 4,
                "rationale": "Allied State and neighbour of a neighbour.",
            }
        ],
        "resources": [
            {
                "kind": "money",
                "amount": Decimal("120000.00"),
                "currency": "AZN",
                "fiscal_year": today().year + 1,
                "activity_kind": exercise,
            },
            {
                "kind": "people",
                "amount": Decimal(40),
                "fiscal_year": today().year + 1,
                "activity_kind": exercise,
            },
        ],
        **changes,
    }


def drafted(
    name: str = "attache", code: str = "tr", *, level: str = "official_use", **changes: Any
) -> MissionPaper:
    """A paper that `name` drafted for the country of the embassy."""
    with acting(name) as by:
        return papers.draft(
            by=by,
            mission=mission(code),
            country=Country.objects.get(iso2=code.upper()),
            level=level,
            at=now(),
            on=today(),
            **content(code.upper(), **changes),
        )


def submitted(paper: MissionPaper, name: str = "attache") -> Case:
    with acting(name) as by:
        return submissions.submit(paper, by=by, at=now(), on=today())


def decided(paper: MissionPaper, *names: str, verdict: str = "", **reason: str) -> None:
    """Each gives the word asked of the office, or `verdict`."""
    for name in names:
        with acting(name) as by:
            case = case_of(paper, by)
            word = verdict or WORD[name.removesuffix("_2").removesuffix("_de")]
            decide(case, by=by, verdict=word, content_hash=case.content_hash, at=now(), on=today(), **reason)


def case_of(paper: MissionPaper, by: Subject) -> Case:
    found = latest_case(reference(paper), to=by)
    assert found is not None
    return found


def reference(paper: MissionPaper) -> str:
    return str(paper.reference)


def approved(**changes: Any) -> MissionPaper:
    """A paper that went all the way."""
    paper = drafted(**changes)
    submitted(paper)
    decided(paper, *AT_POST, *REVIEW, *LEADERSHIP)
    return seen(paper)


def approved_then(offset: int, **changes: Any) -> MissionPaper:
    """One that was signed and agreed so many days from today."""
    day = days(offset)
    with acting("attache") as by:
        paper = papers.draft(
            by=by,
            mission=mission(),
            country=Country.objects.get(iso2="TR"),
            at=now(),
            on=day,
            **content(**changes),
        )
        submissions.submit(paper, by=by, at=now(), on=day)
    for name in (*AT_POST, *REVIEW, *LEADERSHIP):
        with acting(name) as by:
            case = case_of(paper, by)
            decide(case, by=by, verdict=WORD[name], content_hash=case.content_hash, at=now(), on=day)
    return seen(paper)


def read_by(paper: MissionPaper, name: str, on: int = 0, office: str | None = None) -> None:
    """Somebody at the mission takes note of what was approved, so many days from today."""
    with acting(name, office=office) as by:
        case = case_of(paper, by)
        decide(case, by=by, verdict="acknowledge", content_hash=case.content_hash, at=now(), on=days(on))


def returned(**changes: Any) -> MissionPaper:
    """A paper that the MFA desk gave back once."""
    paper = drafted(**changes)
    submitted(paper)
    decided(paper, *AT_POST, "cmd_head", "imcd_head")
    decided(paper, "mfa_desk", verdict="return", reason_code="priority_disputed", comment="Rank it lower.")
    return seen(paper)


def seen(paper: MissionPaper, name: str = "cmd_desk") -> MissionPaper:
    """The paper as it stands now."""
    with acting(name) as by:
        return read_paper(reference(paper), to=by)


def loses_every_caveat(name: str) -> None:
    """From today on somebody is cleared for the same level without caveats."""
    user = User.objects.get(username=name)
    with acting("mod_security") as officer:
        held = Clearance.objects.get(user=user)
        grants.withdraw_clearance(held, by=officer, on=today(), reason="review")
        narrower = grants.propose_clearance(
            by=officer, user=user, level="limited_official_use", starts_on=today()
        )
    with acting("mfa_security") as second:
        grants.confirm_clearance(narrower, by=second, at=now())


def takes_office(name: str, code: str) -> None:
    """From today on somebody holds this office too."""
    with acting("mod_security") as officer:
        seat = appointments.propose(
            by=officer,
            user=User.objects.get(username=name),
            office=Office.objects.get(code=code),
            starts_on=today(),
        )
    with acting("mfa_security") as second:
        appointments.confirm(seat, by=second, at=now())


@contextmanager
def questions_at_most(count: int) -> Iterator[None]:
    """Bounds the questions to tables of this floor and of approvals, apart from what every request costs."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [q["sql"] for q in captured if "missions_" in q["sql"] or "approvals_" in q["sql"]]
    assert len(asked) <= count, "\n".join(asked)

"""Mission papers of the demo, brought about by the demo's people through the services.

M1: a paper in effect that ends soon; M2: one returned by the Ministry of Foreign Affairs; M3: one only the attaché has
signed. M5, an attaché without a paper, is Georgia, where the embassy's head is vacant (domain.md D).
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.timezone import make_aware

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from approvals.services.decisions import decide
from directory.models import ActivityKind, Country, DiplomaticMission
from missions.models import MissionPaper
from missions.selectors.cases import latest_case
from missions.selectors.documents import objectives_in_force
from missions.selectors.papers import paper as read_paper
from missions.services import papers, submissions
from missions.services.effects import bring_up_to_date
from workspace.management.demo.paper_parts import complete
from workspace.management.demo.people import subject

REVIEW = (("cmd_head", "concur"), ("imcd_head", "concur"), ("mfa_desk", "concur"), ("mfa_milpol", "concur"))
LEADERSHIP = (("mod_leadership", "approve"), ("mfa_leadership", "approve"))
BOTH = (("attache", "sign"), ("head_of_mission", "sign"))
READ = (("attache", "acknowledge"), ("head_of_mission", "acknowledge"))


class Day:
    """A day of the story, at nine in the morning."""

    def __init__(self, load_on: dt.date, offset: int) -> None:
        self.on = load_on + dt.timedelta(days=offset)
        self.at = make_aware(dt.datetime.combine(self.on, dt.time(9)))


def load(*, on: dt.date, at: dt.datetime) -> None:
    """The papers; dates are relative to the day of loading."""
    _paper_in_effect(on)
    _paper_returned(on)
    _paper_signed_once(on)


def _as(username: str, on: dt.date, act: Callable[[Subject], Any]) -> Any:
    with enter_subject(subject(username, on=on), "demo") as by:
        return act(by)


def _draft(writer: str, code: str, day: Day, text: dict[str, Any]) -> MissionPaper:
    def begin(by: Subject) -> MissionPaper:
        mission = DiplomaticMission.objects.select_related("country").get(code=f"emb-{code}")
        if mission.country is None:
            raise LookupError(code)
        return papers.draft(
            by=by, mission=mission, country=mission.country, at=day.at, on=day.on, is_demo=True,
            **_lists(mission.country, by, day.on, text),
        )  # fmt: skip

    return _as(writer, day.on, begin)


def _submit(paper: MissionPaper, writer: str, day: Day) -> None:
    def send(by: Subject) -> None:
        submissions.submit(read_paper(paper.reference, to=by), by=by, at=day.at, on=day.on)

    _as(writer, day.on, send)


def _decide(paper: MissionPaper, username: str, verdict: str, day: Day, **reason: str) -> None:
    def answer(by: Subject) -> None:
        case = latest_case(paper.reference, to=by)
        if case is None:
            raise LookupError(paper.reference)
        decide(
            case, by=by, verdict=verdict, content_hash=case.content_hash, at=day.at, on=day.on,
            reason_code=reason.get("reason_code", ""), comment=reason.get("comment", ""),
        )  # fmt: skip

    _as(username, day.on, answer)


def _paper_in_effect(on: dt.date) -> None:
    """M1: Türkiye, in effect for nearly two years, ends in 45 days."""
    begun = _draft("attache", "tr", Day(on, -720), TURKIYE | _period(on, -685, 45))
    _submit(begun, "attache", Day(on, -715))
    days = (-714, -712, -709, -707, -703, -694, -690, -688, -687, -686)
    for (username, verdict), day in zip((*BOTH, *REVIEW, *LEADERSHIP, *READ), days, strict=True):
        _decide(begun, username, verdict, Day(on, day))
    _bring_up_to_date(on - dt.timedelta(days=685))


def _bring_up_to_date(on: dt.date) -> None:
    with enter_subject(service_subject("scheduler"), "demo") as scheduler:
        bring_up_to_date(by=scheduler, on=on)


def _paper_returned(on: dt.date) -> None:
    """M2: Germany, returned by the territorial desk twelve days ago."""
    begun = _draft("attache_de", "de", Day(on, -40), GERMANY | _period(on, 30, 760))
    _submit(begun, "attache_de", Day(on, -36))
    so_far = (
        ("attache_de", "sign", -35), ("head_of_mission_de", "sign", -33),
        ("cmd_head", "concur", -28), ("imcd_head", "concur", -20),
    )  # fmt: skip
    for username, verdict, day in so_far:
        _decide(begun, username, verdict, Day(on, day))
    _decide(
        begun, "mfa_desk", "return", Day(on, -12), reason_code="priority_disputed",
        comment="The geographic rank is higher than that of our neighbours. Explain it or lower it.",
    )  # fmt: skip


def _paper_signed_once(on: dt.date) -> None:
    """M3: the paper to follow in Türkiye; the attaché has signed, the ambassador has not."""
    begun = _draft("attache", "tr", Day(on, -9), TURKIYE_NEXT | _period(on, 46, 775))
    _submit(begun, "attache", Day(on, -4))
    _decide(begun, "attache", "sign", Day(on, -4))


def _period(on: dt.date, first: int, last: int) -> dict[str, Any]:
    return {"starts_on": on + dt.timedelta(days=first), "last_on": on + dt.timedelta(days=last)}


def _lists(country: Country, by: Subject, on: dt.date, text: dict[str, Any]) -> dict[str, Any]:
    """Rows with their codes resolved: strategic objectives, kinds of activity, the State itself."""
    aims = {aim.code: aim for aim in objectives_in_force(to=by)}
    kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
    political, geographic, rationale = text["rank"]
    objectives = [
        {
            "text": what, "measure": measure, "baseline": baseline, "target": target,
            "due_on": text["last_on"] - dt.timedelta(days=before), "strategic_objective": aims.get(aim),
        }
        for what, measure, baseline, target, before, aim in text["objectives"]
    ]  # fmt: skip
    resources = [
        {
            "kind": kind, "amount": Decimal(amount), "currency": "AZN" if kind == "money" else "",
            "fiscal_year": on.year + 1, "activity_kind": kinds[activity], "note": note,
        }
        for kind, amount, activity, note in text["resources"]
    ]  # fmt: skip
    plain = {name: value for name, value in text.items() if name not in {"rank", "objectives", "resources"}}
    priority = {"country": country, "political": political, "geographic": geographic, "rationale": rationale}
    content = {**plain, "objectives": objectives, "priorities": [priority], "resources": resources}
    return complete(content, country)


COORDINATION = (
    "The attaché informs the ambassador before every call on the host's ministry and within two days after it. "
    "The ambassador speaks for the embassy; on military matters the attaché advises him first."
)
TURKIYE: dict[str, Any] = {
    "title": "Türkiye: serving together, learning together",
    "language": "en",
    "host_context": "An allied State. Its schools train our officers, its industry supplies part of our equipment, "
    "and its forces plan joint exercises with ours every year.",
    "national_interests": "Units that can serve side by side, and an alliance that rests on more than its leaders.",
    "coordination_rules": COORDINATION,
    "risks": "Overload of the training areas; two ministries asking the host for the same thing.",
    "rank": (5, 4, "Alliance by declaration of 15 June 2021; a neighbour of our neighbours."),
    "objectives": (
        ("Brigade-level exercise every year", "Exercises held a year", "1", "2", 60, "S1"),
        ("Our officers in the host's staff college", "Places taken a year", "6", "10", 120, "S2"),
        ("Common maintenance of equipment in service", "Agreements in force", "0", "1", 30, "S3"),
    ),
    "resources": (
        ("money", "480000", "exercise", "Host pays accommodation"),
        ("people", "120", "exercise", ""),
        ("money", "150000", "expert_exchange_post", ""),
    ),
}  # fmt: skip
TURKIYE_NEXT: dict[str, Any] = TURKIYE | {
    "title": "Türkiye: from exercises to common readiness",
    "objectives": (
        ("Two units certified for common tasks", "Units certified", "0", "2", 90, "S1"),
        ("Instructors exchanged between the academies", "Instructors abroad", "2", "5", 200, "S2"),
    ),
}
GERMANY: dict[str, Any] = {
    "title": "Germany: education and staff talks",
    "language": "en",
    "host_context": "A partner with long experience in officer education and in staff work of multinational "
    "headquarters.",
    "national_interests": "Staff officers who can work in a multinational headquarters from the first day.",
    "coordination_rules": COORDINATION,
    "risks": "Few places in courses; changing priorities of the host's budget.",
    "rank": (3, 4, "Weight in European security; no common border."),
    "objectives": (
        ("Staff officers through the host's general staff course", "Graduates", "1", "3", 40, "S2"),
        ("Yearly staff talks at the level of directors", "Talks held a year", "0", "1", 200, "S4"),
    ),
    "resources": (
        ("money", "90000", "foreign_mission_training", ""),
        ("people", "6", "foreign_mission_training", "Two a year"),
    ),
}  # fmt: skip

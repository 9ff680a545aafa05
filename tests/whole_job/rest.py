"""Speaking REST: sending, reading problem documents, and a valid body for everything that can be created."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client

from foundation.clock import today
from tests.directory.written import NEW
from tests.missions.scene import days

HOME = "/api/v1/"
PROBLEM = {"type", "title", "status", "detail", "instance"}
# Who writes what; everything else is the Center's clerk's.
WRITER = {"mission-papers": "attache", "foreign-attaches": "mfa_protocol", "delegations": "mfa_milpol"}


def send(client: Client, method: str, path: str, body: Any = None, etag: str | None = None) -> HttpResponse:
    """A write; `body` is sent as JSON unless it is bytes already."""
    raw = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
    headers = {"If-Match": etag} if etag else {}
    return client.generic(method.upper(), HOME + path, raw, content_type="application/json", headers=headers)


def done(answer: HttpResponse, status: int = 200) -> dict[str, Any]:
    """What came back, when it went well."""
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.json()


def refused(answer: HttpResponse, *statuses: int) -> dict[str, Any]:
    """The problem document, complete, in words."""
    assert answer.status_code in (statuses or range(400, 500)), (answer.status_code, answer.content[:500])
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) >= PROBLEM, problem
    assert problem["status"] == answer.status_code
    assert problem["title"].strip()
    assert all(error["message"].strip() for error in problem.get("errors", []))
    return problem


def first(client: Client, resource: str, query: str = "") -> dict[str, Any]:
    """The first row of a list."""
    rows = done(client.get(f"{HOME}{resource}/?{query}"))["results"]
    assert rows, f"{resource} has no row to test with"
    return rows[0]


def paper_body(**changes: Any) -> dict[str, Any]:
    """A mission paper for Türkiye to which nothing is missing."""
    next_year = {"fiscal_year": today().year + 1, "activity_kind": "exercise"}
    return {
        "mission": "emb-tr",
        "country": "TR",
        "title": "Türkiye: mission paper",
        "starts_on": str(today()),
        "last_on": str(days(730)),
        "host_context": "The host plans joint training in the north.",
        "national_interests": "Interoperable units.",
        "coordination_rules": "Embassy and attaché meet weekly.",
        "risks": "Change of government.",
        "objectives": [
            {
                "text": "Train together", "measure": "Joint exercises a year", "baseline": "1", "target": "3",
                "due_on": str(days(400)),
            }
        ],
        "priorities": [{"country": "TR", "political": 5, "geographic": 4, "rationale": "Allied State, neighbour."}],
        "resources": [
            {"kind": "money", "amount": "120000.00", "currency": "AZN", **next_year},
            {"kind": "people", "amount": "40", **next_year},
        ],
        **changes,
    }  # fmt: skip


CLAUSE = {
    "eif_rule": "last_notification_received",
    "initial_value": 3,
    "initial_unit": "years",
    "renewal_mode": "tacit",
    "renewal_value": 3,
    "renewal_unit": "years",
    "notice_value": 6,
    "notice_unit": "months",
    "notice_basis": "before_term_end",
}


def agreement_body(**changes: Any) -> dict[str, Any]:
    """A memorandum with Georgia that is in force."""
    return {
        "title": "Müdafiə sahəsində əməkdaşlıq haqqında Saziş",
        "title_en": "Agreement on defence cooperation",
        "kind": "mou",
        "level": "interagency",
        "parties": ["GE"],
        "clause": CLAUSE,
        "stands_as": "in_force",
        "signed_on": "2019-01-25",
        "signed_in": "Tbilisi",
        "eif_on": "2019-05-17",
        **changes,
    }


def exercise_body(agreement: str, **changes: Any) -> dict[str, Any]:
    """A small exercise under an agreement."""
    return {
        "title": "Demo Shield",
        "country": "GE",
        "agreement": agreement,
        "level": "bilateral",
        "direction": "in",
        "place": "Training ground",
        "starts_on": str(days(300)),
        "ends_on": str(days(310)),
        "planned_cost": "10000.00",
        "currency": "AZN",
        "size": "small",
        "troops": 400,
        **changes,
    }


AUTHORISATION = {
    "body": "Milli Majlis", "act": "Resolution DEMO-8", "act_on": "2026-01-10", "subject": "Observers",
    "starts_on": "2026-01-10",
}  # fmt: skip
OPERATION = {
    "short_name": "UNDEMO", "title": "Mission of the demo", "organisation": "UN", "starts_on": "2019-01-01",
}  # fmt: skip
SAID = {"source": "Report of the mission", "said_on": "2026-01-10"}
OFFICER = {"full_name": "Sınaq Layihə", "rank": "colonel", "service_branch": "land_forces"}


def bodies(api: Callable[..., Client]) -> dict[str, dict[str, Any]]:
    """A body that every create accepts, over the demo."""
    clerk = api("cmd_desk")
    agreement = done(send(clerk, "post", "agreements/", agreement_body()), 201)["reference"]
    officer = done(send(clerk, "post", "officers/", OFFICER), 201)
    exercise = exercise_body(agreement)
    in_georgia = first(clerk, "postings", "state=in_post&country=GE")["reference"]
    act = done(send(clerk, "post", "authorisations/", AUTHORISATION), 201)["reference"]
    operation = done(send(clerk, "post", "operations/", OPERATION), 201)["reference"]
    both = {name: value for name, value in exercise.items() if name not in {"size", "troops"}}
    return {
        **NEW,
        "officers": OFFICER,
        "posts": {"code": "da-jo-2", "kind": "attache_office", "mission": "emb-jo", "title": "air_attache"},
        "postings": {
            "post": first(clerk, "posts", "country=JO")["reference"],
            "officer": officer["reference"],
            "planned_from": str(days(30)),
            "planned_to": str(days(1000)),
            "receivers": [{"role": "principal", "country": "JO"}],
        },
        "accreditations": {"posting": in_georgia, "country": "KZ"},
        "foreign-attaches": {
            "country": "AM", "full_name": "Sınaq Specimen", "rank": "Colonel", "title": "air_attache", "seat": "GE",
            "requested_on": str(days(-9)),
        },
        "host-practices": {"country": "AM", "basis": "Note of the host's protocol"},
        "agreements": agreement_body(parent=agreement, kind="annual_plan"),
        "provisions": {
            "agreement": agreement, "article": "4", "title": "List of points of contact", "kind": "planning",
            "owner": "cmd-desk", "due_on": str(days(60)),
        },
        "plans": {
            "country": "GE", "year": days(0).year + 3,
            "items": [{"title_en": "Staff talks", "kind": "contact", "cost": "0.00", "currency": "AZN",
                       "funding": "defence_budget"}],
        },
        "mission-papers": paper_body(),
        "strategic-documents": {"kind": "sop", "title": "SOP of calls", "body": "Call first, write later."},
        "activities": {**both, "kind": "contact"},
        "exercises": exercise,
        "diplomatic-clearances": {
            "granting": "AZ", "flag": "TR", "vehicle": "aircraft", "craft": "A400M, DEMO 02", "passage": "entry",
            "cargo": "military", "route": "Poylu – Baku", "enters_at": f"{days(60)}T10:00:00+04:00",
            "leaves_at": f"{days(61)}T10:00:00+04:00",
        },
        "visits": {
            "activity": done(send(clerk, "post", "activities/", {**both, "kind": "contact"}), 201)["reference"],
            "protocol_level": "minister", "purpose": "Talks",
        },
        "after-action-reports": {"activity": first(clerk, "activities", "kind=defence_management_advice")["reference"]},
        "authorisations": AUTHORISATION,
        "operations": OPERATION,
        "deployments": {
            "operation": operation, "authorisation": act, "rotation_no": 1, "role": "Military observers",
            "headcount": 2, "starts_on": str(days(9)), "last_on": str(days(99)),
        },
        "contributions": {"operation": operation, "year": 2019, "role": "Observers", "headcount": 2, **SAID},
        "stated-figures": {"operation": operation, "measure": "present", "number": 2, **SAID},
        "reporting-obligations": {
            "name_en": "DEMO exchange", "name_az": "DEMO mübadilə", "regime": "osce_security", "instrument": "DEMO",
            "addressee": "OSCE", "recurrence": "yearly", "due_month": 3, "due_day": 9, "first_year": days(0).year,
        },
        "inspections": {
            "regime": "vienna_document", "kind": "inspection", "direction": "active", "country": "GE", "area": "DEMO",
            "requested_at": f"{days(-1)}T10:00:00+04:00", "requested_zone": "Asia/Baku",
        },
        "reporting-rhythms": {
            "post": first(clerk, "posts", "country=DE")["reference"], "every": "quarter",
            "starts_on": f"{days(0).year}-{(days(0).month - 1) // 3 * 3 + 1:02}-01",
        },
        "advice-entries": {
            "posting": first(clerk, "postings", "mission=emb-tr&state=in_post")["reference"], "given_on": str(days(0)),
            "way": "orally", "subject": "Talks", "advice": "Let the desks speak first.",
        },
        "inspection-quotas": {
            "regime": "cfe", "kind": "inspection", "direction": "active", "per_year": 2, "starts_on": "2020-01-01",
            "source": "DEMO",
        },
        "lessons": {
            "activity": first(clerk, "activities", "kind=ship_visit&state=closed")["reference"], "topic": "protocol",
            "observation": "Interpreters came late.", "recommendation": "Name them with the programme.",
        },
        "routes": {
            "code": "short", "kind": "posting", "name_en": "Short", "name_az": "Qısa",
            "steps": [
                {
                    "order": 1, "phase": "proposed", "name_en": "Center", "name_az": "Mərkəz", "role": "cmd_head",
                    "verdict": "concur", "sla_days": 3, "only_when": {"post_kind": ["attache_office"]},
                }
            ],
        },
        "delegations": {
            "office": "mfa-milpol", "delegate": "mfa_legal", "starts_on": str(today()), "last_on": str(days(7)),
            "kinds": ["posting"], "reason": "Leave",
        },
        "custom-reminders": {
            "record": agreement, "sentence": "Ask for the second copy", "day": str(days(30)), "repeats": "yearly",
            "until": str(days(800)), "office": "mfa-desk",
        },
        "meetings": {"subject": "Quarterly talks", "level": "department", "planned_on": str(days(9))},
        "decision-consultations": {
            "decision": "Vote on a resolution", "organisation": "UN", "decided_on": str(today()),
            "outcome": "not_consulted",
        },
        "action-items": {
            "task": "Send the draft", "owner": "mfa-desk", "due_on": str(days(9)), "level": "department",
        },
    }  # fmt: skip

"""A kind of matter that exists only in these tests, and short words for what the cast does with it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from access.services.labels import intern
from accounts.models import User
from approvals.models import Case, Decision
from approvals.registry import Matter, Wording
from approvals.services.cases import open_case
from approvals.services.decisions import decide
from directory.models import DiplomaticMission
from foundation.clock import now, today
from foundation.errors import NotFound
from tests.cast import ROLES_IN_SHORT, acting

FIRST = {
    "title": "Paper for Türkiye",
    "label": "official_use",
    "summary": "The attaché keeps contact with the land forces and reports twice a year.",
    "objectives": [
        {"code": "O1", "text": "Joint exercise", "target": "one a year", "due_on": "2027-06-30"},
        {"code": "O2", "text": "Language courses", "target": "ten officers", "due_on": "2027-12-31"},
    ],
}
SECOND = {
    **FIRST,
    "summary": "The attaché keeps contact with the land and naval forces and reports every month.",
    "objectives": [
        {"code": "O1", "text": "Joint exercise", "target": "two a year", "due_on": "2027-06-30"},
        {"code": "O3", "text": "Ship visit", "target": "one", "due_on": "2027-09-01"},
    ],
}


def hash_of(content: dict[str, Any]) -> str:
    """What binds a decision to a content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@dataclass
class Proposals:
    """The adapter of the tests: contents in a dict, every movement noted."""

    kind: str = "proposal"
    kind_label: str = "Proposal"
    urgent_route: str = ""
    phases: dict[str, str] = field(default_factory=dict)
    wording: Wording = field(
        default_factory=lambda: Wording(
            names={
                "title": "Title",
                "summary": "Summary",
                "objectives": "Objectives",
                "code": "Code",
                "text": "Text",
                "target": "Target",
                "due_on": "Due on",
            },
            values={"label": {"official_use": "Official use"}},
            hidden=frozenset({"schema"}),
            identity={"objectives": "code"},
        )
    )
    kept: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    moves: list[tuple[str, str]] = field(default_factory=list)
    fails: bool = False

    def matter(self, reference: str, version_no: int, *, to: Any) -> Matter:
        content = self.content(reference, version_no, to=to)
        return Matter(content["title"], f"/proposals/{reference}/", self.kind_label, [("Country", "Türkiye")])

    def content(self, reference: str, version_no: int, *, to: Any) -> dict[str, Any]:
        if (reference, version_no) not in self.kept:
            raise NotFound
        return self.kept[reference, version_no]

    def titles(self, references: Iterable[str], *, to: Any) -> dict[str, str]:
        return {r: c["title"] for (r, _), c in self.kept.items() if r in references}

    def moved(self, case: Case, *, by: Any, at: Any) -> None:
        if self.fails:
            raise RuntimeError("the domain cannot follow")
        self.moves.append((str(case.state), case.phase))

    def submit(self, content: dict[str, Any] | None = None, **given: Any) -> Case:
        """`by` submits version `version` of `reference`, drafted by `editors`."""
        content = FIRST if content is None else content
        reference, version = given.pop("reference", "PRP-2026-AAAAA"), given.pop("version", 1)
        by, editors = given.pop("by", "attache"), given.pop("editors", ("attache",))
        label = given.pop("label", ("official_use", (), ("mission:tr",)))
        mission = DiplomaticMission.objects.get(code=given.pop("mission", "emb-tr"))
        self.kept[reference, version] = content
        with acting(by) as subject:
            return open_case(
                by=subject, kind=self.kind, object_reference=reference, version_no=version, mission=mission,
                content_hash=hash_of(content), label=intern(*label), editors=[user(name).pk for name in editors],
                at=given.pop("at", now()), on=given.pop("on", today()), **given,
            )  # fmt: skip


def user(name: str) -> User:
    """A member of the cast as an account."""
    return User.objects.get(username=ROLES_IN_SHORT.get(name, name))


ROUTE = (
    ("attache", "sign"),
    ("head_of_mission", "sign"),
    ("cmd_head", "concur"),
    ("imcd_head", "concur"),
    ("mfa_desk", "concur"),
    ("mfa_milpol", "concur"),
    ("mod_leadership", "approve"),
    ("mfa_leadership", "approve"),
)


def answer(
    name: str, case: Case, verdict: str, content: dict[str, Any] | None = None, **more: Any
) -> Decision:
    """A member of the cast decides on a content (the one the case is about, unless another is named)."""
    given = {"at": now(), "on": today(), **more}
    with acting(name, office=given.pop("office", None)) as subject:
        content_hash = case.content_hash if content is None else hash_of(content)
        return decide(case, by=subject, verdict=verdict, content_hash=content_hash, **given)


def agree(case: Case, until: str | None = None, **more: Any) -> None:
    """Everybody of the route agrees in turn, up to and not including `until`."""
    for name, verdict in ROUTE:
        if name == until:
            return
        answer(name, case, verdict, **more)


def seen(case: Case, name: str = "cmd_head") -> Case:
    """The case as it stands now."""
    with acting(name) as subject:
        return Case.objects.visible_to(subject).get(pk=case.pk)

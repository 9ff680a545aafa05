"""The whole job of the Center as one story over REST: each step is a function, the story carries what it found."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from reminders.dispatcher import drain
from tests.missions.scene import AT_POST, LEADERSHIP, REVIEW, WORD, days
from tests.whole_job.rest import CLAUSE, HOME, done, first, paper_body, send

RETURN = {"reason_code": "priority_disputed", "comment": "Rank the north lower."}


@dataclass
class Story:
    """Who speaks, and the references found on the way."""

    api: Callable[..., Client]
    found: dict[str, str] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def of(self, name: str) -> Client:
        """A person with a token."""
        if name not in self.clients:
            self.clients[name] = self.api(name)
        return self.clients[name]

    def read(self, name: str, path: str) -> dict[str, Any]:
        """A page of the register as `name` reads it."""
        return done(self.of(name).get(f"{HOME}{path}"))

    def write(
        self, name: str, path: str, body: Any = None, *, on: str = "", method: str = "post"
    ) -> HttpResponse:
        """A write based on the record `on` as it stands now."""
        etag = self.of(name).get(f"{HOME}{on}")["ETag"] if on else None
        return send(self.of(name), method, path, body, etag)

    def enter(self, name: str, resource: str, body: dict[str, Any]) -> dict[str, Any]:
        """A new record; its reference is kept under the resource."""
        record = done(self.write(name, f"{resource}/", body), 201)
        self.found[resource] = record["reference"]
        return record

    def verb(self, name: str, record: str, verb: str, **body: Any) -> dict[str, Any]:
        """A step of a record (`postings/POS-...`)."""
        return done(self.write(name, f"{record}/{verb}/", body, on=f"{record}/"))

    def decide(self, name: str, verdict: str = "", **more: Any) -> HttpResponse:
        """The word asked of the office, on the content as it stands."""
        case = self.found["cases"]
        seen = self.read(name, f"cases/{case}/")
        word = verdict or WORD[name.removesuffix("_2")]
        body = {"verdict": word, "content_hash": seen["content_hash"], **more}
        return self.write(name, f"cases/{case}/decide/", body, on=f"cases/{case}/")


def represent(story: Story) -> None:
    """1. Officer, post, posting with its accreditation, up to functions assumed."""
    clerk = "cmd_desk"
    story.enter(
        clerk, "officers", {"full_name": "Maket Sınaqlı", "rank": "colonel", "service_branch": "land_forces"}
    )
    post = {"code": "da-tr-2", "kind": "attache_office", "mission": "emb-tr", "title": "air_attache"}
    story.enter(clerk, "posts", post)
    for state in ("authorised", "established"):
        story.verb(clerk, f"posts/{story.found['posts']}", "advance", to=state)
    story.enter(clerk, "postings", {
        "post": story.found["posts"], "officer": story.found["officers"], "planned_from": str(days(-60)),
        "planned_to": str(days(300)), "order_no": "17/2026", "receivers": [{"role": "principal", "country": "TR"}],
    })  # fmt: skip
    posting = f"postings/{story.found['postings']}"
    for state in ("selected", "prepared", "mod_ordered"):
        story.verb(clerk, posting, "advance", to=state)
    story.verb("mfa_desk", posting, "advance", to="mfa_coordinated")
    paper = first(story.of(clerk), "accreditations", f"posting={story.found['postings']}")
    story.found["accreditations"] = paper["reference"]
    for step in ("request-consent", "record-consent", "send-second-note", "accredit"):
        story.verb(clerk, f"accreditations/{paper['reference']}", step)
    story.verb(clerk, posting, "assume")


def draft(story: Story, **changes: Any) -> str:
    """2. The attaché drafts, submits, and the case is there."""
    paper = story.enter("attache", "mission-papers", paper_body(**changes))["reference"]
    return submit(story, paper)


def submit(story: Story, paper: str) -> str:
    """The draft is frozen and its case opens."""
    answer = story.verb("attache", f"mission-papers/{paper}", "submit")
    story.found["cases"] = answer["case"]
    return paper


def agree(story: Story, *names: str) -> None:
    """Each gives the word of his seat."""
    for name in names:
        done(story.decide(name))


def former_paper(story: Story) -> str:
    """A paper in effect, of the same verbs, so that there is one to be replaced."""
    paper = draft(story, title="Türkiye: the former paper", starts_on=str(days(-400)), last_on=str(days(60)))
    agree(story, *AT_POST, *REVIEW, *LEADERSHIP)
    return paper


def return_and_redraft(story: Story) -> tuple[str, str]:
    """Signed, concurred, returned by the MFA desk, redrafted; gives the paper and the hash that was returned."""
    paper = draft(story)
    returned = story.read("attache", f"cases/{story.found['cases']}/")["content_hash"]
    agree(story, *AT_POST, "cmd_head", "imcd_head")
    done(story.decide("mfa_desk", "return", **RETURN))
    assert story.read("attache", f"mission-papers/{paper}/")["state"] == "returned"
    story.verb("attache", f"mission-papers/{paper}", "redraft")
    lower = [{"country": "TR", "political": 5, "geographic": 3, "rationale": "As the Ministry sees it."}]
    path = f"mission-papers/{paper}/"
    done(story.write("attache", path, {"priorities": lower}, on=path, method="patch"))
    story.found["returned_case"] = story.found["cases"]
    submit(story, paper)
    return paper, returned


V1_EIF, V1_SIGNED = "2008-05-17", "2008-03-01"


def conclude(story: Story) -> dict[str, Any]:
    """3. An agreement with the clause of vector V1 (domain.md C5): parties, signature, both notes, entry into force."""
    story.enter("cmd_desk", "agreements", {
        "title": "Müdafiə sənayesi sahəsində Saziş", "title_en": "Agreement on defence industry",
        "kind": "intergovernmental_agreement", "level": "intergovernmental", "parties": ["TR"], "clause": CLAUSE,
        "stands_as": "signed", "signed_on": V1_SIGNED, "signed_in": "Ankara",
    })  # fmt: skip
    agreement = f"agreements/{story.found['agreements']}"
    story.verb("cmd_desk", agreement, "advance", to="domestic_procedures", on="2008-03-02")
    for party in ("AZ", "TR"):
        story.verb("cmd_desk", agreement, "notify", party=party, sent_on="2008-05-10", received_on=V1_EIF)
    return story.verb("cmd_desk", agreement, "enter-into-force")


def remind(day: dt.date) -> None:
    """4. Plan as on a day, and deliver as that day's dispatcher would."""
    call_command("plan_reminders", "--on", day.isoformat(), verbosity=0)
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    drain(clock=lambda: noon, day=lambda: day)


def inbox(story: Story, name: str, record: str) -> set[str]:
    """Rules by which `name` was reminded of a record."""
    return {row["rule"] for row in story.read(name, f"reminders/?record={record}&page_size=500")["results"]}

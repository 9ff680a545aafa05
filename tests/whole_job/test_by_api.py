"""The whole job of the issue, its six steps through REST alone, with tokens."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from openpyxl import load_workbook

from accounts.models import User
from audit.models import Event
from foundation.clock import today
from tests.agreements import terms_oracle
from tests.cast import acting, subject_of
from tests.missions.scene import AT_POST, LEADERSHIP, REVIEW, days
from tests.whole_job.rest import HOME, done, exercise_body, paper_body, refused, send
from tests.whole_job.story import (
    RETURN,
    V1_EIF,
    Story,
    agree,
    conclude,
    draft,
    former_paper,
    inbox,
    remind,
    represent,
    return_and_redraft,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(api: Callable[..., Client]) -> Story:
    """Nothing has happened yet."""
    return Story(api)


def test_1_the_clerk_enters_who_represents_and_sees_the_rotation_count_down(story: Story) -> None:
    represent(story)
    posting = story.read("cmd_desk", f"postings/{story.found['postings']}/")
    assert posting["state"] == "in_post"
    assert posting["rotation"]["due_on"] == str(days(300))
    assert posting["rotation"]["days"] == 300
    assert posting["rotation"]["successor"] is None
    assert [line["state"] for line in posting["accreditations"]] == ["accredited"]
    officer = f"officers/{story.found['officers']}/"
    personal = {"service_number": "T-1", "born_on": "1980-02-29", "passport_no": "P1"}
    done(story.write("mod_personnel", f"{officer}particulars/", personal))
    assert story.read("mod_personnel", officer)["particulars"]["passport_no"] == "P1"
    assert not story.read("cmd_desk", officer).get("particulars")
    refused(story.write("cmd_desk", f"{officer}particulars/", personal), 403)
    rows = story.read("cmd_desk", "postings/?current_on=" + str(today()))["results"]
    assert [row["reference"] for row in rows] == [story.found["postings"]]


def test_2_a_paper_is_signed_returned_redrafted_and_takes_the_place_of_the_former(story: Story) -> None:
    former = former_paper(story)
    paper, returned = return_and_redraft(story)
    case = story.read("mfa_desk", f"cases/{story.found['cases']}/")
    assert (case["round_no"], case["version_no"]) == (2, 2)
    assert case["content_hash"] != returned
    assert {step["state"] for step in case["steps"] if step["order"] > 1} == {"waiting"}
    assert {step["state"] for step in case["steps"] if step["order"] == 1} == {"open"}
    before = story.read("mfa_desk", f"cases/{story.found['returned_case']}/")
    assert before["state"] == "returned"
    assert before["decisions"][-1]["comment"] == RETURN["comment"]
    old = {"verdict": "sign", "content_hash": returned}
    refused(story.write("head_of_mission", f"cases/{story.found['cases']}/decide/", old), 412)
    agree(story, *AT_POST, *REVIEW, LEADERSHIP[0])
    assert story.read("attache", f"mission-papers/{former}/")["state"] == "effective"
    agree(story, LEADERSHIP[1])
    assert story.read("attache", f"mission-papers/{former}/")["state"] == "superseded"
    assert story.read("attache", f"mission-papers/{paper}/")["state"] == "effective"
    sheet = story.read("attache", f"cases/{story.found['cases']}/")["decisions"]
    assert len({line["person"] for line in sheet}) == len(sheet) == 8
    assert {line["content_hash"] for line in sheet} == {case["content_hash"]}


def test_2_drafters_second_seats_and_stale_pages_decide_nothing(story: Story) -> None:
    paper = draft(story)
    case = f"cases/{story.found['cases']}/"
    agree(story, *AT_POST)
    for late in AT_POST:
        assert story.read(late, case)["available"] == []
        refused(story.decide(late, "concur"), 403, 409)
    stale = story.of("cmd_head").get(f"{HOME}{case}")["ETag"]
    agree(story, "cmd_head")
    refused(story.decide("cmd_head", "concur"), 403, 409)
    body = {"verdict": "concur", "content_hash": story.read("imcd_head", case)["content_hash"]}
    refused(send(story.of("imcd_head"), "post", f"{case}decide/", body, stale), 412)
    refused(send(story.of("imcd_head"), "post", f"{case}decide/", {**body, "content_hash": "0" * 64}), 412)
    refused(story.decide("imcd_head", "approve"), 400, 403, 409)
    refused(story.decide("imcd_head", "return"), 400)
    assert story.read("attache", f"mission-papers/{paper}/")["state"] == "mod_review"


def test_3_the_last_day_for_a_notice_is_computed_and_never_typed(story: Story) -> None:
    computed = conclude(story)["computed"]
    clause = terms_oracle.Facts(
        dt.date.fromisoformat(V1_EIF), (3, "years"), "tacit", (3, "years"),
        notice=(6, "months"), basis="before_term_end",
    )  # fmt: skip
    told = terms_oracle.tell(clause, today(), 0, 0, frozenset(), frozenset())
    assert (computed["term_end"], computed["last_receipt_day"]) == (str(told.end), str(told.receipt))
    vector = "reports/treaty-deadlines/?as_of={}"
    for day, expected in (("2025-06-01", "2025-11-17"), ("2025-11-18", "2028-11-17")):
        rows = story.read("leadership_reader", vector.format(day))["rows"]
        assert [row["last_receipt_day"] for row in rows] == [expected]
    path = f"agreements/{story.found['agreements']}/"
    for typed in (
        {"last_receipt_day": "2030-01-01"},
        {"computed": {}},
        {"eif_on": "2009-01-01"},
        {"state": "expired"},
    ):
        answer = story.write("cmd_desk", path, typed, on=path, method="patch")
        assert refused(answer, 400)["errors"][0]["field"] == next(iter(typed))
    record = story.read("cmd_desk", path)
    assert [n["party"] for n in record["notifications"]] == ["AZ", "TR"]
    assert (record["signed_in"], record["eif_on"]) == ("Ankara", V1_EIF)


def test_3_an_exercise_stands_on_the_agreement_that_is_in_force(story: Story) -> None:
    conclude(story)
    agreement = story.found["agreements"]
    exercise = story.enter("cmd_desk", "exercises", exercise_body(agreement, country="TR"))
    assert exercise["agreement"] == agreement
    assert {c["kind"] for c in exercise["conferences"]} == {"ipc", "mpc", "fpc"}
    listed = story.read("leadership_reader", f"activities/?agreement={agreement}")["results"]
    assert [row["reference"] for row in listed] == [exercise["reference"]]
    story.verb("cmd_desk", f"agreements/{agreement}", "denounce", reason="Replaced by another.")
    assert story.read("cmd_desk", f"exercises/{exercise['reference']}/")["state"] == "planned"


def _late_case(story: Story) -> str:
    """Germany's paper waits for its signatures."""
    body = paper_body(
        mission="emb-de",
        country="DE",
        priorities=[{"country": "DE", "political": 3, "geographic": 3, "rationale": "Partner."}],
    )
    paper = done(story.write("attache_de", "mission-papers/", body), 201)["reference"]
    return story.verb("attache_de", f"mission-papers/{paper}", "submit")["case"]


def test_4_what_falls_due_comes_to_the_inbox_and_by_mail(story: Story) -> None:
    represent(story)
    posting = story.found["postings"]
    paper = draft(story, last_on=str(days(200)), title="Türkiye: a secret title")
    agree(story, *AT_POST, *REVIEW, *LEADERSHIP)
    case = _late_case(story)
    receipt = dt.date.fromisoformat(conclude(story)["computed"]["last_receipt_day"])
    remind(days(30))
    assert "postings.successor" in inbox(story, "cmd_desk", posting)
    assert inbox(story, "attache", paper) == {"papers.expiry"}
    assert inbox(story, "attache_de", case) == {"approvals.step_due"}
    escalated = story.read("cmd_head", f"reminders/?record={case}")["results"]
    assert [row["is_escalation"] for row in escalated] == [True]
    remind(receipt - dt.timedelta(days=100))
    agreement = story.found["agreements"]
    assert "agreements.denunciation_decision" in inbox(story, "cmd_desk", agreement)
    count = len(story.read("cmd_desk", "reminders/")["results"])
    remind(receipt - dt.timedelta(days=100))
    assert len(story.read("cmd_desk", "reminders/")["results"]) == count
    _letters_carry_references_only(story, {posting, paper, case, agreement})
    notice = story.read("cmd_desk", f"reminders/?record={agreement}")["results"][0]["reference"]
    assert done(story.write("cmd_desk", f"reminders/{notice}/acknowledge/"))["acknowledged_at"]


def _letters_carry_references_only(story: Story, references: set[str]) -> None:
    told = "\n".join(f"{letter.subject}\n{letter.body}" for letter in mail.outbox)
    assert all(reference in told for reference in references)
    for word in ("secret title", "Maket Sınaqlı", "Türki", "Turkey", "defence industry", "Müdafiə"):
        assert word not in told, word
    links = re.findall(r"http://\S+", told)
    assert all(any(f"{r}/" in link for link in links) for r in references)
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == len(mail.outbox)
    assert all(len(letter.to) == 1 for letter in mail.outbox)


def test_5_leadership_reads_three_reports_in_three_forms(story: Story, api: Callable[..., Client]) -> None:
    represent(story)
    draft(story)
    conclude(story)
    reader = api("leadership_reader", scope="read")
    known = {
        "posture": "da-tr-2",
        "coordination-health": story.found["cases"],
        "treaty-deadlines": story.found["agreements"],
    }
    for slug, reference in known.items():
        address = f"{HOME}reports/{slug}/"
        answer = done(reader.get(address))
        assert (answer["report"], answer["as_of"]) == (slug, str(today()))
        assert reference in str(answer["rows"]), slug
        assert answer["summary"]
        table = reader.get(f"{address}?format=csv")
        assert table["Content-Type"].startswith("text/csv")
        lines = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
        assert any(reference in cell for line in lines for cell in line), slug
        book = load_workbook(io.BytesIO(reader.get(f"{address}?format=xlsx").content))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert any(reference in cell for cell in cells), slug
    refused(send(reader, "post", "agreements/", {}), 403)


CLERK, ATTACHE = "cmd_desk", "attache"
WRITTEN = {
    "officers": {("officers.record", CLERK)},
    "posts": {("posts.plan", CLERK), ("posts.advance", CLERK)},
    "postings": {("postings.propose", CLERK), ("postings.advance", "mfa_desk"), ("postings.assume", CLERK)},
    "accreditations": {("accreditations.request", CLERK), ("accreditations.accredit", CLERK)},
    "mission-papers": {("papers.draft", ATTACHE), ("papers.redraft", ATTACHE), ("papers.edit", ATTACHE)},
    "returned_case": {("cases.open", ATTACHE), ("cases.decide", "mfa_desk")},
    "agreements": {
        ("agreements.record", CLERK), ("agreements.notify", CLERK), ("agreements.enter_into_force", CLERK),
        ("agreements.denounce", CLERK),
    },
    "exercises": {("exercises.record", CLERK)},
}  # fmt: skip


def test_6_every_write_stands_in_the_trail(story: Story) -> None:
    represent(story)
    return_and_redraft(story)
    conclude(story)
    agreement = story.found["agreements"]
    story.enter(CLERK, "exercises", exercise_body(agreement, country="TR"))
    story.verb(CLERK, f"agreements/{agreement}", "denounce", reason="Replaced by another.")
    names = dict(User.objects.values_list("pk", "username"))
    for resource, expected in WRITTEN.items():
        reference = story.found[resource]
        with acting("auditor"):
            events = list(Event.objects.filter(reference=reference).order_by("id"))
        written = [event for event in events if event.verb != "access.refused"]
        assert expected <= {(event.verb, names[event.actor_id]) for event in written}, resource
        for event in written:
            assert event.office_id == subject_of(names[event.actor_id]).office_id
            assert event.purpose.startswith(("POST /api/v1/", "PATCH /api/v1/")), event.purpose
            assert event.request_id
            assert event.verb not in {"insert", "update", "delete"}, (resource, event.table)
    _reasons_are_kept(story)


def _reasons_are_kept(story: Story) -> None:
    with acting("auditor"):
        returned = Event.objects.filter(reference=story.found["returned_case"], reason=RETURN["reason_code"])
        assert {event.verb for event in returned} == {"cases.decide"}
        ended = Event.objects.filter(reference=story.found["agreements"], verb="agreements.denounce")
        assert {event.reason for event in ended} == {"Replaced by another."}
    with acting(CLERK):
        changed = Event.objects.filter(reference=story.found["agreements"], verb="agreements.denounce")
        columns = {name for event in changed.select_related("change") for name in event.change.columns}
        assert "state" in columns

"""Documents on their way: submitted, agreed to by both ministries, in effect on their day (domain.md C6, I8, I10)."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from approvals.services.decisions import decide
from approvals.services.reference_documents import DOCUMENT_ROUTES
from directory.models import Country
from documents.engine import FileRefused
from documents.services import files
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from missions.models import StrategicDocument
from missions.selectors.document_actions import possible
from missions.selectors.document_cases import latest_case, mfa_concurrence
from missions.selectors.documents import to_read, version_of
from missions.selectors.guidance import answer_days, contact_lines, contacts, missing_guidance
from missions.selectors.sight import aims_of, country_guidance, hierarchy
from missions.services import document_effects, document_submissions, documents
from missions.services.document_decisions import DraftersDoNotRecord, NothingToDecide, ThroughTheMinistries
from missions.services.document_effects import DecisionMissing, DocumentStartsLater
from missions.services.document_submissions import DocumentIncomplete, MfaNotAsked
from missions.terms import ROUTE_OF
from tests.cast import acting
from tests.missions import scene
from tests.missions.guidance import (
    AIMS,
    SCAN,
    WHITE_PAPER_WAY,
    a_day_passes,
    agreement,
    approved,
    decided,
    decided_above,
    full,
    in_effect,
    recorded,
    revised,
    seen,
    submitted,
)
from tests.missions.scene import days

pytestmark = pytest.mark.django_db


def state(document, no=1):
    with acting("cmd_desk") as by:
        return version_of(document.reference, no, to=by).state


def test_a_strategy_goes_its_way_and_takes_effect_with_the_last_word():
    strategy = approved()
    assert (strategy.state, strategy.effective.lower, strategy.last_on) == ("effective", today(), days(1800))
    with acting("cmd_desk") as by:
        text = to_read(strategy, to=by)
        agreed = mfa_concurrence(text, to=by)
        assert (agreed.office.role, agreed.verdict) == ("mfa_milpol", "concur")
        assert [row.state for row in strategy.transitions.order_by("id")] == [
            "draft", "submitted", "approved", "effective",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("without", "part"),
    [
        ({"objectives": []}, "objectives"),
        ({"objectives": [{"code": "S1", "text": "Unmeasured"}]}, "objectives"),
        ({"priorities": []}, "priorities"),
        ({"priorities": [{"region": "europe", "political": 3, "geographic": 3}]}, "priorities"),
        ({"resources": []}, "resources"),
        ({"starts_on": None}, "starts_on"),
    ],
)
def test_a_strategy_is_not_submitted_half(without, part):
    document = recorded(**full(**without))
    with pytest.raises(DocumentIncomplete) as refused:
        submitted(document)
    assert part in refused.value.fields
    assert state(document) == "draft"


def test_a_joint_agreement_names_days_and_contacts_of_both_ministries():
    with pytest.raises(DocumentIncomplete) as refused:
        submitted(recorded(kind="joint_agreement", **agreement(answer_days=[], contacts=[])))
    assert set(refused.value.fields) == {"answer_days", "contacts"}


def test_a_strategy_is_not_approved_by_one_ministry_alone():
    from approvals.models import RouteStep

    with acting("cmd_head"):
        RouteStep.objects.filter(route__code="strategy", role="mfa_milpol").update(verdict="acknowledge")
    with pytest.raises(MfaNotAsked):
        submitted(recorded(**full()))


def test_a_returned_version_is_followed_by_another_that_everybody_sees_anew():
    document = recorded(**full())
    submitted(document)
    decided(document, "cmd_head")
    decided(document, "mod_legal", verdict="return", reason_code="wording", comment="Say it shorter.")
    assert (state(document), seen(document).state) == ("returned", "draft")
    revised(document, body="Shorter.")
    submitted(document)
    with acting("cmd_head") as by:
        assert latest_case(document.reference, to=by).round_no == 2


def test_who_drafted_does_not_decide():
    document = recorded("cmd_head", **full())
    with pytest.raises(Exception, match="drafted or edited"):
        submitted(document, "cmd_head")


def test_the_white_paper_waits_for_the_decision_above_the_ministries():
    white = recorded("mfa_desk", "white_paper", "mfa", objectives=AIMS, starts_on=today())
    submitted(white, "mfa_desk")
    decided(white, *WHITE_PAPER_WAY)
    assert state(white) == "approved"
    with acting("mfa_desk") as by, pytest.raises(DecisionMissing):
        document_effects.take_effect(white, by=by, on=today())
    assert a_day_passes(1).took_effect == 0
    in_effect(white, since=0)
    assert (state(white), seen(white).state, seen(white).register_no) == ("effective", "effective", "D-1")


def test_what_was_decided_on_paper_needs_its_number_and_its_evidence():
    document = recorded(kind="concept", objectives=AIMS)
    with pytest.raises(InvalidInput) as refused:
        decided_above(document, decided_no=" ", evidence="")
    assert set(refused.value.fields) == {"decided_no", "evidence"}
    with pytest.raises(FileRefused):
        decided_above(document, file=("order.pdf", b"no paper"))
    decided_above(document)
    with acting("cmd_desk") as by:
        assert version_of(document.reference, 1, to=by).proof.about_reference == document.reference
    with pytest.raises(NothingToDecide):
        decided_above(document, decided_no="2")


def test_whoever_drafted_does_not_put_his_text_into_effect():
    document = recorded(kind="concept")
    with pytest.raises(DraftersDoNotRecord):
        decided_above(document, "cmd_desk")
    with acting("cmd_desk") as by:
        assert "record_decision" not in possible(document, to=by)
    with acting("cmd_head") as by:
        assert "record_decision" in possible(document, to=by)


@pytest.mark.parametrize("kind", ["strategy", "plan", "sop", "joint_agreement"])
def test_what_the_ministries_decide_takes_effect_through_its_case_alone(kind):
    document = recorded(kind=kind)
    with pytest.raises(ThroughTheMinistries):
        decided_above(document)
    assert "both ministries" in past_the_service("cmd_head", document)


def test_past_the_service_a_decision_needs_its_paper_and_a_second_person():
    document = recorded(kind="concept")
    assert "comes with its paper" in past_the_service("cmd_head", document, proof="NULL")
    assert "drafted or edited" in past_the_service("cmd_desk", document)


def past_the_service(name, document, proof=None):
    """What PostgreSQL says to a draft that is put into effect by one statement."""
    with acting(name) as by:
        held = version_of(document.reference, 1, to=by)
        scan = files.store(by=by, name=SCAN[0], data=SCAN[1], label=held.label)
        with pytest.raises(DatabaseError) as said, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE missions_documentversion SET state = 'approved', evidence = 'x', decided_no = '1',"
                f" content = 'x', content_hash = encode(sha256('x'), 'hex'), frozen_at = now(),"
                f" proof_id = {proof or scan.pk}"
            )
    return str(said.value)


def test_a_day_to_come_is_waited_for_and_the_one_before_makes_way_that_day():
    first = in_effect(recorded())
    second = in_effect(recorded(), since=5)
    assert (seen(first).state, seen(second).state, state(second)) == ("effective", "draft", "approved")
    with acting("cmd_desk") as by, pytest.raises(DocumentStartsLater):
        document_effects.take_effect(second, by=by, on=today())
    assert a_day_passes(4).took_effect == 0
    assert a_day_passes(6).took_effect == 1
    assert (seen(first).state, seen(second).state) == ("superseded", "effective")
    assert seen(first).effective.upper == seen(second).effective.lower == days(6)
    assert a_day_passes(6).took_effect == 0


def test_only_custodians_and_the_scheduler_move_documents():
    document = recorded(objectives=AIMS)
    with acting("attache") as by:
        assert possible(document, to=by) == []
        with pytest.raises(NotPermitted):
            document_submissions.submit(document, by=by, at=now(), on=today())
        with pytest.raises(NotPermitted):
            documents.revise(document, by=by, on=today())
    with acting("cmd_desk") as by:
        assert possible(document, to=by) == ["amend", "submit", "withdraw"]


def test_a_running_case_closes_when_its_document_is_withdrawn():
    document = recorded(**full())
    submitted(document)
    with acting("cmd_desk") as by:
        document_submissions.withdraw(document, by=by, reason="Too early.", at=now(), on=today())
        assert latest_case(document.reference, to=by).state == "withdrawn"
    assert seen(document).state == "withdrawn"


def test_every_kind_has_a_route():
    assert {code for code, *_ in DOCUMENT_ROUTES} == set(ROUTE_OF.values())


# --- what follows from documents in effect ------------------------------------------------------------------------
def test_the_joint_agreement_in_effect_sets_the_days_to_answer():
    assert answer_days("mission_paper", "mfa_milpol", today()) is None
    approved("joint_agreement")
    with acting("cmd_desk") as by:
        assert answer_days("mission_paper", "mfa_milpol", today()) == 7
        assert answer_days("mission_paper", "mfa_desk", today()) is None
        assert answer_days("mission_paper", "mfa_milpol", days(-1)) is None
        assert [(one.institution, one.people) for one in contacts(to=by, on=today())]
        assert any("Extension 12" in line for _words, line in contact_lines(to=by, on=today()))
    paper = scene.drafted()
    case = scene.submitted(paper)
    with acting("cmd_desk"):
        assert case.steps.get(role="mfa_milpol").sla_days == 7
        assert case.steps.get(role="mfa_desk").sla_days == 5


def test_what_is_missing_is_said_until_it_is_in_effect():
    with acting("cmd_desk") as by:
        assert [one.kind for one in missing_guidance(to=by, on=today())] == [
            "white_paper", "strategy", "joint_agreement",
        ]  # fmt: skip
    approved()
    approved("joint_agreement")
    white = recorded("mfa_desk", "white_paper", "mfa")
    with acting("cmd_desk") as by:
        assert [(one.kind, one.draft) for one in missing_guidance(to=by, on=today())] == [
            ("white_paper", white.reference)
        ]
        assert "strategy" in {one.kind for one in missing_guidance(to=by, on=days(1801))}


def test_what_is_in_effect_is_missing_to_nobody_though_he_may_not_read_it():
    """Whether there is guidance is no secret; which document it is stays behind its marking."""
    strategy = approved()
    with acting("auditor") as by:
        assert not StrategicDocument.objects.visible_to(by).filter(pk=strategy.pk).exists()
        assert "strategy" not in {one.kind for one in missing_guidance(to=by, on=today())}


def test_the_line_of_sight_goes_down_to_papers_and_up_again():
    strategy = approved()
    with acting("cmd_desk") as by:
        aim = strategy.objectives.get(code="S1.1")
    paper = scene.approved(objectives=[{**scene.content()["objectives"][0], "strategic_objective": aim}])
    plan = recorded(
        kind="plan", derives_from=strategy, objectives=[{"code": "P1", "text": "Now", "serves": aim}]
    )
    with acting("attache") as by:
        aims = {one.row.objective.code: one for one in aims_of(to_read(strategy, to=by), to=by, on=today())}
        assert (aims["S1"].depth, aims["S1.1"].depth) == (0, 1)
        assert [row.version.paper for row in aims["S1.1"].papers] == [paper]
        assert [row.objective.code for row in aims["S1.1"].below] == ["P1"]
        (root,) = hierarchy(to=by)
        assert (root.document, root.papers, [node.document for node in root.derived]) == (
            strategy,
            [paper],
            [plan],
        )
        mine = country_guidance(Country.objects.get(iso2="TR"), on=today(), to=by)
        assert (mine.papers, mine.served) == ([paper], {aim.pk})
        assert [row.tier for row in mine.priorities] == [1]
    with acting("attache_de") as by:  # need-to-know: another mission's paper is not there
        assert hierarchy(to=by)[0].papers == []


# --- over REST ----------------------------------------------------------------------------------------------------
HOME = "/api/v1/strategic-documents/"


def sent(client, path, body=None, etag=None, method="post"):
    headers = {"If-Match": etag} if etag else {}
    return getattr(client, method)(
        HOME + path, json.dumps(body or {}), content_type="application/json", headers=headers
    )


def test_over_rest_a_document_is_begun_amended_and_brought_on_its_way(api):
    clerk, year = api("cmd_desk"), today().year + 1
    begun = sent(clerk, "", {"kind": "strategy", "title": "Strategy"})
    assert begun.status_code == 201, begun.content
    path = f"{begun.json()['reference']}/"
    means = {"fiscal_year": year, "activity_kind": "exercise"}
    content = {
        "starts_on": str(today()), "body": "Together.",
        "objectives": [{"code": "S1", "text": "Serve", "indicator": "Units", "target": "2", "due_on": str(days(90))}],
        "priorities": [{"region": "europe", "political": 4, "geographic": 5, "rationale": "Near."}],
        "resources": [{"kind": "money", "amount": "10.00", "currency": "AZN", **means},
                      {"kind": "people", "amount": "3", **means}],
    }  # fmt: skip
    assert sent(clerk, path, content, method="patch").status_code == 428
    assert sent(clerk, path + "submit/", etag=begun["ETag"]).status_code == 409
    written = sent(clerk, path, content, begun["ETag"], "patch")
    assert written.status_code == 200, written.content
    assert written.json()["content"]["priorities"][0]["tier"] == 1
    assert sent(clerk, path, content, begun["ETag"], "patch").status_code == 412
    assert sent(api("mfa_desk"), path, content, written["ETag"], "patch").status_code == 403
    gone = sent(clerk, path + "submit/", etag=written["ETag"])
    assert (gone.status_code, gone.json()["versions"][0]["state"]) == (200, "submitted")
    assert gone.json()["case"].startswith("CAS-")
    back = sent(clerk, path + "withdraw/", {"reason": "Later."}, gone["ETag"])
    assert (back.status_code, back.json()["state"]) == (200, "withdrawn")
    assert clerk.get(f"{HOME}{path}versions/1/").json()["content"]["title"] == "Strategy"
    assert clerk.get(f"{HOME}{path}versions/2/").status_code == 404


def test_over_rest_a_decision_on_paper_takes_effect_and_a_version_follows(api):
    clerk, head = api("cmd_desk"), api("cmd_head")
    begun = sent(clerk, "", {"kind": "concept", "title": "Concept", "body": "Call first."})
    path = f"{begun.json()['reference']}/"

    def record(client):
        scan = SimpleUploadedFile(*SCAN)
        given = {"decided_no": "7", "evidence": "Order 7", "starts_on": str(days(-1)), "file": scan}
        return client.post(f"{HOME}{path}record-decision/", given, headers={"If-Match": begun["ETag"]})

    assert sent(head, path + "record-decision/", {"decided_no": "7"}, begun["ETag"]).status_code == 400
    assert record(clerk).status_code == 403
    done = record(head)
    assert done.status_code == 200, done.content
    assert (done.json()["state"], done.json()["available"]) == ("effective", ["revise", "withdraw"])
    assert sent(clerk, path + "take-effect/", etag=done["ETag"]).status_code == 409
    again = sent(clerk, path + "revise/", etag=done["ETag"])
    assert (again.json()["newest_no"], again.json()["version_no"]) == (2, 1)
    assert again.json()["draft"]["version"] == 2


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "leaflet", "title": "X"},
        {"kind": "white_paper", "title": "X"},
        {"kind": "strategy", "title": "X", "derives_from": "STD-2020-XXXXX"},
        {"kind": "strategy", "title": "X", "objectives": [{"text": "A", "parent": "S7"}]},
        {"kind": "strategy", "title": "X", "priorities": [{"country": "TR", "region": "europe"}]},
        {
            "kind": "joint_agreement",
            "title": "X",
            "answer_days": [{"kind": "posting", "role": "cmd_head", "days": 0}],
        },
        {"kind": "sop", "title": "X", "starts_on": "2026-02-02", "last_on": "2026-02-01"},
    ],
)
def test_over_rest_what_cannot_be_is_told_and_never_a_fault(api, body):
    answer = sent(api("cmd_desk"), "", body)
    assert answer.status_code in (400, 409)
    assert answer["Content-Type"] == "application/problem+json"


def test_what_was_approved_is_what_everybody_saw():
    document = recorded(**full())
    case = submitted(document)
    with acting("cmd_head") as by, pytest.raises(Exception, match="changed"):
        decide(case, by=by, verdict="concur", content_hash="0" * 64, at=now(), on=today())
    assert state(document) == "submitted"

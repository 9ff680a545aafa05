"""documents.*: custody, one in effect of a kind, objectives that papers trace to (I10, A2.10-13, decisions.md 19)."""

import datetime as dt
import json

import pytest
from django.db import DatabaseError, connection, transaction

from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted, RecordChanged, TransitionRefused
from missions.models import StrategicDocument
from missions.selectors.contents import content_of
from missions.selectors.document_actions import possible
from missions.selectors.documents import newest, objectives_in_force, strategic_objective
from missions.selectors.papers import current
from missions.services import document_submissions, documents
from missions.services.document_submissions import HeadWithdraws
from missions.services.documents import DocumentNotInDraft, NotCustodian, WhitePaperBelongsToMfa
from missions.services.entries import StrategicObjectiveAbove
from tests.cast import acting
from tests.missions.guidance import AIMS, in_effect, recorded, seen, submitted
from tests.missions.scene import drafted

pytestmark = pytest.mark.django_db
PARTS = ("stated", "priorities", "resources", "answer_days", "contacts")


def test_the_white_paper_is_kept_by_the_ministry_of_foreign_affairs():
    assert recorded("mfa_milpol", "white_paper", "mfa").custodian_code == "mfa"
    with pytest.raises(WhitePaperBelongsToMfa):
        recorded("cmd_desk", "white_paper", "mod")
    with (
        acting("mfa_milpol"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE missions_strategicdocument SET custodian_code = 'mod'")


def test_only_the_custodians_offices_write():
    white = recorded("mfa_milpol", "white_paper", "mfa")
    with acting("cmd_desk") as by, pytest.raises(NotCustodian):
        documents.amend(white, by=by, title="Ours")
    with acting("attache") as by, pytest.raises(NotPermitted):
        documents.amend(white, by=by, title="Ours")
    with pytest.raises(NotCustodian):
        recorded("mfa_milpol", "strategy", "mod")


@pytest.mark.parametrize(
    ("kind", "alone"),
    [
        ("concept", True), ("doctrine", True), ("strategy", True), ("joint_agreement", True), ("sop", False),
        ("plan", False),
    ],
)  # fmt: skip
def test_of_some_kinds_one_is_in_effect_at_a_time(kind, alone):
    first, second = recorded(kind=kind), recorded(kind=kind)
    in_effect(first)
    in_effect(second, since=-3)
    first, second = seen(first), seen(second)
    assert first.state == ("superseded" if alone else "effective")
    assert second.state == "effective"
    ends = max(second.effective.lower, first.effective.lower + dt.timedelta(days=1))
    assert first.effective.upper == (ends if alone else None)


def test_the_database_holds_that_too():
    first, second = recorded(), recorded()
    in_effect(first)
    with (
        acting("cmd_desk"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE missions_strategicdocument SET state = 'effective', effective = '[2000-01-01,)' WHERE id = %s",
            [second.pk],
        )


def test_a_document_withdrawn_in_effect_ends_that_day():
    concept = recorded(kind="concept")
    in_effect(concept)
    given = {"reason": "Overtaken by events.", "at": now(), "on": today()}
    with acting("cmd_head") as by:
        document_submissions.withdraw(concept, by=by, **given)
    assert (seen(concept).state, seen(concept).effective.upper) == ("withdrawn", today())


def test_what_both_ministries_approved_no_desk_withdraws():
    agreed = in_effect(recorded(kind="joint_agreement"))
    with acting("cmd_desk") as by:
        assert "withdraw" not in possible(agreed, to=by)
        with pytest.raises(HeadWithdraws):
            document_submissions.withdraw(agreed, by=by, reason="Ours.", at=now(), on=today())
    for name in ("cmd_desk", "mfa_milpol"):
        with (
            acting(name),
            pytest.raises(DatabaseError, match=r"head of the office|custodian"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE missions_documentversion SET state = 'withdrawn'")
    assert seen(agreed).state == "effective"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE missions_strategicdocument SET register_no = 'X'",
        "UPDATE missions_strategicdocument SET title = 'X'",
        "UPDATE missions_strategicdocument SET state = 'withdrawn'",
        "UPDATE missions_documentversion SET state = 'withdrawn'",
        "UPDATE missions_strategicobjective SET text = 'X'",
    ],
)
def test_another_ministry_changes_nothing_past_the_service_either(sql):
    recorded("mfa_milpol", "white_paper", "mfa", objectives=AIMS)
    with (
        acting("cmd_desk"),
        pytest.raises(DatabaseError, match="the custodian"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE missions_strategicdocument SET custodian_code = 'mfa'",
        "UPDATE missions_strategicdocument SET state = 'superseded', effective = '[2000-01-01,)'",
        "DELETE FROM missions_strategicdocument",
    ],
)
def test_custody_and_states_hold_against_statements_too(sql):
    recorded()
    with (
        acting("cmd_desk"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_a_document_takes_effect_once_and_for_days_in_order():
    concept = recorded(kind="concept")
    with pytest.raises(InvalidInput):
        in_effect(concept, since=0, until=-1)
    in_effect(concept)
    with pytest.raises(TransitionRefused):
        in_effect(concept)


def test_a_draft_is_amended_on_the_version_that_was_read_and_objectives_are_never_lost():
    strategy = recorded(objectives=AIMS)
    with acting("cmd_desk") as by:
        more = [{"code": "S1", "text": "Serve together abroad"}, {"code": "S2", "text": "Learn together"}]
        documents.amend(strategy, by=by, version=1, title="Renamed", objectives=more)
        with pytest.raises(RecordChanged):
            documents.amend(strategy, by=by, version=1, title="Again")
        texts = dict(strategy.objectives.values_list("code", "text"))
    assert texts == {"S1": "Serve together abroad", "S2": "Learn together"}


def test_in_effect_only_the_register_number_is_added():
    strategy = recorded(objectives=AIMS)
    in_effect(strategy)
    with acting("cmd_desk") as by:
        documents.amend(strategy, by=by, register_no="STR-1")
        with pytest.raises(DocumentNotInDraft):
            documents.amend(strategy, by=by, title="Changed")
    assert (seen(strategy).title, seen(strategy).register_no) == ("A strategy", "STR-1")


def test_a_papers_objective_traces_to_one_in_force():
    strategy = recorded(objectives=AIMS)
    in_effect(strategy)
    with acting("attache") as by:
        aim = objectives_in_force(to=by).get()
        assert strategic_objective(strategy.reference, "S1", to=by) == aim
        assert strategic_objective(strategy.reference, "S9", to=by) is None
    paper = drafted(objectives=[{"text": "Train", "strategic_objective": aim}])
    with acting("attache") as by:
        (row,) = content_of(current(paper, to=by))["objectives"]
    assert row["strategic_objective"] == f"{strategy.reference}/S1"


def test_a_paper_does_not_point_above_its_own_marking():
    strategy = recorded(objectives=AIMS, level="limited_official_use")
    with acting("attache") as by:
        aim = strategic_objective(strategy.reference, "S1", to=by)
    with pytest.raises(StrategicObjectiveAbove):
        drafted(objectives=[{"text": "Train", "strategic_objective": aim}])


def test_over_rest_documents_are_listed_and_read(api):
    strategy = recorded(objectives=AIMS)
    in_effect(strategy)
    recorded("mfa_milpol", "white_paper", "mfa")
    home, reader = "/api/v1/strategic-documents/", api("leadership_reader")
    rows = reader.get(home + "?kind=strategy&state=effective").json()["results"]
    assert [row["reference"] for row in rows] == [strategy.reference]
    assert rows[0]["effective_from"] == str(today())
    detail = reader.get(f"{home}{strategy.reference}/").json()
    assert [{name: aim[name] for name in ("code", "text")} for aim in detail["objectives"]] == AIMS
    assert reader.get(home + "?custodian=mfa&search=white").json()["results"][0]["kind"] == "white_paper"
    body = {"kind": "sop", "title": "Mine"}
    answer = reader.post(home, json.dumps(body), content_type="application/json")
    assert answer.status_code == 403


def test_in_data_entry_the_custodian_enters_and_writes(signed_in):
    clerk = signed_in("cmd_desk")
    sent = {
        "kind": "sop",
        "title": "SOP of signatures",
        "register_no": "SOP-7",
        "derives_from": "",
        "level": "",
    }
    answer = clerk.post("/admin/missions/strategicdocument/add/", sent)
    assert answer.status_code == 302, answer.content.decode()
    with acting("cmd_desk") as by:
        document = StrategicDocument.objects.visible_to(by).get(title="SOP of signatures")
        text = newest(document, to=by)
    page = f"/admin/missions/documentversion/{text.pk}/change/"
    empty = {f"{part}-{n}_FORMS": "0" for part in PARTS for n in ("TOTAL", "INITIAL")}
    written = {
        "title": "SOP of signatures", "language": "en", "summary": "", "body": "One text.", "starts_on": str(today()),
        "last_on": "", "review_on": "", "based_on": str(document.version), **empty, "stated-TOTAL_FORMS": "1",
        "stated-0-code": "P1", "stated-0-text": "Sign the same text", "stated-0-dimensions": ["regional"],
    }  # fmt: skip
    assert "Sign the same" not in clerk.get(page).content.decode()
    answer = clerk.post(page, written)
    assert answer.status_code == 302, answer.content.decode()
    assert "Sign the same text" in clerk.get(page).content.decode()
    path = f"/admin/missions/strategicdocument/{document.pk}/"
    shown = clerk.get(f"{path}change/").content.decode()
    assert "Submit for approval" in shown
    assert "Put into effect" not in shown
    submitted(in_draft := seen(document))
    assert in_draft.state == "draft"
    assert 'name="_save"' not in clerk.get(page).content.decode()
    other = signed_in("mfa_milpol").get(f"{path}change/").content.decode()
    assert 'name="_save"' not in other


def test_in_data_entry_a_paper_shows_the_link_to_its_page_and_is_found_by_words(signed_in):
    paper = drafted()
    page = (
        signed_in("cmd_desk").get(f"/admin/missions/missionpaper/{paper.reference}/change/").content.decode()
    )
    assert f"/papers/{paper.reference}/" in page
    assert 'name="_save"' not in page
    assert (
        "Mission paper TR"
        in signed_in("cmd_desk").get("/admin/missions/missionpaper/?q=paper").content.decode()
    )

"""Over REST: parts of a paper, remarks, conflicts, readings, confirmations, the review, two versions compared."""

import pytest

from foundation.clock import today
from tests.missions.rich import rich
from tests.missions.scene import AT_POST, LEADERSHIP, REVIEW, days, decided, reference, submitted
from tests.whole_job.rest import done, paper_body, refused, send

pytestmark = pytest.mark.django_db
POLITICAL = {"code": "O2", "section": "political", "text": "Say the same", "measure": "n", "target": "4"}
TASK = {"task": "Agree the calendar", "owner_role": "attache", "due_on": str(days(90)), "objective": "O1"}


def body():
    first = paper_body()["objectives"][0]
    return paper_body(
        objectives=[{**first, "code": "O1"}, POLITICAL | {"due_on": str(days(300))}],
        defence_chapter="Two brigades.",
        review_on=str(days(365)),
        tasks=[TASK],
        indicators=[
            {
                "indicator": "Exercises",
                "unit": "a year",
                "from_value": "1",
                "to_value": "3",
                "objective": "O1",
            }
        ],
        strategies=[{"dimension": "education", "strategy": "Officers first", "objective": "O1"}],
        instruments=[{"instrument": "Talks", "activity_kind": "exercise", "held_on": str(days(60))}],
        contingencies=[{"risk": "Cuts", "trigger": "Budget", "response": "Table-top", "owner": "attache-tr"}],
        contacts=[{"contact": "Head of training", "organisation": "General Staff"}],
    )


def at(found, rest=""):
    return f"mission-papers/{found if isinstance(found, str) else reference(found)}/{rest}"


def test_every_part_is_written_and_read(api):
    attache = api("attache")
    made = send(attache, "post", "mission-papers/", body())
    paper = done(made, 201)
    content = paper["content"]
    assert content["tasks"][0] == {
        "code": "T1", "section": "defence", "task": "Agree the calendar", "due_on": str(days(90)), "objective": "O1",
        "owner": None, "owner_role": "attache",
    }  # fmt: skip
    assert content["contingencies"][0]["owner"] == "attache-tr"
    assert content["indicators"][0]["to_value"] == "3.00"
    path = at(paper["reference"])
    other = refused(send(api("mfa_desk"), "patch", path, {"tasks": []}, made["ETag"]), 403)
    assert "is written by the Ministry of Defence" in str(other["errors"])
    stray = {"strategies": [{"dimension": "regional", "strategy": "x", "objective": "O7"}]}
    assert "O7" in str(refused(send(attache, "patch", path, stray, made["ETag"]), 400)["errors"])
    refused(send(attache, "patch", path, {"review_on": str(days(5000))}, made["ETag"]), 400)
    refused(send(attache, "patch", path, {"tasks": [{"task": "x", "owner": "nobody"}]}, made["ETag"]), 400)
    refused(
        send(attache, "patch", path, {"indicators": [{"indicator": "x", "to_value": "many"}]}, made["ETag"]),
        400,
    )
    theirs, ours = content["objectives"]
    political = {"objectives": [theirs, {**ours, "text": "Otherwise"}]}
    done(send(api("mfa_desk"), "patch", path, political, made["ETag"]))


def test_remarks_are_made_answered_and_resolved(api):
    found, desk, attache = rich(), api("mfa_desk"), api("attache")
    said = {"part": "tasks", "row": "T1", "severity": "blocking", "text": "Too early."}
    (row,) = done(send(desk, "post", at(found, "remarks/"), said), 201)
    assert (row["office"], row["version_no"], row["ministry"], row["resolution"]) == (
        "mfa-desk",
        1,
        "mfa",
        "",
    )
    path = at(found, f"remarks/{row['key']}/")
    (row,) = done(send(attache, "post", f"{path}reply/", {"text": "It is not."}))
    assert row["replies"][0]["text"] == "It is not."
    refused(send(attache, "post", f"{path}resolve/", {"resolution": "rejected", "reason": "No."}), 403)
    refused(send(attache, "post", f"{path}resolve/", {"resolution": "forgotten"}), 400)
    (row,) = done(send(attache, "post", f"{path}resolve/", {"resolution": "accepted"}))
    assert (row["resolution"], row["resolved_office"]) == ("accepted", "attache-tr")
    refused(send(attache, "post", f"{path}resolve/", {"resolution": "accepted"}), 409)
    for wrong in (
        {**said, "part": "x"},
        {**said, "row": "T9"},
        {**said, "severity": ""},
        {**said, "text": " "},
    ):
        refused(send(desk, "post", at(found, "remarks/"), wrong), 400)
    refused(send(desk, "post", at(found, "remarks/"), {**said, "internal": True}), 400)
    nowhere = at(found, "remarks/00000000-0000-0000-0000-000000000000/reply/")
    refused(send(desk, "post", nowhere, {"text": "x"}), 404)
    refused(send(api("leadership_reader"), "post", at(found, "remarks/"), said), 403)


def test_a_conflict_is_raised_talked_over_and_resolved(api):
    found, ambassador, attache = rich(), api("head_of_mission"), api("attache")
    raised = {"task": "T1", "objective": "O2", "text": "Elections."}
    (row,) = done(send(ambassador, "post", at(found, "conflicts/"), raised), 201)
    refused(send(ambassador, "post", at(found, "conflicts/"), raised), 409)
    refused(send(ambassador, "post", at(found, "conflicts/"), {**raised, "task": "T2"}), 400)
    path = at(found, f"conflicts/{row['key']}/")
    refused(send(ambassador, "post", f"{path}resolve/", {"text": "Fine."}), 409)
    done(send(attache, "post", f"{path}answer/", {"text": "June."}))
    (row,) = done(send(ambassador, "post", f"{path}resolve/", {"text": "June it is."}))
    assert (row["state"], [entry["resolves"] for entry in row["entries"]]) == ("resolved", [False, True])
    assert done(attache.get(f"/api/v1/{at(found, 'conflicts/')}")) == [row]


def test_what_goes_on_while_the_paper_guides(api):
    found, attache = rich(), api("attache")
    submitted(found)
    decided(found, *AT_POST, *REVIEW, *LEADERSHIP)
    reading = {"indicator": "I1", "value": "2", "measured_on": str(today())}
    (row,) = done(send(attache, "post", at(found, "readings/"), reading), 201)
    assert (row["attained"], row["readings"][0]["value"]) == (50, "2.00")
    refused(send(attache, "post", at(found, "readings/"), {**reading, "measured_on": str(days(2))}), 400)
    refused(send(api("mfa_desk"), "post", at(found, "readings/"), reading), 403)
    first, second = done(attache.get(f"/api/v1/{at(found, 'line-of-sight/')}"))
    assert (first["served_by"], second["served_by"]) == (["L1", "T1", "E1"], ["T2"])
    assert first["indicators"][0]["attained"] == 50
    shown = done(attache.get(f"/api/v1/{at(found, 'confirmations/')}"))
    assert {(row["role"], row["missing"]) for row in shown} == {
        ("attache", False),
        ("head_of_mission", False),
    }
    etag = attache.get(f"/api/v1/{at(found)}")["ETag"]
    refused(send(attache, "post", at(found, "review/")), 428)
    answer = send(attache, "post", at(found, "review/"), {}, etag)
    assert done(answer)["state"] == "under_review"
    refused(send(attache, "post", at(found, "confirm-review/"), {}, answer["ETag"]), 400)
    ended = send(attache, "post", at(found, "confirm-review/"), {"reason": "Stands."}, answer["ETag"])
    assert done(ended)["state"] == "effective"
    assert done(attache.get(f"/api/v1/{at(found, 'compare/1/1/')}")) == []
    assert attache.get(f"/api/v1/{at(found, 'compare/1/9/')}").status_code == 404

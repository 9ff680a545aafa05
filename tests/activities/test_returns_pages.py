"""Returns and inspections on their pages, in data entry and over REST, as far as the reader may know."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import InspectionEvent, ReportingObligation
from activities.services import returns as services
from directory.models import Country
from foundation.clock import now, today
from tests.activities.owed import an_obligation, cleared, first_of
from tests.activities.programme import days
from tests.activities.test_inspections import asked
from tests.attaches.story_ways import get, sent, words
from tests.cast import acting
from tests.documents import files

pytestmark = pytest.mark.django_db


def test_a_return_goes_its_way_on_its_page(signed_in):
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(30), name_en="DEMO yearly exchange"), by)
    desk, milpol, where = (
        signed_in("arms_control_desk"),
        signed_in("mfa_milpol"),
        f"/returns/{row.reference}/",
    )
    listed = words(get(desk, "/returns/"))
    assert "DEMO yearly exchange" in listed
    assert "in 30 days" in listed
    asked_for = {"step": "prepare", "prepare-on": today().isoformat(), "prepare-version": row.version}
    assert desk.post(where, asked_for).status_code == 302
    assert (
        milpol.post(
            where, {"step": "clear", "clear-on": today().isoformat(), "clear-version": row.version + 1}
        ).status_code
        == 302
    )
    sent = {"step": "submit", "submit-on": today().isoformat(), "submit-version": row.version + 2}
    refused = desk.post(where, sent)
    assert refused.status_code == 400
    assert "Say how it left" in refused.content.decode()
    bad = desk.post(where, {**sent, "submit-evidence": SimpleUploadedFile("a.pdf", b"nothing")})
    assert bad.status_code == 400
    assert (
        desk.post(where, {**sent, "submit-sent_under": "DEMO-12", "submit-is_nil": "on"}).status_code == 302
    )
    shown = words(get(milpol, where))
    assert "DEMO-12" in shown
    assert "nil return" in shown
    tampered = desk.post(where, {"step": "nobody"})
    assert tampered.status_code == 400
    assert "This page has no such step." in tampered.content.decode()
    late = desk.post(where, sent)  # of a page that was open before it left
    assert late.status_code == 400
    assert "changed since you opened it" in late.content.decode()


def test_what_may_not_be_known_is_not_shown_nor_counted(signed_in, api):
    with acting("cmd_desk") as by:
        row = first_of(an_obligation(by, days(3), caveats=("mod_only",), name_en="DEMO hidden one"), by)
        secret = asked(by, caveats=("mod_only",))
    outside = signed_in("mfa_milpol")
    for where in ("/returns/", "/inspections/", "/search/?q=DEMO+hidden"):
        shown = outside.get(where).content.decode()
        assert row.reference not in shown
        assert secret.reference not in shown
    for where in (f"/returns/{row.reference}/", f"/inspections/{secret.reference}/"):
        assert outside.get(where).status_code == 404
    client = api("mfa_milpol")
    for where in (f"returns/{row.reference}/", f"inspections/{secret.reference}/"):
        assert client.get(f"/api/v1/{where}").status_code == 404
    assert row.reference not in client.get("/api/v1/returns/").content.decode()
    assert row.reference in signed_in("cmd_desk").get("/search/", {"q": row.reference}).content.decode()


def test_an_inspection_is_answered_on_its_page(signed_in):
    with acting("arms_control_desk") as by:
        row = asked(by, requested_zone="Europe/Vienna")
    desk, where = signed_in("arms_control_desk"), f"/inspections/{row.reference}/"
    assert "Europe/Vienna" in get(desk, where)
    assert "DEMO area" in get(desk, "/inspections/")
    refused = desk.post(where, {"step": "refuse", "refuse-version": row.version})
    assert "Say why." in refused.content.decode()
    assert desk.post(where, {"step": "accept", "accept-version": row.version}).status_code == 302
    assert "0/3" not in words(get(desk, "/inspections/", year=today().year))
    assert desk.get("/inspections/", {"regime": "nobody"}).status_code == 400
    assert desk.get("/returns/", {"year": "12"}).status_code == 400


def test_over_rest_a_return_is_cleared_submitted_and_corrected(api):
    desk, milpol = api("arms_control_desk"), api("mfa_milpol")
    body = {
        "name_en": "DEMO exchange", "name_az": "DEMO mübadilə", "regime": "vienna_document", "instrument": "DEMO",
        "addressee": "OSCE", "recurrence": "yearly", "due_month": days(30).month, "due_day": days(30).day,
        "first_year": days(30).year,
    }  # fmt: skip
    made = desk.post("/api/v1/reporting-obligations/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    held = made.json()["returns"][-1]["reference"]

    def press(client, name, **facts):
        where = f"/api/v1/returns/{held}/"
        tag = client.get(where).headers["ETag"]
        return client.post(
            f"{where}{name}/", facts, content_type="application/json", headers={"If-Match": tag}
        )

    assert press(desk, "submit", sent_under="x").status_code == 409
    assert press(desk, "prepare").status_code == 200
    assert press(desk, "clear").status_code == 403
    assert press(milpol, "clear").status_code == 409  # it is marked: it goes its route
    assert press(milpol, "put-up").status_code == 403
    assert press(desk, "put-up").json()["state"] == "in_approval"
    assert press(desk, "take-back", reason="A figure").json()["state"] == "in_preparation"
    assert press(desk, "take-back").status_code == 409
    assert press(desk, "put-up").status_code == 200
    for decider in ("mod_security", "mfa_milpol"):
        client = api(decider)
        (case,) = client.get(f"/api/v1/cases/?state=open&matter={held}").json()["results"]
        one = f"/api/v1/cases/{case['reference']}/"
        asked_ = client.get(one)
        body_ = {"verdict": "concur", "content_hash": asked_.json()["content_hash"]}
        word = client.post(f"{one}decide/", body_, "application/json", headers={"If-Match": asked_["ETag"]})
        assert word.status_code in {200, 201}, word.content
    assert press(desk, "submit").status_code == 400
    assert press(desk, "redate", due_on=days(60).isoformat()).status_code == 400
    done = press(desk, "submit", sent_under="DEMO-1", is_nil=True)
    assert (done.status_code, done.json()["state"], done.json()["is_late"]) == (200, "submitted", False)
    assert press(milpol, "correct", sent_under="DEMO-2", reason="Two more").status_code == 409
    corrected = press(desk, "draft-correction", reason="Two more")
    assert (corrected.json()["corrects"], corrected.json()["state"]) == (held, "in_preparation")
    for asked_for in ("late=true", "owed=true", "regime=vienna_document", "due_year=2026", "state=submitted"):
        assert desk.get(f"/api/v1/returns/?{asked_for}").status_code == 200
    for wrong in ({"due_month": 2, "due_day": 30}, {"due_month": None}, {"days_after": 3}, {"regime": "x"}):
        refused = desk.post(
            "/api/v1/reporting-obligations/", {**body, **wrong}, content_type="application/json"
        )
        assert refused.status_code == 400, wrong


def test_over_rest_an_inspection_is_asked_for_and_answered(api):
    desk = api("arms_control_desk")
    body = {
        "regime": "vienna_document", "kind": "evaluation", "direction": "passive", "country": "DE", "area": "DEMO unit",
        "requested_at": "2026-03-28T23:30:00+01:00", "requested_zone": "Europe/Berlin",
    }  # fmt: skip
    made = desk.post("/api/v1/inspections/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    assert (made.json()["reply_hours"], made.json()["quota_year"]) == (48, 2026)
    where = f"/api/v1/inspections/{made.json()['reference']}/"
    tag = desk.get(where).headers["ETag"]
    done = desk.post(f"{where}accept/", {}, content_type="application/json", headers={"If-Match": tag})
    assert (done.status_code, done.json()["is_late"]) == (200, True)
    assert desk.get("/api/v1/inspections/?late=true").json()["results"]
    assert len(desk.get("/api/v1/inspection-quotas/?direction=passive").json()["results"]) == 2
    for wrong in (
        {"requested_zone": "Mars"},
        {"starts_on": "2026-04-02", "last_on": "2026-04-01"},
        {"reply_hours": 0},
    ):
        assert (
            desk.post("/api/v1/inspections/", {**body, **wrong}, content_type="application/json").status_code
            == 400
        )


def test_in_data_entry_a_rule_is_written_and_rests(signed_in):
    desk, where = signed_in("arms_control_desk"), "/admin/activities/reportingobligation/"
    typed = {
        "name_en": "DEMO typed", "name_az": "DEMO yazılmış", "regime": "cfe", "instrument": "DEMO",
        "due_month": 12, "due_day": 15, "first_year": today().year, "covers": 1,
    }  # fmt: skip
    refused_ = desk.post(f"{where}add/", {**typed, "due_day": 32, "recurrence": "yearly", "every_years": 1})
    assert refused_.status_code == 400
    sent(desk, f"{where}add/", **typed)
    with acting("arms_control_desk") as by:
        held = ReportingObligation.objects.visible_to(by).get(name_en="DEMO typed")
    way = f"{where}{held.pk}/change/"
    sent(desk, way, rests_from=days(-3), rests_by="Note DEMO", reason="War")
    sent(desk, way, due_day=14, reason="Agreed", source="Note DEMO 2")
    shown = get(desk, way)
    assert "Note DEMO" in shown
    assert "14.12" in words(get(desk, where, q="typed"))


def test_in_data_entry_the_hour_is_typed_in_the_zone_of_the_request(signed_in):
    desk, where = signed_in("arms_control_desk"), "/admin/activities/inspectionevent/"
    with acting("arms_control_desk"):
        other = Country.objects.get(iso2="DE").pk
    sent(
        desk, f"{where}add/", regime="vienna_document", kind="inspection", direction="passive", area="DEMO typed area",
        requested_at="2026-03-28T23:30", requested_zone="Europe/Vienna", country=other,
    )  # fmt: skip
    with acting("arms_control_desk") as by:
        row = InspectionEvent.objects.visible_to(by).get(area="DEMO typed area")
        assert row.requested_at.isoformat() == "2026-03-28T22:30:00+00:00"
    way = f"{where}{row.pk}/change/"
    assert "2026-03-28T23:30" in get(desk, way)
    sent(desk, way, team="DEMO: three")
    with acting("arms_control_desk") as by:
        again = InspectionEvent.objects.visible_to(by).get(pk=row.pk)
        assert (again.team, again.requested_at) == ("DEMO: three", row.requested_at)


def test_more_returns_ask_no_more_questions(signed_in):
    desk = signed_in("arms_control_desk")
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(30)), by)
        one = asked(by)
    ways = ("/returns/", f"/returns/{row.reference}/", "/inspections/", f"/inspections/{one.reference}/")
    counted = []
    for round_ in range(3):
        for way in ways:
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(way).status_code == 200
            if round_:
                counted.append(len(queries))
        with acting("arms_control_desk") as by:
            for ahead in range(3):
                first_of(an_obligation(by, days(10 * round_ + ahead + 31)), by)
                asked(by)
    assert counted[:4] == counted[4:]


def test_a_file_proves_it(signed_in):
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(30)), by)
    cleared(row)
    with acting("arms_control_desk") as by:
        row.refresh_from_db()

        done = services.submit(row, by=by, on=today(), at=now(), evidence=("return.pdf", files.pdf()))
        assert done.evidence.about_reference == row.reference

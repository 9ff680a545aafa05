"""The Center keeps the directory over REST as in data entry: same service, same rights, and words for refusals."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit.models import Event
from directory.models import DiplomaticMission, FormatMeeting, Membership, NameVariant
from foundation.clock import today
from tests.cast import acting
from tests.directory.written import NAMES, NEW

pytestmark = pytest.mark.django_db


def post(client: Client, path: str, body: Any, version: int | None = None) -> Any:
    headers = {"If-Match": f'"v{version}"'} if version else {}
    return client.post(f"/api/v1/{path}/", body, content_type="application/json", headers=headers)


def patch(client: Client, path: str, body: Any, version: int | None = 1) -> Any:
    headers = {"If-Match": f'"v{version}"'} if version else {}
    return client.patch(f"/api/v1/{path}/", body, content_type="application/json", headers=headers)


def told(answer: Any) -> dict[str, str]:
    return {error["field"]: error["message"] for error in answer.json().get("errors", [])}


@pytest.fixture
def desk(api: Callable[..., Client]) -> Client:
    return api("cmd_desk")


def address(resource: str, record: dict[str, Any]) -> str:
    key = next(name for name in ("id", "iso2", "day", "code", "country") if name in record)
    return f"{resource}/{record[key]}"


@pytest.mark.parametrize("resource", NEW)
def test_what_the_center_enters_is_read_back_and_changed(desk: Client, resource: str):
    made = post(desk, resource, NEW[resource])
    assert made.status_code == 201, made.content
    record = made.json()
    where = address(resource, record)
    read = desk.get(f"/api/v1/{where}/")
    assert (read.json(), made["ETag"]) == (record, '"v1"')
    change = {"source": "Another"} if "source" in record else {"name_en": "New name"}
    change = {"public_name": "H.E. Other"} if resource == "heads-of-mission" else change
    change = {"reason": "Order 6"} if resource == "effort-shares" else change
    assert patch(desk, where, change, None).status_code == 428
    changed = patch(desk, where, change)
    assert changed.status_code == 200, changed.content
    assert changed.json() == {**record, **change, "version": 2}
    assert patch(desk, where, change).status_code == 412


@pytest.mark.parametrize("resource", NEW)
def test_who_does_not_keep_the_directory_is_refused(api: Callable[..., Client], resource: str):
    assert post(api("attache"), resource, NEW[resource]).status_code == 403
    assert post(api("cmd_desk", scope="read"), resource, NEW[resource]).status_code == 403


@pytest.mark.parametrize("resource", NEW)
def test_an_empty_or_unknown_field_is_told(desk: Client, resource: str):
    empty = post(desk, resource, {})
    assert empty.status_code == 400
    assert told(empty)
    assert told(post(desk, resource, {**NEW[resource], "gossip": 1})) == {"gossip": "Not written here."}


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("countries/TR", {"iso2": "TX"}, "iso2"),
        ("countries/TR", {"region": "moon"}, "region"),
        ("countries/TR", {"numeric": "12"}, "numeric"),
        ("countries/TR", {"name_az": ""}, "name_az"),
        ("countries/TR", {"stances": [{"kind": "sensitive", "starts_on": "2026-01-01"}]}, "stances.0.reason"),
        ("countries/TR", {"stances": [{"kind": "sensitive", "starts_on": None, "reason": "r"}]}, "stances.0.starts_on"),
        ("countries/TR", {"other_names": [{"text": "A", "language": "klingon"}]}, "other_names.0.language"),
        ("organisations/UN", {"seat": "ZZ"}, "seat"),
        ("units/cmd", {"parent": "cmd"}, "parent"),
        ("units/cmd", {"institution": "mfa"}, "parent"),
        ("diplomatic-missions/emb-de", {"side_accredited": ["ZZ"]}, "side_accredited.0"),
        ("diplomatic-missions/emb-de", {"code": "other"}, "code"),
        ("activity-kinds/staff_talks", {"parent": "staff_talks"}, "parent"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(desk: Client, path: str, body: Any, field: str):
    answer = patch(desk, path, body)
    assert answer.status_code == 400, answer.content
    assert field in told(answer)


def test_codes_are_given_once(desk: Client):
    assert "iso2" in told(post(desk, "countries", {**NEW["countries"], "iso2": "TR"}))
    assert "code" in told(post(desk, "organisations", {**NEW["organisations"], "code": "UN"}))
    assert post(desk, "comparators", {**NEW["comparators"], "country": "SG"}).status_code == 400
    rule = {**NEW["clearance-rules"], "code": "again"}
    assert post(desk, "clearance-rules", NEW["clearance-rules"]).status_code == 201
    assert "already" in str(told(post(desk, "clearance-rules", rule)))
    proposal = post(desk, "formats", {**NEW["formats"], "status": "proposed"})
    assert (proposal.status_code, "Say who proposed the format." in str(told(proposal))) == (400, True)


def test_memberships_begin_and_end_and_are_never_taken_away(desk: Client):
    came = {"organisation": "OTS", "kind": "observer", "starts_on": "2020-01-01"}
    answer = patch(desk, "countries/GE", {"memberships": [came]})
    assert answer.status_code == 200, answer.content
    held = {row["organisation"]: row for row in answer.json()["memberships"]}
    assert {"OTS", "OSCE"} <= set(held)
    ended = {**held["OTS"], "ends_before": "2026-01-01"}
    again = {"organisation": "OTS", "kind": "member", "starts_on": "2026-01-01"}
    answer = patch(desk, "countries/GE", {"memberships": [ended, again]}, 2)
    assert answer.status_code == 200, answer.content
    assert "OTS" in answer.json()["member_of"]
    clash = patch(desk, "countries/GE", {"memberships": [{**again, "starts_on": "2027-01-01"}]}, 3)
    assert told(clash) == {
        "memberships.0.non_field_errors": "This country is in this organisation already in these days."
    }
    assert patch(desk, "countries/GE", {"memberships": []}, 3).status_code == 200
    assert Membership.objects.filter(country__iso2="GE", organisation__code="OTS").count() == 2
    strange = Membership.objects.exclude(country__iso2="GE").first()
    wrong = patch(desk, "countries/GE", {"memberships": [{**again, "id": strange.pk}]}, 4)
    assert "memberships.0.id" in told(wrong)
    with acting("mod_security"):
        assert Event.objects.filter(table="directory_membership", verb="directory.keep").exists()


def test_other_names_are_told_as_a_whole(desk: Client):
    names = [{"text": "Gruziya", "language": "azerbaijani", "used_by_source": "old maps"}]
    answer = patch(desk, "countries/GE", {"other_names": names})
    assert answer.json()["other_names"] == names
    assert desk.get("/api/v1/countries/?search=gruziya").json()["results"][0]["iso2"] == "GE"
    twice = patch(desk, "countries/GE", {"other_names": names * 2}, 2)
    assert told(twice) == {"other_names.1.text": "This stands in the list already."}
    assert patch(desk, "countries/GE", {"other_names": []}, 2).json()["other_names"] == []
    assert not NameVariant.objects.filter(country__iso2="GE").exists()


def test_members_change_places_and_meetings_stay(desk: Client):
    members = desk.get("/api/v1/formats/AZ-GE-TR/").json()["members"]
    turned = [{**row, "place": place} for place, row in enumerate(reversed(members), start=1)]
    held = FormatMeeting.objects.filter(format__code="AZ-GE-TR").count()
    meeting = {"number": 99, "level": "experts", "held_on": "2026-05-01", "country": "TR", "place": "Ankara"}
    answer = patch(desk, "formats/AZ-GE-TR", {"members": turned, "meetings": [meeting]})
    assert answer.status_code == 200, answer.content
    assert answer.json()["members"] == turned
    assert len(answer.json()["meetings"]) == held + 1
    same = [{"place": 1, "country": "TR"}, {"place": 1, "country": "GE"}]
    assert "place" in str(told(patch(desk, "formats/AZ-GE-TR", {"members": same}, 2)))
    again = patch(desk, "formats/AZ-GE-TR", {"meetings": [meeting]}, 2)
    assert again.status_code == 400
    assert "Another meeting of this level has this number." in told(again).values()


def test_side_accreditations_are_those_that_are_told(desk: Client):
    answer = patch(desk, "diplomatic-missions/emb-de", {"side_accredited": ["AT", "CH"]})
    assert answer.json()["side_accredited"] == ["AT", "CH"]
    assert patch(desk, "diplomatic-missions/emb-de", {"seat_en": "Berlin"}, 2).json()["side_accredited"] == [
        "AT",
        "CH",
    ]
    assert (
        patch(desk, "diplomatic-missions/emb-de", {"side_accredited": []}, 3).json()["side_accredited"] == []
    )
    assert not DiplomaticMission.objects.get(code="emb-de").side_accredited.exists()


def test_a_mission_is_accredited_somewhere(desk: Client):
    answer = post(desk, "diplomatic-missions", {**NAMES, "code": "nowhere", "kind": "embassy"})
    assert answer.status_code == 400
    assert "Enter a receiving State or an organisation." in told(answer).values()


def test_a_head_of_mission_is_agreed_to_presents_credentials_and_leaves(
    desk: Client, api: Callable[..., Client]
):
    first, day = today() - dt.timedelta(days=30), today()
    head = {**NEW["heads-of-mission"], "starts_on": first.isoformat(), "ends_before": None}
    made = post(desk, "heads-of-mission", head).json()
    where = f"heads-of-mission/{made['id']}"
    assert made["standing"] == "credentials_awaited"
    assert (
        post(desk, f"{where}/give-agrement", {"on": (first - dt.timedelta(days=9)).isoformat()}).status_code
        == 428
    )
    agreed = post(desk, f"{where}/give-agrement", {"on": (first - dt.timedelta(days=9)).isoformat()}, 1)
    assert agreed.status_code == 200, agreed.content
    assert post(desk, f"{where}/give-agrement", {}, 2).json()["type"].endswith("said_already")
    early = post(desk, f"{where}/present-credentials", {"on": "2001-01-01"}, 2)
    assert told(early) == {"credentials_on": "Credentials are presented within the tenure."}
    assert post(api("attache"), f"{where}/present-credentials", {}, 2).status_code == 403
    assert post(desk, f"{where}/present-credentials", {}, 2).json()["standing"] == "in_office"
    assert "last_on" in told(post(desk, f"{where}/end", {"last_on": "2001-01-01"}, 3))
    ended = post(desk, f"{where}/end", {"last_on": day.isoformat()}, 3).json()
    assert ended["ends_before"] == (day + dt.timedelta(days=1)).isoformat()
    clash = post(desk, "heads-of-mission", {**head, "kind": "charge", "public_name": "Mr Next"})
    assert "H.E. Specimen is in charge" in told(clash)["starts_on"]
    assert [row["id"] for row in desk.get("/api/v1/heads-of-mission/?mission=emb-de").json()["results"]] == [
        made["id"]
    ]
    assert desk.get("/api/v1/heads-of-mission/nobody/").status_code == 404


# 28 May 2043, Independence Day, is a Thursday.
def test_holidays_are_loaded_moved_and_weekend_days_worked(desk: Client, api: Callable[..., Client]):
    assert post(desk, "working-days/load-years", {"first": 2043, "last": 2043}).json()["loaded"] > 5
    assert told(post(desk, "working-days/load-years", {"first": 1900, "last": 1900}))
    moved = post(desk, "working-days/move-holiday", {"moved_from": "2043-05-28", "moved_to": "2043-05-29"})
    assert (moved.status_code, moved.json()["moved_from"]) == (200, "2043-05-28")
    assert "moved_from" in told(
        post(desk, "working-days/move-holiday", {"moved_from": "2043-05-27", "moved_to": "2043-05-26"})
    )
    worked = post(desk, "working-days/declare-worked", {"day": "2043-05-30"}).json()
    assert (worked["is_working"], worked["is_override"]) == (True, True)
    assert "day" in told(post(desk, "working-days/declare-worked", {"day": "2043-05-30"}))
    changed = patch(desk, "working-days/2043-05-29", {"is_working": True}, moved.json()["version"])
    assert (changed.json()["is_working"], changed.json()["moved_from"]) == (True, None)
    assert post(api("attache"), "working-days/declare-worked", {"day": "2043-06-06"}).status_code == 403


def test_what_has_ended_stays_so_where_its_end_is_not_told(desk: Client):
    row = {"organisation": "OTS", "kind": "observer", "starts_on": "2020-01-01", "ends_before": "2026-01-01"}
    made = patch(desk, "countries/GE", {"memberships": [row]}).json()["memberships"]
    (held,) = (one for one in made if one["organisation"] == "OTS")
    again = {name: held[name] for name in ("id", "organisation", "kind", "starts_on")}
    told_again = patch(desk, "countries/GE", {"memberships": [again]}, 2).json()["memberships"]
    assert held in told_again


def test_the_days_of_a_tenure_have_come_and_what_is_over_stays(desk: Client):
    first, ahead = today() - dt.timedelta(days=30), today() + dt.timedelta(days=1)
    head = {**NEW["heads-of-mission"], "starts_on": first.isoformat(), "ends_before": None}
    where = f"heads-of-mission/{post(desk, 'heads-of-mission', head).json()['id']}"
    early = post(desk, f"{where}/present-credentials", {"on": ahead.isoformat()}, 1)
    assert told(early) == {"on": "This day has not come yet."}
    over = (today() - dt.timedelta(days=2)).isoformat()
    assert post(desk, f"{where}/end", {"last_on": over}, 1).status_code == 200
    assert (
        post(desk, f"{where}/end", {"last_on": ahead.isoformat()}, 2).json()["type"].endswith("said_already")
    )

"""Names of visitors are for the list `personal`; others who see the visit see how many come (decisions.md 6)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from access.selectors.trail import parts_of
from access.services.labels import intern
from access.services.relabelling import raise_label
from activities.models import Delegate, Visit
from activities.selectors.visits import names_of, names_tag, person_of, visit_of
from activities.services import activities, delegations, visits
from audit.selectors.history import history_with_parts
from foundation.clock import now
from foundation.errors import NotPermitted
from tests.activities.programme import country, stepped
from tests.activities.test_api import send
from tests.activities.test_visits import received
from tests.attaches.story_ways import get, page_of, sent, words
from tests.cast import acting

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db
NAME, POSITION = "Namex Qonaq", "Minister of Namex"


@pytest.fixture
def visit(db: None) -> Visit:
    with acting("cmd_desk") as desk:
        return received(desk)


def named(visit: Visit, who: str = "mfa_protocol", *, place: int = 1, **facts: Any) -> None:
    with acting(who) as by:
        row = {"place": place, "name": NAME, "position": POSITION}
        delegations.name(visit.activity, by=by, at=now(), names=[row], **facts)


@contextmanager
def refused() -> Iterator[None]:
    """What PostgreSQL refuses at the latest when the transaction ends."""
    with pytest.raises(DatabaseError), transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def seen_by(name: str, visit: Visit, api: Any, signed_in: SignIn) -> str:
    """Everything somebody reads of the visit: REST, its list and page, data entry, history, exports, search."""
    reference, client, token = visit.activity.reference, signed_in(name), api(name, scope="read")
    pages = [
        "/visits/",
        f"/activities/{reference}/",
        page_of(visit),
        reverse("admin:activities_visit_changelist"),
    ]
    pages += [reverse("admin:activities_visit_history", args=[visit.pk]), f"/search/?q={NAME[6:]}"]
    rest = [f"visits/{reference}/", "visits/", f"activities/{reference}/", "visits/?format=csv"]
    told = [client.get(page) for page in pages] + [token.get(f"/api/v1/{path}") for path in rest]
    return "\n".join(
        f"{one.status_code} {one.headers.get('ETag', '')} {one.content.decode()}" for one in told
    )


@pytest.mark.parametrize("name", ["mfa_protocol", "mod_personnel"])
def test_protocol_and_personnel_enter_and_read_names(visit: Visit, name: str) -> None:
    named(visit, name)
    with acting(name) as reader:
        found = visit_of(visit.activity, to=reader)
        assert found is not None
        assert [person.name for person in names_of(found)] == [NAME]
        assert names_of(found)[0].label.compartments == ["personal"]
    with acting("cmd_desk") as desk:
        other = visit_of(visit.activity, to=desk)
        assert other is not None
        assert (names_of(other), other.delegation.count()) == ([], 2)
        assert person_of(other.delegation.all()[0]) is None


@pytest.mark.parametrize("name", ["cmd_desk", "mfa_desk", "leadership_reader", "attache", "mod_finance"])
def test_names_leave_no_trace_for_who_is_not_on_the_list(
    visit: Visit, name: str, api: Any, signed_in: SignIn
) -> None:
    before = seen_by(name, visit, api, signed_in)
    assert "Generals and admirals" in before or name == "attache"
    named(visit)
    after = seen_by(name, visit, api, signed_in)
    assert "Namex" not in after
    assert without_tokens(after) == without_tokens(before)


def without_tokens(told: str) -> list[str]:
    """Lines that do not change from one answer to the next by themselves."""
    moving = ("csrf", "nonce", "sent_once", "print-line", "site-footer")
    return [line for line in told.splitlines() if not any(word in line for word in moving)]


def test_who_may_not_read_names_writes_none(visit: Visit) -> None:
    row = {"country": country("GE"), "rank_level": "generals", "name": NAME}
    with acting("cmd_desk") as desk:
        with pytest.raises(delegations.NamesOfVisitors):
            visits.write(visit.activity, by=desk, at=now(), delegation=[row])
        with pytest.raises(NotPermitted):
            delegations.name(visit.activity, by=desk, at=now(), names=[])


def test_a_place_that_stays_keeps_its_name_and_one_that_goes_takes_it_along(visit: Visit) -> None:
    named(visit, place=2)
    ours = {"country": country("AZ"), "rank_level": "generals", "is_head": True}
    with acting("cmd_desk") as desk:
        visits.write(visit.activity, by=desk, at=now(), delegation=[ours])
    with acting("mfa_protocol") as protocol:
        found = visit_of(visit.activity, to=protocol)
        assert found is not None
        assert [(one.place, person_of(one).name) for one in found.delegation.all()] == [(1, NAME)]  # type: ignore[union-attr]
    with acting("cmd_desk") as desk:
        visits.write(visit.activity, by=desk, at=now(), delegation=[])
    with acting("mfa_protocol") as protocol:
        assert not Delegate.objects.visible_to(protocol).exists()


def test_names_are_not_written_over_unseen_ones(visit: Visit) -> None:
    named(visit)
    with acting("mfa_protocol") as protocol:
        with pytest.raises(delegations.NamesChanged):
            delegations.name(visit.activity, by=protocol, at=now(), names=[], seen="")
        tag = names_tag(Delegate.objects.visible_to(protocol))
        with pytest.raises(delegations.NoSuchPlace):
            delegations.name(
                visit.activity, by=protocol, at=now(), names=[{"place": 9, "name": NAME}], seen=tag
            )
        delegations.name(visit.activity, by=protocol, at=now(), names=[], seen=tag)
        assert not Delegate.objects.visible_to(protocol).exists()


def test_names_over_rest(visit: Visit, api: Callable[..., Client]) -> None:
    where = f"/api/v1/visits/{visit.activity.reference}/"
    protocol, desk = api("mfa_protocol"), api("cmd_desk")
    read = protocol.get(where)
    body = {"names": [{"place": 1, "name": NAME}]}
    assert send(desk, "post", f"{where}names/", body, read["ETag"]).status_code == 403
    made = send(protocol, "post", f"{where}names/", body, read["ETag"])
    assert (made.status_code, made.json()["delegation"][0]["name"]) == (200, NAME), made.content
    assert made["ETag"] == read["ETag"]
    assert send(protocol, "post", f"{where}names/", body, read["ETag"]).status_code == 428
    rows = [{"country": "GE", "rank_level": "generals", "name": "Örnək Qonaq"}]
    told = {"delegation": rows, "names_seen": made.json()["names_seen"]}
    assert send(desk, "patch", where, told, made["ETag"]).status_code == 400
    changed = send(protocol, "patch", where, told, made["ETag"])
    assert changed.status_code == 200, changed.content
    assert [row["name"] for row in changed.json()["delegation"]] == ["Örnək Qonaq"]
    stale = send(protocol, "patch", where, {**told, "names_seen": "0"}, changed["ETag"])
    assert stale.status_code == 412


def test_personnel_enter_names_on_the_page_of_data_entry(visit: Visit, signed_in: SignIn) -> None:
    personnel, way = signed_in("mod_personnel"), page_of(visit)
    reference = visit.activity.reference
    assert f"/visit/{reference}/change/" in get(personnel, f"/activities/{reference}/")
    assert 'name="purpose"' not in get(personnel, way)
    sent(personnel, way, **{"delegation-0-name": NAME, "delegation-0-position": POSITION})
    assert NAME in get(personnel, way)
    assert 'name="delegation-0-name"' not in get(signed_in("cmd_desk"), way)
    assert NAME in words(get(signed_in("mfa_protocol"), "/visits/"))


def test_protocol_enters_names_while_approvers_have_the_activity(visit: Visit, signed_in: SignIn) -> None:
    with acting("cmd_desk") as desk:
        held = activities.amend(visit.activity, by=desk, at=now(), ad_hoc_reason="Agreed")
        stepped(held, desk, "in_approval")
    protocol, way = signed_in("mfa_protocol"), page_of(visit)
    assert 'name="purpose"' not in get(protocol, way)
    sent(protocol, way, **{"delegation-0-name": NAME, "delegation-0-position": POSITION})
    assert NAME in get(protocol, way)


def test_names_rise_with_the_activity_whoever_raises_it(visit: Visit) -> None:
    named(visit)
    with acting("mfa_protocol") as protocol:
        before = Delegate.objects.visible_to(protocol).get()
    with acting("cmd_desk") as desk:
        assert not Delegate.objects.visible_to(desk).exists()
        raise_label(visit.activity, by=desk, to=intern("official_use", ["mod_only"]), reason="x")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with acting("mod_personnel") as protocol:
        after = Delegate.objects.visible_to(protocol).select_related("label").get()
        assert (after.pk, after.name) == (before.pk, NAME)
        assert (after.label.caveats, after.label.compartments) == (["mod_only"], ["personal"])


def test_the_history_tells_names_to_who_may_read_them(visit: Visit) -> None:
    named(visit)
    for name, told in (("mfa_protocol", True), ("cmd_desk", False)):
        with acting(name) as reader:
            row = Visit.objects.visible_to(reader).get(pk=visit.pk)
            lines = history_with_parts(row.activity.reference, parts_of(row), to=reader)
            values = [str(event.change.after) for event in lines if getattr(event, "change", None)]
            assert any(NAME in value for value in values) == told


def test_postgresql_wants_the_list_on_every_name(visit: Visit) -> None:
    named(visit)
    with acting("mfa_protocol") as protocol:
        seat = Delegate.objects.visible_to(protocol).get().seat_id
        with refused(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM activities_delegate WHERE seat_id = %s", [seat])
            cursor.execute(
                "INSERT INTO activities_delegate (visit_id, seat_id, name, position, label_id)"
                " SELECT visit_id, id, 'x', '', label_id FROM activities_delegationseat WHERE id = %s",
                [seat],
            )

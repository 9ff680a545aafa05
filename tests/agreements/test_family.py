"""Families of agreements: what stands under what, what took whose place, and no circle anywhere."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from access.context import Subject
from agreements.models import Agreement, Supersession
from agreements.selectors.agreements import agreement as one
from agreements.selectors.family import family
from agreements.services import agreements, ending, kin
from agreements.services.refusals import (
    OwnDescendant,
    ParentUnsigned,
    PartiesMissing,
    SuccessorEarlier,
    SuccessorMissing,
    SuccessorNotInForce,
)
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import InvalidInput, RuleBroken
from tests.agreements.instruments import country, in_force, negotiated, recorded, superseded
from tests.cast import acting

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)


def _under(parent: Agreement, by: Subject, **facts: object) -> Agreement:
    return recorded(by, **{"parent": parent, "kind": "protocol", **facts})


def test_a_protocol_supplements_and_a_plan_stands_under_unless_told(clerk: Subject) -> None:
    frame = in_force(clerk, E)
    assert _under(frame, clerk).relation == "supplements"
    assert _under(frame, clerk, kind="annual_plan").relation == "under"
    told = _under(frame, clerk, relation="amends")
    assert told.relation == "amends"
    freed = agreements.amend(told, by=clerk, at=now(), parent=None)
    assert (freed.parent, freed.relation) == (None, "")
    with pytest.raises(InvalidInput):
        agreements.amend(freed, by=clerk, at=now(), relation="amends")


def test_nobody_descends_from_himself(clerk: Subject) -> None:
    frame = in_force(clerk, E)
    grandchild = _under(_under(frame, clerk), clerk)
    for parent in (frame, grandchild):
        with pytest.raises(OwnDescendant):
            agreements.amend(frame, by=clerk, at=now(), parent=parent)
    with pytest.raises(RuleBroken), act("test"):
        Agreement.in_context.filter(pk=frame.pk).update(parent=grandchild, relation="under")
    with pytest.raises(RuleBroken), act("test"):
        Agreement.in_context.filter(pk=frame.pk).update(relation="under")


def test_what_is_not_signed_is_not_amended(clerk: Subject) -> None:
    draft = negotiated(clerk)
    with pytest.raises(ParentUnsigned):
        _under(draft, clerk, relation="amends")
    assert _under(draft, clerk, relation="under").parent == draft


def test_the_tree_from_the_eldest_down_as_far_as_one_may_see(db: None) -> None:
    with acting("cmd_desk") as clerk:
        frame = in_force(clerk, E, title_en="Frame")
        protocol = _under(frame, clerk, title_en="Protocol")
        _under(protocol, clerk, title_en="Annex")
        _under(frame, clerk, title_en="Hidden", level="limited_official_use")
        shown = family(one(protocol.reference, to=clerk), to=clerk)
        assert [(row.agreement.title_en, row.depth, row.is_self) for row in shown.relatives] == [
            ("Frame", 0, False), ("Protocol", 1, True), ("Annex", 2, False), ("Hidden", 1, False),
        ]  # fmt: skip
        assert not any(row.orphaned for row in shown.relatives)
        assert family(in_force(clerk, E), to=clerk).stands_alone
    with acting("mfa_protocol") as reader:
        names = [row.agreement.title_en for row in family(protocol, to=reader).relatives]
        assert names == ["Frame", "Protocol", "Annex"]


def test_what_stands_under_something_that_is_over_is_marked(clerk: Subject) -> None:
    frame = in_force(clerk, E, clause={})
    protocol = in_force(clerk, E, parent=frame)
    ending.expire(frame, by=clerk, on=today(), at=now(), reason="over")
    rows = family(one(protocol.reference, to=clerk), to=clerk).relatives
    assert [row.orphaned for row in rows] == [False, True]


def test_a_later_instrument_of_the_same_parties_takes_the_place(clerk: Subject) -> None:
    earlier = superseded(in_force(clerk, E), clerk)
    assert (earlier.state, earlier.ended_on) == ("superseded", today())
    later = earlier.supersession.successor
    assert family(earlier, to=clerk).successor == later
    assert family(later, to=clerk).predecessors == (earlier,)


def test_a_successor_of_a_higher_marking_is_told_to_its_readers_only(db: None) -> None:
    with acting("cmd_desk") as clerk:
        earlier = superseded(in_force(clerk, E), clerk, level="limited_official_use")
        assert family(earlier, to=clerk).successor is not None
    with acting("mfa_protocol") as reader:
        assert family(earlier, to=reader).stands_alone


def test_what_cannot_take_the_place(clerk: Subject) -> None:
    earlier = in_force(clerk, E)
    way = {"by": clerk, "on": today(), "at": now(), "reason": "r"}
    refused = {
        SuccessorMissing: [None, earlier],
        SuccessorNotInForce: [recorded(clerk), negotiated(clerk)],
        SuccessorEarlier: [in_force(clerk, dt.date(2001, 1, 1))],
        PartiesMissing: [in_force(clerk, dt.date(2010, 1, 1), parties=[country("TR")])],
    }
    for rule, successors in refused.items():
        for successor in successors:
            with pytest.raises(rule):
                kin.supersede(earlier, successor=successor, **way)
    later = in_force(clerk, dt.date(2010, 1, 1))
    with pytest.raises(SuccessorNotInForce):
        kin.supersede(earlier, successor=later, **{**way, "on": dt.date(2009, 12, 31)})
    assert Agreement.in_context.get(pk=earlier.pk).state == "in_force"
    with pytest.raises(RuleBroken), act("test"):
        Supersession.in_context.create(
            earlier=earlier, successor=later, since=today(), label_id=earlier.label_id
        )
    with pytest.raises(RuleBroken), act("test"):
        Supersession.in_context.create(
            earlier=earlier, successor=earlier, since=today(), label_id=earlier.label_id
        )


def test_supersession_at_the_admin_on_the_page_and_over_rest(
    signed_in: Callable[..., Client], api: Callable[..., Client]
) -> None:
    with acting("cmd_desk") as clerk:
        earlier, second = in_force(clerk, E, title_en="First"), in_force(clerk, E, title_en="Second")
        later = in_force(clerk, dt.date(2010, 1, 1), title_en="Third")
    desk = signed_in("cmd_desk")
    form = f"/admin/agreements/agreement/{earlier.pk}/"
    assert later.reference in desk.get(f"{form}change/").content.decode()
    press = {"on": today().isoformat(), "reason": "covers the same"}
    page = desk.post(f"{form}step/supersede/", press).content.decode()
    assert "Name the agreement that takes its place" in page
    desk.post(f"{form}step/supersede/", {**press, "successor": later.reference})
    shown = desk.get(f"/agreements/{earlier.reference}/").content.decode()
    assert "Superseded by" in shown
    assert "Third" in shown
    assert "Took the place of" in desk.get(f"/agreements/{later.reference}/").content.decode()
    client = api("cmd_desk")
    address = f"/api/v1/agreements/{second.reference}/"
    headers = {"If-Match": client.get(address)["ETag"]}

    def send(**body: str):
        return client.post(f"{address}supersede/", body, content_type="application/json", headers=headers)

    assert send(reason="r", successor="AGR-2026-22222").status_code == 400
    done = send(reason="r", successor=later.reference)
    assert done.json()["superseded_by"] == later.reference, done.content

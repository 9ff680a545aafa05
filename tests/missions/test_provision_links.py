"""Provisions of agreements serve objectives and answer threats, in the line of sight of both (domain.md A5.25)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from access.services.labels import intern
from access.services.relabelling import raise_label
from agreements.models import Agreement, Provision
from agreements.services import ending
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted, RuleBroken
from missions.models import ObjectiveProvision, StrategicDocument, StrategicObjective
from missions.selectors.document_contents import content_of
from missions.selectors.documents import to_read
from missions.selectors.provision_links import by_objective
from missions.selectors.sight import aims_of
from missions.services import documents
from missions.services import provision_links as services
from missions.services.document_submissions import withdraw
from tests.agreements.instruments import in_force, recorded
from tests.agreements.test_provisions import a_provision
from tests.attaches.story_ways import pressed
from tests.cast import acting
from tests.missions.guidance import in_effect, seen
from tests.missions.guidance import recorded as a_document
from tests.missions.scene import days

pytestmark = pytest.mark.django_db
HOME = "/api/v1/objective-provisions/"
ADMIN = "/admin/missions/objectiveprovision/"
STATED = [
    {"code": "D1", "text": "Allied defence of the State"},
    {"code": "T1", "text": "Arming of a neighbour from abroad", "nature": "threat"},
]


def a_doctrine(**more: Any) -> StrategicDocument:
    return in_effect(a_document(kind="doctrine", **{"objectives": STATED, **more}))


def aim(document: StrategicDocument, code: str = "T1") -> StrategicObjective:
    return StrategicObjective.in_context.select_related("document", "label").get(document=document, code=code)


def of_the_declaration(**facts: Any) -> Provision:
    """An article of a declaration on allied relations."""
    with acting("cmd_desk") as clerk:
        declared = in_force(
            clerk, dt.date(2021, 6, 15), kind="declaration", title_en="Shusha Declaration", clause={}
        )
        return a_provision(
            clerk, declared, article="3", title="Common answer to threats", kind="cooperation", **facts
        )


def linked(
    document: StrategicDocument, provision: Provision, code: str = "T1", **more: Any
) -> ObjectiveProvision:
    with acting("cmd_desk") as by:
        return services.link(aim(document, code), provision, by=by, at=now(), **{"on": today(), **more})


def taken_off(row: ObjectiveProvision, **more: Any) -> ObjectiveProvision:
    with acting("cmd_desk") as by:
        return services.unlink(row, by=by, at=now(), **{"on": today(), "reason": "Amended", **more})


def test_a_doctrine_names_threats_and_no_other_document_does(db: None) -> None:
    doctrine = a_doctrine()
    with acting("cmd_desk") as by:
        assert (aim(doctrine).is_threat, aim(doctrine, "D1").is_threat) == (True, False)
        said = content_of(to_read(doctrine, to=by))["objectives"]
        assert [row.get("nature") for row in said] == [None, "threat"]
    with pytest.raises(InvalidInput) as refusal:
        a_document(kind="strategy", objectives=[{"code": "S1", "text": "A", "nature": "threat"}])
    assert set(refusal.value.fields["objectives"][0]) == {"nature"}  # type: ignore[index]
    plain = a_document(kind="plan", objectives=[{"code": "P1", "text": "A"}])
    with acting("cmd_desk"), pytest.raises(RuleBroken), act("test"):
        StrategicObjective.in_context.filter(document=plain).update(nature="threat")


def test_what_it_is_changes_until_it_has_guided(db: None) -> None:
    draft = a_document(kind="doctrine", objectives=STATED)
    with acting("cmd_desk") as by:
        turned = [{**STATED[0], "nature": "threat"}, {"code": "T1", "text": "Said anew"}]
        documents.amend(draft, by=by, objectives=turned)
        assert (aim(draft, "D1").is_threat, aim(draft).is_threat) == (True, True)
    guiding = in_effect(draft)
    with acting("cmd_desk") as by:
        again = documents.revise(seen(guiding), by=by, on=today())
        with pytest.raises(InvalidInput) as refusal:
            documents.amend(again, by=by, objectives=[{**STATED[0], "nature": "objective"}])
        assert set(refusal.value.fields["objectives"][0]) == {"nature"}  # type: ignore[index]
        with pytest.raises(RuleBroken), act("test"):
            StrategicObjective.in_context.filter(document=guiding, code="D1").update(nature="objective")


def test_a_provision_answers_a_threat_from_a_day_until_another(db: None) -> None:
    doctrine, provision = a_doctrine(), of_the_declaration()
    held = linked(doctrine, provision, on=days(-5), note=" Common planning ")
    assert (held.note, held.linked_on, held.is_current) == ("Common planning", days(-5), True)
    off = taken_off(held, on=days(-1))
    with acting("cmd_desk") as by:
        key = aim(doctrine).pk
        found = {day: bool(by_objective([key], to=by, on=days(day))) for day in (-6, -5, -2, -1)}
        assert found == {-6: False, -5: True, -2: True, -1: False}
    with pytest.raises(services.TakenOff):
        taken_off(off)
    assert linked(doctrine, provision).pk != held.pk


def test_what_cannot_be_is_refused_beside_its_field(db: None) -> None:
    doctrine, provision = a_doctrine(), of_the_declaration()
    held = linked(doctrine, provision)
    with pytest.raises(services.LinkedAlready) as said:
        linked(doctrine, provision)
    assert set(said.value.fields) == {"provision"}
    with pytest.raises(services.LinkedAhead):
        linked(doctrine, provision, "D1", on=days(1))
    with pytest.raises(services.WhyTakenOff):
        taken_off(held, reason=" ")
    with pytest.raises(services.TakenOffEarlier):
        taken_off(held, on=days(-1))
    with acting("cmd_desk") as clerk:
        proposed = recorded(clerk)
        article = a_provision(clerk, proposed)
        ending.abandon(proposed, by=clerk, on=today(), at=now(), reason="r")
        article.agreement = Agreement.in_context.get(pk=proposed.pk)
        with pytest.raises(services.NothingAgreed):
            services.link(aim(doctrine), article, by=clerk, at=now(), on=today())
        gone = documents.record(
            by=clerk, kind="plan", title="A plan", objectives=[{"code": "P1", "text": "A"}]
        )
        withdraw(gone, by=clerk, reason="r", at=now(), on=today())
        with pytest.raises(services.NothingToServe):
            services.link(aim(gone, "P1"), provision, by=clerk, at=now(), on=today())
    with acting("attache") as attache, pytest.raises(NotPermitted):
        services.link(held.objective, provision, by=attache, at=now(), on=today())


def test_the_database_keeps_one_link_and_lets_it_be_taken_off_once(db: None) -> None:
    doctrine, provision = a_doctrine(), of_the_declaration()
    held = linked(doctrine, provision)
    with acting("cmd_desk"):
        rows = ObjectiveProvision.in_context.filter(pk=held.pk)
        changes: list[dict[str, Any]] = [{"note": "x"}, {"linked_on": days(-9)}, {"unlinked_on": days(-1)}]
        for change in changes:
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            ObjectiveProvision.in_context.create(
                objective=held.objective, provision=provision, linked_on=today(), label=held.label
            )
    taken_off(held)
    with acting("cmd_desk"), pytest.raises(DatabaseError), transaction.atomic():
        rows.update(unlinked_on=None)


def test_it_is_marked_as_the_higher_of_both_and_rises_with_them(db: None) -> None:
    doctrine, provision = a_doctrine(), of_the_declaration()
    held = linked(doctrine, provision)
    assert held.label == provision.label
    with acting("cmd_head") as head:
        row = Provision.objects.visible_to(head).get(pk=provision.pk)
        raise_label(row, by=head, to=intern("limited_official_use"), reason="new facts", together=True)
        assert ObjectiveProvision.in_context.get().label == intern("limited_official_use")
    with acting("cmd_desk_2") as colleague:
        assert not ObjectiveProvision.objects.visible_to(colleague).exists()
        assert not ObjectiveProvision.objects.unrestricted(reason="only the database's wall").exists()
        (_served, threat) = aims_of(to_read(doctrine, to=colleague), to=colleague, on=today())
        assert threat.provisions == []


def test_both_ends_show_it(signed_in: Callable[..., Client]) -> None:
    doctrine, provision = a_doctrine(), of_the_declaration()
    linked(doctrine, provision, note="Common planning")
    desk = signed_in("cmd_desk")
    guidance = desk.get(f"/documents/{doctrine.reference}/").content.decode()
    assert "Common answer to threats" in guidance
    assert "Common planning" in guidance
    for where in (
        f"/provisions/{provision.reference}/", f"/admin/agreements/provision/{provision.pk}/change/",
        f"/admin/missions/strategicdocument/{doctrine.pk}/change/",
    ):  # fmt: skip
        page = desk.get(where)
        assert page.status_code == 200, where
        assert "Arming of a neighbour from abroad" in page.content.decode(), where


def test_data_entry_links_and_takes_off(signed_in: Callable[..., Client]) -> None:
    doctrine, provision = a_doctrine(), of_the_declaration()
    desk = signed_in("cmd_desk")
    with acting("cmd_desk"):
        key = aim(doctrine).pk
    assert desk.get(f"{ADMIN}add/?provision={provision.pk}").status_code == 200
    form = {"objective": key, "provision": provision.pk, "note": "", "on": today().isoformat()}
    made = desk.post(f"{ADMIN}add/", form)
    assert made.status_code == 302, made.content.decode()[:3000]
    twice = desk.post(f"{ADMIN}add/", form)
    assert "linked to this objective already" in twice.content.decode()
    with acting("cmd_desk"):
        held = ObjectiveProvision.in_context.get()
    where = f"{ADMIN}{held.pk}/change/"
    pressed(desk, where, "unlink", reason="Amended", on=today().isoformat())
    with acting("cmd_desk"):
        assert ObjectiveProvision.in_context.get().unlinked_on == today()
    assert "Common answer" in desk.get(ADMIN).content.decode()


def test_rest_links_lists_and_takes_off(api: Callable[..., Client]) -> None:
    doctrine, provision = a_doctrine(), of_the_declaration()
    desk = api("cmd_desk")
    entry = {"objective": f"{doctrine.reference}/T1", "provision": provision.reference}
    made = desk.post(HOME, entry, content_type="application/json")
    assert made.status_code == 201, made.content
    body = made.json()
    assert (body["document"], body["objective"], body["nature"], body["article"]) == (
        doctrine.reference, "T1", "threat", "3",
    )  # fmt: skip
    assert desk.post(HOME, entry, content_type="application/json").status_code == 409
    for query, found in (
        ({"document": doctrine.reference}, 1), ({"agreement": body["agreement"]}, 1), ({"objective": "D1"}, 0),
        ({"on": str(days(-1))}, 0),
    ):  # fmt: skip
        assert len(desk.get(HOME, query).json()["results"]) == found, query
    off = desk.post(
        f"{HOME}{body['reference']}/unlink/", {"reason": "Amended"}, content_type="application/json",
        headers={"If-Match": made["ETag"]},
    )  # fmt: skip
    assert (off.status_code, off.json()["unlinked_on"]) == (200, today().isoformat()), off.content
    assert api("attache").post(HOME, entry, content_type="application/json").status_code == 403


def test_the_report_counts_what_answers_a_threat(api: Callable[..., Client]) -> None:
    doctrine, provision = a_doctrine(), of_the_declaration()
    address = "/api/v1/reports/strategy-traceability/"
    desk = api("cmd_desk", scope="read")

    def threat() -> dict[str, Any]:
        (row,) = [row for row in desk.get(address).json()["rows"] if row["what"] == "threat"]
        return row

    assert (threat()["provisions"], threat()["says"]) == (0, "nothing answers it")
    linked(doctrine, provision)
    assert (threat()["provisions"], threat()["says"]) == (1, None)
    assert provision.reference in threat()["references"]
    assert desk.get(address).json()["summary"]["unserved"] == {"part": 1, "whole": 1}

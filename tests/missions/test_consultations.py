"""Whether the Ministry of Defence was consulted before foreign-policy decisions (domain.md A7.34; decisions.md 26)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from access.services.labels import intern
from access.services.relabelling import raise_label
from directory.models import Country, Organisation
from foundation.clock import today
from foundation.errors import InvalidInput, NotPermitted
from missions.models import CoordinationMeeting, DecisionConsultation
from missions.services import consultations as services
from missions.services import meetings
from tests.attaches.story_ways import pressed
from tests.cast import acting
from tests.missions.scene import days

pytestmark = pytest.mark.django_db
HOME = "/api/v1/decision-consultations/"
ADMIN = "/admin/missions/decisionconsultation/"
ADVISED = {
    "outcome": "followed", "consulted_on": days(-9), "level": "department", "advice": "Agree the corridor first.",
}  # fmt: skip
NOT_ASKED = {"outcome": "not_consulted"}


def entered(by: str = "mfa_milpol", marked: str = "official_use", **told: Any) -> DecisionConsultation:
    facts = {"decision": "Opening of talks on transit", "decided_on": days(-2), **(told or ADVISED)}
    with acting(by) as subject:
        return services.record(by=subject, on=today(), label=intern(marked), **facts)


def held(level: str = "deputy_minister", ago: int = 9, marked: str = "official_use") -> CoordinationMeeting:
    with acting("cmd_desk") as by:
        meeting = meetings.plan(
            by=by, subject="Transit", level=level, planned_on=days(-ago), label=intern(marked)
        )
        return meetings.hold(meeting, by=by, on=days(-ago), today=today(), attendance="", minutes="Agreed.")


def refused(**told: Any) -> set[str]:
    with pytest.raises(InvalidInput) as refusal:
        entered(**told)
    return set(refusal.value.fields)


def test_both_ministries_enter_decisions_and_nobody_else() -> None:
    asked = entered(**ADVISED, country=Country.objects.get(iso2="GE"))
    assert (asked.is_consulted, asked.level, asked.reference[:4]) == (True, "department", "DCN-")
    unasked = entered("cmd_desk", **NOT_ASKED, organisation=Organisation.objects.get(code="UN"))
    assert (unasked.is_consulted, unasked.level, unasked.advice) == (False, "", "")
    with pytest.raises(NotPermitted):
        entered("mod_finance")


def test_what_contradicts_itself_is_refused_beside_its_field() -> None:
    assert refused(**{**ADVISED, "decided_on": days(1)}) == {"decided_on"}
    assert refused(**{**ADVISED, "consulted_on": days(-1)}) == {"consulted_on"}
    assert refused(outcome="followed") == {"consulted_on", "level", "advice"}
    assert refused(**{**ADVISED, "outcome": "no_advice"}) == {"advice"}
    assert refused(**{**ADVISED, **NOT_ASKED}) == {"consulted_on", "level", "advice"}
    assert refused(**{**ADVISED, "advice": " "}) == {"advice"}


def test_a_meeting_gives_its_day_its_level_and_its_marking() -> None:
    meeting = held(marked="limited_official_use")
    told = {"outcome": "in_part", "advice": "Exercises first.", "meeting": meeting}
    made = entered(**told)
    assert (made.consulted_on, made.level) == (days(-9), "deputy_minister")
    assert made.label_id == meeting.label_id
    assert refused(**told, consulted_on=days(-8), level="minister") == {"consulted_on", "level"}
    assert refused(**NOT_ASKED, meeting=meeting) >= {"meeting"}
    with acting("cmd_desk") as by:
        planned = meetings.plan(
            by=by, subject="To come", level="minister", planned_on=days(3), label=meeting.label
        )
    assert "meeting" in refused(**{**told, "meeting": planned})


def test_a_slip_is_taken_back_once_with_a_reason_and_stays() -> None:
    row = entered()
    with acting("cmd_desk") as by:
        with pytest.raises(services.WhyTakenBack):
            services.take_back(row, by=by, on=today(), reason=" ")
        gone = services.take_back(row, by=by, on=today(), reason="Another decision")
        assert (gone.taken_back_on, gone.stands) == (today(), False)
        with pytest.raises(services.TakenBack):
            services.take_back(gone, by=by, on=today(), reason="Again")
    with acting("attache") as attache, pytest.raises(NotPermitted):
        services.take_back(row, by=attache, on=today(), reason="r")


def test_the_database_keeps_what_was_entered() -> None:
    row, meeting = entered(), held()
    with acting("cmd_desk"):
        rows = DecisionConsultation.in_context.filter(pk=row.pk)
        changes: list[dict[str, Any]] = [
            {"outcome": "not_followed"}, {"decided_on": days(-3)}, {"advice": "x"}, {"taken_back_on": days(1)},
        ]  # fmt: skip
        for change in changes:
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**change)
        base = {"decision": "D", "decided_on": days(-2), "label": row.label}
        wrong: list[dict[str, Any]] = [
            {**NOT_ASKED, "level": "minister"}, {**ADVISED, "level": ""}, {**ADVISED, "advice": ""},
            {**ADVISED, "consulted_on": days(-1)}, {**ADVISED, "decided_on": days(1)}, {**ADVISED, "meeting": meeting},
            {**NOT_ASKED, "taken_back_on": today()},
        ]  # fmt: skip
        for facts in wrong:
            with pytest.raises(DatabaseError), transaction.atomic():
                DecisionConsultation.in_context.create(**{**base, **facts})


def test_it_is_behind_the_wall_and_rises_with_its_meeting() -> None:
    meeting = held()
    made = entered(outcome="no_advice", meeting=meeting)
    with acting("cmd_head") as head:
        row = CoordinationMeeting.objects.visible_to(head).get(pk=meeting.pk)
        raise_label(row, by=head, to=intern("limited_official_use"), reason="new facts", together=True)
        found = DecisionConsultation.objects.visible_to(head).get(pk=made.pk)
        assert found.label == intern("limited_official_use")
    with acting("cmd_desk_2") as colleague:
        assert not DecisionConsultation.objects.visible_to(colleague).exists()
        assert not DecisionConsultation.objects.unrestricted(reason="only the database's wall").exists()


def test_data_entry_says_what_to_do_first_enters_takes_back_and_enters_anew(
    signed_in: Callable[..., Client],
) -> None:
    client = signed_in("mfa_milpol")
    assert "No decision is on record yet" in client.get(ADMIN).content.decode()
    assert "Enter a decision" not in signed_in("mod_finance").get(ADMIN).content.decode()
    form = {
        "decision": "Opening of talks", "country": Country.objects.get(iso2="GE").pk, "organisation": "", "remark": "",
        "decided_on": str(days(-2)), "outcome": "not_followed", "meeting": "", "consulted_on": str(days(-9)),
        "level": "department", "advice": "Wait.", "classification": "official_use",
    }  # fmt: skip
    client = signed_in("mfa_milpol")
    wrong = client.post(f"{ADMIN}add/", {**form, "consulted_on": str(days(-1))})
    assert "Told after the decision is not consulted" in wrong.content.decode(), wrong.context["errors"]
    day_of_it = {**form, "meeting": held("minister").pk, "consulted_on": "", "level": ""}
    for typed in (day_of_it, form):
        made = client.post(f"{ADMIN}add/", typed)
        assert made.status_code == 302, made.context["errors"]
    with acting("cmd_desk"):
        row = DecisionConsultation.in_context.get(level="department")
        assert DecisionConsultation.in_context.get(level="minister").consulted_on == days(-9)
    listed = client.get(f"{ADMIN}?q=talks").content.decode()
    assert row.reference in listed
    assert row.reference not in client.get(f"{ADMIN}?outcome__exact=followed").content.decode()
    where = f"{ADMIN}{row.reference}/change/"
    assert "Enter what is right" not in client.get(where).content.decode()
    pressed(client, where, "take-back", reason="It was followed")
    with acting("cmd_desk"):
        assert DecisionConsultation.in_context.get(pk=row.pk).taken_back_on == today()
    anew = f"{ADMIN}add/?instead_of={row.pk}"
    assert anew in client.get(where).content.decode()
    assert "Wait." in client.get(anew).content.decode()
    assert client.get(f"{ADMIN}{row.pk}/history/").status_code == 200


def test_what_is_put_right_is_shown_and_kept_under_its_marking(signed_in: Callable[..., Client]) -> None:
    row, client = entered(marked="limited_official_use"), signed_in("cmd_desk")
    anew = f"{ADMIN}add/?instead_of={row.pk}"
    page = client.get(anew)
    assert "LIMITED OFFICIAL USE" in page.context["page_marking"]["text"]
    typed = {
        "decision": row.decision, "decided_on": str(row.decided_on), "outcome": "not_consulted",
        "classification": "official_use", "instead_of": row.pk,
    }  # fmt: skip
    made = client.post(anew, typed)
    assert made.status_code == 302, made.context["errors"]
    with acting("cmd_desk"):
        new = DecisionConsultation.in_context.exclude(pk=row.pk).get()
        assert new.label_id == row.label_id


def test_what_is_hidden_is_not_put_into_a_new_entry(signed_in: Callable[..., Client]) -> None:
    row = entered(marked="limited_official_use")
    page = signed_in("cmd_desk_2").get(f"{ADMIN}add/?instead_of={row.pk}").content.decode()
    assert "corridor" not in page


def test_rest_enters_lists_and_takes_back(api: Callable[..., Client]) -> None:
    client, meeting = api("mfa_desk"), held("minister")
    body = {
        "decision": "Opening of talks", "country": "GE", "decided_on": str(days(-2)), "outcome": "followed",
        "meeting": meeting.reference, "advice": "Exercises first.",
    }  # fmt: skip
    made = client.post(HOME, body, content_type="application/json")
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["level"], told["consulted_on"], told["organisation"]) == ("minister", str(days(-9)), None)
    unasked = {
        "decision": "A vote",
        "organisation": "UN",
        "decided_on": str(days(-1)),
        "outcome": "not_consulted",
    }
    assert client.post(HOME, unasked, content_type="application/json").status_code == 201
    late = client.post(
        HOME, {**unasked, "outcome": "no_advice", "consulted_on": str(today()), "level": "minister"},
        content_type="application/json",
    )  # fmt: skip
    assert (late.status_code, late.json()["errors"][0]["field"]) == (400, "consulted_on")
    for query, found in (
        ({"country": "GE"}, 1), ({"organisation": "UN"}, 1), ({"outcome": "not_consulted"}, 1),
        ({"level": "minister"}, 1), ({"decided_from": str(days(-1))}, 1), ({"decided_to": str(days(-3))}, 0),
        ({"standing": "true"}, 2),
    ):  # fmt: skip
        assert len(client.get(HOME, query).json()["results"]) == found, query
    back = client.post(
        f"{HOME}{told['reference']}/take-back/", {"reason": "A slip"}, content_type="application/json",
        headers={"If-Match": made["ETag"]},
    )  # fmt: skip
    assert (back.status_code, back.json()["taken_back_on"]) == (200, str(today())), back.content
    assert len(client.get(HOME, {"standing": "true"}).json()["results"]) == 1
    assert api("mod_finance").post(HOME, unasked, content_type="application/json").status_code == 403

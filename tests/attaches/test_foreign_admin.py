"""The inbound register in data entry: a note entered, buttons by office and state, calls and particulars beside."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attaches.models import ForeignAttache, ForeignAttacheParticulars, ForeignCall
from tests.attaches.foreign_scenes import a_foreigner, as_stands, country, ended
from tests.attaches.scenes import day
from tests.attaches.test_admin import page, press
from tests.cast import acting

KIND = "foreignattache"
NO_PARTICULARS = {"particulars-TOTAL_FORMS": 0, "particulars-INITIAL_FORMS": 0}
NO_CALLS = {"calls-TOTAL_FORMS": 0, "calls-INITIAL_FORMS": 0}


def note(**facts: Any) -> dict[str, Any]:
    return {
        "country": country("TR").pk, "full_name": "Örnək Təlimli", "rank": "Colonel", "title": "defence_attache",
        "received_on": day(-25), **NO_PARTICULARS, **facts,
    }  # fmt: skip


def test_a_note_is_entered_with_the_particulars_it_brings(db: None, signed_in: Callable[[str], Client]):
    protocol = signed_in("mfa_protocol")
    where = reverse(f"admin:attaches_{KIND}_add")
    assert protocol.get(where).status_code == 200
    personal = {
        "particulars-TOTAL_FORMS": 1, "particulars-INITIAL_FORMS": 0, "particulars-0-passport_no": "P7",
        "particulars-0-biography": "Staff college", "particulars-0-born_on": "1980-02-03",
    }  # fmt: skip
    assert protocol.post(where, note(**personal)).status_code == 302
    with acting("mfa_protocol"):
        attache, row = ForeignAttache.in_context.get(), ForeignAttacheParticulars.in_context.get()
    assert (attache.requested_on, attache.state, row.passport_no) == (day(-25), "consent_requested", "P7")
    shown = page(protocol, KIND, attache)
    assert "waiting for our reply for 25 days" in shown
    assert "The Center gives its opinion." in shown


def test_a_refusal_stands_beside_what_was_typed(db: None, signed_in: Callable[[str], Client]):
    protocol, where = signed_in("mfa_protocol"), reverse(f"admin:attaches_{KIND}_add")
    for wrong, words in (
        ({"country": country("AZ").pk}, "This is the State that receives him."),
        ({"seat": country("AZ").pk}, "Leave this empty for whoever resides with us."),
        ({"received_on": day(1)}, "This day has not come yet."),
        ({"received_on": "soon"}, "Enter a valid date."),
        ({"country": 10**30}, "Select a valid choice"),
    ):
        answer = protocol.post(where, note(full_name="KEEP THIS", **wrong))
        assert answer.status_code in {400, 409}
        assert words in answer.content.decode()
        assert "KEEP THIS" in answer.content.decode()
    with acting("cmd_desk"):
        assert not ForeignAttache.in_context.exists()


def test_buttons_follow_state_and_office(db: None, signed_in: Callable[[str], Client]):
    attache = a_foreigner()

    def offered(name: str) -> set[str]:
        shown = page(signed_in(name), KIND, as_stands(attache))
        steps = {
            "concur",
            "consent",
            "refuse",
            "second-note",
            "object",
            "declare-png",
            "withdraw",
            "name-dean",
        }
        return {step for step in steps if f"/step/{step}/" in shown}

    assert offered("cmd_head") == {"concur"}
    assert offered("mfa_protocol") == {"refuse", "withdraw"}
    assert offered("cmd_desk") == offered("leadership_reader") == set()
    press(signed_in("cmd_head"), KIND, attache, "concur")
    assert offered("cmd_head") == set()
    assert offered("mfa_milpol") == {"consent", "refuse"}
    press(signed_in("mfa_milpol"), KIND, attache, "consent", on=day(0))
    assert offered("mfa_protocol") == {"second-note", "declare-png", "withdraw"}


def test_arrival_dean_end_and_departure(db: None, signed_in: Callable[[str], Client]):
    attache, protocol = a_foreigner("accredited"), signed_in("mfa_protocol")
    press(protocol, KIND, attache, "arrive", on=day(-40), arrived_on=day(-45))
    assert (as_stands(attache).arrived_on, as_stands(attache).function.lower) == (day(-45), day(-40))
    press(protocol, KIND, attache, "name-dean", on=day(-30))
    assert "/step/end-dean/" in page(protocol, KIND, attache)
    assert "has not come yet" in press(protocol, KIND, attache, "end", on=day(2))
    press(protocol, KIND, attache, "end", on=day(-2), reason="Tour completed")
    press(protocol, KIND, attache, "depart", on=day(-1))
    assert (as_stands(attache).departed_on, as_stands(attache).dean.upper) == (day(-1), day(-2))
    assert "Tour completed" in page(protocol, KIND, attache)


def test_the_clerk_enters_calls_and_says_later_when_they_were_held(
    db: None, signed_in: Callable[[str], Client]
):
    attache, clerk = a_foreigner("in_function"), signed_in("cmd_desk")
    where = reverse(f"admin:attaches_{KIND}_change", args=[attache.pk])
    typed = {"title": "air_attache", "based_on": attache.version}
    call = {"calls-TOTAL_FORMS": 1, "calls-INITIAL_FORMS": 0, "calls-0-kind": "first"}
    first = {**call, "calls-0-called_on": "Minister of Defence", "calls-0-planned_on": day(-3)}
    assert clerk.post(where, {**typed, **first}).status_code == 302
    with acting("cmd_desk"):
        row = ForeignCall.in_context.get()
    held = {**first, "calls-INITIAL_FORMS": 1, "calls-0-id": row.pk, "calls-0-attache": attache.pk}
    typed["based_on"] = as_stands(attache).version
    assert clerk.post(where, {**typed, **held, "calls-0-held_on": day(-2)}).status_code == 302
    with acting("cmd_desk"):
        assert ForeignCall.in_context.get().held_on == day(-2)
    assert as_stands(attache).title == "air_attache"
    late = clerk.post(where, {**typed, **held, "calls-0-held_on": day(2)})
    assert "has not come yet" in late.content.decode()


def test_after_our_reply_protocol_says_why_a_name_or_rank_was_another(
    db: None, signed_in: Callable[[str], Client]
):
    attache = a_foreigner("in_function")
    assert 'name="rank"' not in page(signed_in("cmd_desk"), KIND, attache)
    protocol, where = signed_in("mfa_protocol"), reverse(f"admin:attaches_{KIND}_change", args=[attache.pk])
    assert 'id="id_reason"' in page(protocol, KIND, attache)
    typed = {
        "full_name": attache.full_name, "rank": "Brigadier", "title": attache.title, "based_on": attache.version,
        **NO_CALLS, **NO_PARTICULARS,
    }  # fmt: skip
    assert "Say why." in protocol.post(where, typed).content.decode()
    assert protocol.post(where, {**typed, "reason": "promoted"}).status_code == 302
    assert as_stands(attache).rank == "Brigadier"
    waiting = a_foreigner(iso="GE")
    assert 'id="id_reason"' not in page(protocol, KIND, waiting)
    assert 'name="rank"' in page(signed_in("cmd_desk"), KIND, waiting)


def test_who_only_reads_changes_nothing(db: None, signed_in: Callable[[str], Client]):
    attache = a_foreigner("in_function")
    where = reverse(f"admin:attaches_{KIND}_change", args=[attache.reference])
    assert signed_in("leadership_reader").get(where).status_code == 200
    assert signed_in("leadership_reader").post(where, {"rank": "x", **NO_CALLS}).status_code == 403
    assert signed_in("cmd_desk").get(reverse(f"admin:attaches_{KIND}_add")).status_code == 403
    personnel = signed_in("mod_personnel").post(where, {"rank": "x", **NO_CALLS, **NO_PARTICULARS})
    assert personnel.status_code in {302, 403}
    assert as_stands(attache).rank == "Colonel"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Şəkil", "Ölçü", "Sınaq"}), ("standing=ahead", {"Şəkil"}), ("standing=with_us", {"Sınaq"}),
        ("standing=over", {"Ölçü"}), ("residence=elsewhere", {"Sınaq"}), ("residence=here", {"Şəkil", "Ölçü"}),
        ("q=turkiye", {"Şəkil"}), ("q=olcu", {"Ölçü"}), ("q=xyz", set()), ("standing=moon", {"Şəkil", "Ölçü", "Sınaq"}),
    ],
)  # fmt: skip
def test_the_list_is_searched_and_filtered(
    db: None, signed_in: Callable[[str], Client], query: str, names: set[str]
):
    a_foreigner(full_name="Şəkil")
    ended(a_foreigner("in_function", iso="GE", full_name="Ölçü"), -20)
    a_foreigner("in_function", iso="AT", seat="DE", full_name="Sınaq")
    shown = signed_in("cmd_desk").get(reverse(f"admin:attaches_{KIND}_changelist") + f"?{query}")
    results = {row.full_name for row in shown.context_data["cl"].result_list}
    assert results == names


def test_the_list_takes_as_many_queries_for_many_rows_as_for_few(
    db: None, signed_in: Callable[[str], Client]
):
    client, counts = signed_in("cmd_desk"), []
    for iso in ("TR", "GE", "DE"):
        a_foreigner("in_function", iso=iso, seat="AT")
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"admin:attaches_{KIND}_changelist"))
        counts.append(len(asked))
    assert len(set(counts[1:])) == 1


def test_the_navigation_leads_there(db: None, signed_in: Callable[[str], Client]):
    assert reverse(f"admin:attaches_{KIND}_changelist") in signed_in("cmd_desk").get("/").content.decode()

"""The inbound register: two notes the other way round, the Center before the ministry (VCDR arts 5, 7, 9, 10, 43)."""

from collections.abc import Callable
from typing import Any

import pytest

from attaches.lifecycle import FOREIGN_FORTHCOMING, FOREIGN_OVER, ForeignAttacheState
from attaches.services import foreign_attaches, foreign_notes, foreign_tenures
from attaches.services.foreign_attaches import DeanThere, NotDean, ReplyStands, TitleTaken
from attaches.services.foreign_notes import ConcurrenceMissing, ResidentHere
from attaches.services.foreign_tenures import BothPresentTooLong, NotAccreditedYet
from attaches.services.steps import Frozen, ReasonMissing
from audit.models import Event
from foundation.clock import now
from foundation.errors import InvalidInput, NotPermitted, TransitionRefused
from tests.attaches.foreign_scenes import a_foreigner, as_stands, country, ended
from tests.attaches.scenes import day
from tests.cast import acting

S = ForeignAttacheState


def test_every_state_is_ahead_with_us_or_over():
    assert FOREIGN_FORTHCOMING | FOREIGN_OVER | {S.IN_FUNCTION} == set(S)
    assert not FOREIGN_FORTHCOMING & FOREIGN_OVER


def test_from_the_first_note_to_the_departure(db: None):
    attache = a_foreigner("in_function", asked=-400)
    assert (attache.replied_on, attache.accredited_on, attache.arrived_on) == (
        day(-380),
        day(-360),
        day(-350),
    )
    assert (attache.function.lower, attache.function.upper, attache.state) == (day(-350), None, "in_function")
    over = ended(attache, -10)
    assert (over.state, over.function.upper, over.departed_on) == ("ended", day(-10), day(-10))
    with acting("cmd_desk"):
        taken = list(over.steps.order_by("id").values_list("state", "reached_on"))
    assert taken == [
        ("consent_requested", day(-400)), ("consent_granted", day(-380)), ("accreditation_requested", day(-370)),
        ("accredited", day(-360)), ("in_function", day(-350)), ("ended", day(-10)),
    ]  # fmt: skip


def test_no_consent_before_the_center_has_concurred_and_none_is_needed_to_refuse(db: None):
    attache = a_foreigner()
    with acting("mfa_protocol") as protocol:
        with pytest.raises(ConcurrenceMissing):
            foreign_notes.consent(attache, by=protocol, on=day(0), at=now())
        foreign_notes.refuse(attache, by=protocol, on=day(-1), at=now())
    assert (as_stands(attache).state, as_stands(attache).replied_on) == ("consent_refused", day(-1))


def test_the_reply_does_not_precede_the_concurrence(db: None):
    attache = a_foreigner("concurred", asked=-100)
    with acting("mfa_protocol") as protocol, pytest.raises(InvalidInput, match="correct"):
        foreign_notes.consent(attache, by=protocol, on=day(-95), at=now())


def test_a_change_of_the_person_is_concurred_with_anew(db: None):
    attache = a_foreigner("concurred")
    with acting("cmd_desk") as clerk:
        same = foreign_attaches.amend(attache, by=clerk, rank="Colonel")
        assert same.concurred_on is not None
        assert foreign_attaches.amend(attache, by=clerk, full_name="Maket  Təlimli").concurred_on is None


@pytest.mark.parametrize("reaches", ["consent_granted", "accredited", "in_function"])
def test_whom_we_replied_about_protocol_corrects_and_says_why(db: None, reaches: str):
    attache = a_foreigner(reaches)
    with acting("cmd_desk") as clerk:
        for change in ({"rank": "Brigadier"}, {"full_name": "Maket Təlimli"}):
            with pytest.raises(ReplyStands) as refusal:
                foreign_attaches.amend(attache, by=clerk, reason="so I was told", **change)
            assert set(refusal.value.fields) == set(change)
        foreign_attaches.amend(attache, by=clerk, rank="Colonel", title="air_attache")
    with acting("mfa_protocol") as protocol:
        with pytest.raises(ReasonMissing):
            foreign_attaches.amend(attache, by=protocol, rank="Brigadier")
        told = {"rank": "Brigadier", "reason": "promoted, note 12-3"}
        assert foreign_attaches.amend(attache, by=protocol, **told).concurred_on is not None
    with acting("auditor"):
        latest = Event.objects.filter(reference=attache.reference).latest("id")
        assert (latest.verb, latest.reason) == ("foreign_attaches.amend", "promoted, note 12-3")


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("cmd_desk", foreign_notes.concur), ("mfa_protocol", foreign_notes.concur),
        ("cmd_head", foreign_notes.consent), ("cmd_desk", foreign_notes.refuse), ("mfa_desk", foreign_notes.consent),
        ("cmd_head", foreign_notes.declare_png), ("cmd_desk", foreign_notes.withdraw),
        ("attache", foreign_tenures.record_departure), ("leadership_reader", foreign_attaches.name_dean),
    ],
)  # fmt: skip
def test_each_office_does_its_own_part(db: None, name: str, service: Callable[..., Any]):
    attache = a_foreigner()
    with acting(name) as by, pytest.raises(NotPermitted):
        service(attache, by=by, on=day(0), at=now())


@pytest.mark.parametrize(
    "reaches", ["consent_granted", "accreditation_requested", "accredited", "in_function"]
)
def test_he_is_persona_non_grata_from_our_consent_on_even_before_he_arrives(db: None, reaches: str):
    attache = a_foreigner(reaches)
    with acting("mfa_milpol") as by:
        foreign_notes.declare_png(attache, by=by, on=day(-3), at=now())
    gone = as_stands(attache)
    assert (gone.state, gone.ended_on) == ("declared_png", day(-3))
    assert reaches != "in_function" or gone.function.upper == day(-3)
    with acting("mfa_protocol") as protocol:
        if reaches != "in_function":
            with pytest.raises(TransitionRefused):
                foreign_tenures.record_departure(attache, by=protocol, on=day(-1), at=now())
        else:
            left = foreign_tenures.record_departure(attache, by=protocol, on=day(-1), at=now())
            assert left.departed_on == day(-1)


def test_we_object_to_whoever_is_accredited_from_elsewhere_only(db: None):
    here, elsewhere = a_foreigner("accredited"), a_foreigner("in_function", iso="AT", seat="TR")
    assert elsewhere.arrived_on is None
    with acting("mfa_protocol") as protocol:
        with pytest.raises(ResidentHere):
            foreign_notes.object_to(here, by=protocol, on=day(0), at=now())
        foreign_notes.object_to(elsewhere, by=protocol, on=day(0), at=now(), reason="Not wished")
    assert (as_stands(elsewhere).state, as_stands(elsewhere).function.upper) == ("objected", day(0))


def test_a_state_withdraws_before_functions_and_ends_after(db: None):
    ahead, with_us = a_foreigner("accredited"), a_foreigner("in_function", iso="GE")
    with acting("mfa_protocol") as protocol:
        foreign_notes.withdraw(ahead, by=protocol, on=day(0), at=now())
        with pytest.raises(TransitionRefused):
            foreign_notes.withdraw(with_us, by=protocol, on=day(0), at=now())
        with pytest.raises(Frozen):
            foreign_attaches.amend(ahead, by=protocol, rank="Major")


def test_one_of_a_title_in_function_with_a_handover_of_thirty_days(db: None):
    first = a_foreigner("in_function", asked=-900)
    second = a_foreigner("accredited", asked=-200, predecessor=first)
    with acting("mfa_protocol") as protocol:
        with pytest.raises(TitleTaken):
            foreign_tenures.record_arrival(second, by=protocol, on=day(-20), at=now())
        foreign_tenures.end(first, by=protocol, on=day(-20), at=now())
        with pytest.raises(BothPresentTooLong):
            foreign_tenures.record_arrival(second, by=protocol, on=day(-20), arrived_on=day(-31), at=now())
        foreign_tenures.record_arrival(second, by=protocol, on=day(-20), arrived_on=day(-30), at=now())
        foreign_tenures.record_departure(first, by=protocol, on=day(-5), at=now())
    assert as_stands(second).state == "in_function"


def test_a_state_may_have_two_assistants(db: None):
    for _number in range(2):
        assert a_foreigner("in_function", title="assistant_attache").state == "in_function"


def test_the_corps_has_one_dean_whose_term_ends_with_his_functions(db: None):
    first, second = a_foreigner("in_function"), a_foreigner("in_function", iso="GE")
    with acting("mfa_protocol") as protocol:
        with pytest.raises(InvalidInput):
            foreign_attaches.name_dean(first, by=protocol, on=day(-351), at=now())
        foreign_attaches.name_dean(first, by=protocol, on=day(-300), at=now())
        with pytest.raises(DeanThere):
            foreign_attaches.name_dean(second, by=protocol, on=day(-100), at=now())
        with pytest.raises(NotDean):
            foreign_attaches.end_dean(second, by=protocol, on=day(-100), at=now())
    ended(first, -50)
    assert (as_stands(first).dean.lower, as_stands(first).dean.upper) == (day(-300), day(-50))
    with acting("cmd_desk") as clerk:
        foreign_attaches.name_dean(second, by=clerk, on=day(-50), at=now())
        assert foreign_attaches.end_dean(second, by=clerk, on=day(-5), at=now()).dean.upper == day(-5)


def test_calls_are_planned_and_held_after_accreditation(db: None):
    early, attache = a_foreigner("consent_granted", iso="GE"), a_foreigner("in_function", asked=-100)
    with acting("cmd_desk") as clerk:

        def call(**facts: Any) -> Any:
            return foreign_tenures.record_call(
                **{
                    "attache": attache,
                    "by": clerk,
                    "at": now(),
                    "kind": "first",
                    "called_on": "Minister",
                    **facts,
                }
            )

        with pytest.raises(NotAccreditedYet):
            call(attache=early, planned_on=day(3))
        for wrong in ({}, {"held_on": day(1)}, {"held_on": day(-61)}, {"planned_on": day(-90)}):
            with pytest.raises(InvalidInput):
                call(**wrong)
        planned = call(planned_on=day(-10))
        held = call(called_on=" Minister ", held_on=day(-8))
        assert (held.pk, held.planned_on, held.held_on) == (planned.pk, day(-10), day(-8))
        call(kind="farewell", planned_on=day(30))
        assert attache.calls.count() == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"iso": "AZ"}, "country"), ({"seat": "AZ"}, "seat"), ({"asked": 1}, "requested_on"),
        ({"full_name": ""}, "full_name"),
        ({"title": "staff_officer"}, "title"), ({"full_name": "a\u202eb"}, "full_name"), ({"rank": "x" * 61}, "rank"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_beside_its_field(db: None, facts: dict[str, Any], field: str):
    with pytest.raises(InvalidInput) as refusal:
        a_foreigner(**facts)
    assert field in refusal.value.fields


def test_nobody_takes_over_from_another_state_or_from_himself(db: None):
    turk, georgian = a_foreigner(), a_foreigner(iso="GE")
    with acting("mfa_protocol") as protocol:
        for predecessor in (turk, georgian):
            with pytest.raises(InvalidInput) as refusal:
                foreign_attaches.amend(georgian, by=protocol, predecessor=predecessor)
            assert "predecessor" in refusal.value.fields
        with pytest.raises(InvalidInput):
            foreign_attaches.amend(turk, by=protocol, country=country("GE"))

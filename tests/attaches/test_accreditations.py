"""accreditations.plan, amend, request, record_consent, refuse, send_second_note, accredit, object, end, withdraw."""

import pytest
from django.db import DatabaseError, connection, transaction

from attaches.models import Accreditation, Posting
from attaches.services import accreditations, notes
from attaches.services.accreditations import AccreditedThere
from attaches.services.notes import (
    ConsentMissing,
    MfaCoordinationMissing,
    PostNotEstablished,
    PrincipalStands,
)
from attaches.services.steps import Frozen, StepBeforeLast
from directory.models import Country, Organisation
from foundation.clock import now
from foundation.errors import InvalidInput, NotPermitted, RecordChanged, TransitionRefused
from tests.attaches.scenes import a_post, a_posting, day, principal, state_of
from tests.cast import acting


def move(
    posting: Posting, service: object, on: int = 0, *, as_: str = "cmd_desk", **facts: object
) -> Accreditation:
    with acting(as_) as by:
        return service(principal(posting), by=by, on=day(on), at=now(), **facts)  # type: ignore[operator]


def a_side(posting: Posting, iso: str = "AT", **facts: object) -> Accreditation:
    with acting("cmd_desk") as clerk:
        country = Country.objects.get(iso2=iso)
        return accreditations.plan(posting, by=clerk, on=day(0), country=country, **facts)


def test_the_two_notes_carry_the_posting_along(db: None):
    posting = a_posting("mfa_coordinated", first=100, end=900)
    for service, state, field in (
        (notes.request, "consent_requested", "consent_note_on"),
        (notes.record_consent, "consent_granted", "consent_reply_on"),
        (notes.send_second_note, "accreditation_requested", "accreditation_note_on"),
        (notes.accredit, "accredited", "accredited_on"),
    ):
        paper = move(posting, service)
        assert (paper.state, getattr(paper, field), state_of(posting)) == (state, day(0), state)


def test_no_note_leaves_before_the_ministry_of_foreign_affairs_has_coordinated(db: None):
    posting = a_posting("mod_ordered", first=100, end=900)
    with pytest.raises(MfaCoordinationMissing):
        move(posting, notes.request)


def test_protocol_sends_notes_and_the_desk_does_not(db: None):
    posting = a_posting("mfa_coordinated", first=100, end=900)
    with pytest.raises(NotPermitted):
        move(posting, notes.request, as_="mfa_desk")
    assert move(posting, notes.request, as_="mfa_protocol").state == "consent_requested"


def test_the_second_note_follows_consent(db: None):
    posting = a_posting("mfa_coordinated", first=100, end=900)
    with pytest.raises(ConsentMissing):
        move(posting, notes.send_second_note)


def test_where_no_consent_is_asked_for_the_second_note_goes_at_once(db: None):
    posting = a_posting("mfa_coordinated", first=100, end=900)
    with acting("cmd_desk") as clerk:
        with pytest.raises(InvalidInput):
            accreditations.amend(principal(posting), by=clerk, consent_waived=True)
        accreditations.amend(
            principal(posting), by=clerk, consent_waived=True, waiver_basis="Headquarters agreement"
        )
    move(posting, notes.send_second_note)
    assert state_of(posting) == "accreditation_requested"
    with acting("cmd_desk") as clerk, pytest.raises(Frozen):
        accreditations.amend(principal(posting), by=clerk, consent_waived=False)


def test_a_host_accredits_to_an_established_office(db: None):
    posting = a_posting("consent_granted", post=a_post(reaches="planned"), first=100, end=900)
    with pytest.raises(PostNotEstablished):
        move(posting, notes.send_second_note)


def test_a_reply_is_not_dated_before_the_note(db: None):
    posting = a_posting("consent_requested", first=100, end=900)
    with pytest.raises(StepBeforeLast):
        move(posting, notes.record_consent, on=-400)


def test_a_refused_consent_ends_the_posting_and_its_side_accreditations(db: None):
    posting = a_posting("consent_requested", first=100, end=900)
    side = a_side(posting)
    move(posting, notes.refuse, reason="none given")
    assert (state_of(posting), state_of(side)) == ("consent_refused", "withdrawn")


def test_an_objection_ends_only_that_row(db: None):
    posting = a_posting("in_post")
    side = a_side(posting)
    with acting("cmd_desk") as clerk:
        for service in (notes.request, notes.object_to):
            service(side, by=clerk, on=day(0), at=now())
    assert (state_of(side), state_of(posting)) == ("objected", "in_post")


def test_one_principal_and_one_row_for_each_further_state(db: None):
    posting = a_posting("in_post")
    a_side(posting)
    for facts in ({"iso": "AT"}, {"iso": "TR"}, {"iso": "SK", "role": "principal"}):
        with pytest.raises(AccreditedThere):
            a_side(posting, **facts)


def test_a_state_or_an_organisation_and_not_both(db: None):
    posting = a_posting("in_post")
    with acting("cmd_desk") as clerk:
        both = {
            "country": Country.objects.get(iso2="AT"),
            "organisation": Organisation.objects.get(code="UN"),
        }
        for receiver in (both, {}):
            with pytest.raises(InvalidInput):
                accreditations.plan(posting, by=clerk, on=day(0), **receiver)


def test_steps_out_of_turn_and_stale_pages_are_refused(db: None):
    posting = a_posting("consent_requested", first=100, end=900)
    with pytest.raises(TransitionRefused):
        move(posting, notes.accredit)
    with pytest.raises(RecordChanged):
        move(posting, notes.record_consent, version=1)


def test_an_accreditation_ends_on_a_day_or_is_withdrawn(db: None):
    posting = a_posting("in_post")
    with acting("cmd_desk") as clerk:
        side = accreditations.plan(posting, by=clerk, on=day(0), country=Country.objects.get(iso2="AT"))
        gone = notes.withdraw(side, by=clerk, on=day(0), at=now(), reason="not needed")
        assert (gone.state, gone.ended_on) == ("withdrawn", day(0))
    assert move(a_posting("accredited"), notes.end, reason="relations").ended_on == day(0)


def test_what_an_officer_is_in_post_on_ends_with_his_posting_and_not_before(db: None):
    posting = a_posting("in_post")
    for service in (notes.end, notes.object_to):
        with pytest.raises(PrincipalStands):
            move(posting, service, reason="relations")
    statement = "UPDATE attaches_accreditation SET state = 'ended', state_on = %s WHERE posting_id = %s"
    refused = pytest.raises(DatabaseError, match="in post on this accreditation")
    with acting("cmd_desk"), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(statement, [day(0), posting.pk])

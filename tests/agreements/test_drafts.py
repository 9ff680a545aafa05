"""Notes about agreements: when which is offered, to whom it goes, what it says in both languages (VCLT 16, 67)."""

import datetime as dt

import pytest

from agreements.models import Agreement
from agreements.services import agreements, ending, submissions
from approvals.services.decisions import decide
from correspondence.selectors.drafts import purposes_for
from correspondence.services.drafting import draft
from correspondence.services.refusals import NothingToDraft
from foundation.clock import now, today
from tests.agreements import story_scenes as scenes
from tests.agreements.instruments import country, in_force, organisation
from tests.cast import acting

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)


def offered(agreement: Agreement, who: str = "mfa_protocol") -> list[str]:
    with acting(who) as by:
        return [one.code for one in purposes_for(agreement.reference, to=by)]


def agreed_to_end(agreement: Agreement) -> None:
    with acting("cmd_desk") as desk:
        why = {"kind": "agreement_denunciation", "reason": "A wider one", "on": today(), "at": now()}
        case = submissions.submit(agreement, by=desk, **why)
    for name in scenes.ROUTE:
        with acting(name) as by:
            decide(case, by=by, verdict="concur", content_hash=case.content_hash, at=now(), on=today())


def test_a_denunciation_is_written_once_both_ministries_agreed(db: None) -> None:
    agreement = scenes.a1()
    assert offered(agreement) == []
    with acting("mfa_protocol") as protocol, pytest.raises(NothingToDraft):
        draft(agreement.reference, "denunciation", by=protocol, at=now())
    agreed_to_end(agreement)
    assert offered(agreement) == ["denunciation"]
    with acting("mfa_protocol") as protocol:
        note = draft(agreement.reference, "denunciation", by=protocol, at=now(), language="az")
        assert (note.addressee_country.iso2, note.sender_mission.code) == ("GE", "emb-ge")
        assert "denonsasiya etdiyini bildirmək" in note.text
        assert "gives notice" in note.translation or "to give notice that" in note.translation
        assert "Agreement on military education" in note.translation
        assert not note.reply_expected
    with acting("cmd_desk") as desk:
        held = ending.denounce(agreement, by=desk, on=today(), at=now(), reason="Received")
    assert offered(held) == []


def test_a_completion_is_written_until_it_has_been_received(db: None) -> None:
    agreement = scenes.a2()
    assert offered(agreement) == []  # ours was received long ago
    with acting("cmd_desk"):
        Agreement.in_context.get(pk=agreement.pk).notifications.all().delete()
    assert offered(agreement) == ["completion"]
    with acting("mfa_protocol") as protocol:
        note = draft(agreement.reference, "completion", by=protocol, at=now())
    assert "have been completed" in note.text
    assert "prosedurların yerinə yetirildiyini" in note.translation


def test_of_many_the_depositary_is_told_and_nobody_where_there_is_none(db: None) -> None:
    with acting("cmd_desk") as desk:
        many = in_force(desk, E, participation="multilateral", parties=[country("TR"), country("GE")])
    agreed_to_end(many)
    assert offered(many) == []
    with acting("cmd_desk") as desk:
        agreements.amend(many, by=desk, at=now(), depositary_organisation=organisation("UN"))
    with acting("mfa_protocol") as protocol:
        note = draft(many.reference, "denunciation", by=protocol, at=now())
        assert (note.addressee_organisation.code, note.sender_institution.code) == ("UN", "mfa")


def test_about_what_one_may_not_see_nothing_is_offered(db: None) -> None:
    with acting("cmd_desk") as desk:
        hidden = in_force(desk, E, level="limited_official_use")
    assert offered(hidden, "cmd_desk_2") == []

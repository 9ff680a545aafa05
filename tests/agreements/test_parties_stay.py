"""Parties of what was signed stay; a wrong entry is corrected before anything followed (VCLT arts 15, 54)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from access.context import Subject
from agreements.models import Agreement, Party
from agreements.services import agreements, correcting, statements
from agreements.services.correcting import SomethingFollowed
from agreements.services.party_refusals import PartiesStay
from agreements.services.refusals import (
    ReasonNeeded,
    StepRefused,
    TwoPartiesNeeded,
)
from audit.models import Event
from foundation.acts import act
from foundation.clock import now
from foundation.errors import NotPermitted, RuleBroken
from tests.agreements.instruments import country, in_force, recorded
from tests.agreements.planning import begun
from tests.agreements.test_provisions import a_provision
from tests.attaches.story_ways import page_of, pressed, refused, words
from tests.attaches.test_stories_rest import step
from tests.cast import acting

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)


def _codes(agreement: Agreement) -> list[str]:
    return sorted(agreement.parties.values_list("country__iso2", flat=True))


def _corrected(agreement: Agreement, by: Subject, *codes: str, reason: str = "Typed wrongly") -> Agreement:
    bodies = [country(code) for code in codes]
    return correcting.correct_parties(agreement, by=by, parties=bodies, reason=reason, at=now())


def test_nobody_is_exchanged_once_it_is_signed(clerk: Subject) -> None:
    agreement = in_force(clerk, E)
    with pytest.raises(PartiesStay) as said:
        agreements.amend(agreement, by=clerk, at=now(), parties=[country("TR")])
    assert "parties" in said.value.fields
    same = agreements.amend(agreement, by=clerk, at=now(), parties=[country("GE")], areas="More")
    assert (_codes(same), same.areas) == (["AZ", "GE"], "More")


def test_until_then_they_change(clerk: Subject) -> None:
    proposed = agreements.amend(recorded(clerk), by=clerk, at=now(), parties=[country("TR")])
    assert _codes(proposed) == ["AZ", "TR"]
    with pytest.raises(StepRefused):
        _corrected(proposed, clerk, "GE")


def test_a_wrong_entry_is_corrected_with_a_reason_and_on_record(clerk: Subject) -> None:
    agreement = in_force(clerk, E)
    with pytest.raises(ReasonNeeded):
        _corrected(agreement, clerk, "TR", reason=" ")
    with pytest.raises(TwoPartiesNeeded):
        _corrected(agreement, clerk, "TR", "KZ")
    assert _codes(_corrected(agreement, clerk, "TR")) == ["AZ", "TR"]
    event = Event.objects.filter(verb="agreements.correct_parties", reference=agreement.reference).first()
    assert event is not None
    assert event.reason == "Typed wrongly"


def test_not_once_something_followed(clerk: Subject) -> None:
    planned = in_force(clerk, E, parties=[country("TR")])
    begun(clerk, agreement=planned)
    with pytest.raises(SomethingFollowed, match="plans"):
        _corrected(planned, clerk, "GE")
    declared = in_force(clerk, E)
    declared = statements.state(
        declared,
        by=clerk,
        party=declared.parties.get(is_home=False),
        kind="declaration",
        text="t",
        on=E,
        at=now(),
    )
    with pytest.raises(SomethingFollowed, match="statements of parties"):
        _corrected(declared, clerk, "TR")


def test_nor_where_an_article_obliges_the_one_named(clerk: Subject) -> None:
    agreement = in_force(clerk, E)
    a_provision(clerk, agreement, obliged=agreement.parties.get(is_home=False))
    with pytest.raises(SomethingFollowed, match="provisions"):
        _corrected(agreement, clerk, "TR")


def test_other_offices_correct_nothing(db: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, E)
    with acting("mfa_desk") as desk, pytest.raises(NotPermitted):
        _corrected(agreement, desk, "TR")


def test_the_database_keeps_the_parties_of_what_was_signed(clerk: Subject) -> None:
    parties = [country("GE"), country("TR")]
    agreement = in_force(clerk, E, participation="multilateral", parties=parties)
    georgia = agreement.parties.get(country__iso2="GE")
    agreement = statements.state(
        agreement, by=clerk, party=georgia, kind="declaration", text="t", on=E, at=now()
    )
    turkiye = Party.in_context.filter(agreement=agreement, country__iso2="TR")
    with pytest.raises(RuleBroken), act("test"):
        turkiye.update(country=country("KZ"))
    with pytest.raises(RuleBroken), act("test"):
        Party.in_context.create(agreement=agreement, country=country("KZ"), label_id=agreement.label_id)


def test_in_data_entry_and_over_rest(signed_in: Callable[[str], Client], api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as desk:
        agreement, other = in_force(desk, E), in_force(desk, E)
    clerk, way = signed_in("mfa_legal"), page_of(agreement)
    assert "Atlantis" in words(refused(clerk, way, "correct-parties", right_parties="Atlantis", reason="r"))
    page = words(pressed(clerk, way, "correct-parties", right_parties="Türkiye", reason="Typed wrongly"))
    assert "Türkiye" in page
    where = f"agreements/{other.reference}/"
    fixed = step(api("mfa_legal"), where, "correct-parties", parties=["TR"], reason="Typed wrongly")
    assert fixed["parties"] == ["TR"]

"""Entering an agreement: with its parties, where it stands, and the days that follow from its clauses."""

import datetime as dt

import pytest

from access.context import Subject
from access.services.labels import intern
from access.services.relabelling import raise_label
from agreements.models import Agreement, AgreementDeadline, Clause, Party, StageEvent
from agreements.services import agreements
from agreements.services.refusals import (
    DayMissing,
    EntryBeforeSignature,
    NotAmended,
    PartyTwice,
    StepInFuture,
    StepRefused,
    ThreePartiesNeeded,
    TwoPartiesNeeded,
)
from audit.models import Event
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted, RecordChanged, RuleBroken
from tests.agreements.instruments import V1_CLAUSE, country, in_force, organisation, recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db


def test_a_new_agreement_is_proposed_with_home_state_and_the_other(clerk: Subject) -> None:
    agreement = recorded(clerk, clause=V1_CLAUSE)
    assert agreement.reference.startswith(f"AGR-{today().year}-")
    assert (agreement.state, agreement.state_on) == ("proposed", today())
    sides = [(party.country.iso2, party.is_home) for party in agreement.parties.select_related("country")]
    assert sides == [("AZ", True), ("GE", False)]
    assert {row.label_id for row in (*Party.in_context.all(), *Clause.in_context.all())} == {
        agreement.label_id
    }
    assert [stage.state for stage in agreement.stages.all()] == ["proposed"]
    assert set(Event.objects.filter(reference=agreement.reference).values_list("verb", flat=True)) == {
        "agreements.record"
    }


def test_an_old_one_is_entered_where_it_stands_and_its_known_days_are_kept(clerk: Subject) -> None:
    agreement = in_force(clerk, dt.date(2008, 5, 17))
    stages = [(stage.state, stage.reached_on) for stage in agreement.stages.all()]
    assert stages == [("signed", dt.date(2008, 4, 17)), ("in_force", dt.date(2008, 5, 17))]
    assert {stage.by_id for stage in agreement.stages.all()} == {clerk.user_id}
    days = dict(AgreementDeadline.in_context.filter(agreement=agreement).values_list("kind", "due_on"))
    assert set(days) == {"last_receipt", "internal_action", "term_end"}
    assert days["last_receipt"] >= today()


@pytest.mark.parametrize(
    "state", ["terminated", "expired", "suspended", "superseded", "denunciation_notified"]
)
def test_every_later_state_can_be_entered(clerk: Subject, state: str) -> None:
    ended = None if state in {"suspended", "denunciation_notified"} else dt.date(2020, 1, 1)
    agreement = recorded(
        clerk,
        stands_as=state,
        signed_on=dt.date(2010, 1, 1),
        eif_on=dt.date(2011, 1, 1),
        ended_on=ended,
        on=dt.date(2019, 1, 1),
        effect_on=dt.date(2020, 1, 1) if state == "denunciation_notified" else None,
    )
    assert agreement.state == state
    assert agreement.stages.last().state == state
    assert agreement.ended_on == ended


def test_doubtful_entry_into_force_has_no_deadline(clerk: Subject) -> None:
    doubtful = recorded(
        clerk,
        stands_as="in_force",
        signed_on=dt.date(2021, 6, 15),
        clause=V1_CLAUSE,
        needs_verification=True,
        doubt="sources differ",
    )
    assert doubtful.state == "in_force"
    assert doubtful.eif_on is None
    assert not AgreementDeadline.in_context.exists()


def test_what_is_missing_or_contradicts_itself_is_told_beside_its_field(clerk: Subject) -> None:
    with pytest.raises(DayMissing) as missing:
        recorded(clerk, stands_as="in_force", signed_on=dt.date(2021, 6, 15))
    assert set(missing.value.fields) == {"eif_on"}
    with pytest.raises(DayMissing):
        recorded(clerk, stands_as="signed")
    with pytest.raises(EntryBeforeSignature):
        recorded(clerk, stands_as="in_force", signed_on=dt.date(2021, 6, 15), eif_on=dt.date(2021, 6, 14))
    with pytest.raises(StepInFuture):
        recorded(clerk, stands_as="signed", signed_on=today() + dt.timedelta(days=1))
    with pytest.raises(StepRefused):
        recorded(clerk, stands_as="negotiating")
    with pytest.raises(InvalidInput):
        recorded(clerk, kind="treaties")
    with pytest.raises(InvalidInput):
        recorded(clerk, clause={**V1_CLAUSE, "effect_days": 30})


def test_parties_are_counted(clerk: Subject) -> None:
    with pytest.raises(TwoPartiesNeeded):
        recorded(clerk, parties=[])
    with pytest.raises(TwoPartiesNeeded):
        recorded(clerk, parties=[country("GE"), country("TR")])
    with pytest.raises(ThreePartiesNeeded):
        recorded(clerk, participation="multilateral")
    with pytest.raises(PartyTwice):
        recorded(clerk, participation="multilateral", parties=[country("GE"), country("GE")])
    three = recorded(clerk, participation="multilateral", parties=[country("GE"), organisation("NATO")])
    assert three.parties.count() == 3


def test_the_database_counts_parties_too(clerk: Subject) -> None:
    agreement = recorded(clerk)
    with pytest.raises(RuleBroken), act("test"):
        Party.in_context.filter(agreement=agreement, is_home=False).delete()
    with pytest.raises(RuleBroken), act("test"):
        Agreement.in_context.filter(pk=agreement.pk).update(participation="multilateral")


def test_amending_writes_what_changed_and_recomputes(clerk: Subject) -> None:
    agreement = in_force(clerk, dt.date(2008, 5, 17))
    before = dict(agreement.deadlines.values_list("kind", "due_on"))
    amended = agreements.amend(
        agreement,
        by=clerk,
        at=now(),
        version=agreement.version,
        title_en="New title",
        clause={**V1_CLAUSE, "notice_value": 3},
    )
    assert amended.title_en == "New title"
    assert dict(amended.deadlines.values_list("kind", "due_on"))["last_receipt"] > before["last_receipt"]
    with pytest.raises(RecordChanged):
        agreements.amend(agreement, by=clerk, at=now(), version=1, title_en="Too late")
    with pytest.raises(NotAmended):
        agreements.amend(agreement, by=clerk, at=now(), state="terminated")


def test_verifying_lets_its_days_be_computed(clerk: Subject) -> None:
    doubtful = recorded(
        clerk, stands_as="in_force", signed_on=dt.date(2021, 6, 15), clause=V1_CLAUSE, needs_verification=True
    )
    settled = agreements.verify(
        doubtful, by=clerk, at=now(), eif_on=dt.date(2022, 3, 1), reason="note of the depositary"
    )
    assert (settled.eif_on, settled.needs_verification) == (dt.date(2022, 3, 1), False)
    assert settled.deadlines.count() == 3


def test_only_recording_offices_record(db: None) -> None:
    for name in ("cmd_desk", "mod_legal", "mfa_legal"):
        with acting(name) as someone:
            recorded(someone)
    for name in ("mfa_desk", "attache", "leadership_reader", "auditor", "sysadmin"):
        with acting(name) as someone, pytest.raises(NotPermitted):
            recorded(someone)


def test_two_people_see_different_rows(db: None) -> None:
    with acting("cmd_desk") as clerk:
        open_to_all = in_force(clerk, dt.date(2019, 1, 1))
        restricted = in_force(
            clerk, dt.date(2018, 1, 1), level="limited_official_use", caveats=("negotiations",)
        )
        assert Agreement.objects.visible_to(clerk).count() == 2
    with acting("cmd_desk_2") as colleague:
        assert list(Agreement.objects.visible_to(colleague)) == [open_to_all]
        for rows in (Party, Clause, StageEvent, AgreementDeadline):
            assert not rows.in_context.exclude(agreement=open_to_all).exists()
    with acting("sysadmin") as administrator:
        assert not Agreement.objects.visible_to(administrator).exists()
    assert restricted.reference != open_to_all.reference


def test_words_are_found_with_and_without_azerbaijani_letters(clerk: Subject) -> None:
    agreement = recorded(
        clerk, title="Şuşa Bəyannaməsi", title_en="Shusha Declaration", areas="hərbi təhsil, çevik qüvvələr"
    )
    found = Agreement.objects.visible_to(clerk)
    for words in (
        "şuşa",
        "SUSA",
        "ŞUŞA",
        "susa beyannamesi",
        "hərbi",
        "herbi tehsil",
        "shusha",
        agreement.reference.lower(),
    ):
        assert list(found.matching(words)) == [agreement], words
    assert not found.matching("şuşan").exists()
    assert not found.matching("%").exists()


def test_a_label_can_be_raised_with_everything_that_belongs_to_it(db: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, dt.date(2018, 1, 1))
    with acting("cmd_head") as head:
        held = Agreement.objects.visible_to(head).get(pk=agreement.pk)
        raise_label(held, by=head, to=intern("limited_official_use"), reason="new facts", together=True)
        assert {row.label_id for row in StageEvent.in_context.all()} == {Agreement.in_context.get().label_id}
    with acting("cmd_desk_2") as colleague:
        assert not Agreement.objects.visible_to(colleague).exists()

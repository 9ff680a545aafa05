"""officers.record, officers.amend, officers.record_particulars, officers.record_language."""

import pytest

from access.context import Subject
from attaches.models import LanguageResult, Officer, OfficerParticulars
from attaches.services import officers
from audit.selectors.history import history
from foundation.errors import InvalidInput, NotPermitted, RecordChanged
from tests.attaches.scenes import an_officer, day
from tests.cast import acting


def test_the_clerk_enters_name_and_rank_at_the_fixed_base_label(clerk: Subject):
    officer = officers.record(
        by=clerk, full_name="  Nümunə   Sınaqov ", rank="colonel", service_branch="staff"
    )
    assert officer.full_name == "Nümunə Sınaqov"
    assert officer.reference.startswith("OFF-")
    assert officer.label.level_code == "official_use"
    event = history(officer.reference, to=clerk)[0]
    assert (event.verb, event.actor_id) == ("officers.record", clerk.user_id)


def test_the_attache_does_not_enter_officers(db: None):
    with acting("attache") as attache, pytest.raises(NotPermitted):
        officers.record(by=attache, full_name="Maket", rank="colonel", service_branch="staff")


def test_an_unknown_rank_is_named(clerk: Subject):
    with pytest.raises(InvalidInput) as refusal:
        officers.record(by=clerk, full_name="Maket", rank="emperor", service_branch="staff")
    assert "rank" in refusal.value.fields


def test_amending_needs_the_version_that_was_looked_at(clerk: Subject):
    officer = officers.record(by=clerk, full_name="Maket", rank="colonel", service_branch="staff")
    officers.amend(officer, by=clerk, version=1, rank="major_general")
    with pytest.raises(RecordChanged):
        officers.amend(officer, by=clerk, version=1, rank="colonel")


def test_a_field_that_is_not_amended_is_refused(clerk: Subject):
    officer = officers.record(by=clerk, full_name="Maket", rank="colonel", service_branch="staff")
    with pytest.raises(InvalidInput):
        officers.amend(officer, by=clerk, reference="OFF-2020-AAAAA")


@pytest.mark.parametrize("name", ["mod_personnel", "mfa_protocol"])
def test_personnel_and_protocol_enter_the_personal_row(db: None, name: str):
    officer = an_officer()
    with acting(name) as personnel:
        row = officers.record_particulars(officer, by=personnel, service_number="DEMO-1", passport_no="X1")
        assert row.label.compartments == ["personal"]
        assert row.pk == officers.record_particulars(officer, by=personnel, passport_no="X2").pk
        assert OfficerParticulars.in_context.get(officer=officer).passport_no == "X2"


def test_the_clerk_neither_enters_nor_sees_it(db: None):
    officer = an_officer()
    with acting("mod_personnel") as personnel:
        officers.record_particulars(officer, by=personnel, service_number="DEMO-1")
    with acting("cmd_desk") as clerk:
        assert not OfficerParticulars.in_context.exists()
        with pytest.raises(NotPermitted):
            officers.record_particulars(officer, by=clerk, service_number="DEMO-2")


def test_personnel_enters_everything_in_one_act(db: None):
    with acting("mod_personnel") as personnel:
        result = {"language": "EN", "slp": "3333", "tested_on": day(-10), "valid_until": day(900)}
        officer = officers.record(
            by=personnel, full_name="Maket", rank="major", service_branch="staff",
            particulars={"service_number": "DEMO-7"}, languages=[result],
        )  # fmt: skip
        assert officer.particulars.service_number == "DEMO-7"
        valid = LanguageResult.objects.visible_to(personnel).holding(day(0)).filter(officer=officer)
        assert [row.language for row in valid] == ["en"]


def test_when_one_part_is_not_permitted_nothing_is_written(clerk: Subject):
    with pytest.raises(NotPermitted):
        officers.record(
            by=clerk,
            full_name="Maket",
            rank="major",
            service_branch="staff",
            particulars={"service_number": "1"},
        )
    assert not Officer.in_context.filter(full_name="Maket").exists()


@pytest.mark.parametrize("slp", ["333", "6333", "5+333", "abcd", "33333"])
def test_a_language_profile_has_four_levels(db: None, slp: str):
    officer = an_officer()
    with acting("ndu_language") as examiner, pytest.raises(InvalidInput) as refusal:
        officers.record_language(
            officer, by=examiner, language="en", slp=slp, tested_on=day(-10), valid_until=day(10)
        )
    assert "slp" in refusal.value.fields
    with acting("ndu_language"):
        assert not LanguageResult.in_context.exists()

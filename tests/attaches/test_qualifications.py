"""officers.record_clearance, record_training, complete_training; hosts.keep and what follows from it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from attaches.models import TrainingRecord
from attaches.selectors.requirements import candidates
from attaches.services import hosts, notes, postings, qualifications, selection
from attaches.services.notes import OneNoteSuffices, SecondNoteMissing
from attaches.services.selection import ClearanceMissing, TrainingMissing
from directory.models import Country
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from tests.attaches.scenes import a_post, a_posting, an_officer, day, principal, state_of
from tests.cast import acting


def prepare(posting) -> None:
    with acting("cmd_desk") as by:
        postings.advance(posting, "prepared", by=by, on=today(), at=now())


def trained(officer, **facts) -> TrainingRecord:
    with acting("mod_personnel") as by:
        given = {"kind": "attache_course", "title": "Attaché course", "starts_on": day(-60), **facts}
        return qualifications.record_training(officer, by=by, **given)


def cleared(officer, until: int, *, as_: str = "mod_personnel") -> None:
    with acting(as_) as by:
        qualifications.record_clearance(officer, by=by, granted_on=day(-100), valid_until=day(until))


def test_a_post_may_ask_for_the_course_and_a_clearance_valid_at_the_start(db: None):
    post = a_post(training_required=True, clearance_required=True)
    posting = a_posting("selected", post=post, first=100, end=900)
    with pytest.raises(TrainingMissing):
        prepare(posting)
    course = trained(posting.officer)
    with pytest.raises(TrainingMissing):
        prepare(posting)  # not completed
    with acting("mod_personnel") as by:
        qualifications.complete_training(course, by=by, on=day(-5))
    cleared(posting.officer, 99)
    with pytest.raises(ClearanceMissing):
        prepare(posting)
    cleared(posting.officer, 100)
    prepare(posting)
    assert state_of(posting) == "prepared"


def test_each_requirement_is_waived_by_itself(db: None):
    posting = a_posting(
        "selected", post=a_post(training_required=True, clearance_required=True), first=100, end=900
    )
    with acting("imcd_head") as by:
        selection.waive(
            posting, by=by, requirement="training", reason="taught it himself", on=today(), at=now()
        )
    with pytest.raises(ClearanceMissing):
        prepare(posting)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"completed_on": -61}, "completed_on"),
        ({"valid_until": 300}, "valid_until"),
        ({"completed_on": -5, "valid_until": -6}, "valid_until"),
        ({"obliged_until": 300}, "country"),
    ],
)
def test_a_course_says_what_is_wrong_with_its_days(db: None, facts, field):
    with pytest.raises(InvalidInput) as refused:
        trained(an_officer(), **{name: day(offset) for name, offset in facts.items()})
    assert field in refused.value.fields


def test_a_course_abroad_obliges_and_the_database_keeps_the_order_of_days(db: None):
    course = trained(an_officer(), country=Country.objects.get(iso2="TR"), obliged_until=day(900))
    with acting("cmd_desk"):
        for change in ("completed_on = starts_on - 1", "country_id = NULL", "valid_until = starts_on"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE attaches_trainingrecord SET {change} WHERE id = %s", [course.pk])


def test_security_and_personnel_clear_and_the_desk_does_not(db: None):
    officer = an_officer()
    with pytest.raises(NotPermitted):
        cleared(officer, 100, as_="cmd_desk")
    with pytest.raises(InvalidInput):
        cleared(officer, -101)


def practice(**facts) -> None:
    with acting("mfa_protocol") as by:
        given = {"basis": "Note of the host's protocol", **facts}
        hosts.keep(Country.objects.get(iso2="TR"), by=by, **given)


def test_a_new_post_and_posting_follow_the_practice_of_the_host(db: None):
    practice(consents_to_office=True, consents_to_person=False)
    post = a_post(reaches="planned")
    assert post.consent_required
    posting = a_posting("proposed", post=post, first=100, end=900)
    with acting("cmd_desk"):
        row = principal(posting)
        assert (row.consent_waived, row.waiver_basis) == (True, "Note of the host's protocol")


def test_where_one_note_suffices_consent_leads_to_accreditation(db: None):
    practice(second_note=False)
    posting = a_posting("consent_granted", first=100, end=900)
    with acting("cmd_desk") as by:
        with pytest.raises(OneNoteSuffices):
            notes.send_second_note(principal(posting), by=by, on=today(), at=now())
        notes.accredit(principal(posting), by=by, on=today(), at=now())
    assert state_of(posting) == "accredited"


def test_where_two_notes_are_wanted_the_second_is_sent_first(db: None):
    posting = a_posting("consent_granted", first=100, end=900)
    with acting("cmd_desk") as by, pytest.raises(SecondNoteMissing):
        notes.accredit(principal(posting), by=by, on=today(), at=now())


def test_a_practice_names_its_basis_and_is_kept_by_the_center_and_protocol(db: None):
    with pytest.raises(InvalidInput):
        practice(basis="")
    with acting("mfa_desk") as by, pytest.raises(NotPermitted):
        hosts.keep(Country.objects.get(iso2="TR"), by=by, basis="x")


def test_candidates_are_chosen_with_five_queries_however_many_officers(db: None):
    post = a_post(language="tr", required_slp="3333", training_required=True, clearance_required=True)
    for _ in range(6):
        an_officer(rank="lieutenant")
    best = an_officer("Z Best")
    trained(best, completed_on=day(-5))
    cleared(best, 100)
    with acting("cmd_desk") as by, CaptureQueriesContext(connection) as asked:
        found = candidates(post, to=by, on=today(), limit=3)
    assert found[0].officer.full_name == "Z Best"
    assert [check.requirement for check in found[0].missing] == ["language"]
    assert len(found) == 3
    assert len([query for query in asked.captured_queries if "FROM" in query["sql"]]) <= 5

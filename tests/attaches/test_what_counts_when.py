"""Of results, courses and clearances only what lies behind the start counts, and of a language the newest (I6)."""

import pytest

from attaches.models import LanguageResult, Officer, OfficerClearance, Posting, TrainingRecord
from attaches.selectors.readiness import held_on
from attaches.selectors.requirements import candidates
from attaches.services import officers, qualifications
from attaches.services.selection import ClearanceMissing, LanguageBelowRequirement
from attaches.services.steps import StepInFuture
from attaches.terms import slp_meets, slp_pattern
from foundation.clock import now, today
from foundation.errors import InvalidInput
from tests.attaches.scenes import a_post, a_posting, an_officer, day, state_of
from tests.attaches.test_qualifications import cleared, prepare, trained
from tests.attaches.test_submit_posting import answer, submitted
from tests.cast import acting
from tests.documents.tables import brought, errors_in, separated

ASKS = {"language": "tr", "required_slp": "3333"}
PROFILES = ("0000", "2+332+", "3333", "3+333", "2+2+2+2+", "4444", "5555", "4+555", "3332+", "4+4+4+4+")


def result_of(officer: Officer, slp: str, on: int, *, until: int = 2000) -> LanguageResult:
    with acting("ndu_language") as by:
        return officers.record_language(
            officer, by=by, language="tr", slp=slp, tested_on=day(on), valid_until=day(until)
        )


def selected(first: int = -30, **asks: object) -> Posting:
    return a_posting("selected", post=a_post(**asks), first=first, end=900)


def test_a_test_after_the_start_does_not_count_at_the_start(db: None):
    posting = selected(**ASKS)
    result_of(posting.officer, "3333", -29)
    with pytest.raises(LanguageBelowRequirement):
        prepare(posting)
    result_of(posting.officer, "3333", -30)
    prepare(posting)
    assert state_of(posting) == "prepared"


def test_a_clearance_granted_after_the_start_does_not_count_at_the_start(db: None):
    posting = selected(first=-120, clearance_required=True)
    cleared(posting.officer, 900)  # granted a hundred days ago
    with pytest.raises(ClearanceMissing):
        prepare(posting)


def test_a_lower_retest_takes_the_place_of_a_higher_result_everywhere(db: None):
    posting = selected(first=100, **ASKS)
    result_of(posting.officer, "4444", -300)
    result_of(posting.officer, "3332", -20, until=50)
    with acting("cmd_desk") as by:
        assert [held.slp for held in held_on(to=by, as_of=today())] == ["3332"]
        assert [held.slp for held in held_on(to=by, as_of=day(-21))] == ["4444"]
        assert held_on(to=by, as_of=day(60)) == []  # what lapsed does not give way to what it replaced
        (found,) = candidates(posting.post, to=by, on=day(10))
        assert [str(check.requirement) for check in found.missing] == ["language"]
    with pytest.raises(LanguageBelowRequirement):
        prepare(posting)


def test_of_two_tests_of_one_day_the_one_entered_last_counts(db: None):
    posting = selected(first=100, **ASKS)
    result_of(posting.officer, "2222", -20)
    result_of(posting.officer, "3333", -20)
    prepare(posting)
    assert state_of(posting) == "prepared"


def test_a_lower_result_meanwhile_stops_the_way_to_prepared(db: None):
    posting = a_posting("proposed", post=a_post(**ASKS), first=200, end=900)
    result_of(posting.officer, "3333", -20)
    case = submitted(posting)
    for name, verdict in (
        ("mod_personnel", "concur"),
        ("mod_security_2", "acknowledge"),
        ("ndu_language", "acknowledge"),
    ):
        answer(name, case, verdict)
    result_of(posting.officer, "2222", -1)
    with pytest.raises(LanguageBelowRequirement):
        answer("imcd_head", case, "concur")
    assert state_of(posting) == "selected"


def test_nothing_is_recorded_as_passed_or_granted_before_its_day(db: None):
    officer, late = an_officer(), {"valid_until": day(900), "at": now()}
    with acting("mod_personnel") as by:
        with pytest.raises(InvalidInput) as refused:
            officers.record_language(officer, by=by, language="tr", slp="3333", tested_on=day(1), **late)
        assert list(refused.value.fields) == ["tested_on"]
        with pytest.raises(InvalidInput) as refused:
            qualifications.record_clearance(officer, by=by, granted_on=day(1), **late)
        assert list(refused.value.fields) == ["granted_on"]
        ahead = {"kind": "degree", "title": "Staff college", "starts_on": day(1), "at": now()}
        with pytest.raises(InvalidInput) as refused:
            qualifications.record_training(officer, by=by, completed_on=day(2), **ahead)
        assert list(refused.value.fields) == ["completed_on"]
        course = qualifications.record_training(officer, by=by, **ahead)  # what is planned lies ahead
        with pytest.raises(StepInFuture):
            qualifications.complete_training(course, by=by, on=day(2), at=now())
        with pytest.raises(InvalidInput) as refused:
            result = {"language": "tr", "slp": "3333", "tested_on": day(1), "valid_until": day(9)}
            officers.amend(officer, by=by, languages=[result], at=now())
        assert list(refused.value.fields) == ["tested_on"]


def test_an_import_says_so_in_its_column(db: None):
    heads = ("Name", "Rank", "Service branch", "Language", "Language profile", "Tested on", "Valid until")
    rows = [["Nümunə Zabit", "major", "staff", "en", "3332", day(1).isoformat(), day(900).isoformat()]]
    held = brought(separated(rows, heads), name="a.csv", who="mod_personnel")
    assert errors_in(held, who="mod_personnel") == {(2, "Tested on")}


@pytest.mark.parametrize("required", PROFILES)
def test_the_pattern_for_sql_says_what_the_comparison_says(db: None, required: str):
    import re

    for held in PROFILES:
        assert bool(re.match(slp_pattern(required), held)) == slp_meets(held, required), (held, required)


def test_what_counts_is_asked_of_postgresql_as_well(db: None):
    officer = an_officer()
    result_of(officer, "3+332+", -20)
    trained(officer, completed_on=day(-5))
    with acting("cmd_desk"):
        rows = LanguageResult.in_context.all().holding(today())
        assert rows.reaching("3332+").exists()
        assert not rows.reaching("3333").exists()
        assert (TrainingRecord.in_context.get().no, OfficerClearance.in_context.count()) == (1, 0)

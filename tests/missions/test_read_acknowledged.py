"""Ambassador and attaché read what was approved in the end: the last steps of a case, holding nothing up (A2.16)."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Office
from approvals.selectors.cases import available_decisions, waiting_for
from directory.models import HeadOfMissionTenure
from foundation.clock import today
from missions.selectors.confirmations import confirmations
from missions.selectors.papers import paper as read
from tests.cast import acting, seated
from tests.missions.scene import AT_POST, LEADERSHIP, approved, approved_then, case_of, days, mission, read_by
from tests.missions.test_deadlines import due

pytestmark = pytest.mark.django_db


def asked(found, name, office=None):
    """Words the case offers this person, and whether it is on the desk."""
    with acting(name, office=office) as by:
        case = case_of(found, by)
        words = [word for one in available_decisions(case, to=by) for word in one.verdicts]
        assert bool(words) is (case.reference in [line.reference for line in waiting_for(to=by)])
        return words


def listed(found):
    with acting("mfa_desk") as by:
        rows = confirmations(read(found.reference, to=by), to=by, on=today())
        return {row.role: (row.on, row.signed, row.is_missing) for row in rows}


def test_both_are_asked_to_read_what_was_approved_and_the_paper_is_in_effect_meanwhile():
    found = approved()
    assert found.state == "effective"
    for name in AT_POST:
        assert asked(found, name) == ["acknowledge"]
        read_by(found, name)
        assert asked(found, name) == []
    assert asked(found, LEADERSHIP[0]) == []
    with acting("cmd_desk") as by:
        case = case_of(found, by)
        assert case.state == "approved"
        assert set(case.steps.values_list("state", flat=True)) == {"done"}


def test_the_page_leads_there_and_the_case_page_takes_it(signed_in):
    found = approved()
    with acting("attache") as by:
        case = case_of(found, by)
    attache, address = signed_in("attache"), f"/cases/{case.reference}/"
    assert address in attache.get(f"/papers/{found.reference}/").content.decode()
    done = attache.post(address, {"verdict": "acknowledge", "content_hash": case.content_hash}, follow=True)
    assert "You have taken note of it." in done.content.decode()
    assert address not in signed_in("attache").get("/").content.decode()


def test_what_was_signed_stands_until_it_is_read_and_reading_counts_as_confirming():
    found = approved_then(-100)
    assert listed(found)["attache"] == (days(-100), True, False)
    read_by(found, "attache", on=-90)
    assert listed(found)["attache"] == (days(-90), False, False)


def test_whoever_came_into_office_meanwhile_confirms_by_reading_it():
    found = approved_then(-100)
    HeadOfMissionTenure.objects.filter(mission=mission()).delete()
    HeadOfMissionTenure.objects.create(
        mission=mission(), public_name="H.E. Yeni Specimen", period=DateRange(days(-20), None)
    )
    assert due("papers.reconfirm") == {(found.reference, days(-20))}
    seated("mfa_legal", Office.objects.get(code="hom-tr"), kind="acting")
    assert asked(found, "mfa_legal", office="hom-tr") == ["acknowledge"]
    read_by(found, "mfa_legal", office="hom-tr")
    assert due("papers.reconfirm") == set()
    assert listed(found)["head_of_mission"] == (today(), False, False)

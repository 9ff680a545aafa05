"""A proposal of a security officer is declined by another or taken back by himself; what was granted ends any day."""

import datetime as dt

import pytest

from access.models import CompartmentGrant
from access.services import grants
from accounts.models import Office
from foundation.clock import now, today
from foundation.grantings import AlreadyConfirmed, AlreadyDeclined, AlreadyEnded, NotConfirmed
from tests.cast import acting

pytestmark = pytest.mark.django_db
SINCE = dt.date(2026, 1, 1)
LIST = "exercise:sea"


def proposed(ends_on=None):
    with acting("mod_security") as officer:
        office = Office.objects.get(code="mod-legal")
        return grants.propose_compartment(
            by=officer, office=office, compartment=LIST, starts_on=SINCE, ends_on=ends_on
        )


def confirmed(waiting):
    with acting("mod_security_2") as second:
        return grants.confirm_compartment(waiting, by=second, at=now())


def withdrawn(grant, name="mod_security_2"):
    with acting(name) as by:
        return grants.withdraw_compartment(grant, by=by, on=today(), reason="a slip of the pen")


def declined(grant, name="mod_security_2"):
    with acting(name) as by:
        return grants.decline_compartment(grant, by=by, reason="a slip of the pen")


@pytest.mark.parametrize("name", ["mod_security", "mfa_security"])
def test_what_was_declined_is_not_confirmed_and_leaves_room_for_the_right_one(name):
    slip = proposed()
    declined(slip, name)
    with pytest.raises(AlreadyDeclined):
        confirmed(slip)
    assert confirmed(proposed()).confirmed_at


def test_what_has_a_last_day_ends_before_it_when_it_must():
    grant = confirmed(proposed(ends_on=today() + dt.timedelta(days=90)))
    assert withdrawn(grant).valid.upper == today()
    with pytest.raises(AlreadyEnded):
        withdrawn(grant)


def test_the_page_offers_what_is_possible_and_says_where_the_grant_stands(signed_in):
    waiting = proposed(ends_on=today() + dt.timedelta(days=90))
    address = f"/admin/access/compartmentgrant/{waiting.pk}/"
    first, second = signed_in("mod_security"), signed_in("mod_security_2")
    assert "step/confirm/" not in first.get(f"{address}change/").content.decode()
    assert "step/decline/" in first.get(f"{address}change/").content.decode()
    second.post(f"{address}step/confirm/")
    page = second.get(f"{address}change/").content.decode()
    assert "step/end/" in page
    assert "step/decline/" not in page
    second.post(f"{address}step/end/", {"reason": "left the list"})
    page = second.get(f"{address}change/").content.decode()
    assert "ended" in page
    assert "step/" not in page


def test_what_waits_stands_on_the_desk_of_the_other_officer(signed_in):
    waiting = proposed()
    page = f"/admin/access/compartmentgrant/{waiting.pk}/change/"
    assert page in signed_in("mfa_security").get("/").content.decode()
    assert page not in signed_in("mod_security").get("/").content.decode()
    declined(waiting)
    assert page not in signed_in("mfa_security").get("/").content.decode()


def test_what_was_confirmed_meanwhile_is_not_declined():
    grant = confirmed(proposed())
    with pytest.raises(AlreadyConfirmed):
        declined(grant)
    assert CompartmentGrant.objects.get(pk=grant.pk).valid.upper is None


def test_what_nobody_confirmed_is_declined_and_not_ended():
    with pytest.raises(NotConfirmed):
        withdrawn(proposed())


def test_a_proposal_whose_days_went_by_is_on_no_desk_and_says_so(signed_in):
    waiting = proposed(ends_on=today())
    page = f"/admin/access/compartmentgrant/{waiting.pk}/change/"
    client = signed_in("mfa_security")
    assert page not in client.get("/").content.decode()
    assert "lapsed unanswered" in client.get(page).content.decode()


def test_what_is_for_oneself_is_not_on_one_s_own_desk(signed_in):
    with acting("mod_security") as officer:
        office = Office.objects.get(code="mfa-security")
        waiting = grants.propose_compartment(by=officer, office=office, compartment=LIST, starts_on=SINCE)
    page = f"/admin/access/compartmentgrant/{waiting.pk}/change/"
    assert page not in signed_in("mfa_security").get("/").content.decode()
    assert page in signed_in("mod_security_2").get("/").content.decode()


def test_a_list_is_named_in_words(signed_in):
    grant = CompartmentGrant.objects.filter(compartment="mission:tr").first()
    client = signed_in("mod_security")
    for page in ("", f"{grant.pk}/change/"):
        words = client.get(f"/admin/access/compartmentgrant/{page}").content.decode()
        assert "Embassy in Ankara" in words or "Embassy in Türkiye" in words

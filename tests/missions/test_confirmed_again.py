"""A confirmation stands for the tenure it was given in: whoever comes into office again confirms again (C6, C9)."""

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from directory.models import HeadOfMissionTenure
from foundation.clock import today
from missions.models import PaperAcknowledgement
from missions.selectors.confirmations import confirmations, waiting_at, waits_for_acknowledgement
from missions.selectors.papers import paper as read
from missions.services import papers
from tests.attaches.scenes import a_post, a_posting
from tests.cast import acting
from tests.missions.scene import AT_POST, approved_then, days, mission, read_by
from tests.missions.test_deadlines import due

pytestmark = pytest.mark.django_db
SIGNED = -100  # days from today
QUESTION = "Is this the paper your office works to?"


def headed(*tenures):
    """The mission's heads, each as (kind, first day, day after the last), in days from today."""
    HeadOfMissionTenure.objects.filter(mission=mission()).delete()
    for kind, first, end in tenures:
        HeadOfMissionTenure.objects.create(
            mission=mission(), public_name="Yeni Specimen", kind=kind,
            period=DateRange(days(first), None if end is None else days(end)),
        )  # fmt: skip


def confirmed(found, name, on):
    with acting(name) as by:
        return papers.acknowledge(read(found.reference, to=by), by=by, on=days(on))


def unconfirmed(found):
    """Role and day since when, as the page says today."""
    with acting("mfa_desk") as by:
        rows = confirmations(read(found.reference, to=by), to=by, on=today())
    return {row.role: row.since for row in rows if row.is_missing}


def is_asked(found, name):
    """Whether the desk and the page ask this person, which is one answer."""
    with acting(name) as by:
        on_desk = found.reference in [row.reference for row in waiting_at(by, on=today())]
        assert waits_for_acknowledgement(read(found.reference, to=by), to=by, on=today()) is on_desk
    return on_desk


def test_a_charge_who_heads_the_mission_again_after_an_ambassador_confirms_again(signed_in):
    found = approved_then(SIGNED)
    read_by(found, "head_of_mission", -95)
    headed(("charge", -90, -60), ("ambassador", -60, -20), ("charge", -20, None))
    first = confirmed(found, "head_of_mission", -85)
    assert unconfirmed(found) == {"head_of_mission": days(-20)}
    assert due("papers.reconfirm") == {(found.reference, days(-20))}
    assert is_asked(found, "head_of_mission")
    page = f"/papers/{found.reference}/"
    assert QUESTION in signed_in("head_of_mission").get(page).content.decode()
    assert signed_in("head_of_mission").post(f"{page}acknowledge/").status_code == 302
    assert QUESTION not in signed_in("head_of_mission").get(page).content.decode()
    assert (unconfirmed(found), due("papers.reconfirm")) == ({}, set())
    assert not is_asked(found, "head_of_mission")
    second = confirmed(found, "head_of_mission", 0)
    assert (second.on, second.pk > first.pk) == (today(), True)
    with acting("mfa_desk") as by:
        given = PaperAcknowledgement.objects.visible_to(by).filter(paper=found)
        assert list(given.order_by("id").values_list("on", flat=True)) == [days(-85), today()]


def test_within_one_tenure_once_is_enough():
    found = approved_then(SIGNED)
    headed(("ambassador", -60, None))
    first = confirmed(found, "head_of_mission", -50)
    assert confirmed(found, "head_of_mission", -10) == first
    with acting("head_of_mission"), pytest.raises(IntegrityError), transaction.atomic():
        first.pk = None
        first.save(force_insert=True)


def test_whoever_signed_confirms_after_somebody_else_was_in_office():
    found = approved_then(SIGNED)
    headed(("ambassador", -60, -20), ("ambassador", -20, None))
    assert is_asked(found, "head_of_mission")
    confirmed(found, "head_of_mission", -5)
    assert not is_asked(found, "head_of_mission")


def test_a_successor_entered_in_advance_leaves_the_present_ambassador_asked():
    found = approved_then(SIGNED)
    headed(("ambassador", -40, 30), ("ambassador", 30, None))
    assert due("papers.reconfirm") == {(found.reference, days(-40))}
    assert unconfirmed(found) == {"head_of_mission": days(-40)}
    confirmed(found, "head_of_mission", -1)
    assert (due("papers.reconfirm"), unconfirmed(found)) == (set(), {})


def test_a_new_attache_confirms_the_paper_he_finds():
    found = approved_then(SIGNED)
    post = a_post(mission="emb-tr")
    a_posting("accredited", post=post, first=10, end=900)
    assert (due("papers.reconfirm"), unconfirmed(found)) == (set(), {})
    a_posting("in_post", post=a_post(mission="emb-tr"), first=-30)
    assert due("papers.reconfirm") == {(found.reference, days(-30))}
    assert unconfirmed(found) == {"attache": days(-30)}
    assert (is_asked(found, "attache"), is_asked(found, "head_of_mission")) == (True, False)
    confirmed(found, "attache", -2)
    assert (due("papers.reconfirm"), unconfirmed(found)) == (set(), {})


@pytest.mark.parametrize("first", [-110, -100, -99, -1, 0, 1, 50])
@pytest.mark.parametrize("confirmed_on", [None, -70, 0])
def test_page_and_reminder_know_the_same_of_every_change(first, confirmed_on):
    found = approved_then(SIGNED)
    headed(("ambassador", -200, first), ("charge", first, None))
    if confirmed_on is not None:
        for name in AT_POST:
            confirmed(found, name, confirmed_on)
    said = {reference for reference, _day in due("papers.reconfirm")}
    assert said == ({found.reference} if unconfirmed(found) else set())
    assert is_asked(found, "head_of_mission") is bool(unconfirmed(found))

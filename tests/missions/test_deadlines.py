"""What of a paper falls due: its end, its middle, somebody new in office, an attaché without one (rows 12 to 14)."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateRange

from access.context import enter_subject
from access.service_subjects import service_subject
from directory.models import HeadOfMissionTenure
from foundation.clock import today
from missions.selectors.confirmations import confirmations, waiting_at
from missions.services import papers
from reminders.registry import rules
from tests.attaches.scenes import a_post, a_posting
from tests.cast import acting
from tests.missions.guidance import in_effect, recorded, revised
from tests.missions.scene import approved, approved_then, days, drafted, mission, seen, submitted

pytestmark = pytest.mark.django_db


def due(code):
    """Reference and day of every deadline that stands under a rule."""
    with enter_subject(service_subject("planner"), "test"):
        return {(row["reference"], row["due_on"]) for row in rules()[code].deadlines()}


def planned(on):
    said = StringIO()
    call_command("plan_reminders", "--on", str(on), stdout=said)
    return {line.split(":")[0]: int(line.split()[1]) for line in said.getvalue().splitlines() if ": " in line}


def test_a_paper_in_effect_ends_on_its_last_day():
    paper = approved(last_on=days(200))
    drafted()
    assert due("papers.expiry") == {(paper.reference, days(200))}
    call_command("load_reference", verbosity=0)
    assert planned(days(25))["papers.expiry"] == 3  # attaché, ambassador, the Center's desk
    assert planned(days(25))["papers.expiry"] == 0


def test_once_its_successor_is_approved_nobody_is_asked_to_prepare_one():
    approved(last_on=days(100))
    approved(starts_on=days(101), last_on=days(800))
    assert due("papers.expiry") == set()


def test_half_way_it_is_reviewed():
    paper = approved(last_on=days(200))
    assert due("papers.mid_term") == {(paper.reference, days(100))}


def test_a_new_ambassador_confirms_the_paper_he_finds():
    paper = approved_then(-40, last_on=days(500))
    HeadOfMissionTenure.objects.create(
        mission=mission(), public_name="H.E. Yeni Specimen", period=DateRange(days(-20), None)
    )
    assert due("papers.reconfirm") == {(paper.reference, days(-20))}
    with acting("head_of_mission") as by:
        papers.acknowledge(seen_in(paper, by), by=by, on=days(-15))
    assert due("papers.reconfirm") == set()


def test_whoever_takes_office_between_signature_and_first_day_confirms_too():
    paper = approved_then(-40, starts_on=days(1), last_on=days(500))
    HeadOfMissionTenure.objects.filter(mission=mission()).delete()
    HeadOfMissionTenure.objects.create(
        mission=mission(), public_name="H.E. Yeni Specimen", period=DateRange(days(-10), None)
    )
    assert due("papers.reconfirm") == set()
    call_command("bring_papers_up_to_date", "--on", str(days(1)), stdout=StringIO())
    assert due("papers.reconfirm") == {(paper.reference, days(-10))}
    with acting("head_of_mission") as by:
        held = seen_in(paper, by)
        assert [row.reference for row in waiting_at(by, on=days(2))] == [paper.reference]
        (row,) = [row for row in confirmations(held, to=by, on=days(2)) if row.role == "head_of_mission"]
        assert (row.is_missing, row.since) == (True, days(-10))
        papers.acknowledge(held, by=by, on=days(3))
        assert waiting_at(by, on=days(4)) == []
    assert due("papers.reconfirm") == set()


def seen_in(paper, by):
    from missions.selectors.papers import paper as read

    return read(paper.reference, to=by)


def test_an_accredited_attache_without_a_paper_is_named_every_week():
    posting = a_posting("in_post", post=a_post(mission="emb-tr"))
    monday = today() - dt.timedelta(days=today().weekday())
    with acting("cmd_desk"):
        known = type(posting).in_context.get(pk=posting.pk).reference
    assert due("papers.missing") == {(known, monday)}
    paper = drafted()
    submitted(paper)
    assert due("papers.missing") == {(known, monday)}
    approved()
    assert due("papers.missing") == set()


def test_each_reminder_leads_to_a_page():
    for code in ("papers.expiry", "papers.mid_term", "papers.reconfirm"):
        assert rules()[code].link("MPA-2026-22222") == "/papers/MPA-2026-22222/"
    assert (
        rules()["papers.missing"].link("POS-2026-22222") == "/admin/attaches/posting/POS-2026-22222/change/"
    )


def test_the_daily_bell_brings_papers_up_to_date():
    paper = approved(starts_on=days(3), last_on=days(10))
    said = StringIO()
    call_command("bring_papers_up_to_date", "--on", str(days(3)), stdout=said)
    assert said.getvalue().strip() == "took effect: 1, expired: 0, refused: 0"
    assert seen(paper).state == "effective"
    call_command("bring_papers_up_to_date", "--on", str(days(30)), stdout=said)
    assert seen(paper).state == "expired"


def test_whoever_keeps_a_document_is_told_of_its_review_until_the_next_version_is_begun():
    paper = recorded("mfa_desk", "white_paper", "mfa", review_on=days(300))
    in_effect(paper)
    assert due("documents.review") == {(paper.reference, days(300))}
    call_command("load_reference", verbosity=0)
    assert planned(today())["documents.review"] == 1
    revised(paper, "mfa_desk")
    assert due("documents.review") == set()

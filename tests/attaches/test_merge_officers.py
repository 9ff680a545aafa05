"""officers.merge: one officer entered twice becomes one, and nothing is lost."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from access.services.labels import intern
from access.services.relabelling import raise_label
from attaches.models import Officer, OfficerParticulars, Posting
from attaches.selectors.named import officers_called
from attaches.services import officers
from attaches.services.merged import OfficerMerged
from attaches.services.merging import NotTwoOfficers, PersonalDataDiffer, TenuresOverlap, merge
from attaches.services.qualifications import record_clearance, record_training
from attaches.services.steps import ReasonMissing
from correspondence.selectors.correspondence import about
from foundation.errors import NotPermitted
from tests.access.test_need_to_know import NEGOTIATED
from tests.attaches.scenes import a_posting, an_officer, day
from tests.cast import acting
from tests.correspondence.scenes import outgoing


def merged(
    duplicate: Officer, into: Officer, *, as_: str = "mod_personnel", reason: str = "entered twice"
) -> Officer:
    with acting(as_) as by:
        return merge(duplicate, into, by=by, reason=reason)


def personal(officer: Officer, **facts: object) -> None:
    with acting("mod_personnel") as by:
        officers.record_particulars(officer, by=by, **facts)


def test_postings_and_results_go_over_and_the_reference_leads_on(db: None):
    twice, once = an_officer("Maket Təlimli"), an_officer("Maket Təlimli")
    posting = a_posting("ended", officer=twice, first=-900, end=-300)
    a_posting("in_post", officer=once, first=-200, end=500)
    with acting("ndu_language") as by:
        officers.record_language(
            twice, by=by, language="en", slp="3333", tested_on=day(-9), valid_until=day(900)
        )
    merged(twice, once)
    with acting("cmd_desk"):
        assert Posting.in_context.get(pk=posting.pk).officer_id == once.pk
        assert once.languages.get().slp == "3333"
        assert Officer.in_context.get(pk=twice.pk).merged_into_id == once.pk
        assert twice not in Officer.in_context.all().current()


def test_who_was_merged_into_the_duplicate_follows_it(db: None):
    first, second, third = an_officer(), an_officer(), an_officer()
    merged(first, second)
    merged(second, third)
    with acting("cmd_desk"):
        assert Officer.in_context.get(pk=first.pk).merged_into_id == third.pk


def test_two_who_were_in_post_at_the_same_time_are_two_people(db: None):
    one, other = an_officer(), an_officer()
    a_posting("in_post", officer=one)
    a_posting("in_post", officer=other)
    with pytest.raises(TenuresOverlap):
        merged(one, other)


def test_personal_data_fill_what_is_empty_and_are_not_given_up(db: None):
    twice, once = an_officer(), an_officer()
    personal(twice, service_number="DEMO-9", born_on=dt.date(1980, 1, 1))
    personal(once, passport_no="DEMO1")
    merged(twice, once)
    with acting("mod_personnel"):
        row = OfficerParticulars.in_context.get(officer=once)
        assert (row.service_number, row.passport_no) == ("DEMO-9", "DEMO1")


def test_personal_data_that_differ_are_corrected_first(db: None):
    twice, once = an_officer(), an_officer()
    personal(twice, service_number="DEMO-9")
    personal(once, service_number="DEMO-8")
    with pytest.raises(PersonalDataDiffer):
        merged(twice, once)


def test_personnel_alone_merges_says_why_and_takes_two(db: None):
    one, other = an_officer(), an_officer()
    with pytest.raises(NotPermitted):
        merged(one, other, as_="cmd_desk")
    with pytest.raises(ReasonMissing):
        merged(one, other, reason=" ")
    with pytest.raises(NotTwoOfficers):
        merged(one, one)
    merged(one, other)
    with pytest.raises(NotTwoOfficers):
        merged(one, other)


def test_a_posting_that_personnel_may_not_see_goes_over_too(db: None):
    twice, once = an_officer(), an_officer()
    posting = a_posting("ended", officer=twice, first=-900, end=-300)
    with acting("cmd_desk") as by:
        held = Posting.in_context.select_related("label").get(pk=posting.pk)
        raise_label(held, by=by, to=intern(*NEGOTIATED), reason="r", together=True)
    with acting("mod_personnel"):
        assert not Posting.in_context.filter(pk=posting.pk).exists()
    merged(twice, once)
    with acting("cmd_desk"):
        assert Posting.in_context.get(pk=posting.pk).officer_id == once.pk


def test_nobody_else_moves_postings_in_raw_sql(db: None):
    one, other = an_officer(), an_officer()
    refused = pytest.raises(DatabaseError, match="personnel merges")
    with acting("cmd_desk"), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("SELECT attaches_merge_postings(%s, %s)", [one.pk, other.pk])


def test_a_merged_officer_takes_nothing_new_and_his_name_and_reference_lead_on(db: None):
    twice, once = an_officer("Maket Ikizov"), an_officer("Maket Ikizov")
    with acting("mod_personnel") as by:
        merge(twice, once, by=by, reason="entered twice")
        for late in (
            lambda: officers.record_particulars(twice, by=by, passport_no="S0000001"),
            lambda: officers.record_language(
                twice, by=by, language="en", slp="2222", tested_on=day(-9), valid_until=day(9)
            ),
            lambda: record_training(twice, by=by, kind="attache_course", title="Course", starts_on=day(-9)),
            lambda: record_clearance(twice, by=by, granted_on=day(-9), valid_until=day(9)),
            lambda: officers.amend(twice, by=by, rank="major"),
        ):
            with pytest.raises(OfficerMerged):
                late()
        called = officers_called(["maket ikizov", twice.reference], to=by)
    assert {text: [officer.pk for officer in found] for text, found in called.items()} == {
        "maket ikizov": [once.pk], twice.reference: [once.pk],
    }  # fmt: skip


def test_notes_about_the_duplicate_are_found_with_who_stayed(api: Callable[..., Client]):
    twice, once, other = an_officer("Maket Təlimli"), an_officer("Maket Təlimli"), an_officer()
    with acting("mfa_protocol") as desk:
        note = outgoing(desk, about_reference=twice.reference)
    merged(twice, once)
    for officer, found in ((once, [note.reference]), (twice, [note.reference]), (other, [])):
        rows = api("mfa_protocol").get(f"/api/v1/correspondence/?about={officer.reference}").json()["results"]
        assert [row["reference"] for row in rows] == found
    with acting("mfa_protocol") as desk:
        assert [one.reference for one in about([once.reference], to=desk)] == [note.reference]

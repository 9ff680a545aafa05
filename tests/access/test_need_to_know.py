"""Wall 1 in PostgreSQL: a row is seen by who dominates its label today, and by nobody without a subject."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from access.context import NestedSubject, enter_subject, request_context
from access.managers import SealedManagerUsed
from access.models import Clearance, LoweringProposal
from access.services import grants
from access.services.labels import intern
from accounts.models import Appointment, User
from foundation.clock import now, today
from tests.cast import acting, subject_of

OPEN = ("official_use", [], [])
NEGOTIATED = ("limited_official_use", ["negotiations"], [])
INTERNAL = ("official_use", ["mod_only"], ["internal:mod"])


def proposal(by, *label):
    """Any protected row will do; this one belongs to the wall itself."""
    row = LoweringProposal(
        table="t", record_id=1, reference="X", label=intern(*label), new_label=intern("unclassified"), reason="test",
        proposed_by_id=by.user_id,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


@pytest.fixture
def rows(db):
    with acting("cmd_desk") as clerk:
        return [proposal(clerk, *label).pk for label in (OPEN, NEGOTIATED, INTERNAL)]


def seen_in_sql():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM access_loweringproposal ORDER BY id")
        return [pk for (pk,) in cursor.fetchall()]


def test_two_people_see_different_rows_of_one_table(rows):
    with acting("cmd_desk"):
        assert seen_in_sql() == rows
    with acting("mfa_desk"):
        assert seen_in_sql() == rows[:2]
    with acting("cmd_desk_2"):
        assert seen_in_sql() == rows[:1]


def test_a_context_without_a_subject_sees_nothing(rows):
    with request_context():
        assert seen_in_sql() == []


def test_an_administrator_is_not_a_reader(rows):
    with acting("uncleared_admin"):
        assert seen_in_sql() == []


def test_nobody_writes_above_what_he_may_read(rows):
    with acting("cmd_desk_2") as second, pytest.raises(DatabaseError), transaction.atomic():
        proposal(second, *NEGOTIATED)


def test_raw_sql_cannot_lift_a_row_out_of_sight(rows):
    with (
        acting("cmd_desk_2"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE access_loweringproposal SET label_id = %s", [intern(*NEGOTIATED).pk])


def test_a_withdrawn_clearance_works_from_the_same_statement_on(rows):
    with acting("mod_security") as officer:
        clearance = Clearance.objects.get(user__username="mfa_desk")
        grants.withdraw_clearance(clearance, by=officer, on=today(), reason="test")
    with acting("mfa_desk"):
        assert seen_in_sql() == []


def test_an_appointment_that_ended_leaves_nothing_readable(rows):
    subject = subject_of("mfa_desk")
    Appointment.objects.filter(user__username="mfa_desk").delete()
    with enter_subject(subject, "test"):
        assert seen_in_sql() == []


def test_a_disabled_account_reads_nothing(rows):
    subject = subject_of("mfa_desk")
    User.objects.filter(username="mfa_desk").update(is_active=False)
    with enter_subject(subject, "test"):
        assert seen_in_sql() == []


def test_a_proposed_clearance_counts_for_nothing_until_a_second_officer_confirms(rows):
    user = User.objects.get(username="sysadmin")
    with acting("mod_security") as officer:
        Clearance.objects.filter(user=user).delete()
        waiting = grants.propose_clearance(
            by=officer, user=user, level="official_use", starts_on=today() - dt.timedelta(1)
        )
    with acting("sysadmin"):
        assert seen_in_sql() == []
    with acting("mfa_security") as second:
        grants.confirm_clearance(waiting, by=second, at=now())
    with acting("sysadmin"):
        assert seen_in_sql() == rows[:1]


def test_the_sealed_manager_asks_for_whom(rows):
    with acting("cmd_desk") as clerk:
        for question in (LoweringProposal.objects.all, LoweringProposal.objects.count):
            with pytest.raises(SealedManagerUsed):
                question()
        assert LoweringProposal.objects.visible_to(clerk).count() == 3


def test_the_viewer_is_the_subject_of_the_context(rows):
    with acting("cmd_desk_2"), pytest.raises(SealedManagerUsed):
        LoweringProposal.objects.visible_to(subject_of("cmd_desk"))


def test_even_unrestricted_stays_behind_row_security(rows):
    with acting("cmd_desk_2"):
        assert LoweringProposal.objects.unrestricted(reason="test").count() == 1


def test_forms_and_reverse_managers_see_what_the_context_sees(rows):
    assert LoweringProposal._default_manager.count() == 0
    with acting("mfa_desk"):
        assert LoweringProposal._default_manager.count() == 2


def test_a_subject_is_not_swapped_inside_a_context(rows):
    with acting("cmd_desk"), pytest.raises(NestedSubject), acting("mfa_desk"):
        pass


def test_labels_are_one_row_each_and_never_change(db):
    label = intern(*NEGOTIATED)
    assert intern(*NEGOTIATED) == label
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE access_label SET level = 0 WHERE id = %s", [label.pk])

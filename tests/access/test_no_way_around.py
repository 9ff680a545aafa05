"""Ways around the walls that were tried and do not work: filters that tell secrets, a trail evaded or forged."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from access.models import ClassifiedRecord
from access.services import grants, lowering, relabelling
from access.services.labels import intern
from accounts.models import Appointment, Office, User
from accounts.services import tokens
from audit.models import Change, Event
from foundation.clock import now, today
from foundation.grantings import OwnGrant
from tests.access.test_need_to_know import NEGOTIATED, OPEN, proposal
from tests.cast import acting, seated, subject_of
from tests.ground import owner

SECRETS = (
    "/admin/accounts/user/?institution__users__password__startswith=argon",
    "/admin/accounts/office/?institution__users__password__startswith=argon",
    "/admin/accounts/office/?institution__users__authenticator__data__icontains=a",
    "/admin/directory/unit/?institution__users__apitoken__digest__startswith=a",
    "/admin/accounts/user/?is_active__in__password=a",
)


@pytest.mark.parametrize("address", SECRETS)
def test_a_filter_leads_into_no_other_table(signed_in, address):
    """A list that can be filtered by what another table holds tells it letter by letter."""
    assert signed_in("auditor").get(address).status_code == 400


def test_the_filters_on_the_page_still_work(signed_in):
    reader = signed_in("auditor")
    for query in ("is_active__exact=1", "institution__id__exact=1", "institution__isnull=True"):
        assert reader.get(f"/admin/accounts/user/?{query}").status_code == 200


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def refused(statement, *values):
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(statement, *values)
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    return True


# --- the trail --------------------------------------------------------------------------------------------------------
def test_a_row_keeps_its_number(db):
    """The trail knows a row by its number: changing it, writing, and changing it back left no line."""
    with acting("cmd_desk"):
        assert refused("UPDATE directory_country SET id = -id, name_en = 'X' WHERE iso2 = 'TR'")


@pytest.mark.django_db(transaction=True)
def test_even_the_owner_leaves_a_line_when_he_changes_the_number():
    first = "(SELECT min(id) FROM directory_calendarday)"
    statement = f"UPDATE directory_calendarday SET id = id + 100000, name_en = 'X' WHERE id = {first}"
    counted = "SELECT count(*) FROM audit_event WHERE \"table\" = 'directory_calendarday'"
    with owner() as connected:
        before = connected.execute(counted).fetchone()[0]
        connected.execute(statement)
        assert connected.execute(counted).fetchone()[0] == before + 2


FORGED = """INSERT INTO audit_event (at, transaction, actor_id, office_id, request_id, purpose, verb, reason, "table",
                                    record_id, reference)
            SELECT {at}, {transaction}, {actor}, nullif(current_setting('parley.office_id', true), '')::bigint,
                   '', '', 'cases.decide', '', 'approvals_case', {row}, 'CAS-2026-AAAAA'"""
OWN = {
    "at": "clock_timestamp()", "transaction": "pg_current_xact_id()::text::bigint",
    "actor": "current_setting('parley.user_id')::bigint", "row": "NULL",
}  # fmt: skip


@pytest.mark.parametrize(
    "lie",
    [
        {"actor": "1"},
        {"actor": "NULL"},
        {"row": "1"},
        {"transaction": "1"},
        {"at": "now() - interval '1 day'"},
        {"at": "now() + interval '1 day'"},
    ],
)
def test_nobody_puts_words_into_the_trail_for_another_person_row_or_day(db, lie):
    with acting("mfa_desk"):
        assert refused(FORGED.format(**OWN | lie))


def test_what_somebody_says_himself_does_stand_there(db):
    with acting("mfa_desk"):
        assert sql(FORGED.format(**OWN)) == 1


def test_a_function_that_writes_as_owner_runs_by_its_trigger_alone(db):
    open_ones = """SELECT proname FROM pg_proc WHERE prorettype = 'trigger'::regtype AND prosecdef
                   AND has_function_privilege(current_user, oid, 'EXECUTE')"""
    assert sql(open_ones) == []


def test_values_of_a_raised_record_are_read_at_its_present_label(db):
    """decisions.md 10: at the stricter of the event's and the record's label."""
    with acting("cmd_desk") as clerk:
        record = proposal(clerk, *OPEN)
        other = proposal(clerk, *OPEN)
    values = Change.objects.filter(event__table="access_loweringproposal")
    with acting("cmd_desk_2"):
        assert values.count() == 2
    with acting("cmd_desk") as clerk:
        relabelling.raise_label(record, by=clerk, to=intern(*NEGOTIATED), reason="talks began")
        assert values.count() == 3
    with acting("cmd_desk_2"):
        assert [change.after["id"] for change in values] == [other.pk]


def test_an_auditor_sees_that_something_was_done_and_not_why(db, signed_in):
    """decisions.md 10: envelopes, not values; a reason is words about the record."""
    with acting("cmd_desk") as clerk:
        record = proposal(clerk, *OPEN)
        relabelling.raise_label(record, by=clerk, to=intern(*NEGOTIATED), reason="the talks in Ankara began")
    page = signed_in("auditor").get("/admin/audit/event/").content.decode()
    assert "labels.raise" in page
    assert "Ankara" not in page
    with acting("auditor"):
        raised = Event.objects.filter(verb="labels.raise").first()
    assert (
        "Ankara" not in signed_in("auditor").get(f"/admin/audit/event/{raised.pk}/change/").content.decode()
    )
    assert "Ankara" in signed_in("cmd_head").get("/admin/audit/event/").content.decode()


def test_a_token_leaves_a_line_when_it_is_issued_and_revoked(db):
    with acting("mfa_desk") as holder:
        user, office = User.objects.get(pk=holder.user_id), Office.objects.get(pk=holder.office_id)
        tokens.issue(user, office=office, name="export")
        tokens.revoke(user.auth_token_set.get())
    with acting("mod_security"):
        assert set(Event.objects.filter(verb__startswith="tokens.").values_list("verb", "reference")) == {
            ("tokens.issue", "mfa_desk"), ("tokens.revoke", "mfa_desk"),
        }  # fmt: skip


# --- labels -----------------------------------------------------------------------------------------------------------
LOWER = "UPDATE access_loweringproposal SET label_id = %s WHERE id = %s"


def test_one_person_lowers_no_label_by_any_statement(db):
    """decisions.md 8: the second pair of eyes is PostgreSQL's question, not only the service's."""
    with acting("cmd_desk") as clerk:
        record = proposal(clerk, *NEGOTIATED)
        assert refused(LOWER, intern(*OPEN).pk, record.pk)


KEPT = [
    model
    for model in apps.get_models()
    if issubclass(model, ClassifiedRecord) or getattr(model, "own_marking", False)
]


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_nobody_takes_a_record_out_and_puts_it_back_under_a_lower_label(db, model):
    """Nor takes one out at all (I24)."""
    assert len(KEPT) > 10
    ((may,),) = sql("SELECT has_table_privilege(current_user, %s, 'DELETE')", model._meta.db_table)
    assert not may


def test_a_lowering_confirmed_serves_once_and_one_record(db):
    with acting("cmd_desk") as clerk:
        record, other = proposal(clerk, *NEGOTIATED), proposal(clerk, *NEGOTIATED)
        waiting = lowering.propose_lowering(record, by=clerk, to=intern(*OPEN), reason="published")
    with acting("mfa_desk") as second:
        assert refused(LOWER, intern(*OPEN).pk, record.pk)
        lowering.confirm_lowering(waiting, by=second, at=now())
        assert refused(LOWER, intern(*OPEN).pk, other.pk)


# --- grants -----------------------------------------------------------------------------------------------------------
def test_a_security_officer_puts_the_own_office_on_no_list(db):
    """decisions.md 9: nobody for himself, and an office held is oneself."""
    with acting("mod_security") as officer, pytest.raises(OwnGrant):
        own = Office.objects.get(pk=officer.office_id)
        grants.propose_compartment(by=officer, office=own, compartment="mission:tr", starts_on=today())


def test_a_security_officer_confirms_nothing_for_the_own_office(db):
    mfa_office = Office.objects.get(pk=subject_of("mfa_security").office_id)
    with acting("mod_security") as officer:
        waiting = grants.propose_compartment(
            by=officer, office=mfa_office, compartment="mission:tr", starts_on=today()
        )
    with acting("mfa_security_2") as beneficiary, pytest.raises(OwnGrant):
        grants.confirm_compartment(waiting, by=beneficiary, at=now())


GRANTED = """INSERT INTO {table} (version, is_demo, valid, confirmed_at, {columns})
             SELECT 1, false, daterange(current_date, NULL), now(), {values}"""


@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [
        ("access_compartmentgrant", "office_id, compartment", "min(id), 'x' FROM accounts_office"),
        (
            "accounts_appointment",
            "user_id, office_id, kind",
            "max(u.id), min(o.id), 'acting' FROM accounts_user u, accounts_office o",
        ),
    ],
)
def test_what_nobody_confirmed_is_never_in_force(db, table, columns, values):
    """decisions.md 9: a row with a day of confirmation and no confirmer was valid."""
    with acting("sysadmin"):
        assert refused(GRANTED.format(table=table, columns=columns, values=values))


@pytest.mark.parametrize("proposer", ["mod_security", "mfa_security"])
def test_one_person_gives_no_clearance_by_naming_a_second(db, proposer):
    """Whoever acts is one of two: the other's name is not enough, on a new row or on a proposal of one's own."""
    holder, second = subject_of("ndu_language").user_id, subject_of("mfa_security_2").user_id
    whole = (
        "INSERT INTO access_clearance (version, is_demo, valid, level, caveats, covers_everything, user_id, "
    )
    with acting("mod_security") as officer:
        assert refused(
            whole + "proposed_by_id, confirmed_by_id, confirmed_at) "
            "VALUES (1, false, '[2001-01-01,2001-02-01)', 2, '{}', false, %s, %s, %s, now())",
            holder, subject_of(proposer).user_id, second,
        )  # fmt: skip
        waiting = grants.propose_clearance(
            by=officer, user=User.objects.get(pk=holder), level="official_use", starts_on=today()
        )
        confirmed = "UPDATE access_clearance SET confirmed_at = now(), confirmed_by_id = %s WHERE id = %s"
        assert refused(confirmed, second, waiting.pk)
    with acting("mfa_security"):
        assert refused("UPDATE access_clearance SET level = 2 WHERE id = %s", waiting.pk)


@pytest.mark.parametrize(
    "widened",
    [
        "UPDATE access_clearance SET level = 2 WHERE user_id = %s",
        "UPDATE access_clearance SET covers_everything = true WHERE user_id = %s",
        "UPDATE accounts_appointment SET office_id = (SELECT min(id) FROM accounts_office) WHERE user_id = %s",
        "UPDATE access_clearance SET user_id = %s WHERE level = 2",
        "UPDATE access_clearance SET valid = daterange(lower(valid) - 9, NULL) WHERE user_id = %s",
        "UPDATE accounts_user SET is_service = true WHERE id = %s",
    ],
)
def test_what_two_people_granted_only_ends(db, widened):
    with acting("ndu_language") as somebody:
        assert refused(widened, somebody.user_id)


def test_nobody_signs_in_as_a_service(db):
    with acting("sysadmin"):
        assert refused("UPDATE accounts_user SET password = 'argon2$x' WHERE is_service")


# --- the office acted in ----------------------------------------------------------------------------------------------
def test_nobody_goes_on_acting_in_another_office_unawares(signed_in):
    """decisions.md 3: when the office lapses while a page is open, what is sent from it is not done in another one."""
    client, held = signed_in("mfa_desk"), subject_of("mfa_desk")
    other = Office.objects.get(code="mfa-legal")
    seated("mfa_desk", other, kind="acting")
    assert client.get("/").status_code == 200
    ended = DateRange(today() - dt.timedelta(days=9), today())
    Appointment.objects.filter(user_id=held.user_id, office_id=held.office_id).update(valid=ended)
    refusal = client.post("/i18n/setlang/", {"language": "en"})
    assert refusal.status_code == 409
    assert client.post("/i18n/setlang/", {"language": "en"}).status_code == 302


# --- steps taken ------------------------------------------------------------------------------------------------------
STEPS = (
    "agreements_stageevent",
    "activities_activitystep",
    "attaches_postingtransition",
    "attaches_posttransition",
)


@pytest.mark.parametrize("table", STEPS)
def test_a_step_that_was_not_taken_is_not_written_down(db, table):
    """decisions.md 17: reports derive states from these rows, so nobody but the trigger adds one; labels may follow."""
    rights = "has_table_privilege(%s, 'INSERT'), has_table_privilege(%s, 'DELETE')"
    columns = "has_column_privilege(%s, 'state', 'UPDATE'), has_column_privilege(%s, 'label_id', 'UPDATE')"
    assert sql(f"SELECT {rights}, {columns}", *[table] * 4) == [(False, False, False, True)]

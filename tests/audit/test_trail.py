"""Every write leaves who, in which office, when, which verb, what changed and why; nothing takes it back."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from access.services.labels import intern
from access.services.relabelling import raise_label
from audit.models import Change, Event
from audit.selectors.history import history
from directory.models import Country
from tests.access.test_need_to_know import NEGOTIATED, OPEN, proposal
from tests.cast import acting


def test_a_verb_says_who_where_what_and_why(db):
    with acting("cmd_desk") as clerk:
        record = proposal(clerk, *OPEN)
        raise_label(record, by=clerk, to=intern(*NEGOTIATED), reason="talks began")
        raised, made = history("X", to=clerk)
        assert (raised.verb, raised.reason) == ("labels.raise", "talks began")
        assert (raised.actor_id, raised.office_id) == (clerk.user_id, clerk.office_id)
        assert set(raised.change.columns) == {"label_id", "version"}
        assert made.verb == "insert"
        assert made.change.before is None


def test_bulk_updates_and_raw_sql_leave_a_line_per_row(db):
    before = Event.objects.count()
    with acting("mod_security"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE directory_country SET is_neighbour = NOT is_neighbour WHERE iso2 IN ('AM', 'GE', 'TR')"
        )
        events = Event.objects.filter(table="directory_country", verb="update").select_related("change")
        assert [e.change.columns for e in events] == [["is_neighbour"]] * 3
    assert Event.objects.count() == before == 0  # without a subject nobody reads the trail


def test_an_update_that_changes_nothing_leaves_no_line(db):
    with acting("mod_security"):
        Country.objects.filter(iso2="TR").update(name_en="Türkiye")
        assert not Event.objects.filter(table="directory_country", verb="update").exists()


def test_a_rolled_back_write_leaves_no_line(db):
    with acting("mod_security"):
        with pytest.raises(RuntimeError), transaction.atomic():
            Country.objects.filter(iso2="TR").update(name_en="X")
            raise RuntimeError
        assert not Event.objects.filter(table="directory_country", verb="update").exists()


def test_the_auditor_reads_envelopes_and_no_values(db):
    with acting("cmd_desk") as clerk:
        proposal(clerk, *NEGOTIATED)
    with acting("auditor"):
        assert Event.objects.filter(reference="X").count() == 1
        assert not Change.objects.filter(event__reference="X").exists()


def test_who_may_not_read_the_record_reads_nothing_of_its_history(db):
    with acting("cmd_desk") as clerk:
        proposal(clerk, *NEGOTIATED)
    with acting("cmd_desk_2") as second:
        assert not history("X", to=second).exists()


def test_a_password_never_stands_in_the_trail(db):
    from accounts.models import User
    from accounts.services import accounts

    with acting("sysadmin") as admin:
        accounts.reset_sign_in(User.objects.get(username="attache"), by=admin, password="a brand new phrase")
    with acting("mod_security"):
        values = json.dumps(
            list(Change.objects.filter(event__table="accounts_user").values_list("after", flat=True))
        )
        assert "argon2" not in values


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET verb='x'", "DELETE FROM audit_event", "DELETE FROM audit_change"]
)
def test_the_trail_is_append_only(db, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

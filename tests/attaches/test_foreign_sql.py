"""What the services of the inbound register say, the database says to everybody (house rules 4 and 6)."""

from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from attaches.lifecycle import FOREIGN_ATTACHE_TRANSITIONS, ForeignAttacheState
from attaches.models import ForeignAttache
from tests.attaches.foreign_scenes import a_foreigner
from tests.attaches.scenes import day
from tests.cast import acting

TABLE = "attaches_foreignattache"


def run(sql: str, *params: object) -> None:
    """As the application role, in the running context."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def change(attache: ForeignAttache, columns: str) -> None:
    with acting("mfa_protocol"):
        run(f"UPDATE {TABLE} SET {columns} WHERE id = {attache.pk}")


def test_the_database_allows_exactly_the_steps_of_the_table(db: None):
    pairs = list(product(ForeignAttacheState, ForeignAttacheState))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {TABLE}_may_step(s, t) "
            "FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS p(s, t, n) ORDER BY n",
            [[source.value for source, _ in pairs], [target.value for _, target in pairs]],
        )
        allowed = [row[0] for row in cursor.fetchall()]
    assert allowed == [target in FOREIGN_ATTACHE_TRANSITIONS[source] for source, target in pairs]


def test_raw_sql_takes_no_step_that_is_not_in_the_table(db: None):
    attache = a_foreigner("consent_granted")
    with pytest.raises(DatabaseError, match="cannot go from consent_granted to accredited"):
        change(attache, "state = 'accredited'")
    with pytest.raises(DatabaseError, match="not changed afterwards"):
        change(attache, f"state_on = '{day(0)}'")


def test_raw_sql_gives_no_consent_the_center_has_not_concurred_with(db: None):
    attache = a_foreigner()
    with pytest.raises(DatabaseError, match="foreign_consent_needs_concurrence"):
        change(attache, f"state = 'consent_granted', state_on = '{day(0)}', replied_on = '{day(0)}'")


@pytest.mark.parametrize(
    ("reaches", "columns", "constraint"),
    [
        ("concurred", "concurred_on = requested_on - 1", "foreign_reply_after_request"),
        ("consent_granted", "replied_on = concurred_on - 1", "foreign_consent_needs_concurrence"),
        ("consent_requested", "replied_on = requested_on", "foreign_request_waits_for_reply"),
        ("accredited", "accreditation_requested_on = replied_on - 1", "foreign_dates_in_order"),
        ("accredited", "accredited_on = accreditation_requested_on - 1", "foreign_dates_in_order"),
        ("in_function", "arrived_on = replied_on - 1", "foreign_dates_in_order"),
        ("in_function", "departed_on = arrived_on - 1", "foreign_dates_in_order"),
        ("accreditation_requested", "accreditation_requested_on = NULL", "foreign_accredited_by_second_note"),
        ("accredited", "accredited_on = NULL", "foreign_accredited_by_second_note"),
        ("in_function", "arrived_on = NULL", "foreign_in_function_has_begun"),
        ("in_function", "function = NULL", "foreign_in_function_has_begun"),
        ("in_function", "state = 'ended', state_on = current_date", "foreign_over_is_not_in_function"),
        ("in_function", "state = 'objected', state_on = current_date, function = NULL", "foreign_objection"),
        ("accredited", "dean = daterange(current_date, NULL)", "foreign_dean_in_function"),
        ("in_function", "dean = daterange(lower(function) - 1, NULL)", "foreign_dean_in_function"),
    ],
)  # fmt: skip
def test_dates_stand_in_order_and_states_have_what_they_say(
    db: None, reaches: str, columns: str, constraint: str
):
    attache = a_foreigner(reaches)
    with pytest.raises(DatabaseError, match=constraint):
        change(attache, columns)


def test_two_of_a_title_are_never_in_function_together_and_two_deans_never(db: None):
    first, second = a_foreigner("in_function"), a_foreigner("accredited")
    with pytest.raises(DatabaseError, match="one_foreign_attache_of_a_title"):
        change(
            second,
            f"state = 'in_function', state_on = '{day(0)}', arrived_on = '{day(0)}', function = '[{day(0)},)'",
        )
    other = a_foreigner("in_function", iso="GE")
    change(first, f"dean = daterange('{day(-100)}', '{day(-50)}')")
    with pytest.raises(DatabaseError, match="one_dean_of_the_corps"):
        change(other, f"dean = daterange('{day(-60)}', NULL)")
    change(other, f"dean = daterange('{day(-50)}', NULL)")


def test_step_rows_are_written_by_the_database_alone(db: None):
    attache = a_foreigner("consent_granted")
    with acting("mfa_protocol"):
        for sql in (
            "UPDATE attaches_foreignattachetransition SET state = 'accredited' WHERE attache_id = %s",
            "DELETE FROM attaches_foreignattachetransition WHERE attache_id = %s",
            "DELETE FROM attaches_foreignattache WHERE id = %s",
        ):
            with pytest.raises(DatabaseError, match="permission denied"):
                run(sql, attache.pk)

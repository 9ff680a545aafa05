"""What was submitted stays: held by the database against whoever writes there without Python (walls.md 2)."""

import pytest
from django.db import DatabaseError, connection, transaction

from access.services.labels import intern
from foundation.clock import now
from missions.lifecycle import TRANSITIONS
from missions.models import PaperVersion
from missions.selectors.papers import current
from tests.cast import acting
from tests.missions.scene import approved, drafted, submitted

pytestmark = pytest.mark.django_db


def refused(sql, params=()):
    """True when PostgreSQL refuses the statement to the application role."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            assert cursor.rowcount > 0, "the statement touched nothing, so it proves nothing"
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError:
        return True
    return False


def test_the_suite_writes_as_the_application_role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == "parley_app"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE missions_paperversion SET risks = 'none'",
        "UPDATE missions_paperversion SET content = 'x', content_hash = repeat('0', 64)",
        "UPDATE missions_paperversion SET frozen_at = NULL, content = NULL, content_hash = '', state = 'draft'",
        "UPDATE missions_paperversion SET label_id = (SELECT max(id) FROM access_label)",
        "UPDATE missions_paperversion SET state = 'approved'",
        "UPDATE missions_paperversion SET state = 'mod_review'",  # the paper would still say otherwise
        "UPDATE missions_missionpaper SET title = 'Other'",
        "UPDATE missions_missionpaper SET period = '[2030-01-01,2031-01-01)'",
        "UPDATE missions_missionpaper SET state = 'effective'",
        "UPDATE missions_missionpaper SET current_no = 2",
        "DELETE FROM missions_missionpaper",
        "DELETE FROM missions_paperversion",
        "UPDATE missions_objective SET text = 'Other'",
        "DELETE FROM missions_objective",
        "UPDATE missions_priorityline SET political = 1",
        "UPDATE missions_resourceline SET amount = amount * 2",
        'INSERT INTO missions_objective (version_id, label_id, "order", code, section, text, measure, baseline, target)'
        " SELECT version_id, label_id, 9, 'X', section, text, '', '', '' FROM missions_objective",
        "DELETE FROM missions_papereditor",
        "UPDATE missions_papereditor SET user_id = user_id + 1",
        "DELETE FROM missions_papertransition",
        "UPDATE missions_papertransition SET state = 'approved'",
    ],
)
def test_no_statement_changes_what_was_submitted(sql):
    submitted(drafted())
    with acting("attache"):
        intern("unclassified", caveats=["mod_only"])
        assert refused(sql)


def test_a_draft_may_be_rewritten_and_its_rows_too():
    drafted()
    with acting("attache"):
        assert not refused("UPDATE missions_paperversion SET risks = 'none'")
        assert not refused("DELETE FROM missions_objective")


def test_rows_of_a_frozen_version_are_not_moved_to_a_draft_or_back():
    frozen, draft = drafted(), drafted()
    submitted(frozen)
    with acting("attache") as by:
        here, there = current(seen_in(frozen, by), to=by).pk, current(seen_in(draft, by), to=by).pk
        move = "UPDATE missions_objective SET version_id = %s, code = 'Z' WHERE version_id = %s"
        assert refused(move, [there, here])
        assert refused(move, [here, there])


def seen_in(paper, by):
    from missions.selectors.papers import paper as read

    return read(paper.reference, to=by)


def test_the_hash_is_that_of_the_bytes():
    drafted()
    with acting("attache") as by:
        version = PaperVersion.objects.visible_to(by).get()
        freeze = (
            "UPDATE missions_paperversion SET content = %s, content_hash = %s, frozen_at = %s WHERE id = %s"
        )
        assert refused(freeze, [b"{}", "0" * 64, now(), version.pk])


def test_two_papers_in_effect_for_one_country_at_a_time_are_refused():
    first = approved()
    other = approved(starts_on=first.period.lower.replace(year=first.period.lower.year + 3),
                     last_on=first.period.lower.replace(year=first.period.lower.year + 4))  # fmt: skip
    with acting("cmd_desk"):
        assert refused(
            "UPDATE missions_missionpaper SET state = 'effective', period = %s WHERE id = %s",
            [first.period, other.pk],
        )


def test_the_databases_ways_are_those_of_the_lifecycle():
    with connection.cursor() as cursor:
        for old, targets in TRANSITIONS.items():
            for new in TRANSITIONS:
                cursor.execute("SELECT missions_next(%s, %s)", [old, new])
                assert cursor.fetchone()[0] == (new in targets), (old, new)


def test_the_functions_of_the_freeze_can_be_taken_back_and_put_on_again():
    from importlib import import_module

    from tests import ground

    places = {"0003_frozen": 0, "0013_paper_parts_held": 0, "0015_paper_attachments_held": 1}
    frozen = [
        import_module(f"missions.migrations.{name}").Migration.operations[at] for name, at in places.items()
    ]
    with ground.owner() as owner:
        owner.execute("BEGIN")
        for operation in reversed(frozen):
            owner.execute(operation.reverse_sql)
        for operation in frozen:
            owner.execute(operation.sql)
        owner.execute("ROLLBACK")

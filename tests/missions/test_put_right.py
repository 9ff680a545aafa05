"""What stood open in a register in use is put right once: papers that ended unread, items that were settled."""

from importlib import import_module

import pytest

from access.services.labels import intern
from accounts.models import Office
from approvals.models import Movement
from foundation.clock import today
from foundation.writes import insert
from missions.models import ActionItem
from missions.services import moves
from tests import ground
from tests.approvals.conftest import proposals  # noqa: F401
from tests.approvals.stage import Proposals
from tests.approvals.unread import case_about, readings
from tests.cast import acting
from tests.missions.scene import approved, case_of, loses_every_caveat
from tests.missions.test_meetings import items, returned


def put_right(name: str) -> None:
    """The step of the register's migration, as its owner runs it."""
    (operation,) = import_module(f"missions.migrations.{name}").Migration.operations
    with ground.owner() as owner:
        owner.execute(operation.sql)


@pytest.mark.django_db(transaction=True)
def test_papers_that_ended_unread_before_are_not_asked_to_be_read(monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(moves, "end_reading", lambda *args, **given: None)
        old, new = approved(), approved()
    case, standing = case_about(old.reference), case_about(new.reference)
    assert (readings(case), readings(standing)) == ({"open"}, {"open"})
    put_right("0035_ended_is_not_read")
    assert (readings(case), readings(standing)) == ({"not_needed"}, {"open"})
    with acting("cmd_head") as by:
        closed = Movement.objects.visible_to(by).filter(case=case_of(old, by), state="not_needed")
        assert set(closed.values_list("reason", "on", "user__username")) == {
            ("matter_superseded", today(), "scheduler")
        }
        assert closed.count() == 2


def items_before(*matters: str) -> None:
    """As it was: what the Ministry of Foreign Affairs returned twice was the Center's alone."""
    with acting("cmd_head"):
        for matter in matters:
            insert(
                ActionItem(
                    task="Returned twice by the Ministry of Foreign Affairs", level="deputy_minister",
                    owner=Office.objects.get(code="cmd-head"), due_on=today(), case_reference="CAS-2026-AAAAA",
                    about_reference=matter, label=intern("official_use"),
                )
            )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_centers_item_goes_where_both_leaderships_were_asked_since(proposals: Proposals):  # noqa: F811
    items_before("PRP-2026-BBBBB")
    returned(proposals, 1)
    with pytest.MonkeyPatch.context() as before:
        before.setattr("missions.services.meetings._close_earlier", lambda rows, *, on: None)
        items_before("PRP-2026-AAAAA")
        returned(proposals, 2)
    put_right("0036_settled_by_both_leaderships")
    left = {(item.owner.role, item.about_reference) for item in items() if item.closed_on is None}
    assert left == {
        ("mod_leadership", "PRP-2026-AAAAA"), ("mfa_leadership", "PRP-2026-AAAAA"), ("cmd_head", "PRP-2026-BBBBB"),
    }  # fmt: skip
    (gone,) = [item for item in items() if item.closed_on]
    assert (gone.outcome, gone.closed_on) == ("dropped", today())
    assert gone.result == "Both leaderships have been asked about it since."


@pytest.mark.django_db
def test_the_centers_item_from_before_closes_when_the_leaderships_are_asked(proposals: Proposals):  # noqa: F811
    returned(proposals, 1)
    items_before("PRP-2026-AAAAA")
    returned(proposals, 2)
    assert {item.owner.role for item in items() if item.closed_on is None} == {
        "mod_leadership", "mfa_leadership",
    }  # fmt: skip
    (gone,) = [item for item in items() if item.closed_on]
    assert (gone.owner.role, gone.outcome) == ("cmd_head", "dropped")


@pytest.mark.django_db
def test_an_item_that_stands_marked_beyond_whoever_returns_stops_no_return(proposals: Proposals):  # noqa: F811
    returned(proposals, 1)
    with acting("mod_leadership") as by:
        insert(
            ActionItem(
                task="Returned twice", level="deputy_minister", owner_id=by.office_id, due_on=today(),
                case_reference="CAS-2026-AAAAA", about_reference="PRP-2026-AAAAA",
                label=intern("limited_official_use", ("negotiations",)),
            )
        )  # fmt: skip
    loses_every_caveat("mfa_desk")
    returned(proposals, 2)
    assert sorted(item.owner.role for item in items() if item.closed_on is None) == [
        "mfa_leadership", "mod_leadership",
    ]  # fmt: skip

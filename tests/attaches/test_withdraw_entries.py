"""officers.withdraw_language, withdraw_training, withdraw_clearance: it stays to be seen and counts no more."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from attaches.models import LanguageResult, Officer, OfficerClearance, TrainingRecord
from attaches.selectors.readiness import courses_in, held_on, languages_known
from attaches.selectors.requirements import candidates
from attaches.services import officers, qualifications
from attaches.services.merging import merge
from attaches.services.qualifications import AlreadyWithdrawn
from attaches.services.selection import ClearanceMissing, LanguageBelowRequirement, TrainingMissing
from attaches.services.steps import ReasonMissing, StepInFuture
from audit.models import Event
from foundation.clock import now, today
from foundation.errors import NotPermitted
from tests.attaches.scenes import a_post, a_posting, an_officer, day, state_of
from tests.attaches.test_admin import page, press
from tests.attaches.test_deadlines import due
from tests.attaches.test_qualifications import prepare
from tests.attaches.test_rest import post
from tests.cast import acting

SignIn = Callable[[str], Client]
KINDS = ("language", "training", "clearance")
OF = {
    "language": qualifications.withdraw_language,
    "training": qualifications.withdraw_training,
    "clearance": qualifications.withdraw_clearance,
}
MODELS: dict[str, Any] = {
    "language": LanguageResult,
    "training": TrainingRecord,
    "clearance": OfficerClearance,
}
ASKS = {
    "language": {"language": "tr", "required_slp": "3333"},
    "training": {"training_required": True},
    "clearance": {"clearance_required": True},
}
REFUSALS = {
    "language": LanguageBelowRequirement,
    "training": TrainingMissing,
    "clearance": ClearanceMissing,
}


def enter(officer: Officer, kind: str) -> Any:
    with acting("mod_personnel") as by:
        if kind == "language":
            return officers.record_language(
                officer, by=by, language="tr", slp="3333", tested_on=day(-20), valid_until=day(300)
            )
        if kind == "training":
            return qualifications.record_training(
                officer, by=by, kind="attache_course", title="Attaché course", starts_on=day(-90),
                completed_on=day(-30), valid_until=day(300),
            )  # fmt: skip
        return qualifications.record_clearance(officer, by=by, granted_on=day(-20), valid_until=day(300))


def withdrawn(row: Any, kind: str, *, as_: str = "mod_personnel", **facts: Any) -> Any:
    with acting(as_) as by:
        return OF[kind](row, by=by, **{"reason": "of another officer", "on": today(), "at": now(), **facts})


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_withdrawn_counts_no_more_and_the_right_one_is_entered_anew(db: None, kind: str):
    posting = a_posting("selected", post=a_post(**ASKS[kind]), first=100, end=900)
    row = withdrawn(enter(posting.officer, kind), kind)
    assert (row.withdrawn_on, row.withdrawn_because) == (today(), "of another officer")
    with pytest.raises(REFUSALS[kind]):
        prepare(posting)
    with acting("cmd_desk") as by:
        (found,) = candidates(posting.post, to=by, on=day(10))
        assert [check.requirement for check in found.missing] == [kind]
        assert (held_on(to=by, as_of=today()), courses_in(to=by, since=day(-365), as_of=today())) == ([], [])
        assert "tr" in languages_known(to=by) or kind != "language"  # the post asks for it
    again = enter(posting.officer, kind)
    assert (again.no, again.withdrawn_on) == (2, None)
    prepare(posting)
    assert state_of(posting) == "prepared"


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_reminded_of_what_was_withdrawn(db: None, kind: str):
    posting = a_posting("in_post")
    row = enter(posting.officer, kind)
    assert due(f"officers.{kind}") == {posting.officer.reference: day(300)}
    withdrawn(row, kind)
    assert due(f"officers.{kind}") == {}


def test_an_earlier_result_counts_again_when_the_newer_one_was_wrong(db: None):
    posting = a_posting("in_post")
    enter(posting.officer, "language")
    with acting("ndu_language") as by:
        wrong = officers.record_language(
            posting.officer, by=by, language="tr", slp="1111", tested_on=day(-5), valid_until=day(100)
        )
    assert due("officers.language") == {posting.officer.reference: day(100)}
    withdrawn(wrong, "language", as_="ndu_language")
    assert due("officers.language") == {posting.officer.reference: day(300)}
    with acting("cmd_desk") as by:
        assert [held.slp for held in held_on(to=by, as_of=today())] == ["3333"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_withdrawal_says_why_once_by_those_who_enter_it_and_stands_in_the_trail(db: None, kind: str):
    officer = an_officer()
    row = enter(officer, kind)
    with pytest.raises(ReasonMissing):
        withdrawn(row, kind, reason=" ")
    with pytest.raises(StepInFuture):
        withdrawn(row, kind, on=day(1))
    with pytest.raises(NotPermitted):
        withdrawn(row, kind, as_="mfa_desk")
    withdrawn(row, kind)
    with pytest.raises(AlreadyWithdrawn):
        withdrawn(row, kind)
    with acting("auditor"):
        event = Event.objects.get(verb=f"officers.withdraw_{kind}", table=row._meta.db_table)
        assert (event.record_id, event.reason) == (row.pk, "of another officer")


def test_a_course_that_was_withdrawn_is_not_completed(db: None):
    officer = an_officer()
    with acting("mod_personnel") as by:
        course = qualifications.record_training(
            officer, by=by, kind="degree", title="Staff college", starts_on=day(-9)
        )
    withdrawn(course, "training")
    with acting("mod_personnel") as by, pytest.raises(AlreadyWithdrawn):
        qualifications.complete_training(course, by=by, on=today(), at=now())


@pytest.mark.parametrize("kind", KINDS)
def test_postgresql_keeps_reason_and_row(db: None, kind: str):
    row = enter(an_officer(), kind)
    table = f"attaches_{MODELS[kind]._meta.model_name}"

    def refused(change: str) -> None:
        statement = f"{change.format(table=table)} WHERE id = %s"
        with acting("cmd_desk"), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement, [row.pk])

    refused("UPDATE {table} SET withdrawn_on = current_date")
    refused("UPDATE {table} SET withdrawn_because = 'x'")
    refused("DELETE FROM {table}")
    withdrawn(row, kind)
    refused("UPDATE {table} SET withdrawn_on = NULL, withdrawn_because = ''")
    refused("UPDATE {table} SET valid_until = valid_until + 1")


def test_what_was_withdrawn_goes_over_with_a_duplicate(db: None):
    twice, once = an_officer(), an_officer()
    for kind in KINDS:
        withdrawn(enter(twice, kind), kind)
        enter(once, kind)
    with acting("mod_personnel") as by:
        merge(twice, once, by=by, reason="entered twice")
        for kind in KINDS:
            rows = MODELS[kind].in_context.filter(officer=once).order_by("no")
            assert [(row.no, row.withdrawn_on) for row in rows] == [(1, None), (2, today())]


def test_over_rest_it_is_named_by_its_number_and_stays_to_be_seen(db: None, api: SignIn):
    officer = an_officer()
    for kind in KINDS:
        enter(officer, kind)
    where, personnel = f"officers/{officer.reference}/", api("mod_personnel")
    for kind, part in zip(KINDS, ("languages", "trainings", "clearances"), strict=True):
        path = f"{where}withdraw-{kind}/"
        assert post(personnel, path, {"no": 2, "reason": "mistyped"}).status_code == 404
        assert post(personnel, path, {"no": 1}).status_code == 400
        assert post(api("mfa_desk"), path, {"no": 1, "reason": "mistyped"}).status_code == 403
        (row,) = post(personnel, path, {"no": 1, "reason": "mistyped"}).json()[part]
        assert (row["withdrawn_on"], row["withdrawn_because"]) == (today().isoformat(), "mistyped")
        assert post(personnel, path, {"no": 1, "reason": "mistyped"}).status_code == 409


def test_in_data_entry_it_is_chosen_and_marked(db: None, signed_in: SignIn):
    officer = an_officer()
    for kind in KINDS:
        enter(officer, kind)
    personnel, desk = signed_in("mod_personnel"), signed_in("cmd_desk")
    assert "Turkish 3333 · tested on" in page(personnel, "officer", officer)
    assert "Turkish 3333 · tested on" not in page(desk, "officer", officer)
    assert "Attaché course" in page(desk, "officer", officer)  # courses are the desk's to withdraw
    assert "Choose which entry" in press(personnel, "officer", officer, "withdraw", reason="x", entry="")
    assert "Say why" in press(personnel, "officer", officer, "withdraw", entry="language-1")
    for kind in KINDS:
        shown = press(personnel, "officer", officer, "withdraw", reason="of a namesake", entry=f"{kind}-1")
        assert "of a namesake" in shown
    assert "Entered wrongly" not in page(personnel, "officer", officer)
    with acting("cmd_desk"):
        assert not LanguageResult.in_context.filter(withdrawn_on__isnull=True).exists()


def test_entering_ahead_is_refused_in_data_entry_too(db: None, api: SignIn):
    where, personnel = f"officers/{an_officer().reference}/", api("mod_personnel")
    ahead = {
        "language": "tr",
        "slp": "3333",
        "tested_on": day(1).isoformat(),
        "valid_until": day(9).isoformat(),
    }
    refused = post(personnel, f"{where}languages/", ahead)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "tested_on")

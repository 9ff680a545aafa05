"""Obligations: who owes what until when, what sources say, and what the register follows."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from accounts.models import Office
from agreements.engine import Implementation
from agreements.models import Agreement, ImplementationEvent, Provision
from agreements.selectors.provisions import implementation, provisions
from agreements.services.provisions import amend, fall_due, record, redate, report
from documents.engine import FileRefused
from foundation.clock import now, today
from foundation.errors import DomainError, InvalidInput, NotPermitted, RecordChanged
from reminders.models import Reminder
from tests.agreements.instruments import in_force
from tests.cast import acting, subject_of
from tests.documents import files

pytestmark = pytest.mark.django_db
STATEMENT = dt.date(2020, 11, 10)
DAY = dt.timedelta(days=1)


def ahead(days: int) -> dt.date:
    return today() + days * DAY


def a_provision(clerk: Subject, agreement: Agreement | None = None, **facts: Any) -> Provision:
    known = {"article": "2", "title": "Return of a district", "kind": "territory_return", **facts}
    return record(agreement or in_force(clerk, STATEMENT, clause={}), by=clerk, at=now(), **known)


def said(
    provision: Provision, by: Subject, status: str = "", *, on: dt.date = STATEMENT, **more: Any
) -> Provision:
    told = {"what": "Told in public", "source": "Ministry of Defence", **more}
    return report(provision, by=by, on=on, at=now(), status=status, **told)


def test_a_day_agreed_anew_keeps_the_first_one(clerk: Subject) -> None:
    given = a_provision(clerk, due_on=dt.date(2020, 11, 15))
    assert (given.state, given.state_on) == ("due", dt.date(2020, 11, 15))
    moved = redate(
        given,
        by=clerk,
        to=dt.date(2020, 11, 25),
        on=dt.date(2020, 11, 15),
        at=now(),
        source="Joint statement",
    )
    again = redate(
        moved,
        by=clerk,
        to=dt.date(2020, 12, 1),
        on=dt.date(2020, 11, 20),
        at=now(),
        source="Second statement",
    )
    assert (again.due_on, again.original_due_on) == (dt.date(2020, 12, 1), dt.date(2020, 11, 15))
    assert [(r.before, r.after) for r in again.redatings.all()] == [
        (dt.date(2020, 11, 15), dt.date(2020, 11, 25)), (dt.date(2020, 11, 25), dt.date(2020, 12, 1)),
    ]  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Provision.in_context.filter(pk=again.pk).update(original_due_on=dt.date(2020, 12, 1))


def test_what_was_due_and_is_put_off_is_not_yet_due_again(clerk: Subject) -> None:
    given = a_provision(clerk, due_on=ahead(-2))
    assert given.state == "due"
    later = redate(given, by=clerk, to=ahead(30), on=today(), at=now(), source="Exchange of notes")
    assert (later.state, later.state_on) == ("pending", today())


def test_the_register_follows_one_source_and_keeps_what_others_say(clerk: Subject) -> None:
    given = a_provision(clerk, due_on=dt.date(2020, 11, 25))
    partly = said(given, clerk, "partial", on=dt.date(2020, 11, 26), source="Joint monitoring centre")
    assert (partly.state, partly.attributed_to) == ("partial", "Joint monitoring centre")
    other = said(partly, clerk, "breached", on=dt.date(2020, 11, 27), source="The other side", decides=False)
    assert (other.state, other.attributed_to) == ("partial", "Joint monitoring centre")
    done = said(other, clerk, "fulfilled", on=dt.date(2020, 12, 1), source="Ministry of Defence")
    assert done.state == "fulfilled"
    assert [event.decides for event in done.events.all()] == [True, False, True]
    assert [stage.state for stage in done.stages.all()] == ["pending", "due", "partial", "fulfilled"]
    with pytest.raises(DomainError, match="settled"):
        said(done, clerk, "breached", on=today())
    assert said(done, clerk, "breached", on=today(), decides=False).state == "fulfilled"
    with pytest.raises(IntegrityError), transaction.atomic():
        Provision.in_context.filter(pk=done.pk).update(state="partial", state_on=today())


REFUSED = {
    "ahead": ({"on": ahead(1)}, "future"),
    "no source": ({"source": " "}, "who says so"),
    "nothing said": ({"what": ""}, "who says so"),
    "before the step before": ({"status": "fulfilled", "on": dt.date(2020, 11, 1)}, "before that"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_report_that_says_too_little_is_refused(clerk: Subject, case: str) -> None:
    facts, words = REFUSED[case]
    given = a_provision(clerk, due_on=dt.date(2020, 11, 25))
    with pytest.raises(DomainError) as refusal:
        said(given, clerk, **facts)
    assert words in f"{refusal.value.message} {refusal.value.fields}"
    assert not ImplementationEvent.in_context.exists()


def test_evidence_is_a_checked_file_behind_the_same_wall(
    clerk: Subject, settings: Any, tmp_path: Any
) -> None:
    settings.STORAGES = {
        **settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }  # fmt: skip
    given = a_provision(clerk)
    shown = said(given, clerk, "partial", evidence=("Act.pdf", files.pdf()))
    kept = shown.events.get().evidence
    assert (kept.name, kept.about_reference, kept.label_id) == ("Act.pdf", given.reference, given.label_id)
    with pytest.raises(FileRefused) as refusal:
        said(shown, clerk, evidence=("Act.pdf", b"not a document"))
    assert "evidence" in refusal.value.fields


def test_what_comes_first_belongs_to_the_same_agreement_and_never_waits_for_itself(db: None) -> None:
    with acting("cmd_desk") as clerk:
        _chain(clerk)
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        assert fall_due(by=scheduler, on=today()) == 1
        assert fall_due(by=scheduler, on=today()) == 0


def _chain(clerk: Subject) -> None:
    first = a_provision(clerk, phase=1)
    second = a_provision(clerk, first.agreement, phase=2, depends_on=first, due_on=ahead(-1))
    assert second.state == "pending"  # what comes first is still open
    stranger = a_provision(clerk)
    for changes in ({"depends_on": second}, {"depends_on": stranger}, {"depends_on": first}):
        with pytest.raises(InvalidInput) as refusal:
            amend(first, by=clerk, **changes)
        assert "depends_on" in refusal.value.fields
    with pytest.raises(InvalidInput):
        amend(first, by=clerk, obliged=stranger.agreement.parties.first())
    for wrong in ({"depends_on": second.pk}, {"depends_on": stranger.pk}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Provision.in_context.filter(pk=first.pk).update(depends_on_id=wrong["depends_on"])
    said(first, clerk, "fulfilled", on=today())


def test_share_implemented_counts_obligations_less_those_overtaken(clerk: Subject) -> None:
    agreement = in_force(clerk, STATEMENT, clause={})
    for status in ("fulfilled", "fulfilled", "partial", "breached", "overtaken", ""):
        given = a_provision(clerk, agreement)
        if status:
            said(given, clerk, status)
    a_provision(clerk, agreement, is_obligation=False)
    found = implementation([agreement.pk], to=clerk)[agreement.pk]
    assert found == Implementation(fulfilled=2, partial=1, breached=1, overtaken=1, waiting=1)
    assert found.counted == 5
    assert implementation([0], to=clerk) == {}


def test_an_article_that_obliges_nobody_has_no_day_and_no_state(clerk: Subject) -> None:
    with pytest.raises(InvalidInput):
        a_provision(clerk, is_obligation=False, due_on=today())
    given = a_provision(clerk, is_obligation=False)
    with pytest.raises(DomainError, match="obliges nobody"):
        said(given, clerk, "fulfilled")
    with pytest.raises(DomainError, match="obliges nobody"):
        redate(given, by=clerk, to=today(), on=today(), at=now(), source="x")


def test_the_desks_write_the_office_responsible_reports_and_others_may_not(db: None) -> None:
    with acting("cmd_desk") as clerk:
        owner = Office.objects.get(pk=subject_of("sbs_liaison").office_id)
        given = a_provision(clerk, owner=owner, due_on=ahead(20))
        hidden = a_provision(clerk, in_force(clerk, STATEMENT, level="limited_official_use", clause={}))
        stale = given.version
        amend(given, by=clerk, title="Return of the district")
        with pytest.raises(RecordChanged):
            amend(given, by=clerk, version=stale, title="x")
    with acting("sbs_liaison") as liaison:
        assert said(given, liaison, "partial", on=today()).state == "partial"
        with pytest.raises(NotPermitted):
            redate(given, by=liaison, to=today(), on=today(), at=now(), source="x")
    with acting("mfa_protocol") as protocol, pytest.raises(NotPermitted):
        said(given, protocol)
    with acting("cmd_desk_2") as colleague:
        assert set(provisions(to=colleague).values_list("reference", flat=True)) == {given.reference}
        assert hidden.reference != given.reference


def test_the_office_responsible_is_reminded(db: None) -> None:
    with acting("cmd_desk") as clerk:
        owner = Office.objects.get(pk=subject_of("operations_desk").office_id)
        soon, later = (a_provision(clerk, owner=owner, due_on=ahead(days)) for days in (20, 400))
        done = said(a_provision(clerk, owner=owner, due_on=ahead(20)), clerk, "fulfilled")
    call_command("plan_reminders", verbosity=0)
    with enter_subject(service_subject("planner"), "test"):
        planned = Reminder.in_context.filter(rule__code="provisions.due")
        assert list(planned.values_list("record", "office", "offset")) == [(soon.reference, owner.pk, -30)]
        assert later.reference != done.reference

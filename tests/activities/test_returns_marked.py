"""What is marked goes its route; corrections go the way of the return; slips in a rule are put right (C3, C6)."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from activities.models import DueReturn, ObligationSuspension
from activities.selectors.returns import owed, returns
from activities.services import obligations, return_clearance
from activities.services import return_refusals as no
from activities.services import returns as services
from foundation.clock import now, today
from foundation.errors import NotPermitted
from reports.selectors.compliance_calendar import build
from tests.activities.owed import agreed, an_obligation, cleared, first_of, marked, put_up
from tests.activities.programme import days
from tests.cast import acting

pytestmark = pytest.mark.django_db
TODAY = {"on": today()}


def prepared() -> DueReturn:
    """A return that is marked, prepared by the arms control desk."""
    with acting("arms_control_desk") as by:
        return marked(by)


def sql(row: DueReturn, by, match: str, **wrong) -> None:
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        DueReturn.objects.visible_to(by).filter(pk=row.pk).update(**wrong)


def test_what_is_marked_is_cleared_by_its_case_even_in_sql():
    row = prepared()
    with acting("mfa_milpol") as by:
        with pytest.raises(no.AgreedByItsCase):
            return_clearance.clear(row, by=by, at=now(), **TODAY)
        sql(row, by, "agree to what is marked", state="cleared", state_on=today())
        sql(row, by, "cannot go", state="checked", state_on=today())
    row = put_up(row)
    assert row.state == "in_approval"
    with acting("mfa_milpol") as by:
        with pytest.raises(no.WithThoseWhoAgree):
            return_clearance.clear(row, by=by, at=now(), **TODAY)
        for wrong in ("cleared", "sent_back", "in_preparation"):
            sql(row, by, "lies with those", state=wrong, state_on=today())
    row = agreed(row)
    assert row.state == "cleared"
    with acting("arms_control_desk") as by:
        sent = services.submit(row, by=by, at=now(), sent_under="DEMO-1", **TODAY)
        assert [step.state for step in sent.steps.order_by("pk")] == [
            "scheduled", "in_preparation", "in_approval", "cleared", "submitted",
        ]  # fmt: skip


def test_security_sends_back_what_it_had_agreed_to_and_is_asked_anew():
    row = agreed(put_up(prepared()))
    with acting("mod_security_2") as officer:
        with pytest.raises(no.ReasonMissing):
            return_clearance.send_back(row, by=officer, at=now(), **TODAY)
        row = return_clearance.send_back(row, by=officer, at=now(), reason="Names in it", **TODAY)
        assert row.state == "sent_back"
    with acting("arms_control_desk") as by:
        row = services.prepare(row, by=by, at=now(), **TODAY)
    with acting("mfa_milpol") as by:
        sql(row, by, "agree to what is marked", state="cleared", state_on=today())
    assert agreed(put_up(row)).state == "cleared"


def test_whoever_prepared_it_clears_nothing_even_in_sql():
    row = prepared()
    with acting("arms_control_desk") as by:
        sql(row, by, "prepared", state="cleared", state_on=today())


def test_a_correction_is_drafted_cleared_anew_and_sent_by_the_other_ministry(api):
    with acting("arms_control_desk") as by:
        first = first_of(an_obligation(by, days(-9)), by)
        first = services.take_over(first, by=by, on=days(-9), at=now(), sent_under="DEMO-1")
    with acting("mfa_milpol") as by, pytest.raises(no.ClearedAnew):
        services.correct(first, by=by, at=now(), reason="Two more", sent_under="DEMO-2", **TODAY)
    with acting("arms_control_desk") as by:
        with pytest.raises(no.ReasonMissing):
            services.draft_correction(first, by=by, at=now(), **TODAY)
        draft = services.draft_correction(first, by=by, at=now(), reason="Two tanks more", **TODAY)
        assert (draft.state, draft.corrects_id, draft.due_on) == ("in_preparation", first.pk, first.due_on)
        assert draft not in owed(returns(to=by))
        with pytest.raises(no.ReturnStands):
            services.draft_correction(first, by=by, at=now(), reason="Again", **TODAY)
        with pytest.raises(no.ReturnStepRefused):
            services.redate(draft, by=by, at=now(), due_on=days(9), reason="Later")
        with pytest.raises(DatabaseError, match="cleared anew"), transaction.atomic():
            DueReturn.in_context.create(
                obligation_id=first.obligation_id, corrects=first, state="submitted", state_on=today(),
                submitted_on=today(), sent_under="X", label_id=first.label_id,
            )  # fmt: skip
    draft = cleared(draft)
    with acting("arms_control_desk") as by, pytest.raises(NotPermitted):
        services.submit(draft, by=by, at=now(), sent_under="DEMO-2", **TODAY)
    path = f"/api/v1/returns/{draft.reference}/"
    client = api("mfa_milpol")
    etag = client.get(path)["ETag"]
    body = {"on": str(today()), "sent_under": "DEMO-2"}
    sent = client.post(f"{path}submit/", body, content_type="application/json", HTTP_IF_MATCH=etag)
    assert (sent.status_code, sent.json()["state"]) == (200, "submitted")


def test_a_correction_given_up_leaves_room_for_another():
    with acting("arms_control_desk") as by:
        first = first_of(an_obligation(by, days(-9)), by)
        first = services.take_over(first, by=by, on=days(-9), at=now(), sent_under="DEMO-1")
        draft = services.draft_correction(first, by=by, at=now(), reason="Two more", **TODAY)
        services.call_off(draft, by=by, at=now(), reason="It was right after all", **TODAY)
        assert services.draft_correction(first, by=by, at=now(), reason="Three more", **TODAY).corrects_id


def test_what_a_slip_in_the_rule_dropped_comes_back_and_a_decision_does_not():
    with acting("arms_control_desk") as by:
        held = an_obligation(by, days(30))
        row = first_of(held, by)
        year = row.due_year
        held = obligations.amend(held, by=by, at=now(), reason="Slip", first_year=year + 2)
        row.refresh_from_db()
        assert (row.state, row.dropped_by_rule) == ("not_due", True)
        sql(row, by, "its rule", state="scheduled", state_on=today(), dropped_by_rule=False)
        day = 28 if days(30).day != 28 else 27
        held = obligations.amend(held, by=by, at=now(), reason="Corrected", first_year=year, due_day=day)
        row.refresh_from_db()
        assert (row.state, row.due_on.day, row.redated_because) == ("scheduled", day, "Corrected")
        services.call_off(row, by=by, at=now(), reason="The organisation asks for none", **TODAY)
        obligations.amend(held, by=by, at=now(), reason="Other", first_year=year + 2)
        obligations.amend(held, by=by, at=now(), reason="Back", first_year=year)
        row.refresh_from_db()
        assert row.state == "not_due"
        sql(row, by, "its rule", state="scheduled", state_on=today())


def test_a_suspension_entered_by_a_slip_is_taken_back_with_a_reason(api):
    with acting("arms_control_desk") as by:
        held = an_obligation(by, days(20))
        row = first_of(held, by)
        held = obligations.suspend(held, by=by, at=now(), on=today(), reason="War", source="Note")
        assert row not in owed(returns(to=by))
        with pytest.raises(no.ReasonMissing):
            obligations.take_back_suspension(held, by=by, at=now(), on=today())
        held = obligations.take_back_suspension(
            held, by=by, at=now(), on=today(), reason="Another obligation"
        )
        assert row in owed(returns(to=by))
        with pytest.raises(no.NotResting):
            obligations.take_back_suspension(held, by=by, at=now(), on=today(), reason="Again")
        kept = ObligationSuspension.objects.visible_to(by).get(obligation=held)
        assert kept.taken_back_because == "Another obligation"
        with pytest.raises(DatabaseError, match="taken back"), transaction.atomic():
            ObligationSuspension.objects.visible_to(by).filter(pk=kept.pk).update(
                taken_back_at=None, taken_back_because=""
            )
        assert obligations.suspend(held, by=by, at=now(), on=today(), reason="Now", source="Note")
    client, path = api("arms_control_desk"), f"/api/v1/reporting-obligations/{held.reference}/"
    body = {"on": str(today()), "reason": "A slip"}
    etag = client.get(path)["ETag"]
    told = client.post(
        f"{path}take-back-suspension/", body, content_type="application/json", HTTP_IF_MATCH=etag
    )
    assert (told.status_code, told.json()["suspensions"]) == (200, [])


def test_the_period_covered_follows_the_rule_and_stays_with_what_has_left():
    with acting("arms_control_desk") as by:
        held = an_obligation(by, days(-9))
        gone = first_of(held, by)
        services.take_over(gone, by=by, on=days(-9), at=now(), sent_under="DEMO-1")
        coming = DueReturn.objects.visible_to(by).filter(obligation=held, state="scheduled").first()
        with pytest.raises(no.ReasonMissing):
            obligations.amend(held, by=by, at=now(), covers=-1)
        obligations.amend(held, by=by, at=now(), covers=-1, reason="It reports on the year before")
        gone.refresh_from_db()
        coming.refresh_from_db()
        assert (gone.covers_year, coming.covers_year) == (gone.due_year, coming.due_year - 1)


def test_the_compliance_calendar_reads_days_and_suspensions_as_they_stood():
    with acting("arms_control_desk") as by:
        held = an_obligation(by, days(30))
        row = first_of(held, by)
        services.redate(row, by=by, at=at(-20), due_on=days(10), reason="Earlier")
        row.refresh_from_db()
        services.redate(row, by=by, at=at(-5), due_on=days(40), reason="Later")
        held = obligations.suspend(held, by=by, at=now(), on=days(-15), reason="War", source="Note")
        obligations.resume(held, by=by, at=now(), on=days(-3), reason="Over")

        def told(offset: int) -> tuple[dt.date, str]:
            on, year = days(offset), {days(30).year, days(10).year, days(40).year}
            found = [line for of in year for line in build(to=by, as_of=on, year=str(of)).rows]
            (line,) = [line for line in found if line["due_return"] == row.reference]
            return line["due_on"], str(line["stands"])

        assert told(-25) == (days(30), "Due")
        assert told(-16) == (days(10), "Due")
        assert told(-10) == (days(10), "Suspended")
        assert told(-4) == (days(40), "Suspended")
        assert told(-2) == (days(40), "Due")


def at(offset: int) -> dt.datetime:
    return now() + dt.timedelta(days=offset)

"""returns.put_up and what follows: whom the route asks, what is frozen, how the return follows its case (C6)."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from access.models import Clearance
from access.services.labels import intern
from access.services.relabelling import raise_label
from activities.models import DueReturn
from activities.selectors.return_cases import cases_of, submission
from activities.selectors.returns import due_return, owed, returns, went_through
from activities.services import obligations, return_clearance
from activities.services import return_refusals as no
from activities.services import returns as services
from approvals.models import Route, RouteStep
from approvals.selectors.inbox import case_inbox
from approvals.selectors.preview import preview
from approvals.services.cases import NoApprover, SeatsLacking
from approvals.services.decisions import MarkingChanged, StepNotOpen, decide
from approvals.services.recalls import recall
from approvals.services.routes import amend_route
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from tests.activities.owed import agreed, an_obligation, cleared, first_of, marked, put_up
from tests.activities.programme import days
from tests.activities.test_returns import pending
from tests.approvals.unread import case_about, read_in_the_end, readings
from tests.cast import acting, subject_of
from tests.documents import files
from tests.ground import owner

pytestmark = pytest.mark.django_db
TODAY = {"on": today()}
SECURITY = ("mod_security", "mod_security_2")


@pytest.fixture
def row(db: None) -> DueReturn:
    """Marked, to be given to one State, prepared by the arms control desk."""
    with acting("arms_control_desk") as desk:
        return marked(desk, release=("TR",))


def roles(row: DueReturn) -> list[tuple[str, str]]:
    """Whom its case asks for which word, in order."""
    with acting("arms_control_desk") as desk:
        steps = cases_of(row, to=desk)[0].steps.order_by("order", "pk")
        return list(steps.values_list("role", "verdict"))


def states(row: DueReturn) -> list[str]:
    with acting("arms_control_desk") as desk:
        return [case.state for case in cases_of(row, to=desk)]


def raised(row: DueReturn) -> DueReturn:
    with acting("cmd_desk") as center:
        raise_label(row, by=center, to=intern("official_use"), reason="Names in it", together=True)
        return due_return(row.reference, to=center)


def test_security_and_then_the_other_ministry_are_asked_and_seen_beforehand(row: DueReturn):
    with acting("cmd_desk") as center:
        route = Route.objects.get(kind="arms_control_return", is_default=True)
        seen = preview(route, to=center, on=today())
        assert [step.seats[0].office.role for step in seen.steps] == ["mod_security", "mfa_milpol"]
        assert seen.missing == ()
    row = put_up(row)
    assert roles(row) == [("mod_security", "concur"), ("mfa_milpol", "concur")]
    with acting("mod_security_2") as officer:
        assert row.reference in {line.case.object_reference for line in case_inbox(to=officer, **TODAY).lines}
    with acting("mfa_milpol") as by, pytest.raises(StepNotOpen):
        case = cases_of(row, to=by)[0]
        decide(case, by=by, verdict="concur", content_hash=case.content_hash, at=now(), **TODAY)
    assert agreed(row, "mod_security_2").state == "in_approval"
    assert agreed(row, "mfa_milpol").state == "cleared"


def test_the_center_asks_another_office_without_anybody_programming(row: DueReturn):
    with acting("cmd_desk") as center:
        route = Route.objects.get(code="arms-control-return")
        further = RouteStep(
            order=3, phase="in_approval", verdict="concur", mode="one", role="imcd_head", sla_days=2,
            name_en="Department", name_az="İdarə", only_when={"correction": [False]},
        )  # fmt: skip
        amend_route(route, by=center, steps=[further])
    row = put_up(row)
    assert roles(row)[-1] == ("imcd_head", "concur")
    assert agreed(row).state == "in_approval"
    assert agreed(row, "imcd_head").state == "cleared"


def test_no_route_does_without_security_and_the_other_ministry(row: DueReturn):
    route = Route.objects.get(code="arms-control-return")
    with acting("cmd_desk") as center, pytest.raises(InvalidInput, match="does without"):
        amend_route(route, by=center, steps=[], removed=[route.steps.get(role="mod_security")])
    route.steps.filter(role="mod_security").delete()
    with acting("arms_control_desk") as desk, pytest.raises(SeatsLacking):
        return_clearance.put_up(row, by=desk, at=now(), **TODAY)


def test_where_nobody_could_agree_it_is_told_when_it_is_put_up(row: DueReturn):
    Clearance.objects.filter(user_id__in=[subject_of(name).user_id for name in SECURITY]).delete()
    with acting("arms_control_desk") as desk:
        with pytest.raises(NoApprover, match="vacant"):
            return_clearance.put_up(row, by=desk, at=now(), **TODAY)
        assert due_return(row.reference, to=desk).state == "in_preparation"


def test_what_is_returned_says_why_and_comes_back_as_the_next_round(row: DueReturn, signed_in):
    row = agreed(
        agreed(put_up(row), "mod_security_2"), "mfa_milpol", verdict="return", comment="Add the tanks"
    )
    assert row.state == "sent_back"
    assert list(row.steps.all())[-1].reason == "Add the tanks"
    shown = signed_in("arms_control_desk").get(f"/returns/{row.reference}/").content.decode()
    assert "Add the tanks" in shown
    with acting("arms_control_desk") as desk:
        row = services.prepare(row, by=desk, at=now(), **TODAY)
    row = put_up(row)
    with acting("arms_control_desk") as desk:
        assert cases_of(row, to=desk)[0].round_no == 2
    assert agreed(row).state == "cleared"
    assert states(row) == ["approved", "returned"]


def test_rejected_it_is_sent_back_too(row: DueReturn):
    assert (
        agreed(put_up(row), "mod_security_2", verdict="reject", comment="Not this year").state == "sent_back"
    )


def test_security_takes_its_word_back_while_nobody_has_decided_after_it(row: DueReturn):
    row = agreed(put_up(row), "mod_security_2")
    with acting("mod_security_2") as officer:
        recall(cases_of(row, to=officer)[0], by=officer, reason="Seen too late", at=now(), **TODAY)
    assert agreed(row, "mod_security", "mfa_milpol").state == "cleared"


def test_the_desk_takes_it_back_to_work_on_it(row: DueReturn):
    row = put_up(row)
    with acting("mfa_milpol") as by:
        for refused in (return_clearance.put_up, return_clearance.take_back):
            with pytest.raises(NotPermitted):
                refused(row, by=by, at=now(), **TODAY)
        with pytest.raises(no.WithThoseWhoAgree):
            return_clearance.send_back(row, by=by, at=now(), reason="Past its case", **TODAY)
    with acting("arms_control_desk") as desk:
        for refused in (services.prepare, return_clearance.put_up):
            with pytest.raises((no.WithThoseWhoAgree, no.ReturnStepRefused)):
                refused(row, by=desk, at=now(), **TODAY)
        assert row in owed(returns(to=desk))
        row = return_clearance.take_back(row, by=desk, at=now(), reason="A slip", **TODAY)
        assert row.state == "in_preparation"
        with pytest.raises(no.NothingPutUp):
            return_clearance.take_back(row, by=desk, at=now(), **TODAY)
    assert agreed(put_up(row)).state == "cleared"


def test_what_is_not_owed_any_more_is_asked_of_nobody(row: DueReturn):
    row = put_up(row)
    with acting("arms_control_desk") as desk:
        with pytest.raises(no.ReasonMissing):
            services.call_off(row, by=desk, at=now(), **TODAY)
        services.call_off(row, by=desk, at=now(), reason="Asked for by nobody", **TODAY)
    assert states(row) == ["withdrawn"]
    with acting("arms_control_desk") as desk:
        back = marked(desk)
    back = agreed(put_up(back), "mod_security_2", verdict="return")
    with acting("arms_control_desk") as desk:
        services.call_off(back, by=desk, at=now(), reason="Asked for by nobody", **TODAY)
    assert states(back) == ["withdrawn"]


def test_what_was_agreed_to_and_goes_back_or_is_not_owed_is_not_read_any_more(row: DueReturn):
    read_in_the_end("arms_control_return")
    row = agreed(put_up(row))
    assert readings(case_about(row.reference)) == {"open"}
    with acting("mod_security_2") as officer:
        return_clearance.send_back(row, by=officer, at=now(), reason="A figure is wrong", **TODAY)
    assert readings(case_about(row.reference)) == {"not_needed"}
    with acting("arms_control_desk") as desk:
        other = marked(desk)
    other = agreed(put_up(other))
    with acting("arms_control_desk") as desk:
        services.call_off(other, by=desk, at=now(), reason="Asked for by nobody", **TODAY)
    assert readings(case_about(other.reference)) == {"not_needed"}


def test_raised_while_it_is_asked_about_it_can_only_go_back(row: DueReturn):
    row = raised(put_up(row))
    with pytest.raises(MarkingChanged):
        agreed(row)
    assert agreed(row, "mod_security_2", verdict="return").state == "sent_back"


def test_raised_after_everybody_agreed_it_goes_back_and_is_asked_about_anew_even_in_sql(row: DueReturn):
    row = raised(agreed(put_up(row, text=("figures.pdf", files.pdf()))))
    left = {"state": "submitted", "state_on": today(), "submitted_on": today(), "sent_under": "DEMO-1"}
    with acting("arms_control_desk") as desk:
        with pytest.raises(no.AgreedByItsCase):
            services.submit(row, by=desk, at=now(), sent_under="DEMO-1", **TODAY)
        with pytest.raises(DatabaseError, match="agree to what is marked"), transaction.atomic():
            DueReturn.objects.visible_to(desk).filter(pk=row.pk).update(**left)
    with acting("mod_security_2") as officer:
        row = return_clearance.send_back(row, by=officer, at=now(), reason="Raised", **TODAY)
    with acting("arms_control_desk") as desk:
        row = services.prepare(row, by=desk, at=now(), **TODAY)
    row = agreed(put_up(row))
    with acting("arms_control_desk") as desk:
        assert services.submit(row, by=desk, at=now(), sent_under="DEMO-1", **TODAY).state == "submitted"


def test_what_is_not_marked_needs_no_case_until_it_is_raised():
    with acting("arms_control_desk") as desk:
        row = marked(desk, level="unclassified")
        with pytest.raises(no.NotMarked):
            return_clearance.put_up(row, by=desk, at=now(), **TODAY)
    row = raised(cleared(row))
    with acting("arms_control_desk") as desk, pytest.raises(no.AgreedByItsCase):
        services.submit(row, by=desk, at=now(), sent_under="DEMO-1", **TODAY)


def test_another_period_is_agreed_to_anew_and_another_day_is_not(row: DueReturn):
    row = put_up(row)
    with acting("arms_control_desk") as desk:
        row = services.redate(row, by=desk, at=now(), due_on=days(60), reason="Agreed in Vienna")
        obligations.amend(
            row.obligation, by=desk, at=now(), covers=-1, reason="It reports on the year before"
        )
    assert pending(row) == [("returns.due", "arms_control_desk", -60)]
    with pytest.raises(no.ChangedSincePutUp):
        agreed(row)
    row = agreed(row, "mfa_milpol", verdict="return")
    with acting("arms_control_desk") as desk:
        row = services.prepare(row, by=desk, at=now(), **TODAY)
    row = agreed(put_up(row))
    with acting("arms_control_desk") as desk:
        held = row.obligation
        held.refresh_from_db()
        obligations.amend(held, by=desk, at=now(), covers=0, reason="It does not")
        with pytest.raises(no.AgreedByItsCase):
            services.submit(row, by=desk, at=now(), sent_under="DEMO-1", **TODAY)


def test_the_text_is_agreed_to_by_its_digest(row: DueReturn, signed_in: Callable[..., Client]):
    row = put_up(row, text=("figures.pdf", files.pdf()))
    with acting("mod_security_2") as officer:
        kept = submission(row.reference, 1, to=officer).content["text"]
        case = cases_of(row, to=officer)[0]
    assert (kept["name"], len(kept["digest"])) == ("figures.pdf", 64)
    officer = signed_in("mod_security_2")
    assert "figures.pdf" in officer.get(f"/cases/{case.reference}/").content.decode()
    shown = officer.get(f"/returns/{row.reference}/").content.decode()
    assert f"/{kept['reference']}/" in shown
    assert case.reference in shown


def test_on_its_page_it_is_put_up_and_taken_back(row: DueReturn, signed_in: Callable[..., Client]):
    desk, where = signed_in("arms_control_desk"), f"/returns/{row.reference}/"
    assert "Put it up for agreement" in desk.get(where).content.decode()
    for other in ("mfa_milpol", "mod_security_2"):
        shown = signed_in(other).get(where).content.decode()
        assert "Clear it" not in shown
        assert "Send it back" not in shown
    sent = {"step": "put-up", "put-up-on": str(today()), "put-up-version": row.version}
    assert desk.post(where, sent).status_code == 302
    shown = desk.get(where).content.decode()
    assert "With those who agree" in shown
    assert "Take it back from those who agree" in shown
    assert "Preparation has begun" not in shown


def test_a_correction_of_what_is_marked_goes_the_same_way():
    with acting("arms_control_desk") as desk:
        first = first_of(an_obligation(desk, days(-9), level="official_use", correct_at_once=True), desk)
        first = services.take_over(first, by=desk, on=days(-9), at=now(), sent_under="DEMO-1")
    with acting("mfa_milpol") as by, pytest.raises(no.ClearedAnew):
        services.correct(first, by=by, at=now(), reason="Two more", sent_under="DEMO-2", **TODAY)
    with acting("arms_control_desk") as desk:
        draft = services.draft_correction(first, by=desk, at=now(), reason="Two more", **TODAY)
    draft = agreed(put_up(draft))
    with acting("mfa_milpol") as by:
        assert services.submit(draft, by=by, at=now(), sent_under="DEMO-2", **TODAY).state == "submitted"


@pytest.mark.parametrize(
    ("steps", "agreed_to"),
    [
        (["in_preparation", "checked", "cleared"], True),
        (["in_preparation", "checked", "in_preparation"], False),
        (["in_preparation", "cleared"], False),
    ],
)
def test_what_security_had_agreed_to_before_there_were_routes_stays_so_in_python_and_in_sql(
    steps: list[str], agreed_to: bool
):
    rows = [SimpleNamespace(pk=number, state=state) for number, state in enumerate(steps)]
    assert went_through(SimpleNamespace(steps=SimpleNamespace(all=lambda: rows)), "checked") is agreed_to
    with owner() as connection, connection.transaction(force_rollback=True):
        one = "SELECT id, reference, label_id FROM activities_duereturn WHERE state = 'scheduled' LIMIT 1"
        key, reference, label = connection.execute(one).fetchone()
        for state in steps:
            connection.execute(
                "INSERT INTO activities_duereturnstep (due_return_id, state, reached_on, recorded_at, reason, label_id)"
                " VALUES (%s, %s, home_today(), clock_timestamp(), '', %s)",
                [key, state, label],
            )
        asked = connection.execute("SELECT activities_return_agreed(%s, %s, %s)", [key, reference, label])
        assert asked.fetchone() == (agreed_to,)

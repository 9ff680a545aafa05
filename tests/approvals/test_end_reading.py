"""What was approved and has ended is not asked to be read any more, whichever kind of matter it is (C6)."""

import pytest
from django.db import connection

from access.services.labels import intern
from access.services.relabelling import raise_label
from activities.models import Activity
from activities.services import clearances, steps
from agreements.services import ending, plan_steps
from approvals.lifecycle import Over
from approvals.models import Case, CaseStep
from approvals.selectors.cases import waiting_for
from approvals.services.decisions import CaseClosed
from approvals.services.unread import end_reading
from attaches.services import tenures
from foundation.acts import act
from foundation.clock import now, today
from tests.activities import crossings, programme
from tests.agreements import planning
from tests.agreements.instruments import recorded
from tests.agreements.test_approvals import ROUTE as LEGAL_WAY
from tests.agreements.test_approvals import _submitted as agreement_submitted
from tests.approvals.stage import Proposals, agree, answer, seen
from tests.approvals.test_database_rules import refused
from tests.approvals.unread import READER, case_about, closed_because, read_in_the_end, readings
from tests.attaches.scenes import a_posting
from tests.attaches.test_cases_of_posting import decided as posting_decided
from tests.attaches.test_cases_of_posting import extension_of, recall_of
from tests.cast import acting
from tests.missions.scene import loses_every_caveat

pytestmark = pytest.mark.django_db


def approved_proposal(proposals: Proposals) -> Case:
    case = proposals.submit()
    agree(case)
    return seen(case)


def ended(case: Case, name: str = "cmd_desk", **given) -> None:
    with acting(name) as by, act("proposals.end"):
        end_reading(
            case.object_reference, by=by, on=today(), because=Over.MATTER_WITHDRAWN,
            **{"version_no": case.version_no, **given},
        )  # fmt: skip


def test_open_and_waiting_steps_close_and_what_was_read_stays(proposals: Proposals):
    read_in_the_end("proposal", "mfa_milpol", "cmd_head", "imcd_head")
    case = approved_proposal(proposals)
    moved = list(proposals.moves)
    answer("mfa_milpol", case, "acknowledge")
    ended(case)
    with acting("cmd_head"):
        rows = case.steps.filter(aftermath=True).order_by("order")
        assert list(rows.values_list("state", flat=True)) == ["done", "not_needed", "not_needed"]
    assert (seen(case).state, closed_because(case)) == ("approved", {"matter_withdrawn"})
    with acting("cmd_head") as by:
        assert waiting_for(to=by) == []
    with pytest.raises(CaseClosed):
        answer("cmd_head", case, "acknowledge")
    assert proposals.moves == moved, "the matter is told neither of reading nor of its end"


def test_another_version_another_kind_and_a_case_under_way_are_none_of_it(proposals: Proposals):
    read_in_the_end("proposal")
    case = approved_proposal(proposals)
    running = proposals.submit(reference="PRP-2026-BBBBB")
    ended(case, version_no=2)
    ended(case, kinds=["posting"])
    ended(running)
    assert readings(case) == {"open"}
    assert readings(running) == {"waiting"}


def test_by_hand_nothing_but_reading_is_closed_for_good_and_by_no_reader(proposals: Proposals):
    read_in_the_end("proposal")
    case = approved_proposal(proposals)
    running = proposals.submit(reference="PRP-2026-BBBBB")
    close = "UPDATE approvals_casestep SET state = 'not_needed', closed_on = now() WHERE case_id = %s AND state = %s"
    with acting("leadership_reader"):
        assert "no decision moves a step" in refused(close, case.pk, "open")
    with acting("cmd_head"):
        assert "no decision moves a step" in refused(close, running.pk, "open")
        assert "no decision moves a step" in refused(close, running.pk, "waiting")
        with connection.cursor() as cursor:
            cursor.execute(close, [case.pk, "open"])
        reopen = (
            "UPDATE approvals_casestep SET state = 'open', closed_on = NULL WHERE case_id = %s AND aftermath"
        )
        assert "no decision moves a step" in refused(reopen, case.pk)


def as_approved() -> Activity:
    read_in_the_end("activity")
    with acting("cmd_desk") as desk:
        found = programme.stepped(programme.planned(desk, ad_hoc_reason="Agreed"), desk, "in_approval")
    found = programme.agreed(found, *programme.waiting(found)[:-1])
    assert found.state == "approved"
    return found


def test_an_activity_that_is_called_off_is_not_read():
    activity = as_approved()
    case = case_about(activity.reference)
    assert readings(case) == {"open"}
    with acting("cmd_desk") as desk:
        steps.cancel(activity, by=desk, on=today(), at=now(), reason="No money")
    assert (readings(case), closed_because(case)) == ({"not_needed"}, {"matter_ended"})


def test_an_activity_that_is_planned_anew_is_not_read_as_it_was_approved():
    activity = as_approved()
    case = case_about(activity.reference)
    with acting("cmd_desk") as desk:
        put_off = programme.stepped(activity, desk, "postponed")
    assert readings(case) == {"open"}
    with acting("cmd_desk") as desk:
        programme.stepped(put_off, desk, "planned")
    assert readings(case) == {"not_needed"}


def test_a_request_that_is_withdrawn_is_not_read():
    read_in_the_end("diplomatic_clearance")
    row = crossings.agreed(crossings.put_up())
    case = case_about(row.reference)
    assert readings(case) == {"open"}
    with acting("cmd_desk") as desk:
        clearances.withdraw(row, by=desk, on=today(), at=now())
    assert (readings(case), closed_because(case)) == ({"not_needed"}, {"matter_withdrawn"})


def test_a_plan_that_is_talked_over_again_is_not_read_as_it_was_approved():
    read_in_the_end("annual_plan")
    held = planning.submitted()
    case = case_about(held.reference)
    with acting("cmd_desk"):
        asked = list(case.steps.order_by("order", "id").values_list("role", "verdict"))
    for role, verdict in asked[:-1]:
        planning.decided(held, role, verdict)
    assert readings(case) == {"open"}
    with acting("cmd_desk") as desk:
        plan_steps.talk(
            held.__class__.in_context.get(pk=held.pk), by=desk, on=today(), at=now(), reason="A change"
        )
    assert readings(case) == {"not_needed"}


def test_an_agreement_that_is_given_up_is_not_read():
    read_in_the_end("agreement_mandate")
    with acting("cmd_desk") as desk:
        agreement = recorded(desk)
    case = agreement_submitted(agreement, "agreement_mandate")
    for name in LEGAL_WAY:
        answer(name, case, "concur")
    assert readings(case) == {"open"}
    with acting("cmd_desk") as desk:
        found = type(agreement).in_context.get(pk=agreement.pk)
        ending.abandon(found, by=desk, on=today(), at=now(), reason="No interest any more")
    assert (readings(case), closed_because(case)) == ({"not_needed"}, {"matter_ended"})


def test_what_prolonged_a_posting_is_not_read_after_its_end_and_what_recalled_it_is():
    read_in_the_end("posting_extension")
    read_in_the_end("posting_recall")
    posting = a_posting("in_post", end=100)
    longer = extension_of(posting)
    posting_decided(longer)
    assert readings(longer) == {"open"}
    back = recall_of(posting)
    posting_decided(back)
    assert (readings(longer), readings(back)) == ({"not_needed"}, {"open"})
    with acting("cmd_desk") as desk:
        tenures.end(type(posting).in_context.get(pk=posting.pk), by=desk, on=today(), at=now())
    assert readings(back) == {"open"}
    with acting(READER) as by:
        assert [line.reference for line in waiting_for(to=by)] == [back.reference]


def test_steps_that_close_are_closed_on_the_day_the_matter_ended(proposals: Proposals):
    read_in_the_end("proposal", "mfa_legal", "mod_legal")
    case = approved_proposal(proposals)
    ended(case)
    with acting("cmd_head") as by:
        rows = CaseStep.objects.visible_to(by).filter(case=case, aftermath=True)
        assert set(rows.values_list("closed_on", flat=True)) == {today()}


def test_a_case_marked_beyond_whoever_ends_the_matter_closes_all_the_same(proposals: Proposals):
    read_in_the_end("proposal", "mfa_legal")
    case = approved_proposal(proposals)
    with acting("cmd_head") as by:
        raise_label(
            case, by=by, to=intern("limited_official_use", ("negotiations",), ("mission:tr",)), reason="r"
        )
    loses_every_caveat("cmd_desk")
    with acting("cmd_desk") as by:
        assert not Case.objects.visible_to(by).filter(pk=case.pk).exists()
    ended(case)
    assert (readings(case), closed_because(case)) == ({"not_needed"}, {"matter_withdrawn"})

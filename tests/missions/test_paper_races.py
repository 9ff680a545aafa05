"""Pairs of people at the same moment: no double and no unseen approval, by the services or in raw SQL (walls.md 2).

Each pair starts together in threads and transactions of its own and is repeated; `make test-long` forces 300 of each.
"""

import os
import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, connections

from access.context import Subject
from approvals.models import Case, Decision
from approvals.services.decisions import decide
from foundation.clock import now, today
from foundation.errors import DomainError
from missions.models import MissionPaper, PaperTransition, PaperVersion
from missions.selectors.cases import latest_case
from missions.selectors.papers import paper as read_paper
from missions.services import papers, submissions
from tests.cast import acting
from tests.missions.scene import AT_POST, REVIEW, case_of, decided, drafted, seen, submitted

pytestmark = pytest.mark.django_db(transaction=True)
PAIRS = 300 if os.environ.get("PARLEY_LONG") else 3
RAW_DECISION = """
INSERT INTO approvals_decision (case_id, step_id, seat_id, office_id, user_id, is_acting, verdict, reason_code, comment,
                                content_hash, at, "on", label_id)
SELECT s.case_id, s.id, seat.id, seat.office_id, %s, false, s.verdict, '', '', %s, now(), home_today(), s.label_id
FROM approvals_casestep s JOIN approvals_caseseat seat ON seat.step_id = s.id
WHERE s.case_id = %s AND s.state = 'open' AND seat.office_id = %s
"""
Doing = Callable[[], str]


def at_once(*doings: Doing) -> list[str]:
    """What became of each of the doings that start together: its own word, or the name of the refusal."""
    start, said = threading.Barrier(len(doings)), ["" for _ in doings]

    def run(place: int, doing: Doing) -> None:
        try:
            start.wait(20)
            said[place] = doing()
        except (DomainError, DatabaseError) as refusal:
            said[place] = type(refusal).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def ready_for(*names: str) -> tuple[MissionPaper, Case]:
    """A paper on which these have agreed already, with the case everybody has open on the screen."""
    paper = drafted()
    submitted(paper)
    decided(paper, *names)
    with acting("cmd_head") as head:
        return paper, case_of(paper, head)


def agrees(name: str, case: Case, verdict: str) -> Doing:
    """Agree to what stood on the page."""

    def run() -> str:
        with acting(name) as by:
            decide(case, by=by, verdict=verdict, content_hash=case.content_hash, at=now(), on=today())
        return "agreed"

    return run


def agrees_in_sql(name: str, case: Case) -> Doing:
    """The same past every service: the row, the step and the case."""

    def run() -> str:
        with acting(name) as by, connection.cursor() as cursor:
            cursor.execute(RAW_DECISION, [by.user_id, case.content_hash, case.pk, by.office_id])
            rows = cursor.rowcount
            cursor.execute(
                "UPDATE approvals_casestep s SET state = 'done', closed_on = home_today() WHERE case_id = %s"
                " AND state = 'open' AND EXISTS (SELECT 1 FROM approvals_decision d WHERE d.step_id = s.id)",
                [case.pk],
            )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return "agreed" if rows else "nothing"

    return run


def comes_back_changed(paper: MissionPaper, case: Case) -> Doing:
    """The other ministry returns it, and the attaché writes another text at once."""

    def run() -> str:
        with acting("mfa_leadership") as by:
            decide(
                case, by=by, verdict="return", content_hash=case.content_hash, at=now(), on=today(),
                reason_code="wording", comment="Say it again.",
            )  # fmt: skip
        with acting("attache") as by:
            held = papers.redraft(read_paper(str(paper.reference), to=by), by=by, at=now(), on=today())
            papers.edit(held, by=by, version=held.version, at=now(), risks="Quite another text.")
        return "changed"

    return run


def edits(paper: MissionPaper, name: str = "attache") -> Doing:
    def run() -> str:
        with acting(name) as by:
            held = read_paper(str(paper.reference), to=by)
            papers.edit(held, by=by, version=held.version, at=now(), risks="Nobody has read this.")
        return "changed"

    return run


def edits_in_sql(paper: MissionPaper, name: str = "attache") -> Doing:
    def run() -> str:
        with acting(name), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE missions_paperversion SET risks = 'Nobody has read this.' WHERE paper_id = %s",
                [paper.pk],
            )
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return "changed"

    return run


def withdraws(paper: MissionPaper) -> Doing:
    def run() -> str:
        with acting("attache") as by:
            held = read_paper(str(paper.reference), to=by)
            submissions.withdraw(held, by=by, reason="Changed our minds", at=now(), on=today())
        return "withdrawn"

    return run


def withdraws_in_sql(case: Case) -> Doing:
    def run() -> str:
        with acting("attache"), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE approvals_case SET state = 'withdrawn', closed_on = home_today() WHERE id = %s"
                " AND state = 'open'",
                [case.pk],
            )
            return "withdrawn" if cursor.rowcount else "nothing"

    return run


def approvals_of(paper: MissionPaper, case: Case) -> tuple[int, int]:
    """(times approved, decisions of the two leaderships); fails when anything approved was not read by all."""
    with acting("cmd_head") as head:
        states = PaperTransition.objects.visible_to(head).filter(paper=paper, state="approved").count()
        decisions = Decision.objects.visible_to(head).filter(case__object_reference=paper.reference)
        text = PaperVersion.objects.visible_to(head).get(paper=paper, no=case.version_no)
        assert text.content_hash == case.content_hash
        assert set(decisions.filter(case=case).values_list("content_hash", flat=True)) == {case.content_hash}
        seats = decisions.filter(case=case).values_list("seat_id", flat=True)
        assert len(seats) == len(set(seats))
        approved = PaperVersion.objects.visible_to(head).filter(
            paper=paper, state__in=("approved", "effective")
        )
        assert {version.content_hash for version in approved} <= {case.content_hash}
        return states, decisions.filter(case=case, verdict="approve").count()


# --- approve, approve -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("way", ["services", "one in raw SQL", "both in raw SQL"])
def test_of_two_colleagues_at_one_desk_one_concurs(way: str):
    for _ in range(PAIRS):
        paper, case = ready_for(*AT_POST, "cmd_head", "imcd_head")
        first = agrees("mfa_desk", case, "concur") if way == "services" else agrees_in_sql("mfa_desk", case)
        second = (
            agrees_in_sql("mfa_desk_2", case)
            if way.startswith("both")
            else agrees("mfa_desk_2", case, "concur")
        )
        said = at_once(first, second)
        assert said.count("agreed") == 1, said
        approvals_of(paper, case)
        with acting("cmd_head") as head:
            assert Decision.objects.visible_to(head).filter(case=case).count() == 5


def test_two_leaderships_at_once_approve_once():
    for _ in range(PAIRS):
        paper, case = ready_for(*AT_POST, *REVIEW)
        said = at_once(agrees("mod_leadership", case, "approve"), agrees("mfa_leadership", case, "approve"))
        assert said == ["agreed", "agreed"]
        assert approvals_of(paper, case) == (1, 2)


# --- approve, edit ----------------------------------------------------------------------------------------------------
def test_an_approval_and_a_return_with_another_text_at_once_approve_nothing_unread():
    for _ in range(PAIRS):
        paper, case = ready_for(*AT_POST, *REVIEW)
        said = at_once(agrees("mod_leadership", case, "approve"), comes_back_changed(paper, case))
        assert said in (["agreed", "changed"], ["CaseClosed", "changed"], ["RecordChanged", "changed"]), said
        assert approvals_of(paper, case)[0] == 0
        assert seen(paper).state == "draft"


# Who read the paper before the approval is told that it changed, who read it after, that it is no draft.
@pytest.mark.parametrize(
    ("edit", "refusals"), [(edits, {"NotInDraft", "RecordChanged"}), (edits_in_sql, {"IntegrityError"})]
)
def test_the_last_approval_and_an_edit_at_once_leave_what_was_read(
    edit: Callable[..., Doing], refusals: set[str]
):
    for _ in range(PAIRS):
        paper, case = ready_for(*AT_POST, *REVIEW, "mod_leadership")
        said = at_once(agrees("mfa_leadership", case, "approve"), edit(paper))
        assert said[0] == "agreed"
        assert said[1] in refusals
        assert approvals_of(paper, case) == (1, 2)


@pytest.mark.parametrize("edit", [edits, edits_in_sql])
def test_a_submission_and_an_edit_at_once_freeze_what_the_signatories_then_read(edit: Callable[..., Doing]):
    for _ in range(PAIRS):
        paper = drafted()

        def submits(paper: MissionPaper = paper) -> str:
            with acting("attache") as by:
                submissions.submit(read_paper(str(paper.reference), to=by), by=by, at=now(), on=today())
            return "submitted"

        said = at_once(submits, edit(paper, "head_of_mission"))
        assert said[0] == "submitted", said
        decided(paper, *AT_POST, *REVIEW, "mod_leadership", "mfa_leadership")
        with acting("cmd_head") as head:
            text = PaperVersion.objects.visible_to(head).get(paper=paper)
            assert (text.risks == "Nobody has read this.") == (
                b"Nobody has read this." in bytes(text.content or b"")
            )
            assert approvals_of_text(paper) == 1


def approvals_of_text(paper: MissionPaper) -> int:
    with acting("cmd_head") as head:
        return approvals_of(paper, case_of(paper, head))[0]


# --- approve, withdraw ------------------------------------------------------------------------------------------------
def test_the_last_approval_and_a_withdrawal_at_once_leave_one_truth():
    for _ in range(PAIRS):
        paper, case = ready_for(*AT_POST, *REVIEW, "mod_leadership")
        said = at_once(agrees("mfa_leadership", case, "approve"), withdraws(paper))
        times, decisions = approvals_of(paper, case)
        outcome = (*said, seen(paper).state, times, decisions)
        assert outcome in {
            ("agreed", "CannotBeWithdrawn", "effective", 1, 2),  # looked after the approval
            ("agreed", "TransitionRefused", "effective", 1, 2),  # waited for it
            ("CaseClosed", "withdrawn", "withdrawn", 0, 1),
        }


def test_an_approval_and_a_withdrawal_in_raw_sql_leave_one_truth():
    for _ in range(PAIRS):
        paper, case = ready_for(*AT_POST, *REVIEW, "mod_leadership")
        said = at_once(agrees("mfa_leadership", case, "approve"), withdraws_in_sql(case))
        times, decisions = approvals_of(paper, case)
        with acting("cmd_head") as head:
            state = case_of(paper, head).state
        assert (*said, state, times, decisions) in {
            ("agreed", "nothing", "approved", 1, 2),
            ("CaseClosed", "withdrawn", "withdrawn", 0, 1),
        }


def submits(paper: MissionPaper) -> Doing:
    def run() -> str:
        submitted(paper, "cmd_desk")
        return "submitted"

    return run


@pytest.mark.parametrize("_pair", range(PAIRS))
def test_withdrawn_and_submitted_at_the_same_moment_no_case_stays_open_on_a_withdrawn_paper(
    _pair: int,
) -> None:
    paper = drafted()
    said = at_once(withdraws(paper), submits(paper))
    with acting("cmd_desk") as by:
        case = latest_case(str(paper.reference), to=by)
        stands = (seen_state(paper, by), case.state if case else None)
    assert stands in {("withdrawn", None), ("withdrawn", "withdrawn"), ("post_coordination", "open")}, said


def seen_state(paper: MissionPaper, by: Subject) -> str:
    return str(read_paper(str(paper.reference), to=by).state)

"""Past every service, as the application role: a case without a needed seat and a case that does not fit its text.

PostgreSQL refuses the one at the end of its transaction and never lets the other make a version approved (walls.md 2,
docs/decisions/0021).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from approvals.models import Case
from foundation.clock import now, today
from missions.models import DocumentVersion, MissionPaper, PaperVersion, StrategicDocument
from missions.selectors import documents as reading
from missions.services import papers
from missions.services.document_moves import newest
from missions.services.document_versions import freeze as freeze_document
from missions.services.moves import current_version
from missions.services.versions import freeze
from tests.cast import acting
from tests.missions import guidance
from tests.missions.scene import (
    AT_POST,
    LEADERSHIP,
    REVIEW,
    case_of,
    decided,
    drafted,
    returned,
    submitted,
)

pytestmark = pytest.mark.django_db
NEEDED = ("attache", "head_of_mission", "mod_leadership", "mfa_leadership")

# --- a case made by hand ----------------------------------------------------------------------------------------------
COLUMNS = (
    "kind, object_reference, version_no, content_hash, label_id, submitted_label_id, mission_id, route_id,"
    " route_version, phase, state, round_no, opened_by_id, opened_office_id, opened_at, opened_on, is_demo, version"
)
AS_BEFORE = f"""
INSERT INTO approvals_case ({COLUMNS})
SELECT kind, object_reference, %(no)s, %(hash)s, label_id, label_id, mission_id, route_id, route_version, phase, 'open',
       round_no + 1, %(user)s, %(office)s, now(), home_today(), is_demo, 1
FROM approvals_case WHERE id = %(before)s RETURNING id
"""
EDITORS = """
INSERT INTO approvals_caseeditor (case_id, user_id, label_id)
SELECT %(case)s, user_id, label_id FROM approvals_caseeditor WHERE case_id = %(before)s
"""
STEPS = """
INSERT INTO approvals_casestep (case_id, "order", phase, role, name_en, name_az, verdict, mode, quorum, sla_days,
                                co_author, outside, aftermath, state, label_id)
SELECT %(case)s, "order", phase, role, name_en, name_az, verdict, mode, quorum, sla_days, co_author, outside, aftermath,
       'waiting', label_id
FROM approvals_casestep WHERE case_id = %(before)s AND NOT role = ANY(%(without)s)
"""
SEATS = """
INSERT INTO approvals_caseseat (case_id, step_id, office_id, label_id, attempt)
SELECT %(case)s, made.id, s.office_id, s.label_id, 1
FROM approvals_casestep made
JOIN approvals_casestep b ON b.case_id = %(before)s AND b.role = made.role AND b."order" = made."order"
JOIN approvals_caseseat s ON s.step_id = b.id
WHERE made.case_id = %(case)s AND NOT made.role = ANY(%(empty)s)
"""


def by_hand(before, text, by, *, without=(), empty=()):
    """A case like the one before, for another text, without some of its steps or with some of its steps empty."""
    with transaction.atomic(), connection.cursor() as cursor:
        said = opened(before, text, by) | {"without": list(without), "empty": list(empty)}
        for sql in (STEPS, SEATS):
            cursor.execute(sql, said)
            assert cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return said["case"]


def opened(before, text, by):
    """The row of the case and of its writers; steps and seats follow."""
    said = {
        "no": text.no, "hash": text.content_hash, "user": by.user_id, "office": by.office_id, "before": before.pk,
        "without": [], "empty": [],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(AS_BEFORE, said)
        said["case"] = cursor.fetchone()[0]
        cursor.execute(EDITORS, said)
    return said


@contextmanager
def refused(words: str) -> Iterator[None]:
    with pytest.raises(DatabaseError) as said, transaction.atomic():
        yield
    assert words in str(said.value)


def second_text():
    """A paper that came back, its second text frozen past the service; with its first case."""
    paper = returned()
    with acting("attache") as by:
        papers.redraft(seen_by(paper, by), by=by, at=now(), on=today())
        text = current_version(seen_by(paper, by))
        freeze(text, at=now())
        return paper, text, case_of(paper, by)


def seen_by(paper: MissionPaper, by) -> MissionPaper:
    return MissionPaper.objects.visible_to(by).get(pk=paper.pk)


def test_with_every_needed_seat_postgresql_takes_it():
    _paper, text, before = second_text()
    with acting("attache") as by:
        assert Case.objects.visible_to(by).get(pk=by_hand(before, text, by)).round_no == 2


@pytest.mark.parametrize("how", ["without", "empty"])
@pytest.mark.parametrize("role", NEEDED)
def test_a_case_without_a_needed_seat_is_refused(role: str, how: str):
    paper, text, before = second_text()
    with acting("attache") as by:
        with refused("both leaderships approve it"):
            by_hand(before, text, by, **{how: (role,)})
        assert case_of(paper, by) == before


ASKED_TO_READ = STEPS.replace(
    "name_az, verdict, mode, quorum, sla_days, co_author, outside, aftermath,\n       'waiting'",
    "name_az, CASE role WHEN 'mfa_leadership' THEN 'acknowledge' ELSE verdict END, mode, quorum, sla_days, co_author,"
    " outside, aftermath, 'waiting'",
)


def test_a_needed_seat_asked_for_another_word_is_not_that_seat():
    _paper, text, before = second_text()
    with acting("attache") as by, refused("both leaderships approve it"), connection.cursor() as cursor:
        made = opened(before, text, by)
        assert ASKED_TO_READ != STEPS
        cursor.execute(ASKED_TO_READ, made)
        cursor.execute(SEATS, made)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_seat_of_another_embassy_is_not_the_seat_of_this_one():
    _paper, text, before = second_text()
    with acting("attache") as by, refused("both leaderships approve it"), connection.cursor() as cursor:
        made = opened(before, text, by)
        cursor.execute(STEPS, made)
        cursor.execute(SEATS, {**made, "empty": ["head_of_mission"]})
        cursor.execute(
            "INSERT INTO approvals_caseseat (case_id, step_id, office_id, label_id, attempt)"
            " SELECT s.case_id, s.id, o.id, s.label_id, 1 FROM approvals_casestep s, accounts_office o"
            " WHERE s.case_id = %(case)s AND s.role = 'head_of_mission' AND s.verdict = 'sign'"
            " AND o.code = 'hom-de'", made,
        )  # fmt: skip
        assert cursor.rowcount == 1
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "ministry",
    [("mfa_milpol",), ("cmd_head", "mod_legal", "mod_finance", "imcd_head", "mod_leadership")],
    ids=["no word of the MFA", "no word of the MoD"],
)
def test_a_document_case_without_one_ministry_is_refused(ministry: tuple[str, ...]):
    document = guidance.recorded(**guidance.full())
    guidance.submitted(document)
    guidance.decided(document, "cmd_head")
    guidance.decided(
        document, "mod_legal", verdict="return", reason_code="wording", comment="Say it shorter."
    )
    document = guidance.revised(document)
    with acting("cmd_desk") as by:
        text = newest(document)
        freeze_document(text, at=now())
        before = Case.objects.visible_to(by).get(object_reference=document.reference)
        with refused("both ministries agree to a document"):
            by_hand(before, text, by, without=ministry)
        assert by_hand(before, text, by)


# --- a case that does not fit -----------------------------------------------------------------------------------------
PAPER_APPROVED = "UPDATE missions_paperversion SET state = 'approved' WHERE paper_id = %s AND no = %s"
DOCUMENT_APPROVED = (
    "UPDATE missions_documentversion SET state = 'approved' WHERE document_id = %s AND no = %s"
)


def says(sql: str, *values, name: str = "cmd_desk") -> None:
    with acting(name), connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount == 1


@pytest.mark.parametrize("agreed", [(), AT_POST, (*AT_POST, *REVIEW), (*AT_POST, *REVIEW, "mfa_leadership")])
def test_a_paper_is_not_approved_while_steps_are_open(agreed: tuple[str, ...]):
    paper = drafted()
    submitted(paper)
    decided(paper, *agreed)
    with refused("no case says so"):
        says(PAPER_APPROVED, paper.pk, 1)


def approved_elsewhere() -> MissionPaper:
    """The paper of another embassy, agreed to by everybody."""
    paper = drafted("attache_de", "de")
    submitted(paper, "attache_de")
    decided(paper, *(f"{name}_de" for name in AT_POST), *REVIEW, *LEADERSHIP)
    return paper


def test_nor_by_the_approved_case_of_another_paper():
    approved_elsewhere()
    paper = drafted()
    submitted(paper)
    with refused("no case says so"):
        says(PAPER_APPROVED, paper.pk, 1)


def test_nor_by_the_approved_case_of_its_next_text():
    paper = returned()
    with acting("attache") as by:
        papers.redraft(seen_by(paper, by), by=by, at=now(), on=today())
    submitted(paper)
    decided(paper, *AT_POST, *REVIEW, *LEADERSHIP)
    with pytest.raises(DatabaseError):
        says(PAPER_APPROVED, paper.pk, 1)
    with acting("cmd_desk") as by:
        states = (
            PaperVersion.objects.visible_to(by)
            .filter(paper=paper)
            .order_by("no")
            .values_list("state", flat=True)
        )
        assert list(states) == ["returned", "effective"]


def test_nor_under_the_hash_that_another_text_was_approved_with():
    """The hash of the approved text is written over that of the second: what was frozen does not change."""
    paper = drafted()
    submitted(paper)
    other = approved_elsewhere()
    with acting("cmd_desk") as by:
        agreed = case_of(other, by).content_hash
    with pytest.raises(DatabaseError):
        says(
            "UPDATE missions_paperversion SET state = 'approved', content_hash = %s WHERE paper_id = %s AND no = %s",
            agreed, paper.pk, 1,
        )  # fmt: skip
    with acting("cmd_desk") as by:
        text = PaperVersion.objects.visible_to(by).get(paper=paper)
        assert (text.state, text.content_hash) != ("approved", agreed)


def test_nor_after_its_case_was_pointed_at_another_text():
    """A case never changes what it is about, so that no approved one is turned to another matter."""
    other, paper = approved_elsewhere(), drafted()
    submitted(paper)
    with acting("cmd_desk") as by:
        case = case_of(other, by)
        for column, value in (
            ("object_reference", paper.reference),
            ("content_hash", "0" * 64),
            ("version_no", 7),
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE approvals_case SET {column} = %s WHERE id = %s", [value, case.pk])
    with refused("no case says so"):
        says(PAPER_APPROVED, paper.pk, 1)


@pytest.mark.parametrize("agreed", [(), guidance.STRATEGY_WAY[:-1]])
def test_a_document_is_not_approved_while_steps_are_open(agreed: tuple[str, ...]):
    document = guidance.recorded(**guidance.full())
    guidance.submitted(document)
    guidance.decided(document, *agreed)
    with refused("no case says so"):
        says(DOCUMENT_APPROVED, document.pk, 1)


def test_nor_by_the_approved_case_of_another_document():
    guidance.approved()
    document: StrategicDocument = guidance.recorded(**guidance.full(title="Another strategy"))
    guidance.submitted(document)
    with refused("no case says so"):
        says(DOCUMENT_APPROVED, document.pk, 1)


def test_nor_by_the_case_of_its_earlier_text():
    document = guidance.approved()
    guidance.revised(document, body="Otherwise.")
    guidance.submitted(document)
    with refused("no case says so"):
        says(DOCUMENT_APPROVED, document.pk, 2)
    with acting("cmd_desk") as by:
        assert reading.version_of(document.reference, 2, to=by).state == "submitted"
        assert DocumentVersion.objects.visible_to(by).filter(document=document, state="approved").count() == 0

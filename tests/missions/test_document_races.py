"""Two people at one document at the same moment: no text is agreed to unread, and no case stays on what is gone.

Each pair starts together in threads and transactions of its own, as for papers; `make test-long` forces 300 of each.
"""

import pytest

from approvals.models import Case
from approvals.services.decisions import decide
from foundation.clock import now, today
from missions.models import DocumentTransition, StrategicDocument
from missions.selectors.document_cases import latest_case
from missions.selectors.documents import document as read
from missions.selectors.documents import version_of
from missions.services import document_submissions, documents
from tests.cast import acting
from tests.missions.guidance import STRATEGY_WAY, decided, full, recorded, submitted
from tests.missions.test_paper_races import PAIRS, Doing, at_once

pytestmark = pytest.mark.django_db(transaction=True)
UNREAD = "Nobody has read this."


def drafted() -> StrategicDocument:
    return recorded(**full())


def edits(document: StrategicDocument, name: str = "cmd_desk_2") -> Doing:
    def run() -> str:
        with acting(name) as by:
            documents.amend(read(document.reference, to=by), by=by, body=UNREAD)
        return "changed"

    return run


def submits(document: StrategicDocument, version: int | None = None) -> Doing:
    def run() -> str:
        with acting("cmd_desk") as by:
            held = read(document.reference, to=by)
            document_submissions.submit(held, by=by, version=version, at=now(), on=today())
        return "submitted"

    return run


def withdraws(document: StrategicDocument) -> Doing:
    def run() -> str:
        with acting("cmd_head") as by:
            held = read(document.reference, to=by)
            document_submissions.withdraw(held, by=by, reason="Not now", at=now(), on=today())
        return "withdrawn"

    return run


def agrees(document: StrategicDocument, name: str, content_hash: str) -> Doing:
    def run() -> str:
        with acting(name) as by:
            case = latest_case(document.reference, to=by)
            assert case is not None
            word = case.steps.get(role=by.role).verdict
            decide(case, by=by, verdict=word, content_hash=content_hash, at=now(), on=today())
        return "agreed"

    return run


def stands(document: StrategicDocument) -> tuple[str, str, str | None]:
    """(the document, its first version, its case)."""
    with acting("cmd_desk") as by:
        case = latest_case(document.reference, to=by)
        version = version_of(document.reference, 1, to=by)
        return (
            str(read(document.reference, to=by).state),
            str(version.state),
            str(case.state) if case else None,
        )


def nothing_unread(document: StrategicDocument) -> None:
    """What the case is about is what the version says, and that is what was frozen."""
    with acting("cmd_desk") as by:
        version = version_of(document.reference, 1, to=by)
        for case in Case.objects.visible_to(by).filter(object_reference=document.reference):
            assert case.content_hash == version.content_hash
        if version.content:
            assert (version.body == UNREAD) == (UNREAD.encode() in bytes(version.content))


@pytest.mark.parametrize("_pair", range(PAIRS))
def test_submitted_and_edited_at_once_what_is_asked_about_is_what_stands_there(_pair: int) -> None:
    document = drafted()
    said = at_once(submits(document), edits(document))
    assert said in (["submitted", "changed"], ["submitted", "DocumentNotInDraft"]), said
    assert stands(document) == ("draft", "submitted", "open")
    nothing_unread(document)


@pytest.mark.parametrize("_pair", range(PAIRS))
def test_submitted_as_it_stood_on_the_page_and_edited_at_once_one_of_the_two_holds(_pair: int) -> None:
    document = drafted()
    said = at_once(submits(document, document.version), edits(document))
    assert said in (["submitted", "DocumentNotInDraft"], ["RecordChanged", "changed"]), said
    nothing_unread(document)


@pytest.mark.parametrize("_pair", range(PAIRS))
def test_withdrawn_and_submitted_at_once_no_case_stays_open_on_a_withdrawn_document(_pair: int) -> None:
    document = drafted()
    said = at_once(withdraws(document), submits(document))
    assert stands(document) in {
        ("withdrawn", "withdrawn", None),
        ("withdrawn", "withdrawn", "withdrawn"),
        ("draft", "submitted", "open"),
    }, said


@pytest.mark.parametrize("_pair", range(PAIRS))
def test_two_people_submit_at_once_and_one_case_is_opened(_pair: int) -> None:
    document = drafted()
    said = at_once(submits(document), submits(document))
    assert sorted(said) in (["DocumentNotInDraft", "submitted"], ["CaseAlreadyOpen", "submitted"]), said
    with acting("cmd_desk") as by:
        assert Case.objects.visible_to(by).filter(object_reference=document.reference).count() == 1


@pytest.mark.parametrize("_pair", range(PAIRS))
def test_withdrawn_and_edited_at_once_nothing_is_written_into_what_is_gone(_pair: int) -> None:
    document = drafted()
    said = at_once(withdraws(document), edits(document))
    assert said in (["withdrawn", "changed"], ["withdrawn", "DocumentNotInDraft"]), said
    assert stands(document)[:2] == ("withdrawn", "withdrawn")


@pytest.mark.parametrize("_pair", range(PAIRS))
def test_the_last_word_and_a_withdrawal_at_once_leave_one_truth(_pair: int) -> None:
    document = drafted()
    case = submitted(document)
    decided(document, *STRATEGY_WAY[:-1])
    said = at_once(agrees(document, STRATEGY_WAY[-1], case.content_hash), withdraws(document))
    truth = (*said, *stands(document))
    if said[1] == "withdrawn":
        # The head of the Center may also end what has just come into effect; its case stays as it was decided.
        assert truth in {
            ("CaseClosed", "withdrawn", "withdrawn", "withdrawn", "withdrawn"),
            ("agreed", "withdrawn", "withdrawn", "withdrawn", "approved"),
        }
    else:
        assert (said[0], *truth[2:]) == ("agreed", "effective", "effective", "approved"), truth
    nothing_unread(document)
    with acting("cmd_desk") as by:
        rows = DocumentTransition.objects.visible_to(by).filter(document=document, state="approved")
        assert rows.count() == (1 if said[0] == "agreed" else 0)

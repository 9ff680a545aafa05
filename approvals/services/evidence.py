"""Decisions taken on paper outside the system: recorded with their proof, never anybody's own click (domain.md C6)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.lifecycle import Verdict
from approvals.models import Case, Decision, Evidence
from approvals.selectors.bars import bar_of
from approvals.selectors.facts import facts_of
from approvals.selectors.recordings import recordable_seats
from approvals.services.cases import lock
from approvals.services.decisions import carry_on, check_current, check_right, check_words, write_down
from documents.engine import FileRefused
from documents.models import StoredFile
from documents.services import files
from foundation.acts import act
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require
from foundation.writes import insert


class NothingToRecord(DomainError):
    """An office records what was decided in its own institution, in a step whose turn it is."""

    status = 403
    message = _("No step of this case waits for a decision that your office could record.")


@dataclass(frozen=True)
class Paper:
    """What proves a decision: who took it, on which day, by which note or letter, and its scan.

    `letter`: its reference in the register of correspondence; `citation`: number and date in words. One at least.
    """

    decided_by: str
    decided_on: dt.date
    file: tuple[str, bytes]
    letter: str = ""
    citation: str = ""


def record_outside(
    case: Case, *, by: Subject, step_order: int, office_code: str, verdict: str, content_hash: str, paper: Paper,
    reason_code: str = "", comment: str = "", at: dt.datetime, on: dt.date, version: int | None = None,
) -> Decision:  # fmt: skip
    """Conclude a seat with the decision its holder, or a body outside, took on paper.

    Whoever records it is named as that and counts as having answered in this case: no drafter records, and nobody
    records and decides. Raises what decide() raises, and NothingToRecord.
    """
    require(by, "cases.record_outside")
    with act("cases.record_outside", reason_code):
        held = lock(case, by)
        facts = facts_of(held)
        check_current(held, facts, content_hash, version, by)
        seat = next(
            (
                seat
                for seat in recordable_seats(held, to=by)
                if seat.step.order == step_order and seat.office.code == office_code
            ),
            None,
        )
        if seat is None:
            raise NothingToRecord
        step = next(step for step in facts.steps if step.key == seat.step_id)
        barred = bar_of(held, to=by, on=on)
        check_right(facts, step, by, verdict, barred=barred, office=seat.office_id, recorded=True)
        check_words(verdict, reason_code, comment)
        _check_paper(paper, on)
        file = _keep(
            held, by, paper
        )  # before the decision, which the database lets stand with its paper only
        decision = write_down(
            held, seat.step_id, seat.office_id, by, verdict=Verdict(verdict), reason_code=reason_code, comment=comment,
            at=at, on=on, recorded=True,
        )  # fmt: skip
        insert(
            Evidence(
                case=held, decision=decision, recorded_in_id=by.office_id or 0, decided_by=paper.decided_by.strip(),
                decided_on=paper.decided_on, letter=paper.letter.strip(), citation=paper.citation.strip(), file=file,
                label=held.label,
            )
        )  # fmt: skip
        carry_on(held, by=by, at=at, on=on, reason=reason_code)
        return decision


def _check_paper(paper: Paper, on: dt.date) -> None:
    wrong: dict[str, object] = {}
    if not paper.decided_by.strip():
        wrong["decided_by"] = [_("Say who decided.")]
    if paper.decided_on > on:
        wrong["decided_on"] = [_("This day is still to come.")]
    if not (paper.letter.strip() or paper.citation.strip()):
        wrong["citation"] = [_("Name the note or letter, by its reference in the register or in words.")]
    if wrong:
        raise InvalidInput(fields=wrong)


def _keep(case: Case, by: Subject, paper: Paper) -> StoredFile:
    name, data = paper.file
    try:
        return files.store(
            by=by, name=name, data=data, label=case.label, about_kind="case", about_reference=case.reference,
            is_demo=case.is_demo,
        )  # fmt: skip
    except FileRefused as refusal:
        raise refusal.beside("file") from refusal

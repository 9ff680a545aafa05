"""The decision sheet as it is printed: every seat that spoke, and every step that is still asked."""

from django.utils.translation import gettext as _

from access.context import Subject
from approvals.lifecycle import StepState
from approvals.models import Case, CaseSeat, CaseStep
from approvals.registry import kind_label
from approvals.selectors.sheet import SheetRow, decision_of, decision_sheet
from foundation.wording import written_date
from publishing.state_papers import Sheet, SheetLine

SHOWN = 12  # letters of a digest by which two contents are told apart at a glance


def sheet_of(case: Case, *, to: Subject) -> Sheet:
    """In the language of the moment; empty lines for a step nobody has answered yet."""
    given: dict[int, list[SheetRow]] = {}
    for row in decision_sheet(case, to=to):
        given.setdefault(row.step.pk, []).append(row)
    seats: dict[int, list[CaseSeat]] = {}
    for seat in (
        CaseSeat.objects.visible_to(to).filter(case=case).select_related("office", "decision").order_by("id")
    ):
        seats.setdefault(seat.step_id, []).append(seat)
    steps = CaseStep.objects.visible_to(to).filter(case=case).order_by("order", "id")
    lines = [
        line
        for step in steps
        for line in (*map(_line, given.get(step.pk, [])), *_awaited(step, seats.get(step.pk, [])))
    ]
    return Sheet(particulars=_particulars(case), lines=lines, notes=_notes())


def _particulars(case: Case) -> list[tuple[str, str]]:
    submitted = f"{case.opened_by.full_name}, {written_date(case.opened_at)}"
    if case.opened_office is not None:
        submitted = f"{case.opened_by.full_name}, {case.opened_office.name}, {written_date(case.opened_at)}"
    version = _("%(reference)s, version %(number)s") % {
        "reference": case.object_reference, "number": case.version_no
    }  # fmt: skip
    # What was done first is ratified here: the sheet says on which day it was done (domain.md C9).
    acted = [(_("Done on, before ratification"), written_date(case.acted_on))] if case.acted_on else []
    acted += [(_("Why it could not wait"), case.acted_because)] if case.acted_because else []
    closed = f", {written_date(case.closed_on)}" if case.closed_on else ""
    return [
        (str(kind_label(case.kind)), version),
        (_("Case"), case.reference),
        (_("Round"), str(case.round_no)),
        (_("Route"), f"{case.route.name} ({case.route_version})"),
        (_("Submitted"), submitted),
        *acted,
        (_("State"), f"{case.get_state_display()}{closed}"),
    ]


def _line(row: SheetRow) -> SheetLine:
    remark = ". ".join(filter(None, (str(row.reason).rstrip("."), row.comment, *_taken_back(row))))
    return SheetLine(
        step=row.step.name, office=row.office.name, person=row.decided_by, marks=_marks(row), word=row.word,
        refuses=row.refuses, at=written_date(row.evidence.decided_on if row.evidence else row.at),
        digest=row.content_hash[:SHOWN], remark=remark,
    )  # fmt: skip


def _taken_back(row: SheetRow) -> list[str]:
    """That the word stands no more, since when and why."""
    if row.taken_back is None:
        return []
    facts = {"day": written_date(row.taken_back.at), "reason": row.taken_back.reason}
    return [_("Taken back on %(day)s: %(reason)s") % facts]


def _marks(row: SheetRow) -> list[str]:
    """How the word was given, where it was not simply the holder's own."""
    marks = [_("acting")] if row.acting else []
    if row.on_behalf_of:
        marks.append(_("on behalf of %(person)s") % {"person": row.on_behalf_of})
    if row.evidence:
        paper = row.evidence.citation or row.evidence.letter
        facts = {"paper": paper, "person": row.person, "office": row.evidence.recorded_in.name}
        marks.append(_("decided on paper (%(paper)s), recorded by %(person)s, %(office)s") % facts)
    return marks


def _awaited(step: CaseStep, seats: list[CaseSeat]) -> list[SheetLine]:
    """Who has not spoken on a step that is not over, and what is asked."""
    state = StepState(step.state)
    if state in {StepState.DONE, StepState.RETURNED, StepState.REJECTED}:
        return []
    word = str(state.label)
    if state == StepState.OPEN:
        word = _("Asked: %(word)s") % {"word": step.get_verdict_display()}
    due = (
        _("by %(day)s") % {"day": written_date(step.due_on)}
        if state == StepState.OPEN and step.due_on
        else ""
    )
    return [
        SheetLine(step=step.name, office=seat.office.name, word=word, at=due, open=True)
        for seat in seats
        if decision_of(seat) is None
    ]


def _notes() -> list[str]:
    return [
        _(
            "To concur is a coordinating body's yes, to approve the deciding authority's. "
            "Every word was given on the content whose digest begins as stated beside it."
        ),
        _("Times are those of Baku."),
    ]

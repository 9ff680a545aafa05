"""A case's rows as the engine wants them."""

from collections import defaultdict
from collections.abc import Collection

from approvals import engine
from approvals.lifecycle import CaseState, StepMode, StepState, Verdict
from approvals.models import Case, CaseEditor, CaseSeat, CaseStep, Decision


def engine_step(step: CaseStep, offices: tuple[int, ...]) -> engine.Step:
    """One stored step with the offices seated in it."""
    return engine.Step(
        order=step.order, key=step.pk, seats=offices, verdict=Verdict(step.verdict), mode=StepMode(step.mode),
        quorum=step.quorum, sla_days=step.sla_days, co_author=step.co_author, outside=step.outside,
    )  # fmt: skip


def facts_of(case: Case) -> engine.CaseFacts:
    """Steps, decisions that stand and drafters of a case; read after locking it when something is decided on them."""
    return facts_of_all([case])[case.pk]


def facts_of_all(cases: Collection[Case]) -> dict[int, engine.CaseFacts]:
    """The same of many, by their keys; four questions however many."""
    keys = [case.pk for case in cases]
    offices: dict[int, list[int]] = defaultdict(list)
    for step, office in CaseSeat.in_context.filter(case__in=keys, attempt=1).values_list("step", "office"):
        offices[step].append(office)
    steps: dict[int, list[engine.Step]] = defaultdict(list)
    spared = set()  # of an approved case: reading that is not asked for any more
    for row in CaseStep.in_context.filter(case__in=keys):
        steps[row.case_id].append(engine_step(row, tuple(offices[row.pk])))
        if row.state == StepState.NOT_NEEDED:
            spared.add(row.case_id)
    decisions: dict[int, list[engine.Decision]] = defaultdict(list)
    stand = Decision.in_context.filter(case__in=keys, revocation__isnull=True)
    for key, step, office, user, word, content in stand.values_list(
        "case", "step", "office", "user", "verdict", "content_hash"
    ):
        decisions[key].append(engine.Decision(step, office, user, Verdict(word), content))
    authors: dict[int, set[int]] = defaultdict(set)
    for key, user in CaseEditor.in_context.filter(case__in=keys).values_list("case", "user"):
        authors[key].add(user)
    return {
        case.pk: engine.CaseFacts(
            steps=tuple(steps[case.pk]),
            decisions=tuple(decisions[case.pk]),
            content_hash=case.content_hash,
            authors=frozenset(authors[case.pk]),
            withdrawn=case.state == CaseState.WITHDRAWN,
            relabelled=case.is_relabelled,
            over=case.state == CaseState.APPROVED and case.pk in spared,
        )
        for case in cases
    }

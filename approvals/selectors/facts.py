"""A case's rows as the engine wants them."""

from approvals import engine
from approvals.lifecycle import CaseState, StepMode, Verdict
from approvals.models import Case, CaseStep


def engine_step(step: CaseStep, offices: tuple[int, ...]) -> engine.Step:
    """One stored step with the offices seated in it."""
    return engine.Step(
        order=step.order, key=step.pk, seats=offices, verdict=Verdict(step.verdict), mode=StepMode(step.mode),
        quorum=step.quorum, sla_days=step.sla_days, co_author=step.co_author, outside=step.outside,
    )  # fmt: skip


def facts_of(case: Case) -> engine.CaseFacts:
    """Steps, decisions that stand and drafters of a case; read after locking it when something is decided on them."""
    offices: dict[int, list[int]] = {}
    for step_id, office_id in case.seats.filter(attempt=1).values_list("step_id", "office_id"):
        offices.setdefault(step_id, []).append(office_id)
    decisions = case.decisions.filter(revocation__isnull=True).values_list(
        "step_id", "office_id", "user_id", "verdict", "content_hash"
    )
    return engine.CaseFacts(
        steps=tuple(engine_step(step, tuple(offices.get(step.pk, ()))) for step in case.steps.all()),
        decisions=tuple(
            engine.Decision(step, office, user, Verdict(verdict), content_hash)
            for step, office, user, verdict, content_hash in decisions
        ),
        content_hash=case.content_hash,
        authors=frozenset(case.editors.values_list("user_id", flat=True)),
        withdrawn=case.state == CaseState.WITHDRAWN,
        relabelled=case.is_relabelled,
    )

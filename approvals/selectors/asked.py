"""Of the people an office's reminder goes to, those who may answer the case: as its page would say to each of them."""

from collections.abc import Collection

from accounts.models import Office
from approvals import engine
from approvals.models import Case
from approvals.selectors.bars import limits_of_seats
from approvals.selectors.facts import facts_of_all
from approvals.verbs import VERBS
from reminders.registry import Hearer

HERE = "whoever delivers reminders reads every case under its own clearance"


def who_may_answer(people: Collection[Hearer]) -> set[Hearer]:
    """Those whom the case offers an answer in this office, or the recording of one that is given outside the system."""
    rows = list(Case.objects.unrestricted(reason=HERE).filter(reference__in={one.record for one in people}))
    facts_by_case = facts_of_all(rows)
    cases = {case.reference: (case.kind, facts_by_case[case.pk]) for case in rows}
    limits = limits_of_seats({(one.user_id, one.office_id) for one in people})
    seated = Office.objects.filter(pk__in={one.office_id for one in people})
    recording = set(seated.filter(role__in=VERBS["cases.record_outside"]).values_list("pk", flat=True))
    found = set()
    for one in people:
        kind, facts = cases.get(one.record, ("", None))
        barred = limits[one.user_id, one.office_id].bar(kind)
        if facts and is_asked(facts, one.user_id, one.office_id, barred, records=one.office_id in recording):
            found.add(one)
    return found


def is_asked(
    facts: engine.CaseFacts, person: int, office: int, barred: engine.Refusal | None, *, records: bool
) -> bool:
    """Whether an open step of the case is this person's to answer in the office, or to record with its paper."""
    return any(
        engine.available_verdicts(
            facts, step, person=person, office=office, barred=barred, recorded=step.outside and records
        )
        for step in facts.steps
        if office in step.seats
    )

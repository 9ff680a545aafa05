"""A step that reads in the end, added to whichever route, and where it stands in a case."""

from approvals.models import Case, Movement, RouteStep
from tests.cast import acting

READER = "sbs_liaison"


def read_in_the_end(kind: str, *roles: str) -> None:
    """The Center has everything of a kind read by these offices, one after the other, once it is approved."""
    with acting("cmd_head"):
        last = RouteStep.objects.filter(route__kind=kind, route__is_default=True).order_by("-order").first()
        assert last is not None
        for nth, role in enumerate(roles or (READER,), 1):
            RouteStep.objects.create(
                route=last.route, order=last.order + nth, phase=last.phase, role=role, verdict="acknowledge",
                mode="one", sla_days=5, name_en="Takes note", name_az="Tanış olur",
            )  # fmt: skip


def case_about(reference: str, kind: str = "") -> Case:
    """The newest case of a matter."""
    with acting("cmd_head") as by:
        rows = Case.objects.visible_to(by).filter(object_reference=reference)
        found = (rows.filter(kind=kind) if kind else rows).order_by("-id").first()
        assert found is not None
        return found


def readings(case: Case) -> set[str]:
    """Where the steps after approval stand."""
    with acting("cmd_head"):
        return set(case.steps.filter(aftermath=True).values_list("state", flat=True))


def closed_because(case: Case) -> set[str]:
    """What was written down for whoever asks why."""
    with acting("cmd_head") as by:
        rows = Movement.objects.visible_to(by).filter(case=case, state="not_needed")
        return set(rows.values_list("reason", flat=True))

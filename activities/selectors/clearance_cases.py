"""What of a request for a clearance went to approval, where that stands, and whether it is new (domain.md C6)."""

from typing import Any

from django.conf import settings

from access.context import Subject
from activities.lifecycle import CLEARANCE_GIVEN
from activities.models import ClearanceSubmission, DiplomaticClearance
from activities.selectors.clearances import clearances
from activities.selectors.contents import changed, told
from approvals.lifecycle import CaseState
from approvals.models import Case
from approvals.selectors.about import cases_about
from correspondence.lifecycle import CorrespondenceState
from correspondence.models import Correspondence

KIND = "diplomatic_clearance"
SCHEMA_VERSION = 1
FIELDS = (
    "granting", "flag", "vehicle", "craft", "passage", "cargo", "cargo_words", "route", "enters_at", "leaves_at",
    "activity", "rule", "told_latest_on", "label",
)  # fmt: skip
SAID = ("language", "subject", "text", "translation", "addressee_name")


def is_ours(row: DiplomaticClearance) -> bool:
    """Our vehicle: we ask by a note of ours, and what we send is agreed to first."""
    return row.flag.iso2 == settings.HOME_COUNTRY


def cases_of(row: DiplomaticClearance, *, to: Subject) -> Any:
    """Every case about a request, the latest first."""
    return cases_about(row.reference, KIND, to=to)


def submission(reference: str, no: int, *, to: Subject) -> ClearanceSubmission | None:
    """One submission of a request, as it was signed."""
    rows = ClearanceSubmission.objects.visible_to(to).filter(clearance__reference=reference, no=no)
    related = (
        "clearance__granting", "clearance__flag", "clearance__label", "clearance__activity", "clearance__rule",
    )  # fmt: skip
    return rows.select_related(*related).first()


def draft_note(row: DiplomaticClearance, *, to: Subject) -> Correspondence | None:
    """The note that is to ask for it: the latest draft about it."""
    rows = Correspondence.objects.visible_to(to).filter(
        about_reference=row.reference, direction="outgoing", state=CorrespondenceState.DRAFT
    )
    found: Correspondence | None = rows.order_by("-id").first()
    return found


def content_for_approval(row: DiplomaticClearance, note: Correspondence) -> dict[str, Any]:
    """The request with its marking, the rule it is asked by, and the words of its note."""
    return {
        "schema_version": SCHEMA_VERSION,
        "clearance": row.reference,
        **told(row, FIELDS),
        "note": {"reference": note.reference, **told(note, SAID)},
    }


def is_novel(row: DiplomaticClearance, *, to: Subject) -> bool:
    """No rule, or the first of its kind with that State: none of this vehicle, passage and cargo was ever given.

    What whoever submits may not see is no precedent: the careful reading asks the legal department once more.
    """
    alike = clearances(to=to).filter(
        granting=row.granting, flag=row.flag, vehicle=row.vehicle, passage=row.passage, cargo=row.cargo,
        state__in=sorted(CLEARANCE_GIVEN),
    )  # fmt: skip
    return row.rule is None or not alike.exclude(pk=row.pk).exists()


def facts_for_route(row: DiplomaticClearance, *, to: Subject) -> dict[str, Any]:
    """What conditions of a route may ask for (C6)."""
    facts = {name: getattr(row, name) for name in ("vehicle", "passage", "cargo")}
    return {"novel": is_novel(row, to=to), "country": row.granting.iso2, **facts}


def is_as_approved(row: DiplomaticClearance, note: Correspondence, *, to: Subject) -> bool:
    """Whether the last that was put up was approved, and request and note still say the same."""
    case: Case | None = cases_of(row, to=to).first()
    submitted = submission(row.reference, case.version_no, to=to) if case else None
    if case is None or case.state != CaseState.APPROVED or submitted is None:
        return False
    return not changed_since(submitted, note)


def changed_since(submitted: ClearanceSubmission, note: Correspondence) -> list[str]:
    """Words of what was put up that request and note say otherwise now.

    A rule that has come since, or a day that was told, changes by when we ask and not what for.
    """
    now = content_for_approval(submitted.clearance, note)
    then = {**submitted.content, "schema_version": SCHEMA_VERSION}
    return [word for word in changed(then, now) if word not in {"rule", "told_latest_on"}]

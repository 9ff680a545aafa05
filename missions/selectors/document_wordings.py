"""A document's content in people's words: for the case page and for differences between versions."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.ladder import CAVEAT_NAMES, LEVEL_CHOICES, level_code
from access.selectors.lists import every_list
from accounts.models import Office
from accounts.roles import Role
from approvals.registry import Wording, kinds
from approvals.selectors.changes import Difference, differences
from directory.models import ActivityKind, Country, Institution
from directory.models.country import Region
from foundation.wording import written_date
from missions.lifecycle import Dimension, DocumentKind, ResourceKind
from missions.models import DocumentVersion
from missions.models.paper import LANGUAGES
from missions.selectors.document_contents import content_of
from missions.selectors.wordings import _amount
from missions.terms import ContactLevel, Horizon, ObjectiveAspect, ObjectiveNature

NAMES = {
    "title": _("Title"),
    "kind": _("Kind"),
    "custodian": _("Custodian"),
    "derives_from": _("Derives from"),
    "language": _("Authentic language"),
    "label": _("Marking"),
    "level": _("Level"),
    "caveats": _("Caveats"),
    "compartments": _("Need-to-know lists"),
    "releasable_to": _("Releasable to"),
    "starts_on": _("Takes effect on"),
    "last_on": _("Last day"),
    "review_on": _("Review on"),
    "summary": _("Summary"),
    "body": _("Text"),
    "objectives": _("Objectives"),
    "code": _("Code"),
    "text": _("Objective"),
    "parent": _("Part of"),
    "serves": _("Serves"),
    "dimensions": _("Dimensions"),
    "aspect": _("Aspect"),
    "indicator": _("Indicator"),
    "baseline": _("Baseline"),
    "target": _("Target"),
    "due_on": _("Due on"),
    "horizon": _("Horizon"),
    "nature": _("Nature"),
    "priorities": _("Priorities"),
    "country": _("Country"),
    "region": _("Region"),
    "political": _("Political priority"),
    "geographic": _("Geographic priority"),
    "tier": _("Tier"),
    "rationale": _("Rationale"),
    "resources": _("Resources"),
    "amount": _("Amount"),
    "currency": _("Currency"),
    "fiscal_year": _("Fiscal year"),
    "activity_kind": _("Kind of activity"),
    "source": _("Source of the means"),
    "note": _("Note"),
    "answer_days": _("Days to answer"),
    "role": _("Office with the role"),
    "days": _("Working days"),
    "contacts": _("Contact points"),
    "institution": _("Institution"),
    "office": _("Office"),
    "reached_by": _("Reached by"),
}


def _day(text: Any) -> str:
    return written_date(dt.date.fromisoformat(text)) if text else ""


def _dimensions(codes: Any) -> str:
    return ", ".join(str(Dimension(code).label) for code in codes)


SAID: dict[str, Any] = {
    "amount": _amount,
    "starts_on": _day,
    "last_on": _day,
    "review_on": _day,
    "due_on": _day,
    "dimensions": _dimensions,
}
HIDDEN = frozenset({"schema", "document", "version"})


def document_wording() -> Wording:
    """Names of keys and coded values in the reader's language."""
    institutions = {institution.code: institution.name for institution in Institution.objects.all()}
    matters = {code: adapter.kind_label for code, adapter in kinds().items()}
    values: dict[str, dict[Any, Any]] = {
        "language": dict(LANGUAGES),
        "level": {level_code(rank): name for rank, name in LEVEL_CHOICES} | dict(ContactLevel.choices),
        "caveats": dict(CAVEAT_NAMES),
        "compartments": every_list(),
        "kind": dict(DocumentKind.choices) | dict(ResourceKind.choices) | matters,
        "custodian": institutions,
        "institution": institutions,
        "country": {country.iso2: country.name for country in Country.objects.all()},
        "region": dict(Region.choices),
        "aspect": dict(ObjectiveAspect.choices),
        "horizon": dict(Horizon.choices),
        "nature": dict(ObjectiveNature.choices),
        "activity_kind": {kind.code: kind.name for kind in ActivityKind.objects.all()},
        "role": dict(Role.choices),
        "office": {office.code: office.name for office in Office.objects.all()},
    }
    return Wording(
        names=NAMES,
        values=values,
        hidden=HIDDEN,
        identity={"objectives": "code"},
        texts=frozenset({"summary", "body"}),
        said=SAID,
    )


def compare(before: DocumentVersion, after: DocumentVersion) -> tuple[Difference, ...]:
    """What reads otherwise in the later version, word by word; both are versions the viewer was given."""
    return differences(content_of(before), content_of(after), document_wording())

"""Threats among the objectives of a document: named by a doctrine or a concept, and for good (domain.md A5.25)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.errors import InvalidInput
from missions.lifecycle import NAMING_THREATS, DocumentState
from missions.models import StrategicDocument, StrategicObjective
from missions.terms import ObjectiveNature

NOT_HERE = _("Threats are named by doctrines and concepts.")
STAYS = _(
    "Papers and provisions trace to it: what was an objective stays one. Enter it under a code of its own."
)


def nature_of(entry: Mapping[str, Any]) -> str:
    """What an entry says it is; an objective where it says nothing."""
    return entry.get("nature") or ObjectiveNature.OBJECTIVE


def turned_natures(
    document: StrategicDocument, entries: Sequence[Mapping[str, Any]], known: Mapping[str, StrategicObjective]
) -> list[StrategicObjective]:
    """The lasting rows that the entries make something else, changed in memory; raises beside what may not be so."""
    faults: list[dict[str, Any]] = [{} for _entry in entries]
    turned = []
    for entry, fault in zip(entries, faults, strict=True):
        present, wanted = known.get(entry["code"]), nature_of(entry)
        if present is not None and not entry.get("nature"):
            wanted = present.nature
        if wanted == ObjectiveNature.THREAT and document.kind not in NAMING_THREATS:
            fault["nature"] = [NOT_HERE]
        elif present is not None and wanted != present.nature:
            if document.state != DocumentState.DRAFT:
                fault["nature"] = [STAYS]
            present.nature = wanted
            turned.append(present)
    if any(faults):
        raise InvalidInput(fields={"objectives": faults})
    return turned

"""A paper's content in people's words: for the case page and for differences between versions."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from access.ladder import CAVEAT_NAMES, LEVEL_CHOICES, level_code
from access.selectors.lists import list_names
from accounts.models import Office
from accounts.roles import Role
from approvals.registry import Wording
from approvals.selectors.changes import Difference, differences
from directory.models import ActivityKind, Country, DiplomaticMission
from foundation.wording import written_period
from missions.engine import CODES
from missions.lifecycle import Dimension, ResourceKind, Section
from missions.models import PaperVersion
from missions.models.paper import LANGUAGES, TEXT_SECTIONS
from missions.selectors.contents import content_of

NAMES = {
    "title": _("Title"),
    "language": _("Authentic language"),
    "label": _("Marking"),
    "level": _("Level"),
    "caveats": _("Caveats"),
    "compartments": _("Need-to-know lists"),
    "releasable_to": _("Releasable to"),
    "mission": _("Diplomatic mission"),
    "country": _("Country"),
    "period": _("Period"),
    "from": _("From"),
    "to": _("Up to, not including"),
    "host_context": _("Context in the receiving State"),
    "review_on": _("Mid-term review on"),
    "national_interests": _("National interests"),
    "defence_chapter": _("Defence chapter"),
    "coordination_rules": _("Coordination of embassy and attaché"),
    "risks": _("Risks and contingencies"),
    "objectives": _("Objectives"),
    "indicators": _("Indicators"),
    "strategies": _("Strategies"),
    "tasks": _("Tasks"),
    "instruments": _("Instruments and key events"),
    "contingencies": _("Contingencies"),
    "contacts": _("Contacts"),
    "code": _("Code"),
    "section": _("Section"),
    "text": _("Objective"),
    "indicator": _("Indicator"),
    "unit": _("Unit"),
    "from_value": _("Baseline"),
    "to_value": _("Target"),
    "dimension": _("Dimension"),
    "strategy": _("Line of effort"),
    "task": _("Task"),
    "instrument": _("Instrument or key event"),
    "held_on": _("Held on"),
    "risk": _("Risk"),
    "trigger": _("Trigger"),
    "response": _("Response"),
    "contact": _("Contact"),
    "organisation": _("Organisation"),
    "purpose": _("What for"),
    "owner": _("Owner"),
    "owner_role": _("Owner by role"),
    "measure": _("Measure"),
    "baseline": _("Baseline"),
    "target": _("Target"),
    "due_on": _("Due on"),
    "objective": _("Serves objective"),
    "strategic_objective": _("Strategic objective"),
    "public_diplomacy": _("Lines of public diplomacy"),
    "reporting": _("Rhythm of reports"),
    "attachments": _("Attachments"),
    "file": _("File"),
    "name": _("File name"),
    "bytes": _("Size"),
    "sha256": _("Digest"),
    "priorities": _("Priorities"),
    "political": _("Political priority"),
    "geographic": _("Geographic priority"),
    "rationale": _("Rationale"),
    "resources": _("Resources"),
    "kind": _("Kind"),
    "amount": _("Amount"),
    "currency": _("Currency"),
    "fiscal_year": _("Fiscal year"),
    "activity_kind": _("Kind of activity"),
    "note": _("Note"),
}


def _period(days: Any) -> str:
    """First and last day; the content keeps the day after."""
    first, after = (dt.date.fromisoformat(days[name]) for name in ("from", "to"))
    return written_period(first, after - dt.timedelta(days=1))


def _amount(number: Any) -> str:
    """Money to its hundredths, people and things as whole numbers."""
    amount = Decimal(str(number))
    return number_format(amount, 0 if amount == amount.to_integral_value() else 2, force_grouping=True)


def _size(number: Any) -> str:
    return str(filesizeformat(number))


def _digest(text: Any) -> str:
    """As much of it as people compare; the content has it whole."""
    return f"{str(text)[:16]}…"


SAID = {
    "bytes": _size,
    "sha256": _digest,
    "period": _period,
    "amount": _amount,
    "from_value": _amount,
    "to_value": _amount,
}
HIDDEN = frozenset({"schema", "paper", "version"})


def paper_wording() -> Wording:
    """Names of keys and coded values in the reader's language."""
    missions = list(DiplomaticMission.objects.all())
    values: dict[str, dict[Any, Any]] = {
        "language": dict(LANGUAGES),
        "level": {level_code(rank): name for rank, name in LEVEL_CHOICES},
        "caveats": dict(CAVEAT_NAMES),
        "section": dict(Section.choices),
        "kind": dict(ResourceKind.choices),
        "country": {country.iso2: country.name for country in Country.objects.all()},
        "mission": {mission.code: mission.name for mission in missions},
        "activity_kind": {kind.code: kind.name for kind in ActivityKind.objects.all()},
        "compartments": list_names(missions),
        "dimension": dict(Dimension.choices),
        "owner_role": dict(Role.choices),
        "owner": {office.code: office.name for office in Office.objects.all()},
    }
    identity = {"priorities": "country", **dict.fromkeys(CODES, "code")}
    return Wording(
        names=NAMES,
        values=values,
        hidden=HIDDEN,
        identity=identity,
        texts=frozenset(TEXT_SECTIONS),
        said=SAID,
    )


def compare(before: PaperVersion, after: PaperVersion) -> tuple[Difference, ...]:
    """What reads otherwise in the later version, word by word; both are versions the viewer was given."""
    return differences(content_of(before), content_of(after), paper_wording())

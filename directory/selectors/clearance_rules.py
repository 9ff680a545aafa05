"""The rule of a State for a clearance; None where the table has a gap."""

from django.db.models import Q, QuerySet

from directory.models import ClearanceRule, Country
from directory.terms import BROADER, VehicleKind


def clearance_rules() -> QuerySet[ClearanceRule]:
    """Every rule, State by State."""
    return ClearanceRule.objects.select_related("country").order_by("country__iso2", "-lead_days", "code")


def rule_for(country: Country, *, vehicle: str, passage: str, cargo: str) -> ClearanceRule | None:
    """Where several rules hold, the one that asks earliest: the earlier reading is the careful one."""
    kinds = {vehicle, BROADER.get(VehicleKind(vehicle), vehicle)}
    rows = clearance_rules().filter(
        Q(passage="") | Q(passage=passage), Q(cargo="") | Q(cargo=cargo), country=country, vehicle__in=kinds
    )
    return min(rows, key=lambda rule: (-rule.lead_days, rule.code), default=None)

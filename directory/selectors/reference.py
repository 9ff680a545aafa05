"""Countries, organisations, institutions and missions: open to every subject."""

from typing import Any

from directory.models import Country, DiplomaticMission, Institution, Organisation


def countries() -> Any:
    """Countries in the order of their Azerbaijani names."""
    return Country.objects.by_name()


def organisations() -> Any:
    """Organisations in the order of their Azerbaijani names."""
    return Organisation.objects.by_name().select_related("seat")


def institutions() -> Any:
    """Institutions in the order of their Azerbaijani names, with their units."""
    return Institution.objects.by_name().prefetch_related("units__parent")


def missions() -> Any:
    """Diplomatic missions with where they are accredited."""
    return DiplomaticMission.objects.select_related("country", "organisation").order_by("code")

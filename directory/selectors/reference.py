"""Countries, organisations, institutions and missions: open to every subject."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch

from directory.models import (
    ActivityKind,
    Country,
    DiplomaticMission,
    HeadOfMissionTenure,
    Institution,
    Membership,
    Organisation,
    Unit,
)


def countries(*, on: dt.date) -> Any:
    """Countries in the order of their Azerbaijani names, with the organisations they belong to on a day."""
    return Country.objects.in_organisations(on).by_name()


def country_pages(*, on: dt.date) -> Any:
    """Countries with all their memberships, other names and how we stand towards them."""
    memberships = Membership.objects.select_related("organisation")
    return countries(on=on).prefetch_related(Prefetch("memberships", memberships), "variants", "stances")


def organisations() -> Any:
    """Organisations in the order of their Azerbaijani names."""
    return Organisation.objects.by_name().select_related("seat")


def organisation_pages() -> Any:
    """Organisations with their other names."""
    return organisations().prefetch_related("variants")


def activity_kinds() -> Any:
    """Kinds of activity with the kinds they are sub-kinds of."""
    return ActivityKind.objects.select_related("parent")


def institutions() -> Any:
    """Institutions in the order of their Azerbaijani names."""
    return Institution.objects.by_name()


def institution_pages() -> Any:
    """Institutions with their units as a tree."""
    return institutions().prefetch_related(Prefetch("units", units()))


def units() -> Any:
    """Units, each under the one it is part of, with the path that leads to it."""
    return Unit.objects.as_tree().select_related("institution", "parent")


def missions(*, on: dt.date) -> Any:
    """Diplomatic missions with where they are accredited and who heads them on a day."""
    accredited = DiplomaticMission.side_accredited.through.objects.filter(diplomaticmission=OuterRef("pk"))
    sides = accredited.order_by("country__iso2").values("country__iso2")
    return (
        DiplomaticMission.objects.with_head(on)
        .annotate(side_codes=ArraySubquery(sides))
        .select_related("country", "organisation")
        .order_by("code")
    )


def mission_pages(*, on: dt.date) -> Any:
    """Diplomatic missions with everybody who headed, heads or shall head them, the latest first."""
    tenures = HeadOfMissionTenure.objects.order_by("-period")
    return missions(on=on).prefetch_related(Prefetch("tenures", tenures), "variants")

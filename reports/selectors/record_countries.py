"""Which State a record is about, for everything that can fall due; a record may be about several, or about none."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, QuerySet

from access.context import Subject
from activities.models import Activity, ActivityParticipant, Deployment, DiplomaticClearance, Operation
from agreements.models import BilateralPlan, Party
from approvals.models import Case
from attaches.models import Accreditation, ForeignAttache, Post, Posting
from directory.models import Country
from missions.models import MissionPaper
from reminders.selectors.custom import records_of

# Where the reference stands and where the State.
PLACES: tuple[tuple[Any, str, str], ...] = (
    (Post, "reference", "mission__country"),
    (Posting, "reference", "post__mission__country"),
    (Accreditation, "reference", "country"),
    (ForeignAttache, "reference", "country"),
    (MissionPaper, "reference", "country"),
    (Party, "agreement__reference", "country"),
    (Party, "agreement__provisions__reference", "country"),
    (BilateralPlan, "reference", "country"),
    (Activity, "reference", "country"),
    (ActivityParticipant, "activity__reference", "country"),
    (DiplomaticClearance, "reference", "granting"),
    (Operation, "reference", "country"),
    (Deployment, "reference", "operation__country"),
)


def records_about(country: Country, *, to: Subject) -> list[QuerySet[Any]]:
    """References of everything about a State that the reader may see, and of the cases on it."""
    found = [rows.filter(of_country=country.pk).values("of_record") for rows in _places(to)]
    cases = Case.objects.visible_to(to)
    return [*found, *(cases.filter(object_reference__in=rows).values("reference") for rows in found)]


def countries_of(references: Collection[str], *, to: Subject) -> dict[str, tuple[Country, ...]]:
    """The States each of these records is about, a case those of its matter; three queries.

    A reminder set by hand is about those of its record: where there are any, a fourth.
    """
    by_hand = records_of(references, to=to)
    cases = Case.objects.visible_to(to).filter(reference__in={*references, *by_hand.values()})
    matters = dict(cases.values_list("reference", "object_reference"))
    wanted = {*references, *by_hand.values(), *matters.values()}
    first, *others = (rows.filter(of_record__in=wanted) for rows in _places(to))
    pairs = sorted(set(first.union(*others).values_list("of_record", "of_country")))
    known = Country.objects.in_bulk({country for _record, country in pairs})
    found: dict[str, tuple[Country, ...]] = {}
    for record, country in pairs:
        found[record] = (*found.get(record, ()), known[country])
    told_of = {reference: by_hand.get(reference, reference) for reference in references}
    of = {reference: found.get(matters.get(record, record), ()) for reference, record in told_of.items()}
    return {reference: states for reference, states in of.items() if states}


def _places(to: Subject) -> list[QuerySet[Any]]:
    """Rows (of_record, of_country) of every kind of record."""
    found = []
    for model, reference, country in PLACES:
        rows = model.objects.visible_to(to).filter(
            **{f"{country}__isnull": False, f"{reference}__isnull": False}
        )
        if model is Party:
            rows = rows.filter(is_home=False)
        named = rows.order_by().annotate(of_record=F(reference), of_country=F(country))
        found.append(named.values("of_record", "of_country"))
    return found

"""What must stand before an activity is approved, and what of it does (domain.md I17, I18, B4)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from access.context import Subject
from activities.models import Activity, ActivityParticipant, Contingent
from activities.terms import Prerequisite
from agreements.lifecycle import AgreementKind
from agreements.models import Agreement
from agreements.selectors.agreements import agreements, in_force
from agreements.selectors.parties import standing_parties
from agreements.selectors.plans import is_basis
from directory.models import Country


@dataclass(frozen=True, slots=True)
class Check:
    """One prerequisite: whether it is met, by what, or what is missing."""

    prerequisite: Prerequisite
    met: bool
    says: str
    reference: str = ""


def checks_of(activity: Activity, *, to: Subject, today: dt.date) -> list[Check]:
    """Every prerequisite this activity has; those of no concern are left out."""
    on = min(activity.starts_on, today)
    checks = [basis_check(activity, to=to, on=on)]
    if activity.with_secrets:
        checks += _with_every_partner(
            activity, Prerequisite.SECURITY_AGREEMENT, AgreementKind.GSOMIA, to=to, on=on
        )
    if activity.with_troops:
        checks += _status_checks(activity, to=to, on=on)
        checks.append(_authorisation_check(activity, to=to))
    return checks


def basis_check(activity: Activity, *, to: Subject, on: dt.date) -> Check:
    """An agreement in force, an item of an approved plan, or a reason of its own, asked in this order."""
    for ground in (_by_agreement, _by_item, _by_reason):
        if (found := ground(activity, to, on)) is not None:
            return found
    return Check(Prerequisite.BASIS, False, _("No agreement and no reason without one is named."))


def _by_agreement(activity: Activity, to: Subject, on: dt.date) -> Check | None:
    agreement = activity.agreement
    if agreement is None:
        return None
    if in_force(agreements(to=to), on=on).filter(pk=agreement.pk).exists():
        return Check(Prerequisite.BASIS, True, agreement.shown_title, agreement.reference)
    says = _("%(title)s is not in force.") % {"title": agreement.shown_title}
    return Check(Prerequisite.BASIS, False, says, agreement.reference)


def _by_item(activity: Activity, to: Subject, on: dt.date) -> Check | None:
    item = activity.plan_item
    if item is None:
        return None
    says = f"{item.plan.title}, {item}"
    if is_basis(item):
        return Check(Prerequisite.BASIS, True, says, item.plan.reference)
    return Check(
        Prerequisite.BASIS, False, str(_("%(title)s was taken out or is not approved.") % {"title": says})
    )


def _by_reason(activity: Activity, to: Subject, on: dt.date) -> Check | None:
    return Check(Prerequisite.BASIS, True, activity.ad_hoc_reason) if activity.ad_hoc_reason else None


def partners_of(activity: Activity, *, to: Subject) -> list[Country]:
    """The main partner and the further countries."""
    rows = ActivityParticipant.objects.visible_to(to).filter(activity=activity).select_related("country")
    return [activity.country, *(row.country for row in rows.order_by("pk"))]


def _with_every_partner(
    activity: Activity, what: Prerequisite, kind: str, *, to: Subject, on: dt.date
) -> list[Check]:
    """One check for each State: an agreement of that kind in force with it."""
    partners = partners_of(activity, to=to)
    found = _in_force_with(partners, kind, to=to, on=on)
    return [
        Check(what, True, found[country.pk].shown_title, found[country.pk].reference)
        if country.pk in found
        else Check(what, False, _("None is in force with %(country)s.") % {"country": country.name})
        for country in partners
    ]


def _in_force_with(
    partners: Iterable[Country], kind: str, *, to: Subject, on: dt.date
) -> dict[int, Agreement]:
    """An agreement of a kind in force with each of these States, by State, in one query; one that left has none."""
    of_kind = in_force(agreements(to=to), on=on).filter(kind=kind)
    rows = standing_parties(to=to, on=on).filter(agreement__in=of_kind, country__in=list(partners))
    found: dict[int, Agreement] = {}
    for party in rows.select_related("agreement").order_by("agreement_id", "pk"):
        found.setdefault(party.country_id, party.agreement)
    return found


def _status_checks(activity: Activity, *, to: Subject, on: dt.date) -> list[Check]:
    """The status clause named, where it is in force; else an agreement on the status with every partner."""
    named = activity.status_agreement
    if named is not None:
        stands = in_force(agreements(to=to), on=on).filter(pk=named.pk).exists()
        sides = set(standing_parties(to=to, on=on).filter(agreement=named).values_list("country", flat=True))
        strangers = [row.name for row in partners_of(activity, to=to) if row.pk not in sides]
        clause = ", ".join(filter(None, (named.shown_title, activity.status_clause)))
        says = clause if stands else _("%(title)s is not in force.") % {"title": named.shown_title}
        if strangers:
            says = _("None is in force with %(country)s.") % {"country": ", ".join(strangers)}
        return [Check(Prerequisite.STATUS_OF_FORCES, stands and not strangers, says, named.reference)]
    return _with_every_partner(activity, Prerequisite.STATUS_OF_FORCES, AgreementKind.SOFA, to=to, on=on)


def headcount(activity: Activity, *, to: Subject) -> int:
    """Who crosses the border: the foreign ones where they come to us, ours where we go; both where it is unclear."""
    rows = Contingent.objects.visible_to(to).filter(activity=activity)
    if activity.direction == "out":
        rows = rows.filter(country__iso2=settings.HOME_COUNTRY)
    elif activity.direction in {"in", "home"}:
        rows = rows.exclude(country__iso2=settings.HOME_COUNTRY)
    return rows.aggregate(all=Sum("planned"))["all"] or 0


def _authorisation_check(activity: Activity, *, to: Subject) -> Check:
    """I18: inside an authorisation's days, and not more than it lets go."""
    what = Prerequisite.AUTHORISATION
    held: Any = getattr(activity, "authorisation", None)
    if held is None:
        return Check(what, False, _("No authorisation is named."))
    number = headcount(activity, to=to)
    facts = {"number": number, "ceiling": held.ceiling, "what": str(held)}
    if held.ceiling is not None and number > held.ceiling:
        return Check(
            what, False, _("%(number)s people cross the border, %(ceiling)s are authorised.") % facts
        )
    if not covers(held, activity.starts_on, activity.ends_on):
        return Check(what, False, _("It does not cover all days of the activity."))
    return Check(what, True, str(held), getattr(held, "reference", ""))


def covers(authorisation: Any, first: dt.date, last: dt.date) -> bool:
    """True when its range holds both days; an open end covers what comes."""
    valid = authorisation.valid
    return (valid.lower is None or valid.lower <= first) and (valid.upper is None or last < valid.upper)

"""What must stand before an activity is approved, and what of it does (domain.md I17, I18, B4)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from access.context import Subject
from activities.models import Activity, ActivityParticipant, Contingent
from activities.selectors.crossing import beside, spans_on
from activities.terms import Prerequisite
from agreements.lifecycle import AgreementKind
from agreements.models import Agreement
from agreements.selectors.agreements import agreements
from agreements.selectors.in_force import in_doubt, in_force
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
    if not binds_with(agreement, [activity.country], to=to, on=on):
        said = {"title": agreement.shown_title, "country": activity.country.name}
        return Check(
            Prerequisite.BASIS, False, _("%(title)s is not with %(country)s.") % said, agreement.reference
        )
    if in_force(agreements(to=to), to=to, on=on).filter(pk=agreement.pk).exists():
        return Check(Prerequisite.BASIS, True, agreement.shown_title, agreement.reference)
    return Check(Prerequisite.BASIS, False, _not_in_force(agreement, to=to, on=on), agreement.reference)


def _not_in_force(agreement: Agreement, *, to: Subject, on: dt.date) -> str:
    """It is not, or nobody can say whether it is: its certain terms are over."""
    if in_doubt(agreements(to=to), to=to, on=on).filter(pk=agreement.pk).exists():
        return _("It is in doubt whether %(title)s still runs.") % {"title": agreement.shown_title}
    return _("%(title)s is not in force.") % {"title": agreement.shown_title}


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


def binds_with(agreement: Agreement, countries: Iterable[Country], *, to: Subject, on: dt.date) -> bool:
    """Whether each of these States is a party on a day; an agreement with an organisation is taken at its word."""
    parties = standing_parties(to=to, on=on).filter(agreement=agreement, is_home=False)
    held = set(parties.values_list("country", flat=True))
    return None in held or {country.pk for country in countries} <= held


def partners_of(activity: Activity, *, to: Subject) -> list[Country]:
    """The main partner and the further countries."""
    rows = ActivityParticipant.objects.visible_to(to).filter(activity=activity).select_related("country")
    return [activity.country, *(row.country for row in rows.order_by("pk"))]


def _with_every_partner(
    activity: Activity, what: Prerequisite, kind: str, *, to: Subject, on: dt.date
) -> list[Check]:
    """One check for each State: an agreement of that kind in force with it that binds."""
    partners = partners_of(activity, to=to)
    found = _in_force_with(partners, kind, to=to, on=on)
    return [_with_partner(what, country, found.get(country.pk)) for country in partners]


def _with_partner(what: Prerequisite, country: Country, found: Agreement | None) -> Check:
    if found is None:
        return Check(what, False, _("None is in force with %(country)s.") % {"country": country.name})
    if not found.binding:
        facts = {"title": found.shown_title, "country": country.name}
        says = _("%(title)s, in force with %(country)s, does not bind, or that is undecided.") % facts
        return Check(what, False, says, found.reference)
    return Check(what, True, found.shown_title, found.reference)


def _in_force_with(
    partners: Iterable[Country], kind: str, *, to: Subject, on: dt.date
) -> dict[int, Agreement]:
    """An agreement of a kind in force with each of these States, one that binds before others, in two queries."""
    rows = (
        in_force(agreements(to=to), to=to, on=on)
        .filter(kind=kind)
        .order_by(F("binding").desc(nulls_last=True), "pk")
    )
    held = {agreement.pk: agreement for agreement in rows}
    standing = standing_parties(to=to, on=on).filter(agreement__in=held)
    towards: dict[int, set[int]] = {}
    for party in standing.filter(country__in=list(partners)):
        towards.setdefault(party.agreement_id, set()).add(party.country_id)
    found: dict[int, Agreement] = {}
    for pk, agreement in held.items():
        for country in towards.get(pk, ()):
            found.setdefault(country, agreement)
    return found


def _status_checks(activity: Activity, *, to: Subject, on: dt.date) -> list[Check]:
    """The status clause named, where it is in force; else an agreement on the status with every partner."""
    named = activity.status_agreement
    if named is not None:
        if not binds_with(named, partners_of(activity, to=to), to=to, on=on):
            says = _("%(title)s is not with every State that takes part.") % {"title": named.shown_title}
            return [Check(Prerequisite.STATUS_OF_FORCES, False, says, named.reference)]
        stands = in_force(agreements(to=to), to=to, on=on).filter(pk=named.pk).exists()
        clause = ", ".join(filter(None, (named.shown_title, activity.status_clause)))
        says = clause if stands else _not_in_force(named, to=to, on=on)
        return [Check(Prerequisite.STATUS_OF_FORCES, stands, says, named.reference)]
    return _with_every_partner(activity, Prerequisite.STATUS_OF_FORCES, AgreementKind.SOFA, to=to, on=on)


def headcount(activity: Activity, *, to: Subject) -> int | None:
    """Who crosses the border: the foreign ones where they come to us, ours where we go; both where it is unclear.

    None while nobody has said how many they are.
    """
    rows = Contingent.objects.visible_to(to).filter(activity=activity)
    if activity.direction == "out":
        rows = rows.filter(country__iso2=settings.HOME_COUNTRY)
    elif activity.direction in {"in", "home"}:
        rows = rows.exclude(country__iso2=settings.HOME_COUNTRY)
    if rows.filter(planned__isnull=True).exists():
        return None
    number: int | None = rows.aggregate(all=Sum("planned"))["all"]
    return number


def _authorisation_check(activity: Activity, *, to: Subject) -> Check:
    """I18: inside an authorisation's days, and not more than it lets go."""
    what = Prerequisite.AUTHORISATION
    held: Any = getattr(activity, "authorisation", None)
    if held is None:
        return Check(what, False, _("No authorisation is named."))
    number = headcount(activity, to=to)
    if not number:
        return Check(what, False, _("Nobody has said how many people cross the border."))
    facts = {"number": number, "ceiling": held.ceiling, "what": str(held)}
    others = 0
    if held.ceiling is not None:
        spans = spans_on(held, to=to, without=activity)
        others = beside(spans, activity.starts_on, activity.ends_on)
    if held.ceiling is not None and number > held.ceiling:
        return Check(
            what, False, _("%(number)s people cross the border, %(ceiling)s are authorised.") % facts
        )
    if held.ceiling is not None and others and number + others > held.ceiling:
        says = _(
            "%(number)s people cross the border: with others on the same act more than the %(ceiling)s authorised."
        )
        return Check(what, False, says % facts)
    if not covers(held, activity.starts_on, activity.ends_on):
        return Check(what, False, _("It does not cover all days of the activity."))
    return Check(what, True, str(held), getattr(held, "reference", ""))


def covers(authorisation: Any, first: dt.date, last: dt.date) -> bool:
    """True when its range holds both days; an open end covers what comes."""
    valid = authorisation.valid
    return (valid.lower is None or valid.lower <= first) and (valid.upper is None or last < valid.upper)

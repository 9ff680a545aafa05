"""The register as its page shows it: groups by state, figures, lines."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.lifecycle import BINDING_NOW, TERMINAL, TERMS_RUN, AgreementState
from agreements.models import Agreement, Party
from agreements.selectors.agreements import agreements, with_deadline, with_parties
from agreements.selectors.deadlines import term_position, why_not_computed
from agreements.selectors.in_force import in_force
from directory.models import Country
from foundation.workdays import WorkCalendar

S = AgreementState
ON_THE_WAY = frozenset(S) - BINDING_NOW - TERMINAL - {S.SUSPENDED}


@dataclass(frozen=True)
class Group:
    """States that answer one question."""

    code: str
    label: Any
    states: frozenset[str]
    sure: bool | None = None  # whether its terms surely run on the day; None where they are not asked about


GROUPS = (
    Group("binding", _("in force"), frozenset(BINDING_NOW), sure=True),
    Group("unsure", _("term over or in doubt"), frozenset(BINDING_NOW), sure=False),
    Group("on_the_way", _("on the way"), frozenset(ON_THE_WAY)),
    Group("suspended", _("suspended"), frozenset({S.SUSPENDED})),
    Group("over", _("over"), frozenset(TERMINAL)),
)


def register(*, to: Subject, language: str, on: dt.date, wanted: dict[str, Any] | None = None) -> QuerySet:
    """Agreements for the register, those to be acted on soonest first; `wanted` narrows."""
    chosen = wanted or {}
    rows: Any = with_deadline(with_parties(agreements(to=to), to=to, names=language), to=to)
    for group in GROUPS:
        if chosen.get("state") == group.code:
            rows = rows.filter(_of(group, to=to, on=on))
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("format"):
        rows = rows.filter(format=chosen["format"])
    if chosen.get("country"):
        with_it = Party.objects.visible_to(to).filter(country=chosen["country"], is_home=False)
        rows = rows.filter(pk__in=with_it.values("agreement"))
    if chosen.get("q"):
        rows = rows.matching(chosen["q"])
    return rows.order_by(F("last_receipt").asc(nulls_last=True), "-id")


def _of(group: Group, *, to: Subject, on: dt.date) -> Q:
    """A state that binds says nothing of terms that ran out and whose end nobody recorded (domain.md C8)."""
    states = Q(state__in=sorted(group.states))
    if group.sure is None:
        return states
    surely = Q(pk__in=binding(to=to, on=on).values("pk"))
    return states & surely if group.sure else states & ~surely


def binding(*, to: Subject, on: dt.date) -> QuerySet:
    """What is in force on a day, without what is applied provisionally."""
    return in_force(agreements(to=to), to=to, on=on, provisionally=False)


def figures(*, to: Subject, on: dt.date) -> dict[str, int]:
    """How many of each group, how many are in doubt, how many days of notice lie within ninety days."""
    soon = on + dt.timedelta(days=90)
    counts = {group.code: Count("pk", filter=_of(group, to=to, on=on)) for group in GROUPS}
    rows = with_deadline(agreements(to=to), to=to)
    return rows.aggregate(
        **counts,
        doubtful=Count("pk", filter=Q(needs_verification=True)),
        soon=Count("pk", filter=Q(last_receipt__lte=soon, last_receipt__gte=on)),
    )


def gaps(agreement: Agreement, *, on: dt.date, calendar: WorkCalendar) -> tuple[str, ...]:
    """The data-quality mark of a list: why no day can be computed for an agreement that binds; empty when it can."""
    if agreement.state not in TERMS_RUN:
        return ()
    clause = getattr(agreement, "clause", None)
    return why_not_computed(
        agreement, clause, term_position(agreement, clause, on=on, calendar=calendar, route=0)
    )


def partner_countries(*, to: Subject) -> QuerySet:
    """Countries with an agreement `to` may see."""
    seen = Party.objects.visible_to(to).filter(is_home=False, country__isnull=False)
    return Country.objects.filter(pk__in=seen.values("country"))


def binding_by_country(*, to: Subject, on: dt.date) -> dict[int, tuple[int, frozenset[int]]]:
    """How many agreements in force on a day each State is party to, as the register lists them, and their labels."""
    rows = Party.objects.visible_to(to).filter(is_home=False, country__isnull=False)
    bound = rows.filter(
        agreement__in=binding(to=to, on=on).filter(state__in=sorted(BINDING_NOW)).values("pk")
    )
    counted = (
        bound.order_by()
        .values_list("country_id")
        .annotate(n=Count("pk"), labels=ArrayAgg("label_id", distinct=True))
    )
    return {country: (number, frozenset(labels)) for country, number, labels in counted}

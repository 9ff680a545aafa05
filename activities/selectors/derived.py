"""Signings of agreements and appointments of attachés: activities by themselves, never entered twice (A3, K09, K10)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from access.context import Subject
from agreements.models import Party
from agreements.selectors.agreements import agreements
from attaches.models import Accreditation
from attaches.selectors.postings import postings
from directory.models import Country

SIGNING, APPOINTMENT = "agreement_signing", "attache_appointment"
AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Derived:
    """One signing or appointment as the programme shows it."""

    kind: str
    title: str
    countries: tuple[str, ...]
    on: dt.date
    place: str
    reference: str
    url: str
    label_id: int


def derived(
    *, to: Subject, first: dt.date, last: dt.date, country: str = "", kind: str = ""
) -> list[Derived]:
    """Those of some days, by day; a country narrows to the signatures with it and the appointments there."""
    found: list[Derived] = []
    if kind in ("", SIGNING):
        found += _signings(to, first, last, country)
    if kind in ("", APPOINTMENT):
        found += _appointments(to, first, last, country)
    return sorted(found, key=lambda row: (row.on, row.reference))


def _signings(to: Subject, first: dt.date, last: dt.date, country: str) -> list[Derived]:
    """Agreements by the day of their signature."""
    rows = agreements(to=to).filter(signed_on__gte=first, signed_on__lte=last)
    if country:
        rows = rows.filter(parties__country__iso2=country).distinct()
    return [
        Derived(
            SIGNING, row.shown_title,
            tuple(party.country.iso2 for party in row.parties.all() if party.country and not party.is_home),
            row.signed_on, row.signed_in, row.reference,
            reverse("agreements:agreement", args=[row.reference]), row.label_id,
        )
        for row in rows.prefetch_related("parties__country").order_by("signed_on", "pk")[:AT_MOST]
        if row.signed_on is not None
    ]  # fmt: skip


def _appointments(to: Subject, first: dt.date, last: dt.date, country: str) -> list[Derived]:
    """Postings by the day the officer took up his functions."""
    begun = Q(incumbency__startswith__gte=first, incumbency__startswith__lte=last)
    rows = postings(to=to).filter(begun).select_related("officer", "post__mission")
    receivers = Accreditation.objects.visible_to(to).filter(country__isnull=False)
    if country:
        rows = rows.filter(pk__in=receivers.filter(country__iso2=country).values("posting"))
    shown = list(rows.order_by("pk")[:AT_MOST])
    where: dict[int, list[str]] = {}
    for posting, code in receivers.filter(posting__in=shown).values_list("posting", "country__iso2"):
        where.setdefault(posting, []).append(code)
    return [
        Derived(
            APPOINTMENT, f"{row.officer} – {row.post.label_words}", tuple(where.get(row.pk, ())),
            row.incumbency.lower, row.post.mission.name, row.reference,
            reverse("admin:attaches_posting_change", args=[row.reference]), row.label_id,
        )
        for row in shown
    ]  # fmt: skip


def derived_figures(*, to: Subject, first: dt.date, last: dt.date) -> list[tuple[int, str, int]]:
    """How many signings and appointments of some days there are, by country and kind; counted by PostgreSQL."""
    signed = Party.objects.visible_to(to).filter(
        is_home=False, country__isnull=False, agreement__signed_on__gte=first, agreement__signed_on__lte=last
    )
    begun = postings(to=to).filter(incumbency__startswith__gte=first, incumbency__startswith__lte=last)
    received = Accreditation.objects.visible_to(to).filter(
        country__isnull=False, posting__in=begun.order_by()
    )
    return [
        (country, kind, number)
        for kind, rows, what in ((SIGNING, signed, "agreement"), (APPOINTMENT, received, "posting"))
        for country, number in rows.order_by()
        .values_list("country")
        .annotate(number=Count(what, distinct=True))
    ]


def country_names(rows: list[Derived]) -> dict[str, str]:
    """Names of the States of these, in one query."""
    codes = {code for row in rows for code in row.countries}
    return {row.iso2: row.name for row in Country.objects.filter(iso2__in=codes)} if codes else {}

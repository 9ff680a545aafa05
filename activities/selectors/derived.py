"""Signings of agreements and of annual plans, appointments of attachés: activities by themselves (A3, K09, K10).

They are read from the records they come from, as far as the viewer sees these, and never entered twice.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from access.context import Subject
from access.kept import Kept, Question
from agreements.models import BilateralPlan, Party
from agreements.selectors.agreements import agreements
from agreements.selectors.plans import plans
from attaches.models import Accreditation
from attaches.selectors.postings import postings

SIGNING, APPOINTMENT = "agreement_signing", "attache_appointment"
REFERENCES = 200
AGREEMENT, PLAN, POSTING = "agreement", "plan", "posting"
KIND_OF = {AGREEMENT: SIGNING, PLAN: SIGNING, POSTING: APPOINTMENT}
# Day, reference, which table, key there: enough to count and to page through them.
Key = tuple[dt.date, str, str, int]
Names = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Derived:
    """One signing or appointment as the programme shows it."""

    kind: str
    title: str
    countries: tuple[str, ...]
    names: tuple[str, ...]
    on: dt.date
    place: str
    reference: str
    url: str
    label_id: int


@dataclass(frozen=True, slots=True)
class DerivedFigure:
    """How many signings or appointments there are with one State, and which."""

    country_id: int
    kind: str
    number: int
    references: tuple[str, ...]
    label_ids: frozenset[int]


def derived_keys(
    *, to: Subject, first: dt.date, last: dt.date, country: str = "", kind: str = ""
) -> list[Key]:
    """Every one of some days, by day, in one query; a country narrows to what is signed with it and who goes there."""
    every = {
        AGREEMENT: _signed(agreements(to=to), first, last), PLAN: _signed(plans(to=to), first, last),
        POSTING: _begun(to, first, last),
    }  # fmt: skip
    if country:
        signed = Party.objects.visible_to(to).filter(is_home=False, country__iso2=country)
        received = Accreditation.objects.visible_to(to).filter(country__iso2=country)
        every[AGREEMENT] = every[AGREEMENT].filter(pk__in=signed.values("agreement"))
        every[PLAN] = every[PLAN].filter(country__iso2=country)
        every[POSTING] = every[POSTING].filter(pk__in=received.values("posting"))
    day = {AGREEMENT: F("signed_on"), PLAN: F("signed_on"), POSTING: F("incumbency__startswith")}
    wanted = [
        rows.order_by().annotate(day=day[table], table=Value(table, CharField()))
        .values_list("day", "reference", "table", "pk")
        for table, rows in every.items() if kind in ("", KIND_OF[table])
    ]  # fmt: skip
    return sorted(wanted[0].union(*wanted[1:], all=True)) if wanted else []


def derived_rows(keys: Iterable[Key], *, to: Subject) -> list[Derived]:
    """What the programme shows of these, in their order; two queries for each table at most."""
    keys, of_table = list(keys), defaultdict(set)
    for _day, _reference, table, key in keys:
        of_table[table].add(key)
    found: dict[tuple[str, int], Derived] = {}
    for table, read in ((AGREEMENT, _agreements), (PLAN, _plans), (POSTING, _postings)):
        if of_table[table]:
            found |= {(table, key): row for key, row in read(of_table[table], to)}
    return [found[table, key] for _day, _reference, table, key in keys if (table, key) in found]


def derived_somewhere(*, to: Subject) -> Q:
    """Of States: those with which something was ever signed, or to which an officer ever went."""
    mine = {"country": OuterRef("pk")}
    signed = Party.objects.visible_to(to).filter(is_home=False, agreement__signed_on__isnull=False, **mine)
    annual = plans(to=to).filter(signed_on__isnull=False, **mine)
    received = Accreditation.objects.visible_to(to).filter(posting__incumbency__isnull=False, **mine)
    return Q(Exists(signed)) | Q(Exists(annual)) | Q(Exists(received))


def _signed(rows: QuerySet, first: dt.date, last: dt.date) -> QuerySet:
    return rows.filter(signed_on__gte=first, signed_on__lte=last)


def _begun(to: Subject, first: dt.date, last: dt.date) -> QuerySet:
    """Postings by the day the officer took up his functions."""
    rows: QuerySet = postings(to=to)
    return rows.filter(Q(incumbency__startswith__gte=first, incumbency__startswith__lte=last))


def _agreements(keys: set[int], to: Subject) -> Iterable[tuple[int, Derived]]:
    parties = Party.objects.visible_to(to).filter(agreement__in=keys, is_home=False, country__isnull=False)
    others = _by_record(parties.select_related("country").order_by("pk"), "agreement_id")
    for row in agreements(to=to).filter(pk__in=keys):
        yield row.pk, _row(
            SIGNING, row, row.shown_title, others[row.pk], row.signed_on, row.signed_in, "agreements:agreement"
        )  # fmt: skip


def _plans(keys: set[int], to: Subject) -> Iterable[tuple[int, Derived]]:
    for row in plans(to=to).filter(pk__in=keys).select_related("country"):
        other = [(row.country.iso2, str(row.country.name))]
        yield row.pk, _row(SIGNING, row, row.title, other, row.signed_on, row.signed_in, "agreements:plan")


def _postings(keys: set[int], to: Subject) -> Iterable[tuple[int, Derived]]:
    receivers = Accreditation.objects.visible_to(to).filter(posting__in=keys, country__isnull=False)
    where = _by_record(receivers.select_related("country").order_by("pk"), "posting_id")
    for row in postings(to=to).filter(pk__in=keys):
        title, day = f"{row.officer} – {row.post.label_words}", row.incumbency.lower
        page = "admin:attaches_posting_change"
        yield row.pk, _row(APPOINTMENT, row, title, where[row.pk], day, row.post.mission.name, page)


def _by_record(rows: Iterable[Any], column: str) -> dict[int, Names]:
    """Codes and names of the States of each record."""
    found: dict[int, Names] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append((row.country.iso2, str(row.country.name)))
    return found


def _row(kind: str, row: Any, title: str, states: Names, day: dt.date, place: str, page: str) -> Derived:
    codes, names = tuple(code for code, _name in states), tuple(name for _code, name in states)
    url = reverse(page, args=[row.reference])
    return Derived(kind, title, codes, names, day, place, row.reference, url, row.label_id)


def derived_figures(*, to: Subject, first: dt.date, last: dt.date) -> list[DerivedFigure]:
    """How many signings and appointments of some days there are, by country and kind; counted by PostgreSQL at once."""
    return _merged(_counted(to, first, last))


def derived_with(country: int, *, to: Subject, first: dt.date, last: dt.date) -> list[DerivedFigure]:
    """The same with one State."""
    return _merged(_with(to=to, country=country, first=first, last=last))


def derived_asks(country: int, *, first: dt.date, last: dt.date) -> list[Question]:
    """What derived_with() asks."""
    return [_with.asking(country=country, first=first, last=last)]


@Kept
def _with(*, to: Subject, country: int, first: dt.date, last: dt.date) -> QuerySet:
    return _counted(to, first, last, country=country)


def _counted(to: Subject, first: dt.date, last: dt.date, **narrowed: int) -> QuerySet:
    """State, kind, number, references, labels: of agreements, of plans and of postings, each for itself."""
    parties = Party.objects.visible_to(to).filter(
        is_home=False, country__isnull=False, agreement__signed_on__gte=first, agreement__signed_on__lte=last,
        **narrowed,
    )  # fmt: skip
    signed: QuerySet[BilateralPlan] = _signed(plans(to=to), first, last).filter(**narrowed)
    received = Accreditation.objects.visible_to(to).filter(
        country__isnull=False, posting__in=_begun(to, first, last).order_by().values("pk"), **narrowed
    )
    return _grouped(parties, SIGNING, "agreement").union(
        _grouped(signed, SIGNING), _grouped(received, APPOINTMENT, "posting"), all=True
    )


def _grouped(rows: QuerySet, kind: str, record: str = "") -> QuerySet:
    path = f"{record}__" if record else ""
    told = rows.order_by().annotate(what=Value(kind, CharField())).values_list("country_id", "what")
    return told.annotate(
        number=Count(record or "pk", distinct=True), refs=ArrayAgg(f"{path}reference", distinct=True),
        labels=ArrayAgg(f"{path}label", distinct=True),
    )  # fmt: skip


def _merged(rows: Iterable[Any]) -> list[DerivedFigure]:
    """Agreements and plans are signings both."""
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for country, kind, *told in rows:
        found[country, kind].append(told)
    return [
        DerivedFigure(
            country, kind, sum(number for number, _refs, _labels in told),
            tuple(sorted(one for _number, refs, _labels in told for one in refs))[:REFERENCES],
            frozenset(one for _number, _refs, labels in told for one in labels),
        )
        for (country, kind), told in found.items()
    ]  # fmt: skip

"""Their attachés with us beside ours with them, and how long each side took to answer (domain.md C8).

States are those of the step rows, tenures and notes those of their days, so a day of last year answers as it was;
what the viewer may see is decided as of now (decisions.md 17).
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from access.context import Subject
from attaches.lifecycle import FOREIGN_FORTHCOMING, AccreditationState, ForeignAttacheState
from attaches.models import (
    Accreditation,
    AccreditationTransition,
    ForeignAttache,
    ForeignAttacheTransition,
    PostingTransition,
)
from attaches.selectors.posture import in_function, states_on
from directory.models import Country

_A = AccreditationState
ON_THE_WAY = frozenset({_A.CONSENT_REQUESTED, _A.CONSENT_GRANTED, _A.ACCREDITATION_REQUESTED})


@dataclass
class Side:
    """One side's attachés on a day, and how the other side answered its requests."""

    in_function: set[str] = field(default_factory=set)
    on_the_way: set[str] = field(default_factory=set)
    answer_days: list[int] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """Requests made, without those taken back before an answer."""
        return len(self.answer_days) + len(self.waiting)

    @property
    def counts(self) -> bool:
        """True where there is a figure to tell."""
        return bool(self.in_function or self.on_the_way or self.requests)


@dataclass(frozen=True)
class ReciprocityRow:
    """One State on the day asked for: `theirs` answered by us, `ours` answered by them."""

    country: str
    name: str
    region: str
    theirs: Side
    ours: Side
    label_ids: frozenset[int]


def reciprocity_rows(*, to: Subject, as_of: dt.date) -> list[ReciprocityRow]:
    """Every State with attachés or requests on either side, in the order of the alphabet; always six queries."""
    theirs: dict[int, Side] = defaultdict(Side)
    ours: dict[int, Side] = defaultdict(Side)
    labels: dict[int, set[int]] = defaultdict(set)
    _their_attaches(theirs, labels, to, as_of)
    _our_attaches(ours, labels, to, as_of)
    countries = Country.objects.filter(pk__in={*theirs, *ours}).by_name()
    return [
        ReciprocityRow(
            country.iso2, country.name, country.region, theirs[country.pk], ours[country.pk],
            frozenset(labels[country.pk]),
        )
        for country in countries if theirs[country.pk].counts or ours[country.pk].counts
    ]  # fmt: skip


def countries_concerned(*, to: Subject) -> list[Country]:
    """Every State with attachés or requests on either side at any time; one query."""
    theirs = ForeignAttache.objects.visible_to(to).order_by().values("country")
    ours = Accreditation.objects.visible_to(to).order_by().filter(country__isnull=False).values("country")
    return list(Country.objects.filter(Q(pk__in=theirs) | Q(pk__in=ours)))


def _runs(period: Any, day: dt.date) -> bool:
    return bool(period and period.lower <= day and (period.upper is None or day < period.upper))


def _count(
    side: Side, reference: str, asked: dt.date, replied: dt.date | None, waits: bool, as_of: dt.date
) -> None:
    """A request and its answer, consent, refusal or objection, as far as they had come on the day."""
    if replied is not None and replied <= as_of:
        side.answer_days.append((replied - asked).days)
    elif waits:
        side.waiting.append(reference)


def _their_attaches(sides: dict[int, Side], labels: dict[int, set[int]], to: Subject, as_of: dt.date) -> None:
    states = states_on(ForeignAttacheTransition, "attache_id", to, as_of)
    for row in ForeignAttache.objects.visible_to(to).filter(pk__in=states).order_by("requested_on", "id"):
        side, state = sides[row.country_id], states[row.pk]
        side.references.append(row.reference)
        labels[row.country_id].add(row.label_id)
        if _runs(row.function, as_of):
            side.in_function.add(row.reference)
        elif state in FOREIGN_FORTHCOMING:
            side.on_the_way.add(row.reference)
        waits = state == ForeignAttacheState.CONSENT_REQUESTED
        replied = row.replied_on or (row.ended_on if row.state == ForeignAttacheState.OBJECTED else None)
        _count(side, row.reference, row.requested_on, replied, waits, as_of)


def _our_attaches(sides: dict[int, Side], labels: dict[int, set[int]], to: Subject, as_of: dt.date) -> None:
    states = states_on(AccreditationTransition, "accreditation_id", to, as_of)
    postings = states_on(PostingTransition, "posting_id", to, as_of)
    rows = Accreditation.objects.visible_to(to).filter(pk__in=states, country__isnull=False)
    for row in rows.select_related("posting").order_by("id"):
        side, state = sides[row.country_id], states[row.pk]
        side.references.append(row.reference)
        labels[row.country_id].add(row.label_id)
        if _accredited(row, as_of) and in_function(row.posting, postings.get(row.posting_id), as_of):
            side.in_function.add(row.posting.reference)
        elif _coming(row, state, as_of):
            side.on_the_way.add(row.posting.reference)
        if row.consent_note_on is not None and row.consent_note_on <= as_of and not _without_its_days(row):
            waits = state == _A.CONSENT_REQUESTED
            replied = row.consent_reply_on or (row.ended_on if row.state == _A.OBJECTED else None)
            _count(side, row.reference, row.consent_note_on, replied, waits, as_of)


def _without_its_days(row: Accreditation) -> bool:
    """Taken over from a record that has no day of the note or of the reply: how long it took is not known."""
    return row.posting.taken_over_on is not None and row.consent_note_on == row.consent_reply_on


def _accredited(row: Accreditation, day: dt.date) -> bool:
    return bool(
        row.accredited_on and row.accredited_on <= day and (row.ended_on is None or day < row.ended_on)
    )


def _coming(row: Accreditation, state: str, day: dt.date) -> bool:
    """Asked for there, or accredited and not yet in post."""
    held = row.posting.incumbency
    return state in ON_THE_WAY or (state == _A.ACCREDITED and (held is None or held.lower > day))

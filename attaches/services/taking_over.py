"""Taking over what already ran: a posting that runs or is over, entered from what an older record knows of it.

It goes through the same states as any other, each with the day the record has or, where it has none, the latest day
before. Whether the officer met what the post asks for was judged then, and not here (docs/decisions/0017).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import MIRRORED, AccreditationState, PostingState, PostState
from attaches.models import Accreditation, Officer, Post, Posting, PostTransition
from attaches.selectors.postings import principal_of
from attaches.services import acting, notes, postings
from attaches.services.officers import only
from attaches.services.plans import plan_of
from attaches.services.steps import lock, step
from attaches.services.tenures import check_free, check_overlap
from attaches.terms import LONGEST_OVERLAP_DAYS
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotFound
from foundation.permissions import require
from foundation.wording import legal_day, written_date
from foundation.writes import update

_A, _P = AccreditationState, PostingState
ONE_DAY = dt.timedelta(days=1)
COORDINATED = (_P.SELECTED, _P.PREPARED, _P.MOD_ORDERED, _P.MFA_COORDINATED)
FACTS = {
    _A.CONSENT_REQUESTED: "consent_note_on",
    _A.CONSENT_GRANTED: "consent_reply_on",
    _A.ACCREDITATION_REQUESTED: "accreditation_note_on",
    _A.ACCREDITED: "accredited_on",
}
IN_ORDER = ("on", *FACTS.values(), "assumed_on", "ended_on")
BEFORE_ARRIVAL = (
    "on",
    "consent_note_on",
    "consent_reply_on",
)  # the host agrees to the person first (VCDR art. 7)
DAYS = frozenset({*IN_ORDER, "arrived_on", "departed_on"})


class PostNotEstablishedThen(DomainError):
    """A host accredited to an office that was established (I5)."""

    message = _(
        "The post was not established on %(day)s: enter the days it was planned and established on first."
    )

    def __init__(self, day: dt.date) -> None:
        super().__init__(str(self.message) % {"day": written_date(day)})


@dataclass(frozen=True, kw_only=True)
class Known:
    """The days an older record has; `on` is that of the proposal."""

    assumed_on: dt.date
    on: dt.date | None = None
    consent_note_on: dt.date | None = None
    consent_reply_on: dt.date | None = None
    accreditation_note_on: dt.date | None = None
    accredited_on: dt.date | None = None
    arrived_on: dt.date | None = None
    ended_on: dt.date | None = None
    departed_on: dt.date | None = None

    @property
    def days(self) -> dict[str, dt.date]:
        """Those that are known."""
        return {name: day for name, day in asdict(self).items() if day is not None}

    def gone_by(self, today: dt.date) -> dt.date | None:
        """The final departure; of somebody whose functions ended long ago at the latest that day."""
        if self.departed_on or self.ended_on is None:
            return self.departed_on
        return self.ended_on if (today - self.ended_on).days > LONGEST_OVERLAP_DAYS else None

    def on_the_way(self, paper: Accreditation) -> list[tuple[AccreditationState, dt.date]]:
        """Consent and accreditation as this host wants them, each with its own day or the latest before."""
        states = list(FACTS)
        if paper.consent_waived:
            states = [_A.ACCREDITATION_REQUESTED, _A.ACCREDITED]
        elif paper.one_note:
            states.remove(_A.ACCREDITATION_REQUESTED)
        found, day = [], min(self.days.values())
        for state in states:
            day = self.days.get(FACTS[state], day)
            found.append((state, day))
        return found


def _known(days: Mapping[str, Any], today: dt.date) -> Known:
    """The days, when they have come and follow each other; raises InvalidInput."""
    known = Known(**only({name: day for name, day in days.items() if day is not None}, DAYS))
    if ahead := [name for name, day in known.days.items() if day > today]:
        raise InvalidInput(fields={name: [_("This day has not come yet.")] for name in ahead})
    wrong: dict[str, Any] = {}
    in_order = [(name, known.days[name]) for name in IN_ORDER if name in known.days]
    for (_name, before), (name, day) in pairwise(in_order):
        if day < before:
            words = _("The step before this one is dated %(day)s.") % {"day": written_date(before)}
            wrong[name] = [words]
    if wrong := wrong or _out_of_place(known):
        raise InvalidInput(fields=wrong)
    return known


def _out_of_place(known: Known) -> dict[str, Any]:
    """What is wrong with arrival, end and departure."""
    arrived = known.arrived_on or known.assumed_on
    late = _("This is after the arrival on %(day)s.") % {"day": written_date(arrived)}
    rules = {
        **{name: (known.days.get(name, arrived) > arrived, late) for name in BEFORE_ARRIVAL},
        "arrived_on": (arrived > known.assumed_on, _("Functions are assumed after arrival.")),
        "ended_on": (
            known.ended_on is not None and known.ended_on <= known.assumed_on,
            _("The end comes after the beginning."),
        ),
        "departed_on": (
            known.departed_on is not None and known.departed_on <= arrived, _("Departure comes after arrival."),
        ),
    }  # fmt: skip
    wrong = {name: [words] for name, (broken, words) in rules.items() if broken}
    if known.departed_on is not None and known.ended_on is None:
        wrong["ended_on"] = [_("Enter the day functions ended.")]
    return wrong


@verb("postings.take_over")
def take_over(
    *, by: Subject, at: dt.datetime, post: Post, officer: Officer, planned_from: dt.date, planned_to: dt.date,
    predecessor: Posting | None = None, order_no: str = "", end_reason: str = "",
    accreditations: Iterable[Mapping[str, Any]] = (), is_demo: bool = False, **days: Any,
) -> Posting:  # fmt: skip
    """Enter a posting that runs or is over already, by the days an older record has of it (see Known).

    Raises InvalidInput beside the day that cannot be, PostNotEstablishedThen, and whatever its steps raise.
    """
    require(by, "postings.take_over")
    if days.get("assumed_on") is None:
        raise InvalidInput(fields={"assumed_on": [_("Enter the day functions were assumed.")]})
    known = _known(days, legal_day(at))
    if end_reason.strip() and known.ended_on is None:
        raise InvalidInput(fields={"ended_on": [_("Enter the day functions ended.")]})
    planned = plan_of(planned_from, planned_to)
    # What is over holds its officer for no later plan: on its way it is planned for no longer than it must be.
    last = planned_to if known.ended_on is None else known.assumed_on + ONE_DAY
    posting = postings.propose(
        by=by, on=min(known.days.values()), at=at, post=post, officer=officer, predecessor=predecessor,
        planned_from=planned_from if known.ended_on is None else known.assumed_on, planned_to=last,
        order_no=order_no, accreditations=accreditations, is_demo=is_demo,
    )  # fmt: skip
    posting = update(posting, taken_over_on=legal_day(at))
    posting = _assumed(_accredited(posting, known, by, at), known, by, at)
    if known.ended_on is None:
        return posting
    return _ended(posting, by, known.ended_on, at, planned=planned, end_reason=end_reason)


def _accredited(posting: Posting, known: Known, by: Subject, at: dt.datetime) -> Posting:
    """Ordered, coordinated, agreed to and accredited (I3, I5)."""
    found = principal_of(posting, to=by)
    if found is None:
        raise NotFound
    paper = _as_it_was(found, known)
    path = known.on_the_way(paper)
    _check_established(posting.post, dict(path).get(_A.ACCREDITATION_REQUESTED, path[-1][1]), by)
    for state in COORDINATED:
        posting = step(posting, state, on=posting.state_on, at=at)
    for noted, day in path:
        facts: dict[str, Any] = {FACTS[noted]: day}
        paper = step(paper, noted, on=day, at=at, **facts)
        posting = step(posting, MIRRORED[noted], on=day, at=at)
    return posting


def _as_it_was(paper: Accreditation, known: Known) -> Accreditation:
    """A host that did consent, or got a second note, was asked for it, whatever its practice is by now."""
    waived = paper.consent_waived and not (known.consent_note_on or known.consent_reply_on)
    return update(
        paper, consent_waived=waived, waiver_basis=paper.waiver_basis if waived else "",
        one_note=paper.one_note and known.accreditation_note_on is None,
    )  # fmt: skip


def _check_established(post: Post, day: dt.date, by: Subject) -> None:
    if lock(post).state != PostState.ESTABLISHED:
        raise notes.PostNotEstablished
    steps = PostTransition.objects.visible_to(by).filter(post=post, reached_on__lte=day)
    then = steps.order_by("-reached_on", "-id").values_list("state", flat=True).first()
    if then != PostState.ESTABLISHED:
        raise PostNotEstablishedThen(day)


def _assumed(posting: Posting, known: Known, by: Subject, at: dt.datetime) -> Posting:
    """In post, for as long as it lasted (I1, I2)."""
    incumbency = DateRange(known.assumed_on, known.ended_on)
    presence = DateRange(known.arrived_on or known.assumed_on, known.gone_by(legal_day(at)))
    check_free(posting, incumbency)
    check_overlap(posting, presence, legal_day(at))
    if known.ended_on is None:
        acting.end_with(post=posting.post, by=by, on=known.assumed_on)
    return step(posting, _P.IN_POST, on=known.assumed_on, at=at, incumbency=incumbency, presence=presence)


def _ended(
    posting: Posting, by: Subject, on: dt.date, at: dt.datetime, *, planned: DateRange, end_reason: str
) -> Posting:
    """Over, with what stood of its accreditations; no checklist was kept here."""
    posting = step(posting, _P.HANDOVER, on=on, at=at)
    posting = step(posting, _P.ENDED, on=on, at=at, planned=planned, end_reason=end_reason.strip()[:300])
    notes.close_all(posting, by=by, on=on, at=at)
    return posting

"""The inbound register: who is to be accredited to us, his particulars and the dean of the corps (domain.md B2)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import FOREIGN_OVER, ForeignAttacheState, PostTitle
from attaches.models import ForeignAttache, ForeignAttacheParticulars
from attaches.services import labels
from attaches.services.officers import only
from attaches.services.steps import Frozen, StepInFuture, lock, need_reason
from directory.models import Country
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotPermitted, TransitionRefused
from foundation.permissions import may, require
from foundation.wording import legal_day
from foundation.writes import insert, update

AMENDABLE = frozenset({"full_name", "rank", "title", "seat", "predecessor"})
# What the Center gave its opinion of: changed before our reply, it is asked again.
CONCURRED_WITH = frozenset({"full_name", "rank", "title", "seat"})
# What we replied to: changed after our reply, State Protocol says why.
REPLIED_TO = frozenset({"full_name", "rank"})
PARTICULARS = frozenset(
    {"born_on", "born_in", "passport_no", "passport_expires_on", "biography", "family"}
)  # fmt: skip


class ReplyStands(NotPermitted):
    """We consented to, or refused, a person; who keeps the register corrects who that was."""

    message = _("We have replied to this request: name and rank are for State Protocol to correct.")


class TitleTaken(DomainError):
    """One attaché of a title from a State in function at a time (I1)."""

    message = _(
        "Another attaché of this State is in function under this title: record the end of his functions first."
    )


class DeanThere(DomainError):
    """The corps has one dean."""

    message = _("The corps has another dean at that time: record the end of his term first.")


class NotDean(DomainError):
    """Only a dean stops being one."""

    message = _("He is not the dean of the corps.")


def not_ahead(day: dt.date, at: dt.datetime) -> None:
    """Raise StepInFuture for a day that has not come."""
    if day > legal_day(at):
        raise StepInFuture


def check_title(attache: ForeignAttache, function: DateRange) -> None:
    """Friendly words for what the exclusion constraint refuses (I1)."""
    rows = ForeignAttache.objects.unrestricted(reason="one of a title, whoever looks").exclude(pk=attache.pk)
    same = rows.filter(country=attache.country_id, title=attache.title, function__overlap=function)
    if attache.title != PostTitle.ASSISTANT_ATTACHE and same.exists():
        raise TitleTaken


def _check_states(country: Country, seat: Country | None, predecessor: ForeignAttache | None) -> None:
    wrong: dict[str, Any] = {}
    if country.iso2 == settings.HOME_COUNTRY:
        wrong["country"] = [_("This is the State that receives him.")]
    if seat is not None and seat.iso2 == settings.HOME_COUNTRY:
        wrong["seat"] = [_("Leave this empty for whoever resides with us.")]
    if predecessor is not None and predecessor.country_id != country.pk:
        wrong["predecessor"] = [_("He was sent by another State.")]
    if wrong:
        raise InvalidInput(fields=wrong)


@verb("foreign_attaches.register")
def register(
    *, by: Subject, on: dt.date, at: dt.datetime, country: Country, full_name: str, rank: str,
    title: str = PostTitle.DEFENCE_ATTACHE, seat: Country | None = None, predecessor: ForeignAttache | None = None,
    particulars: Mapping[str, Any] | None = None, is_demo: bool = False,
) -> ForeignAttache:  # fmt: skip
    """A note received on a day asks our consent to a person (VCDR art. 7; domain.md B2)."""
    require(by, "foreign_attaches.register")
    if on > legal_day(at):
        raise InvalidInput(fields={"requested_on": [_("This day has not come yet.")]})
    _check_states(country, seat, predecessor)
    attache = insert(
        ForeignAttache(
            label=labels.base(), country=country, full_name=" ".join(full_name.split()), rank=" ".join(rank.split()),
            title=title, seat=seat, predecessor=predecessor, requested_on=on, state_on=on, is_demo=is_demo,
        )
    )  # fmt: skip
    if particulars:
        record_particulars(attache, by=by, is_demo=is_demo, **particulars)
    return attache


@verb("foreign_attaches.amend")
def amend(
    attache: ForeignAttache, *, by: Subject, version: int | None = None,
    particulars: Mapping[str, Any] | None = None, reason: str = "", **changes: Any,
) -> ForeignAttache:  # fmt: skip
    """Correct what the note said; before our reply the Center then gives its opinion again.

    After it, who he is and his rank are State Protocol's to correct, and the trail keeps why. Raises ReplyStands.
    """
    held = lock(attache, version)
    if changes:
        require(by, "foreign_attaches.amend")
        _check_reply_stands(held, changes, by, reason)
        held = _amended(held, version, only(changes, AMENDABLE))
    if particulars:
        record_particulars(held, by=by, **particulars)
    return held


def _check_reply_stands(held: ForeignAttache, changes: Mapping[str, Any], by: Subject, reason: str) -> None:
    """What we replied to is one person in one rank."""
    named = {name: " ".join(str(changes[name]).split()) for name in REPLIED_TO & set(changes)}
    other = sorted(name for name, value in named.items() if getattr(held, name) != value)
    if not other or held.replied_on is None or held.state in FOREIGN_OVER:
        return
    if not may(by, "foreign_attaches.correct"):
        raise ReplyStands(fields={name: [ReplyStands.message] for name in other})
    need_reason(reason)


def _amended(held: ForeignAttache, version: int | None, changes: dict[str, Any]) -> ForeignAttache:
    if held.state in FOREIGN_OVER:
        raise Frozen
    for name in {"full_name", "rank"} & set(changes):
        changes[name] = " ".join(changes[name].split())
    changed = {name for name, value in changes.items() if getattr(held, name) != value}
    after = {"seat": held.seat, "predecessor": held.predecessor, **changes}
    if after["predecessor"] == held:
        raise InvalidInput(fields={"predecessor": [_("Nobody takes over from himself.")]})
    _check_states(held.country, after["seat"], after["predecessor"])
    if held.state == ForeignAttacheState.IN_FUNCTION and after["seat"] is None and held.arrived_on is None:
        raise InvalidInput(fields={"seat": [_("No arrival of his is recorded.")]})
    if held.state == ForeignAttacheState.CONSENT_REQUESTED and changed & CONCURRED_WITH:
        changes["concurred_on"] = None
    held.title = changes.get("title", held.title)
    if held.function is not None:
        check_title(held, held.function)
    return update(held, version=version, **changes)


@verb("foreign_attaches.record_particulars")
def record_particulars(
    attache: ForeignAttache,
    *,
    by: Subject,
    version: int | None = None,
    is_demo: bool = False,
    **particulars: Any,
) -> ForeignAttacheParticulars:
    """Enter or correct the personal row; `version` is that of the row, when there is one."""
    require(by, "foreign_attaches.record_particulars")
    only(particulars, PARTICULARS)
    lock(attache)
    rows = ForeignAttacheParticulars.objects.visible_to(by).filter(attache=attache)
    present = rows.select_for_update().first()
    if present is None:
        label = labels.personal()
        return insert(ForeignAttacheParticulars(attache=attache, label=label, is_demo=is_demo, **particulars))
    return update(present, version=version, **particulars)


@verb("foreign_attaches.name_dean")
def name_dean(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> ForeignAttache:
    """The corps of attachés has a dean from a day on, one at a time."""
    require(by, "foreign_attaches.name_dean")
    held = lock(attache)
    if held.state != ForeignAttacheState.IN_FUNCTION or held.dean is not None:
        raise TransitionRefused
    not_ahead(on, at)
    if on < held.function.lower:
        raise InvalidInput(fields={"on": [_("He was not in function yet.")]})
    term = DateRange(on, None)
    others = ForeignAttache.objects.unrestricted(reason="one dean, whoever looks").filter(dean__overlap=term)
    if others.exists():
        raise DeanThere
    return update(held, version=version, dean=term)


@verb("foreign_attaches.end_dean")
def end_dean(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> ForeignAttache:
    """Somebody else leads the corps from a day on."""
    require(by, "foreign_attaches.end_dean")
    held = lock(attache)
    if held.dean is None or held.dean.upper is not None:
        raise NotDean
    not_ahead(on, at)
    if on <= held.dean.lower:
        raise InvalidInput(fields={"on": [_("After the day he became dean.")]})
    return update(held, version=version, dean=DateRange(held.dean.lower, on))

"""Recording activities and changing what is recorded about them (domain.md C2, C4)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from access.context import Subject
from access.models import Label
from activities.lifecycle import (
    ENTERED_AS,
    HELD,
    TERMINAL,
    WITHOUT_BASIS,
    ActivityState,
    needs_new_approval,
)
from activities.models import Activity, ActivityParticipant
from activities.services.basis import check_basis, has_basis
from activities.services.refusals import (
    BasisMissing,
    EndsBeforeItStarts,
    EnteredAsExercise,
    EntryRefused,
    KindIsDerived,
    MoneyWithoutCurrency,
    NeedsNewApproval,
    NotAmendable,
    NotAmended,
    NotBegunYet,
    ParticipantTwice,
)
from directory.models import ActivityKind, Country, Unit
from foundation.acts import verb
from foundation.errors import RecordChanged
from foundation.permissions import require
from foundation.writes import insert, update

S = ActivityState
NOTHING = Decimal(0)
EXERCISE = "exercise"
DERIVED_KINDS = frozenset({"attache_appointment", "agreement_signing"})
CHANGEABLE = frozenset(
    {
        "title",
        "kind",
        "country",
        "agreement",
        "plan_item",
        "ad_hoc_reason",
        "level",
        "direction",
        "aspect",
        "place",
        "starts_on",
        "ends_on",
        "planned_cost",
        "currency",
        "person_days",
        "owner_unit",
    }
)
APPROVED = frozenset({S.APPROVED, S.PREPARING, S.POSTPONED})
FIXED = TERMINAL | {S.IN_APPROVAL}


@verb("activities.record")
def record(*, by: Subject, at: dt.datetime, label: Label, kind: ActivityKind, **facts: Any) -> Activity:
    """Enter an activity that is planned, or one older than this register where it stands (`stands_as`)."""
    require(by, "activities.record")
    if kind.code == EXERCISE:
        raise EnteredAsExercise(fields={"kind": EnteredAsExercise.message})
    return enter(by=by, at=at, label=label, kind=kind, **facts)


def enter(
    *,
    by: Subject,
    at: dt.datetime,
    label: Label,
    kind: ActivityKind,
    country: Country,
    starts_on: dt.date,
    ends_on: dt.date,
    participants: Iterable[Country] = (),
    stands_as: str = S.PLANNED,
    on: dt.date | None = None,
    is_demo: bool = False,
    **facts: Any,
) -> Activity:
    """The activity with its further countries; also the first half of entering an exercise."""
    today = timezone.localdate(at)
    _refuse_unknown(facts)
    _check_facts(kind=kind, starts_on=starts_on, ends_on=ends_on, **facts)
    check_basis(facts, starts_on, label_id=label.pk, today=today, by=by)
    _check_entry(stands_as, starts_on, ends_on, today, facts)
    facts.setdefault("owner_unit", Unit.objects.filter(office__pk=by.office_id or 0).first())
    activity = Activity(
        **facts,
        kind=kind,
        country=country,
        starts_on=starts_on,
        ends_on=ends_on,
        label=label,
        is_demo=is_demo,
        state=stands_as,
        state_on=on or _day_of(stands_as, starts_on, ends_on, today),
    )
    insert(activity)
    write_participants(activity, participants)
    return activity


def _refuse_unknown(facts: Mapping[str, Any]) -> None:
    if unknown := set(facts) - CHANGEABLE:
        raise NotAmended(fields=dict.fromkeys(sorted(unknown), NotAmended.message))


def _check_facts(
    *,
    kind: ActivityKind,
    starts_on: dt.date,
    ends_on: dt.date,
    planned_cost: Any = None,
    currency: str = "",
    **_other: Any,
) -> None:
    """I21, and kinds that come from elsewhere."""
    if kind.code in DERIVED_KINDS:
        raise KindIsDerived(fields={"kind": KindIsDerived.message})
    if ends_on < starts_on:
        raise EndsBeforeItStarts(fields={"ends_on": EndsBeforeItStarts.message})
    if (planned_cost is None) != (not currency):
        raise MoneyWithoutCurrency(fields={"currency": MoneyWithoutCurrency.message})


def _check_entry(
    stands_as: str, starts_on: dt.date, ends_on: dt.date, today: dt.date, facts: Mapping[str, Any]
) -> None:
    if stands_as not in ENTERED_AS:
        raise EntryRefused(fields={"stands_as": EntryRefused.message})
    begun = {S.ONGOING: starts_on <= today, S.COMPLETED: ends_on <= today, S.CLOSED: ends_on <= today}
    if not begun.get(ActivityState(stands_as), True):
        raise NotBegunYet(fields={"stands_as": NotBegunYet.message})
    if stands_as not in WITHOUT_BASIS and not has_basis(facts):
        raise BasisMissing(fields={"agreement": BasisMissing.message})


def _day_of(stands_as: str, starts_on: dt.date, ends_on: dt.date, today: dt.date) -> dt.date:
    if stands_as == S.ONGOING:
        return starts_on
    return min(ends_on, today) if stands_as in HELD else today


def locked(activity: Activity, *, by: Subject, version: int | None = None) -> Activity:
    """The row as it stands now, held until the verb ends; raises RecordChanged when it is no longer `version`."""
    rows = Activity.objects.visible_to(by).select_related("kind", "country", "agreement", "plan_item__plan")
    held = rows.select_for_update(of=("self",)).filter(pk=activity.pk).first()
    if held is None or (version is not None and held.version != version):
        raise RecordChanged
    return held


@verb("activities.amend")
def amend(
    activity: Activity,
    *,
    by: Subject,
    at: dt.datetime,
    version: int | None = None,
    participants: Iterable[Country] | None = None,
    **changes: Any,
) -> Activity:
    """Change what is recorded; state has verbs of its own."""
    require(by, "activities.amend")
    kinds = {changes["kind"].code if "kind" in changes else "", activity.kind.code}
    if EXERCISE in kinds:
        raise EnteredAsExercise(fields={"kind": EnteredAsExercise.message})
    held = locked(activity, by=by, version=version)
    return change(held, by=by, at=at, participants=participants, **changes)


def change(
    held: Activity,
    *,
    by: Subject,
    at: dt.datetime,
    participants: Iterable[Country] | None = None,
    **changes: Any,
) -> Activity:
    """Write changes to a row that is held; also the first half of amending an exercise."""
    if held.state in FIXED:
        raise NotAmendable
    _refuse_unknown(changes)
    after = {name: changes.get(name, getattr(held, name)) for name in CHANGEABLE}
    _check_facts(**after)
    if {"agreement", "plan_item", "ad_hoc_reason"} & set(changes):
        check_basis(after, after["starts_on"], label_id=held.label_id, today=timezone.localdate(at), by=by)
        if held.state not in WITHOUT_BASIS and not has_basis(after):
            raise BasisMissing(fields={"agreement": BasisMissing.message})
    _check_approval(held, after)
    further = participants
    if further is None and "country" in changes:
        further = [row.country for row in held.participants.select_related("country")]
    update(held, **changes)
    if further is not None:
        _replace_participants(held, list(further), by=by)
    return held


def _replace_participants(held: Activity, wanted: list[Country], *, by: Subject) -> None:
    """Only what differs is written, so that the trail tells what changed."""
    _check_participants(held, wanted)
    present = ActivityParticipant.objects.visible_to(by).filter(activity=held)
    present.exclude(country__in=wanted).delete()
    known = set(present.values_list("country_id", flat=True))
    write_participants(held, [country for country in wanted if country.pk not in known])


def _check_approval(held: Activity, after: Mapping[str, Any]) -> None:
    """What was approved stays within the thresholds of C3, however many small steps lead away from it."""
    if held.state not in APPROVED or held.approved_start is None:
        return
    again = needs_new_approval(
        moved_by=after["starts_on"] - held.approved_start,
        country_changed=after["country"] != held.country,
        cost_before=held.approved_cost or NOTHING,
        cost_after=after["planned_cost"] or NOTHING,
    )
    if again or after["currency"] != held.currency:
        raise NeedsNewApproval


def write_participants(activity: Activity, countries: Iterable[Country]) -> None:
    """Rows for the countries besides the main partner and the home State."""
    further = list(countries)
    if not further:
        return
    _check_participants(activity, further)
    ActivityParticipant.objects.bulk_create(
        ActivityParticipant(activity=activity, country=country, label_id=activity.label_id)
        for country in further
    )


def _check_participants(activity: Activity, countries: list[Country]) -> None:
    named = [country.pk for country in countries]
    at_home = any(country.iso2 == settings.HOME_COUNTRY for country in countries)
    if at_home or activity.country_id in named or len(set(named)) < len(named):
        raise ParticipantTwice(fields={"participants": ParticipantTwice.message})

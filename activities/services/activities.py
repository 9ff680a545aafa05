"""Recording activities and changing what is recorded about them (domain.md C2, C4)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from access.context import Subject
from access.models import Label
from activities.lifecycle import (
    ENTERED_AS,
    HELD,
    TERMINAL,
    WITHOUT_BASIS,
    ActivityState,
)
from activities.models import Activity
from activities.services.approved import as_approved, keep_approval, refuse_unmet, still_approved
from activities.services.basis import check_basis, check_below, has_basis
from activities.services.details import check_details, taken_details, write_details
from activities.services.drafters import drafted
from activities.services.former import keep_days
from activities.services.papers import check_papers
from activities.services.participants import replace_participants, write_participants
from activities.services.particulars import check_money_free, check_parts, money_of, taken, write_parts
from activities.services.refusals import (
    BasisMissing,
    ClauseOfNothing,
    EndsBeforeItStarts,
    EnteredAsExercise,
    EntryRefused,
    KindIsDerived,
    MoneyWithoutCurrency,
    NotAmendable,
    NotAmended,
    NotBegunYet,
    StepInFuture,
)
from directory.models import ActivityKind, Country, Unit
from foundation.acts import verb
from foundation.errors import RecordChanged
from foundation.permissions import require
from foundation.writes import insert, update

S = ActivityState
EXERCISE = "exercise"
DERIVED_KINDS = frozenset({"attache_appointment", "agreement_signing"})
CHANGEABLE = frozenset({
    "title", "kind", "country", "agreement", "plan_item", "authorisation", "ad_hoc_reason", "level",
    "direction", "aspect", "place", "starts_on", "ends_on", "planned_cost", "currency", "person_days",
    "actual_cost", "actual_person_days", "outcome", "coordination_level", "power_type", "dimensions",
    "format", "lead_institution", "with_troops", "with_secrets", "border_topic", "beyond_defence",
    "status_agreement", "status_clause", "owner_unit",
})  # fmt: skip
# What began lately is no old record: entered where it stands, it still stands on what I17 and I18 ask for.
RECENT_DAYS = 30
TAKING_PLACE = HELD | {S.ONGOING}
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
    """The activity with its further countries and parts; also the first half of entering an exercise.

    Parts among the facts: `supporting` institutions, `objectives` served, rows of `contingents` and `costs`.
    """
    today, further = timezone.localdate(at), list(participants)
    parts, details = taken(facts), taken_details(facts)
    _refuse_unknown(facts)
    facts |= money_of(parts, facts)
    _check_facts(kind=kind, starts_on=starts_on, ends_on=ends_on, **facts)
    check_basis({**facts, "country": country}, starts_on, label_id=label.pk, today=today, by=by)
    check_below(facts, label_id=label.pk)
    _check_rows(kind, [country, *further], facts, parts, details, stands_as, today=today, by=by)
    _check_entry(stands_as, starts_on, ends_on, today, facts)
    facts.setdefault("owner_unit", Unit.objects.filter(office__pk=by.office_id or 0).first())
    day = _day_of(stands_as, starts_on, ends_on, today, said=on)
    activity = Activity(
        **facts, kind=kind, country=country, starts_on=starts_on, ends_on=ends_on, label=label, is_demo=is_demo,
        state=stands_as, state_on=day,
    )  # fmt: skip
    insert(activity)
    write_participants(activity, further)
    write_parts(activity, parts, by=by)
    write_details(activity, details, by=by)
    drafted(activity, by, is_new=True)
    return _on_what_it_needs(activity, by=by, today=today)


def _on_what_it_needs(activity: Activity, *, by: Subject, today: dt.date) -> Activity:
    """I17, I18, for what began lately and is entered where it stands."""
    if activity.state in TAKING_PLACE and (today - activity.starts_on).days <= RECENT_DAYS:
        refuse_unmet(activity, by=by, today=today)
    return activity


def _check_rows(
    kind: ActivityKind, countries: list[Country], facts: Mapping[str, Any], parts: dict[str, list[Any]],
    details: Mapping[str, Any], state: str, *, today: dt.date, by: Subject,
) -> None:  # fmt: skip
    """Rows of a new activity: papers, institutions, people, costs, and what belongs to its kind."""
    check_papers(None, parts, countries, by=by)
    check_parts(parts, facts, [one.pk for one in countries], state)
    check_details(details, kind, today)


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
    status_clause: str = "",
    status_agreement: Any = None,
    **_other: Any,
) -> None:
    """I21, and kinds that come from elsewhere."""
    if status_clause and status_agreement is None:
        raise ClauseOfNothing(fields={"status_agreement": ClauseOfNothing.message})
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


def _day_of(
    stands_as: str, starts_on: dt.date, ends_on: dt.date, today: dt.date, *, said: dt.date | None
) -> dt.date:
    """Since when it stands there: as said, else by its days; never since a day to come."""
    if said is not None and said > today:
        raise StepInFuture(fields={"on": StepInFuture.message})
    if said is not None:
        return said
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
    moved_on: dt.date | None = None,
    **changes: Any,
) -> Activity:
    """Write changes to a row that is held; first half of amending an exercise too. `moved_on`: today, or earlier."""
    if held.state in FIXED:
        raise NotAmendable
    parts, details = taken(changes), taken_details(changes)
    _refuse_unknown(changes)
    changes |= _money(held, parts, changes, by=by)
    after = {name: changes.get(name, getattr(held, name)) for name in CHANGEABLE}
    _check_facts(**after)
    if {"agreement", "plan_item", "ad_hoc_reason", "country"} & set(changes):
        check_basis(after, after["starts_on"], label_id=held.label_id, today=timezone.localdate(at), by=by)
        if held.state not in WITHOUT_BASIS and not has_basis(after):
            raise BasisMissing(fields={"agreement": BasisMissing.message})
    changes |= still_approved(held, after)
    before = as_approved(held, by=by, today=timezone.localdate(at))
    further = _further(held) if participants is None else list(participants)
    moved = participants is not None or "country" in changes
    check_below(changes, label_id=held.label_id)
    check_papers(held, parts, [after["country"], *further], moved=moved, by=by)
    check_parts(parts, after, [one.pk for one in (after["country"], *further)], held.state)
    check_details(details, after["kind"], timezone.localdate(at))
    keep_days(held, after, moved_on or timezone.localdate(at))
    update(held, **changes)
    if moved:
        replace_participants(held, further, by=by)
    write_parts(held, parts, by=by)
    write_details(held, details, by=by)
    drafted(held, by)
    return keep_approval(before, held, by=by, today=timezone.localdate(at))


def _money(
    held: Activity, parts: dict[str, Any], changes: Mapping[str, Any], *, by: Subject
) -> dict[str, Any]:
    """The sums of its cost lines where they are given; else its money is its own to change."""
    if "costs" in parts:
        return dict(money_of(parts, changes, held))
    check_money_free(held, changes, by=by)
    return {}


def _further(held: Activity) -> list[Country]:
    return [row.country for row in held.participants.select_related("country")]

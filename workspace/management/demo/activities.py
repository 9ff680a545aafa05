"""Exercises and other activities of the demo, entered by the Center's desk and agreed to on their routes."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from access.context import Subject, enter_subject
from access.services.labels import intern
from activities.models import Activity
from activities.selectors.submissions import cases_about
from activities.services import activities, exercises, steps, submissions, urgent
from agreements.models import Agreement
from agreements.selectors.agreements import agreements
from agreements.selectors.in_force import in_force
from approvals.services.decisions import decide
from directory.models import ActivityKind, Country
from workspace.management.demo.particulars import particulars
from workspace.management.demo.people import subject
from workspace.management.demo.programme import AHEAD, HELD, OTHERS, Ahead, Held, Other

RECORDED_BEFORE = 120
WHY = {"postponed": "The partner asked for another date.", "cancel": "No means this year."}
AD_HOC = "DEMO: agreed by the ministers"
EVACUATION = "DEMO Evacuation of our people"


class Load:
    """The running load: its day and instant, what was entered, and where each activity still has to go."""

    def __init__(self, on: dt.date, at: dt.datetime) -> None:
        self.on, self.at = on, at
        self.countries = {country.iso2: country for country in Country.objects.all()}
        self.kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
        self.on_the_way: list[tuple[Activity, tuple[str, ...]]] = []

    def day(self, offset: int) -> dt.date:
        return self.on + dt.timedelta(days=offset)

    def moment(self, day: dt.date) -> dt.datetime:
        """The hour of the load on another day."""
        return self.at - (self.on - day)

    def basis(self, code: str, first: dt.date, *, by: Subject) -> dict[str, Any]:
        """An agreement with the country that is in force and open enough, else a reason."""
        rows = in_force(agreements(to=by), to=by, on=min(first, self.on)).filter(
            parties__country__iso2=code, label=intern("official_use")
        )
        found: Agreement | None = rows.order_by("pk").first()
        return {"agreement": found} if found else {"ad_hoc_reason": AD_HOC}


def load(*, on: dt.date, at: dt.datetime) -> None:
    """What was held, three exercises ahead (E1, E2), and activities of other kinds in most states."""
    run = Load(on, at)
    with enter_subject(subject("cmd_desk", on=on), "demo") as desk:
        for held in HELD:
            _held(run, held, by=desk)
        for ahead in AHEAD:
            _ahead(run, ahead, by=desk)
        for other in OTHERS:
            _other(run, other, by=desk)
        _take(run, {"in_approval", "postponed", "cancel"}, by=desk)
    for activity, way in run.on_the_way:
        if "approved" in way:
            _approve(run, activity, run.day(way.index("approved") - 30))
    with enter_subject(subject("cmd_desk", on=on), "demo") as desk:
        _take(run, {"preparing"}, by=desk)
    _done_first(run)


def _done_first(run: Load) -> None:
    """What could not wait (domain.md C9): done today; the Ministry of Defence has ratified it, the MFA has not yet."""
    with enter_subject(subject("cmd_desk", on=run.on), "demo") as desk:
        activity = activities.record(
            by=desk, at=run.at, label=intern("official_use"), title=EVACUATION, kind=run.kinds["contact"],
            country=run.countries["SS"], starts_on=run.on, ends_on=run.day(2), place="Juba", direction="out",
            ad_hoc_reason="DEMO: evacuation of our people", is_demo=True,
        )  # fmt: skip
    with enter_subject(subject("cmd_head", on=run.on), "demo") as head:
        urgent.act_first(
            activity, by=head, on=run.on, at=run.at, reason="DEMO: fighting reached the airport."
        )
    with enter_subject(subject("mod_leadership", on=run.on), "demo") as leadership:
        case = cases_about(activity, to=leadership).get()
        decide(case, by=leadership, verdict="approve", content_hash=case.content_hash, at=run.at, on=run.on)


def _held(run: Load, held: Held, *, by: Subject) -> None:
    facts = dict(held.facts)
    said = facts.pop("conferences", {})
    conferences = {
        kind: {part: dt.date.fromisoformat(day) for part, day in days.items()} for kind, days in said.items()
    }
    agreement = Agreement.in_context.filter(title_en=held.agreement).first() if held.agreement else None
    exercises.record(
        by=by, at=run.at, label=intern("official_use"), title=held.title, country=run.countries[held.country],
        participants=[run.countries[code] for code in held.participants], stands_as="closed", level="regional",
        starts_on=dt.date.fromisoformat(held.starts_on), ends_on=dt.date.fromisoformat(held.ends_on), place=held.place,
        agreement=agreement, ad_hoc_reason=held.why, conferences=conferences, is_demo=True, **facts,
    )  # fmt: skip


def _ahead(run: Load, ahead: Ahead, *, by: Subject) -> None:
    first = run.day(ahead.first)
    conferences = {
        kind: {part: run.day(offset) for part, offset in days.items()}
        for kind, days in ahead.conferences.items()
    }
    found = exercises.record(
        by=by, at=run.at, label=intern(ahead.level, ahead.caveats), title=ahead.title, is_demo=True,
        country=run.countries[ahead.country], starts_on=first, ends_on=run.day(ahead.last),
        on=run.day(-RECORDED_BEFORE), conferences=conferences, **run.basis(ahead.country, first, by=by),
        **_money(ahead.facts),
    )  # fmt: skip
    run.on_the_way.append((found.activity, ahead.reaches))


def _other(run: Load, other: Other, *, by: Subject) -> None:
    first = run.day(other.first)
    still_open = other.stands_as in {"idea", "planned"}
    activity = activities.record(
        by=by, at=run.at, label=intern(other.level, other.caveats), title=other.title, kind=run.kinds[other.kind],
        country=run.countries[other.country], starts_on=first, ends_on=run.day(other.last), is_demo=True,
        stands_as=other.stands_as, on=run.day(-RECORDED_BEFORE) if still_open else None,
        **run.basis(other.country, first, by=by), **_money(other.facts), **particulars(other.title),
    )  # fmt: skip
    run.on_the_way.append((activity, other.reaches))


def _money(facts: dict[str, Any]) -> dict[str, Any]:
    cost = {"planned_cost": Decimal(facts["planned_cost"])} if "planned_cost" in facts else {}
    return {**facts, **cost}


def _take(run: Load, those: Iterable[str], *, by: Subject) -> None:
    """The steps of the stories that `by` takes, a month ago at the earliest."""
    for activity, way in run.on_the_way:
        for place, step in enumerate(way):
            if step not in those:
                continue
            day = run.day(place - 30)
            facts: dict[str, Any] = {"by": by, "on": day, "at": run.moment(day), "reason": WHY.get(step, "")}
            if step == "cancel":
                steps.cancel(activity, **facts)
            elif step == "in_approval":
                submissions.submit(activity, **facts)
            else:
                steps.advance(activity, step, **facts)


def _approve(run: Load, activity: Activity, day: dt.date) -> None:
    """Everybody its route asks agrees on that day."""
    with enter_subject(subject("cmd_desk", on=run.on), "demo") as desk:
        case = cases_about(activity, to=desk).get()
        asked = list(case.steps.order_by("order", "pk").values_list("role", "verdict"))
    for role, verdict in asked:
        with enter_subject(subject(role, on=run.on), "demo") as by:
            held = cases_about(activity, to=by).get()
            decide(held, by=by, verdict=verdict, content_hash=held.content_hash, at=run.moment(day), on=day)

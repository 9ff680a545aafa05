"""Annual plans of the demo: one carried out, its copy for next year, one on its way to the MFA; all items invented."""

import datetime as dt
from decimal import Decimal
from typing import Any

from access.context import enter_subject
from access.services.labels import intern
from activities.services import activities, planned, steps
from agreements.models import Agreement, BilateralPlan
from agreements.selectors.agreements import agreements
from agreements.selectors.plans import items_of
from agreements.services import plan_approval, plan_items, plan_steps, plans
from directory.models import ActivityKind, Country
from workspace.management.demo.people import subject

FRAME = "Agreement on cooperation in defence with Georgia"

# kind, English, Azerbaijani, quarter, host, level, ours, theirs, cost in AZN
GEORGIA = (
    ("unit_exchange", "Exchange of mountain units", "Dağ bölmələrinin mübadiləsi", 1, "partner", "unit", 12, 12, 9_000),
    ("contact", "Talks of the cooperation departments", "Əməkdaşlıq idarələrinin danışıqları", 2, "home",
     "department", 6, 5, 3_500),
    ("unit_exchange", "Competition of army doctors", "Hərbi həkimlərin yarışı", 3, "partner", "expert", 8, 8, 6_200),
    ("contact", "Meeting of military lawyers", "Hərbi hüquqşünasların görüşü", 4, "home", "expert", 4, 4, 1_800),
    ("contact", "Visit of the chief of personnel", "Kadrlar rəisinin səfəri", 4, "partner", "service", 3, 6, 2_700),
)  # fmt: skip
TURKIYE = (
    ("contact", "Annual staff talks", "İllik qərargah danışıqları", 2, "home", "department", 10, 10, 5_000),
    ("unit_exchange", "Exchange of engineer units", "Mühəndis bölmələrinin mübadiləsi", 3, "partner", "unit", 20, 20,
     24_000),
    ("contact", "Meeting of military historians", "Hərbi tarixçilərin görüşü", 4, "home", "expert", 3, 3, 0),
)  # fmt: skip


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Georgia this year with what became of it and next year's copy; Türkiye next year, with the approvers."""
    with enter_subject(subject("cmd_desk", on=on), "demo") as desk:
        now: dict[str, Any] = {"by": desk, "on": on, "at": at}
        frame = agreements(to=desk).filter(title_en=FRAME).first()
        running = _plan(desk, at, "GE", on.year, GEORGIA, frame if frame and frame.state == "in_force" else None,
                        stands_as="executing", signed_on=dt.date(on.year - 1, 11, 28), signed_in="Tbilisi",
                        on=dt.date(on.year, 1, 1))  # fmt: skip
        items = items_of(running, to=desk)
        first, last = on - dt.timedelta(days=40), on - dt.timedelta(days=38)
        activities.record(
            by=desk, at=at, label=running.label, kind=items[0].kind, country=running.country, plan_item=items[0],
            title=items[0].title, starts_on=first, ends_on=last, stands_as="completed", planned_cost=items[0].cost,
            actual_cost=Decimal(9_400), currency="AZN", is_demo=True,
        )  # fmt: skip
        made = planned.from_plan(items[1], by=desk, at=at, starts_on=first, ends_on=last)
        steps.cancel(made, **now, reason="The partner asked for another year.")
        plan_items.drop_item(running, **now, no=5, reason="Both sides agreed to hold it next year.")
        plans.copy(running, by=desk, at=at)
        ahead = _plan(desk, at, "TR", on.year + 1, TURKIYE, None)
        for step in (plan_steps.draft, plan_steps.talk, plan_approval.cost):
            ahead = step(ahead, **now)
        plan_approval.submit(ahead, **now)


def _plan(
    desk: Any, at: dt.datetime, code: str, year: int, rows: Any, agreement: Agreement | None, **facts: Any
) -> BilateralPlan:
    kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
    items = [
        {
            "kind": kinds[kind], "title_en": en, "title_az": az, "quarter": quarter, "host": host, "level": level,
            "people_home": ours, "people_partner": theirs, "cost": Decimal(cost), "currency": "AZN",
            "funding": "defence_budget", "contact_home": "Center for Military Diplomacy, desk",
        }
        for kind, en, az, quarter, host, level, ours, theirs, cost in rows
    ]  # fmt: skip
    country = Country.objects.get(iso2=code)
    return plans.record(
        by=desk, at=at, label=intern("official_use"), country=country, year=year, agreement=agreement, items=items,
        is_demo=True, **facts,
    )  # fmt: skip

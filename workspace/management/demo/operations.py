"""Operations of the demo with the public figures, each dated and sourced; and D1: an authorisation that ends in sixty days.

Estimates and everything called DEMO are invented; what a public source says stands beside them under its name.
"""

import datetime as dt
from typing import Any, NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

from access.context import Subject, enter_subject
from access.services.labels import intern
from activities.models import Authorisation, Deployment, Operation
from activities.services import authorisations, deployments, operations
from directory.models import Country, Organisation
from workspace.management.demo.people import subject

BASE = "official_use"
PAPER = "Paper on the military diplomacy of Azerbaijan, 2023"
PAPER_ON = dt.date(2023, 12, 31)  # the paper names its year alone
PRESS = "State news agency on the decision of the Milli Majlis"
GUESS = "DEMO estimate: no yearly figure is public"
DECIDED_ON = dt.date(2018, 11, 30)
OBSERVERS = "Military observers"


class Past(NamedTuple):
    """An operation as the source names it: years and no days."""

    short_name: str
    title: str
    organisation: str
    country: str
    first: int
    last: int
    mandate: str
    estimate: int
    in_doubt: bool = False


PAST = (
    Past("KFOR", "Kosovo Force", "NATO", "", 1999, 2008, "UN Security Council resolution 1244 (1999)", 34),
    # The operation itself ended with 2014; the source says 2015.
    Past("ISAF", "International Security Assistance Force", "NATO", "AF", 2002, 2015,
         "UN Security Council resolution 1386 (2001)", 90, in_doubt=True),
    Past("MNF-I", "Multi-National Force – Iraq", "UN", "IQ", 2003, 2008,
         "UN Security Council resolution 1511 (2003)", 150),
    Past("RSM", "Resolute Support Mission", "NATO", "AF", 2015, 2021,
         "UN Security Council resolution 2189 (2014)", 100),
)  # fmt: skip


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Four operations that are over, the mission in South Sudan, and what is stated of all of them."""
    with enter_subject(subject("operations_desk", on=on), "demo") as desk:
        for past in PAST:
            _past(desk, past, on, at)
        mission = _mission(desk, on, at)
        _rotations(desk, mission, on, at)
        _stated(
            desk,
            at,
            "sent_in_all",
            "over",
            3_000,
            since_year=1999,
            wording="more than 3,000 servicemen since 1999",
        )
        _stated(desk, at, "staff_sent", "over", 40, since_year=2002, wording="over 40 sent, 6 at present")
        _stated(desk, at, "staff_present", "exactly", 6, wording="over 40 sent, 6 at present")


def _operation(by: Subject, **facts: Any) -> Operation:
    return operations.record(
        by=by, label=intern(BASE), is_demo=True, organisation=Organisation.objects.get(code=facts.pop("organisation")),
        country=Country.objects.filter(iso2=facts.pop("country")).first(), years_only=True, source=PAPER, **facts,
    )  # fmt: skip


def _past(by: Subject, past: Past, on: dt.date, at: dt.datetime) -> None:
    held = _operation(
        by, short_name=past.short_name, title=past.title, organisation=past.organisation, country=past.country,
        mandate=past.mandate, our_part=DateRange(dt.date(past.first, 1, 1), dt.date(past.last + 1, 1, 1)),
        needs_verification=past.in_doubt,
    )  # fmt: skip
    for year in range(past.first, past.last + 1):
        operations.contribute(
            by=by, at=at, label=intern(BASE), is_demo=True, operation=held, year=year, role="Peacekeepers",
            headcount=past.estimate, is_estimate=True, source=GUESS, said_on=on,
        )  # fmt: skip


def _mission(by: Subject, on: dt.date, at: dt.datetime) -> Operation:
    held = _operation(
        by, short_name="UNMISS", title="United Nations Mission in South Sudan", organisation="UN", country="SS",
        mandate="UN Security Council resolution 1996 (2011)", our_part=DateRange(dt.date(2019, 1, 1), None),
    )  # fmt: skip
    operations.contribute(
        by=by, at=at, label=intern(BASE), is_demo=True, operation=held, year=2019, role=OBSERVERS, headcount=2,
        source=PAPER, said_on=PAPER_ON,
    )  # fmt: skip
    _stated(
        by, at, "present", "exactly", 2, operation=held, since_year=2019, wording="two military observers"
    )
    _stated(
        by, at, "authorised", "at_most", 4, operation=held, source=PRESS, said_on=DECIDED_ON,
        wording="four servicemen authorised",
    )  # fmt: skip
    return held


def _stated(by: Subject, at: dt.datetime, measure: str, bound: str, number: int, **facts: Any) -> None:
    known = {"source": PAPER, "said_on": PAPER_ON, **facts}
    operations.state(
        by=by, at=at, label=intern(BASE), is_demo=True, measure=measure, bound=bound, number=number, **known
    )


def _rotations(by: Subject, mission: Operation, on: dt.date, at: dt.datetime) -> None:
    """Two rotations under the act of 2018; the present one stands under an act that ends in sixty days (D1)."""
    act = _act(
        by, at, "Milli Majlis", "Decision of 30 November 2018", DECIDED_ON, DateRange(DECIDED_ON, None)
    )
    first = _rotation(by, at, mission, act, 1, dt.date(2019, 1, 15), dt.date(2020, 4, 15))
    second = _rotation(by, at, mission, act, 2, dt.date(2020, 4, 10), dt.date(2021, 6, 30), predecessor=first)
    _home(by, at, first, dt.date(2020, 4, 15))
    begun, ends = on - dt.timedelta(days=305), on + dt.timedelta(days=60)
    _home(by, at, second, dt.date(2021, 6, 30))
    renewed = _act(
        by, at, "DEMO Milli Majlis", "DEMO-ACT 12", begun, DateRange(begun, ends + dt.timedelta(days=1))
    )
    _rotation(by, at, mission, renewed, 3, begun + dt.timedelta(days=5), ends)


def _act(by: Subject, at: dt.datetime, body: str, act: str, day: dt.date, valid: DateRange) -> Authorisation:
    return authorisations.record(
        by=by, at=at, label=intern(BASE), is_demo=True, body=body, act=act, act_on=day, valid=valid, ceiling=4,
        subject="Military observers in the United Nations Mission in South Sudan",
    )  # fmt: skip


def _rotation(
    by: Subject, at: dt.datetime, mission: Operation, act: Authorisation, number: int, first: dt.date,
    last: dt.date, predecessor: Deployment | None = None,
) -> Deployment:  # fmt: skip
    """Two observers who have arrived on the first day."""
    held = deployments.record(
        by=by, at=at, label=intern(BASE), is_demo=True, operation=mission, authorisation=act, rotation_no=number,
        role=OBSERVERS, headcount=2, period=DateRange(first, last + dt.timedelta(days=1)), on=act.act_on,
        predecessor=predecessor, remark="DEMO: days within the month are invented.",
    )  # fmt: skip
    held = deployments.prepare(held, by=by, on=act.act_on, at=at)
    return deployments.deploy(held, by=by, on=first, at=at)


def _home(by: Subject, at: dt.datetime, held: Deployment, day: dt.date) -> None:
    """Handed over where somebody relieves it, and back."""
    if Deployment.objects.visible_to(by).filter(predecessor=held).exists():
        held = deployments.rotate(held, by=by, on=day, at=at)
    deployments.bring_home(held, by=by, on=day, at=at)

"""Operations, authorisations, figures and rotations as the cast enters them."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from access.context import Subject
from access.services.labels import intern
from activities.models import Authorisation, Contribution, Deployment, Operation, StatedFigure
from activities.services import authorisations, deployments, operations
from directory.models import Organisation
from foundation.clock import now, today
from tests.activities.programme import days


def an_operation(by: Subject, *, caveats: tuple[str, ...] = (), **facts: Any) -> Operation:
    """The mission in South Sudan."""
    known = {
        "short_name": "UNMISS", "title": "United Nations Mission in South Sudan",
        "organisation": Organisation.objects.get(code="UN"), "our_part": DateRange(dt.date(2019, 1, 1), None),
        "years_only": True, **facts,
    }  # fmt: skip
    return operations.record(by=by, label=intern("official_use", caveats), **known)


def an_act(by: Subject, *, caveats: tuple[str, ...] = (), **facts: Any) -> Authorisation:
    """Four people for a year and more."""
    known = {
        "body": "Milli Majlis", "act": "Resolution DEMO-1", "act_on": days(-400), "subject": "Observers of the UN",
        "ceiling": 4, "valid": DateRange(days(-400), days(400)), **facts,
    }  # fmt: skip
    return authorisations.record(by=by, at=now(), label=intern("official_use", caveats), **known)


def a_rotation(
    by: Subject, operation: Operation, act: Authorisation, *, first: int = 10, last: int = 200,
    caveats: tuple[str, ...] = (), **facts: Any,
) -> Deployment:  # fmt: skip
    """Two observers, entered as decided on the day of the act."""
    known = {
        "role": "Military observers", "headcount": 2, "rotation_no": 1, "on": act.act_on,
        "period": DateRange(days(first), days(last + 1)), **facts,
    }  # fmt: skip
    return deployments.record(
        by=by,
        at=now(),
        label=intern("official_use", caveats),
        operation=operation,
        authorisation=act,
        **known,
    )


def gone(deployment: Deployment, by: Subject, on: dt.date) -> Deployment:
    """Prepared and deployed on a day."""
    held = deployments.prepare(deployment, by=by, on=on, at=now())
    return deployments.deploy(held, by=by, on=on, at=now())


def counted(by: Subject, operation: Operation, year: int, headcount: int, **facts: Any) -> Contribution:
    known = {"role": "Military observers", "source": "Report DEMO", "said_on": today(), **facts}
    return operations.contribute(
        by=by,
        at=now(),
        label=intern("official_use"),
        operation=operation,
        year=year,
        headcount=headcount,
        **known,
    )


def said(by: Subject, number: int, **facts: Any) -> StatedFigure:
    """Over that many, sent in all."""
    known = {
        "measure": "sent_in_all", "bound": "over", "source": "Paper DEMO", "said_on": today(), **facts,
    }  # fmt: skip
    return operations.state(by=by, at=now(), label=intern("official_use"), number=number, **known)

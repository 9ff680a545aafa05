"""How we stand towards States and what tiers are to get: dated, kept by the Center (verb directory.keep)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from audit.models import Event
from directory.models import Country, EffortShare, Stance
from directory.selectors.stances import effort_shares_on, stances_on
from directory.services.keeping import keep
from foundation.clock import today
from tests.cast import acting
from tests.directory.forms import rows, save, told

DAY = dt.timedelta(days=1)


def country(code: str) -> Country:
    return Country.objects.get(iso2=code)


def held(code: str, kind: str, first: dt.date, end: dt.date | None = None) -> Stance:
    with acting("cmd_desk") as clerk:
        row = Stance(country=country(code), kind=kind, period=DateRange(first, end), reason="Decided so")
        return keep(row, by=clerk)


def test_what_every_installation_starts_with(db: None):
    assert stances_on(today()) == {"without_relations": {"AM"}, "sensitive": set()}
    assert effort_shares_on(today()) == {1: 50, 2: 30, 3: 15, 4: 5}


def test_it_holds_on_its_days(db: None):
    held("IR", "sensitive", today() - 10 * DAY, today())
    assert stances_on(today() - DAY)["sensitive"] == {"IR"}
    assert stances_on(today())["sensitive"] == set()


def test_the_center_enters_it_with_the_country_and_it_stands_in_the_trail(
    db: None, signed_in: Callable[[str], Client], api: Callable[..., Client]
):
    iran = country("IR")
    said = {"kind": "sensitive", "period_0": "2026-01-01", "period_1": "", "reason": "Note 7 of the MFA"}
    clerk = signed_in("cmd_desk")
    assert save(clerk, "country", iran.pk, **rows("stances", said)).status_code == 302
    assert stances_on(dt.date(2026, 1, 1))["sensitive"] == {"IR"}
    (shown,) = api("cmd_desk").get("/api/v1/countries/IR/").json()["stances"]
    assert shown == {
        "id": Stance.objects.get(country=iran).pk, "kind": "sensitive", "starts_on": "2026-01-01", "ends_before": None,
        "reason": "Note 7 of the MFA",
    }  # fmt: skip
    with acting("auditor"):
        assert Event.objects.filter(table="directory_stance").exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": ""}, "required"),
        ({"period_0": ""}, "required"),
        ({"kind": "friendly"}, "not one of the available choices"),
        ({"period_1": "2025-01-01"}, "before the first"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    db: None, signed_in: Callable[[str], Client], wrong: dict[str, str], words: str
):
    said = {"kind": "sensitive", "period_0": "2026-01-01", "period_1": "", "reason": "Note 7", **wrong}
    answer = save(signed_in("cmd_desk"), "country", country("IR").pk, **rows("stances", said))
    assert answer.status_code == 400
    assert words in told(answer)


def test_one_of_a_kind_at_a_time(db: None, signed_in: Callable[[str], Client]):
    armenia = country("AM")
    again = {"kind": "without_relations", "period_0": "2020-01-01", "period_1": "", "reason": "Again"}
    answer = save(signed_in("cmd_desk"), "country", armenia.pk, **rows("stances", again, begun=1))
    assert "already in these days" in told(answer)


def test_the_database_refuses_what_cannot_be(db: None):
    ever = DateRange(dt.date(2020, 1, 1), None)
    wrong: list[Any] = [
        Stance(country=country("IR"), kind="sensitive", period=ever, reason=""),
        Stance(country=country("AM"), kind="without_relations", period=ever, reason="again"),
        Stance(country=country("IR"), kind="sensitive", period=DateRange(today(), today()), reason="r"),
        EffortShare(tier=5, percent=1, period=ever, reason="r"),
        EffortShare(tier=1, percent=1, period=ever, reason="r"),
        EffortShare(
            tier=1, percent=101, period=DateRange(dt.date(1950, 1, 1), dt.date(1951, 1, 1)), reason="r"
        ),
    ]
    for row in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_shares_are_changed_from_a_day_and_never_more_than_all(db: None, signed_in: Callable[[str], Client]):
    clerk = signed_in("cmd_desk")
    first = EffortShare.objects.get(tier=1)
    assert save(clerk, "effortshare", first.pk, period_1="2026-12-31").status_code == 302
    new = {"tier": "1", "percent": "60", "period_0": "2027-01-01", "period_1": "", "reason": "Order 5"}
    answer = save(clerk, "effortshare", **new)
    assert "110 percent" in told(answer) + answer.content.decode()
    assert save(clerk, "effortshare", **{**new, "percent": "40"}).status_code == 302
    assert effort_shares_on(dt.date(2026, 12, 31))[1] == 50
    assert effort_shares_on(dt.date(2027, 1, 1))[1] == 40
    again = save(clerk, "effortshare", **{**new, "percent": "1"})
    assert again.status_code == 400
    assert signed_in("attache").post("/admin/directory/effortshare/add/", new).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE directory_effortshare SET percent = 90 WHERE tier = 2")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

"""The calendar feed: a secret address of one person in one office, read under his walls at every fetch."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.models import CalendarFeed, Clearance
from access.services import feeds, grants
from accounts.models import Appointment, User
from accounts.services import accounts, appointments
from activities.services import steps
from audit.models import Event
from foundation.clock import now, today
from foundation.errors import InvalidInput
from tests.activities.programme import days, exercise, planned
from tests.agreements.instruments import V1_CLAUSE, in_force
from tests.cast import acting, subject_of

pytestmark = pytest.mark.django_db
PAGE = "/calendar-feed/"


@pytest.fixture(autouse=True)
def forgotten() -> None:
    cache.clear()


def made(name: str = "cmd_desk", level: int = 1) -> str:
    with acting(name) as person:
        return f"/calendar/{feeds.make(by=person, level=level, at=now())}.ics"


def read(address: str, status: int = 200, **headers: str) -> str:
    answer = Client(headers=headers).get(address)
    assert answer.status_code == status
    return answer.content.decode().replace("\r\n ", "")


def scene() -> dict[str, Any]:
    with acting("cmd_desk") as desk:
        reason = {"ad_hoc_reason": "Agreed"}
        return {
            "open": planned(desk, level="unclassified", title="Open day; of bands", **reason),
            "marked": planned(desk, title="Talks about mountains", **reason),
            "caveat": planned(desk, title="For few", caveats=("mod_only",), **reason),
            "higher": planned(desk, title="Higher", level="limited_official_use", **reason),
            "exercise": exercise(desk, title="Exercise Steppe"),
            "agreement": in_force(desk, days(-700), clause=V1_CLAUSE),
        }


def test_what_it_shows() -> None:
    told, text = scene(), read(made())
    assert "SUMMARY:Open day\\; of bands" in text
    assert f"UID:{told['marked'].reference}@parley" in text
    assert "mountains" not in text
    assert "Steppe" not in text
    for hidden in ("caveat", "higher"):
        assert told[hidden].reference not in text
    assert f"UID:{told['exercise'].activity.reference}-" in text
    assert f"UID:{told['agreement'].reference}-" in text
    assert f"DTSTART;VALUE=DATE:{told['open'].starts_on:%Y%m%d}" in text
    assert f"DTEND;VALUE=DATE:{told['open'].ends_on + dt.timedelta(days=1):%Y%m%d}" in text


def entry(text: str, reference: str) -> str:
    """The whole entry of a record, without the stretches that frame it."""
    (found,) = [one for one in text.split("BEGIN:VEVENT") if f"UID:{reference}@parley" in one]
    return found.partition("END:VEVENT")[0]


def test_of_what_is_marked_days_and_reference_are_all() -> None:
    marked, text = scene()["marked"], read(made())
    first, after = marked.starts_on, marked.ends_on + dt.timedelta(days=1)
    assert [line.partition("//")[0] for line in entry(text, marked.reference).split()] == [
        f"UID:{marked.reference}@parley", f"DTSTAMP:{first:%Y%m%d}T000000Z", f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}", "SUMMARY:Activity", marked.reference, "TRANSP:TRANSPARENT", "URL:http:",
    ]  # fmt: skip
    assert f"/{marked.reference}/" in entry(text, marked.reference)


def test_neither_a_conference_nor_a_day_of_an_agreement_says_what_it_is_where_it_is_marked() -> None:
    told, text = scene(), read(made())
    for reference in (told["exercise"].activity.reference, told["agreement"].reference):
        mine = [one for one in text.split("BEGIN:VEVENT") if f"UID:{reference}" in one]
        assert len(mine) > 1
        for one in mine:
            assert not re.search(
                "conference|receipt|action|ipc|mpc|fpc|STATUS|DESCRIPTION", one, re.IGNORECASE
            )
            assert re.search(rf"SUMMARY:(Activity )?{reference}\r\n", one)


def test_an_open_activity_tells_its_state_too() -> None:
    told, text = scene(), read(made())
    found = entry(text, told["open"].reference)
    assert f"DESCRIPTION:Planned · {told['open'].reference}" in found
    assert "STATUS:TENTATIVE" in found


def test_an_open_feed_holds_nothing_that_is_marked() -> None:
    told, text = scene(), read(made(level=0))
    assert told["open"].reference in text
    assert told["marked"].reference not in text
    assert told["agreement"].reference not in text


def test_changes_are_seen_under_the_same_uid() -> None:
    told, address = scene(), made()
    with acting("cmd_desk") as desk:
        steps.cancel(told["open"], by=desk, on=today(), at=now(), reason="No aircraft.")
        steps.advance(told["marked"], "postponed", by=desk, on=today(), at=now(), reason="Later.")
    text = read(address)
    assert "STATUS:CANCELLED" in entry(text, told["open"].reference)
    assert "STATUS" not in entry(text, told["marked"].reference)


def test_what_is_marked_and_called_off_stands_there_no_longer() -> None:
    told, address = scene(), made()
    with acting("cmd_desk") as desk:
        steps.cancel(told["marked"], by=desk, on=today(), at=now(), reason="No aircraft.")
        steps.cancel(told["exercise"].activity, by=desk, on=today(), at=now(), reason="No troops.")
    text = read(address)
    assert told["marked"].reference not in text
    assert told["exercise"].activity.reference not in text


def test_what_may_be_read_is_decided_at_each_fetch() -> None:
    told, address = scene(), made()
    assert told["marked"].reference in read(address)
    with acting("mod_security") as officer:
        held = Clearance.objects.get(user__username="cmd_desk", valid__contains=today())
        grants.withdraw_clearance(held, by=officer, on=today(), reason="Test")
    assert told["marked"].reference not in read(address)


def test_not_modified_is_said() -> None:
    scene()
    address = made()
    first = Client().get(address)
    again = Client(headers={"If-None-Match": first["ETag"]}).get(address)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert first["Content-Type"].startswith("text/calendar")
    with acting("cmd_desk") as desk:
        planned(desk, level="unclassified", ad_hoc_reason="Agreed")
    assert Client(headers={"If-None-Match": first["ETag"]}).get(address).status_code == 200


def test_a_wrong_address_is_absent_and_so_is_one_renewed_or_revoked() -> None:
    assert Client().get("/calendar/nothing.ics").status_code == 404
    first = made()
    with acting("cmd_desk") as person:
        second = f"/calendar/{feeds.renew(by=person, level=0, at=now())}.ics"
    read(first, 404)
    read(second)
    with acting("cmd_desk") as person:
        feeds.revoke(by=person, at=now())
        with pytest.raises(feeds.NoFeed):
            feeds.revoke(by=person, at=now())
    read(second, 404)


def test_it_ends_with_the_appointment_for_good() -> None:
    address = made()
    with acting("mod_security") as officer:
        held = Appointment.objects.get(user__username="cmd_desk")
        appointments.end(held, by=officer, on=today(), reason="left")
    read(address, 404)


def test_it_ends_with_the_account_for_good() -> None:
    address = made()
    person = User.objects.get(username="cmd_desk")
    with acting("sysadmin") as admin:
        accounts.disable(person, by=admin, reason="left")
    read(address, 404)
    User.objects.filter(pk=person.pk).update(is_active=True)
    read(address, 404)


def test_only_a_digest_is_kept_and_each_making_stands_in_the_trail() -> None:
    address = made()
    (feed,) = CalendarFeed.objects.all()
    assert address.split("/")[2].removesuffix(".ics") not in str(vars(feed))
    with acting("auditor"):
        assert Event.objects.filter(verb="calendar_feeds.make", reference="cmd_desk").count() == 1


def test_no_level_above_ones_own() -> None:
    with acting("cmd_desk") as person:
        for level in (-1, 3, 9):
            with pytest.raises(InvalidInput):
                feeds.make(by=person, level=level, at=now())
        feeds.make(by=person, level=1, at=now())
        with pytest.raises(feeds.FeedMade):
            feeds.make(by=person, level=0, at=now())


def test_postgresql_too_keeps_a_feed_as_it_was_made() -> None:
    made()
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.update(level=2)


def test_who_asks_without_end_waits() -> None:
    address = made()
    client = Client()
    statuses = [client.get(address).status_code for _time in range(61)]
    assert (statuses[59], statuses[60]) == (200, 429)


def test_the_page_makes_renews_and_revokes(signed_in: Any) -> None:
    client = signed_in("cmd_desk")
    assert b"Make the address" in client.get(PAGE).content
    answer = client.post(PAGE, {"level": "1", "act": "make"})
    (address,) = re.findall(r"/calendar/[\w-]+\.ics", answer.content.decode())
    assert answer["Cache-Control"] == "no-store"
    read(address)
    assert address not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"level": "7", "act": "renew"}).status_code == 400
    renewed = client.post(PAGE, {"level": "0", "act": "renew"}).content.decode()
    read(address, 404)
    (address,) = re.findall(r"/calendar/[\w-]+\.ics", renewed)
    assert client.post(PAGE, {"act": "revoke"}).status_code == 302
    read(address, 404)


def test_a_browser_of_somebody_else_is_no_calendar(signed_in: Any) -> None:
    address = made()
    assert signed_in("mfa_desk").get(address).status_code == 404
    assert signed_in("cmd_desk").get(address).status_code == 200


def test_queries_do_not_grow() -> None:
    scene()
    address = made()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(address)
        return len(queries)

    few = count()
    scene()
    assert count() == few
    assert subject_of("cmd_desk").scope == "write"

"""Default deny at every address of the site, and no list or page that needs more queries than is written down.

`PARLEY_RECORD_QUERIES=1 pytest tests/whole_job/test_every_address.py` writes tests/query_budget.json anew; the
difference is reviewed like any other change.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Appointment
from accounts.services import appointments
from foundation.clock import today
from reports.registry import catalogue
from tests.cast import acting
from tests.whole_job.addresses import addresses, admin_pages, resources

pytestmark = pytest.mark.django_db
BUDGET = Path(__file__).resolve().parent.parent / "query_budget.json"

# Whoever is not signed in gets an answer here, and why.
OPEN = {
    "/account/login/": "signing in",
    "/account/inactive/": "says that an account was closed",
    "/i18n/setlang/": "language of the sign-in page; sends back to where one was",
}
DENIED = {401, 403, 404, 405}


def _turned_away(answer: HttpResponse) -> bool:
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith(
        ("/account/login/", "/admin/login/")
    )
    return to_sign_in or answer.status_code in DENIED


@pytest.mark.parametrize("method", ["get", "post", "patch", "delete"])
def test_nobody_gets_anywhere_without_signing_in(method: str) -> None:
    client = Client()
    answers = {a.path: getattr(client, method)(a.path) for a in addresses() if a.path not in OPEN}
    # Leaving when one is not here leads to the first page, which asks to sign in.
    del answers["/account/logout/"], answers["/admin/logout/"]
    let_in = {path: answer.status_code for path, answer in answers.items() if not _turned_away(answer)}
    assert let_in == {}


def test_the_open_addresses_are_still_there_and_show_no_record() -> None:
    known = {a.path for a in addresses()}
    assert set(OPEN) <= known
    client = Client()
    assert [path for path in OPEN if client.get(path).status_code >= 500] == []
    assert client.get("/admin/logout/")["Location"] == "/admin/"
    assert client.get("/account/logout/")["Location"] == "/"


def test_a_person_without_an_office_gets_no_protected_row(signed_in: Callable[..., Client]) -> None:
    client = signed_in("cmd_desk")
    with acting("mod_security") as officer:
        held = Appointment.objects.get(user__username="cmd_desk")
        appointments.end(held, by=officer, on=today(), reason="left the Center")
    for name, viewset in resources().items():
        answer = client.get(f"/api/v1/{name}/")
        if answer.status_code == 200 and hasattr(viewset, "subject") and viewset.columns:
            assert answer.json()["results"] == [], name


# --- how many queries a page needs --------------------------------------------------------------------------------


def _places(token: Client, browser: Client) -> Iterator[tuple[str, Client, str]]:
    """What is measured: its name in the budget, who asks, the path."""
    for name, viewset in sorted(resources().items()):
        home = f"/api/v1/{name}/"
        yield home, token, home
        rows = token.get(home).json() if viewset.columns else {"results": []}
        if rows["results"]:
            yield f"{home}<reference>/", token, f"{home}{rows['results'][0][viewset.columns[0].name]}/"
    for slug in sorted(catalogue()):
        # What a report does not answer without is asked about Türkiye.
        needed = "&".join(f"{p.name}=TR" for p in catalogue()[slug].parameters if p.required)
        yield f"/api/v1/reports/{slug}/", token, f"/api/v1/reports/{slug}/?{needed}"
        yield f"/reports/{slug}/", browser, f"/reports/{slug}/?{needed}"
    yield "/countries/<code>/", browser, "/countries/TR/"
    yield from ((page, browser, page) for page in _plain_pages())
    yield from _pages_of_records(token, browser)
    yield from _data_entry(browser)


def _plain_pages() -> list[str]:
    apart = ("/admin/", "/account/", "/api/", "/health/", "/i18n/", "/act-in/")
    return sorted({a.path for a in addresses() if a.is_plain and not a.path.startswith(apart)})


def _pages_of_records(token: Client, browser: Client) -> Iterator[tuple[str, Client, str]]:
    """Pages of a record lie under the plural, some under that of the resource."""
    for page, resource in (("cases", "cases"), ("papers", "mission-papers"), ("agreements", "agreements")):
        rows = token.get(f"/api/v1/{resource}/").json()["results"]
        path = f"/{page}/{rows[0]['reference']}/" if rows else ""
        if path and browser.get(path).status_code == 200:
            yield f"/{page}/<reference>/", browser, path


def _data_entry(browser: Client) -> Iterator[tuple[str, Client, str]]:
    for page in sorted(admin_pages()):
        yield page, browser, page
        yield f"{page}add/", browser, f"{page}add/"
        shown = browser.get(page)
        first = shown.context["cl"].result_list[:1] if shown.status_code == 200 else []
        for record in first:
            for part in ("change", "history"):
                yield f"{page}<key>/{part}/", browser, f"{page}{record.pk}/{part}/"


def _measured(token: Client, browser: Client) -> dict[str, int]:
    found = {}
    for name, client, path in _places(token, browser):
        # What the first request remembers (sessions, content types) is not counted.
        if client.get(path).status_code == 200:
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            found[name] = len(captured)
    return found


@pytest.mark.usefixtures("demo")
def test_no_page_needs_more_queries_than_written_down(
    api: Callable[..., Client], signed_in: Callable[..., Client]
) -> None:
    measured = _measured(api("cmd_desk"), signed_in("cmd_desk"))
    if os.environ.get("PARLEY_RECORD_QUERIES"):
        BUDGET.write_text(json.dumps(measured, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    budget = json.loads(BUDGET.read_text(encoding="utf-8"))
    more = {
        name: (count, budget.get(name)) for name, count in measured.items() if count > budget.get(name, -1)
    }
    assert more == {}, "address: (queries, written down)"
    assert set(budget) - set(measured) == set(), "no longer there; record anew"

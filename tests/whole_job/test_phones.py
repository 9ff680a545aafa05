"""Lists fit a phone: nothing is to be pushed aside to read a row (pages.md)."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.agreements.instruments import in_force
from tests.attaches.scenes import day
from tests.cast import acting
from tests.correspondence.scenes import dispatched
from tests.documents.tables import brought, some_officers, workbook
from tests.missions.scene import drafted, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LISTS = (
    "/imports/", "/imports/new/officers/", "/correspondence/", "/agreements/", "/papers/", "/cases/", "/countries/",
    "/countries/GE/", "/calendar-feed/",
)  # fmt: skip
PUSHED = """() => [document.documentElement, ...document.querySelectorAll(".table-wrap")]
    .filter(found => found.scrollWidth > found.clientWidth).map(found => found.className || found.tagName)"""


@pytest.fixture(autouse=True)
def store_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }


def test_no_list_is_wider_than_a_phone(browser: Browser, live_server: Any, signed_in: Any) -> None:
    submitted(drafted())
    dispatched(subject="A subject of a length that people write when they mean to be understood later on")
    name = "a-table-with-the-long-name-that-people-give-to-what-they-save-in-november.xlsx"
    held = brought(workbook([*some_officers(1), ["", "admiral", "staff"]]), name=name)
    with acting("cmd_desk") as clerk:
        in_force(clerk, day(-900))
    context = browser.new_context(viewport={"width": 390, "height": 844})
    session = signed_in("cmd_desk").cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page, found = context.new_page(), {}
    for path in (*LISTS, f"/imports/{held.reference}/"):
        answer = page.goto(f"{live_server.url}{path}")
        assert answer is not None
        assert answer.status == 200, path
        for closed in page.query_selector_all("details:not([open]) > summary"):
            if closed.is_visible() and closed.evaluate("found => !!found.closest('main')"):
                closed.click()
        if pushed := page.evaluate(PUSHED):
            found[path] = pushed
    context.close()
    assert found == {}

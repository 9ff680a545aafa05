"""What axe-core finds serious stands on no page: in either language, light and dark (pages.md, WCAG 2.2 AA)."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.agreements.instruments import in_force
from tests.attaches.scenes import a_posting
from tests.cast import acting
from tests.documents.tables import brought, some_officers, workbook
from tests.missions.scene import approved, drafted, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js").read_text()
SERIOUS = """async () => (await axe.run()).violations
    .filter(found => ["serious", "critical"].includes(found.impact))
    .map(found => found.id + ": " + found.nodes.map(node => node.html.slice(0, 120)).join(" | "))"""
OF_WHOM = {
    "cmd_desk": [
        "/calendar/?office=all", "/calendar/?office=all&view=week", "/calendar/?office=all&view=year",
        "/calendar/?office=all&view=late", "/reports/deadlines/",
        "/", "/inbox/", "/search/?q=tr", "/agreements/", "/cases/", "/admin/", "/admin/attaches/posting/",
        "/admin/attaches/officer/add/", "/admin/agreements/agreement/add/", "/admin/activities/exercise/add/",
        "/admin/approvals/route/1/change/", "/account/password/change/", "/account/sessions/",
        "/imports/", "/imports/new/officers/",
    ],
    "attache": ["/papers/", "/papers/new/"],
    "leadership_reader": [
        "/reports/", "/reports/posture/", "/reports/coordination-health/", "/reports/treaty-deadlines/", "/rotation/",
        "/reports/rotation-forecast/", "/reports/languages-training/", "/reports/inbound-attaches/",
    ],
    "mfa_protocol": [
        "/correspondence/", "/admin/attaches/foreignattache/", "/admin/attaches/hostpractice/add/",
        "/admin/correspondence/correspondence/add/", "/admin/directory/calendarday/",
    ],
    "mod_security": ["/admin/access/compartmentgrant/add/", "/admin/audit/event/"],
}  # fmt: skip


@pytest.fixture
def records() -> dict[str, list[str]]:
    """Pages of records, with something on them."""
    paper, draft, posting = approved(), drafted(), a_posting("in_post", first=-400, end=100)
    case = submitted(draft)
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, dt.date(2020, 8, 31))
    return {
        "head_of_mission": [f"/papers/{paper.reference}/", f"/cases/{case.reference}/"],
        "cmd_desk": [
            f"/agreements/{agreement.reference}/",
            f"/imports/{brought(workbook([['', 'admiral', 'staff']])).reference}/",
            f"/imports/{brought(workbook(some_officers(1)), checked=False).reference}/",
            f"/admin/attaches/posting/{posting.pk}/change/",
            f"/admin/attaches/posting/{posting.pk}/history/",
        ],
    }


@pytest.fixture(params=[("en", "light"), ("az", "dark")], ids=["English, light", "Azerbaijani, dark"])
def page_of(request: Any, browser: Browser, live_server: Any, signed_in: Any) -> Iterator[Any]:
    """Pages of the signed-in; the policy against foreign scripts would refuse the inspector too."""
    language, scheme = request.param
    contexts = []

    def opened(name: str) -> Page:
        context = browser.new_context(
            bypass_csp=True, color_scheme=scheme, viewport={"width": 1366, "height": 900}
        )
        contexts.append(context)
        session = signed_in(name).cookies[settings.SESSION_COOKIE_NAME].value
        kept = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
        context.add_cookies(
            [{"name": key, "value": value, "url": live_server.url} for key, value in kept.items()]
        )
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_nothing_serious_on_any_page(page_of: Any, live_server: Any, records: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys([*OF_WHOM, *records]):
        page = page_of(name)
        for path in [*OF_WHOM.get(name, []), *records.get(name, [])]:
            answer = page.goto(f"{live_server.url}{path}")
            assert answer.status == 200, (name, path)
            page.evaluate(AXE)
            if serious := page.evaluate(SERIOUS):
                found[f"{name} {path}"] = serious
    assert found == {}

"""One key to agree, one to return, in a real browser; a letter in a field is a letter; a finger finds all."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.cast import acting
from tests.missions.scene import drafted, submitted
from tests.whole_job.conftest import browser_type_launch_args  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SMALL = """() => [...document.querySelectorAll('.answers :is(a, button, summary, select), .confirm button')]
    .map(part => [part.textContent.trim(), part.getBoundingClientRect().height])
    .filter(([name, height]) => height > 0 && height < 44)"""


@pytest.fixture
def opened(browser: Browser, live_server: Any, signed_in: Any) -> Iterator[Callable[..., Page]]:
    """The page of a case that waits for the ambassador, on a tablet."""
    contexts = []

    def open_page(*, scripts: bool = True) -> Page:
        case = submitted(drafted())
        context = browser.new_context(viewport={"width": 1024, "height": 768}, java_script_enabled=scripts)
        contexts.append(context)
        cookie = signed_in("head_of_mission").cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/cases/{case.reference}/")
        page.case = case
        return page

    yield open_page
    for context in contexts:
        context.close()


def verdicts(page: Any) -> list[str]:
    with acting("cmd_head"):
        return list(page.case.decisions.values_list("verdict", flat=True))


def test_one_key_asks_for_confirmation_and_enter_signs(opened: Callable[..., Page]) -> None:
    page = opened()
    assert page.locator("[data-keys-line]").is_visible()
    page.keyboard.press("a")
    assert page.locator("#confirm").is_visible()
    assert page.evaluate("document.activeElement.textContent.trim()") == "Sign"
    page.keyboard.press("Escape")
    assert not page.locator("#confirm").is_visible()
    assert verdicts(page) == []
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=You have signed it.")
    assert verdicts(page) == ["sign"]


def test_one_key_opens_the_return_and_leads_to_its_reason(opened: Callable[..., Page]) -> None:
    page = opened()
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.name") == "reason_code"
    page.locator("#refuse select").select_option("wording")
    page.locator("#refuse textarea").fill("Say which forces.")
    page.get_by_role("button", name="Return", exact=True).click()
    page.wait_for_selector("text=You have returned it.")
    assert verdicts(page) == ["return"]


def test_a_letter_typed_into_a_field_is_a_letter(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("#agree textarea").focus()
    page.keyboard.type("a remark")
    page.keyboard.press("Control+a")
    assert page.locator("#agree textarea").input_value() == "a remark"
    assert not page.locator("#confirm").is_visible()
    assert not page.locator("#refuse select").is_visible()


def test_keys_that_are_switched_off_do_nothing(opened: Callable[..., Page]) -> None:
    page = opened()
    page.evaluate("localStorage.setItem('keys', 'off')")
    page.reload()
    page.keyboard.press("a")
    assert not page.locator("#confirm").is_visible()
    assert not page.locator("[data-keys-line]").is_visible()


def test_a_finger_finds_every_part_of_the_answer(opened: Callable[..., Page]) -> None:
    page = opened()
    page.keyboard.press("r")
    assert page.evaluate(SMALL) == []
    page.keyboard.press("Tab")
    page.locator("h1").click()
    page.keyboard.press("a")
    assert page.evaluate(SMALL) == []


def test_it_works_without_scripts(opened: Callable[..., Page]) -> None:
    page = opened(scripts=False)
    assert not page.locator("[data-keys-line]").is_visible()
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_selector("text=You have signed it.")
    assert verdicts(page) == ["sign"]

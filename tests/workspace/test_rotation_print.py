"""The rotation board on paper: every post of the filters, on the printed page as in the PDF."""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from foundation.clock import now
from reports.registry import catalogue
from reports.selectors.answers import Asked, ask
from reports.selectors.rotation_forecast import DRAWN
from reports.services.exports import export
from tests.attaches.scenes import a_post, day
from tests.cast import acting
from tests.publishing.paper import Paper
from tests.whole_job.conftest import browser_type_launch_args  # noqa: F401

MANY = DRAWN + 3
A4_LANDSCAPE = {"width": 1122, "height": 793}
# What is wider than the sheet, and pictures that would be cut in two.
BEYOND = """() => [...document.querySelectorAll("main *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(one).display !== "none")
    .map(one => one.tagName + "." + one.className).slice(0, 5)"""
TOO_HIGH = """() => [...document.querySelectorAll(".lines .picture > svg")]
    .filter(one => one.getBoundingClientRect().height > innerHeight).length"""


def posts(number: int = MANY, mission: str = "emb-tr") -> None:
    for place in range(number):
        a_post(f"t-{mission}-{place:03}", mission=mission)


def asked(**parameters: str) -> Asked:
    with acting("leadership_reader") as reader:
        return ask(catalogue()["rotation-forecast"], parameters, to=reader, today=day(0))


def shown(client: Any, query: str = "") -> str:
    return client.get(f"/rotation/{query}").content.decode()


def test_every_post_of_the_filters_stands_on_one_page(signed_in: Any, db: None):
    posts()
    a_post("t-de", mission="emb-de")
    reader = signed_in("leadership_reader")
    first = shown(reader, "?country=TR")
    assert first.count('<th scope="row">') == 24
    assert 'href="?country=TR&amp;all=on"' in first
    every = shown(reader, "?country=TR&all=on")
    assert every.count('<th scope="row">') == MANY
    assert f"Posts 1 to {MANY} of {MANY}" in every
    assert 'href="?country=TR"' in every
    assert "Next page" not in every
    assert ">t-de<" not in every


def test_what_fits_on_one_page_needs_no_other(signed_in: Any, db: None):
    posts(3)
    reader = signed_in("leadership_reader")
    assert "Every post on one page" not in shown(reader)
    assert shown(reader, "?all=on").count('<th scope="row">') == 3
    assert "show=vacant" in shown(reader, "?all=on")
    assert "show=vacant&amp;all" not in shown(reader, "?all=on")


def test_the_picture_of_the_report_says_how_many_it_leaves_out(db: None):
    posts()
    picture = asked().picture()
    assert (
        f"Drawn are the first {DRAWN} of {MANY} posts; the table and the PDF have every one."
        in picture.description
    )
    assert "Drawn are" not in asked(show="leaving_3").picture().description


def test_the_pdf_draws_every_post(db: None):
    posts()
    found = asked()
    pictures = found.pictures()
    assert [picture.title for picture in pictures] == [
        f"Rotation of the posts, 1 to {DRAWN} of {MANY}", f"Rotation of the posts, {DRAWN + 1} to {MANY} of {MANY}",
    ]  # fmt: skip
    drawn = "".join(picture.svg for picture in pictures)
    assert all(f"t-emb-tr-{place:03} ·" in drawn for place in range(MANY))
    with acting("leadership_reader"):
        paper = Paper(export(found, "pdf", prepared_for="", at=now()).content)
    assert all(f"t-emb-tr-{place:03}" in paper.squeezed for place in range(MANY))


def test_few_posts_are_one_picture(db: None):
    posts(2)
    assert [picture.title for picture in asked().pictures()] == ["Rotation of the posts"]
    assert len(asked(country="TR").pictures()) == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_printed_board_fits_its_sheets(browser: Browser, live_server: Any, signed_in: Any):
    posts()
    context = browser.new_context(viewport=A4_LANDSCAPE)
    session = signed_in("leadership_reader").cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{live_server.url}/rotation/?all=on")
    assert page.locator("table.rotation tbody tr").count() == MANY
    assert not page.locator(".filters").is_visible()
    assert page.locator(".lines .picture").count() == -(-MANY // 8)
    assert page.evaluate(BEYOND) == []
    assert page.evaluate(TOO_HIGH) == 0
    heads = "() => getComputedStyle(document.querySelector('.rotation thead')).display"
    assert page.evaluate(heads) == "table-header-group"
    context.close()

"""People at their browsers: sign in, click, fill, choose; whatever a page complains of is kept."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect

from workspace.management.demo.people import password

WAIT = 20_000  # milliseconds; the machine may be busy


@dataclass
class Hand:
    """One person at one page."""

    page: Page
    home: str

    def open(self, path: str) -> "Hand":
        """Go to an address of the house."""
        self.page.goto(f"{self.home}{path}")
        return self

    def press(self, name: str | re.Pattern[str], *, exact: bool = True) -> "Hand":
        """Press a button or follow a link by its words, and wait for the page that answers."""
        found = self.page.get_by_role("button", name=name, exact=exact)
        with self.page.expect_navigation():
            (found if found.count() else self.page.get_by_role("link", name=name, exact=exact)).first.click()
        return self

    def fill(self, **values: Any) -> "Hand":
        """Fill fields by their names."""
        for name, value in values.items():
            place = self.page.locator(f'[name="{name}"]:visible').first
            if place.evaluate("e => e.tagName") == "SELECT":
                place.select_option(str(value))
            else:
                place.fill(str(value))
        return self

    def choose(self, name: str, term: str) -> "Hand":
        """Choose in a select box that looks up what is typed."""
        box = self.page.locator(f'select[name="{name}"] + .select2')
        box.locator(".select2-selection").click()
        self.page.locator(".select2-search__field").last.fill(term)
        self.page.locator(
            ".select2-results__option[aria-selected], .select2-results__option--highlighted"
        ).filter(has_text=term).first.click()
        expect(box).to_contain_text(term)
        return self

    def save(self) -> "Hand":
        """Save in data entry and stay on the record."""
        with self.page.expect_navigation():
            self.page.locator('[name="_continue"]').first.click()
        expect(self.page.locator(".errornote")).to_have_count(0)
        expect(self.page).to_have_url(re.compile(r"/change/"))
        return self

    def step(self, *labels: str, **asked: Any) -> "Hand":
        """Press lifecycle buttons one after the other; `asked` is typed beside each."""
        for label in labels:
            for name, value in asked.items():
                place = self.page.locator(f"#lifecycle-{name}")
                if place.evaluate("e => e.tagName") == "SELECT":
                    place.select_option(label=value)
                else:
                    place.fill(value)
            with self.page.expect_navigation():
                self.page.locator(".lifecycle-actions").get_by_role("button", name=label, exact=True).click()
            self.sees(label)
        return self

    def sees(self, *words: str) -> "Hand":
        """The page shows these words."""
        for text in words:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def misses(self, *words: str) -> "Hand":
        """The page does not show these words."""
        for text in words:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    @property
    def reference(self) -> str:
        """The reference in the address of the page."""
        found = re.search(r"[A-Z]{3}-\d{4}-[0-9A-Z]{5}", self.page.url)
        assert found, self.page.url
        return found.group()


@dataclass
class People:
    """Everybody with a browser of their own; complaints of consoles and answers of 500 are collected."""

    browser: Browser
    home: str
    hands: dict[str, Hand] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def of(self, name: str) -> Hand:
        """The person, signed in through the sign-in page."""
        if name not in self.hands:
            context = self.browser.new_context(locale="en-GB", viewport={"width": 1366, "height": 900})
            context.set_default_timeout(WAIT)
            page = context.new_page()
            page.on("console", lambda said: self._heard(name, said))
            page.on("pageerror", lambda error: self.complaints.append(f"{name}: {error}"))
            page.on("response", lambda answer: self._answered(name, answer))
            hand = self.hands[name] = Hand(page, self.home)
            hand.open("/")
            expect(page).to_have_url(re.compile("/account/login/"))
            hand.fill(login=name, password=password()).press("Sign in")
            expect(page).to_have_url(re.compile(r"//[^/]+/$"))
        return self.hands[name]

    def _heard(self, name: str, said: ConsoleMessage) -> None:
        if said.type == "error" and "status of 412" not in said.text:  # the refusal that is meant
            self.complaints.append(f"{name} {said.location.get('url')}: {said.text}")

    def _answered(self, name: str, answer: Response) -> None:
        if answer.status >= 500 or (answer.status == 404 and "/static/" in answer.url):
            self.complaints.append(f"{name}: {answer.status} {answer.url}")

"""The whole job of the issue in Debian's Chromium: the same six steps as people click them."""

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Browser, expect

from access.context import enter_subject
from audit.models import Event
from foundation.clock import now, today
from missions.services import papers, submissions
from tests.agreements import terms_oracle
from tests.cast import acting, subject_of
from tests.missions.scene import LEADERSHIP, REVIEW, approved, content, days, mission, reference
from tests.whole_job.hands import Hand, People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = dict.fromkeys(REVIEW, "Concur") | dict.fromkeys(LEADERSHIP, "Approve")


@pytest.fixture
def people(browser: Browser, live_server: Any, tmp_path: Path) -> Iterator[People]:
    """Everybody; at the end no page may have complained."""
    found = People(browser, live_server.url)
    yield found
    kept = os.environ.get("PARLEY_SCREENSHOTS")
    for name, hand in found.hands.items():
        hand.page.screenshot(path=Path(kept or tmp_path) / f"{name}.png", full_page=True)
        hand.page.context.close()


def _represent(clerk: Hand) -> None:
    """1. Officer, post and posting with its accreditation; the rotation counts down."""
    clerk.open("/admin/attaches/officer/add/")
    clerk.fill(full_name="Maket Sınaqlı", rank="colonel", service_branch="land_forces").save()
    clerk.open("/admin/attaches/post/add/").fill(code="da-tr-2", kind="attache_office", title="air_attache")
    clerk.choose("mission", "Türkiye").save().step("Authorised", "Established")
    clerk.open("/admin/attaches/posting/add/").choose("post", "da-tr-2").choose("officer", "Maket Sınaqlı")
    clerk.fill(planned_from=days(-60), planned_to=days(300), order_no="17/2026")
    clerk.fill(**{"accreditations-0-role": "principal"}).choose("accreditations-0-country", "Türkiye").save()
    clerk.step("Selected", "Prepared", "Ordered by the Ministry of Defence")


def _accredit(people: People, address: str) -> None:
    people.of("mfa_desk").open(address).step("Coordinated with the Ministry of Foreign Affairs")
    clerk = people.of("cmd_desk").open(address)
    clerk.step(
        "Note asking for consent sent", "Consent received", "Note asking for accreditation sent", "Accredited"
    )
    clerk.step("Functions assumed").sees("In post", "in 10 months")


def _write_personal_row(people: People) -> None:
    personnel = people.of("mod_personnel").open("/admin/attaches/officer/?q=Maket")
    personnel.press(re.compile("Maket Sınaqlı"), exact=False)
    personnel.fill(**{"particulars-0-service_number": "T-00017", "particulars-0-passport_no": "P1"}).save()
    expect(personnel.page.locator('[name="particulars-0-service_number"]')).to_have_value("T-00017")
    clerk = people.of("cmd_desk").open("/admin/attaches/officer/?q=Maket").press("Maket Sınaqlı", exact=False)
    clerk.misses("T-00017", "passport")


def _draft(attache: Hand) -> str:
    """2. The attaché writes the paper and submits it."""
    attache.open("/papers/new/").fill(title="Türkiye 2027–2028", starts_on=today(), last_on=days(177))
    attache.fill(
        host_context="Joint training.", national_interests="Interoperable units.", risks="Elections."
    )
    attache.fill(coordination_rules="Embassy and attaché meet weekly.")
    attache.fill(**{
        "objectives-0-text": "Train together", "objectives-0-measure": "Exercises a year", "objectives-0-target": "3",
        "objectives-0-due_on": days(150), "priorities-0-political": "5", "priorities-0-geographic": "4",
        "priorities-0-rationale": "Allied State.", "resources-0-amount": "1000", "resources-1-amount": "12",
    })  # fmt: skip
    for row in ("0", "1"):
        attache.page.locator(f'[name="resources-{row}-activity_kind"]').select_option(label="Exercise")
    with attache.page.expect_navigation():
        attache.page.locator('button[name="after"][value="submit"]:visible').first.click()
    return _submit(attache)


def _submit(attache: Hand) -> str:
    attache.sees("This freezes the text").press("Submit for signature").sees("Submitted.")
    return attache.reference


def _decide(hand: Hand, paper: str, word: str) -> None:
    """From the paper to its case, read, and one word."""
    hand.open(f"/papers/{paper}/").press("Read and decide").press(word).sees("It is on the decision sheet.")


def _return_once(people: People, paper: str) -> None:
    """Signed and concurred, then given back; a colleague of the desk has the page open meanwhile."""
    for signer in ("attache", "head_of_mission"):
        _decide(people.of(signer), paper, "Sign")
    for name in REVIEW[:2]:
        _decide(people.of(name), paper, "Concur")
    people.of("mfa_desk_2").open(f"/papers/{paper}/").press("Read and decide")
    desk = people.of("mfa_desk").open(f"/papers/{paper}/").press("Read and decide")
    desk.page.get_by_text("Return or reject instead").click()
    refuse = desk.page.locator(".answer-refuse")
    refuse.locator('[name="reason_code"]').select_option(label="Priority is disputed")
    refuse.locator('[name="comment"]').fill("Rank the north lower.")
    desk.press("Return").sees("You have returned it.")


def _again(people: People, paper: str) -> None:
    """Redrafted as a new version; who had the old page open cannot decide on it."""
    attache = (
        people.of("attache").open(f"/papers/{paper}/").sees("Rank the north lower.").press("Draft again")
    )
    attache.open(f"/papers/{paper}/edit/").fill(**{"priorities-0-geographic": "3"})
    with attache.page.expect_navigation():
        attache.page.locator('button[name="after"][value="submit"]:visible').first.click()
    _submit(attache)
    attache.open(f"/papers/{paper}/").sees("Version 2")
    people.of("mfa_desk_2").press("Concur").sees("has changed since you opened it").misses(
        "It is on the decision sheet"
    )
    for signer in ("attache", "head_of_mission"):
        _decide(people.of(signer), paper, "Sign")
    attache.open(f"/papers/{paper}/").misses("Your word is asked for")
    for name in (*REVIEW, *LEADERSHIP):
        _decide(people.of(name), paper, WORDS[name])


CLAUSE = {
    "eif_rule": "last_notification_received", "initial_value": 3, "initial_unit": "years", "renewal_mode": "tacit",
    "renewal_value": 3, "renewal_unit": "years", "notice_value": 6, "notice_unit": "months",
    "notice_basis": "before_term_end",
}  # fmt: skip


def _conclude(clerk: Hand) -> str:
    """3. An agreement with its clause, from signature to entry into force; the day for a notice appears."""
    clerk.open("/admin/agreements/agreement/add/")
    clerk.fill(title="Müdafiə sənayesi sahəsində Saziş", title_en="Agreement on defence industry")
    clerk.fill(kind="intergovernmental_agreement", level="intergovernmental")
    clerk.fill(stands_as="signed", signed_on="2008-03-01", signed_in="Ankara")
    clerk.choose("parties-0-country", "Türkiye")
    clerk.fill(**{f"clause-0-{name}": value for name, value in CLAUSE.items()}).save()
    clerk.step("Domestic procedures begun", on="2008-03-02")
    for party in ("Azerbaijan", "Türkiye"):
        clerk.step("Notification sent", on="2008-05-10", party=party, received_on="2008-05-17")
    clerk.step("Entered into force")
    return clerk.page.url


def _last_day_for_a_notice() -> Any:
    clause = terms_oracle.Facts(
        dt.date(2008, 5, 17),
        (3, "years"),
        "tacit",
        (3, "years"),
        notice=(6, "months"),
        basis="before_term_end",
    )
    return terms_oracle.tell(clause, today(), 0, 0, frozenset(), frozenset()).receipt


def _exercise(clerk: Hand) -> None:
    clerk.open("/admin/activities/exercise/add/").fill(
        title="Demo Shield", starts_on=days(300), ends_on=days(310)
    )
    clerk.choose("country", "Türkiye").choose("agreement", "Agreement on defence industry")
    clerk.fill(level="bilateral", direction="in", size="small", troops=400, place="Training ground").save()
    clerk.sees("Demo Shield", "Planned")


def _remind(people: People, paper: str, late: str) -> None:
    """4. Planned and delivered by the commands; read in the inbox."""
    call_command("plan_reminders", verbosity=0)
    call_command("dispatch_reminders", "--once", verbosity=0)
    people.of("cmd_desk").open("/inbox/").sees("Choose the successor", "POS-")
    attache = people.of("attache").open("/inbox/").sees("The mission paper ends", paper)
    attache.press(re.compile(f"^Taken note .*{paper}"), exact=False).misses(paper)
    people.of("attache_de").open("/inbox/").sees("A decision in an approval case is due", late)
    told = "".join(letter.subject + letter.body for letter in mail.outbox)
    assert paper in told
    assert not re.search("Türki|Sınaqlı|2027–2028|industry", told)


def _late_case() -> str:
    """Germany's paper was submitted by a colleague weeks ago, and nobody has signed since."""
    with acting("attache_de") as by:
        at, on = now() - dt.timedelta(days=21), days(-21)
        facts = {"mission": mission("de"), "country": mission("de").country, **content("DE")}
        begun = papers.draft(by=by, at=at, on=on, level="official_use", **facts)
        return submissions.submit(begun, by=by, at=at, on=on).reference


def _read_reports(reader: Hand) -> None:
    """5. The three reports: a picture, a table, three files."""
    for title, word in (
        ("Posture", "da-tr-2"),
        ("Coordination health", "CAS-"),
        ("Treaty deadlines", "AGR-"),
    ):
        reader.open("/reports/").press(re.compile(title), exact=False).sees(word)
        expect(reader.page.locator("figure.picture svg")).to_be_visible()
        for kind in ("CSV", "XLSX"):
            with reader.page.expect_download() as download:
                reader.page.get_by_role("link", name=kind, exact=True).click()
            assert Path(download.value.path()).stat().st_size > 100


def _in_azerbaijani(hand: Hand) -> None:
    hand.open("/").press(re.compile("^AZ"), exact=False)
    expect(hand.page.locator("html")).to_have_attribute("lang", "az")
    hand.open("/inbox/")
    expect(hand.page.locator("html")).to_have_attribute("lang", "az")
    hand.press(re.compile("^EN"), exact=False)
    expect(hand.page.locator("html")).to_have_attribute("lang", "en")


def _trail(*references: str) -> None:
    """6. Who, in which office, for every record."""
    with acting("auditor"):
        for known in references:
            events = Event.objects.filter(reference=known)
            assert events.exists(), known
            assert not events.filter(actor_id=None).exists()
            assert not events.filter(office_id=None).exists()
            assert not events.filter(verb="").exists()


def test_the_whole_job_as_people_click_it(people: People) -> None:
    former = reference(approved(starts_on=days(-400), last_on=days(60)))
    clerk = people.of("cmd_desk")
    _represent(clerk)
    _accredit(people, clerk.page.url.removeprefix(people.home))
    _write_personal_row(people)
    paper = _draft(people.of("attache"))
    _return_once(people, paper)
    _again(people, paper)
    people.of("attache").open(f"/papers/{paper}/").sees("Effective")
    people.of("attache").open(f"/papers/{former}/").sees("Superseded")
    address = _conclude(clerk)
    clerk.sees("2028") if _last_day_for_a_notice().year == 2028 else clerk.sees(
        str(_last_day_for_a_notice().year)
    )
    expect(clerk.page.locator('[name*="last_receipt"]')).to_have_count(0)
    _exercise(clerk)
    _remind(people, paper, _late_case())
    _read_reports(people.of("leadership_reader"))
    _in_azerbaijani(people.of("leadership_reader"))
    with enter_subject(subject_of("cmd_desk"), "test"):
        from agreements.models import Agreement

        agreement = Agreement.in_context.get().reference
    clerk.open(address.removeprefix(people.home)).press(re.compile("^History"), exact=False)
    _trail(paper, former, agreement)
    assert people.complaints == []

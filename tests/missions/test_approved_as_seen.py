"""No approved version differs from what every seat saw: any order of doings, by services or in raw SQL (walls.md 2).

Whoever decides has opened the case page some time before; what stood there is kept here and compared with what is
approved in the end. Pages grow stale, offices change hands, markings rise, papers come back and go again.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from access.services.labels import intern
from access.services.relabelling import raise_label
from accounts.models import Appointment
from approvals.lifecycle import REFUSING, CaseState, StepState, Verdict
from approvals.models import Case, Decision, Revocation
from approvals.registry import approvable
from approvals.selectors.cases import case_of
from approvals.services.decisions import decide
from approvals.services.recalls import recall
from directory.models import Country
from foundation.canonical import canonical
from foundation.clock import now, today
from foundation.errors import DomainError
from missions.models import MissionPaper, PaperVersion
from missions.selectors.cases import latest_case
from missions.selectors.contents import content_of, written
from missions.selectors.papers import current
from missions.selectors.papers import papers as papers_of
from missions.services import attachments, papers, submissions
from tests.cast import acting
from tests.documents.files import pdf
from tests.missions.past_services import RAW, RAW_DECISION
from tests.missions.scene import content, days, mission
from tests.missions.seats import WRITERS, Offices

LONG = bool(os.environ.get("PARLEY_LONG"))
RUNS, DOINGS = (1000, 25) if LONG else (20, 20)
AGREED = ("approved", "effective", "under_review", "superseded", "expired")
DONE = {
    "drafting", "editing", "submitting", "redrafting", "withdrawing", "relabelling", "vacating", "reading", "deciding",
    "inserting", "recalling", "attaching", "delegating",
}  # fmt: skip
reached: Counter[str] = Counter()


@dataclass(frozen=True)
class Page:
    """What somebody had before the eyes: the case, its hash, and every word of the content."""

    reference: str
    content_hash: str
    read: bytes


class Papers(Offices):
    """Two papers of one embassy, the offices that decide on them, and whoever passes by."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = transaction.atomic()
        self.frame.__enter__()
        self.papers: list[MissionPaper] = []
        self.pages: dict[tuple[str, str], Page] = {}
        self.saw: dict[int, Page] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.frame.__exit__(None, None, None)

    def attempt(self, doing: Callable[[Any], Any], name: str, office: str | None = None) -> Any:
        """Let somebody try; what is refused changes nothing."""
        try:
            with acting(name, office=office) as by, transaction.atomic():
                done = doing(by)
        except (DomainError, DatabaseError, Appointment.DoesNotExist):
            return None
        reached[doing.__name__] += done not in (None, [])
        return done

    def one(self, place: int, by: Any) -> MissionPaper:
        """One of the papers, as this person sees it."""
        found = papers_of(to=by).filter(pk=self.papers[place % len(self.papers)].pk).first()
        if found is None:
            raise DomainError
        return found

    # --- writing -------------------------------------------------------------------------------------------------
    @initialize(under_way=st.booleans())
    def first(self, under_way: bool) -> None:
        self.draft("attache")
        assert self.papers
        if under_way:
            self.submit(0, "attache")

    @rule(name=st.sampled_from(WRITERS))
    def draft(self, name: str) -> None:
        def drafting(by: Any) -> MissionPaper:
            return papers.draft(
                by=by, mission=mission(), country=Country.objects.get(iso2="TR"), at=now(), on=today(), **content("TR")
            )  # fmt: skip

        if len(self.papers) < 2 and (paper := self.attempt(drafting, name)):
            self.papers.append(paper)

    @rule(
        place=st.integers(0, 1),
        name=st.sampled_from(WRITERS),
        what=st.integers(0, 3),
        word=st.integers(0, 99),
    )
    def edit(self, place: int, name: str, what: int, word: int) -> None:
        target = [{**content("TR")["objectives"][0], "target": str(word)}]
        changes: dict[str, Any] = (
            {"risks": f"Risk {word}."}, {"objectives": target}, {"last_on": days(400 + word)}, {"working_note": "x"},
        )[what]  # fmt: skip

        def editing(by: Any) -> MissionPaper:
            paper = self.one(place, by)
            return papers.edit(paper, by=by, version=paper.version, at=now(), **changes)

        self.attempt(editing, name)

    @rule(place=st.integers(0, 1), name=st.sampled_from(WRITERS), mark=st.integers(0, 9))
    def replace_attachment(self, place: int, name: str, mark: int) -> None:
        def attaching(by: Any) -> MissionPaper:
            paper = self.one(place, by)
            if attached := content_of(current(paper, to=by))["attachments"]:
                attachments.detach(paper, by=by, code=attached[0]["code"], at=now())
            attachments.attach(
                paper, by=by, title="Map", file=("map.pdf", pdf(b"/Mark %d " % mark)), at=now()
            )
            return paper

        self.attempt(attaching, name)

    @rule(place=st.integers(0, 1), name=st.sampled_from(("attache", "head_of_mission")))
    def submit(self, place: int, name: str) -> None:
        def submitting(by: Any) -> Case:
            return submissions.submit(self.one(place, by), by=by, at=now(), on=today())

        self.attempt(submitting, name)

    @rule(place=st.integers(0, 1), name=st.sampled_from(WRITERS))
    def redraft(self, place: int, name: str) -> None:
        def redrafting(by: Any) -> MissionPaper:
            return papers.redraft(self.one(place, by), by=by, at=now(), on=today())

        self.attempt(redrafting, name)

    @rule(place=st.integers(0, 1), name=st.sampled_from(("attache", "head_of_mission", "cmd_desk")))
    def withdraw(self, place: int, name: str) -> None:
        def withdrawing(by: Any) -> MissionPaper:
            return submissions.withdraw(self.one(place, by), by=by, reason="Later", at=now(), on=today())

        if self.attempt(withdrawing, name) and len(self.papers) > 1:
            self.papers.pop(place % 2)

    @rule(place=st.integers(0, 1), label=st.integers(0, 1))
    def relabel(self, place: int, label: int) -> None:
        to = (
            (("official_use", ("negotiations",)), ("limited_official_use", ("negotiations",)))[label],
            "mission:tr",
        )

        def relabelling(by: Any) -> Any:
            return raise_label(
                self.one(place, by), by=by, to=intern(*to[0], [to[1]]), reason="Talks began", together=True
            )

        self.attempt(relabelling, "cmd_desk")

    # --- deciding ------------------------------------------------------------------------------------------------
    def read(self, place: int, office: str, name: str) -> None:
        """Open the case page and read it."""

        def reading(by: Any) -> Page:
            case = latest_case(self.one(place, by).reference, to=by)
            if case is None:
                raise DomainError
            shown = approvable(case.kind).content(case.object_reference, case.version_no, to=by)
            return Page(case.reference, case.content_hash, canonical(shown))

        if page := self.attempt(reading, name, office):
            self.pages[office, name] = page

    def answer(self, office: str, name: str, verdict: Verdict | None = None) -> Decision | None:
        """Decide on the page last opened, however long ago; without a verdict the word that is asked for."""
        page = self.pages.get((office, name))
        if page is None:
            return None

        def deciding(by: Any) -> Decision:
            case = case_of(page.reference, to=by)
            asked = case.steps.filter(seats__office_id=by.office_id).values_list("verdict", flat=True).first()
            word = verdict or asked or Verdict.CONCUR
            why = {"reason_code": "wording", "comment": "Say it again."} if word in REFUSING else {}
            return decide(
                case, by=by, verdict=word, content_hash=page.content_hash, at=now(), on=today(), **why
            )

        decision = self.attempt(deciding, name, office)
        if decision is not None:
            self.saw[decision.pk] = page
        return decision

    @rule(place=st.integers(0, 1), who=st.integers(0, 20))
    def open_page(self, place: int, who: int) -> None:
        self.read(place, *self.seat(who))

    @rule(who=st.integers(0, 20), verdict=st.sampled_from((None, None, None, *Verdict)))
    def decide_on_open_page(self, who: int, verdict: Verdict | None) -> None:
        self.answer(*self.seat(who), verdict)

    @rule(place=st.integers(0, 1), who=st.integers(0, 3))
    def send_back(self, place: int, who: int) -> None:
        """One of those who are asked wants it otherwise."""
        asked = [(office, name) for office in self.asked(place) for name in self.seats.get(office, ())]
        for seat in asked[who % len(asked) :][:1] if asked else ():
            self.read(place, *seat)
            self.answer(*seat, Verdict.RETURN)

    @rule(place=st.integers(0, 1), who=st.integers(0, 20))
    def take_back(self, place: int, who: int) -> None:
        """Somebody thinks better of it: mostly whoever has just agreed."""
        self.in_turn(place, who % 3)

        def recalling(by: Any) -> Revocation:
            case = latest_case(self.one(place, by).reference, to=by)
            if case is None:
                raise DomainError
            return recall(case, by=by, reason="A figure is wrong.", at=now(), on=today())

        last = self.last_to_decide(place) if who % 2 else None
        self.attempt(recalling, *reversed(last or self.seat(who)))

    def last_to_decide(self, place: int) -> tuple[str, str] | None:
        """Who could think better of it: one office with its holder."""
        with acting("cmd_head") as head:
            case = latest_case(str(self.papers[place % len(self.papers)].reference), to=head)
            given = Decision.objects.visible_to(head).filter(case=case, revocation__isnull=True)
            return given.values_list("office__code", "user__username").order_by("-pk").first()

    @rule(place=st.integers(0, 1))
    def once_more(self, place: int) -> None:
        """The attaché brings it back, or sends it for the first time; everybody is asked from the beginning."""
        self.redraft(place, "attache")
        self.edit(place, "attache", 0, place)
        self.submit(place, "attache")
        self.in_turn(place, 6)

    @rule(place=st.integers(0, 1), rounds=st.integers(1, 6))
    def in_turn(self, place: int, rounds: int) -> None:
        """Whoever is asked reads and agrees, one open step after the other."""
        for _ in range(rounds):
            for office in self.asked(place):
                for name in list(self.seats.get(office, ())):
                    self.read(place, office, name)
                    if self.answer(office, name):
                        break

    def asked(self, place: int) -> list[str]:
        """Offices of the open steps."""
        with acting("cmd_head") as head:
            case = latest_case(str(self.papers[place % len(self.papers)].reference), to=head)
            if case is None:
                return []
            open_seats = case.seats.filter(step__state=StepState.OPEN, decision__isnull=True)
            return list(open_seats.values_list("office__code", flat=True))

    # --- past the services ---------------------------------------------------------------------------------------
    @rule(who=st.integers(0, 20), statement=st.sampled_from(RAW))
    def raw(self, who: int, statement: str) -> None:
        def writing(by: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

        office, name = self.seat(who)
        self.attempt(writing, name, office)

    @rule(who=st.integers(0, 20), other=st.booleans())
    def raw_decision(self, who: int, other: bool) -> None:
        office, name = self.seat(who)
        self.read(who % 2, office, name)
        page = self.pages.get((office, name))
        content_hash = hashlib.sha256(b"other").hexdigest() if other or page is None else page.content_hash

        def inserting(by: Any) -> list[Any]:
            with connection.cursor() as cursor:
                cursor.execute(RAW_DECISION, [by.user_id, content_hash, by.office_id])
                return cursor.fetchall()

        for (pk,) in self.attempt(inserting, name, office) or ():
            assert not other, "a decision on content that is not the case's"
            assert page is not None
            self.saw[pk] = page

    # --- what always holds ---------------------------------------------------------------------------------------
    @invariant()
    def approved_as_seen(self) -> None:
        with acting("cmd_head") as head:
            versions = (
                PaperVersion.objects.visible_to(head)
                .filter(state__in=AGREED)
                .select_related("label", "paper")
            )
            for version in versions:
                cases = Case.objects.visible_to(head).filter(object_reference=version.paper.reference)
                case = cases.get(version_no=version.no, state=CaseState.APPROVED)
                stored = bytes(version.content or b"")
                assert hashlib.sha256(stored).hexdigest() == version.content_hash == case.content_hash
                assert _without_label(canonical(written(version))) == _without_label(stored)
                self.everybody_agreed(case, stored)
                reached["approved versions"] += 1

    def everybody_agreed(self, case: Case, stored: bytes) -> None:
        """Whoever decided; whoever reads what was approved has seen the same."""
        given = list(case.decisions.filter(revocation__isnull=True).select_related("step"))
        decisions = [decision for decision in given if not decision.step.aftermath]
        assert all(self.saw[decision.pk].read == stored for decision in decisions)
        assert all(_without_label(self.saw[one.pk].read) == _without_label(stored) for one in given)
        authors = set(case.editors.values_list("user_id", flat=True))
        assert {decision.content_hash for decision in decisions} == {case.content_hash}
        assert not [d for d in decisions if d.user_id in authors and not d.step.co_author]
        assert max(Counter(decision.user_id for decision in decisions).values()) == 1
        assert not [decision for decision in decisions if decision.verdict in REFUSING]
        for step in case.steps.filter(aftermath=False):
            words = [decision.verdict for decision in decisions if decision.step_id == step.pk]
            assert step.state == StepState.DONE
            assert set(words) == {step.verdict}


def _without_label(content: bytes) -> Any:
    """What was agreed to, whatever marking it carries by now: raising it later takes nothing from the text."""
    return {key: value for key, value in json.loads(content).items() if key != "label"}


@pytest.mark.django_db
def test_no_approved_version_differs_from_what_every_seat_saw():
    reached.clear()
    run_state_machine_as_test(
        Papers,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=DOINGS,
            deadline=None,
            database=None,
            derandomize=not LONG,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # Enough was done for the question to mean something.
    assert reached["approved versions"] > RUNS / 10, reached
    assert reached["deciding"] > RUNS / 4, reached
    assert not LONG or set(+reached) >= DONE, reached

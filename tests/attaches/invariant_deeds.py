"""What two people try in the test of the invariants, with every verb there is, legal or not."""

import datetime as dt
import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any

from django.db import DatabaseError, connection, transaction

from attaches.lifecycle import AccreditationState, PostingState, PostState
from attaches.models import Accreditation, ActingTenure, LanguageResult, Post, Posting
from attaches.services import (
    accreditations,
    notes,
    officers,
    postings,
    posts,
    qualifications,
    selection,
    taking_over,
    tenures,
)
from attaches.services import (
    acting as standing_in,
)
from attaches.services.postings import PREPARED_ALREADY
from directory.models import Country
from foundation.clock import now
from foundation.errors import DomainError
from tests.attaches.scenes import a_post, a_posting, an_officer, day
from tests.cast import acting

ACTORS = (*["cmd_desk"] * 6, "mfa_desk", "mfa_desk", "imcd_head", "mfa_protocol")
NOTES = (
    notes.request, notes.record_consent, notes.refuse, notes.send_second_note, notes.accredit, notes.object_to,
    notes.end, notes.withdraw,
)  # fmt: skip
OVER = ["ended", "debriefed", "withdrawn", "consent_refused", "recalled", "declared_png"]
ENOUGH = ("3333", "4444")

# I6 as an oracle: the newest result by the start decides, in plain SQL.
UNPREPARED = """
    SELECT g.id FROM attaches_posting g JOIN attaches_post p ON p.id = g.post_id
    WHERE g.id = %s AND p.required_slp <> '' AND g.taken_over_on IS NULL
    AND NOT EXISTS (SELECT 1 FROM attaches_waiver w WHERE w.posting_id = g.id AND w.requirement = 'language')
    AND NOT coalesce((
        SELECT r.slp = ANY (%s) AND r.valid_until >= lower(g.planned) FROM attaches_languageresult r
        WHERE r.officer_id = g.officer_id AND r.language = p.language AND r.withdrawn_on IS NULL
        AND r.tested_on <= lower(g.planned) ORDER BY r.tested_on DESC, r.id DESC LIMIT 1), false)"""


class World:
    """Three posts, one asking for a language, one still to be established; four officers, three on their way."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.posts = [a_post(), a_post(language="tr", required_slp="3333"), a_post(reaches="planned")]
        self.officers = [an_officer() for _ in range(4)]
        with acting("ndu_language") as by:
            for officer, slp in ((self.officers[0], "3333"), (self.officers[3], "2222")):
                officers.record_language(
                    officer, by=by, language="tr", slp=slp, tested_on=day(-900), valid_until=day(20)
                )
        for officer, first in ((self.officers[1], -30), (self.officers[2], -20)):  # rivals for one post
            a_posting("accredited", post=self.posts[0], officer=officer, first=first, end=first + 60)
        a_posting("selected", post=self.posts[1], officer=self.officers[3], first=-10, end=90)
        self.results = threading.Lock()  # what is judged by results is judged beside no other change of them
        self.done: Counter[str] = Counter()
        self.wrong: list[tuple[str, int]] = []

    def run(self, place: int, deeds: int, start: threading.Barrier) -> None:
        """One person's deeds; what is refused is refused, what breaks otherwise ends the test."""
        chance = random.Random(self.seed * 10 + place)
        start.wait(timeout=20)
        try:
            for _ in range(deeds):
                deed = chance.choice(self.untried() if chance.random() < 0.5 else DEEDS)
                with ExitStack() as until_written, acting(AS.get(deed) or chance.choice(ACTORS)) as by:
                    turn = Turn(self, chance, by, until_written)
                    try:
                        with transaction.atomic():
                            deed(turn)
                            turn.judge(deed)
                        self.done[deed.__name__] += 1
                    except (DomainError, DatabaseError):
                        continue
        finally:
            connection.close()

    def untried(self) -> "Sequence[Deed]":
        """What was not let through so far: what only becomes possible late is tried often then."""
        return [deed for deed in DEEDS if deed.__name__ not in self.done] or DEEDS


class Turn:
    """One deed: whose it is, and what is judged after it."""

    def __init__(self, world: World, chance: random.Random, by: Any, until_written: ExitStack) -> None:
        self.world, self.chance, self.by, self.until_written = world, chance, by, until_written
        self.moved: Posting | None = None

    def a_day(self) -> dt.date:
        return day(self.chance.randint(-60, 0))

    def one(self, rows: Any) -> Any:
        """Any of them; refuses when there is none."""
        found = list(rows)
        if not found:
            raise DomainError
        return self.chance.choice(found)

    def alone(self) -> None:
        """From here on nobody else changes results, or is judged by them; nothing is locked before this."""
        self.until_written.enter_context(self.world.results)

    def posting(self, rows: Any) -> Posting:
        """Any posting; where its post asks for a language, its move is judged."""
        found: Posting = self.one(rows.select_related("post__mission"))
        if found.post.required_slp:
            self.alone()
            self.moved = Posting.in_context.select_related("post__mission").get(pk=found.pk)
            return self.moved
        return found

    def judge(self, deed: "Deed") -> None:
        """I6 the moment it is decided: on becoming prepared, and when the start moves afterwards."""
        if self.moved is None:
            return
        state = Posting.in_context.get(pk=self.moved.pk).state
        prepared = state == PostingState.PREPARED != self.moved.state
        if prepared or (deed is move_plan and state in PREPARED_ALREADY):
            with connection.cursor() as cursor:
                cursor.execute(UNPREPARED, [self.moved.pk, list(ENOUGH)])
                self.world.wrong += [(deed.__name__, row[0]) for row in cursor.fetchall()]


def propose(turn: Turn) -> None:
    chance = turn.chance
    first = chance.randint(-60, 60 if chance.random() < 0.5 else 6000)
    postings.propose(
        by=turn.by, on=day(-200), post=chance.choice(turn.world.posts), officer=chance.choice(turn.world.officers),
        planned_from=day(first), planned_to=day(first + chance.randint(5, 90)), order_no="T-1",
    )  # fmt: skip


def take_over(turn: Turn) -> None:
    """Who is in post already, or was years ago."""
    chance = turn.chance
    assumed = chance.randint(-60, -1) if chance.random() < 0.3 else chance.randint(-2500, -200)
    days = {"assumed_on": day(assumed), "arrived_on": day(assumed - chance.randint(0, 40))}
    if chance.random() < 0.8:
        days["ended_on"] = day(assumed + chance.randint(1, 150))
    taking_over.take_over(
        by=turn.by, at=now(), post=chance.choice(turn.world.posts), officer=chance.choice(turn.world.officers),
        planned_from=day(assumed), planned_to=day(assumed + 150), **days,
    )  # fmt: skip


def further(turn: Turn) -> None:
    """The step that is next, by whatever verb takes it."""
    posting = turn.posting(Posting.in_context.exclude(state__in=OVER))
    state, paper = (
        PostingState(posting.state),
        Accreditation.in_context.get(posting=posting, role="principal"),
    )
    following = {
        "mfa_coordinated": notes.request, "consent_requested": notes.record_consent,
        "consent_granted": notes.send_second_note, "accreditation_requested": notes.accredit,
    }  # fmt: skip
    told: dict[str, Any] = {"by": turn.by, "on": max(posting.state_on, turn.a_day()), "at": now()}
    if state in following:
        following[state](paper, **told)
    elif state == "accredited":
        arrived = told["on"] - dt.timedelta(days=turn.chance.randint(0, 40))
        tenures.assume(posting, arrived_on=arrived, **told)
    elif state == "handover":
        tenures.end(posting, reason="t", **told)
    else:
        chain = list(PostingState)
        postings.advance(posting, chain[(chain.index(state) + 1) % len(chain)], reason="t", **told)


def any_step(turn: Turn) -> None:
    posting = turn.posting(Posting.in_context.all())
    target = turn.chance.choice(list(PostingState))
    postings.advance(posting, target, by=turn.by, on=turn.a_day(), at=now(), reason="t")


def any_note(turn: Turn) -> None:
    paper = turn.one(Accreditation.in_context.select_related("posting__post"))
    turn.chance.choice(NOTES)(paper, by=turn.by, on=turn.a_day(), at=now())


def any_end(turn: Turn) -> None:
    posting = turn.one(Posting.in_context.all().select_related("post__mission"))
    service = turn.chance.choice((tenures.end, tenures.recall, tenures.declare_png, postings.restore))
    service(posting, by=turn.by, on=turn.a_day(), at=now(), reason="t")


def arrive(turn: Turn) -> None:
    posting = turn.one(Posting.in_context.filter(state="accredited").select_related("post__mission"))
    tenures.record_arrival(posting, by=turn.by, on=turn.a_day(), at=now())


def depart(turn: Turn) -> None:
    posting = turn.one(Posting.in_context.filter(state__in=OVER).select_related("post__mission"))
    tenures.record_departure(posting, by=turn.by, on=turn.a_day(), at=now())


def extend(turn: Turn) -> None:
    """Also what was not asked for, and to a day before the present end."""
    posting = turn.one(Posting.in_context.in_post().select_related("post__mission"))
    until = posting.planned.upper + dt.timedelta(days=turn.chance.randint(-20, 400))
    postings.extend(posting, by=turn.by, on=turn.a_day(), at=now(), until=until, reason="t")


def move_plan(turn: Turn) -> None:
    posting, chance = turn.posting(Posting.in_context.all()), turn.chance
    first, end = chance.randint(-60, 60), chance.randint(0, 200)
    postings.amend(posting, by=turn.by, planned_from=day(first), planned_to=day(end))


def one_more_state(turn: Turn) -> None:
    posting = turn.one(Posting.in_context.all())
    where = Country.objects.get(iso2=turn.chance.choice(("AT", "SK", "TR")))
    role = turn.chance.choice(("side", "principal"))
    accreditations.plan(posting, by=turn.by, on=day(-60), country=where, role=role)


def waive(turn: Turn) -> None:
    posting = turn.one(Posting.in_context.all())
    if turn.chance.random() < 0.2:
        selection.waive(posting, by=turn.by, requirement="language", reason="t", on=day(0), at=now())


def enter_result(turn: Turn) -> None:
    """Better or worse, of the past or of a day that has not come, valid for long or not any more."""
    chance = turn.chance
    turn.alone()
    tested = chance.randint(-60, 10)
    officers.record_language(
        chance.choice(turn.world.officers), by=turn.by, language=chance.choice(("tr", "tr", "tr", "en")),
        slp=chance.choice((*ENOUGH, "3332", "2222")), tested_on=day(tested),
        valid_until=day(tested + chance.randint(-5, 300)), at=now(),
    )  # fmt: skip


def withdraw_result(turn: Turn) -> None:
    turn.alone()
    result = turn.one(LanguageResult.in_context.select_related("officer"))
    qualifications.withdraw_language(result, by=turn.by, on=turn.a_day(), reason="t", at=now())


def advance_post(turn: Turn) -> None:
    """Mostly on, now and then back or to an end."""
    ahead = [PostState.AUTHORISED, PostState.ESTABLISHED] * 4
    target = turn.chance.choice([*ahead, PostState.SUSPENDED, *PostState])
    post: Post = turn.chance.choice(turn.world.posts)
    posts.advance(post, target, by=turn.by, on=turn.a_day(), at=now(), reason="t")


def stand_in(turn: Turn) -> None:
    posting = turn.one(Posting.in_context.in_post())
    first = turn.chance.randint(-30, 30)
    standing_in.assign(
        turn.chance.choice(turn.world.posts), posting, by=turn.by, starts_on=day(first),
        ends_on=day(first + turn.chance.randint(-2, 60)),
    )  # fmt: skip


def end_standing_in(turn: Turn) -> None:
    """Within its days, or just beside them."""
    tenure = turn.one(ActingTenure.in_context.all())
    lasted = (tenure.period.upper - tenure.period.lower).days
    ended = tenure.period.lower + dt.timedelta(days=turn.chance.randint(-1, lasted + 1))
    standing_in.end(tenure, by=turn.by, on=ended)


def raw(turn: Turn) -> None:
    """As the application role, past every service; what only services know (I6, thirty days) is left alone."""
    chance = turn.chance
    posting = turn.one(Posting.in_context.select_related("post"))
    papers: tuple[tuple[str, list[Any]], ...] = (
        ("UPDATE attaches_accreditation SET role = 'principal' WHERE posting_id = %s", []),
        ("UPDATE attaches_accreditation SET state = %s WHERE posting_id = %s",
         [chance.choice([state.value for state in AccreditationState])]),
        ("UPDATE attaches_accreditation SET accredited_on = consent_note_on - 1 WHERE posting_id = %s", []),
    )  # fmt: skip
    steps: tuple[tuple[str, list[Any]], ...] = (
        ("UPDATE attaches_posting SET state = %s WHERE id = %s",
         [chance.choice([state.value for state in PostingState if state != "prepared"])]),
        ("UPDATE attaches_posting SET officer_id = %s WHERE id = %s", [chance.choice(turn.world.officers).pk]),
        ("UPDATE attaches_posting SET incumbency = daterange(%s, NULL) WHERE id = %s", [turn.a_day()]),
    )  # fmt: skip
    statement, values = chance.choice(papers if posting.post.required_slp else (*papers, *steps))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, posting.pk])


Deed = Callable[[Turn], None]
DEEDS: tuple[Deed, ...] = (
    propose, propose, take_over, *([further] * 14), any_step, any_step, any_note, any_note, any_end, arrive, depart,
    extend, extend, move_plan, one_more_state, waive, *([enter_result] * 3), withdraw_result, advance_post,
    advance_post, stand_in, end_standing_in, raw, raw,
)  # fmt: skip
# Whose work it is; all else is tried by anybody.
AS: dict[Deed, str] = {
    enter_result: "ndu_language",
    withdraw_result: "mod_personnel",
    extend: "imcd_head",
    take_over: "cmd_desk",
    advance_post: "cmd_desk",
}

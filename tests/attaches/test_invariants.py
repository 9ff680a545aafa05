"""I1 to I6 hold whatever two people try at the same moment, legal or not, by services or in raw SQL (domain.md C4)."""

import datetime as dt
import os
import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from attaches.lifecycle import AccreditationState, PostingState
from attaches.models import Accreditation, Officer, Post, Posting
from attaches.services import accreditations, notes, officers, postings, selection, tenures
from directory.models import Country
from foundation.clock import now
from foundation.errors import DomainError
from tests.attaches.scenes import a_post, a_posting, an_officer, day
from tests.cast import acting

SEEDS, DEEDS = (range(8), 400) if os.environ.get("PARLEY_LONG") else (range(2), 60)
ACTORS = (*["cmd_desk"] * 6, "mfa_desk", "mfa_desk", "imcd_head", "mfa_protocol")
NOTES = (
    notes.request, notes.record_consent, notes.refuse, notes.send_second_note, notes.accredit, notes.object_to,
    notes.end, notes.withdraw,
)  # fmt: skip

BROKEN = {
    "I1: one incumbent of a post at a time": """
        SELECT a.id FROM attaches_posting a JOIN attaches_posting b
        ON a.post_id = b.post_id AND a.id < b.id AND a.incumbency && b.incumbency""",
    "I1: two present together for at most thirty days": """
        SELECT a.id FROM attaches_posting a JOIN attaches_posting b
        ON a.post_id = b.post_id AND a.id < b.id AND a.presence && b.presence
        WHERE coalesce(upper(a.presence * b.presence), current_date) - lower(a.presence * b.presence) > 30""",
    "I2: an officer is in one posting at a time": """
        SELECT a.id FROM attaches_posting a JOIN attaches_posting b
        ON a.officer_id = b.officer_id AND a.id < b.id
        WHERE a.incumbency && b.incumbency OR a.planned && b.planned AND NOT (a.state = ANY (%(over)s))
              AND NOT (b.state = ANY (%(over)s))""",
    "I3: dates of consent stand in order": """
        SELECT id FROM attaches_accreditation
        WHERE accredited_on < consent_reply_on OR consent_reply_on < consent_note_on""",
    "I3: nobody is in post without the principal accreditation": """
        SELECT g.id FROM attaches_posting g WHERE g.state IN ('in_post', 'extension_pending', 'handover')
        AND NOT EXISTS (SELECT 1 FROM attaches_accreditation c
                        WHERE c.posting_id = g.id AND c.role = 'principal' AND c.state = 'accredited')""",
    "I4: one principal accreditation, one live one for each State": """
        SELECT posting_id FROM attaches_accreditation
        GROUP BY posting_id HAVING count(*) FILTER (WHERE role = 'principal') > 1
        UNION SELECT posting_id FROM attaches_accreditation
        WHERE NOT (state = ANY (%(lost)s)) GROUP BY posting_id, country_id HAVING count(*) > 1""",
    "I5: no accreditation before the post is established": """
        SELECT s.id FROM attaches_accreditationtransition s
        JOIN attaches_accreditation c ON c.id = s.accreditation_id JOIN attaches_posting g ON g.id = c.posting_id
        WHERE s.state IN ('accreditation_requested', 'accredited') AND NOT EXISTS (
            SELECT 1 FROM attaches_posttransition p
            WHERE p.post_id = g.post_id AND p.state = 'established' AND p.recorded_at <= s.recorded_at)""",
    "I6: prepared only with the language, or with a waiver": """
        SELECT g.id FROM attaches_posting g JOIN attaches_post p ON p.id = g.post_id
        WHERE p.required_slp <> '' AND EXISTS (
            SELECT 1 FROM attaches_postingtransition t WHERE t.posting_id = g.id AND t.state = 'prepared')
        AND NOT (g.state = ANY (%(over)s))
        AND NOT EXISTS (SELECT 1 FROM attaches_waiver w WHERE w.posting_id = g.id AND w.requirement = 'language')
        AND NOT EXISTS (SELECT 1 FROM attaches_languageresult r WHERE r.officer_id = g.officer_id
                        AND r.language = p.language AND r.slp >= '3333' AND r.valid_until >= lower(g.planned))""",
}  # fmt: skip
OVER = ["ended", "debriefed", "withdrawn", "consent_refused", "recalled", "declared_png"]
LOST = ["consent_refused", "objected", "ended", "withdrawn"]


class World:
    """Three posts, one asking for a language, one still to be established; three officers; two on their way."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.posts = [a_post(), a_post(language="tr", required_slp="3333"), a_post(reaches="planned")]
        self.officers = [an_officer() for _ in range(3)]
        with acting("ndu_language") as by:
            officers.record_language(
                self.officers[0], by=by, language="tr", slp="3333", tested_on=day(-900), valid_until=day(20)
            )  # fmt: skip
        for officer, first in ((self.officers[1], -30), (self.officers[2], -20)):  # rivals for one post
            a_posting("accredited", post=self.posts[0], officer=officer, first=first, end=first + 60)
        self.done = 0

    def run(self, place: int, start: threading.Barrier) -> None:
        """One person's deeds; what is refused is refused, what breaks otherwise ends the test."""
        chance = random.Random(self.seed * 10 + place)
        start.wait(timeout=20)
        try:
            for _ in range(DEEDS):
                with acting(chance.choice(ACTORS)) as by:
                    try:
                        with transaction.atomic():
                            chance.choice(DEEDS_OF)(self, chance, by)
                        self.done += 1
                    except (DomainError, DatabaseError):
                        continue
        finally:
            connection.close()


def one(rows: Any, chance: random.Random) -> Any:
    """Any of them; refuses when there is none."""
    found = list(rows)
    if not found:
        raise DomainError
    return chance.choice(found)


def some_day(chance: random.Random) -> dt.date:
    return day(chance.randint(-60, 0))


def propose(world: World, chance: random.Random, by: Any) -> None:
    first = chance.randint(-60, 60 if chance.random() < 0.5 else 6000)
    postings.propose(
        by=by, on=day(-200), post=chance.choice(world.posts), officer=chance.choice(world.officers),
        planned_from=day(first), planned_to=day(first + chance.randint(5, 90)), order_no="T-1",
    )  # fmt: skip


def further(world: World, chance: random.Random, by: Any) -> None:
    """The step that is next, by whatever verb takes it."""
    posting = one(Posting.in_context.exclude(state__in=OVER).select_related("post__mission"), chance)
    state, paper = (
        PostingState(posting.state),
        Accreditation.in_context.get(posting=posting, role="principal"),
    )
    following = {
        "mfa_coordinated": notes.request, "consent_requested": notes.record_consent,
        "consent_granted": notes.send_second_note, "accreditation_requested": notes.accredit,
    }  # fmt: skip
    on = max(posting.state_on, some_day(chance))
    if state in following:
        following[state](paper, by=by, on=on, at=now())
    elif state == "accredited":
        tenures.assume(
            posting, by=by, on=on, at=now(), arrived_on=on - dt.timedelta(days=chance.randint(0, 40))
        )
    elif state == "handover":
        tenures.end(posting, by=by, on=on, at=now(), reason="t")
    else:
        chain = list(PostingState)
        postings.advance(
            posting, chain[(chain.index(state) + 1) % len(chain)], by=by, on=on, at=now(), reason="t"
        )


def any_step(world: World, chance: random.Random, by: Any) -> None:
    posting = one(Posting.in_context.all().select_related("post__mission"), chance)
    postings.advance(
        posting, chance.choice(list(PostingState)), by=by, on=some_day(chance), at=now(), reason="t"
    )


def any_note(world: World, chance: random.Random, by: Any) -> None:
    paper = one(Accreditation.in_context.select_related("posting__post"), chance)
    chance.choice(NOTES)(paper, by=by, on=some_day(chance), at=now())


def any_end(world: World, chance: random.Random, by: Any) -> None:
    posting = one(Posting.in_context.all().select_related("post__mission"), chance)
    service = chance.choice((tenures.end, tenures.recall, tenures.declare_png, postings.restore))
    service(posting, by=by, on=some_day(chance), at=now(), reason="t")


def move_plan(world: World, chance: random.Random, by: Any) -> None:
    posting = one(Posting.in_context.all(), chance)
    postings.amend(
        posting, by=by, planned_from=day(chance.randint(-60, 60)), planned_to=day(chance.randint(0, 200))
    )


def one_more_state(world: World, chance: random.Random, by: Any) -> None:
    posting = one(Posting.in_context.all(), chance)
    where = Country.objects.get(iso2=chance.choice(("AT", "SK", "TR")))
    accreditations.plan(posting, by=by, on=day(-60), country=where, role=chance.choice(("side", "principal")))


def waive(world: World, chance: random.Random, by: Any) -> None:
    posting = one(Posting.in_context.all(), chance)
    if chance.random() < 0.2:
        selection.waive(posting, by=by, requirement="language", reason="t", on=day(0), at=now())


def raw(world: World, chance: random.Random, by: Any) -> None:
    """As the application role, past every service; what only services know (I6, thirty days) is left alone."""
    posting = one(Posting.in_context.filter(post__required_slp=""), chance)
    target = chance.choice([state.value for state in PostingState if state != "prepared"])
    statement, values = chance.choice((
        ("UPDATE attaches_posting SET state = %s WHERE id = %s", [target]),
        ("UPDATE attaches_posting SET incumbency = daterange(%s, NULL) WHERE id = %s", [some_day(chance)]),
        ("UPDATE attaches_posting SET officer_id = %s WHERE id = %s", [chance.choice(world.officers).pk]),
        ("UPDATE attaches_accreditation SET role = 'principal' WHERE posting_id = %s", []),
        ("UPDATE attaches_accreditation SET state = %s WHERE posting_id = %s",
         [chance.choice([state.value for state in AccreditationState])]),
        ("UPDATE attaches_accreditation SET accredited_on = consent_note_on - 1 WHERE posting_id = %s", []),
    ))  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, posting.pk])


DEEDS_OF: tuple[Callable[[World, random.Random, Any], None], ...] = (
    propose, propose, *([further] * 12), any_step, any_step, any_note, any_note, any_end, move_plan, one_more_state,
    waive, raw, raw,
)  # fmt: skip


def broken() -> dict[str, list[Any]]:
    """Every invariant with the rows that break it."""
    with acting("cmd_desk"), connection.cursor() as cursor:
        found = {}
        for rule, question in BROKEN.items():
            cursor.execute(question, {"over": OVER, "lost": LOST})
            if rows := cursor.fetchall():
                found[rule] = rows
        return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_two_people_try_the_invariants_hold(seed: int):
    world = World(seed)
    start = threading.Barrier(2)
    threads = [threading.Thread(target=world.run, args=(place, start)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=600)
    assert broken() == {}
    assert world.done > 10  # enough of it was let through for the question to mean something
    with acting("cmd_desk"):
        assert Posting.in_context.filter(steps__state="in_post").exists()
        assert Officer.in_context.exists()
        assert Post.in_context.exists()

"""I1 to I6 hold whatever two people try at the same moment, legal or not, by services or in raw SQL (domain.md C4)."""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from attaches.models import Officer, Post, Posting
from tests.attaches.invariant_deeds import DEEDS, OVER, World
from tests.cast import acting

SEEDS, TRIES = (range(8), 400) if os.environ.get("PARLEY_LONG") else (range(2), 80)

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
            WHERE p.post_id = g.post_id AND p.state = 'established')""",
    "I6: prepared only with the language, or with a waiver": """
        SELECT g.id FROM attaches_posting g JOIN attaches_post p ON p.id = g.post_id
        WHERE p.required_slp <> '' AND g.taken_over_on IS NULL AND EXISTS (
            SELECT 1 FROM attaches_postingtransition t WHERE t.posting_id = g.id AND t.state = 'prepared')
        AND NOT (g.state = ANY (%(over)s))
        AND NOT EXISTS (SELECT 1 FROM attaches_waiver w WHERE w.posting_id = g.id AND w.requirement = 'language')
        AND NOT EXISTS (SELECT 1 FROM attaches_languageresult r WHERE r.officer_id = g.officer_id
                        AND r.language = p.language AND r.slp >= '3333' AND r.valid_until >= lower(g.planned)
                        AND r.tested_on <= lower(g.planned))""",
}  # fmt: skip
LOST = ["consent_refused", "objected", "ended", "withdrawn"]


def broken() -> dict[str, list[Any]]:
    """Every invariant with the rows that break it."""
    with acting("cmd_desk"), connection.cursor() as cursor:
        found = {}
        for rule, question in BROKEN.items():
            cursor.execute(question, {"over": OVER, "lost": LOST})
            if rows := cursor.fetchall():
                found[rule] = rows
        return found


@pytest.fixture(scope="module")
def let_through() -> Iterator[Counter[str]]:
    """What was done in any of the worlds; in many of them, everything that can be tried."""
    done: Counter[str] = Counter()
    yield done
    if os.environ.get("PARLEY_LONG"):
        assert set(done) == {deed.__name__ for deed in DEEDS}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_two_people_try_the_invariants_hold(seed: int, let_through: Counter[str]):
    world = World(seed)
    start = threading.Barrier(2)
    threads = [threading.Thread(target=world.run, args=(place, TRIES, start)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=600)
    assert broken() == {}
    assert world.wrong == []  # I6, judged when it was decided
    assert world.done.total() > 20  # enough of it was let through for the question to mean something
    let_through += world.done
    with acting("cmd_desk"):
        assert Posting.in_context.filter(steps__state="in_post").exists()
        assert Officer.in_context.exists()
        assert Post.in_context.exists()

"""The demo's inbound register: every state, one dean, calls, a request that waits for 25 days (domain.md D)."""

from collections import Counter

from attaches.lifecycle import ForeignAttacheState
from attaches.models import ForeignAttache, ForeignAttacheParticulars, ForeignCall
from foundation.clock import now, today
from tests.attaches.scenes import day
from tests.cast import acting
from workspace.management.demo import foreign_attaches


def test_every_state_is_there_with_its_stories(db: None):
    foreign_attaches.load(on=today(), at=now())
    with acting("cmd_desk"):
        rows = list(ForeignAttache.in_context.all())
        states = Counter(row.state for row in rows)
        assert set(states) == {str(state) for state in ForeignAttacheState}
        assert [row.full_name for row in rows if row.dean] == ["Bravo Specimen"]
        assert ForeignAttache.in_context.filter(state="consent_requested", requested_on=day(-25)).count() == 1
        assert {row.country.iso2 for row in rows if row.seat_id} == {"AT", "BG"}
        assert ForeignCall.in_context.filter(held_on__isnull=True).count() == 2
        assert all(row.is_demo for row in rows)
        assert not ForeignAttacheParticulars.in_context.exists()
    with acting("mfa_protocol"):
        assert ForeignAttacheParticulars.in_context.count() == len(rows)

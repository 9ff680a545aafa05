"""The term engine against a second answer found by another method, over clauses drawn at random (domain.md C5)."""

import os
import random
from datetime import date, timedelta

import pytest

from agreements.lifecycle import ConsentForm, consent_day, eif_date
from agreements.models import Agreement, StageEvent
from agreements.selectors.reached import suspended_as_of
from agreements.services.computed import computed_days
from agreements.terms import Length, TermClause, position
from foundation.workdays import WorkCalendar
from tests.agreements import terms_oracle
from tests.agreements.terms_oracle import Acts, Facts, Told

CLAUSES = 100_000 if os.environ.get("PARLEY_LONG") else 4_000
SEEDS = range(4)
EARLIEST = date(1990, 1, 1)
UNITS = ("years", "months", "days")
MOST = {"years": 10, "months": 30, "days": 400}
OFF = frozenset(EARLIEST + timedelta(days=9 * n) for n in range(9_000))
ON = frozenset(EARLIEST + timedelta(days=25 * n + 3) for n in range(3_000))
CALENDAR = WorkCalendar(OFF, ON)
RULES = (
    "on_signature", "last_notification_received", "n_days_after_last_notification", "exchange_of_instruments",
    "fixed_date", "n_consents",
)  # fmt: skip


def _length(draw: random.Random) -> tuple[int, str]:
    unit = draw.choice(UNITS)
    return draw.randint(60 if unit == "days" else 1, MOST[unit]), unit


def _facts(draw: random.Random) -> Facts:
    """Month ends and leap days often; each fact missing now and then."""
    eif = EARLIEST + timedelta(days=draw.randint(0, 13_000))
    if draw.random() < 0.4:
        eif = draw.choice([date(2020, 2, 29), date(2019, 8, 31), date(2021, 1, 30), date(2016, 2, 29), eif])
    most = draw.choice([None, None, draw.randint(0, 5)])
    unit = draw.choice(UNITS)
    notice = draw.randint(1, {"years": 2, "months": 18, "days": 400}[unit]), unit
    return Facts(
        eif=None if draw.random() < 0.03 else eif,
        initial=None if draw.random() < 0.05 else _length(draw),
        mode=draw.choice(["none", "tacit", "tacit", "tacit", "by_agreement", "indefinite"]),
        renewal=None if draw.random() < 0.05 else _length(draw),
        most=most,
        agreed=draw.choice([0, 0, 1, 3]),
        notice=None if draw.random() < 0.1 else notice,
        basis=draw.choice([None, "before_term_end", "before_term_end", "before_term_end", "any_time"]),
        effect_days=draw.choice([None, 0, 30, 90]),
        unclear=most is not None and most > 0 and draw.random() < 0.2,
    )


def _as_length(length: tuple[int, str] | None) -> Length | None:
    return None if length is None else Length(**{length[1]: length[0]})


def _clause(facts: Facts) -> TermClause:
    return TermClause(
        facts.eif, _as_length(facts.initial), facts.mode, _as_length(facts.renewal), facts.most,
        facts.notice[0] if facts.notice else None, facts.notice[1] if facts.notice else "months",
        facts.basis, facts.effect_days, facts.agreed, facts.unclear,
    )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_agrees_with_the_calendar_walked_day_by_day(seed: int) -> None:
    draw = random.Random(seed)
    met = set()
    for number in range(CLAUSES // len(SEEDS)):
        facts = _facts(draw)
        today = (facts.eif or EARLIEST) + timedelta(days=draw.randint(-500, 9_000))
        margin, route = draw.randint(0, 15), draw.randint(0, 40)
        told = terms_oracle.tell(facts, today, margin, route, OFF, ON)
        found = position(_clause(facts), today, CALENDAR, margin, route)
        said = Told(
            str(found.standing), found.k, found.term_end, found.last_receipt_day, found.internal_action_day,
            found.route_start_day, found.effect_on, found.running_until, found.ends_for_good,
        )  # fmt: skip
        assert said == told, (number, facts, today)
        met.add(told.standing)
        if told.standing != "expired":
            assert found.explanation
            assert all(str(sentence) for sentence in found.explanation)
        if told.standing in {"unknown", "in_doubt"}:
            assert found.cannot_compute
    assert met == {"unknown", "ahead", "running", "indefinite", "in_doubt", "expired"}


@pytest.mark.parametrize("seed", SEEDS)
def test_entry_into_force_agrees_whatever_the_rule(seed: int) -> None:
    draw = random.Random(100 + seed)

    def day() -> date | None:
        return None if draw.random() < 0.1 else EARLIEST + timedelta(days=draw.randint(0, 5_000))

    for _ in range(CLAUSES // len(SEEDS)):
        rule = draw.choice(RULES)
        received = [day() for _ in range(draw.randint(2, 5))]
        facts = {
            "signed": day(), "received": received, "exchanged": day(), "fixed": day(),
            "days": draw.randint(0, 90), "consents": draw.randint(1, len(received)),
        }  # fmt: skip
        found = eif_date(
            rule, signed_on=facts["signed"], notifications_received=received, notifications_needed=len(received),
            exchanged_on=facts["exchanged"], fixed_on=facts["fixed"], n_days=facts["days"],
            consents=[d for d in received if d], n_consents=facts["consents"],
        )  # fmt: skip
        assert found.on == terms_oracle.entry(rule, facts)
        assert (found.on is None) == bool(found.missing)


@pytest.mark.parametrize("seed", SEEDS)
def test_consents_count_from_whichever_act_expresses_them(seed: int) -> None:
    """Definitive signatures and accessions beside notifications, under every rule that counts consents."""
    draw = random.Random(200 + seed)

    def day(missing: float) -> date | None:
        return None if draw.random() < missing else EARLIEST + timedelta(days=draw.randint(0, 60))

    known = set()
    for _ in range(CLAUSES // len(SEEDS)):
        parties = []
        for _party in range(draw.randint(2, 5)):
            form = draw.choice(["", *ConsentForm.values])
            parties.append(Acts(form, day(0) if form else None, day(0.2)))
        rule = draw.choice(["last_notification_received", "n_days_after_last_notification", "n_consents"])
        n_days, needed = draw.randint(0, 90), draw.randint(1, len(parties))
        consents = [consent_day(one.form, one.signed, one.received) for one in parties]
        found = eif_date(
            rule, notifications_received=consents, notifications_needed=len(parties), n_days=n_days,
            consents=[given for given in consents if given], n_consents=needed,
        )  # fmt: skip
        bound = terms_oracle.bound(parties, needed if rule == "n_consents" else len(parties), EARLIEST)
        later = n_days if rule == "n_days_after_last_notification" else 0
        assert found.on == (bound and bound + timedelta(days=later)), (rule, parties, needed)
        known.add(found.on is None)
    assert known == {True, False}


@pytest.mark.parametrize("seed", SEEDS)
def test_suspension_stops_no_day_and_lasts_until_it_is_lifted(seed: int) -> None:
    """VCLT arts 57, 68, 72: the same days while suspended; a notice neither lifts a suspension nor begins one."""
    draw = random.Random(300 + seed)
    seen = set()
    for _ in range(CLAUSES // len(SEEDS)):
        facts = _facts(draw)
        today = (facts.eif or EARLIEST) + timedelta(days=draw.randint(-500, 9_000))
        found = position(_clause(facts), today, CALENDAR, 10)
        running, suspended = (Agreement(state=state, eif_on=facts.eif) for state in ("in_force", "suspended"))
        assert computed_days(suspended, found) == computed_days(running, found)
        told = terms_oracle.tell(facts, today, 10, 0, OFF, ON)
        assert computed_days(suspended, found).get("last_receipt") == told.receipt
        turns = terms_oracle.turns(draw, today)
        stages = [StageEvent(pk=no, state=state, reached_on=on) for no, (state, on) in enumerate(turns, 1)]
        asked = today + timedelta(days=draw.randint(0, 120))
        answer = suspended_as_of(stages, asked)
        assert answer == terms_oracle.lies_still(turns, today, asked), (turns, asked)
        seen.add(answer)
    assert seen == {True, False}

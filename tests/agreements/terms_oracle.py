"""A second answer to C5 by another method: a calendar built day by day, every term listed in turn, nothing skipped.

It knows no month arithmetic of the library: months are stretches of the calendar, and the day reached is looked for in
the stretch. What holds on a day is found by asking every term, not by searching for the first.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

DAY = timedelta(days=1)
FIRST, LAST = date(1850, 1, 1), date(2600, 12, 31)


@cache
def _months() -> list[list[date]]:
    """The days of every month, walked one by one."""
    months: list[list[date]] = []
    day = FIRST
    while day <= LAST:
        if not months or day.day == 1:
            months.append([])
        months[-1].append(day)
        day += DAY
    return months


@cache
def _place() -> dict[tuple[int, int], int]:
    return {(days[0].year, days[0].month): number for number, days in enumerate(_months())}


def walk_months(start: date, months: int) -> date:
    """The day of the same number so many months on, or the last one the month has; backwards when negative."""
    stretch = _months()[_place()[start.year, start.month] + months]
    return next((day for day in stretch if day.day == start.day), stretch[-1])


def after(start: date, value: int, unit: str, times: int = 1) -> date:
    if unit == "days":
        return start + value * times * DAY
    return walk_months(start, value * times * (12 if unit == "years" else 1))


def entry(rule: str, facts: dict) -> date | None:
    """The day of entry into force: the first day of a long calendar on which everything the rule asks has happened."""
    events = {
        "on_signature": [facts["signed"]],
        "last_notification_received": facts["received"],
        "n_days_after_last_notification": [d and d + facts["days"] * DAY for d in facts["received"]],
        "exchange_of_instruments": [facts["exchanged"]],
        "fixed_date": [facts["fixed"]],
    }
    if rule == "n_consents":
        given = sorted(d for d in facts["received"] if d)
        return given[facts["consents"] - 1] if len(given) >= facts["consents"] else None
    happened = events[rule]
    return None if None in happened else max(happened)


@dataclass(frozen=True)
class Told:
    """What a clause says on a day."""

    standing: str
    k: int | None = None
    end: date | None = None
    receipt: date | None = None
    action: date | None = None
    start: date | None = None
    effect: date | None = None
    running: date | None = None
    final: bool = False


@dataclass(frozen=True)
class Facts:
    """A clause as drawn: lengths are (value, unit), None is not recorded."""

    eif: date | None
    initial: tuple[int, str] | None
    mode: str
    renewal: tuple[int, str] | None = None
    most: int | None = None
    agreed: int = 0
    notice: tuple[int, str] | None = None
    basis: str | None = None
    effect_days: int | None = None
    unclear: bool = False


def list_terms(facts: Facts, until: date) -> list[date]:
    """Ends of all terms the clause knows of, as far as one looks: each counted from entry into force alone."""
    assert facts.eif
    assert facts.initial
    count = {"none": 0, "indefinite": 0, "by_agreement": facts.agreed}.get(facts.mode, facts.most)
    ends: list[date] = []
    while count is None or len(ends) <= count:
        k = len(ends)
        stretches = [(facts.initial, 1)] + ([(facts.renewal, k)] if k and facts.renewal else [])
        months = sum(v * n * (12 if u == "years" else 1) for (v, u), n in stretches if u != "days")
        days = sum(v * n for (v, u), n in stretches if u == "days")
        ends.append(walk_months(facts.eif, months) + days * DAY)
        if count is None and ends[-1] > until:
            break
    return ends


def tell(facts: Facts, today: date, margin: int, route: int, off: frozenset, on: frozenset) -> Told:
    """Every fact of one day; `off` and `on`: holidays and working weekends."""
    effect = _effect(facts, today)
    if not _countable(facts):
        return Told("in_doubt" if _first_term_over(facts, today) else "unknown", effect=effect)
    assert facts.eif
    young = today < facts.eif
    if facts.initial is None:
        return Told("ahead" if young else "indefinite", effect=effect)
    reach = after(today, *facts.notice) if facts.notice else today
    ends = list_terms(facts, reach + 400 * DAY)
    receipts = [_receipt(facts, k, end) for k, end in enumerate(ends)]
    still = [k for k, end in enumerate(ends) if ((receipts[k] or end - DAY) >= today)]
    if not still:
        return _no_term_left(facts, ends, effect, young)
    k = still[0]
    final = _is_final(facts, k)
    if facts.basis == "before_term_end":
        effect = ends[k] if receipts[k] or final else None
    running = next((end for end in ends if end > today), None)
    days = _acting(receipts[k], margin, route, off, on)
    return Told("ahead" if young else "running", k, ends[k], receipts[k], *days, effect, running, final)


def _effect(facts: Facts, today: date) -> date | None:
    """Of a notice that can be given at any time: as the text counts, but no later than all is over."""
    if facts.basis != "any_time" or (facts.effect_days is None and facts.notice is None):
        return None
    days = facts.effect_days
    effect = today + days * DAY if days is not None else after(today, *facts.notice)  # type: ignore[misc]
    closed = facts.mode in {"none", "by_agreement"} or (facts.mode == "tacit" and facts.most is not None)
    open_ended = facts.unclear and facts.mode == "tacit"
    if closed and not open_ended and facts.initial and _countable(facts):
        return min(effect, list_terms(facts, effect)[-1])
    return effect


def _receipt(facts: Facts, k: int, end: date) -> date | None:
    if facts.basis != "before_term_end" or not facts.notice or not _goes_on(facts, k):
        return None
    return after(end, -facts.notice[0], facts.notice[1])


def _no_term_left(facts: Facts, ends: list[date], effect: date | None, young: bool) -> Told:
    if facts.mode == "indefinite":
        return Told("ahead" if young else "indefinite", effect=effect)
    if facts.unclear and facts.mode == "tacit":
        return Told("in_doubt", effect=effect)
    return Told("expired", len(ends) - 1, ends[-1], final=True)


def _is_final(facts: Facts, k: int) -> bool:
    followed = _goes_on(facts, k) or (facts.mode == "by_agreement" and k < facts.agreed)
    return not followed and not (facts.unclear and facts.mode == "tacit" and k == facts.most)


def _acting(
    receipt: date | None, margin: int, route: int, off: frozenset, on: frozenset
) -> tuple[date | None, date | None]:
    if receipt is None:
        return None, None
    start = action = _working(receipt - margin * DAY, off, on)
    for _ in range(route):
        start = _working(start - DAY, off, on)
    return action, start


def _countable(facts: Facts) -> bool:
    if facts.eif is None or (facts.initial is None and facts.mode != "indefinite"):
        return False
    renews = (facts.mode == "tacit" and facts.most != 0) or (
        facts.mode == "by_agreement" and facts.agreed > 0
    )
    return not (renews and facts.renewal is None)


def _first_term_over(facts: Facts, today: date) -> bool:
    """Only the length of a renewal is missing, and the first term has ended: nobody knows what became of it."""
    return bool(facts.eif and facts.initial) and today >= after(facts.eif, *facts.initial)  # type: ignore[misc,arg-type]


def _goes_on(facts: Facts, k: int) -> bool:
    if facts.mode == "indefinite":
        return True
    return facts.mode == "tacit" and (facts.most is None or k < facts.most)


def _working(day: date, off: frozenset, on: frozenset) -> date:
    while day in off or (day.strftime("%a") in {"Sat", "Sun"} and day not in on):
        day -= DAY
    return day


@dataclass(frozen=True)
class Acts:
    """What one party did: the form and day of its signature or accession, and when its notification was received."""

    form: str
    signed: date | None
    received: date | None


def bound(parties: list[Acts], needed: int, first: date) -> date | None:
    """The day on which so many are bound: a calendar is walked and on each day those are counted who are."""
    day = first
    while day <= first + 60 * DAY:
        count = 0
        for party in parties:
            if party.form in ("definitive", "accession"):
                count += party.signed is not None and party.signed <= day
            else:
                count += party.received is not None and party.received <= day
        if count >= needed:
            return day
        day += DAY
    return None


def turns(draw: Random, first: date) -> list[tuple[str, date]]:
    """Stages from entry into force on, each a step the lifecycle knows, on days that do not go back."""
    state, day, given = "in_force", first, "in_force"
    found = [(state, day)]
    for _ in range(draw.randint(0, 6)):
        day += draw.randint(0, 30) * DAY
        if state == "in_force":
            state, given = draw.choice(["suspended", "denunciation_notified"]), state
        elif state == "suspended":
            state, given = draw.choice(["in_force", "denunciation_notified"]), state
        else:
            state = given  # the notice is taken back
        found.append((state, day))
    return found


def lies_still(turns: list[tuple[str, date]], first: date, asked: date) -> bool:
    """Walked day by day: a switch that suspension turns off, its end turns on, and a notice does not touch."""
    still, day = False, first
    while day <= asked:
        for state, on in turns:
            if on == day:
                still = {"suspended": True, "in_force": False}.get(state, still)
        day += DAY
    return still

"""Its certain terms are over, and nobody can compute what followed: neither in force nor ended (domain.md C5, C8)."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from access.context import Subject
from activities.selectors.prerequisites import checks_of
from agreements.models import Clause, ClauseBefore
from agreements.pages.line import term_line_to_act
from agreements.selectors.agreements import agreements
from agreements.selectors.deadlines import term_position, treaty_deadline_rows
from agreements.selectors.in_force import in_doubt
from agreements.selectors.in_force import in_force as standing
from agreements.selectors.legal_basis import legal_basis
from agreements.selectors.pipeline import pipeline
from agreements.selectors.register import binding_by_country, figures, register
from agreements.services import ending
from agreements.terms import Standing
from directory.selectors.calendar import work_calendar
from foundation.clock import now, today
from reports.selectors.legal_basis import build
from tests.activities.programme import planned
from tests.agreements.instruments import country, in_force
from tests.cast import acting

pytestmark = pytest.mark.django_db
E = dt.date(2010, 3, 1)
# Three years, then renewed tacitly, and nobody has recorded for how long.
OPEN = {"initial_value": 3, "renewal_mode": "tacit"}
# Two years and one renewal for sure; the text can be read so that it goes on.
UNCLEAR = {
    "initial_value": 2, "renewal_mode": "tacit", "renewal_value": 1, "max_renewals": 1, "limit_unclear": True,
    "notice_value": 3, "notice_unit": "months", "notice_basis": "before_term_end",
}  # fmt: skip
DOUBTFUL = pytest.mark.parametrize("clause", [OPEN, UNCLEAR], ids=["length missing", "text unclear"])
END = dt.date(2013, 3, 1)


def both(to: Subject, on: dt.date) -> tuple[bool, bool]:
    rows = agreements(to=to)
    return standing(rows, to=to, on=on).exists(), in_doubt(rows, to=to, on=on).exists()


@DOUBTFUL
def test_it_is_in_force_until_its_certain_terms_are_over_and_in_doubt_from_then_on(
    clerk: Subject, clause: dict[str, Any]
) -> None:
    agreement = in_force(clerk, E, clause=clause)
    assert both(clerk, END - dt.timedelta(days=1)) == (True, False)
    assert both(clerk, END) == (False, True)
    found = term_position(agreement, agreement.clause, on=END, calendar=work_calendar())
    assert found
    assert (found.standing, found.term_end) == (Standing.IN_DOUBT, None)
    assert "2013-03-01" in str(found.explanation[0])
    assert not agreement.deadlines.filter(kind="term_end").exists()


@DOUBTFUL
def test_it_stands_beside_the_legal_basis(clerk: Subject, clause: dict[str, Any]) -> None:
    agreement = in_force(clerk, E, clause=clause)
    (row,) = legal_basis(to=clerk, as_of=END)
    assert (row.instruments, [one.reference for one in row.in_doubt]) == ((), [agreement.reference])
    told = build(to=clerk, as_of=END)
    assert (told.summary["countries"], told.summary["term_in_doubt"], told.rows) == (0, 1, [])
    (alone,) = build(to=clerk, as_of=END, show="not_binding_alone").rows
    assert alone["term_in_doubt"] == 1
    assert build(to=clerk, as_of=END - dt.timedelta(days=1)).summary["countries"] == 1


def test_the_relation_and_the_pipeline_say_so(clerk: Subject) -> None:
    in_force(clerk, E, clause=OPEN)
    (row,) = treaty_deadline_rows(to=clerk, as_of=today())
    assert (row.binds, row.in_doubt, row.state_label) == (False, True, "In doubt whether it still runs")
    (waiting,) = pipeline(to=clerk, as_of=today(), language="en")
    assert (waiting.unregistered, waiting.term_remark) == (True, "In doubt whether it still runs")
    (before,) = pipeline(to=clerk, as_of=END - dt.timedelta(days=1), language="en")
    assert before.term_remark == ""


def test_the_picture_draws_the_doubt_and_no_end(clerk: Subject) -> None:
    picture = term_line_to_act(in_force(clerk, E, clause=OPEN), [], on=today())
    assert picture
    assert "in doubt" in picture.svg
    assert not term_line_to_act(in_force(clerk, E, clause={"initial_value": 3}), [], on=today())


def test_page_and_rest_say_so(api: Callable[..., Client], signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        reference = in_force(clerk, E, clause=OPEN).reference
    page = signed_in("cmd_desk").get(f"/agreements/{reference}/").content.decode()
    assert "In doubt whether it still runs" in page
    told = api("cmd_desk").get(f"/api/v1/agreements/{reference}/").json()["computed"]
    assert (told["standing"], told["term_end"]) == ("in_doubt", None)
    listed = api("cmd_desk").get("/api/v1/agreements/?in_force_on=2026-01-01").json()["results"]
    assert listed == []


def test_nothing_new_is_based_on_it_and_the_words_say_why(clerk: Subject) -> None:
    agreement = in_force(clerk, today() - dt.timedelta(days=1_500), clause={"initial_value": 9})
    activity = planned(clerk, agreement=agreement, ad_hoc_reason="")
    Clause.in_context.filter(agreement=agreement).update(initial_value=3, renewal_mode="tacit")
    says = " ".join(check.says for check in checks_of(activity, to=clerk, today=today()))
    assert f"It is in doubt whether {agreement.shown_title} still runs." in says


def test_its_end_is_recorded_with_a_reason_alone(clerk: Subject) -> None:
    agreement = in_force(clerk, E, clause=OPEN)
    ended = ending.expire(agreement, by=clerk, on=today(), at=now(), reason="Both sides treat it as over")
    assert ended.state == "expired"


def test_a_denunciation_that_took_effect_ends_it_although_nobody_recorded_the_end(clerk: Subject) -> None:
    agreement = in_force(clerk, dt.date(2008, 5, 17))
    given = ending.denounce(
        agreement, by=clerk, on=dt.date(2025, 11, 17), at=now(), reason="no longer needed"
    )
    effect = dt.date(2026, 5, 17)
    assert given.effect_on == effect
    before = effect - dt.timedelta(days=1)
    assert (both(clerk, before)[0], len(legal_basis(to=clerk, as_of=before))) == (True, 1)
    assert (both(clerk, effect)[0], len(legal_basis(to=clerk, as_of=effect))) == (False, 0)


def test_a_limited_number_of_renewals_runs_to_the_last_of_them(clerk: Subject) -> None:
    limited = {
        "initial_value": 2, "renewal_mode": "tacit", "renewal_value": 1, "max_renewals": 3,
        "notice_value": 1, "notice_unit": "months", "notice_basis": "before_term_end",
    }  # fmt: skip
    since = today() - dt.timedelta(days=100)
    in_force(clerk, since, clause=limited)
    assert both(clerk, since + dt.timedelta(days=365 * 4)) == (True, False)
    assert both(clerk, since + dt.timedelta(days=365 * 6)) == (False, False)


def drawn(draw: random.Random) -> dict[str, Any]:
    """A clause at random, facts missing now and then, and lengths beyond any calendar."""

    def length() -> int | None:
        return draw.choice([None, draw.randint(1, 40), draw.randint(1, 400), 1_200])

    unit = ("years", "months", "days")
    mode = draw.choice(["none", "tacit", "tacit", "by_agreement", "indefinite"])
    most = draw.choice([None, draw.randint(1, 5), 1_200]) if mode == "tacit" else None
    return {
        "initial_value": length(), "initial_unit": draw.choice(unit), "renewal_mode": mode,
        "renewal_value": length(), "renewal_unit": draw.choice(unit), "max_renewals": most,
        "limit_unclear": bool(most) and draw.random() < 0.3,
        "renewals_agreed": draw.choice([0, 2, 1_000]) if mode == "by_agreement" else 0,
        "notice_basis": draw.choice(["", "any_time", "before_term_end"]), "notice_value": draw.choice([None, 6]),
    }  # fmt: skip


def planted(clerk: Subject, draw: random.Random) -> None:
    """Forty agreements with clauses at random, some of them amended since."""
    for _ in range(40):
        since = E + dt.timedelta(days=draw.randint(0, 5_000))
        eif = draw.choice([dt.date(2020, 2, 29), dt.date(2019, 8, 31), since])
        row = in_force(clerk, eif, clause=drawn(draw), parties=[country("TR")])
        for until in draw.sample(range(1, 3_000), draw.choice([0, 0, 1, 2])):
            amended = eif + dt.timedelta(days=until)
            ClauseBefore.in_context.create(agreement=row, label_id=row.label_id, until=amended, **drawn(draw))


@pytest.mark.parametrize("seed", range(3))
def test_sql_and_the_engine_say_the_same_of_any_clause_on_any_day(clerk: Subject, seed: int) -> None:
    draw = random.Random(seed)
    planted(clerk, draw)
    met = set()
    for _ in range(25):
        on = E + dt.timedelta(days=draw.randint(0, 9_000))
        told = {one.reference: one.in_doubt for row in legal_basis(to=clerk, as_of=on) for one in row.every}
        rows = agreements(to=clerk)
        sure = set(standing(rows, to=clerk, on=on).values_list("reference", flat=True))
        open_ones = set(in_doubt(rows, to=clerk, on=on).values_list("reference", flat=True))
        assert sure == {reference for reference, doubt in told.items() if not doubt}, on
        assert open_ones == {reference for reference, doubt in told.items() if doubt}, on
        met |= {bool(sure), not open_ones, bool(open_ones)}
    assert met == {True, False}


@DOUBTFUL
def test_the_register_and_the_states_count_it_apart(clerk: Subject, clause: dict[str, Any]) -> None:
    agreement = in_force(clerk, E, clause=clause)
    counted = figures(to=clerk, on=today())
    assert (counted["binding"], counted["unsure"]) == (0, 1)
    for state, found in (("binding", []), ("unsure", [agreement])):
        assert list(register(to=clerk, language="en", on=today(), wanted={"state": state})) == found
    assert binding_by_country(to=clerk, on=today()) == {}
    assert sum(number for number, _labels in binding_by_country(to=clerk, on=E).values()) == 1

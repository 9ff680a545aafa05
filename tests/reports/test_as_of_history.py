"""A day of last year gives last year's picture: what has changed since changes nothing of it (decisions.md 17).

History is planted, every report is asked about a day of last year; then much happens, and every report is asked again.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from access.context import Subject
from activities.services import activities, exercises, lessons, steps
from agreements.models import Agreement
from agreements.selectors.agreements import agreement as agreement_called
from agreements.services import agreements, conclusion, ending, kin, plan_items, provisions, statements
from foundation.clock import now, today
from publishing.tables import Ratio
from reports.registry import catalogue
from tests.activities.programme import country, days, exercise, kind, planned
from tests.activities.test_after_action import learned
from tests.agreements.instruments import V1_CLAUSE, in_force, organisation, recorded
from tests.agreements.planning import begun, line
from tests.cast import acting
from tests.missions.guidance import decided_above
from tests.missions.guidance import recorded as document

pytestmark = pytest.mark.django_db
THEN = days(-400)
ASKED: dict[str, dict[str, str]] = {
    "legal-basis": {}, "treaty-pipeline": {}, "treaty-deadlines": {}, "plan-execution": {}, "effort-vs-priority": {},
    "exercises": {}, "resources": {}, "lessons": {}, "country-360": {"country": "TR"},
}  # fmt: skip
# These tell a year: they are asked about the one in which what they tell took place.
YEARS = {"plan-execution": THEN.year, "exercises": days(-390).year, "resources": days(-405).year}
NOTICE = {"renewal_mode": "indefinite", "notice_basis": "any_time", "effect_days": 30}


def picture(slug: str, day: dt.date, **asked: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    with acting("cmd_desk") as reader:
        answer = catalogue()[slug].build(to=reader, as_of=day, **{**ASKED[slug], **asked})
    return answer.rows, answer.summary


@pytest.fixture
def last_year(db: None) -> dict[str, Any]:
    """With Türkiye: an agreement of each fate, a plan, activities, an exercise, a lesson, the first tier."""
    ranks = [
        {"country": country("TR"), "political": 5, "geographic": 5, "rationale": "Neighbour of neighbours"}
    ]
    decided_above(document("mfa_desk", "white_paper", "mfa", priorities=ranks), since=-900, until=-101)
    turkiye = [country("TR")]
    with acting("cmd_desk") as desk:
        made: dict[str, Any] = {
            "superseded": in_force(desk, days(-2000), parties=turkiye, clause=V1_CLAUSE),
            "denounced": in_force(desk, days(-1500), parties=turkiye, clause=NOTICE),
            "amended": in_force(desk, days(-1200), parties=turkiye, clause=V1_CLAUSE, kind="gsomia"),
            "many": in_force(
                desk, days(-900), participation="multilateral", kind="sofa", clause=NOTICE,
                parties=[country("TR"), country("RO"), organisation("NATO")],
            ),
            "signed": recorded(desk, parties=turkiye, stands_as="signed", signed_on=days(-600), clause=V1_CLAUSE),
            "plan": begun(
                desk, year=THEN.year, stands_as="executing", signed_on=days(-520), on=days(-500),
                items=[line(kind=kind("unit_exchange"), quarter=None) for _place in range(2)],
            ),
            "provision": None,
        }  # fmt: skip
        made["provision"] = provisions.record(
            made["amended"],
            by=desk,
            at=now(),
            on=days(-800),
            article="3",
            title="Exchange of lists",
            due_on=days(-300),
        )
        _doings(made, desk)
    return made


def _doings(made: dict[str, Any], desk: Subject) -> None:
    """On that day one is under way, two are still to come; a lesson of the year before is open."""
    ahead = {"country": country("TR"), "starts_on": days(-395), "ends_on": days(-393), "on": days(-450)}
    reason = {"ad_hoc_reason": "Agreed by the ministers"}
    made["ongoing"] = planned(
        desk, country=country("TR"), starts_on=days(-405), ends_on=days(-380), stands_as="ongoing", **reason,
        planned_cost=Decimal(900), currency="AZN", person_days=40,
    )  # fmt: skip
    made["moved"] = planned(desk, **ahead, **reason, planned_cost=Decimal(500), currency="AZN")
    made["dropped"] = planned(desk, **ahead, **reason, person_days=7)
    made["exercise"] = exercise(desk, **{**ahead, "starts_on": days(-390), "ends_on": days(-385)})
    over = planned(
        desk, country=country("TR"), starts_on=days(-470), ends_on=days(-460), stands_as="completed", **reason
    )
    made["lesson"] = learned(desk, over, on=days(-440), due_on=days(-200))


def much_happens(made: dict[str, Any]) -> None:
    """Since that day."""
    turkiye = [country("TR")]
    with acting("cmd_desk") as desk:
        told: dict[str, Any] = {"by": desk, "at": now()}
        later = in_force(desk, days(-250), parties=turkiye, clause=V1_CLAUSE, title_en="The successor")
        kin.supersede(made["superseded"], on=days(-240), reason="Replaced", successor=later, **told)
        gone = ending.denounce(made["denounced"], on=days(-300), reason="No longer needed", **told)
        ending.terminate(gone, on=days(-260), **told)
        many = agreement_called(made["many"].reference, to=desk)
        party = many.parties.get(country__iso2="TR")
        statements.withdraw(many, party=party, on=days(-200), effective_on=days(-150), **told)
        agreements.amend(
            made["amended"], clause={**V1_CLAUSE, "notice_value": 12}, clause_since=days(-100), **told
        )  # fmt: skip
        conclusion.register(made["amended"], on=days(-90), **told)
        conclusion.start_domestic_procedures(made["signed"], on=days(-350), **told)
        recorded(desk, parties=turkiye, on=days(-50))
        provisions.redate(made["provision"], to=days(60), on=days(-320), source="Exchange of notes", **told)
        _doings_since(made, desk, told)
    _guided_since()


def _doings_since(made: dict[str, Any], desk: Subject, told: dict[str, Any]) -> None:
    plan_items.drop_item(made["plan"], no=2, reason="Not needed.", on=days(-20), **told)
    done = steps.advance(made["ongoing"], "completed", on=days(-380), **told)
    activities.amend(done, actual_cost=Decimal(950), actual_person_days=44, **told)
    waiting = steps.advance(made["moved"], "postponed", on=days(-396), reason="Their general is ill.", **told)
    steps.resume(waiting, on=days(-396), starts_on=days(-20), ends_on=days(-18), **told)
    steps.cancel(made["dropped"], on=days(-397), reason="No aircraft.", **told)
    exercises.amend(made["exercise"], starts_on=days(90), ends_on=days(95), **told)
    lessons.close(made["lesson"], on=days(-210), outcome="Ordered earlier", **told)
    planned(desk, country=country("TR"), starts_on=days(-398), ends_on=days(-398), ad_hoc_reason="Entered late",
            stands_as="completed", on=days(-30))  # fmt: skip


def _guided_since() -> None:
    ranks = [{"country": country("TR"), "political": 1, "geographic": 1, "rationale": "Elsewhere"}]
    decided_above(document("mfa_desk", "white_paper", "mfa", priorities=ranks), since=-100)


def test_every_report_answers_as_it_was(last_year: dict[str, Agreement]) -> None:
    of_year = {slug: {"year": str(YEARS[slug])} if slug in YEARS else {} for slug in ASKED}
    before = {slug: picture(slug, THEN) for slug in ASKED}
    year_before = {slug: picture(slug, THEN, **asked) for slug, asked in of_year.items()}
    seen_before = {slug: picture(slug, today(), **asked) for slug, asked in of_year.items()}
    much_happens(last_year)
    for slug, found in before.items():
        assert picture(slug, THEN) == found, slug
        assert picture(slug, THEN, **of_year[slug]) == year_before[slug], slug
        assert found[0], f"{slug} had something to tell"
    assert {
        slug for slug, asked in of_year.items() if picture(slug, today(), **asked) != seen_before[slug]
    } == set(ASKED)


def test_a_year_tells_then_what_stood_then_and_today_what_came_of_it(last_year: dict[str, Any]) -> None:
    much_happens(last_year)
    plan, exercise_called = last_year["plan"].reference, last_year["exercise"].reference

    def outcomes(day: dt.date) -> tuple[Any, Any]:
        rows = picture("plan-execution", day, year=str(THEN.year))[0]
        (row,) = [row for row in rows if row["plan"] == plan]
        return row["planned"], row["cancelled"]

    assert (outcomes(THEN), outcomes(today())) == ((Ratio(2, 2), Ratio(0, 2)), (Ratio(1, 2), Ratio(1, 2)))

    def exercises_of_the_year(day: dt.date) -> list[str]:
        return [row["exercise"] for row in picture("exercises", day, year=str(days(-390).year))[0]]

    assert (exercise_called in exercises_of_the_year(THEN), exercises_of_the_year(today())) == (True, [])

    def spent(day: dt.date) -> Any:
        return picture("resources", day, year=str(days(-405).year))[1]["actual"]

    assert (spent(THEN), str(spent(today()))) == (None, "950.00 AZN")


def test_what_an_activity_costs_and_is_about_is_known_as_it_is_today(last_year: dict[str, Any]) -> None:
    """Kept once, not for each day: corrected, it was never otherwise (docs/decisions/0025)."""
    year = str(days(-405).year)
    with acting("cmd_desk") as desk:
        activities.amend(
            last_year["ongoing"], by=desk, at=now(), planned_cost=Decimal(1000), kind=kind("ship_visit")
        )
    rows = {row["group"]: row for row in picture("resources", THEN, by="kind", year=year)[0]}
    assert rows[str(kind("ship_visit").name)]["planned"] == Decimal(1000)


def test_a_clause_counts_as_it_stood(last_year: dict[str, Any]) -> None:
    reference = last_year["amended"].reference

    def received_by(day: dt.date) -> dt.date:
        rows, _summary = picture("treaty-deadlines", day)
        return next(row["last_receipt_day"] for row in rows if row["agreement"] == reference)

    before, now_ = received_by(THEN), received_by(today())
    with acting("cmd_desk") as desk:
        agreements.amend(
            last_year["amended"],
            by=desk,
            at=now(),
            clause={**V1_CLAUSE, "notice_value": 1},
            clause_since=days(-100),
        )
    assert received_by(THEN) == before
    assert received_by(days(-101)) == received_by(days(-101))
    assert received_by(today()) > now_


def test_what_was_recorded_wrongly_was_never_so(last_year: dict[str, Any]) -> None:
    reference = last_year["amended"].reference
    with acting("cmd_desk") as desk:
        agreements.amend(last_year["amended"], by=desk, at=now(), clause={**V1_CLAUSE, "notice_value": None})
    (row,) = [row for row in picture("treaty-deadlines", THEN)[0] if row["agreement"] == reference]
    assert row["last_receipt_day"] is None
    assert "notice" in row["remark"]


def test_the_relation_of_last_year(last_year: dict[str, Any]) -> None:
    much_happens(last_year)
    _rows, then = picture("country-360", THEN)
    assert (then["tier"], then["in_force"], then["under_way"], then["activities"]) == (1, 4, 1, 5)
    assert then["plan"] == Ratio(0, 2)
    _rows, now_ = picture("country-360", today())
    assert (now_["tier"], now_["in_force"], now_["under_way"]) == (4, 2, 2)
    (row,) = picture("country-360", THEN, show="obligations")[0]
    assert row["day"] == days(-300)
    moved = last_year["moved"].reference
    listed = {
        row["references"][0]: row["day"]
        for row in picture("country-360", THEN, show="activities_one_by_one")[0]
    }
    assert listed[moved] == days(-395)

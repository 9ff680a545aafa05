"""Operations and what sources say of them: attributed, side by side, never overwritten; pages, search, reminders."""

import datetime as dt
import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from access.context import enter_subject
from access.service_subjects import service_subject
from activities.models import Contribution, Deployment, StatedFigure
from activities.selectors.headcounts import year_lines
from activities.selectors.operations import contributions, figures, operations, said_by
from activities.services import operation_refusals as no
from activities.services import operations as services
from directory.selectors.calendar import work_calendar
from foundation.clock import now, today
from foundation.errors import DomainError, NotPermitted
from reminders.models import Reminder
from reminders.services.planning import plan
from tests.activities.contingents import a_rotation, an_act, an_operation, counted, gone, said
from tests.activities.programme import days
from tests.attaches.story_ways import get, words
from tests.cast import acting
from workspace.management.demo import operations as demo

pytestmark = pytest.mark.django_db
THIS_YEAR = today().year


def test_figures_that_differ_stand_beside_each_other():
    with acting("operations_desk") as by:
        operation = an_operation(by)
        counted(by, operation, 2019, 4, said_on=dt.date(2019, 2, 1), source="First report")
        later = counted(by, operation, 2019, 2, said_on=dt.date(2020, 2, 1), source="Second report")
        counted(by, operation, 2019, 50, is_estimate=True)
        line = year_lines(to=by, as_of=today())[0]
        assert (line.official, line.estimate, line.differing, len(line.said)) == (2, 50, True, 3)
        assert year_lines(to=by, as_of=dt.date(2019, 12, 31))[0].official == 4
        with pytest.raises(no.ReasonMissing):
            services.withdraw_contribution(later, by=by, on=today(), at=now())
        gone_now = services.withdraw_contribution(later, by=by, on=today(), at=now(), reason="Misread")
        assert year_lines(to=by, as_of=today())[0].official == 4
        assert year_lines(to=by, as_of=days(-1))[0].official == 2
        assert contributions(to=by).count() == 3
        with pytest.raises(no.AlreadyWithdrawn):
            services.withdraw_contribution(gone_now, by=by, on=today(), at=now(), reason="Again")
    with acting("mfa_desk") as by, pytest.raises(NotPermitted):
        counted(by, operation, 2019, 2)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"source": " "}, no.SourceMissing),
        ({"said_on": days(1)}, no.SaidInFuture),
        ({"said_on": dt.date(2018, 12, 31)}, no.SaidBeforeItsYear),
    ],
)
def test_a_figure_without_a_source_of_its_time_is_refused(facts, refusal):
    with acting("operations_desk") as by:
        operation = an_operation(by)
        with pytest.raises(refusal):
            counted(by, operation, 2019, 2, **facts)
        with pytest.raises(refusal):
            said(by, 3000, since_year=2019, **facts)


def test_what_was_said_is_not_changed_even_in_sql():
    with acting("operations_desk") as by:
        figure, count = said(by, 3000), counted(by, an_operation(by), 2019, 2)
        for row, wrong in (
            (figure, {"number": 4000}),
            (count, {"headcount": 3}),
            (count, {"is_estimate": True}),
        ):
            rows = type(row).objects.visible_to(by).filter(pk=row.pk)
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**wrong)
        for row in (figure, count):
            rows = type(row).objects.visible_to(by).filter(pk=row.pk)
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(withdrawn_on=today())
        assert figure.said == "over 3000"
        assert said_by(figures(to=by), days(-1)).count() == 0


def test_an_operation_has_a_beginning_and_its_mandate_a_name():
    with acting("operations_desk") as by:
        with pytest.raises(no.PartWithoutBeginning):
            an_operation(by, our_part=DateRange(None, days(1)))
        with pytest.raises(no.MandateUnnamed):
            an_operation(by, mandate_valid=DateRange(days(1), days(9)))
        held = an_operation(by, mandate="Resolution 1996", mandate_valid=DateRange(days(-9), days(9)))
        with pytest.raises(no.MandateUnnamed):
            services.amend(held, by=by, mandate="")
        assert services.amend(held, by=by, years_only=False, title="Mission").title == "Mission"
        with pytest.raises(DatabaseError), transaction.atomic():
            operations(to=by).filter(pk=held.pk).update(our_part=DateRange(empty=True))


def test_rotations_acts_and_mandates_are_reminded_of():
    with acting("operations_desk") as by:
        ends = DateRange(days(-400), days(61))
        operation = an_operation(by, mandate="Resolution DEMO", mandate_valid=ends)
        act = an_act(by, valid=ends)
        an_act(by, valid=ends, act="Nobody stands under it")
        held = gone(a_rotation(by, operation, act, first=-100, last=60), by, days(-100))
    with enter_subject(service_subject("planner"), "test") as planner:
        plan(by=planner, on=work_calendar().next_on_or_after(today()))  # on a free day internal ones wait
        rows = Reminder.objects.visible_to(planner).filter(state="pending", record__in=[
            operation.reference, act.reference, held.reference,
        ])  # fmt: skip
        told = sorted(rows.values_list("rule__code", "office__role", "offset"))
    assert told == [
        (code, "operations_desk", -60)
        for code in ("authorisations.expiry", "deployments.rotation", "operations.mandate")
    ]


def test_pages_tell_what_the_reader_may_know(signed_in):
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by, valid=DateRange(days(-400), days(61)))
        gone(a_rotation(by, operation, act, first=-100, last=60), by, days(-100))
        hidden = a_rotation(by, operation, act, first=1, last=9, caveats=("mod_only",), headcount=1)
        counted(by, operation, 2019, 2, source="Report of the mission")
        said(by, 3000, since_year=1999)
        secret = an_operation(by, caveats=("mod_only",), short_name="DEMO-HIDDEN")
    desk, outside = signed_in("operations_desk"), signed_in("mfa_desk")
    for client, most in ((desk, "3/4"), (outside, "2/4")):
        shown = words(get(client, f"/operations/{operation.reference}/"))
        assert "in 60 days" in shown
        assert most in shown
        assert "Report of the mission" in shown
    listed = get(outside, "/operations/")
    assert "over 3000" in words(listed)
    assert secret.reference not in listed
    assert hidden.reference not in get(outside, f"/operations/{operation.reference}/")
    assert outside.get(f"/operations/{secret.reference}/").status_code == 404
    assert outside.get(f"/deployments/{hidden.reference}/").status_code == 404
    assert "DEMO-HIDDEN" in get(desk, "/operations/", org="UN", q="hidden")
    assert desk.get("/operations/", {"org": "nobody"}).status_code == 400
    found = get(desk, "/search/", q="UNMISS")
    assert f"/operations/{operation.reference}/" in found
    assert "/operations/" in get(desk, "/")


def test_the_demo_tells_the_public_figures_and_d1():
    demo.load(on=today(), at=now())
    with acting("operations_desk") as by:
        assert StatedFigure.objects.visible_to(by).filter(number=3000, bound="over").count() == 1
        estimates = Contribution.objects.visible_to(by).filter(is_estimate=True)
        assert sum(row.headcount for row in estimates) > 3000
        official = Contribution.objects.visible_to(by).filter(is_estimate=False)
        assert [(row.operation.short_name, row.headcount) for row in official] == [("UNMISS", 2)]
        there = Deployment.objects.visible_to(by).get(state="deployed")
        assert there.authorisation.valid.upper == days(61)
        assert {row.years for row in operations(to=by)} == {
            "1999–2008", "2002–2015", "2003–2008", "2015–2021", "2019–",
        }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_at_once_one_is_told_that_it_is_full():
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
    start, results = threading.Barrier(2), []

    def enter(name: str) -> None:
        try:
            start.wait(timeout=20)
            with acting(name) as by:
                a_rotation(by, operation, act, headcount=3)
            results.append("entered")
        except DomainError as refusal:
            results.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(name,)) for name in ("operations_desk", "cmd_desk")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(results) == ["AboveCeiling", "entered"]


def test_more_rotations_and_figures_ask_no_more_questions(signed_in):
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
        first = a_rotation(by, operation, act, first=0, last=9)
        counted(by, operation, 2019, 2)
    desk = signed_in("operations_desk")
    ways = ("/operations/", f"/operations/{operation.reference}/", f"/deployments/{first.reference}/")
    asked = []
    for round_ in range(3):
        for way in ways:
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(way).status_code == 200
            if round_:
                asked.append(len(queries))
        with acting("operations_desk") as by:
            for number in range(2, 5):
                other = an_act(by)
                no_more = 10 * round_ + number
                a_rotation(by, operation, other, first=10, last=20, rotation_no=no_more, predecessor=first)
                counted(by, operation, 2015 + number, 2)
                an_operation(by, short_name=f"DEMO {no_more}")
    assert asked[:3] == asked[3:]

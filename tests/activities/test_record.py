"""Entering and amending activities: what they stand on, what is refused, who took part."""

import datetime as dt
from decimal import Decimal

import pytest

from access.context import Subject
from access.services.labels import LabelNotHeld, chosen, intern
from activities.models import Activity, ActivityParticipant
from activities.selectors.activities import activity_pages, entered
from activities.services import activities
from activities.services.refusals import (
    BasisMissing,
    BasisMoreRestricted,
    BasisNotInForce,
    EndsBeforeItStarts,
    EnteredAsExercise,
    EntryRefused,
    KindIsDerived,
    MoneyWithoutCurrency,
    NeedsNewApproval,
    NotAmendable,
    NotAmended,
    NotBegunYet,
    ParticipantTwice,
)
from agreements.services import ending
from audit.models import Event
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted, RecordChanged, RuleBroken
from tests.activities.programme import agreed, basis, country, days, kind, planned, stepped
from tests.agreements.instruments import recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db


def test_a_new_activity_is_planned_and_owned_by_the_clerks_unit(clerk: Subject) -> None:
    activity = planned(clerk, participants=[country("TR"), country("PK")])
    assert activity.reference.startswith(f"ACT-{today().year}-")
    assert (activity.state, activity.state_on) == ("planned", today())
    assert activity.owner_unit is not None
    assert [row.country.iso2 for row in activity.participants.all()] == ["TR", "PK"]
    assert {row.label_id for row in ActivityParticipant.in_context.all()} == {activity.label_id}
    assert [step.state for step in activity.steps.all()] == ["planned"]
    assert set(Event.objects.filter(reference=activity.reference).values_list("verb", flat=True)) == {
        "activities.record"
    }


def test_what_is_over_is_entered_where_it_stands(clerk: Subject) -> None:
    held = planned(
        clerk, starts_on=dt.date(2023, 10, 2), ends_on=dt.date(2023, 10, 6), stands_as="completed",
        ad_hoc_reason="Before this register",
    )  # fmt: skip
    assert (held.state, held.state_on) == ("completed", dt.date(2023, 10, 6))
    with pytest.raises(NotBegunYet):
        planned(clerk, stands_as="completed", ad_hoc_reason="x")
    with pytest.raises(EntryRefused):
        planned(clerk, stands_as="approved", ad_hoc_reason="x")
    with pytest.raises(BasisMissing):
        planned(clerk, starts_on=days(-9), ends_on=days(-8), stands_as="closed")


def test_contradictions_are_told_beside_their_field(clerk: Subject) -> None:
    with pytest.raises(EndsBeforeItStarts) as days_wrong:
        planned(clerk, ends_on=days(59))
    assert set(days_wrong.value.fields) == {"ends_on"}
    with pytest.raises(MoneyWithoutCurrency):
        planned(clerk, planned_cost=Decimal(10))
    with pytest.raises(MoneyWithoutCurrency):
        planned(clerk, currency="AZN")
    with pytest.raises(InvalidInput):
        planned(clerk, planned_cost=Decimal(-1), currency="AZN")
    with pytest.raises(InvalidInput):
        planned(clerk, planned_cost=Decimal(1), currency="manat")
    with pytest.raises(InvalidInput):
        planned(clerk, title="")
    with pytest.raises(NotAmended):
        planned(clerk, state="approved")


@pytest.mark.parametrize("code", ["attache_appointment", "agreement_signing"])
def test_appointments_and_signatures_are_not_entered_twice(clerk: Subject, code: str) -> None:
    with pytest.raises(KindIsDerived):
        planned(clerk, kind=kind(code))


def test_exercises_are_entered_as_such(clerk: Subject) -> None:
    with pytest.raises(EnteredAsExercise):
        planned(clerk, kind=kind("exercise"))
    activity = planned(clerk)
    with pytest.raises(EnteredAsExercise):
        activities.amend(activity, by=clerk, at=now(), kind=kind("exercise"))


def test_a_country_takes_part_once_and_the_home_state_always(clerk: Subject) -> None:
    for further in (["GE"], ["TR", "TR"], ["AZ"]):
        with pytest.raises(ParticipantTwice):
            planned(clerk, participants=[country(code) for code in further])


def test_an_agreement_that_is_not_in_force_is_no_basis(clerk: Subject) -> None:
    with pytest.raises(BasisNotInForce):
        planned(clerk, agreement=recorded(clerk))
    assert planned(clerk, agreement=basis(clerk)).agreement_id
    with pytest.raises(BasisNotInForce):
        planned(clerk, agreement=basis(clerk), starts_on=dt.date(2000, 1, 1), ends_on=dt.date(2000, 1, 2))


def test_a_basis_is_never_above_its_activity(clerk: Subject) -> None:
    secret = basis(clerk, level="limited_official_use", caveats=("negotiations",))
    with pytest.raises(BasisMoreRestricted):
        planned(clerk, agreement=secret)
    assert planned(clerk, agreement=secret, level="limited_official_use", caveats=("negotiations",))
    with pytest.raises(RuleBroken), act("test"):
        Activity.in_context.filter(pk=planned(clerk).pk).update(agreement=secret)


def test_amending_writes_what_changed_and_keeps_its_place_in_the_trail(clerk: Subject) -> None:
    activity = planned(clerk, participants=[country("TR")])
    amended = activities.amend(
        activity,
        by=clerk,
        at=now(),
        version=1,
        title="New title",
        participants=[country("TR"), country("PK")],
    )
    assert (amended.title, amended.version) == ("New title", 2)
    assert [row.country.iso2 for row in amended.participants.all()] == ["TR", "PK"]
    events = Event.objects.filter(verb="activities.amend")
    assert sorted(events.values_list("table", flat=True)) == [
        "activities_activity",
        "activities_activityparticipant",
    ]
    with pytest.raises(RecordChanged):
        activities.amend(activity, by=clerk, at=now(), version=1, title="Stale")
    with pytest.raises(ParticipantTwice):
        activities.amend(amended, by=clerk, at=now(), country=country("TR"))


def test_what_lies_with_the_approver_or_is_over_stays_as_it_is(clerk: Subject) -> None:
    activity = stepped(planned(clerk, ad_hoc_reason="x"), clerk, "in_approval")
    with pytest.raises(NotAmendable):
        activities.amend(activity, by=clerk, at=now(), title="x")


def test_many_small_changes_do_not_lead_away_from_what_was_approved(db: None) -> None:
    with acting("cmd_desk") as desk:
        cost = {"planned_cost": Decimal(100), "currency": "AZN"}
        activity = stepped(planned(desk, ad_hoc_reason="x", **cost), desk, "in_approval")
    activity = agreed(activity)
    with acting("cmd_desk") as desk:
        moved = activities.amend(activity, by=desk, at=now(), starts_on=days(85), ends_on=days(90))
        for again in (
            {"starts_on": days(91), "ends_on": days(95)},
            {"planned_cost": Decimal("120.01")},
            {"currency": "EUR"},
            {"country": country("TR")},
        ):
            with pytest.raises(NeedsNewApproval):
                activities.amend(moved, by=desk, at=now(), **again)
        assert activities.amend(moved, by=desk, at=now(), planned_cost=Decimal(120)).version == 5


def test_an_activity_is_blocked_while_its_agreement_has_ceased(db: None) -> None:
    with acting("cmd_desk") as desk:
        agreement = basis(desk)
        activity = stepped(planned(desk, agreement=agreement), desk, "in_approval")
    agreed(activity)
    with acting("cmd_desk") as desk:
        page = activity_pages(to=desk, on=today())
        assert page.get(pk=activity.pk).blocked is False
        ending.supersede(agreement, by=desk, on=today(), at=now(), reason="a new one")
        assert page.get(pk=activity.pk).blocked is True
        late = planned(desk, agreement=agreement, stands_as="ongoing", starts_on=days(-1))
        assert entered(late, further=(), to=desk, on=today()).blocked is page.get(pk=late.pk).blocked is True


def test_who_may(db: None) -> None:
    with acting("mfa_desk") as desk, pytest.raises(NotPermitted):
        planned(desk)
    with acting("cmd_desk") as clerk:
        activity = planned(clerk)
    with acting("leadership_reader") as reader, pytest.raises(NotPermitted):
        activities.amend(activity, by=reader, at=now(), title="x")
    with acting("cmd_desk_2") as second, pytest.raises(LabelNotHeld):
        chosen("limited_official_use", ["mod_only"], by=second)


def test_hidden_ones_do_not_exist(db: None) -> None:
    with acting("cmd_desk") as clerk:
        planned(clerk, caveats=("mod_only",))
        planned(clerk, level="limited_official_use", caveats=("negotiations",))
        open_one = planned(clerk)
        assert Activity.objects.visible_to(clerk).count() == 3
    for name, seen in (("mfa_desk", 2), ("cmd_desk_2", 1), ("sysadmin", 0)):
        with acting(name) as viewer:
            assert Activity.objects.visible_to(viewer).count() == seen
            assert Activity.in_context.count() == seen
    with acting("cmd_desk_2") as viewer:
        assert list(Activity.objects.visible_to(viewer).matching("mountain")) == [open_one]
        assert intern("official_use").pk == open_one.label_id

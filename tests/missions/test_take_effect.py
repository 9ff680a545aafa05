"""Papers take effect, supersede and expire: at approval, by date, in one transaction (I7)."""

import datetime as dt

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from foundation.clock import today
from foundation.errors import NotPermitted
from missions.models import PaperTransition
from missions.selectors.papers import effective_paper, effective_papers
from missions.services import effects
from tests.cast import acting
from tests.missions.scene import LEADERSHIP, approved, days, drafted, loses_every_caveat, mission, seen

pytestmark = pytest.mark.django_db


def scheduler_runs(on=None):
    with enter_subject(service_subject("scheduler"), "test") as by:
        return effects.bring_up_to_date(by=by, on=on or today())


def test_approval_on_or_after_the_first_day_brings_it_into_effect_at_once():
    paper = approved()
    assert paper.state == "effective"
    with acting("cmd_desk") as by:
        states = [
            row.state for row in PaperTransition.objects.visible_to(by).filter(paper=paper).order_by("id")
        ]
    assert states == [
        "draft",
        "post_coordination",
        "mod_review",
        "mfa_review",
        "joint_approval",
        "approved",
        "effective",
    ]


def test_a_late_approval_counts_from_the_day_it_was_given():
    paper = approved(starts_on=days(-100))
    assert paper.period.lower == today()


def test_an_approved_paper_waits_for_its_first_day_and_the_scheduler():
    paper = approved(starts_on=days(10))
    assert paper.state == "approved"
    assert scheduler_runs(days(9)).took_effect == 0
    assert scheduler_runs(days(12)).took_effect == 1  # two days of downtime
    assert seen(paper).state == "effective"
    assert scheduler_runs(days(12)).took_effect == 0


def test_the_one_before_is_superseded_and_its_period_ends_where_the_new_one_begins():
    old = approved(last_on=days(200))
    with acting("cmd_desk"):
        long_ago = dt.timedelta(days=50)
    new = approved(starts_on=days(30), last_on=days(400))
    assert seen(old).state == "effective"
    scheduler_runs(days(30))
    old, new = seen(old), seen(new)
    assert (old.state, new.state) == ("superseded", "effective")
    assert old.period.upper == new.period.lower == days(30)
    with acting("cmd_desk") as by:
        assert old.transitions.order_by("-id").first().reason == new.reference
        place = {"mission": mission(), "country": new.country, "to": by}
        assert effective_paper(on=days(29), **place) == old
        assert effective_paper(on=days(30), **place) == new
        assert effective_paper(on=today() - long_ago, **place) is None


def test_replaced_on_its_first_day_it_still_shows_that_it_was_in_effect():
    old = approved()
    new = approved()
    assert (seen(old).state, seen(new).state) == ("superseded", "effective")


def test_a_paper_whose_last_day_is_over_expires():
    paper = approved(last_on=days(5))
    assert scheduler_runs(days(5)).expired == 0
    assert scheduler_runs(days(6)).expired == 1
    assert seen(paper).state == "expired"
    with acting("cmd_desk") as by:
        assert not effective_papers(on=days(6), to=by).exists()
        assert effective_papers(on=days(5), to=by).get() == paper


def test_a_paper_the_last_decider_may_not_see_is_superseded_by_the_scheduler():
    """Need-to-know outranks haste: the approval stands, the effect follows within the day."""
    old = approved(level="limited_official_use", caveats=("negotiations",))
    for leader in LEADERSHIP:
        loses_every_caveat(leader)
    new = approved()
    assert seen(new).state == "approved"
    scheduler_runs()
    assert (seen(old).state, seen(new).state) == ("superseded", "effective")


def test_only_the_scheduler_brings_papers_into_effect_by_hand():
    paper = drafted()
    with acting("cmd_desk") as by, pytest.raises(NotPermitted):
        effects.take_effect(paper, by=by, on=today())


def test_what_is_not_approved_or_not_due_does_not_take_effect():
    draft = drafted()
    later = approved(starts_on=days(10))
    with enter_subject(service_subject("scheduler"), "test") as by:
        with pytest.raises(effects.NotApproved):
            effects.take_effect(draft, by=by, on=today())
        with pytest.raises(effects.StartsLater):
            effects.take_effect(later, by=by, on=today())
        with pytest.raises(effects.PeriodOver):
            effects.take_effect(later, by=by, on=days(2000))

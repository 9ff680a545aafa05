"""Putting a reminder off: what is refused stands beside its field as typed; what cannot wait offers nothing."""

import datetime as dt

import pytest

from foundation.clock import today
from reminders import dispatcher
from reminders.models import Rule
from reminders.selectors.inbox import by_matter, inbox
from tests.cast import acting
from tests.reminders.conftest import *  # noqa: F403

pytestmark = pytest.mark.django_db
A_WEEK = dt.timedelta(days=7)


@pytest.fixture
def told(deadline, planned_on):
    """The Center's clerk was reminded of something due in two weeks; the number of the line."""
    deadline.due_on = today() + 2 * A_WEEK
    Rule.objects.filter(code=deadline.code).update(is_at_once=True)
    planned_on(today())
    dispatcher.drain()
    with acting("cmd_desk") as clerk:
        (matter,) = by_matter(inbox(to=clerk))
    return matter.first.notice_id


@pytest.mark.parametrize(
    ("days", "reason", "words"),
    [
        (-1, "Waits for the host", "Choose a day that is still ahead."),
        (15, "Waits for the host", "It cannot be put off beyond its deadline."),
        (7, "Waits " + "x" * 10_000, "at most 300 characters"),
        (7, "   ", "This field is required."),
        (None, "Waits for the host", "A date like 2026-11-23."),
    ],
)
def test_what_is_refused_stands_beside_its_field_with_what_was_typed(told, signed_in, days, reason, words):
    until = "soon" if days is None else (today() + dt.timedelta(days=days)).isoformat()
    page = signed_in("cmd_desk").post(f"/inbox/{told}/snooze/", {"until": until, "reason": reason})
    shown = page.content.decode()
    assert page.status_code == 400
    assert '<details class="more" open>' in shown
    assert f'value="{until}"' in shown
    assert words in shown
    assert f'href="#{"reason" if "characters" in words or "required" in words else "until"}-{told}"' in shown
    with acting("cmd_desk") as clerk:
        assert len(inbox(to=clerk)) == 1


def test_the_form_says_how_long_it_can_wait(told, signed_in):
    shown = signed_in("cmd_desk").get("/inbox/").content.decode()
    assert f'max="{(today() + 2 * A_WEEK).isoformat()}"' in shown
    assert "No later than" in shown


def test_put_off_twice_is_told_on_top(told, signed_in):
    desk, typed = signed_in("cmd_desk"), {"until": (today() + A_WEEK).isoformat(), "reason": "Later"}
    assert desk.post(f"/inbox/{told}/snooze/", typed).status_code == 302
    assert (
        "This is put off already." in desk.post(f"/inbox/{told}/snooze/", typed, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    ("days", "is_legal", "offered"), [(-1, True, False), (-1, False, True), (0, False, False)]
)
def test_what_cannot_wait_any_more_is_not_offered_to_wait(
    deadline, planned_on, signed_in, days, is_legal, offered
):
    deadline.due_on = today() + dt.timedelta(days=days)
    Rule.objects.filter(code=deadline.code).update(
        is_legal=is_legal, is_at_once=not is_legal, offsets=[-30, 0, 1]
    )
    planned_on(today())
    dispatcher.drain()
    shown = signed_in("cmd_desk").get("/inbox/").content.decode()
    assert "The name of the thing" in shown
    assert ('class="more"' in shown) is offered

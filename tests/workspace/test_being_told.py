"""How somebody wants to be told: what cannot be is refused beside its field, in words."""

import datetime as dt

import pytest

from foundation.clock import now, today
from foundation.errors import InvalidInput
from reminders.models import Preference
from reminders.services.preferences import prefer
from tests.cast import acting

pytestmark = pytest.mark.django_db
SOON, LATER = (today() + dt.timedelta(days=days) for days in (10, 20))
ORDER = "A leave has a first and a last day, in this order."


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"hour": "99"}, "hour", "less than or equal to 23"),
        ({"hour": "-1"}, "hour", "greater than or equal to 0"),
        ({"away_from": SOON}, "away_until", ORDER),
        ({"away_until": SOON}, "away_from", ORDER),
        ({"away_from": LATER, "away_until": SOON}, "away_until", ORDER),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(signed_in, typed, field, words):
    sent = {"digest": "daily", "hour": "7", "weekday": "0", **typed}
    answer = signed_in("cmd_desk").post("/being-told/", sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page[page.index(f'id="id_{field}_error"') :][:200]
    assert "onstraint" not in page
    assert not Preference.objects.exists()


@pytest.mark.parametrize("leave", [{"away_from": SOON}, {"away_until": SOON}])
def test_half_a_leave_is_none(leave):
    with acting("cmd_desk") as person, pytest.raises(InvalidInput):
        prefer(by=person, at=now(), digest="daily", hour=7, weekday=0, **leave)


def test_what_a_page_carries_along_is_not_refused_without_a_word(signed_in):
    answer = signed_in("cmd_desk").get("/calendar/", {"view": "late", "page": "9" * 20})
    assert answer.status_code == 400
    assert "carries along was changed" in answer.content.decode()

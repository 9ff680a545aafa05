"""Visits on their list and in data entry: filters, need-to-know, whole lists, refusals beside what was typed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.context import Subject
from activities.models import Activity, Visit
from activities.services import visits
from foundation.clock import now, today
from tests.activities.programme import country, days, kind, planned
from tests.activities.story_ways import moment, typed_visit
from tests.attaches.story_ways import get, page_of, pressed, sent, words
from tests.cast import acting

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db


def coming(by: Subject, title: str = "DEMO: visit of a minister", *, starts: int = 60, **facts: Any) -> Visit:
    """A visit of Georgia in two months unless told otherwise."""
    activity = planned(
        by, kind=kind("contact"), title=title, starts_on=days(starts), ends_on=days(starts), **facts
    )
    return visits.write(activity, by=by, at=now(), protocol_level="minister", purpose="Talks")


def today_planned() -> Activity:
    with acting("cmd_desk") as desk:
        return planned(desk, kind=kind("contact"), starts_on=days(0), ends_on=days(0))


def test_the_list_narrows_and_says_what_is_wrong(signed_in: SignIn):
    with acting("cmd_desk") as desk:
        coming(desk, "DEMO: visit ahead")
        late = coming(desk, "DEMO: late visit", starts=20, country=country("TR"))
        visits.write(late.activity, by=desk, at=now(), programme=[], delegation=[])
    client = signed_in("mfa_protocol")
    ahead = words(get(client, "/visits/"))
    assert ahead.index("DEMO: late visit") < ahead.index("DEMO: visit ahead")
    assert "DEMO: visit ahead" not in words(get(client, "/visits/", which="late"))
    assert "DEMO: visit ahead" not in words(get(client, "/visits/", country="TR"))
    assert "DEMO: late visit" not in words(get(client, "/visits/", q="ahead"))
    assert "No visit fits these filters" in words(get(client, "/visits/", protocol_level="expert"))
    for wrong in ({"country": "QQ"}, {"which": "soon"}, {"page": "0"}, {"protocol_level": "king"}):
        assert client.get("/visits/", wrong).status_code == 400


def test_what_one_may_not_see_leaves_no_trace(signed_in: SignIn):
    with acting("cmd_desk") as desk:
        hidden = coming(desk, "DEMO: hidden visit", level="limited_official_use", country=country("TR"))
    reader = signed_in("cmd_desk_2")
    shown = get(reader, "/visits/")
    assert "hidden visit" not in shown
    assert 'value="TR"' not in shown
    assert "No visit is being prepared" in words(shown)
    assert reader.get(page_of(hidden)).status_code == 404
    assert "hidden visit" not in get(reader, reverse("admin:activities_visit_changelist"))


def test_a_longer_list_asks_no_more_questions(signed_in: SignIn):
    client, counts = signed_in("mfa_protocol"), []
    for many in (1, 4):
        with acting("cmd_desk") as desk:
            for number in range(many):
                coming(desk, f"DEMO: visit {many}.{number}")
        get(client, "/visits/")
        with CaptureQueriesContext(connection) as asked:
            get(client, "/visits/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


REFUSED: dict[str, dict[str, Any]] = {
    "Two heads of one delegation are named.": {"delegation-1-country": "GE"},
    "our side, the main partner or a further country": {"delegation-1-country": "KZ"},
    "outside the days of the visit": {"programme-0-starts_at": (1, 9), "programme-0-ends_at": (1, 10)},
    "ends before it begins": {"programme-0-ends_at": (0, 8)},
    "Enter a valid date/time.": {"programme-0-starts_at": "soon"},
    "This field is required.": {"purpose": ""},
}


def _typed(name: str, value: Any) -> Any:
    """An hour of a day from today, a country by its code, or what stands there."""
    if isinstance(value, tuple):
        return moment(*value)
    return country(value).pk if name.endswith("country") else value


@pytest.mark.parametrize("said", REFUSED)
def test_a_refusal_keeps_what_was_typed(signed_in: SignIn, said: str):
    activity, client = today_planned(), signed_in("mfa_protocol")
    with acting("cmd_desk"):
        given = {name: _typed(name, value) for name, value in REFUSED[said].items()}
    data = {
        **typed_visit(), "activity": activity.pk, "delegation-INITIAL_FORMS": "0", "programme-INITIAL_FORMS": "0",
        **given,
    }  # fmt: skip
    answer = client.post(reverse("admin:activities_visit_add"), data)
    assert answer.status_code in {400, 409}
    assert said in words(answer.content.decode())
    assert "Nümunə Nazir" in answer.content.decode()
    with acting("cmd_desk"):
        assert not Visit.in_context.exists()


def test_lists_are_changed_and_phases_done_by_their_buttons(signed_in: SignIn):
    activity, client = today_planned(), signed_in("mfa_protocol")
    add = f"{reverse('admin:activities_visit_add')}?activity={activity.reference}"
    sent(client, add, **typed_visit())
    with acting("cmd_desk"):
        visit = Visit.in_context.select_related("activity").get()
    way = page_of(visit)
    sent(client, way, **{"delegation-1-DELETE": "on", "programme-0-subject": "Talks at the Ministry"})
    with acting("cmd_desk"):
        assert [row.country.iso2 for row in visit.delegation.select_related("country")] == ["GE"]
        assert visit.programme.get().subject == "Talks at the Ministry"
    shown = pressed(client, way, "programme", on=today())
    assert "step/programme/" not in shown
    assert "step/protocol/" in shown
    reader = signed_in("mfa_legal")
    assert 'name="_save"' not in get(reader, way)
    assert "/step/" not in get(reader, way)
    assert reader.get(reverse("admin:activities_visit_add")).status_code == 403

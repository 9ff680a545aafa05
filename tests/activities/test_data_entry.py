"""The clerk at the admin: an exercise on one page, its conferences, its buttons, and refusals beside what was typed."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Activity, Exercise
from foundation.clock import today
from tests.activities.programme import agreed, basis, country, days, exercise, kind, planned, stepped
from tests.cast import acting

pytestmark = pytest.mark.django_db
EXERCISES, ACTIVITIES = "/admin/activities/exercise/", "/admin/activities/activity/"


def _form(**typed: object) -> dict[str, object]:
    """The add form as a clerk fills it in."""
    return {
        "title": "DEMO-EX Xəzər", "country": str(country("TR").pk), "agreement": "", "ad_hoc_reason": "Agreed",
        "starts_on": str(days(200)), "ends_on": str(days(205)), "place": "Bakı", "level": "bilateral",
        "direction": "home", "aspect": "cooperation", "planned_cost": "", "currency": "", "person_days": "",
        "size": "small", "contingents-TOTAL_FORMS": "0", "contingents-INITIAL_FORMS": "0", "costs-TOTAL_FORMS": "0",
        "costs-INITIAL_FORMS": "0",
        "troops": "9500", "tanks": "0", "acvs": "0", "artillery": "0", "special": "0", "sorties": "0",
        "notified_on": "", "exemption": "",
        "stands_as": "planned", "classification": "official_use", "participants": [str(country("GE").pk)],
        **{f"{name}_{part}": "" for name in ("ipc", "mpc", "fpc") for part in ("planned_on", "held_on")},
        **typed,
    }  # fmt: skip


def test_the_clerk_enters_an_exercise_under_an_agreement(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = basis(clerk, parties=[country("TR")])
    desk = signed_in("cmd_desk")
    assert desk.get(f"{EXERCISES}add/").status_code == 200
    answer = desk.post(f"{EXERCISES}add/", _form(agreement=str(agreement.pk), fpc_planned_on=str(days(180))))
    assert answer.status_code == 302, answer.context["errors"]
    with acting("cmd_desk"):
        found = Exercise.in_context.get()
        assert found.activity.agreement_id == agreement.pk
        assert [row.country.iso2 for row in found.activity.participants.all()] == ["GE"]
        planned_for = dict(found.conferences.values_list("kind", "planned_on"))
        assert planned_for == {"ipc": days(80), "mpc": days(125), "fpc": days(180)}
    page = desk.get(f"{EXERCISES}{found.pk}/change/").content.decode()
    assert "Notify by" in page
    assert "Planned too late" in page
    assert 'name="state"' not in page
    assert 'name="notify_by"' not in page
    assert "DEMO-EX Xəzər" in desk.get(f"{EXERCISES}?late=yes").content.decode()
    assert "DEMO-EX Xəzər" in desk.get(f"{EXERCISES}?q=xezer").content.decode()


REFUSED = {
    "no basis": ({"ad_hoc_reason": ""}, "Name the agreement or the item of a plan it stands on"),
    "days": ({"ends_on": str(days(199))}, "The last day lies before the first."),
    "money": ({"planned_cost": "10"}, "An amount and its currency belong together."),
    "conferences": ({"ipc_planned_on": str(days(199))}, "follow each other, before the first day"),
    "held ahead": ({"ipc_held_on": str(days(1))}, "recorded when it has happened"),
    "not a day": ({"starts_on": "soon"}, "Enter a valid date"),
    "home": ({"participants": []} | {"country": "0"}, "Select a valid choice"),
    "label": ({"classification": "limited_official_use"}, "do not hold this classification"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_keeps_what_was_typed(signed_in: Callable[..., Client], case: str) -> None:
    typed, words = REFUSED[case]
    answer = signed_in("cmd_desk_2").post(f"{EXERCISES}add/", _form(**typed))
    assert answer.status_code in {400, 409}
    page = answer.content.decode()
    assert words in page
    assert "DEMO-EX Xəzər" in page
    with acting("cmd_desk"):
        assert not Exercise.in_context.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"mpc_planned_on": str(days(199))}, "mpc_planned_on"),
        ({"fpc_held_on": str(days(1))}, "fpc_held_on"),
    ],
)
def test_what_is_wrong_with_the_conferences_stands_at_the_day_typed(
    signed_in: Callable[..., Client], typed: dict[str, str], field: str
) -> None:
    answer = signed_in("cmd_desk_2").post(f"{EXERCISES}add/", _form(**typed))
    assert list(answer.context["adminform"].form.errors) == [field]
    page = answer.content.decode()
    assert f'href="#id_{field}"' in page
    assert "conferences:" not in page


def test_changes_are_those_on_the_page_and_based_on_what_was_seen(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        found = exercise(clerk, participants=[country("GE")])
    desk, address = signed_in("cmd_desk"), f"{EXERCISES}{found.pk}/change/"
    initial = desk.get(address).context["adminform"].form
    typed = {name: initial[name].value() for name in initial.fields}
    body = {name: "" if value is None else value for name, value in typed.items() if name != "caveats"}
    rows = {
        f"{part}-{count}_FORMS": "0" for part in ("contingents", "costs") for count in ("TOTAL", "INITIAL")
    }
    answer = desk.post(address, {**body, **rows, "troops": "100", "ipc_planned_on": str(days(81))})
    assert answer.status_code == 302, answer.context["errors"]
    with acting("cmd_desk"):
        held = Exercise.in_context.get()
        assert (held.troops, held.activity.version) == (100, 2)
        assert held.conferences.get(kind="ipc").planned_on == days(81)
        assert [row.country.iso2 for row in held.activity.participants.all()] == ["GE"]
    stale = desk.post(address, {**body, **rows, "troops": "200"})
    assert "has changed since you opened it" in stale.content.decode()


def test_the_buttons_are_those_of_state_and_office(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        found = exercise(clerk)
    desk = signed_in("cmd_desk")
    address = f"{EXERCISES}{found.pk}/"

    def buttons(client: Client) -> list[str]:
        return [step["name"] for step in client.get(f"{address}change/").context["lifecycle_steps"]]

    assert buttons(desk) == ["put-up", "postpone", "cancel"]
    desk.post(f"{address}step/put-up/", {"on": str(today())})
    assert buttons(desk) == ["take-back", "postpone", "cancel"]
    agreed(found.activity)
    assert buttons(desk) == ["prepare", "postpone", "cancel"]
    refused = desk.post(f"{address}step/postpone/", {"on": str(today())}, follow=True)
    assert "Say why." in refused.content.decode()
    with acting("cmd_desk"):
        assert Activity.in_context.get().state == "approved"
    assert buttons(signed_in("mfa_desk")) == []


def test_those_who_only_read_see_the_facts(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        found = exercise(clerk, place="Gəncə", troops=9000)
        hidden = exercise(clerk, title="Hidden", caveats=("mod_only",))
        closed = stepped(exercise(clerk, title="Waiting").activity, clerk, "in_approval").exercise
    reader = signed_in("arms_control_desk")
    page = reader.get(f"{EXERCISES}{found.reference}/change/").content.decode()
    assert "Gəncə" in page
    assert "Türkiye" in page
    assert "<textarea" not in page
    assert reader.get(f"{EXERCISES}{hidden.pk}/change/").status_code == 404
    assert "Hidden" not in reader.get(EXERCISES).content.decode()
    assert "Waiting" in signed_in("cmd_desk").get(f"{EXERCISES}{closed.pk}/change/").content.decode()


def test_activities_of_other_kinds_have_a_page_of_their_own(signed_in: Callable[..., Client]) -> None:
    desk = signed_in("cmd_desk")
    assert desk.get(f"{ACTIVITIES}add/").status_code == 200
    body = {
        **{k: v for k, v in _form(title="Gəmi səfəri").items() if k in _form() and "_planned" not in k},
        "kind": str(kind("ship_visit").pk), "aspect": "cooperation", "planned_cost": "10.5", "currency": "AZN",
        **{f"{part}-{count}_FORMS": "0" for part in ("contingents", "costs") for count in ("TOTAL", "INITIAL")},
    }  # fmt: skip
    answer = desk.post(f"{ACTIVITIES}add/", body)
    assert answer.status_code == 302, answer.context["errors"]
    with acting("cmd_desk"):
        entered = Activity.in_context.get()
        assert [row.country.iso2 for row in entered.participants.all()] == ["GE"]
    address = reverse("admin:activities_activity_change", args=[entered.pk])
    assert "Gəmi səfəri" in desk.get(address).content.decode()
    changed = desk.post(address, {**body, "title": "Gəmilərin səfəri", "based_on": "1"})
    assert changed.status_code == 302, changed.context["errors"]
    for query in ("", "?q=gemi", "?state=planned&country=TR", f"?year={days(200).year}"):
        assert "Gəmilərin səfəri" in desk.get(f"{ACTIVITIES}{query}").content.decode()
    refused = desk.post(f"{ACTIVITIES}add/", {**body, "kind": str(kind("exercise").pk)})
    assert "Enter exercises under Exercises" in refused.content.decode()


def test_an_exercise_among_the_activities_leads_to_its_page(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        found = exercise(clerk)
    answer = signed_in("cmd_desk").get(f"{ACTIVITIES}{found.activity_id}/change/")
    assert (answer.status_code, answer["Location"]) == (302, f"{EXERCISES}{found.pk}/change/")


def test_the_number_of_questions_does_not_grow_with_the_list(signed_in: Callable[..., Client]) -> None:
    desk = signed_in("cmd_desk")
    counts = []
    for rows in (1, 5):
        with acting("cmd_desk") as clerk:
            for _ in range(rows):
                exercise(clerk)
                planned(clerk)
        for address in (EXERCISES, ACTIVITIES):
            desk.get(address)
            with CaptureQueriesContext(connection) as asked:
                desk.get(address)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]

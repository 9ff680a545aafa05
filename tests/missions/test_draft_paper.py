"""papers.draft: who begins a paper, for which State, under which marking."""

import datetime as dt

import pytest

from directory.models import Country
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from missions.models import PaperEditor, PaperTransition
from missions.selectors.contents import content_of
from missions.selectors.papers import current
from missions.services import papers
from missions.services.moves import NotYourMission
from missions.services.papers import CountryNotServed
from missions.services.versions import NotOnTheList
from tests.cast import acting
from tests.missions.scene import content, drafted, mission

pytestmark = pytest.mark.django_db


def draft_as(name, code="tr", country="TR", **changes):
    with acting(name) as by:
        return papers.draft(
            by=by,
            mission=mission(code),
            country=Country.objects.get(iso2=country),
            at=now(),
            on=today(),
            **content(country, **changes),
        )


def test_the_attache_begins_a_paper_on_his_missions_need_to_know_list():
    paper = drafted()
    with acting("attache") as by:
        assert paper.state == "draft"
        assert paper.label.compartments == ["mission:tr"]
        assert paper.label.level_code == "official_use"
        version = current(paper, to=by)
        assert version.no == 1
        written = content_of(version)
        assert written["objectives"][0]["code"] == "O1"
        assert written["resources"][0]["amount"] == "120000.00"
        editors = PaperEditor.objects.visible_to(by).filter(version=version)
        assert [row.user_id for row in editors] == [by.user_id]
        states = PaperTransition.objects.visible_to(by).filter(paper=paper)
        assert [(row.state, row.on, row.by_id) for row in states] == [("draft", today(), by.user_id)]


def test_the_centers_clerk_may_begin_it_too():
    assert draft_as("cmd_desk").state == "draft"


def test_nobody_else_may():
    with pytest.raises(NotPermitted):
        draft_as("mfa_desk")
    with pytest.raises(NotPermitted):
        draft_as("head_of_mission")


def test_an_attache_drafts_for_his_own_mission_only():
    with pytest.raises(NotYourMission):
        draft_as("attache_de")


def test_a_paper_is_for_a_state_the_mission_is_accredited_to():
    with pytest.raises(CountryNotServed):
        draft_as("attache", country="DE")
    mission().side_accredited.add(Country.objects.get(iso2="DE"))
    assert draft_as("attache", country="DE").country.iso2 == "DE"


def test_who_is_not_on_the_list_drafts_nothing():
    with pytest.raises(NotOnTheList):
        draft_as("cmd_desk", "fr", "FR")


def test_both_dates_are_needed_and_in_order():
    with pytest.raises(InvalidInput) as refusal:
        draft_as("attache", starts_on=None, last_on=None)
    assert set(refusal.value.fields) == {"starts_on", "last_on"}
    with pytest.raises(InvalidInput):
        draft_as("attache", last_on=today() - dt.timedelta(days=1))


def test_the_last_day_still_belongs_to_the_paper():
    paper = draft_as("attache", starts_on=dt.date(2026, 1, 1), last_on=dt.date(2027, 12, 31))
    assert paper.period.upper == dt.date(2028, 1, 1)
    assert paper.last_on == dt.date(2027, 12, 31)


@pytest.mark.parametrize(
    ("part", "rows", "field"),
    [
        ("objectives", [{"code": "A", "text": "x"}, {"code": "A", "text": "y"}], "code"),
        ("objectives", [{"text": ""}], "text"),
        ("priorities", [{"political": 6}], "political"),
        ("resources", [{"kind": "money", "amount": 5, "currency": "manat"}], "currency"),
        ("resources", [{"kind": "people", "amount": 5, "currency": "AZN"}], "currency"),
        ("resources", [{"kind": "people", "amount": -1}], "amount"),
        ("resources", [{"kind": "gold"}], "kind"),
    ],
)
def test_rows_that_cannot_be_right_are_named_by_place_and_field(part, rows, field):
    with pytest.raises(InvalidInput) as refusal:
        draft_as("attache", **{part: rows})
    assert field in refusal.value.fields[part][-1]


def test_a_draft_may_be_incomplete():
    paper = draft_as("attache", objectives=[], priorities=[], resources=[], host_context="")
    assert paper.state == "draft"

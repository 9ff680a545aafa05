"""The register and the page of an agreement: first by when to act, then the evidence."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from agreements.services import ending
from foundation.clock import now, today
from tests.agreements.instruments import in_force, recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)


def _page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_register_shows_whose_day_comes_next(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        later = in_force(clerk, dt.date(2025, 1, 1), title_en="Later one")
        sooner = in_force(clerk, today() - dt.timedelta(days=900), title_en="Sooner one")
        recorded(clerk, title_en="Proposed one")
    page = _page(signed_in("leadership_reader"), "/agreements/")
    assert page.index("Sooner one", page.index("<tbody>")) < page.index("Later one", page.index("<tbody>"))
    assert "Record an agreement" not in page
    assert f"/agreements/{sooner.reference}/" in page
    assert page.count("<svg") > 1
    assert "2 agreements, from" in page
    assert "OFFICIAL USE" in page
    assert "Record an agreement" in _page(signed_in("cmd_desk"), "/agreements/?state=binding")
    assert later.reference in _page(signed_in("cmd_desk"), "/agreements/?q=Later&country=GE&kind=mou")


@pytest.mark.parametrize("query", ["state=dead", "country=QQ", "kind=pact", "page=x", f"q={'ə' * 200}"])
def test_a_wrong_filter_keeps_the_page_and_says_so(signed_in: Callable[..., Client], query: str) -> None:
    _page(signed_in("cmd_desk"), f"/agreements/?{query}", 400)


def test_an_empty_register_says_what_to_do_first(signed_in: Callable[..., Client]) -> None:
    assert "Record the first one" in _page(signed_in("cmd_desk"), "/agreements/")
    assert "once the Center or a legal department has recorded them" in _page(
        signed_in("mfa_desk"), "/agreements/"
    )
    with acting("cmd_desk") as clerk:
        recorded(clerk)
    assert "No agreement fits these filters" in _page(signed_in("cmd_desk"), "/agreements/?state=over")


def test_two_people_see_different_rows_on_the_same_page(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        in_force(clerk, E, title_en="Open one")
        hidden = in_force(
            clerk, E, title_en="Hidden one", level="limited_official_use", caveats=("negotiations",)
        )
    all_of_it, less = (_page(signed_in(name), "/agreements/") for name in ("cmd_desk", "cmd_desk_2"))
    assert "Hidden one" in all_of_it
    assert "LIMITED OFFICIAL USE // NEGOTIATIONS" in all_of_it
    assert "Hidden one" not in less
    assert "NEGOTIATIONS" not in less
    assert "<strong>2</strong>" in all_of_it
    assert "<strong>1</strong>" in less
    for words in ("?q=Hidden", f"{hidden.reference}/"):
        client = signed_in("cmd_desk_2")
        assert "Hidden one" not in client.get(f"/agreements/{words}").content.decode()
    _page(signed_in("cmd_desk_2"), f"/agreements/{hidden.reference}/", 404)


def test_the_page_says_by_when_to_act_and_why(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, E)
        due = agreement.deadlines.get(kind="last_receipt").due_on
        doubtful = recorded(
            clerk, stands_as="in_force", signed_on=E, needs_verification=True, doubt="Two sources, two days."
        )
        plan = recorded(clerk, kind="annual_plan", parent=agreement, title_en="Plan of the year")
        denounced = ending.denounce(
            in_force(clerk, E), by=clerk, on=today(), at=now(), reason="no longer needed"
        )
    desk = signed_in("cmd_desk")
    page = _page(desk, f"/agreements/{agreement.reference}/")
    assert f'datetime="{due.isoformat()}"' in page
    assert "A notice must be received by" in page
    assert "Plan of the year" in page
    assert "renewal" in page
    assert page.count("<svg") > 1
    assert "Two sources, two days." in _page(desk, f"/agreements/{doubtful.reference}/")
    assert "Sources differ" in _page(desk, f"/agreements/{doubtful.reference}/")
    assert "Days are computed once it is in force" in _page(desk, f"/agreements/{plan.reference}/")
    over = _page(desk, f"/agreements/{denounced.reference}/")
    assert "Denunciation takes effect" in over
    assert "no longer needed" in over
    assert "Record a step" not in _page(signed_in("mfa_desk"), f"/agreements/{agreement.reference}/")


def test_what_cannot_be_computed_is_marked_in_the_register_and_said_on_the_page(
    signed_in: Callable[..., Client],
) -> None:
    with acting("cmd_desk") as clerk:
        gap = in_force(clerk, E, clause={"initial_value": 3, "renewal_mode": "tacit", "renewal_value": 3})
        endless = in_force(
            clerk, E, clause={"renewal_mode": "indefinite", "notice_value": 6, "notice_basis": "any_time"}
        )
    desk = signed_in("cmd_desk")
    assert "It is not recorded when a notice can be given." in _page(desk, "/agreements/")
    page = _page(desk, f"/agreements/{gap.reference}/")
    assert "Cannot be computed" in page
    assert "It runs on without a term." in _page(desk, f"/agreements/{endless.reference}/")
    assert "without a term" in _page(desk, f"/agreements/{endless.reference}/")


def test_pages_speak_azerbaijani(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, E, title="Şuşa Bəyannaməsi")
    desk = signed_in("cmd_desk")
    desk.cookies["django_language"] = "az"
    assert "Sazişlərin reyestri" in _page(desk, "/agreements/")
    page = _page(desk, f"/agreements/{agreement.reference}/")
    assert "Denonsasiya bildirişinin alınması üçün son gün" in page
    assert "Şuşa Bəyannaməsi" in page
    assert "Gürcüstan" in page


def test_pages_cost_a_fixed_number_of_queries(
    signed_in: Callable[..., Client], django_assert_max_num_queries
) -> None:
    with acting("cmd_desk") as clerk:
        references = [in_force(clerk, dt.date(year, 1, 1)).reference for year in range(2000, 2020)]
    desk = signed_in("cmd_desk")
    with django_assert_max_num_queries(20):
        desk.get("/agreements/")
    with django_assert_max_num_queries(46):  # the steps of the route, its obligations, its notes
        desk.get(f"/agreements/{references[0]}/")

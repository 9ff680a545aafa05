"""Who is not on a mission's list meets none of its papers: list, count, detail, search, page, data entry."""

import pytest

from foundation.errors import NotFound
from missions.models import (
    MissionPaper,
    Objective,
    PaperEditor,
    PaperTransition,
    PaperVersion,
    PriorityLine,
    ResourceLine,
)
from missions.selectors.papers import count_by_group, paper, papers
from tests.cast import acting
from tests.missions.scene import drafted, reference, submitted

pytestmark = pytest.mark.django_db
HOME = "/api/v1/mission-papers/"
EVERY_TABLE = (
    MissionPaper,
    PaperVersion,
    Objective,
    PriorityLine,
    ResourceLine,
    PaperEditor,
    PaperTransition,
)


@pytest.fixture
def turkish():
    found = drafted(title="Ankaraya aid sənəd")
    submitted(found)
    return found


def test_the_attache_of_germany_has_no_row_of_it_in_any_table(turkish):
    with acting("attache_de") as by:
        for model in EVERY_TABLE:
            assert not model.objects.visible_to(by).exists(), model
            assert not model.objects.unrestricted(reason="only the database's wall").exists(), model
        assert set(count_by_group(to=by).values()) == {0}
        assert not papers(to=by).matching("Ankaraya").exists()
        with pytest.raises(NotFound):
            paper(turkish.reference, to=by)


def test_nobody_acting_sees_no_row(turkish):
    assert not MissionPaper.objects.unrestricted(reason="nobody acts").exists()


def test_over_rest_hidden_is_as_absent(api, turkish):
    stranger, there = api("attache_de"), reference(turkish)
    assert stranger.get(HOME).json()["results"] == []
    assert stranger.get(f"{HOME}?search=Ankaraya").json()["results"] == []
    hidden, absent = stranger.get(f"{HOME}{there}/"), stranger.get(f"{HOME}MPA-2026-22222/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.replace(there.encode(), b"") == absent.content.replace(b"MPA-2026-22222", b"")
    for verb in ("submit", "redraft", "withdraw", "annotate", "acknowledge"):
        assert stranger.post(f"{HOME}{there}/{verb}/", headers={"If-Match": '"v1"'}).status_code == 404
    assert stranger.get("/api/v1/cases/").json()["results"] == []


@pytest.mark.parametrize("path", ["", "edit/", "submit/", "withdraw/", "compare/?before=1&after=1"])
def test_its_pages_are_as_absent(signed_in, turkish, path):
    stranger = signed_in("attache_de")
    hidden = stranger.get(f"/papers/{reference(turkish)}/{path}")
    absent = stranger.get(f"/papers/MPA-2026-22222/{path}")
    assert hidden.status_code == absent.status_code == 404
    assert "Ankaraya" not in stranger.get("/papers/").content.decode()


def test_data_entry_does_not_list_it(signed_in, turkish):
    stranger = signed_in("attache_de")
    listed = stranger.get("/admin/missions/missionpaper/")
    assert listed.status_code == 200
    assert "Ankaraya" not in listed.content.decode()
    pk = turkish.pk
    assert stranger.get(f"/admin/missions/missionpaper/{pk}/change/").status_code in (302, 404)


def test_two_people_at_one_desk_see_different_papers(api):
    """Of the two holders of the Center's desk one is cleared for limited official use."""
    drafted(level="limited_official_use", title="Higher")
    drafted(title="Lower")
    assert {row["title"] for row in api("cmd_desk").get(HOME).json()["results"]} == {"Higher", "Lower"}
    assert {row["title"] for row in api("cmd_desk_2").get(HOME).json()["results"]} == {"Lower"}


def test_the_administrator_reads_nothing(api, turkish):
    assert api("sysadmin").get(HOME).json()["results"] == []

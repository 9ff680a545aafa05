"""Institutions and their units: a tree in which nothing is its own ancestor (domain.md A1)."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from directory.models import ActivityKind, Institution, InstitutionKind, Unit
from tests.directory.forms import save, told

LIST = "admin:directory_unit_changelist"


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def test_every_kind_of_institution_of_the_paper_is_there():
    assert set(InstitutionKind.values) >= {
        "ministry_of_defence", "ministry_of_foreign_affairs", "border_service", "university", "agency", "think_tank",
        "defence_industry",
    }  # fmt: skip


def test_each_unit_stands_under_the_one_it_is_part_of_and_knows_its_path(db: None):
    tree = {row.code: row for row in Unit.objects.as_tree()}
    assert tree["attache-branch"].path_codes == ["imcd", "cmd", "attache-branch"]
    assert tree["cmd"].path_az == ["Beynəlxalq Hərbi Əməkdaşlıq İdarəsi", "Hərbi Diplomatiya Mərkəzi"]
    order = list(tree)
    assert order.index("imcd") < order.index("cmd") < order.index("attache-branch")


def test_the_list_is_indented_and_says_the_path(db: None, signed_in: Callable[[str], Client]):
    page = signed_in("attache").get(reverse(LIST)).content.decode()
    assert "\u2003\u2003Attaché branch" in page
    path = (
        "Ministry of Defence › International Military Cooperation Department › Center for Military Diplomacy"
    )
    assert f"{path} › Attaché branch" in page
    assert (
        page.index(">International Military")
        < page.index(">\u2003Center")
        < page.index(">\u2003\u2003Attaché")
    )


@pytest.mark.parametrize(("code", "parent"), [("imcd", "imcd"), ("imcd", "cmd"), ("imcd", "attache-branch")])
def test_a_unit_is_never_its_own_ancestor(
    db: None, signed_in: Callable[[str], Client], code: str, parent: str
):
    answer = save(signed_in("cmd_desk"), "unit", unit(code).pk, parent=unit(parent).pk)
    assert answer.status_code == 400
    assert "cannot be part of itself or of a unit below it" in told(answer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(code=code).update(parent=unit(parent))


def test_a_unit_stays_within_its_institution(db: None, signed_in: Callable[[str], Client]):
    clerk, legal = signed_in("cmd_desk"), unit("mfa-legal")
    answer = save(clerk, "unit", legal.pk, parent=unit("imcd").pk)
    assert "a unit of the same institution" in told(answer)
    moved = save(clerk, "unit", unit("imcd").pk, institution=Institution.objects.get(code="mfa").pk)
    assert "Units below this one" in told(moved)
    for change in ({"parent": unit("imcd")}, {"institution": Institution.objects.get(code="mod")}):
        Unit.objects.filter(code="mfa-protocol").update(parent=unit("mfa-milpol"))
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.filter(code="mfa-protocol").update(**change)


def test_a_kind_of_activity_is_never_below_itself(db: None, signed_in: Callable[[str], Client]):
    kind = ActivityKind.objects.get(code="contacts_exchanges_ship_visits")
    answer = save(
        signed_in("cmd_desk"), "activitykind", kind.pk, parent=ActivityKind.objects.get(code="contact").pk
    )
    assert "cannot be a sub-kind of itself" in told(answer)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivityKind.objects.filter(pk=kind.pk).update(parent=kind)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"code": "no blanks"}, "slug"),
        ({"code": "cmd"}, "already exists"),
        ({"institution": "999999"}, "valid choice"),
    ],
)
def test_what_cannot_be_a_unit_is_refused_in_words(
    db: None, signed_in: Callable[[str], Client], typed: dict[str, str], words: str
):
    facts = {
        "code": "x",
        "name_en": "X",
        "name_az": "X",
        "institution": Institution.objects.get(code="mod").pk,
    }
    answer = save(signed_in("cmd_desk"), "unit", **{**facts, **typed})
    assert answer.status_code == 400
    assert words in told(answer)


def test_rest_gives_the_tree_with_paths(db: None, api: Callable[..., Client]):
    units = api("attache").get("/api/v1/institutions/mod/").json()["units"]
    assert [row["path"] for row in units] == [
        ["imcd"], ["imcd", "cmd"], ["imcd", "cmd", "attache-branch"],
    ]  # fmt: skip

"""Names of foreign attachés are for all staff, their personal rows for personnel and protocol (walls.md 1)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from access.services.labels import intern
from access.services.relabelling import raise_label
from attaches.models import (
    ForeignAttache,
    ForeignAttacheParticulars,
    ForeignAttacheTransition,
    ForeignCall,
)
from attaches.selectors.foreign_attaches import foreign_attache_titles
from attaches.services import foreign_attaches, foreign_tenures
from foundation.clock import now
from foundation.errors import InvalidInput, NotPermitted, RuleBroken
from tests.access.test_need_to_know import NEGOTIATED
from tests.attaches.foreign_scenes import a_foreigner
from tests.attaches.scenes import day
from tests.cast import acting

SECRET = "DEMO-SECRET-7"


@pytest.fixture
def attache(db: None) -> ForeignAttache:
    return a_foreigner("accredited", particulars={"passport_no": SECRET, "family": SECRET})


@pytest.mark.parametrize(
    ("name", "seen"),
    [("mfa_protocol", 1), ("mod_personnel", 1), ("cmd_desk", 0), ("cmd_head", 0), ("mod_leadership", 0)],
)
def test_personal_rows_are_there_for_personnel_and_protocol(attache: ForeignAttache, name: str, seen: int):
    with acting(name):
        assert ForeignAttacheParticulars.in_context.count() == seen
        assert ForeignAttache.in_context.count() == 1


@pytest.mark.parametrize(
    ("name", "seen"), [("mfa_protocol", True), ("mod_personnel", True), ("cmd_desk", False)]
)
def test_pages_and_documents_show_them_to_nobody_else(
    attache: ForeignAttache,
    name: str,
    seen: bool,
    api: Callable[..., Client],
    signed_in: Callable[[str], Client],
):
    page = signed_in(name).get(reverse("admin:attaches_foreignattache_change", args=[attache.reference]))
    assert page.status_code == 200
    assert (SECRET in page.content.decode()) == seen
    history = signed_in(name).get(reverse("admin:attaches_foreignattache_history", args=[attache.pk]))
    assert (SECRET in history.content.decode()) <= seen
    answer = api(name).get(f"/api/v1/foreign-attaches/{attache.reference}/")
    assert ("particulars" in answer.json(), SECRET in answer.content.decode()) == (seen, seen)


@pytest.mark.parametrize("name", ["auditor", "sysadmin", "mfa_security"])
def test_who_is_not_cleared_for_official_use_sees_nobody(
    attache: ForeignAttache, name: str, api: Callable[..., Client], signed_in: Callable[[str], Client]
):
    with acting(name) as viewer:
        assert not ForeignAttache.objects.visible_to(viewer).exists()
        assert not ForeignAttache.objects.visible_to(viewer).matching("Specimen").exists()
        assert foreign_attache_titles([attache.reference], viewer) == {}
    client = api(name)
    assert client.get("/api/v1/foreign-attaches/").json()["results"] == []
    hidden = client.get(f"/api/v1/foreign-attaches/{attache.reference}/")
    absent = client.get("/api/v1/foreign-attaches/FAT-2026-AAAAA/")
    assert (hidden.status_code, hidden.json()["detail"]) == (404, absent.json()["detail"])
    where = reverse("admin:attaches_foreignattache_change", args=[attache.pk])
    assert signed_in(name).get(where).status_code in {403, 404}


def test_who_may_enter_them(attache: ForeignAttache):
    with acting("cmd_desk") as clerk, pytest.raises(NotPermitted):
        foreign_attaches.record_particulars(attache, by=clerk, biography="x")
    with acting("mod_personnel") as personnel:
        row = foreign_attaches.record_particulars(attache, by=personnel, biography="Staff college")
        assert (row.biography, row.passport_no) == ("Staff college", SECRET)
        with pytest.raises(InvalidInput):
            foreign_attaches.record_particulars(attache, by=personnel, label=1)


def test_steps_and_calls_rise_with_their_record(db: None, api: Callable[..., Client]):
    attache = a_foreigner("in_function")
    with acting("cmd_desk") as clerk:
        foreign_tenures.record_call(
            attache, by=clerk, at=now(), kind="first", called_on="Minister", held_on=day(-1)
        )
        held = ForeignAttache.in_context.select_related("label").get()
        raise_label(held, by=clerk, to=intern(*NEGOTIATED), reason="talks began", together=False)
        assert set(ForeignCall.in_context.values_list("label_id", flat=True)) == {intern(*NEGOTIATED).pk}
    where = f"/api/v1/foreign-attaches/{attache.reference}/"
    assert api("cmd_desk").get(where).status_code == 200
    assert api("cmd_desk_2").get(where).status_code == 404
    with acting("cmd_desk_2"):
        assert not any(m.in_context.exists() for m in (ForeignAttache, ForeignCall, ForeignAttacheTransition))


def test_a_record_does_not_rise_above_its_personal_row_without_those_who_see_it(attache: ForeignAttache):
    with acting("cmd_desk") as clerk:
        held = ForeignAttache.in_context.select_related("label").get()
        with pytest.raises(RuleBroken):
            raise_label(held, by=clerk, to=intern(*NEGOTIATED), reason="talks began", together=True)

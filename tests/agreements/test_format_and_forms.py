"""Agreements belong to formats of several States and name forms of co-operation (domain.md A5.24, B4, C2)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from access.context import Subject
from agreements.models import Agreement
from agreements.services import agreements
from directory.models import CooperationFormat
from foundation.acts import act
from foundation.clock import now
from foundation.errors import InvalidInput, RuleBroken
from tests.agreements.instruments import in_force
from tests.agreements.test_api import ADDRESS, ENTRY
from tests.agreements.test_data_entry import LIST, _form
from tests.agreements.test_import import HEADINGS, a_row
from tests.cast import acting
from tests.documents.tables import brought, confirmed, errors_in, found_in, workbook

pytestmark = pytest.mark.django_db
E = dt.date(2020, 1, 1)
CODE = "AZ-GE-TR"


def the_format() -> CooperationFormat:
    return CooperationFormat.objects.get(code=CODE)


def test_only_forms_that_agreements_list_are_known(clerk: Subject) -> None:
    held = in_force(clerk, E, format=the_format(), cooperation_forms=["visits", "exercises"])
    assert str(held.said_forms[0]) == "Official and working visits"
    changed = agreements.amend(held, by=clerk, at=now(), cooperation_forms=["education"], format=None)
    assert (changed.cooperation_forms, changed.format) == (["education"], None)
    with pytest.raises(InvalidInput):
        agreements.amend(changed, by=clerk, at=now(), cooperation_forms=["dancing"])
    with pytest.raises(RuleBroken), act("test"):
        Agreement.in_context.filter(pk=held.pk).update(cooperation_forms=["dancing"])


def test_rest_writes_shows_and_filters_them(api: Callable[..., Client]) -> None:
    desk = api("cmd_desk")
    entry = {**ENTRY, "format": CODE, "cooperation_forms": ["visits", "visits"]}
    made = desk.post(ADDRESS, entry, content_type="application/json")
    assert made.status_code == 201, made.content
    assert (made.json()["format"], made.json()["cooperation_forms"]) == (CODE, ["visits"])
    desk.post(ADDRESS, ENTRY, content_type="application/json")
    for query, found in (
        ({"format": CODE}, 1), ({"cooperation_form": "visits"}, 1), ({"cooperation_form": "projects"}, 0), ({}, 2),
    ):  # fmt: skip
        assert len(desk.get(ADDRESS, query).json()["results"]) == found, query
    assert desk.get(ADDRESS, {"format": "NOBODY"}).status_code == 400
    wrong = desk.post(ADDRESS, {**entry, "cooperation_forms": ["dancing"]}, content_type="application/json")
    assert wrong.status_code == 400


def test_data_entry_and_the_page_show_them(signed_in: Callable[..., Client]) -> None:
    desk = signed_in("cmd_desk")
    typed = {"format": str(the_format().pk), "cooperation_forms": ["exercises", "education"]}
    answer = desk.post(f"{LIST}add/", _form(**typed))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with acting("cmd_desk"):
        held = Agreement.in_context.get()
        assert (held.format.code, held.cooperation_forms) == (CODE, ["exercises", "education"])
    page = desk.get(f"/agreements/{held.reference}/").content.decode()
    assert "Joint exercises and observers at exercises" in page
    assert held.format.name in page
    for where in (f"{LIST}?form=exercises", f"/agreements/?format={CODE}"):
        assert "Memorandum" in desk.get(where).content.decode()
    for where in (f"{LIST}?form=projects", "/agreements/?format=3PLUS3"):
        assert "Memorandum</a>" not in desk.get(where).content.decode()


def test_a_table_names_them_by_code_or_words() -> None:
    headings = (*HEADINGS, "Co-operation format", "Forms of co-operation")
    rows = [
        [*a_row("a"), CODE, "visits; visits; Joint projects, research and production"],
        [*a_row("b"), "Nobody", "visits"], [*a_row("c"), "", "visits; dancing"],
    ]  # fmt: skip
    assert errors_in(brought(workbook(rows, headings), kind="agreements")) == {
        (3, "Co-operation format"), (4, "Forms of co-operation"),
    }  # fmt: skip
    held = confirmed(brought(workbook(rows[:1], headings), kind="agreements"))
    assert held.state == "applied", found_in(held)
    with acting("cmd_desk"):
        found = Agreement.in_context.get()
        assert (found.format.code, found.cooperation_forms) == (CODE, ["visits", "projects"])

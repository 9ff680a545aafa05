"""A code nobody has is said to be unknown; an empty list would say that there is nothing under it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("activities/?country=ZZ", "country"),
        ("activities/?country=tr", "country"),
        ("activities/?kind=parade", "kind"),
        ("agreements/?organisation=nowhere", "organisation"),
        ("cases/?kind=wish", "kind"),
        ("mission-papers/?mission=emb-zz", "mission"),
        ("strategic-documents/?custodian=nobody", "custodian"),
        ("reminders/?rule=nothing.falls_due", "rule"),
    ],
)
def test_an_unknown_code_is_named(api, address, field):
    answer = api("cmd_desk").get(f"/api/v1/{address}")
    assert answer.status_code == 400, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    "address", ["activities/?country=TR", "mission-papers/?mission=emb-tr", "cases/?kind=mission_paper"]
)
def test_a_code_with_nothing_under_it_gives_an_empty_list(api, address):
    answer = api("cmd_desk").get(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["results"]) == (200, [])

"""A State with which there are no diplomatic relations receives nobody (VCDR art. 2; domain.md C9)."""

import pytest

from attaches.models import Posting
from attaches.services import accreditations, postings
from attaches.services.accreditations import NoRelations
from directory.models import Country
from tests.attaches.scenes import a_post, a_posting, an_officer, day
from tests.cast import acting


def without() -> Country:
    return Country.objects.get(iso2="AM")


@pytest.mark.parametrize("role", ["principal", "side"])
def test_nobody_is_proposed_to_be_accredited_there(db: None, role: str):
    post, officer = a_post(), an_officer()
    with acting("cmd_desk") as clerk:
        with pytest.raises(NoRelations) as refused:
            postings.propose(
                by=clerk, on=day(0), post=post, officer=officer, planned_from=day(1), planned_to=day(9),
                accreditations=[{"role": role, "country": without()}],
            )  # fmt: skip
        assert "country" in refused.value.fields
        assert not Posting.in_context.exists()


def test_nor_is_one_added_to_a_posting(db: None):
    posting = a_posting("proposed")
    with acting("cmd_desk") as clerk, pytest.raises(NoRelations):
        accreditations.plan(posting, by=clerk, on=day(0), role="side", country=without())


def test_over_rest_it_is_said_beside_the_field(api):
    posting = a_posting("proposed")
    answer = api("cmd_desk").post(
        "/api/v1/accreditations/", {"posting": posting.reference, "role": "side", "country": "AM"},
        content_type="application/json",
    )  # fmt: skip
    assert answer.status_code == 400, answer.content
    assert "no diplomatic relations" in str(answer.json()["errors"])

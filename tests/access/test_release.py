"""What is prepared for another State is made of what may be given to it (I26), wherever it is read."""

import io
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from openpyxl import load_workbook

from access.models import LoweringProposal
from access.selectors.dependants import dominates
from access.services import lowering
from access.services.labels import ReleasedToAnybody, chosen, intern, join
from access.services.marking import change_marking
from activities.models import Activity
from audit.models import Event
from foundation.clock import now, today
from foundation.errors import InvalidInput
from tests.activities.programme import planned
from tests.agreements.instruments import in_force, recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db
LIST = "/api/v1/agreements/"
FOR_ITALY = {"release_to": "IT"}


@pytest.fixture
def given(db):
    """May be given to Italy and NATO."""
    with acting("cmd_desk") as clerk:
        return in_force(
            clerk,
            today().replace(year=today().year - 2),
            title="Saziş veriləcək",
            releasable_to=("IT", "NATO"),
        )


@pytest.fixture
def kept(db):
    """Names nobody, so nobody is given it."""
    with acting("cmd_desk") as clerk:
        return in_force(clerk, today().replace(year=today().year - 2), title="Saziş saxlanılacaq")


@pytest.fixture
def public(db):
    """Unclassified, without caveats: may be given to anybody."""
    with acting("cmd_desk") as clerk:
        return recorded(clerk, level="unclassified", title="Saziş açıqdır")


def listed(client, **asked):
    return {row["reference"] for row in client.get(LIST, asked).json()["results"]}


def label_of(record):
    with acting("cmd_desk"):
        return type(record).in_context.select_related("label").get(pk=record.pk).label


# --- list, detail, search, files ------------------------------------------------------------------------------------
def test_a_list_for_release_holds_what_may_be_given_and_nothing_else(api, given, kept, public):
    client = api("cmd_desk")
    assert listed(client) == {given.reference, kept.reference, public.reference}
    assert listed(client, **FOR_ITALY) == {given.reference, public.reference}
    assert listed(client, release_to="NATO") == {given.reference, public.reference}
    assert listed(client, release_to="TR") == {public.reference}


def test_a_record_not_to_be_given_is_unknown_there(api, given, kept):
    client = api("cmd_desk")
    assert client.get(f"{LIST}{given.reference}/", FOR_ITALY).status_code == 200
    assert client.get(f"{LIST}{kept.reference}/", FOR_ITALY).status_code == 404
    assert client.get(f"{LIST}{kept.reference}/").status_code == 200


def test_search_finds_what_may_be_given(api, given, kept):
    assert listed(api("cmd_desk"), search="sazis", **FOR_ITALY) == {given.reference}


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx", "pdf"])
def test_every_form_of_a_report_is_made_of_what_may_be_given(api, given, kept, kind):
    address = "/api/v1/reports/treaty-deadlines/"
    answer = api("cmd_desk").get(address, {"format": kind, **FOR_ITALY})
    assert answer.status_code == 200
    if kind == "json":
        told = answer.content.decode()
        assert answer.json()["parameters"]["release_to"] == "IT"
    elif kind == "csv":
        told = answer.content.decode("utf-8-sig")
    elif kind == "xlsx":
        sheets = load_workbook(io.BytesIO(answer.content))
        told = str([[cell.value for cell in row] for sheet in sheets for row in sheet])
    else:
        return
    assert given.reference in told
    assert kept.reference not in told


def test_an_export_says_for_whom_it_was_made(api, given):
    answer = api("cmd_desk").get("/api/v1/reports/treaty-deadlines/", {"format": "csv", **FOR_ITALY})
    assert "-IT.csv" in answer["Content-Disposition"]
    with acting("auditor"):
        assert Event.objects.filter(verb="reports.exported").last().reason.endswith(", IT")


def test_a_page_says_for_whom_it_is_prepared_and_hands_out_the_same(signed_in, given, kept):
    page = signed_in("cmd_desk").get("/reports/treaty-deadlines/", FOR_ITALY).content.decode()
    assert "Prepared for release to Italy" in page
    assert "release_to=IT&amp;format=csv" in page
    assert given.reference in page
    assert kept.reference not in page


def test_it_never_lets_anybody_read_more(api):
    with acting("cmd_desk") as clerk:
        hidden = recorded(clerk, level="limited_official_use", caveats=("mod_only",), releasable_to=("IT",))
    assert hidden.reference in listed(api("cmd_desk"), **FOR_ITALY)
    assert hidden.reference not in listed(api("mfa_desk"), **FOR_ITALY)


# --- what cannot be followed is refused ----------------------------------------------------------------------------
@pytest.mark.parametrize("codes", [["XX"], ["it"], ["IT", "TR"], ["\x00"]])
def test_a_receiver_nobody_knows_is_refused(api, signed_in, codes, given):
    answer = api("cmd_desk").get(LIST, {"release_to": codes})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][0]["field"] == "release_to"
    assert signed_in("cmd_desk").get("/reports/legal-basis/", {"release_to": codes}).status_code == 400


@pytest.mark.parametrize("page", ["/agreements/", "/admin/agreements/agreement/", "/", "/calendar/unknown/"])
def test_a_page_that_leads_on_without_it_refuses_it(signed_in, page):
    answer = signed_in("cmd_desk").get(page, FOR_ITALY)
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "Nothing can be prepared for release here." in shown
    assert "Desk of the Center for Military Diplomacy" in shown  # whoever asked stays in the office


def test_the_next_page_of_a_list_is_for_the_same_receiver(api, given, public, kept):
    client = api("cmd_desk")
    first = client.get(LIST, {"page_size": 1, **FOR_ITALY}).json()
    second = client.get(first["next"]).json()
    assert second["next"] is None
    found = {row["reference"] for page in (first, second) for row in page["results"]}
    assert found == {given.reference, public.reference}


def test_nothing_is_written_for_release(api, given):
    answer = api("cmd_desk").post(f"{LIST}?release_to=IT", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "release_to")


def test_nobody_named_is_nobody_asked_for(api, given, kept):
    assert listed(api("cmd_desk"), release_to="") == {given.reference, kept.reference}


# --- the marking ---------------------------------------------------------------------------------------------------
def test_a_receiver_more_waits_for_a_second_person(kept):
    to_italy = intern("official_use", releasable_to=["IT"])
    with acting("cmd_desk") as clerk:
        waiting = change_marking(kept, by=clerk, to=to_italy, reason="asked for")
    assert label_of(kept).releasable_to == []
    with acting("mfa_desk") as second:
        lowering.confirm_lowering(waiting, by=second, at=now())
    assert label_of(kept).releasable_to == ["IT"]


def test_a_receiver_less_holds_at_once(given):
    with acting("cmd_desk") as clerk:
        narrower = intern("official_use", releasable_to=["NATO"])
        assert change_marking(given, by=clerk, to=narrower, reason="left") is None
    assert label_of(given).releasable_to == ["NATO"]


def test_nobody_widens_it_alone_in_raw_sql(given):
    wider = intern("official_use", releasable_to=["IT", "NATO", "TR"])
    with (
        acting("cmd_desk"),
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE agreements_agreement SET label_id = %s WHERE id = %s", [wider.pk, given.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_what_refers_to_a_record_is_given_to_no_more_than_it_is(kept):
    with acting("cmd_desk") as clerk:
        activity = planned(clerk)
        Activity.in_context.filter(pk=activity.pk).update(agreement=kept)
        with pytest.raises(lowering.PointsAtHigher):
            change_marking(activity, by=clerk, to=intern("official_use", releasable_to=["IT"]), reason="r")


def test_taking_a_receiver_from_a_record_takes_it_from_what_refers_to_it(given):
    with acting("cmd_desk") as clerk:
        activity = planned(clerk, releasable_to=("IT", "NATO"))
        Activity.in_context.filter(pk=activity.pk).update(agreement=given)
        to = intern("official_use", releasable_to=["NATO"])
        change_marking(given, by=clerk, to=to, reason="left", together=True)
    assert label_of(activity).releasable_to == ["NATO"]


def test_the_marking_names_the_receivers(given):
    with acting("cmd_desk"):
        assert given.label.marking == "OFFICIAL USE // RELEASABLE TO IT, NATO"


def test_data_entry_offers_states_and_organisations(signed_in, kept):
    address = f"/admin/agreements/agreement/{kept.pk}/marking/"
    client = signed_in("cmd_desk")
    assert ">Italy</option>" in client.get(address).content.decode()
    asked = {
        "classification": "official_use",
        "releasable_to": ["IT"],
        "reason": "asked for",
        "based_on": kept.version,
    }
    assert client.post(address, asked).status_code == 302
    with acting("cmd_desk"):
        assert LoweringProposal.in_context.get().new_label.releasable_to == ["IT"]


def test_what_may_be_given_to_anybody_names_nobody(clerk):
    with pytest.raises(ReleasedToAnybody):
        chosen("unclassified", releasable_to=["IT"], by=clerk)
    with pytest.raises(InvalidInput):
        chosen("official_use", releasable_to=["ATLANTIS"], by=clerk)


def test_python_and_sql_agree_on_what_dominates_what(clerk):
    labels = [
        intern(level, caveats, releasable_to=receivers)
        for level, caveats, receivers in product(
            ("unclassified", "official_use"), ((), ("mod_only",)), ((), ("IT",), ("IT", "TR"))
        )
        if level != "unclassified" or caveats or not receivers
    ]
    with connection.cursor() as cursor:
        for one, other in product(labels, labels):
            cursor.execute("SELECT label_dominates(%s, %s)", [one.pk, other.pk])
            assert cursor.fetchone()[0] == dominates(one, other), (one, other)
            both = join([one, other])
            assert dominates(both, one)
            assert dominates(both, other)

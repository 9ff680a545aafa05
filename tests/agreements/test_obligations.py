"""Obligations on one page, reports with their evidence in data entry and over REST."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Office
from agreements.models import ImplementationEvent
from agreements.selectors.obligations import figures, obligations, shares_of
from foundation.clock import today
from tests.agreements.instruments import country, in_force
from tests.agreements.test_provisions import STATEMENT, a_provision, ahead, said
from tests.cast import acting, subject_of
from tests.documents import files

pytestmark = pytest.mark.django_db
PAGE, ADDRESS = "/obligations/", "/api/v1/provisions/"


@pytest.fixture
def kept(settings: Any, tmp_path: Any) -> None:
    """Files are kept aside."""
    settings.STORAGES = {
        **settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }  # fmt: skip


@pytest.fixture
def owed(db: None) -> dict[str, str]:
    """With Georgia one late, one to come, one fulfilled; with Türkiye one without a day; one hidden."""
    with acting("cmd_desk") as clerk:
        first = in_force(clerk, STATEMENT, clause={}, title_en="Statement with Georgia")
        second = in_force(clerk, STATEMENT, clause={}, parties=[country("TR")], title_en="With Türkiye")
        owner = Office.objects.get(pk=subject_of("sbs_liaison").office_id)
        made = {
            "later": a_provision(clerk, first, title="Road opened", due_on=ahead(30), owner=owner),
            "late": a_provision(clerk, first, title="Brought home", kind="prisoners", due_on=ahead(-3)),
            "done": said(a_provision(clerk, first, title="Given over"), clerk, "fulfilled"),
            "open": a_provision(clerk, second, title="Lines laid"),
        }
        a_provision(clerk, first, title="Preamble", is_obligation=False)
        hidden = in_force(clerk, STATEMENT, clause={}, level="limited_official_use", title_en="Hidden one")
        made["hidden"] = a_provision(clerk, hidden, title="Unseen", due_on=ahead(-9))
    return {name: row.reference for name, row in made.items()}


def shown(name: str, **wanted: Any) -> list[str]:
    with acting(name) as reader:
        return [row.reference for row in obligations(to=reader, on=today(), wanted=wanted)]


def test_the_late_stand_on_top(owed: dict[str, str]) -> None:
    assert shown("cmd_desk_2") == [owed["late"], owed["later"], owed["open"]]
    assert shown("cmd_desk")[0] == owed["hidden"]
    assert shown("cmd_desk_2", which="late") == [owed["late"]]
    assert shown("cmd_desk_2", which="concluded") == [owed["done"]]
    assert shown("cmd_desk_2", country=country("TR")) == [owed["open"]]
    assert shown("cmd_desk_2", kind="prisoners", which="all") == [owed["late"]]


def test_shares_and_figures_count_what_one_may_see(owed: dict[str, str]) -> None:
    with acting("cmd_desk_2") as reader:
        assert figures(to=reader, on=today()) == {"late": 1, "open": 3, "concluded": 1}
        rows = obligations(to=reader, on=today())
        found = [(s.agreement.title_en, s.done.fulfilled, s.done.counted) for s in shares_of(rows, to=reader)]
    assert found == [("With Türkiye", 0, 1), ("Statement with Georgia", 1, 3)]


def test_the_page_and_its_filters(owed: dict[str, str], signed_in: Callable[..., Client]) -> None:
    reader = signed_in("cmd_desk_2")
    page = reader.get(PAGE).content.decode()
    assert page.index("Brought home") < page.index("Road opened") < page.index("Lines laid")
    assert "1/3" in page
    assert "Given over" not in page
    assert "Hidden one" not in page
    assert "Unseen" not in page
    assert "Brought home" not in reader.get(f"{PAGE}?country=TR").content.decode()
    assert "Road opened" in reader.get(f"{PAGE}?owner=sbs-liaison&q=road").content.decode()
    assert "No obligation fits" in reader.get(f"{PAGE}?agreement=AGR-2020-22222").content.decode()
    for wrong in ("which=soon", "country=QQ", "owner=nobody", "kind=pact", "page=x"):
        assert reader.get(f"{PAGE}?{wrong}").status_code == 400
    assert "Obligations" in reader.get("/agreements/").content.decode()


def test_over_rest_what_is_late_and_with_whom(owed: dict[str, str], api: Callable[..., Client]) -> None:
    reader = api("cmd_desk_2")

    def found(query: str) -> set[str]:
        return {row["reference"] for row in reader.get(f"{ADDRESS}?{query}").json()["results"]}

    assert found("late=true") == {owed["late"]}
    assert owed["late"] not in found("late=false")
    assert found("country=TR") == {owed["open"]}


def test_evidence_is_reported_over_rest(owed: dict[str, str], api: Callable[..., Client], kept: None) -> None:
    desk = api("cmd_desk")
    path = f"{ADDRESS}{owed['late']}/"

    def told(name: str, data: bytes) -> Any:
        facts = {
            "what": "All exchanged", "source": "Red Cross", "status": "fulfilled",
            "evidence": SimpleUploadedFile(name, data),
        }  # fmt: skip
        tag = {"If-Match": desk.get(path)["ETag"]}
        return desk.post(f"{path}report/", facts, headers=tag)

    refused = told("Act.pdf", b"no document")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "evidence"
    assert told("Act.pdf", b"").json()["errors"][0]["field"] == "evidence"
    done = told("Act.pdf", files.pdf())
    assert done.status_code == 200, done.content
    (event,) = done.json()["events"]
    assert (done.json()["state"], event["decides"]) == ("fulfilled", True)
    assert event["evidence"].startswith("FIL")


def test_evidence_is_entered_in_data_entry(
    owed: dict[str, str], signed_in: Callable[..., Client], kept: None
) -> None:
    desk, add = signed_in("cmd_desk"), "/admin/agreements/implementationevent/add/"
    assert desk.get(f"{add}?provision={owed['late']}").status_code == 200
    with acting("cmd_desk") as clerk:
        key = obligations(to=clerk, on=today()).get(reference=owed["late"]).pk
    typed = {
        "provision": str(key), "happened_on": str(today()), "what": "Half of them", "source": "Red Cross",
        "status": "partial", "decides": "on",
    }  # fmt: skip
    wrong = desk.post(add, {**typed, "proof": SimpleUploadedFile("Act.pdf", b"no document")})
    assert wrong.status_code == 400
    ahead_of = desk.post(add, {**typed, "happened_on": str(today() + dt.timedelta(days=1))})
    assert "future" in ahead_of.content.decode()
    done = desk.post(add, {**typed, "proof": SimpleUploadedFile("Act.pdf", files.pdf())})
    assert done.status_code == 302
    with acting("cmd_desk"):
        event = ImplementationEvent.in_context.get(what="Half of them")
        assert (event.evidence.name, event.provision.state) == ("Act.pdf", "partial")
    shown_ = desk.get(f"/admin/agreements/implementationevent/{event.pk}/change/").content.decode()
    assert "Act.pdf" in shown_
    assert 'name="what"' not in shown_
    assert signed_in("mfa_protocol").post(add, typed).status_code == 403

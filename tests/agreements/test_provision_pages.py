"""Obligations on the agreement's page, on their own, in data entry and over REST."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Office
from agreements.models import Provision
from foundation.clock import today
from tests.agreements.instruments import in_force
from tests.agreements.test_provisions import STATEMENT, a_provision, said
from tests.cast import acting, subject_of
from tests.documents import files

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/provisions/"
ADMIN = "/admin/agreements/provision/"


@pytest.fixture(autouse=True)
def store_of_its_own(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }  # fmt: skip


@pytest.fixture
def owed(db: None) -> Provision:
    """An obligation of the Operations desk."""
    with acting("cmd_desk") as clerk:
        owner = Office.objects.get(pk=subject_of("operations_desk").office_id)
        return a_provision(clerk, owner=owner, due_on=dt.date(2020, 11, 25), phase=2)


def _post(client: Client, address: str, data: object, etag: str | None = None) -> Any:
    headers = {"If-Match": etag} if etag else {}
    return client.post(address, data, content_type="application/json", headers=headers)


def test_the_agreement_shows_how_much_is_carried_out(
    signed_in: Callable[..., Client], owed: Provision
) -> None:
    with acting("cmd_desk") as clerk:
        said(a_provision(clerk, owed.agreement, article="3"), clerk, "fulfilled", source="Joint centre")
    page = signed_in("leadership_reader").get(f"/agreements/{owed.agreement.reference}/").content.decode()
    assert "<strong>1/2</strong>" in page
    assert "Joint centre" in page
    assert f"/provisions/{owed.reference}/" in page
    assert "phase 2" in page


def test_the_office_responsible_reports_with_evidence(
    signed_in: Callable[..., Client], owed: Provision
) -> None:
    desk, path = signed_in("operations_desk"), f"/provisions/{owed.reference}/report/"
    assert "Report what happened" in desk.get(f"/provisions/{owed.reference}/").content.decode()
    assert desk.get(path).status_code == 200
    typed = {
        "on": "2020-11-25",
        "what": "Handed over",
        "source": "Joint statement",
        "status": "fulfilled",
        "decides": "on",
    }
    bad = desk.post(path, {**typed, "evidence": SimpleUploadedFile("Act.pdf", b"no")})
    assert bad.status_code == 400
    assert "Handed over" in bad.content.decode()
    assert desk.post(path, {**typed, "on": "2999-01-01"}).status_code == 400
    assert desk.post(path, {**typed, "what": ""}).status_code == 400
    answer = desk.post(path, {**typed, "evidence": SimpleUploadedFile("Act.pdf", files.pdf())}, follow=True)
    page = answer.content.decode()
    assert "Fulfilled" in page
    assert "Act.pdf" in page
    assert "Joint statement" in page
    assert signed_in("mfa_protocol").get(path).status_code == 403
    assert (
        "Report what happened"
        not in signed_in("mfa_protocol").get(f"/provisions/{owed.reference}/").content.decode()
    )


def test_what_is_hidden_is_absent(signed_in: Callable[..., Client], api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        hidden = a_provision(clerk, in_force(clerk, STATEMENT, level="limited_official_use", clause={}))
    less = signed_in("cmd_desk_2")
    for path in (
        f"/provisions/{hidden.reference}/",
        f"/provisions/{hidden.reference}/report/",
        f"{ADMIN}{hidden.reference}/change/",
    ):
        assert less.get(path).status_code == 404
    assert api("cmd_desk_2").get(f"{ADDRESS}{hidden.reference}/").status_code == 404
    assert api("cmd_desk_2").get(ADDRESS).json()["results"] == []


def test_entered_amended_and_put_off_in_data_entry(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, STATEMENT, clause={})
        home = agreement.parties.get(is_home=True)
    desk = signed_in("cmd_desk")
    assert desk.get(f"{ADMIN}add/").status_code == 200
    typed = {
        "agreement": str(agreement.pk), "article": "5", "title": "Lists of mines", "text": "", "kind": "demining",
        "is_obligation": "on", "owner": "", "phase": "1", "due_on": "2020-12-01",
    }  # fmt: skip
    assert desk.post(f"{ADMIN}add/", typed).status_code == 302
    with acting("cmd_desk"):
        made = Provision.in_context.get()
        assert (made.state, made.kind, made.phase) == ("due", "demining", 1)
    change = f"{ADMIN}{made.pk}/change/"
    assert "New day agreed" in desk.get(change).content.decode()
    facts = {name: value for name, value in typed.items() if name not in {"agreement", "due_on"}}
    amended = desk.post(
        change,
        {
            **facts,
            "title": "Maps of mines",
            "obliged": str(home.pk),
            "depends_on": "",
            "based_on": str(made.version),
        },
    )
    assert amended.status_code == 302, amended.content.decode()[:2000]
    step = f"{ADMIN}{made.pk}/step/redate/"
    assert "Give the new day" in desk.post(step, {"reason": "Notes"}, follow=True).content.decode()
    desk.post(step, {"new_day": "2020-12-20", "reason": "Exchange of notes"}, follow=True)
    with acting("cmd_desk"):
        moved = Provision.in_context.get()
        assert (moved.title, moved.obliged_id) == ("Maps of mines", home.pk)
        assert (moved.due_on, moved.original_due_on) == (dt.date(2020, 12, 20), dt.date(2020, 12, 1))
    assert "Maps of mines" in desk.get(f"{ADMIN}?q=mines&state__exact=due").content.decode()


def test_over_rest_from_entry_to_fulfilment(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, STATEMENT, clause={})
    desk = api("cmd_desk")
    body = {
        "agreement": agreement.reference,
        "article": "8",
        "title": "Exchange of prisoners",
        "kind": "prisoners",
        "obliged": "GE",
        "owner": "cmd-desk",
        "due_on": "2020-12-01",
    }
    made = _post(desk, ADDRESS, body)
    assert made.status_code == 201, made.content
    path = f"{ADDRESS}{made.json()['reference']}/"
    assert (made.json()["obliged"], made.json()["owner"], made.json()["state"]) == ("GE", "cmd-desk", "due")
    moved = _post(
        desk, f"{path}redate/", {"to": "2020-12-10", "on": "2020-11-30", "source": "Notes"}, made["ETag"]
    )
    assert moved.status_code == 200, moved.content
    assert moved.json()["original_due_on"] == "2020-12-01"
    assert _post(desk, f"{path}report/", {"what": "x", "source": "y"}).status_code == 428
    assert _post(desk, f"{path}report/", {"what": "x", "source": "y"}, made["ETag"]).status_code == 412
    told = {"what": "All exchanged", "source": "Red Cross", "status": "fulfilled", "on": "2020-12-14"}
    done = _post(desk, f"{path}report/", told, moved["ETag"])
    assert done.status_code == 200, done.content
    assert (done.json()["state"], done.json()["attributed_to"]) == ("fulfilled", "Red Cross")
    changed = desk.patch(
        path, {"title": "Prisoners"}, content_type="application/json", headers={"If-Match": done["ETag"]}
    )
    assert changed.status_code == 200, changed.content
    assert (changed.json()["title"], len(changed.json()["events"])) == ("Prisoners", 1)
    (row,) = desk.get(
        f"{ADDRESS}?agreement={agreement.reference}&state=fulfilled&owner=cmd-desk&search=prison"
    ).json()["results"]
    assert row["attributed_to"] == "Red Cross"


BAD = {
    "party of another": {"obliged": "TR"},
    "nobody": {"obliged": "QQ"},
    "no office": {"owner": "nobody"},
    "no kind": {"kind": "pact"},
    "no day": {"due_on": "soon"},
    "unknown field": {"state": "fulfilled"},
    "far too late": {"due_on": "9999-01-01"},
    "a day without an obligation": {"is_obligation": False, "due_on": str(today())},
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told(api: Callable[..., Client], case: str) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, STATEMENT, clause={})
    body = {"agreement": agreement.reference, "article": "8", "title": "T", **BAD[case]}
    answer = _post(api("cmd_desk"), ADDRESS, body)
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"]

"""A table is brought in, looked at and confirmed over REST."""

import io
from collections.abc import Callable

import pytest
from django.test import Client

from tests.documents import files
from tests.documents.tables import as_it_stands, brought, some_officers, workbook, worked

pytestmark = pytest.mark.django_db


def posted(token: Client, data: bytes, kind: str = "officers", name: str = "table.xlsx", **more: str):
    """What the resource answers to a file."""
    file = io.BytesIO(data)
    file.name = name
    return token.post("/api/v1/imports/", {"kind": kind, "file": file, **more})


def test_a_table_goes_all_the_way(api: Callable[..., Client]):
    token = api("cmd_desk")
    answer = posted(token, workbook(some_officers(2)))
    assert answer.status_code == 201
    home = f"/api/v1/imports/{answer.json()['reference']}/"
    assert answer.json()["state"] == "uploaded"
    (row,) = token.get("/api/v1/imports/?kind=officers&state=uploaded").json()["results"]
    assert (row["file"], row["rows"]) == ("table.xlsx", None)
    from documents.tasks import run_imports

    run_imports(answer.json()["reference"])
    shown = token.get(home)
    assert (shown.json()["state"], shown.json()["rows"], shown.json()["findings"]) == ("checked", 2, [])
    assert token.post(f"{home}confirm/").status_code == 428
    etag = shown["ETag"]
    done = token.post(f"{home}confirm/", headers={"If-Match": etag})
    assert done.json()["state"] == "applying"
    assert token.post(f"{home}confirm/", headers={"If-Match": etag}).status_code == 412
    run_imports(answer.json()["reference"])
    assert token.get(home).json()["state"] == "applied"


def test_findings_are_told_with_row_column_and_words(api: Callable[..., Client]):
    rows = some_officers(3)
    rows[0][2] = "cavalry"
    held = brought(workbook(rows))
    token = api("cmd_desk")
    (found,) = token.get(f"/api/v1/imports/{held.reference}/findings/?page_size=1").json()["results"]
    assert (found["row"], found["column"], found["heading"], found["severity"], found["code"]) == (
        2, "service_branch", "Service branch", "error", "not_a_choice",
    )  # fmt: skip
    assert "cavalry" in found["message"]
    assert token.get(f"/api/v1/imports/{held.reference}/").json()["findings"] == [found]
    assert token.get(f"/api/v1/imports/{held.reference}/findings/?colour=red").status_code == 400


@pytest.mark.parametrize(
    ("change", "field"),
    [({"kind": "ships"}, ""), ({"kind": "a b"}, "kind"), ({"data": files.pdf()}, "file"), ({"data": b""}, "file"),
     ({"name": "a.exe"}, "file"), ({"colour": "red"}, "colour")],
)  # fmt: skip
def test_what_cannot_be_used_is_said_beside_its_field(api: Callable[..., Client], change: dict, field: str):
    answer = posted(api("cmd_desk"), **{"data": workbook(some_officers(1)), **change})
    assert answer.status_code == (400 if field else 404)
    assert not field or field in {error["field"] for error in answer.json()["errors"]}


def test_a_body_that_is_no_form_is_refused(api: Callable[..., Client]):
    token = api("cmd_desk")
    for body in ("{", "[]", '{"kind": "officers"}'):
        assert token.post("/api/v1/imports/", body, content_type="application/json").status_code == 400
    assert token.post("/api/v1/imports/", "x", content_type="text/plain").status_code == 415


def test_only_offices_that_record_such_rows_act(api: Callable[..., Client]):
    assert posted(api("mfa_desk"), workbook(some_officers(1))).status_code == 403
    assert posted(api("cmd_desk", scope="read"), workbook(some_officers(1))).status_code == 403
    held = brought(workbook(some_officers(1)))
    other = api("mfa_desk")
    for verb in ("confirm", "cancel", "check-again"):
        path = f"/api/v1/imports/{held.reference}/{verb}/"
        assert other.post(path, headers={"If-Match": f'"v{held.version}"'}).status_code == 403
    done = api("cmd_desk").post(
        f"/api/v1/imports/{held.reference}/cancel/", headers={"If-Match": f'"v{held.version}"'}
    )
    assert done.json()["state"] == as_it_stands(held).state == "cancelled"
    assert worked(held).state == "cancelled"

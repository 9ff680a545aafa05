"""Files signed with a paper: their digest is part of what both ministries agree to (walls.md 2 and 5)."""

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from documents.engine import FileRefused
from documents.models import StoredFile
from foundation.clock import now, today
from foundation.errors import NotFound
from missions.models import MissionPaper
from missions.selectors.contents import content_of
from missions.selectors.papers import current, paper, version_of
from missions.services import attachments, papers
from missions.services.attachments import AttachedAlready
from missions.services.papers import NotInDraft
from missions.services.sections import NotYourSection
from tests.cast import acting
from tests.documents.files import pdf
from tests.missions.scene import AT_POST, decided, drafted, seen, submitted

pytestmark = pytest.mark.django_db


def attach(name: str, found: MissionPaper, file: tuple[str, bytes] | None = None, **given):
    with acting(name) as by:
        return attachments.attach(
            found,
            by=by,
            at=now(),
            **{"title": "Map of the north", "file": file or ("map.pdf", pdf()), **given},
        )


def files_of(found: MissionPaper, name: str = "attache", no: int | None = None) -> list[str]:
    no = no or seen(found).current_no
    with acting(name) as reader:
        version = version_of(found.reference, no, to=reader)
        return [row["title"] for row in content_of(version)["attachments"]]


def test_a_file_is_part_of_what_is_signed():
    found = drafted()
    row = attach("attache", found)
    case = submitted(found)
    with acting("attache") as by:
        frozen = current(found, to=by)
    assert json.loads(bytes(frozen.content or b""))["attachments"] == [
        {
            "code": "A1", "section": "defence", "title": "Map of the north", "file": row.file.reference,
            "name": "map.pdf", "bytes": row.file.size, "sha256": row.file.sha256,
        }
    ]  # fmt: skip
    assert frozen.content_hash == case.content_hash


def test_a_file_carries_the_marking_of_its_paper_and_whoever_attaches_is_an_author():
    found = drafted()
    row = attach("mfa_desk", found, section="political")
    assert row.file.label_id == found.label_id
    assert row.file.about_reference == found.reference
    with acting("mfa_desk") as desk:
        assert desk.user_id in current(found, to=desk).editors.values_list("user_id", flat=True)


def test_what_was_submitted_takes_and_loses_no_file():
    found = drafted()
    attach("attache", found)
    submitted(found)
    with acting("attache") as by:
        with pytest.raises(NotInDraft):
            attachments.attach(found, by=by, title="Late", file=("late.pdf", pdf(b"/Late 1 ")), at=now())
        with pytest.raises(NotInDraft):
            attachments.detach(found, by=by, code="A1", at=now())


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM missions_paperattachment",
        "UPDATE missions_paperattachment SET title = 'Another'",
        "UPDATE documents_storedfile SET sha256 = repeat('0', 64)",
        "UPDATE documents_storedfile SET name = 'other.pdf'",
        "DELETE FROM documents_storedfile",
    ],
)
def test_nobody_swaps_a_signed_file_in_sql(statement: str):
    found = drafted()
    attach("attache", found)
    submitted(found)
    with acting("attache"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_new_version_begins_with_the_files_of_the_last_and_may_replace_them():
    found = drafted()
    attach("attache", found)
    submitted(found)
    decided(found, *AT_POST, "cmd_head", "imcd_head")
    decided(found, "mfa_desk", verdict="return", reason_code="priority_disputed", comment="Another map.")
    with acting("attache") as by:
        papers.redraft(paper(found.reference, to=by), by=by, at=now(), on=today())
        attachments.detach(found, by=by, code="A1", at=now())
    attach("attache", found, ("new.pdf", pdf(b"/New 1 ")), title="New map")
    assert (files_of(found), files_of(found, no=1)) == (["New map"], ["Map of the north"])


def test_each_ministry_attaches_to_its_own_section_and_takes_off_its_own():
    found = drafted()
    attach("attache", found)
    with pytest.raises(NotYourSection):
        attach("mfa_desk", found, ("other.pdf", pdf(b"/Other 1 ")), section="defence")
    with acting("mfa_desk") as desk, pytest.raises(NotYourSection):
        attachments.detach(found, by=desk, code="A1", at=now())
    with acting("attache") as by, pytest.raises(NotFound):
        attachments.detach(found, by=by, code="A9", at=now())


def test_the_same_file_twice_and_what_is_no_document_are_refused():
    found = drafted()
    attach("attache", found)
    with pytest.raises(AttachedAlready, match="A1"):
        attach("attache", found)
    with pytest.raises(FileRefused):
        attach("attache", found, ("map.pdf", b"no document"))
    assert files_of(found) == ["Map of the north"]


def test_the_attache_attaches_and_takes_off_on_the_page(signed_in: Callable[..., Client]):
    found = drafted()
    client = signed_in("attache")
    shown = client.get(f"/papers/{found.reference}/attach/")
    sent = {"title": "Map", "section": "defence", "version": shown.context["form"]["version"].value()}
    answer = client.post(f"/papers/{found.reference}/attach/", {**sent, "file": _upload()})
    assert answer.status_code == 302
    page = client.get(f"/papers/{found.reference}/")
    with acting("attache") as by:
        file = StoredFile.objects.visible_to(by).get()
    assert f"/files/{file.reference}/" in page.content.decode()
    stale = client.post(f"/papers/{found.reference}/attachments/A1/detach/", {"version": 1})
    assert stale.status_code == 302
    assert files_of(found) == ["Map"]
    client.post(
        f"/papers/{found.reference}/attachments/A1/detach/", {"version": page.context["paper"].version}
    )
    assert files_of(found) == []


def test_a_page_says_what_is_wrong_with_a_file(signed_in: Callable[..., Client]):
    found = drafted()
    client = signed_in("attache")
    sent = {"title": "Map", "section": "defence", "version": found.version, "file": _upload(b"no document")}
    answer = client.post(f"/papers/{found.reference}/attach/", sent)
    assert answer.status_code == 400
    assert answer.context["form"].errors["file"]


def test_files_are_attached_and_taken_off_over_rest(api: Callable[..., Client]):
    found, attache = drafted(), api("attache")
    at = f"/api/v1/mission-papers/{found.reference}/"
    tag = {"If-Match": attache.get(at)["ETag"]}
    made = attache.post(f"{at}attach/", {"title": "Map", "file": _upload()}, headers=tag)
    assert made.status_code == 200, made.content
    assert files_of(found) == ["Map"]
    assert attache.post(f"{at}attach/", {"title": "Map", "file": _upload()}, headers=tag).status_code == 412
    other = api("mfa_desk").post(
        f"{at}detach/", {"code": "A1"}, content_type="application/json", headers={"If-Match": made["ETag"]}
    )
    assert (other.status_code, files_of(found)) == (403, ["Map"])
    taken = attache.post(
        f"{at}detach/", {"code": "A1"}, content_type="application/json", headers={"If-Match": made["ETag"]}
    )
    assert (taken.status_code, files_of(found)) == (200, [])


def _upload(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("map.pdf", data or pdf(), "application/pdf")

"""A file leaves only through its page, for those who may see it, with a trace."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from access.context import Subject
from access.services.labels import intern
from audit.models import Event
from documents.models import StoredFile
from documents.selectors.files import files_about
from documents.services import files as service
from foundation.errors import NotPermitted
from tests.cast import acting
from tests.documents import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store_of_its_own(settings, tmp_path: Path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    return tmp_path


def _store(
    by: Subject, level: str = "official_use", caveats: tuple[str, ...] = (), name: str = "Saziş.pdf"
) -> StoredFile:
    return service.store(
        by=by,
        name=name,
        data=files.pdf(),
        label=intern(level, caveats),
        about_kind="agreement",
        about_reference="AGR-2026-22222",
    )


def test_clerk_stores_a_file_and_reads_it_back(
    store_of_its_own: Path, signed_in: Callable[..., Client]
) -> None:
    with acting("cmd_desk") as clerk:
        stored = _store(clerk)
        assert files_about("AGR-2026-22222", to=clerk).count() == 1
    (on_disk,) = [path for path in store_of_its_own.rglob("*") if path.is_file()]
    assert on_disk.name == stored.sha256
    assert on_disk.stat().st_mode & 0o077 == 0

    answer = signed_in("cmd_desk").get(f"/files/{stored.reference}/")
    assert answer.status_code == 200
    assert answer.content == files.pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Sazi%C5%9F.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    with acting("cmd_desk"):
        verbs = set(Event.objects.filter(reference=stored.reference).values_list("verb", flat=True))
    assert verbs == {"documents.store", "documents.download"}


def test_hidden_and_absent_files_answer_alike(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        hidden = _store(clerk, "limited_official_use", ("negotiations",))
    other = signed_in("cmd_desk_2")
    of_hidden, of_absent = (other.get(f"/files/{ref}/") for ref in (hidden.reference, "FIL-2026-AAAAA"))
    assert of_hidden.status_code == of_absent.status_code == 404
    assert of_hidden.content == of_absent.content
    with acting("cmd_desk_2") as colleague:
        assert not files_about("AGR-2026-22222", to=colleague).exists()


def test_same_content_lies_once_and_shows_nowhere(store_of_its_own: Path) -> None:
    with acting("cmd_desk") as clerk:
        first, second = _store(clerk, "limited_official_use"), _store(clerk)
    assert first.sha256 == second.sha256
    assert first.reference != second.reference
    assert len([path for path in store_of_its_own.rglob("*") if path.is_file()]) == 1


def test_readers_and_strangers_bring_nothing_in(signed_in: Callable[..., Client], client: Client) -> None:
    with acting("leadership_reader") as reader, pytest.raises(NotPermitted):
        _store(reader)
    with acting("cmd_desk") as clerk:
        stored = _store(clerk)
    assert client.get(f"/files/{stored.reference}/").status_code == 302
    assert signed_in("sysadmin").get(f"/files/{stored.reference}/").status_code == 404
    assert signed_in("cmd_desk").post(f"/files/{stored.reference}/").status_code == 405


def test_damaged_content_is_told_not_handed_out(
    store_of_its_own: Path, signed_in: Callable[..., Client]
) -> None:
    with acting("cmd_desk") as clerk:
        stored = _store(clerk)
    place = next(path for path in store_of_its_own.rglob(stored.sha256))
    place.write_bytes(b"changed")
    assert signed_in("cmd_desk").get(f"/files/{stored.reference}/").status_code == 410
    place.unlink()
    assert signed_in("cmd_desk").get(f"/files/{stored.reference}/").status_code == 410

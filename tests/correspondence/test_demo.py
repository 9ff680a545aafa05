"""The demo's correspondence tells its stories (domain.md D: P2, P3) and is seen by those who may."""

from pathlib import Path

import pytest

from attaches.models import Accreditation
from correspondence.models import Correspondence
from correspondence.selectors import correspondence as read
from documents.models import StoredFile
from foundation.clock import now, today
from tests.cast import acting
from workspace.management.demo import attaches, correspondence


@pytest.fixture
def demo(db: None, settings, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    attaches.load(on=today(), at=now())
    correspondence.load(on=today(), at=now())


@pytest.mark.usefixtures("demo")
def test_the_stories_stand_in_the_register():
    with acting("cmd_desk") as clerk:
        waiting = list(read.outstanding(to=clerk))
        asked = Accreditation.in_context.get(posting__post__code="da-ro", state="consent_requested")
        p2 = next(note for note in waiting if note.about_reference == asked.reference)
        assert read.days_outstanding(p2, on=today()) == 40
        assert [note.direction for note in waiting].count("incoming") == 1
        refused = Accreditation.in_context.get(posting__post__code="da-ua")
        assert [note.state for note in read.about([refused.reference], to=clerk)] == ["received", "answered"]
        both = Accreditation.in_context.filter(posting__post__code="da-tr", state="accredited").latest("id")
        papers = list(read.about([both.reference], to=clerk))
        assert len(papers) == 4
        assert len(list(read.chain(papers[0], to=clerk))) == 2
        assert Correspondence.in_context.filter(kind="note_exchange").count() == 2
        assert Correspondence.in_context.filter(state="draft").count() == 2
        assert StoredFile.in_context.filter(about_kind="correspondence").count() >= 4
        assert not Correspondence.in_context.filter(is_demo=False).exists()
        assert Correspondence.in_context.filter(kind="aide_memoire").exists()
    with acting("cmd_desk_2"):
        assert not Correspondence.in_context.filter(kind="aide_memoire").exists()

"""What comes in is what it says, whole, and does nothing when it is opened."""

import pytest

from documents.engine import LARGEST, inspect
from documents.engine.refusals import (
    ActiveContent,
    ContentDisagrees,
    FileBroken,
    FileEmpty,
    FileEncrypted,
    FileRefused,
    FileTooLarge,
    ReachesOutside,
    UnknownFileKind,
    UnpacksTooLarge,
)
from tests.documents import files
from tests.documents.files import OFFICE

GOOD = {
    "treaty.pdf": files.pdf(),
    "Saziş.docx": files.docx(body="<w:r/>"),
    "plan.XLSX": files.xlsx(),
    "map.png": files.png(),
    "photo.jpg": files.jpeg(),
    "photo.jpeg": files.jpeg(),
    "objects.pdf": files.packed_pdf(b"1 0 << /Type /Catalog >>"),
}


@pytest.mark.parametrize("name", GOOD)
def test_every_kind_on_the_list_comes_in(name: str) -> None:
    known = inspect(name, GOOD[name])
    assert known.name == name
    assert known.size == len(GOOD[name])
    assert len(known.sha256) == 64


@pytest.mark.parametrize("name", GOOD)
def test_a_file_cut_short_does_not(name: str) -> None:
    data = GOOD[name]
    with pytest.raises(FileRefused):
        inspect(name, data[: len(data) - len(data) // 4 - 1])


def test_a_name_that_lies_is_refused() -> None:
    with pytest.raises(ContentDisagrees):
        inspect("treaty.pdf", files.docx())
    with pytest.raises(ContentDisagrees):
        inspect("treaty.docx", files.xlsx())
    with pytest.raises(ContentDisagrees):
        inspect("treaty.docx", files.archive({"word/document.xml": "<a/>"}))
    with pytest.raises(ContentDisagrees):
        inspect("photo.png", files.jpeg())


@pytest.mark.parametrize(
    "name", ["virus.exe", "page.html", "picture.svg", "macro.docm", "pdf", "", "treaty.pdf.js"]
)
def test_other_kinds_are_refused(name: str) -> None:
    with pytest.raises(UnknownFileKind):
        inspect(name, files.pdf())


def test_size_is_bounded_both_ways() -> None:
    with pytest.raises(FileEmpty):
        inspect("treaty.pdf", b"")
    with pytest.raises(FileTooLarge):
        inspect("treaty.pdf", b"%PDF-1.7" + bytes(LARGEST))


def test_names_lose_paths_and_controls_but_keep_letters_and_ending() -> None:
    assert inspect("..\\..\\etc/Müqavilə\r\n 1.pdf", files.pdf()).name == "Müqavilə 1.pdf"
    long = inspect("ə" * 300 + ".pdf", files.pdf()).name
    assert len(long) == 150
    assert long.endswith(".pdf")


PDF_TRICKS = {
    "script": files.pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >> "),
    "escaped": files.pdf(b"/OpenAction << /S /J#61vaScript /JS (x) >> "),
    "launch": files.pdf(b"/OpenAction << /S /Launch /F (calc.exe) >> "),
    "embedded": files.pdf(b"/Names << /EmbeddedFiles 5 0 R >> "),
    "forms": files.pdf(b"/AcroForm << /XFA [(x) 5 0 R] >> "),
    "packed": files.packed_pdf(b"1 0 << /S /JavaScript >>"),
    "behind a false stream": files.pdf(
        tail=b"4 0 obj (>> stream\n) endobj 5 0 obj << /S /Launch >> endobj\n"
    ),
}


@pytest.mark.parametrize("trick", PDF_TRICKS)
def test_pdf_that_does_something_is_refused(trick: str) -> None:
    with pytest.raises(ActiveContent):
        inspect("treaty.pdf", PDF_TRICKS[trick])


def test_encrypted_pdf_and_pointers_elsewhere_are_refused() -> None:
    with pytest.raises(FileEncrypted):
        inspect("treaty.pdf", files.pdf(tail=b"").replace(b"/Root", b"/Encrypt 7 0 R /Root"))
    with pytest.raises(ReachesOutside):
        inspect("treaty.pdf", files.pdf(b"/OpenAction << /S /GoToR >> "))


def test_pdf_bomb_is_bounded() -> None:
    with pytest.raises(UnpacksTooLarge):
        inspect("treaty.pdf", files.packed_pdf(bytes(120 * 1024 * 1024)))


DOCX_ACTIVE = {
    "macro part": files.docx(**{"word/vbaProject.bin": b"x"}),
    "macro type": files.docx(
        types='<Override PartName="/x" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    ),
    "ole": files.docx(**{"word/embeddings/oleObject1.bin": b"x"}),
    "active x": files.docx(**{"word/activeX/activeX1.xml": "<a/>"}),
    "entity": files.docx(**{"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "ole by relationship": files.docx(
        links=f'<Relationship Id="r" Type="{OFFICE}/oleObject" Target="a.bin"/>'
    ),
}
DOCX_OUTSIDE = {
    "template": files.docx(
        links=f'<Relationship Id="r" Type="{OFFICE}/attachedTemplate" Target="http://x.invalid" TargetMode="External"/>'
    ),
    "picture": files.docx(
        links=f'<Relationship Id="r" Type="{OFFICE}/image" Target="file://server/a" TargetMode="external"/>'
    ),
    "dde": files.docx(
        body="<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\x</w:instrText></w:r>"
    ),
    "field": files.docx(body='<w:fldSimple w:instr=" INCLUDETEXT x "/>'),
    "linked book": files.docx(**{"xl/externalLinks/externalLink1.xml": "<a/>"}),
}


@pytest.mark.parametrize("trick", DOCX_ACTIVE)
def test_office_file_that_does_something_is_refused(trick: str) -> None:
    with pytest.raises(ActiveContent):
        inspect("plan.docx", DOCX_ACTIVE[trick])


@pytest.mark.parametrize("trick", DOCX_OUTSIDE)
def test_office_file_that_reaches_outside_is_refused(trick: str) -> None:
    with pytest.raises(ReachesOutside):
        inspect("plan.docx", DOCX_OUTSIDE[trick])


def test_archive_tricks_are_refused() -> None:
    with pytest.raises(UnpacksTooLarge):
        inspect("plan.docx", files.docx(**{"word/media/a.png": bytes(50 * 1024 * 1024)}))
    with pytest.raises(UnpacksTooLarge):
        inspect("plan.docx", files.docx(**{f"word/a{n}.txt": "" for n in range(2_100)}))
    with pytest.raises(FileBroken):
        inspect("plan.docx", files.docx(**{"../evil.xml": "<a/>"}))
    with pytest.raises(FileBroken):
        inspect("plan.docx", files.docx(**{"word/styles.xml": "<a>"}))


def test_pictures_that_would_unpack_hugely_or_carry_more_are_refused() -> None:
    with pytest.raises(UnpacksTooLarge):
        inspect("map.png", files.png(60_000, 60_000))
    with pytest.raises(FileBroken):
        inspect("map.png", files.png() + b"PK\x03\x04")
    with pytest.raises(FileBroken):
        inspect("photo.jpg", files.jpeg() + b"<script>")


def test_parts_that_nobody_reads_keep_the_same_rules() -> None:
    with pytest.raises(ActiveContent):
        inspect("plan.docx", files.docx(**{"custom/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}))
    with pytest.raises(FileBroken):
        inspect("plan.docx", files.docx(**{"custom/a.xml": "<a><b></a>"}))

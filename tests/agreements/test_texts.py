"""Texts in each language, papers of each stage, and who keeps the original."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from access.context import Subject
from agreements.models import Agreement, AgreementText, StageDocument
from agreements.services import agreements, texts
from agreements.services.refusals import MainTextStays, StageOfAnother
from directory.models import Institution
from documents.engine import FileRefused
from foundation.acts import act
from foundation.clock import now
from foundation.errors import InvalidInput, NotPermitted, RuleBroken
from tests.agreements.instruments import country, negotiated, organisation, recorded
from tests.cast import acting
from tests.documents import files

pytestmark = pytest.mark.django_db
ADMIN = "/admin/agreements/"
HOME = "/api/v1/agreements/"


@pytest.fixture(autouse=True)
def store_of_its_own(settings, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }


def _text(name: str = "Text.pdf") -> tuple[str, bytes]:
    return name, files.pdf()


def _many(by: Subject, **facts: Any) -> Agreement:
    return recorded(by, participation="multilateral", parties=[country("GE"), country("TR")], **facts)


def test_done_in_three_languages_of_which_one_prevails(clerk: Subject) -> None:
    agreement = agreements.attach_text(recorded(clerk), by=clerk, text=_text("Saziş.pdf"))
    agreement = texts.keep_text(agreement, by=clerk, language="ka", text=_text(), prevails=True)
    agreement = texts.keep_text(agreement, by=clerk, language="en", prevails=True)
    agreement = texts.keep_text(agreement, by=clerk, language="ru", is_authentic=False)
    shown = {
        row.language: (row.is_authentic, row.prevails, row.file is None) for row in agreement.texts.all()
    }
    assert shown == {
        "az": (True, False, False), "ka": (True, False, False), "en": (True, True, True), "ru": (False, False, True),
    }  # fmt: skip
    assert agreement.authentic_text.name == "Saziş.pdf"


def test_the_main_text_follows_the_language(clerk: Subject) -> None:
    agreement = agreements.attach_text(recorded(clerk), by=clerk, text=_text("az.pdf"))
    agreement = texts.keep_text(agreement, by=clerk, language="en", text=_text("en.pdf"))
    agreement = agreements.amend(agreement, by=clerk, at=now(), language="en")
    assert agreement.authentic_text.name == "en.pdf"
    agreement = agreements.amend(agreement, by=clerk, at=now(), language="ru")
    assert agreement.authentic_text is None
    agreement = agreements.attach_text(agreement, by=clerk, text=_text("ru.pdf"))
    assert agreement.texts.get(language="ru").file.name == "ru.pdf"


def test_what_cannot_be_is_refused(clerk: Subject) -> None:
    agreement = agreements.attach_text(recorded(clerk), by=clerk, text=_text())
    with pytest.raises(MainTextStays):
        texts.keep_text(agreement, by=clerk, language="az", is_authentic=False)
    with pytest.raises(MainTextStays):
        texts.remove_text(AgreementText.in_context.get(), by=clerk)
    with pytest.raises(InvalidInput):
        texts.keep_text(agreement, by=clerk, language="xx")
    with pytest.raises(InvalidInput):
        texts.keep_text(agreement, by=clerk, language="en", is_authentic=False, prevails=True)
    with pytest.raises(RuleBroken), act("test"):
        AgreementText.in_context.update(is_authentic=False, prevails=True)
    with pytest.raises(FileRefused):
        texts.keep_text(agreement, by=clerk, language="en", text=("x.pdf", b"no pdf"))
    agreement = texts.keep_text(agreement, by=clerk, language="en")
    texts.remove_text(AgreementText.in_context.get(language="en"), by=clerk)
    assert AgreementText.in_context.count() == 1


def test_papers_belong_to_a_stage_that_was_reached(clerk: Subject) -> None:
    agreement, another = negotiated(clerk), recorded(clerk)
    stage = agreement.stages.get(state="mandated")
    file = _text("Mandate.pdf")
    texts.add_stage_document(agreement, by=clerk, stage=stage, title="Mandate", file=file)
    with pytest.raises(StageOfAnother):
        texts.add_stage_document(another, by=clerk, stage=stage, title="Mandate", file=file)
    with pytest.raises(InvalidInput):
        texts.add_stage_document(agreement, by=clerk, stage=stage, title=" ", file=file)
    paper = StageDocument.in_context.get()
    for change in (lambda: paper.delete(), lambda: StageDocument.in_context.update(title="Other")):
        with pytest.raises(RuleBroken), act("test"):
            change()
    with pytest.raises(RuleBroken), act("test"):
        StageDocument.in_context.create(
            agreement=another, stage=stage, title="t", file=paper.file, label_id=paper.label_id
        )


def test_only_many_have_a_depositary_and_only_one(clerk: Subject) -> None:
    facts = {"depositary_country": country("TR"), "custodian": Institution.objects.get(code="mfa")}
    agreement = _many(clerk, **facts)
    assert agreement.depositary == country("TR")
    with pytest.raises(InvalidInput) as refusal:
        agreements.amend(agreement, by=clerk, at=now(), depositary_organisation=organisation("UN"))
    assert "depositary_organisation" in refusal.value.fields
    with pytest.raises(InvalidInput) as refusal:
        recorded(clerk, **facts)
    assert "depositary_country" in refusal.value.fields
    for wrong in ({"depositary_organisation": organisation("UN")}, {"participation": "bilateral"}):
        with pytest.raises(RuleBroken), act("test"):
            Agreement.in_context.filter(pk=agreement.pk).update(**wrong)


def test_other_offices_keep_nothing(db: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = recorded(clerk)
    with acting("mfa_desk") as desk, pytest.raises(NotPermitted):
        texts.keep_text(agreement, by=desk, language="en")


def test_texts_and_papers_at_the_admin(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk)
    desk = signed_in("cmd_desk")
    typed = {"agreement": str(agreement.pk), "language": "en", "is_authentic": "on", "prevails": "on"}
    add = f"{ADMIN}agreementtext/add/?agreement={agreement.reference}"
    bad = SimpleUploadedFile("T.pdf", files.pdf(b"/OpenAction << /S /JavaScript >>"))
    assert "contains macros" in desk.post(add, {**typed, "text": bad}).content.decode()
    wrong = {**typed, "is_authentic": ""}
    assert "Only an authentic text prevails" in desk.post(add, wrong).content.decode()
    good = SimpleUploadedFile("Text.pdf", files.pdf())
    assert desk.post(add, {**typed, "text": good}).status_code == 302
    with acting("cmd_desk"):
        text = AgreementText.in_context.get()
    row = f"{ADMIN}agreementtext/{text.pk}/"
    assert "Text.pdf" in desk.get(f"{row}change/").content.decode()
    assert (
        desk.post(f"{row}change/", {"is_authentic": "on", "based_on": str(text.version)}).status_code == 302
    )
    with acting("cmd_desk"):
        assert not AgreementText.in_context.get().prevails
    paper = {"agreement": str(agreement.pk), "title": "Mandate", "reached": "signed"}
    add = f"{ADMIN}stagedocument/add/"
    file = SimpleUploadedFile("M.pdf", files.pdf())
    assert "has not reached this stage" in desk.post(add, {**paper, "paper": file}).content.decode()
    file.seek(0)
    assert desk.post(add, {**paper, "reached": "mandated", "paper": file}).status_code == 302
    page = desk.get(f"/agreements/{agreement.reference}/").content.decode()
    assert "Papers of its stages" in page
    assert "Mandate" in page
    panel = desk.get(f"{ADMIN}agreement/{agreement.pk}/change/").content.decode()
    assert "Record a text" in panel
    gone = desk.post(f"{row}step/remove/", {"reason": "slip"})
    assert gone.headers["Location"].endswith(f"agreement/{agreement.pk}/change/")


def test_texts_and_papers_over_rest(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk)
    client = api("cmd_desk")
    address = f"{HOME}{agreement.reference}/"

    def send(verb: str, etag: str, **body: Any) -> Any:
        return client.post(f"{address}{verb}/", body, headers={"If-Match": etag})

    etag = client.get(address)["ETag"]
    kept = send("texts", etag, language="en", prevails="true", file=SimpleUploadedFile("T.pdf", files.pdf()))
    assert kept.status_code == 200, kept.content
    assert kept.json()["texts"][0]["prevails"] is True
    bad = send("texts", kept["ETag"], language="xx")
    assert (bad.status_code, bad.json()["errors"][0]["field"]) == (400, "language")
    empty = send("texts", kept["ETag"], language="ru", file=SimpleUploadedFile("T.pdf", b""))
    assert empty.status_code == 400
    early = send(
        "stage-documents",
        kept["ETag"],
        stage="signed",
        title="t",
        file=SimpleUploadedFile("M.pdf", files.pdf()),
    )
    assert (early.status_code, early.json()["errors"][0]["field"]) == (400, "stage")
    added = send(
        "stage-documents", kept["ETag"], stage="mandated", title="Mandate",
        file=SimpleUploadedFile("M.pdf", files.pdf()),
    )  # fmt: skip
    assert added.status_code == 200, added.content
    stage = next(row for row in added.json()["stages"] if row["state"] == "mandated")
    assert stage["documents"][0]["title"] == "Mandate"
    headers = {"If-Match": added["ETag"]}
    removed = client.post(
        f"{address}text-removed/", {"language": "en"}, content_type="application/json", headers=headers
    )
    assert removed.json()["texts"] == []


def test_the_depositary_over_rest(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = _many(clerk)
    client = api("cmd_desk")
    address = f"{HOME}{agreement.reference}/"
    etag = client.get(address)["ETag"]
    body = {"depositary": "TR", "custodian": "mfa"}
    kept = client.patch(address, body, content_type="application/json", headers={"If-Match": etag})
    assert (kept.json()["depositary"], kept.json()["custodian"]) == ("TR", "mfa"), kept.content
    headers = {"If-Match": kept["ETag"]}
    wrong = client.patch(address, {"depositary": "ZZZ"}, content_type="application/json", headers=headers)
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "depositary")

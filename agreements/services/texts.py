"""Texts in each language, and the papers of each stage (VCLT arts 10, 33)."""

import datetime as dt

from access.context import Subject
from agreements.models import Agreement, AgreementText, StageDocument, StageEvent
from agreements.services.agreements import locked
from agreements.services.cases import drafted, not_running
from agreements.services.keeping import align_main, write_text
from agreements.services.refusals import MainTextStays, StageOfAnother
from agreements.services.steps import part_held
from documents.services.files import File, kept_with
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import insert, update


@verb("agreements.keep_text")
def keep_text(
    agreement: Agreement,
    *,
    by: Subject,
    language: str,
    is_authentic: bool = True,
    prevails: bool = False,
    text: File | None = None,
    at: dt.datetime | None = None,
    version: int | None = None,
) -> Agreement:
    """Enter a language version or change it; a new file takes the place of the one that stays in the store."""
    require(by, "agreements.keep_text")
    held = locked(agreement, by=by, version=version)
    not_running(held, by=by)
    drafted(held, by)
    file = kept_with(held, text, by=by, beside="text") if text else None
    write_text(held, language, file, by=by, is_authentic=is_authentic, prevails=prevails)
    return align_main(held, by=by)


@verb("agreements.remove_text")
def remove_text(
    text: AgreementText,
    *,
    by: Subject,
    at: dt.datetime | None = None,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """A language version that was entered by mistake is taken out; its file stays in the store and in the trail."""
    require(by, "agreements.remove_text")
    agreement = locked(text.agreement, by=by, version=version)
    not_running(agreement, by=by)
    drafted(agreement, by)
    held = part_held(text, by=by)
    if held.language == agreement.language:
        raise MainTextStays
    AgreementText.objects.visible_to(by).filter(pk=held.pk).delete()
    return update(agreement)


@verb("agreements.add_stage_document")
def add_stage_document(
    agreement: Agreement,
    *,
    by: Subject,
    stage: StageEvent,
    title: str,
    file: File,
    version: int | None = None,
) -> Agreement:
    """A paper that belongs to a stage the agreement has reached; it is only added."""
    require(by, "agreements.add_stage_document")
    held = locked(agreement, by=by, version=version)
    if stage.agreement_id != held.pk:
        raise StageOfAnother(fields={"stage": StageOfAnother.message})
    insert(
        StageDocument(
            agreement=held, stage=stage, title=" ".join(title.split()), label_id=held.label_id,
            file=kept_with(held, file, by=by, beside="file"),
        )
    )  # fmt: skip
    return update(held)

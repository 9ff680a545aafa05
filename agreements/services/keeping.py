"""How texts of an agreement are written, by whichever verb brings them."""

from access.context import Subject
from agreements.models import Agreement, AgreementText
from agreements.services.refusals import MainTextStays
from documents.models import StoredFile
from foundation.writes import insert, update


def write_text(
    held: Agreement,
    language: str,
    file: StoredFile | None,
    *,
    by: Subject,
    is_authentic: bool = True,
    prevails: bool = False,
) -> AgreementText:
    """The row of a language; where one text prevails from now on, no other does."""
    rows = AgreementText.objects.visible_to(by).filter(agreement=held)
    if language == held.language and not is_authentic:
        raise MainTextStays(fields={"is_authentic": MainTextStays.message})
    if prevails:
        for other in rows.filter(prevails=True).exclude(language=language).select_for_update(of=("self",)):
            update(other, prevails=False)
    present = rows.filter(language=language).select_for_update(of=("self",)).first()
    if present is None:
        return insert(
            AgreementText(
                agreement=held, language=language, is_authentic=is_authentic, prevails=prevails, file=file,
                label_id=held.label_id, is_demo=held.is_demo,
            )
        )  # fmt: skip
    return update(present, is_authentic=is_authentic, prevails=prevails, file=file or present.file)


def align_main(held: Agreement, *, by: Subject) -> Agreement:
    """The agreement's own text is that of its authentic language."""
    rows = AgreementText.objects.visible_to(by).filter(agreement=held, language=held.language)
    main = rows.select_related("file").first()
    return update(held, authentic_text=main.file if main else None)

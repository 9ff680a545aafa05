"""Drafting a note about a record: its substance comes from the app that owns the record, its form from here."""

import datetime as dt

from access.context import Subject
from access.models import Label
from access.services.labels import join
from access.services.relabelling import labels_stay
from correspondence.lifecycle import CorrespondenceDirection, CorrespondenceKind
from correspondence.models import Correspondence
from correspondence.registry import Substance, drafting_of
from correspondence.selectors.parties import own_name
from correspondence.selectors.subjects import meant
from correspondence.services import refusals
from correspondence.services.refusals import refuse
from correspondence.services.register import enter
from correspondence.terms import LANGUAGES, Name, closing, opening
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.permissions import require


@verb("correspondence.draft")
def draft(
    about: str, purpose: str, *, by: Subject, at: dt.datetime, language: str = "en", particulars: bool = True,
    label: Label | None = None, is_demo: bool = False,
) -> Correspondence:  # fmt: skip
    """A note verbale about a record, in draft and in both languages; whoever dispatches it may edit it first.

    Personal particulars are taken only when the drafter may read them, and then the draft is marked like them.
    """
    require(by, "correspondence.draft")
    if language not in LANGUAGES:
        raise InvalidInput(fields={"language": [refusals.NothingToDraft.message]})
    labels_stay()
    found = meant(about.strip().upper(), to=by)
    if found is None:
        raise refuse(refusals.NothingKnownByThisReference, "about")
    drafting = drafting_of(found.kind)
    offered = drafting.purposes(found.record.reference, to=by) if drafting else ()  # type: ignore[attr-defined]
    if drafting is None or purpose not in {one.code for one in offered}:
        raise refusals.NothingToDraft
    said = drafting.substance(found.record.reference, purpose, to=by, particulars=particulars)  # type: ignore[attr-defined]
    sources = [
        found.record.label,
        *Label.objects.filter(pk__in=set(said.label_ids)),
        *([label] if label else []),
    ]
    texts = written(said)
    other = "az" if language == "en" else "en"
    return enter(
        by=by, at=at, label=join(sources), direction=CorrespondenceDirection.OUTGOING, purpose=purpose,
        kind=CorrespondenceKind.NOTE_VERBALE, language=language, subject=said.subject.in_(language),
        text=texts.in_(language), translation=texts.in_(other), place=said.place.in_(language),
        reply_expected=said.reply_expected, about_reference=found.record.reference, is_demo=is_demo,  # type: ignore[attr-defined]
        addressee_name=said.addressee_name.in_(language), **said.sender, **said.addressee,
    )  # fmt: skip


def written(said: Substance) -> Name:
    """The whole text in both languages: courtesy formula with the substance, further paragraphs, closing formula."""
    body = next(iter(said.sender.values()))
    sender = own_name(body)
    texts = [
        "\n\n".join(
            [
                opening(sender, said.addressee_name, said.honour, language),
                *(paragraph.in_(language) for paragraph in said.paragraphs),
                closing(sender, said.addressee_name, language),
            ]
        )
        for language in LANGUAGES
    ]
    return Name(*texts)

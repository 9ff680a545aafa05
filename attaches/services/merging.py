"""One officer entered twice becomes one again; nothing that was written is lost (domain.md C9)."""

from typing import Any

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import OVER
from attaches.models import (
    LanguageResult,
    Officer,
    OfficerClearance,
    OfficerParticulars,
    Posting,
    TrainingRecord,
)
from attaches.services.officers import refuse_while_decided
from attaches.services.steps import lock, need_reason, next_number
from foundation.acts import verb
from foundation.errors import DomainError
from foundation.permissions import require
from foundation.writes import update

MOVED = (LanguageResult, OfficerClearance, TrainingRecord)


class NotTwoOfficers(DomainError):
    """A duplicate is merged once, into an officer who is none himself."""

    message = _("Choose two different officers, neither of whom has been merged into another.")


class TenuresOverlap(DomainError):
    """Two officers who were in post at the same time are two people (I2)."""

    message = _("These two have postings in the same period: they cannot be one officer.")


class PersonalDataDiffer(DomainError):
    """Personal rows are compared by whoever may read them, before one of them is given up."""

    message = _("Both carry personal data that differ. Correct them first, so that nothing is lost.")


@verb("officers.merge")
def merge(
    duplicate: Officer, into: Officer, *, by: Subject, reason: str, version: int | None = None
) -> Officer:
    """Everything of `duplicate` becomes that of `into`; its reference stays and leads there.

    Raises NotTwoOfficers, TenuresOverlap, PersonalDataDiffer.
    """
    require(by, "officers.merge")
    need_reason(reason)
    first, second = sorted((duplicate, into), key=lambda officer: officer.pk)
    held = {officer.pk: officer for officer in (lock(first), lock(second))}
    gone, kept = held[duplicate.pk], held[into.pk]
    if gone.pk == kept.pk or gone.merged_into_id or kept.merged_into_id:
        raise NotTwoOfficers
    for officer in (gone, kept):
        refuse_while_decided(officer, by)
    _merge_particulars(gone, kept, by)
    _check_tenures(gone, kept, by)
    for model in MOVED:
        entered: Any = model.objects.visible_to(by)
        taken = next_number(entered.filter(officer=kept)) - 1
        entered.filter(officer=gone).update(officer=kept, no=F("no") + taken)
    with (
        connection.cursor() as cursor
    ):  # also what is hidden from whoever merges; overlaps of that are refused unnamed
        cursor.execute("SELECT attaches_merge_postings(%s, %s)", [gone.pk, kept.pk])
    Officer.objects.visible_to(by).filter(merged_into=gone).update(merged_into=kept)
    return update(gone, version=version, merged_into=kept)


def _check_tenures(gone: Officer, kept: Officer, by: Subject) -> None:
    """Friendly words for what the exclusion constraints refuse (I2)."""
    theirs = Posting.objects.visible_to(by).filter(officer=kept)
    for posting in Posting.objects.visible_to(by).filter(officer=gone):
        same_days = theirs.live().filter(planned__overlap=posting.planned)
        if posting.state not in OVER and same_days.exists():
            raise TenuresOverlap
        if posting.incumbency and theirs.filter(incumbency__overlap=posting.incumbency).exists():
            raise TenuresOverlap


def _merge_particulars(gone: Officer, kept: Officer, by: Subject) -> None:
    """The personal row moves where the other has none, and fills what is empty there; differing facts are refused."""
    rows = {
        row.officer_id: row
        for row in OfficerParticulars.objects.visible_to(by).filter(officer__in=[gone, kept])
    }
    mine, theirs = rows.get(gone.pk), rows.get(kept.pk)
    if mine is None:
        return
    if theirs is None:
        update(mine, officer=kept)
        return
    filled: dict[str, Any] = {}
    for name in ("service_number", "born_on", "passport_no", "passport_expires_on", "biography"):
        here, there = getattr(mine, name), getattr(theirs, name)
        if here and there and here != there:
            raise PersonalDataDiffer
        if here and not there:
            filled[name] = here
    if filled:
        update(theirs, **filled)

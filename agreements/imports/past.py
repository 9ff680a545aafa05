"""What lies behind an agreement in a table: notifications, provisional application, registration; its forms."""

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.models.scope import CooperationForm
from agreements.services.past import Told
from directory.models import Country, Organisation
from directory.selectors.named import body_codes, countries_called, everyone_called, typed_key
from documents.registry import Column, Kind
from foundation.errors import InvalidInput

DAY = r"(\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})"
TOLD = re.compile(rf"(.+?)\s+{DAY}(?:\s+{DAY})?")
TOLD_HELP = _(
    "Of each party its code or name, the day it sent its notification and the day that was received, parted by "
    "semicolons: AZ 2019-11-04 2019-11-12; GE 2019-12-02 2019-12-09."
)
FORMS_HELP = _("Their codes or words, parted by semicolons.")


def find_told(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """The notifications of each cell; nothing for a cell that cannot be read."""
    read = {text: [TOLD.fullmatch(part) for part in _parts(text)] for text in texts}
    names = {found[1] for parts in read.values() for found in parts if found}
    bodies = everyone_called(names)
    told = {text: [_told(found, bodies) for found in parts] for text, parts in read.items()}
    return {text: [one for one in ones if one] for text, ones in told.items() if ones and all(ones)}


def _told(found: re.Match[str] | None, bodies: dict[str, Any]) -> Told | None:
    if found is None or found[1] not in bodies:
        return None
    try:
        return Told(bodies[found[1]], _day(found[2]), _day(found[3]) if found[3] else None)
    except ValueError:
        return None


def _day(text: str) -> date:
    if "." not in text:
        return date.fromisoformat(text)
    day, month, year = (int(part) for part in text.split("."))
    return date(year, month, day)


def _parts(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(";") if part.strip()]


def find_forms(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """The forms of co-operation of each cell; nothing for a cell of which one is unknown."""
    known = {
        typed_key(word): form.value for form in CooperationForm for word in (form.value, str(form.label))
    }
    keys = {text: [typed_key(part) for part in _parts(text)] for text in texts}
    return {
        text: [known[key] for key in dict.fromkeys(of_it)]
        for text, of_it in keys.items()
        if set(of_it) <= set(known)
    }


def find_depositaries(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """A State, our own among them, or an organisation."""
    return everyone_called(texts)


def with_depositary(facts: dict[str, Any]) -> None:
    """The depositary in the column that fits it; what cannot be one is refused beside its own."""
    body = facts.pop("depositary", None)
    if isinstance(body, Country):
        facts["depositary_country"] = body
    if isinstance(body, Organisation):
        facts["depositary_organisation"] = body


def own_columns(refusal: InvalidInput) -> InvalidInput:
    """What is refused of a depositary stands beside the one column that a table has for it."""
    beside = {name: said for name, said in refusal.fields.items() if not name.startswith("depositary_")}
    said = [words for name, words in refusal.fields.items() if name.startswith("depositary_")]
    return InvalidInput(fields={**beside, "depositary": said[0]}) if said else refusal


COLUMNS = (
    Column(
        key="depositary", heading=_("Depositary"), kind=Kind.RECORD, help=_("Its code or name; of many parties only."),
        find=find_depositaries, suggest=lambda to: body_codes(),
    ),
    Column(key="exchanged_on", heading=_("Instruments exchanged on"), kind=Kind.DAY),
    Column(
        key="notifications", heading=_("Notifications of the parties"), kind=Kind.RECORD, help=TOLD_HELP,
        find=find_told,
    ),
    Column(key="provisional_on", heading=_("Applied provisionally from"), kind=Kind.DAY),
    Column(key="provisional_ended_on", heading=_("Provisional application ended on"), kind=Kind.DAY),
    Column(key="provisional_basis", heading=_("Basis of provisional application"), longest=300),
    Column(
        key="is_provisional", heading=_("In force before its signature"), kind=Kind.FLAG,
        help=_("yes where it was applied before it was signed."),
    ),
    Column(key="registration_sent_on", heading=_("Submitted for registration on"), kind=Kind.DAY),
    Column(key="registered_on", heading=_("Registered on"), kind=Kind.DAY),
    Column(key="registration_no", heading=_("Registration number"), longest=60),
    Column(
        key="registered_by", heading=_("Registered by"), kind=Kind.RECORD, find=countries_called,
        help=_("Two letters, or the name in either language."),
    ),
)  # fmt: skip

"""What a row may say of an officer's languages, clearance and courses: columns, and the service each part calls."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attaches.imports.finding import find_countries
from attaches.models import Officer
from attaches.services import officers, qualifications
from attaches.terms import TrainingKind
from documents.registry import Column, Kind
from foundation.errors import InvalidInput

LANGUAGES, TRAININGS = "officers.record_language", "officers.record_training"
CLEARANCES = "officers.record_clearance"


@dataclass(frozen=True)
class Part:
    """`names` leads from the columns to what the service calls their values; without those `needed` it is none."""

    names: Mapping[str, str]
    needed: tuple[str, ...]
    missing: Any
    record: Callable[..., Any]

    def of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What a row says; raises InvalidInput beside what is missing of something begun."""
        said = {key: row[key] for key in self.names if key in row}
        if said and (absent := [key for key in self.needed if key not in said]):
            raise InvalidInput(fields={key: [self.missing] for key in absent})
        return said

    def enter(self, officer: Officer, said: Mapping[str, Any], **acting: Any) -> Any:
        """Call the service; what it refuses stands beside the columns of this part."""
        with self._beside_its_columns():
            return self.record(officer, **{self.names[key]: value for key, value in said.items()}, **acting)

    @contextmanager
    def _beside_its_columns(self) -> Iterator[None]:
        columns = {name: key for key, name in self.names.items()}
        try:
            yield
        except InvalidInput as refusal:
            fields = {columns.get(field, field): words for field, words in refusal.fields.items()}
            raise InvalidInput(fields=fields) from refusal


def language(*keys: str) -> Part:
    """A language result by its four columns."""
    names = dict(zip(keys, ("language", "slp", "tested_on", "valid_until"), strict=True))
    words = _("A language result has all four of its columns.")
    return Part(names, keys, words, officers.record_language)


FIRST = language("language", "slp", "tested_on", "valid_until")
FURTHER = tuple(
    language(*(f"{key}_{place}" for key in ("language", "slp", "tested_on", "valid_until")))
    for place in (2, 3)
)
CLEARANCE = Part(
    {"cleared_on": "granted_on", "cleared_until": "valid_until"}, ("cleared_on", "cleared_until"),
    _("A clearance has both of its days."), qualifications.record_clearance,
)  # fmt: skip
COURSE = Part(
    {
        "course_kind": "kind", "course": "title", "course_country": "country", "course_begins_on": "starts_on",
        "course_completed_on": "completed_on", "course_valid_until": "valid_until", "obliged_until": "obliged_until",
    },
    ("course_kind", "course", "course_begins_on"), _("A course has a kind, a title and its first day."),
    qualifications.record_training,
)  # fmt: skip
CODE, PROFILE = (
    _("ISO 639 code, e.g. en, tr, de."),
    _("Listening, speaking, reading, writing (STANAG 6001), e.g. 3333."),
)


def language_columns(
    part: Part, *headings: Any, examples: tuple[str, ...] = ("", "", "", "")
) -> tuple[Column, ...]:
    """The four columns of a result."""
    code, slp, tested, valid = part.names
    return (
        Column(key=code, heading=headings[0], verb=LANGUAGES, longest=3, help=CODE, example=examples[0]),
        Column(key=slp, heading=headings[1], verb=LANGUAGES, longest=8, help=PROFILE, example=examples[1]),
        Column(key=tested, heading=headings[2], kind=Kind.DAY, verb=LANGUAGES, example=examples[2]),
        Column(key=valid, heading=headings[3], kind=Kind.DAY, verb=LANGUAGES, example=examples[3]),
    )


FIRST_COLUMNS = language_columns(
    FIRST, _("Language"), _("Language profile"), _("Tested on"), _("Valid until"),
    examples=("en", "3333", "2026-02-10", "2029-02-10"),
)  # fmt: skip
FURTHER_COLUMNS = (
    *language_columns(
        FURTHER[0], _("Second language"), _("Profile in the second language"), _("Second language tested on"),
        _("Second language valid until"),
    ),
    *language_columns(
        FURTHER[1], _("Third language"), _("Profile in the third language"), _("Third language tested on"),
        _("Third language valid until"),
    ),
)  # fmt: skip
CLEARANCE_COLUMNS = (
    Column(key="cleared_on", heading=_("Cleared on"), kind=Kind.DAY, verb=CLEARANCES, example="2026-01-15"),
    Column(
        key="cleared_until", heading=_("Clearance valid until"), kind=Kind.DAY, verb=CLEARANCES, example="2031-01-15",
    ),
)  # fmt: skip
COURSE_COLUMNS = (
    Column(
        key="course_kind", heading=_("Kind of course"), kind=Kind.CHOICE, verb=TRAININGS, choices=TrainingKind.choices,
        example="attache_course",
    ),
    Column(key="course", heading=pgettext_lazy("training", "Course"), verb=TRAININGS, longest=200),
    Column(
        key="course_country", heading=_("Course held abroad, in"), kind=Kind.RECORD, verb=TRAININGS,
        find=find_countries, help=_("Code or name of the State; empty for a course at home."), example="TR",
    ),
    Column(key="course_begins_on", heading=_("Course begins on"), kind=Kind.DAY, verb=TRAININGS, example="2025-09-01"),
    Column(
        key="course_completed_on", heading=_("Course completed on"), kind=Kind.DAY, verb=TRAININGS,
        help=_("Empty for who is still on the course, or is to go."), example="2026-06-30",
    ),
    Column(
        key="course_valid_until", heading=_("Course valid until"), kind=Kind.DAY, verb=TRAININGS,
        help=_("Empty where it does not lapse."),
    ),
    Column(
        key="obliged_until", heading=_("Obliged to serve until"), kind=Kind.DAY, verb=TRAININGS,
        help=_("The obligation after a course abroad; empty where there is none."),
    ),
)  # fmt: skip

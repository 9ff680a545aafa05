"""The table of agreements: proposed, or entered where they stand, with parties and final clauses."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.services.labels import intern
from agreements.engine import NoticeBasis, RenewalMode
from agreements.imports.lengths import length
from agreements.imports.past import COLUMNS as BEHIND
from agreements.imports.past import FORMS_HELP, find_forms, own_columns, with_depositary
from agreements.lifecycle import (
    ENTERED_AS,
    AgreementKind,
    AgreementLevel,
    AgreementState,
    EifRule,
    FamilyRelation,
    Participation,
)
from agreements.models.agreement import TEXT_LANGUAGES
from agreements.models.scope import CooperationForm
from agreements.selectors import named
from agreements.services import agreements
from directory.selectors.named import bodies_called, body_codes, format_codes, formats_called, typed_key
from documents.registry import Column, Entered, Import, Kind, Warned
from foundation.errors import InvalidInput

Rows = Sequence[tuple[int, Entered]]
STRETCH = _("A number and a unit, e.g. 3 years, 6 months, 30 days.")
LENGTHS = {"initial": "initial", "renewal": "renewal", "notice": "notice"}
NUMBERS = ("max_renewals", "renewals_agreed", "effect_days", "eif_days", "eif_consents")
CHOSEN = ("eif_rule", "eif_fixed_on", "renewal_mode", "limit_unclear", "notice_basis")


def find_parties(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """All parties of a cell; nothing for a cell of which one is unknown."""
    return {text: bodies for text, (bodies, unknown) in bodies_called(texts).items() if not unknown}


def enter_agreement(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """An agreement with its parties and clauses, where it stands."""
    facts = dict(row)
    clause = _clause(facts)
    with_depositary(facts)
    parties = facts.pop("parties")
    many = Participation.MULTILATERAL if len(parties) > 1 else Participation.BILATERAL
    known = {"level": AgreementLevel.INTERAGENCY, "participation": many, **facts}
    # The day of a notice is asked for: nothing else tells when it was received.
    if facts.get("stands_as") != AgreementState.DENUNCIATION_NOTIFIED:
        known.setdefault("on", on)
    try:
        return agreements.record(
            by=by, at=at, label=_label(by), parties=parties, clause=clause or None, **known
        )
    except InvalidInput as refusal:
        raise own_columns(refusal) from refusal


def _label(by: Subject) -> Any:
    return intern("official_use")


def _clause(facts: dict[str, Any]) -> dict[str, Any]:
    """The final clauses out of a row; raises for each cell that is no stretch or number."""
    clause = {name: facts.pop(name) for name in CHOSEN if name in facts}
    wrong: dict[str, list[Any]] = {}
    for name in LENGTHS:
        given = facts.pop(name, None)
        parsed = length(given) if given else None
        if given and parsed is None:
            wrong[name] = [STRETCH]
        if parsed:
            clause[f"{name}_value"], clause[f"{name}_unit"] = parsed
    for name in NUMBERS:
        given = facts.pop(name, None)
        if given and not (given.strip().isdecimal() and len(given.strip()) < 5):
            wrong[name] = [_("A whole number.")]
        elif given:
            clause[name] = int(given)
    if wrong:
        raise InvalidInput(fields=wrong)
    return clause


def same_agreements(rows: Rows, to: Subject) -> Iterator[Warned]:
    """One with this title is on record, or further up in the table."""
    known = named.references_by_title(to=to)
    above: dict[str, int] = {}
    for number, row in rows:
        key = typed_key(row.get("title", ""))
        if key in known:
            yield Warned(number, "title", "same_title", {"references": ", ".join(known[key][:5])})
        if key in above:
            yield Warned(number, "title", "same_row", {"row": above[key]})
        above.setdefault(key, number)


AGREEMENTS = Import(
    slug="agreements",
    title=_("Agreements"),
    about=_(
        "One agreement a row, with its parties and final clauses. It is entered where it stands; days that follow from "
        "the clauses are computed. Texts and steps are recorded afterwards on its page."
    ),
    verb="agreements.record",
    label=_label,
    enter=enter_agreement,
    warn=same_agreements,
    page=lambda: reverse("agreements:register"),
    blames={
        "step_refused": "stands_as", "two_parties_needed": "parties", "three_parties_needed": "parties",
        "entry_before_signature": "eif_on", "step_in_future": "on", "parent_unsigned": "parent",
    },
    said={
        "same_title": _("Agreements with this title are on record: %(references)s."),
        "same_row": _("Row %(row)s has the same title."),
    },
    columns=(
        Column(
            key="title", heading=_("Title in the authentic language"), required=True, longest=300,
            example="Müdafiə sahəsində əməkdaşlıq haqqında Saziş",
        ),
        Column(
            key="language", heading=_("Authentic language"), kind=Kind.CHOICE, choices=TEXT_LANGUAGES, example="az"
        ),
        Column(key="title_en", heading=_("Title in English"), longest=300, example="Agreement on defence cooperation"),
        Column(key="title_az", heading=_("Title in Azerbaijani"), longest=300),
        Column(
            key="kind", heading=_("Kind"), kind=Kind.CHOICE, required=True, choices=AgreementKind.choices,
            example="mou",
        ),
        Column(
            key="level", heading=_("Level"), kind=Kind.CHOICE, choices=AgreementLevel.choices,
            help=_("Between agencies when empty."), example="interagency",
        ),
        Column(
            key="parties", heading=_("Parties besides the home State"), kind=Kind.RECORD, required=True,
            help=_("Codes or names, parted by semicolons; with two or more it is multilateral."), example="GE",
            find=find_parties, suggest=lambda to: body_codes(),
        ),
        Column(
            key="binding", heading=_("Legally binding"), kind=Kind.FLAG, help=_("yes or no; empty while undecided."),
            example="yes",
        ),
        Column(
            key="parent", heading=_("Under which agreement"), kind=Kind.RECORD, help=_("Its reference."),
            find=named.agreements_referenced,
        ),
        Column(
            key="relation", heading=_("What it does to that agreement"), kind=Kind.CHOICE,
            choices=FamilyRelation.choices,
        ),
        Column(key="areas", heading=_("Areas of cooperation"), longest=2_000),
        Column(
            key="cooperation_forms", heading=_("Forms of co-operation"), kind=Kind.RECORD, help=FORMS_HELP,
            find=find_forms, suggest=lambda to: [(form.value, str(form.label)) for form in CooperationForm],
        ),
        Column(
            key="format", heading=_("Co-operation format"), kind=Kind.RECORD, help=_("Its code or name."),
            find=formats_called, suggest=lambda to: format_codes(),
        ),
        Column(
            key="stands_as", heading=_("Where it stands"), kind=Kind.CHOICE, help=_("Proposed when empty."),
            choices=[(state.value, state.label) for state in AgreementState if state in ENTERED_AS],
            example="in_force",
        ),
        Column(key="signed_on", heading=_("Signed on"), kind=Kind.DAY, example="2019-10-10"),
        Column(key="signed_in", heading=_("Place of signature"), longest=120, example="Bakı"),
        Column(key="eif_on", heading=_("In force since"), kind=Kind.DAY, example="2020-01-15"),
        Column(key="ended_on", heading=_("Ended on"), kind=Kind.DAY),
        Column(
            key="on", heading=_("In this state since"), kind=Kind.DAY,
            help=_("Where no other day tells it; of a denunciation the day it was received."),
        ),
        Column(
            key="effect_on", heading=_("Denunciation takes effect on"), kind=Kind.DAY,
            help=_("Where the clauses give no day, or the notice names a later one."),
        ),
        *BEHIND,
        Column(
            key="needs_verification", heading=_("Needs verification"), kind=Kind.FLAG,
            help=_("yes where sources differ."),
        ),
        Column(key="doubt", heading=_("What is in doubt"), longest=500),
        Column(key="eif_rule", heading=_("Enters into force"), kind=Kind.CHOICE, choices=EifRule.choices),
        Column(key="eif_days", heading=_("Days after the last notification"), longest=4),
        Column(key="eif_consents", heading=_("Consents needed"), longest=4),
        Column(key="eif_fixed_on", heading=_("Fixed day of entry into force"), kind=Kind.DAY),
        Column(key="initial", heading=_("First term"), longest=20, help=STRETCH, example="3 years"),
        Column(key="renewal_mode", heading=_("Afterwards"), kind=Kind.CHOICE, choices=RenewalMode.choices,
               example="tacit"),
        Column(key="renewal", heading=_("Each renewal"), longest=20, help=STRETCH, example="3 years"),
        Column(key="max_renewals", heading=_("Renewals at most"), longest=4),
        Column(
            key="limit_unclear", heading=_("Number of renewals can be read in two ways"), kind=Kind.FLAG,
            help=_("yes where the text does not say clearly how often it is renewed."),
        ),
        Column(key="renewals_agreed", heading=_("Renewals agreed so far"), longest=4),
        Column(key="notice", heading=_("Notice of denunciation"), longest=20, help=STRETCH, example="6 months"),
        Column(
            key="notice_basis", heading=_("Notice can be given"), kind=Kind.CHOICE, choices=NoticeBasis.choices,
            example="before_term_end",
        ),
        Column(key="effect_days", heading=_("Takes effect, days after receipt"), longest=4),
    ),
)  # fmt: skip

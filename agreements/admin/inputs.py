"""What the buttons of an agreement ask for beside its day; choices are looked up only where a button is shown."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.lifecycle import BINDING_NOW, NEEDS_NO_POWERS, Capacity, SignatureKind
from agreements.models import Agreement, FullPowers, Party
from foundation.clock import today

MOST = 50
NONE = ("", "–")


def _parties(record: Agreement) -> list[tuple[Any, Any]]:
    rows = record.parties.select_related("country", "organisation")
    return [(party.pk, party.name) for party in rows]


def _registering(record: Agreement) -> list[tuple[Any, Any]]:
    rows = record.parties.select_related("country").filter(country__isnull=False)
    return [NONE, *((party.code, party.name) for party in rows)]


def _capacities(record: Agreement) -> list[tuple[Any, Any]]:
    return [NONE, *((one.value, one.label) for one in Capacity if one in NEEDS_NO_POWERS)]


def _powers(record: Agreement) -> list[tuple[Any, Any]]:
    """Full powers to sign that were not revoked."""
    rows = FullPowers.in_context.filter(
        agreement=record, revoked_on__isnull=True, permitted__contains=["sign"]
    )
    return [("", _("the only ones that cover the day")), *((str(held.no), str(held)) for held in rows)]


def _successors(record: Agreement) -> list[tuple[Any, Any]]:
    """Agreements in force with one of the other parties, the latest first."""
    others = record.parties.filter(is_home=False)
    same = Q(country__in=others.values("country")) | Q(organisation__in=others.values("organisation"))
    found = Agreement.in_context.filter(state__in=sorted(BINDING_NOW), eif_on__isnull=False).exclude(
        pk=record.pk
    )
    rows = found.filter(pk__in=Party.in_context.filter(same, is_home=False).values("agreement"))
    latest = rows.order_by("-eif_on")[:MOST]
    return [NONE, *((row.reference, f"{row.shown_title} ({row.reference})") for row in latest)]


TEXT = {"type": "text"}
FIELDS: dict[str, dict[str, Any]] = {
    "on": {"label": _("Day it happened"), "value": today},
    "place": {"label": _("Place of signature"), **TEXT},
    "signature": {"label": _("Signature"), "choices": lambda record: SignatureKind.choices},
    "full_powers": {"label": _("Signed by full powers of"), "choices": _powers},
    "signatory": {"label": _("Or signed by, without full powers"), **TEXT},
    "capacity": {"label": _("In the capacity of"), "choices": _capacities},
    "party": {"label": _("Notifying party"), "choices": _parties},
    "acceding": {"label": _("Acceding State or organisation, by code or name"), **TEXT},
    "right_parties": {"label": _("Right parties besides the home State, by code or name"), **TEXT},
    "received_on": {"label": _("Received by the other side on")},
    "entry_on": {"label": _("Day of entry into force, where the clause does not give it")},
    "effect_on": {
        "label": _(
            "Denunciation takes effect on, where the clauses give no day or the notice names a later one"
        )
    },
    "basis": {"label": _("Provision or understanding by which it is applied"), **TEXT},
    "successor": {"label": _("Superseded by"), "choices": _successors},
    "registered_by": {"label": _("Registered by"), "choices": _registering},
    "number": {"label": _("Registration number"), **TEXT},
}


def inputs(record: Agreement, asked: list[str]) -> list[dict[str, Any]]:
    """The fields of the shown buttons."""
    return [_field(record, name) for name in ("on", *asked)]


def _field(record: Agreement, name: str) -> dict[str, Any]:
    field = {"name": name, "type": "date", "value": None, **FIELDS[name]}
    if callable(field["value"]):
        field["value"] = field["value"]()
    if "choices" in field:
        field["choices"] = field["choices"](record)
    return field

"""Rows of the further parts on the drafting page: indicators, strategies, tasks, instruments, contacts and others."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from accounts.roles import Role
from directory.models import ActivityKind
from missions.lifecycle import Dimension
from missions.pages.forms import date_field
from missions.pages.row_forms import MAX_ROWS, RowSet, SectionedForm

NOT_OWNERS = {Role.SYSADMIN, Role.SERVICE, Role.AUDITOR}


class Owners:
    """Who may be made responsible: offices of the mission and of the capital, or a role. Asked for once per page."""

    def __init__(self, mission_id: int | None) -> None:
        found = Office.objects.filter(Q(mission=mission_id) | Q(mission__isnull=True)).exclude(
            role__in=NOT_OWNERS
        )
        self.offices = {f"o:{office.pk}": office for office in found.order_by("mission", "name_en")}
        roles = [(f"r:{role.value}", role.label) for role in Role if role not in NOT_OWNERS]
        self.choices: list[Any] = [
            ("", _("Nobody yet")),
            (_("An office"), [(key, office.name) for key, office in self.offices.items()]),
            (_("Whoever holds a role"), roles),
        ]

    def split(self, value: str) -> tuple[Office | None, str]:
        """Office and role; one of them is empty."""
        return self.offices.get(value), value[2:] if value.startswith("r:") else ""

    @staticmethod
    def joined(row: Any) -> str:
        """The value of the choice that stands for a row's owner."""
        if row.owner_id:
            return f"o:{row.owner_id}"
        return f"r:{row.owner_role}" if row.owner_role else ""


def _line(label: Any, length: int, rows: int = 0, **options: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=length, widget=widget, **options)


def _serves() -> forms.CharField:
    return forms.CharField(
        label=_("Serves objective"), max_length=20, required=False, widget=forms.TextInput({"size": 6}),
        help_text=_("Its code, e.g. O1."),
    )  # fmt: skip


class OwnedForm(SectionedForm):
    """A row with an owner."""

    owner = forms.ChoiceField(label=_("Owner"), required=False)

    def __init__(self, *args: Any, owners: Owners, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = owners
        field: Any = self.fields["owner"]
        field.choices = owners.choices

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "owner" in self.fields:
            data["owner"], data["owner_role"] = self.owners.split(data.get("owner") or "")
        return data


class IndicatorForm(SectionedForm):
    """A figure with unit, baseline and target."""

    telling = ("indicator",)
    indicator = _line(_("Indicator"), 300)
    unit = _line(_("Unit"), 40, required=False)
    from_value = forms.DecimalField(label=_("Baseline"), max_digits=14, decimal_places=2, required=False)
    to_value = forms.DecimalField(label=_("Target"), max_digits=14, decimal_places=2, required=False)
    due_on = date_field(_("To be reached by"), required=False)
    objective = _serves()
    field_order = ("indicator", "unit", "from_value", "to_value", "due_on", "objective")


class StrategyForm(SectionedForm):
    """A line of effort."""

    telling = ("strategy",)
    dimension = forms.ChoiceField(label=_("Dimension"), choices=Dimension.choices)
    strategy = _line(_("Line of effort"), 2_000, rows=2)
    objective = _serves()
    field_order = ("strategy", "dimension", "objective")


class TaskForm(OwnedForm):
    """A task."""

    telling = ("task",)
    task = _line(_("Task"), 1_000, rows=2)
    due_on = date_field(_("Due on"), required=False)
    objective = _serves()
    field_order = ("task", "owner", "due_on", "objective")


class InstrumentForm(SectionedForm):
    """An instrument or a key event."""

    telling = ("instrument",)
    instrument = _line(_("Instrument or key event"), 500)
    activity_kind = forms.ModelChoiceField(
        label=_("Kind of activity"),
        queryset=ActivityKind.objects.all(),
        empty_label=_("None"),
        required=False,
    )
    held_on = date_field(_("Held on"), required=False)
    objective = _serves()
    field_order = ("instrument", "activity_kind", "held_on", "objective")


class ContingencyForm(OwnedForm):
    """A contingency."""

    telling = ("risk",)
    risk = _line(_("Risk"), 500)
    trigger = _line(_("Trigger"), 500, required=False)
    response = _line(_("Response"), 1_000, rows=2, required=False)
    field_order = ("risk", "trigger", "response", "owner")


class ContactForm(OwnedForm):
    """A contact."""

    telling = ("contact",)
    contact = _line(_("Contact"), 200, help_text=_("By post rather than by name."))
    organisation = _line(_("Organisation"), 200, required=False)
    purpose = _line(_("What for"), 500, required=False)
    field_order = ("contact", "organisation", "purpose", "owner")


def _rows(form: Any) -> Any:
    return forms.formset_factory(
        form,
        formset=RowSet,
        can_delete=True,
        can_order=True,
        extra=0,
        max_num=MAX_ROWS,
        absolute_max=MAX_ROWS,
    )


PART_ROWS: dict[str, Any] = {
    "indicators": _rows(IndicatorForm),
    "strategies": _rows(StrategyForm),
    "tasks": _rows(TaskForm),
    "instruments": _rows(InstrumentForm),
    "contingencies": _rows(ContingencyForm),
    "contacts": _rows(ContactForm),
}
OWNED = frozenset({"tasks", "contingencies", "contacts"})
PART_FIELDS: dict[str, tuple[str, ...]] = {
    "indicators": ("code", "section", "indicator", "unit", "from_value", "to_value", "due_on", "objective"),
    "strategies": ("code", "section", "dimension", "strategy", "objective"),
    "tasks": ("code", "section", "task", "owner", "owner_role", "due_on", "objective"),
    "instruments": ("code", "section", "instrument", "activity_kind", "held_on", "objective"),
    "contingencies": ("code", "section", "risk", "trigger", "response", "owner", "owner_role"),
    "contacts": ("code", "section", "contact", "organisation", "purpose", "owner", "owner_role"),
}
# Heading, "add another", name of one row, and what to keep in mind; for the page.
PART_WORDS: dict[str, tuple[Any, Any, Any, Any]] = {
    "indicators": (
        _("Indicators"), _("Add an indicator"), _("Indicator"),
        _("What is counted, from which figure to which. Readings are recorded once the paper is in effect."),
    ),
    "strategies": (
        _("Strategies"), _("Add a line of effort"), _("Line of effort"), _("By which way, dimension by dimension."),
    ),
    "tasks": (_("Tasks"), _("Add a task"), _("Task"), _("Who does what until when, and for which objective.")),
    "instruments": (
        _("Instruments and key events"), _("Add an instrument or event"), _("Instrument"),
        _("Visits, training, agreements; key events with their day."),
    ),
    "contingencies": (
        _("Contingencies"), _("Add a contingency"), _("Contingency"),
        _("What may happen, how one sees it coming, what is done then."),
    ),
    "contacts": (
        _("Contacts"), _("Add a contact"), _("Contact"), _("Whom one has to know, and who keeps the contact."),
    ),
}  # fmt: skip

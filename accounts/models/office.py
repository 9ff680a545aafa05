"""Offices (seats) and appointments to them: holder, acting, or by delegation, always for a period."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from accounts.roles import Role
from directory.models import DiplomaticMission, Institution, Unit
from foundation.models import Named, Versioned


class Office(Versioned, Named):
    """A seat: institution, role and, for a post abroad, the mission. Steps and reminders address it, people fill it."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="offices", verbose_name=_("institution")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=30, choices=Role)
    mission = models.ForeignKey(
        DiplomaticMission,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        verbose_name=_("mission"),
    )
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("superior office")
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["code"]
        indexes = [models.Index(fields=["role", "mission"], name="office_by_role")]


class AppointmentKind(models.TextChoices):
    """In which quality an office is held."""

    HOLDER = "holder", _("holder")
    ACTING = "acting", _("acting")
    DELEGATE = "delegate", _("by delegation")


class Appointment(Versioned):
    """A person holds an office for a period; it counts once a second security officer confirmed (decisions.md 9)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="appointments", verbose_name=_("office"))
    kind = models.CharField(
        _("quality"), max_length=20, choices=AppointmentKind, default=AppointmentKind.HOLDER
    )
    valid = DateRangeField(_("from – to"))
    on_behalf_of = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("on behalf of")
    )
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by"), editable=False
    )
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by"), editable=False
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            ExclusionConstraint(
                name="no_double_appointment",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | (
                    ~models.Q(confirmed_by=models.F("proposed_by")) & ~models.Q(confirmed_by=models.F("user"))
                ),
                name="appointment_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.office.name}" + (
            f" ({self.get_kind_display()})" if self.is_acting else ""
        )

    @property
    def is_acting(self) -> bool:
        """True for acting holders and delegates: shown wherever they act."""
        return self.kind != AppointmentKind.HOLDER

    @property
    def label(self) -> str:
        """The choice in the header's office switch."""
        return self.office.name + (f" · {self.get_kind_display()}" if self.is_acting else "")

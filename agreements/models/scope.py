"""Within which format of several States an agreement stands, and in which forms it lets them co-operate (A5.24, C2)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models import CooperationFormat


class CooperationForm(models.TextChoices):
    """Forms that agreements on defence co-operation list, apart from areas of use (domain.md B4)."""

    VISITS = "visits", _("Official and working visits")
    CONSULTATIONS = "consultations", _("Consultations and staff talks")
    EXPERTS = "experts", _("Exchange of experts and experience")
    EDUCATION = "education", _("Education and training of personnel")
    EXERCISES = "exercises", _("Joint exercises and observers at exercises")
    UNIT_EXCHANGE = "unit_exchange", _("Contacts and exchange of units")
    PORT_CALLS = "port_calls", _("Visits of ships and aircraft")
    CONFERENCES = "conferences", _("Conferences, seminars and working groups")
    INFORMATION = "information", _("Exchange of information and documents")
    OPERATIONS = "operations", _("Joint participation in operations")
    PROJECTS = "projects", _("Joint projects, research and production")
    ASSISTANCE = "assistance", _("Material and technical assistance")
    SPORT_CULTURE = "sport_culture", pgettext_lazy("co-operation", "Sport and culture")
    OTHER = "other", pgettext_lazy("form of co-operation", "Other forms, by agreement")


class Scoped(models.Model):
    """What several States do together under it, and how."""

    format = models.ForeignKey(
        CooperationFormat, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("co-operation format"), help_text=_("Where it belongs to a format of several States."),
    )  # fmt: skip
    cooperation_forms = ArrayField(
        models.CharField(max_length=20, choices=CooperationForm), verbose_name=_("forms of co-operation"),
        default=list, blank=True, db_default=[],
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def said_forms(self) -> list[Any]:
        """Forms in people's words."""
        return [CooperationForm(code).label for code in self.cooperation_forms]


RULES = [
    models.CheckConstraint(
        condition=models.Q(cooperation_forms__contained_by=sorted(CooperationForm)),
        name="agreement_forms_are_known",
    )
]

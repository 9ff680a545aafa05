"""What is said of an activity beside its days: what came of it, at which level, what it touches (domain.md A3, A5)."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from activities.lifecycle import Aspect, Direction, Level
from activities.models.authorisation import Authorisation
from activities.terms import PowerType
from agreements.models import Agreement
from directory.models import CooperationFormat, Institution
from missions.lifecycle import Dimension
from missions.terms import CoordinationLevel


class Described(models.Model):
    """The part of an activity that neither plans nor steps it."""

    level = models.CharField(_("level"), max_length=15, choices=Level, default=Level.BILATERAL)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.HOME)
    aspect = models.CharField(_("aspect"), max_length=15, choices=Aspect, default=Aspect.COOPERATION)
    place = models.CharField(_("place"), max_length=120, blank=True)

    actual_cost = models.DecimalField(
        _("actual cost"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )  # fmt: skip
    actual_person_days = models.PositiveIntegerField(_("actual person-days"), null=True, blank=True)
    outcome = models.TextField(_("outcome"), blank=True, db_default="", max_length=4_000)

    coordination_level = models.CharField(
        _("held at the level of"), max_length=20, choices=CoordinationLevel, blank=True, db_default=""
    )
    power_type = models.CharField(
        _("kind of power"), max_length=10, choices=PowerType, blank=True, db_default=""
    )
    dimensions = ArrayField(
        models.CharField(max_length=30, choices=Dimension), verbose_name=_("dimensions"), default=list, blank=True,
        db_default=[],
    )  # fmt: skip
    format = models.ForeignKey(
        CooperationFormat, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("co-operation format"),
    )  # fmt: skip
    lead_institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("lead institution"),
    )  # fmt: skip
    with_troops = models.BooleanField(
        _("troops cross the border"), default=False, db_default=False,
        help_text=_("Foreign forces enter or our own are sent: their status and an authorisation are needed."),
    )  # fmt: skip
    with_secrets = models.BooleanField(
        _("classified information is exchanged"), default=False, db_default=False,
        help_text=_("An agreement on classified information with every partner is needed."),
    )  # fmt: skip
    border_topic = models.BooleanField(
        _("touches the State border"), default=False, db_default=False,
        help_text=_("Delimitation, demarcation or border guarding: the State Border Service is asked."),
    )  # fmt: skip
    beyond_defence = models.BooleanField(
        _("reaches beyond defence and security"), default=False, db_default=False,
        help_text=_("The law on the Armed Forces limits them to these: the legal desk is asked."),
    )  # fmt: skip
    authorisation = models.ForeignKey(
        Authorisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("authorisation"),
        help_text=_("Where troops cross the border: the act that lets them."),
    )  # fmt: skip
    status_agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("status clause in"),
        help_text=_("Where the status of the troops is not settled by an agreement of its own."),
    )  # fmt: skip
    status_clause = models.CharField(_("article of the clause"), max_length=60, blank=True, db_default="")

    class Meta:
        abstract = True

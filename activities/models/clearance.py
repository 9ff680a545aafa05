"""Diplomatic clearances: for whose vehicle, by which way, asked when, valid until when (domain.md B3, C3, I20)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.models import ClassifiedRecord
from activities.lifecycle import CLEARANCE_ASKED, CLEARANCE_GIVEN, ClearanceState
from activities.models.activity import Activity
from activities.models.taken import Taken
from correspondence.models import Correspondence
from directory.models import ClearanceRule, Country
from directory.terms import CargoClass, Passage, VehicleKind
from foundation.references import reference_field

I20_LATE = _("Asked for later than the rule allows: say which waiver was given.")
I20_WINDOW = _("Nothing crosses outside the hours for which the clearance was given.")
_given, _asked = Q(state__in=sorted(CLEARANCE_GIVEN)), Q(state__in=sorted(CLEARANCE_ASKED))


class DiplomaticClearance(ClassifiedRecord):
    """One permission for one passage. `rule` and `latest_on` follow from the table, never typed."""

    reference = reference_field("CLR", "activities_diplomaticclearance")
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="clearances", verbose_name=_("activity")
    )
    granting = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("State that gives the clearance")
    )
    flag = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("whose vehicle"))
    vehicle = models.CharField(_("vehicle"), max_length=20, choices=VehicleKind)
    craft = models.CharField(
        _("type, registration and call sign"),
        max_length=200,
        help_text=_("Such as “A-1, DEMO 01, call sign DEMO”."),
    )
    passage = models.CharField(_("passage"), max_length=10, choices=Passage)
    cargo = models.CharField(_("cargo"), max_length=20, choices=CargoClass, default=CargoClass.ORDINARY)
    cargo_words = models.CharField(_("what it carries"), max_length=300, blank=True)
    route = models.CharField(_("route"), max_length=300, help_text=_("Entry point, stops, exit point."))
    enters_at = models.DateTimeField(_("enters at"))
    leaves_at = models.DateTimeField(_("leaves at"))
    rule = models.ForeignKey(
        ClearanceRule, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("rule")
    )
    told_latest_on = models.DateField(
        _("latest day as we were told"),
        null=True,
        blank=True,
        help_text=_("Where there is no rule: the day that was answered when we asked."),
    )
    latest_on = models.DateField(_("latest day to ask"), null=True, editable=False)
    waiver = models.CharField(
        _("waiver"), max_length=300, blank=True, help_text=_("Who agreed to a late request, and when.")
    )
    note = models.ForeignKey(
        Correspondence, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("note")
    )
    sent_on = models.DateField(_("asked on"), null=True, editable=False)
    number = models.CharField(_("clearance number"), max_length=60, blank=True, editable=False)
    valid_from = models.DateTimeField(_("valid from"), null=True, editable=False)
    valid_until = models.DateTimeField(_("valid until"), null=True, editable=False)
    used_at = models.DateTimeField(_("crossed at"), null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=15, choices=ClearanceState, default=ClearanceState.DRAFT, editable=False
    )
    state_on = models.DateField(_("in this state since"), editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("diplomatic clearance")
        verbose_name_plural = _("diplomatic clearances")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["latest_on"], name="clearance_to_ask", condition=Q(state=ClearanceState.DRAFT)
            ),
            models.Index(
                fields=["valid_until"], name="clearance_running", condition=Q(state=ClearanceState.GRANTED)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(granting=F("flag")),
                name="clearance_between_two_states",
                violation_error_message=_("A State gives itself no clearance."),
            ),
            models.CheckConstraint(
                condition=Q(leaves_at__gte=F("enters_at")),
                name="clearance_leaves_after_it_enters",
                violation_error_message=_("It leaves before it enters."),
            ),
            models.CheckConstraint(
                condition=~_asked | Q(note__isnull=False, sent_on__isnull=False),
                name="clearance_asked_by_note",
            ),
            models.CheckConstraint(
                condition=~_asked | Q(latest_on__isnull=False, latest_on__gte=F("sent_on")) | ~Q(waiver=""),
                name="clearance_late_with_waiver",
                violation_error_message=I20_LATE,
            ),
            models.CheckConstraint(
                condition=~_given
                | (
                    Q(valid_from__isnull=False, valid_until__isnull=False, valid_until__gte=F("valid_from"))
                    & ~Q(number="")
                ),
                name="clearance_given_for_a_while",
            ),
            models.CheckConstraint(
                condition=Q(
                    used_at__isnull=True, state__in=sorted(set(ClearanceState) - {ClearanceState.USED})
                )
                | Q(
                    used_at__isnull=False,
                    used_at__gte=F("valid_from"),
                    used_at__lte=F("valid_until"),
                    state=ClearanceState.USED,
                ),
                name="clearance_used_while_valid",
                violation_error_message=I20_WINDOW,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.craft} ({self.reference})"


class ClearanceStep(Taken):
    """A state reached on a day, by whom and why; the lifecycle trigger writes it."""

    clearance = models.ForeignKey(
        DiplomaticClearance,
        models.PROTECT,
        related_name="steps",
        db_index=False,
        verbose_name=_("diplomatic clearance"),
    )
    state = models.CharField(_("state"), max_length=15, choices=ClearanceState)

    class Meta(Taken.Meta):
        verbose_name = _("step of a clearance")
        verbose_name_plural = _("steps of a clearance")
        ordering = ["clearance_id", "id"]
        indexes = [models.Index(fields=["clearance", "-reached_on", "-id"], name="clearance_steps_by_day")]

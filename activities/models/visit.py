"""Visits: protocol level, who comes, what is done hour by hour, and the phases that prepare it (domain.md B3, C7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from activities.lifecycle import ProtocolLevel, VisitPhase
from activities.models.activity import Activity
from activities.terms import RankLevel
from directory.models import Country


class Visit(Classified):
    """One to one with its activity; days and standing of its phases follow from the first day."""

    activity = models.OneToOneField(
        Activity, models.PROTECT, related_name="visit", verbose_name=_("activity")
    )
    protocol_level = models.CharField(_("protocol level"), max_length=20, choices=ProtocolLevel)
    purpose = models.CharField(_("purpose"), max_length=500)
    contact = models.CharField(
        _("point of contact"), max_length=200, blank=True, help_text=_("Office and telephone, on our side.")
    )
    gifts = models.CharField(_("gifts"), max_length=300, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-activity_id"]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def reference(self) -> str:
        """Public id, that of its activity."""
        return self.activity.reference

    @property
    def version(self) -> int:
        """One version for both: every change of the visit moves that of its activity."""
        return self.activity.version


class DelegationSeat(Classified):
    """A place in a delegation by side and rank: what everybody sees who sees the visit."""

    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="delegation", db_index=False, verbose_name=_("visit")
    )
    place = models.PositiveSmallIntegerField(_("place in the list"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("side"))
    rank_level = models.CharField(_("rank level"), max_length=20, choices=RankLevel)
    is_head = models.BooleanField(_("heads the delegation"), default=False)

    class Meta(Classified.Meta):
        verbose_name = _("place in a delegation")
        verbose_name_plural = _("delegations")
        ordering = ["visit_id", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "place"], name="seat_place_once", deferrable=models.Deferrable.IMMEDIATE
            ),
            models.UniqueConstraint(
                fields=["visit", "country"], condition=Q(is_head=True), name="one_head_of_a_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.get_rank_level_display()}"


class Delegate(Classified):
    """Who takes a place, by name and office, on the list `personal` (decisions.md 6); no dates of birth, no passports.

    Goes with its place, also where whoever takes the place out of the list may not read the name: PostgreSQL does it.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="named", verbose_name=_("visit"))
    seat = models.OneToOneField(
        DelegationSeat, models.DO_NOTHING, related_name="person", verbose_name=_("place in the list")
    )
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=200, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("member of a delegation")
        verbose_name_plural = _("members of delegations")
        ordering = ["visit_id", "seat_id"]

    def __str__(self) -> str:
        return self.name


class ProgrammeItem(Classified):
    """One point of the programme."""

    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="programme", db_index=False, verbose_name=_("visit")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    subject = models.CharField(_("what"), max_length=300)
    place = models.CharField(_("where"), max_length=200, blank=True)
    responsible = models.CharField(_("who sees to it"), max_length=200, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("point of the programme")
        verbose_name_plural = _("programme")
        ordering = ["visit_id", "starts_at", "id"]
        indexes = [models.Index(fields=["visit", "starts_at"], name="programme_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")),
                name="programme_item_ends_after_it_begins",
                violation_error_message=_("It ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.subject


class VisitPreparation(Classified):
    """A phase that is done, and when."""

    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="prepared", db_index=False, verbose_name=_("visit")
    )
    phase = models.CharField(_("phase"), max_length=20, choices=VisitPhase)
    done_on = models.DateField(_("done on"))

    class Meta(Classified.Meta):
        verbose_name = _("phase of a visit")
        verbose_name_plural = _("phases of a visit")
        ordering = ["visit_id", "id"]
        constraints = [models.UniqueConstraint(fields=["visit", "phase"], name="visit_phase_once")]

    def __str__(self) -> str:
        return f"{self.get_phase_display()} · {self.done_on}"

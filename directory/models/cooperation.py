"""Formats in which several States co-operate: members in order, meetings, and so whose turn it is to host."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.models.country import Country
from directory.querysets import FormatQuerySet
from directory.terms import SET, FormatStatus, MeetingLevel
from foundation.models import Named, Versioned


class CooperationFormat(Versioned, Named):
    """A standing form of co-operation of several States, working, emerging or only proposed (domain.md A5.24)."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    status = models.CharField(
        pgettext_lazy("format", "status"), max_length=20, choices=FormatStatus, default=FormatStatus.ACTIVE
    )
    proposed_by = models.CharField(
        _("proposed by"), max_length=200, blank=True, help_text=_("Asked for where the format is a proposal.")
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = FormatQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-operation format")
        verbose_name_plural = _("co-operation formats")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="proposed") | ~models.Q(proposed_by=""),
                name="proposal_has_its_author",
                violation_error_message=_("Say who proposed the format."),
            )
        ]

    @property
    def reference(self) -> str:
        """Public id over REST."""
        return self.code


class FormatMember(Versioned):
    """A State in a format; `place` orders the rotation of hosts."""

    format = models.ForeignKey(
        CooperationFormat, models.CASCADE, related_name="places", verbose_name=_("co-operation format")
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="formats", verbose_name=_("country"))
    place = models.PositiveSmallIntegerField(_("place in the rotation"))

    class Meta:
        verbose_name = _("member of a format")
        verbose_name_plural = _("members in the order in which they host")
        ordering = ["format", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["format", "country"], name="format_member_once", deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("A country is a member once."), violation_error_code=SET,
            ),
            models.UniqueConstraint(
                fields=["format", "place"], name="format_place_once", deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Two members cannot have the same place."), violation_error_code=SET,
            ),
            models.CheckConstraint(
                condition=models.Q(place__gte=1), name="format_places_from_one",
                violation_error_message=_("Places are counted from 1."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.place}. {self.country}"


class FormatMeeting(Versioned):
    """A meeting of a format that was held, or whose day is fixed."""

    format = models.ForeignKey(
        CooperationFormat, models.PROTECT, related_name="meetings", verbose_name=_("co-operation format")
    )
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    level = models.CharField(
        pgettext_lazy("meeting", "level"), max_length=20, choices=MeetingLevel, default=MeetingLevel.MINISTERS
    )
    held_on = models.DateField(_("held on"))
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="format_meetings", verbose_name=_("hosted by")
    )
    place = models.CharField(_("place"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("meeting of a format")
        verbose_name_plural = _("meetings")
        ordering = ["format", "-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["format", "level", "number"], name="format_meeting_number_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another meeting of this level has this number."), violation_error_code=SET,
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(number__gte=1),
                name="format_meetings_from_one",
                violation_error_message=_("Meetings are counted from 1."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number or '–'}, {self.get_level_display()}, {self.country}"

"""Operations our forces take part in, and what sources say about how many (domain.md A4.20, A4.21, C2)."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import ClassifiedRecord
from activities.terms import Bound, Measure
from directory.models import Country, Organisation
from foundation.references import reference_field
from foundation.wording import written_date

FIRST_YEAR, LAST_YEAR = 1991, 2200
YEAR = (MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR))
OF_SOMEBODY = (MinValueValidator(1), MaxValueValidator(1_000_000))
I_PART = _("Our part has a first day.")
NO_MANDATE = _("Days of a mandate belong to a mandate: say which.")
SAID_EARLIER = _("A source does not know the year that comes after it.")
WITHDRAWN = _("Whoever withdraws a figure says when and why.")


class Operation(ClassifiedRecord):
    """An operation of an organisation, on which mandate, and from when to when we take part."""

    reference = reference_field("OPN", "activities_operation")
    short_name = models.CharField(_("short name"), max_length=30, help_text=_("Such as KFOR."))
    title = models.CharField(_("title"), max_length=300)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("operation", "organisation"),
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("where")
    )
    mandate = models.CharField(
        _("mandate"), max_length=300, blank=True, help_text=_("The resolution or decision it stands on.")
    )
    mandate_valid = DateRangeField(_("days of the mandate"), null=True, blank=True)
    our_part = DateRangeField(_("our part"))
    years_only = models.BooleanField(
        _("only the years are known"), default=False, help_text=_("The source names years and no days.")
    )
    needs_verification = models.BooleanField(_("needs verification"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        ordering = ["-id"]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=Q(our_part__isempty=False) & Q(our_part__startswith__isnull=False),
                name="operation_has_begun_for_us", violation_error_message=I_PART,
            ),
            models.CheckConstraint(
                condition=Q(mandate_valid__isnull=True) | (Q(mandate_valid__isempty=False) & ~Q(mandate="")),
                name="operation_mandate_is_named", violation_error_message=NO_MANDATE,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.short_name} ({self.reference})"

    @property
    def years(self) -> str:
        """ "1999–2008", "2019–": as the source says it."""
        after = self.our_part.upper
        last = str((after - dt.timedelta(days=1)).year) if after else ""
        return f"{self.our_part.lower.year}–{last}"

    @property
    def span(self) -> str:
        """Our part in words: days where they are known."""
        if self.years_only:
            return self.years
        after = self.our_part.upper
        return f"{written_date(self.our_part.lower)} – {written_date(after - dt.timedelta(days=1)) if after else ''}"


class Sourced(ClassifiedRecord):
    """What a source said on a day: never changed; withdrawn with a reason where it was entered wrongly."""

    source = models.CharField(_("source"), max_length=300)
    said_on = models.DateField(_("said on"), help_text=_("The day of the source."))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, editable=False)
    withdrawn_because = models.CharField(_("withdrawn because"), max_length=300, blank=True, editable=False)

    class Meta(ClassifiedRecord.Meta):
        abstract = True


def _withdrawn(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(withdrawn_on__isnull=True, withdrawn_because="")
        | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because="")),
        name=name, violation_error_message=WITHDRAWN,
    )  # fmt: skip


class Contribution(Sourced):
    """How many served in an operation in a year and in which role, by one source; others stand beside it."""

    reference = reference_field("CTB", "activities_contribution")
    operation = models.ForeignKey(
        Operation, models.PROTECT, related_name="contributions", verbose_name=_("operation")
    )
    year = models.PositiveSmallIntegerField(pgettext_lazy("contribution", "year"), validators=YEAR)
    role = models.CharField(
        pgettext_lazy("contribution", "role"), max_length=120, help_text=_("Such as military observers.")
    )
    headcount = models.PositiveIntegerField(_("headcount"), validators=[MaxValueValidator(1_000_000)])
    is_estimate = models.BooleanField(
        _("estimate"), default=False, help_text=_("Not an official number: never summed as one.")
    )

    class Meta(Sourced.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["-id"]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="contribution_year_of_ours"
            ),
            models.CheckConstraint(
                condition=Q(year__lte=F("said_on__year")), name="contribution_said_afterwards",
                violation_error_message=SAID_EARLIER,
            ),
            _withdrawn("contribution_withdrawn_for_a_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year} · {self.role} ({self.reference})"


class StatedFigure(Sourced):
    """A number somebody has stated, as he stated it; shown beside what is counted and never entered as counted."""

    reference = reference_field("FIG", "activities_statedfigure")
    operation = models.ForeignKey(
        Operation, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("operation"),
        help_text=_("Left empty: of all operations together."),
    )  # fmt: skip
    measure = models.CharField(_("what it counts"), max_length=20, choices=Measure)
    bound = models.CharField(_("said as"), max_length=10, choices=Bound, default=Bound.EXACTLY)
    number = models.PositiveIntegerField(pgettext_lazy("figure", "number"), validators=OF_SOMEBODY)
    since_year = models.PositiveSmallIntegerField(
        _("counted since"), null=True, blank=True, validators=YEAR, help_text=_("The first year it covers.")
    )
    wording = models.CharField(_("in the words of the source"), max_length=300, blank=True)

    class Meta(Sourced.Meta):
        verbose_name = _("stated figure")
        verbose_name_plural = _("stated figures")
        ordering = ["-id"]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(condition=Q(number__gt=0), name="figure_of_somebody"),
            models.CheckConstraint(
                condition=Q(since_year__isnull=True)
                | Q(since_year__gte=FIRST_YEAR, since_year__lte=F("said_on__year")),
                name="figure_since_before_it_was_said", violation_error_message=SAID_EARLIER,
            ),
            _withdrawn("figure_withdrawn_for_a_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.said} ({self.reference})"

    @property
    def said(self) -> str:
        """ "over 3000": the number as it was said."""
        return (
            str(self.number) if self.bound == Bound.EXACTLY else f"{self.get_bound_display()} {self.number}"
        )

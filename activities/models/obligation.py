"""What is owed to an organisation again and again, until when, by whom; and when it rests (domain.md B5, C2)."""

import datetime as dt
from calendar import monthrange
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Classified, ClassifiedRecord
from accounts.models import Office
from activities.terms import Recurrence, Regime
from directory.models import Organisation
from foundation.models import Named, Versioned
from foundation.references import reference_field
from foundation.wording import written_days

FIRST_YEAR, LAST_YEAR = 1991, 2200
LONGEST_WAIT = 1_100
YEAR = (MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR))
RULE_WHOLE = _(
    "A yearly return has a month, a day and a first year; one after an event says the event and after how many days."
)
NO_SUCH_DAY = _("The month has no such day.")
ENDS_BEFORE = _("The last year is before the first.")
RESTS_ALREADY = _("It rests already in these days.")
RESTS_FROM = _("Say from which day it rests; the last day is not before the first.")
_SHORT_MONTHS = Q(due_month__in=(4, 6, 9, 11), due_day__gt=30) | Q(due_month=2, due_day__gt=29)
_YEARLY = Q(
    recurrence=Recurrence.YEARLY, due_month__isnull=False, due_day__isnull=False, first_year__isnull=False,
    days_after__isnull=True, event="",
)  # fmt: skip
_AFTER_EVENT = Q(
    recurrence=Recurrence.AFTER_EVENT, due_month__isnull=True, due_day__isnull=True, first_year__isnull=True,
    last_year__isnull=True, days_after__isnull=False,
) & ~Q(event="")  # fmt: skip


class ReportingObligation(ClassifiedRecord, Named):
    """A return due under an instrument. Its rule is data; the days of its returns are reckoned by the database."""

    reference = reference_field("OBL", "activities_reportingobligation")
    catalogue_code = models.CharField(_("code in the catalogue"), max_length=40, blank=True, editable=False)
    regime = models.CharField(_("regime"), max_length=20, choices=Regime)
    instrument = models.CharField(
        _("instrument"), max_length=200, help_text=_("Where it says so, such as Vienna Document 2011, ch. I.")
    )
    addressee = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owed to")
    )
    owner = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office responsible"),
        help_text=_("Reminded beside the arms control desk."),
    )  # fmt: skip
    recurrence = models.CharField(_("due"), max_length=15, choices=Recurrence, default=Recurrence.YEARLY)
    due_month = models.PositiveSmallIntegerField(
        _("due month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    due_day = models.PositiveSmallIntegerField(
        _("due day"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("29 February is the 28th where there is none."),
    )  # fmt: skip
    every_years = models.PositiveSmallIntegerField(
        _("every so many years"), default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    first_year = models.PositiveSmallIntegerField(_("first due in"), null=True, blank=True, validators=YEAR)
    last_year = models.PositiveSmallIntegerField(_("last due in"), null=True, blank=True, validators=YEAR)
    covers = models.SmallIntegerField(
        _("reports on the year"), default=0, validators=[MinValueValidator(-5), MaxValueValidator(5)],
        help_text=_("-1: the year before it is due; 0: that year; 1: the year after."),
    )  # fmt: skip
    event = models.CharField(
        _("event"), max_length=200, blank=True, help_text=_("Such as the approval of the budget.")
    )
    days_after = models.PositiveSmallIntegerField(
        _("days after the event"), null=True, blank=True, validators=[MaxValueValidator(LONGEST_WAIT)]
    )
    correct_at_once = models.BooleanField(
        _("corrections leave at once"), default=False, db_default=False,
        help_text=_("Off: a correction is prepared and cleared anew like the return itself."),
    )  # fmt: skip
    is_voluntary = models.BooleanField(_("voluntary"), default=False)
    needs_verification = models.BooleanField(_("needs verification"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("reporting obligation")
        verbose_name_plural = _("reporting obligations")
        ordering = ["-id"]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=_YEARLY | _AFTER_EVENT, name="obligation_rule_is_whole", violation_error_message=RULE_WHOLE
            ),
            models.CheckConstraint(
                condition=Q(due_month__isnull=True)
                | (Q(due_month__gte=1, due_month__lte=12, due_day__gte=1, due_day__lte=31) & ~_SHORT_MONTHS),
                name="obligation_day_exists", violation_error_message=NO_SUCH_DAY,
            ),
            models.CheckConstraint(
                condition=Q(every_years__gte=1, every_years__lte=20, covers__gte=-5, covers__lte=5)
                & (Q(days_after__isnull=True) | Q(days_after__lte=LONGEST_WAIT))
                & (Q(first_year__isnull=True) | Q(first_year__gte=FIRST_YEAR, first_year__lte=LAST_YEAR)),
                name="obligation_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year"), last_year__lte=LAST_YEAR),
                name="obligation_ends_after_it_begins", violation_error_message=ENDS_BEFORE,
            ),
            models.UniqueConstraint(
                fields=["catalogue_code"], condition=~Q(catalogue_code=""), name="obligation_of_the_catalogue_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} ({self.reference})"

    @property
    def is_yearly(self) -> bool:
        """Its returns open by themselves; others when their event is recorded."""
        return self.recurrence == Recurrence.YEARLY

    def due_in(self, year: int) -> dt.date:
        """The day of a yearly rule in a year; 29 February is the 28th where there is none."""
        month = self.due_month or 12
        return dt.date(year, month, min(self.due_day or 31, monthrange(year, month)[1]))

    def clean(self) -> None:
        """Friendly words for what the constraints refuse."""
        super().clean()
        yearly = (self.due_month, self.due_day, self.first_year)
        after = (self.days_after, self.event or None)
        wanted, other = (yearly, after) if self.is_yearly else (after, (*yearly, self.last_year))
        if None in wanted or any(value is not None for value in other):
            raise ValidationError({"recurrence": RULE_WHOLE})
        if (self.due_month in {4, 6, 9, 11} and self.due_day == 31) or (
            self.due_month == 2 and (self.due_day or 0) > 29
        ):
            raise ValidationError({"due_day": NO_SUCH_DAY})
        if self.last_year is not None and self.last_year < (self.first_year or 0):
            raise ValidationError({"last_year": ENDS_BEFORE})


class ObligationSuspension(Classified, Versioned):
    """Days in which an obligation rests, by whose word: what falls due in them is not owed."""

    never_deleted = True

    obligation = models.ForeignKey(
        ReportingObligation,
        models.PROTECT,
        related_name="suspensions",
        verbose_name=_("reporting obligation"),
    )
    period = DateRangeField(pgettext_lazy("obligation", "rests"))
    reason = models.CharField(_("reason"), max_length=300)
    source = models.CharField(_("source"), max_length=300)
    resumed_on = models.DateField(_("taken up again on"), null=True, editable=False)
    was_until = models.DateField(_("was to rest until"), null=True, editable=False)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, editable=False)
    taken_back_because = models.CharField(
        _("why it was taken back"), max_length=300, blank=True, editable=False
    )

    class Meta(Classified.Meta):
        verbose_name = _("suspension of an obligation")
        verbose_name_plural = _("suspensions of an obligation")
        ordering: ClassVar[Any] = ["obligation_id", "period"]
        constraints: ClassVar[Any] = [
            ExclusionConstraint(
                name="obligation_rests_once_at_a_time",
                expressions=[("obligation", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(taken_back_at__isnull=True),
                violation_error_message=RESTS_ALREADY,
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_because="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_because="")),
                name="suspension_taken_back_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__startswith__isnull=False),
                name="obligation_rests_for_a_while", violation_error_message=RESTS_FROM,
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(source=""), name="obligation_rests_for_a_reason"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return written_days(self.period)

    def rests(self, day: dt.date, *, as_of: dt.date) -> bool:
        """Whether a day was to lie in it, as far as was known on another: begun or recorded, not yet taken back."""
        known = min(self.period.lower, timezone.localdate(self.created_at))
        taken_back = self.taken_back_at and timezone.localdate(self.taken_back_at)
        if known > as_of or (taken_back and taken_back <= as_of):
            return False
        cut = self.resumed_on is not None and self.resumed_on > as_of
        until = self.was_until if cut else self.period.upper
        return bool(self.period.lower <= day and (until is None or day < until))

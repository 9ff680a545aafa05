"""How we stand towards a State, and how much of our effort a tier of States is to get: dated, with a reason each."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.models.country import Country
from directory.terms import SET, StanceKind
from foundation.models import Versioned
from foundation.wording import written_days

FEWEST, MOST = 1, 4
ALL = 100  # percent
ONE_SHARE = _("This tier has a share already in these days.")
ONE_STANCE = _("This is said of the country already in these days.")
LASTS = _("The last day is before the first.")


class Stance(Versioned):
    """What makes dealings with a State go the long way, as a dated fact: ended, never deleted (decisions.md 17)."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="stances", verbose_name=_("country"))
    kind = models.CharField(_("what holds"), max_length=20, choices=StanceKind)
    period = DateRangeField(_("from – to"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("stance towards a State")
        verbose_name_plural = _("stances towards States")
        ordering = ["country_id", "kind", "period"]
        constraints = [
            ExclusionConstraint(
                name="one_stance_of_a_kind_at_a_time",
                expressions=[
                    ("country", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=ONE_STANCE,
                violation_error_code=SET,
            ),
            models.CheckConstraint(
                condition=models.Q(period__isempty=False), name="stance_lasts", violation_error_message=LASTS,
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="stance_has_a_reason",
                violation_error_message=_("Say why."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {written_days(self.period)}"


class EffortShare(Versioned):
    """Which share of the activities a tier is to get from when to when; what effort is measured against."""

    tier = models.PositiveSmallIntegerField(
        _("tier"), validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)]
    )
    percent = models.PositiveSmallIntegerField(_("share in percent"), validators=[MaxValueValidator(100)])
    period = DateRangeField(_("from – to"))
    reason = models.CharField(_("reason"), max_length=300, help_text=_("Who decided it, and when."))

    class Meta:
        verbose_name = _("share of effort of a tier")
        verbose_name_plural = _("shares of effort of the tiers")
        ordering = ["tier", "period"]
        constraints = [
            ExclusionConstraint(
                name="one_share_of_a_tier_at_a_time",
                expressions=[("tier", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=ONE_SHARE,
            ),
            models.CheckConstraint(
                condition=models.Q(period__isempty=False), name="share_lasts", violation_error_message=LASTS,
            ),
            models.CheckConstraint(
                condition=models.Q(tier__gte=FEWEST, tier__lte=MOST, percent__lte=100),
                name="share_of_a_tier_in_percent",
                violation_error_message=_("Tiers are numbered 1 to 4; a share is at most 100 percent."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="share_has_a_reason", violation_error_message=_("Say why."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.tier}: {self.percent} %, {written_days(self.period)}"

    def clean(self) -> None:
        """The tiers share what there is: together at most all of it on any day."""
        if self.tier is None or self.percent is None or not self.period:
            return
        if (most := self._most_together()) > ALL:
            words = gettext("On one of these days the tiers would share %(percent)s percent together.")
            raise ValidationError({"percent": words % {"percent": most}})

    def _most_together(self) -> int:
        """What the tiers get on the day in the period of this share when they get most, this share included.

        They get more only where a share begins: asked about are the first day of this one, and of others within it.
        """
        others = EffortShare.objects.exclude(tier=self.tier).filter(period__overlap=self.period)
        first = self.period.lower
        starts = {row.period.lower for row in others} | {first}
        most = 0
        for day in starts:
            if day is None:
                there = others.filter(period__startswith__isnull=True)
            elif first is None or day >= first:
                there = others.filter(period__contains=day)
            else:
                continue
            most = max(most, there.aggregate(all=models.Sum("percent"))["all"] or 0)
        return most + self.percent

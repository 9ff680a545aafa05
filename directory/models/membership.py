"""Which State belongs to which organisation, from when to when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.country import Country, Organisation
from directory.terms import SET, MembershipKind
from foundation.models import Versioned
from foundation.wording import NOTHING, written_days


class Membership(Versioned):
    """A State in an organisation, as a dated fact: ended, never deleted (decisions.md 17)."""

    country = models.ForeignKey(
        Country, models.PROTECT, related_name="memberships", verbose_name=_("country")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    kind = models.CharField(
        _("as"), max_length=20, choices=MembershipKind, default=MembershipKind.MEMBER,
    )  # fmt: skip
    period = DateRangeField(_("from – to"))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships in organisations")
        ordering = ["organisation__code", "period"]
        constraints = [
            ExclusionConstraint(
                name="one_membership_at_a_time",
                expressions=[
                    ("country", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.DEFERRED,  # one form may end a membership and begin the next
                violation_error_message=_("This country is in this organisation already in these days."),
                violation_error_code=SET,
            ),
            models.CheckConstraint(
                condition=models.Q(period__isempty=False),
                name="membership_lasts",
                violation_error_message=_("The last day is before the first."),
            ),
        ]

    def __str__(self) -> str:
        days = written_days(self.period)
        words = f"{self.organisation.code}, {self.get_kind_display()}"
        return words if days == NOTHING else f"{words}, {days}"

"""What is to be done around a rotation: the checklist of handing over, the calls, who stands in meanwhile."""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import User
from attaches.models.post import Post
from attaches.models.posting import Posting
from attaches.terms import CallKind
from foundation.models import Versioned


class HandoverItem(Classified, Versioned):
    """One line of the checklist an officer works through before his functions end (domain.md B2)."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="handover", verbose_name=_("posting"))
    no = models.PositiveSmallIntegerField(_("number"), editable=False)
    text = models.CharField(_("what is handed over"), max_length=300)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("item of a handover")
        verbose_name_plural = _("items of handovers")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["posting", "no"], name="handover_items_are_numbered"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="handover_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Call(Classified, Versioned):
    """A call on somebody in the receiving State: at the start, of office, on leaving (domain.md B2)."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="calls", verbose_name=_("posting"))
    no = models.PositiveSmallIntegerField(_("number"), editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=CallKind)
    on_whom = models.CharField(
        _("call on"), max_length=200, help_text=_("Office, and its holder where known.")
    )
    planned_on = models.DateField(_("planned on"))
    held_on = models.DateField(_("held on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=500, blank=True)
    cancelled = models.BooleanField(_("cancelled"), default=False)

    class Meta(Classified.Meta):
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["posting", "no"], name="calls_are_numbered"),
            models.CheckConstraint(
                condition=Q(cancelled=False) | Q(held_on__isnull=True), name="call_held_or_cancelled"
            ),
        ]
        indexes = [models.Index(fields=["posting", "planned_on"], name="calls_of_a_posting")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.on_whom}"


class ActingTenure(Classified, Versioned):
    """Whoever stands in at a post without being posted there, from when to when (domain.md C2, C8)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="acting", verbose_name=_("post"))
    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="acting_for", verbose_name=_("stands in, from his own posting")
    )
    period = DateRangeField(_("from – to"))

    class Meta(Classified.Meta):
        verbose_name = _("acting tenure")
        verbose_name_plural = _("acting tenures")
        constraints: ClassVar[Any] = [
            ExclusionConstraint(
                name="one_acting_at_a_post",
                expressions=[("post", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_("Somebody stands in already on some of these days."),
            ),
            models.CheckConstraint(
                condition=Q(period__startswith__isnull=False, period__endswith__isnull=False),
                name="acting_from_and_to",
            ),
        ]

    def __str__(self) -> str:
        return str(self.posting)

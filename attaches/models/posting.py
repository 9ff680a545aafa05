"""Postings: an officer's tenure of a post."""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.managers import ContextManager, SealedManager
from access.models import Classified, ClassifiedRecord
from attaches.lifecycle import OVER, PostingState
from attaches.models.officer import Officer
from attaches.models.post import Post
from attaches.models.steps import Step, Stepwise
from attaches.querysets import PostingQuerySet
from foundation.models import Versioned
from foundation.references import reference_field

_SAME, _SHARE = RangeOperators.EQUAL, RangeOperators.OVERLAPS


class Posting(ClassifiedRecord, Stepwise):
    """Who is planned for, holds or held a post (domain.md C2).

    `incumbency`: functions assumed to functions ended (VCDR art. 43); `presence`: arrival to final departure
    (arts 10, 39). All three periods are half-open. Who left while relations were suspended and arrived again is
    present from then on; the days before are `presences_before`.
    """

    said_by_end_day = True  # the day of handing over ends a period and is what people name
    reference = reference_field("POS", "attaches_posting")
    post = models.ForeignKey(Post, models.PROTECT, related_name="postings", verbose_name=_("post"))
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="postings", verbose_name=_("officer"))
    planned = DateRangeField(pgettext_lazy("posting", "planned"))
    incumbency = DateRangeField(_("in function"), null=True, blank=True, editable=False)
    presence = DateRangeField(_("present"), null=True, blank=True, editable=False)
    predecessor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        verbose_name=_("takes over from"),
    )
    order_no = models.CharField(_("number of the order"), max_length=60, blank=True)
    state = models.CharField(
        _("state"), max_length=30, choices=PostingState, default=PostingState.PROPOSED, editable=False
    )
    taken_over_on = models.DateField(  # history from an older record: no case and no check stands behind it
        _("taken over on"), null=True, blank=True, editable=False
    )
    end_reason = models.CharField(_("reason of the end"), max_length=300, blank=True, editable=False)

    objects: ClassVar[Any] = SealedManager.from_queryset(PostingQuerySet)()
    in_context: ClassVar[Any] = ContextManager.from_queryset(PostingQuerySet)()

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [
            ExclusionConstraint(
                name="one_incumbent_of_a_post", expressions=[("post", _SAME), ("incumbency", _SHARE)]
            ),
            ExclusionConstraint(
                name="officer_in_one_post", expressions=[("officer", _SAME), ("incumbency", _SHARE)]
            ),
            ExclusionConstraint(
                name="officer_planned_for_one_post",
                expressions=[("officer", _SAME), ("planned", _SHARE)],
                condition=~models.Q(state__in=sorted(OVER)),
            ),
            models.CheckConstraint(
                condition=models.Q(planned__startswith__isnull=False, planned__endswith__isnull=False),
                name="posting_planned_from_and_to",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["in_post", "extension_pending", "handover"])
                | models.Q(incumbency__isnull=False, presence__isnull=False),
                name="posting_in_post_has_begun",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(OVER))
                | models.Q(incumbency__isnull=True)
                | models.Q(incumbency__upper_inf=False),
                name="posting_over_holds_no_post",
            ),
        ]
        indexes = [models.Index(fields=["post", "state"], name="posting_by_post")]

    def __str__(self) -> str:
        return f"{self.officer} – {self.post}"

    @property
    def is_away(self) -> bool:
        """Left while relations were suspended, and not arrived again."""
        return self.state not in OVER and self.presence is not None and self.presence.upper is not None


class PostingTransition(Step):
    """A state a posting reached."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = _("step of a posting")
        verbose_name_plural = _("steps of postings")
        indexes = [models.Index(fields=["posting", "-reached_on", "-id"], name="posting_step_by_day")]


class EarlierPresence(Classified):
    """Days an officer was at his post before he left with the relations suspended and arrived again (art. 45)."""

    append_only = only_relabelled = True

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="presences_before")
    period = DateRangeField(_("present"))

    class Meta(Classified.Meta):
        verbose_name = _("earlier presence")
        verbose_name_plural = _("earlier presences")
        constraints: ClassVar[Any] = [
            ExclusionConstraint(
                name="earlier_presences_apart", expressions=[("posting", _SAME), ("period", _SHARE)]
            ),
            models.CheckConstraint(
                condition=models.Q(period__startswith__isnull=False, period__endswith__isnull=False),
                name="earlier_presence_is_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id}: {self.period}"


class PostingRemark(Classified, Versioned):
    """A sensitive remark with its own label; several may stand side by side, so that none tells of a hidden one."""

    own_marking = never_deleted = True

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="remarks", verbose_name=_("posting"))
    text = models.TextField(_("remark"), max_length=4000)

    class Meta(Classified.Meta):
        verbose_name = _("sensitive remark")
        verbose_name_plural = _("sensitive remarks")

    def __str__(self) -> str:
        return self.text[:60]

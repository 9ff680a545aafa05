"""Lowering a label needs four eyes (decisions.md 8): the proposal waits here for a second person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models.classified import Classified
from access.models.label import Label
from accounts.models import User
from foundation.models import Versioned


class Standing(models.TextChoices):
    """Where a proposal stands."""

    WAITING = "waiting", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    OVERTAKEN = "overtaken", _("overtaken: the marking has changed since")


class LoweringProposal(Classified, Versioned):
    """A record of a protected table shall carry `new_label` instead of the more restrictive `from_label`.

    Its own label is the record's, and rises with it: whoever may not read the record reads nothing of the proposal.
    """

    table = models.CharField(_("kind of record"), max_length=80)
    record_id = models.BigIntegerField(_("row"))
    reference = models.CharField(_("reference"), max_length=64, blank=True)
    # Empty on what was proposed before the column came; nobody can confirm that any more.
    from_label = models.ForeignKey(
        Label, models.PROTECT, null=True, related_name="+", verbose_name=_("present label")
    )
    new_label = models.ForeignKey(Label, models.PROTECT, related_name="+", verbose_name=_("new label"))
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    declined_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("declined by")
    )
    declined_at = models.DateTimeField(_("declined at"), null=True)
    declined_because = models.CharField(_("declined because"), max_length=500, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("proposal to lower a label")
        verbose_name_plural = _("proposals to lower labels")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="lowering_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True) | models.Q(declined_at__isnull=True),
                name="lowering_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def standing(self) -> Standing:
        """Where the proposal stands; a marking changed in between overtakes it."""
        if self.confirmed_at is not None:
            return Standing.CONFIRMED
        if self.declined_at is not None:
            return Standing.DECLINED
        return Standing.WAITING if self.label_id == self.from_label_id else Standing.OVERTAKEN

"""Coordination meetings of the two ministries and what they left to be done (domain.md A7.33, A7.35, C9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import ClassifiedRecord
from accounts.models import Office
from foundation.references import reference_field
from missions.terms import CoordinationLevel, ItemOutcome


class CoordinationMeeting(ClassifiedRecord):
    """A meeting of the Ministry of Defence with the Ministry of Foreign Affairs: planned, then held or cancelled."""

    reference = reference_field("MTG", "missions_coordinationmeeting")
    subject = models.CharField(_("subject"), max_length=200)
    level = models.CharField(_("level"), max_length=20, choices=CoordinationLevel)
    planned_on = models.DateField(_("planned on"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    agenda = models.TextField(_("agenda"), max_length=8000, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True, editable=False)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True, editable=False)
    attendance = models.TextField(_("who took part"), max_length=4000, blank=True, editable=False)
    minutes = models.TextField(_("minutes"), max_length=20000, blank=True, editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("coordination meeting")
        verbose_name_plural = _("coordination meetings")
        indexes = [models.Index(fields=["planned_on"], name="meeting_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(held_on__isnull=True) | models.Q(cancelled_on__isnull=True),
                name="meeting_held_or_cancelled",
            ),
            models.CheckConstraint(
                condition=models.Q(held_on__isnull=True) | ~models.Q(minutes=""), name="meeting_has_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.subject}"

    @property
    def is_open(self) -> bool:
        """True until it was held or cancelled."""
        return self.held_on is None and self.cancelled_on is None


class ActionItem(ClassifiedRecord):
    """Something to be done by an office until a day. `case_reference`: what made it necessary, where a case did."""

    reference = reference_field("ACT", "missions_actionitem")
    meeting = models.ForeignKey(
        CoordinationMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("meeting"),
    )
    level = models.CharField(_("level"), max_length=20, choices=CoordinationLevel)
    task = models.CharField(_("what is to be done"), max_length=500)
    owner = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("responsible office"))
    due_on = models.DateField(_("due on"))
    case_reference = models.CharField(_("approval case"), max_length=20, blank=True, editable=False)
    about_reference = models.CharField(_("about"), max_length=20, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=ItemOutcome, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    result = models.TextField(_("result"), max_length=4000, blank=True, editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        indexes = [
            models.Index(fields=["due_on"], name="item_open", condition=models.Q(closed_on__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["about_reference", "owner"],
                condition=models.Q(closed_on__isnull=True) & ~models.Q(case_reference=""),
                name="one_open_item_of_a_returned_matter_each",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", closed_on__isnull=True)
                | (~models.Q(outcome="") & models.Q(closed_on__isnull=False) & ~models.Q(result="")),
                name="item_closed_with_a_result",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference} · {self.task}"

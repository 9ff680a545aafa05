"""Envelope and contents of one audited write, apart because an auditor sees only the one (decisions.md 10)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.permissions import in_words
from foundation.wording import written_date


class Event(models.Model):
    """Who, in which office, when, which verb on which record, and why. Written by triggers and audit.services only."""

    append_only = True

    at = models.DateTimeField(_("at"))
    transaction = models.BigIntegerField(_("transaction"))
    actor_id = models.BigIntegerField(_("person"), null=True)
    office_id = models.BigIntegerField(_("office"), null=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    purpose = models.CharField(_("purpose"), max_length=120, blank=True)
    verb = models.CharField(_("verb"), max_length=80)
    reason = models.TextField(_("reason"), blank=True)
    table = models.CharField(_("kind of record"), max_length=80)
    record_id = models.BigIntegerField(_("row"), null=True)
    reference = models.CharField(_("reference"), max_length=64, blank=True)
    label_id = models.IntegerField(_("label"), null=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [
            # Most rows that are written by the thousand have none.
            models.Index(
                fields=["reference", "id"], name="event_by_reference", condition=~models.Q(reference="")
            ),
            models.Index(fields=["table", "record_id", "id"], name="event_by_row"),
            models.Index(fields=["actor_id", "id"], name="event_by_actor"),
            # Rows stand in the order of their transactions and moments: a few pages of index find what was done
            # together, or in a day.
            BrinIndex(fields=["transaction"], name="event_by_transaction", autosummarize=True),
            BrinIndex(fields=["at"], name="event_by_moment", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{written_date(self.at)} · {in_words(self.verb)} {self.reference}".strip()


class Change(models.Model):
    """The values before and after, at the label of the row they were in."""

    append_only = True

    event = models.OneToOneField(Event, models.PROTECT, related_name="change", db_constraint=False)
    columns = ArrayField(models.CharField(max_length=80), verbose_name=_("changed columns"))
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    label_id = models.IntegerField(_("label"), null=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self) -> str:
        return ", ".join(self.columns)

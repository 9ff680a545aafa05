"""Who may act for the home State about an agreement, and how far (VCLT art. 7; domain.md B4, I13)."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from agreements.lifecycle import FullPowersScope
from agreements.models.agreement import Agreement
from documents.models import StoredFile
from foundation.models import Versioned


class FullPowers(Classified, Versioned):
    """A document that names its holder, its subject and what is permitted, for a time; both days are included."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="full_powers", verbose_name=_("agreement")
    )
    no = models.PositiveSmallIntegerField(_("number"), editable=False)
    holder = models.CharField(_("holder"), max_length=150)
    holder_title = models.CharField(_("office of the holder"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=500)
    permitted = ArrayField(
        models.CharField(max_length=10, choices=FullPowersScope), verbose_name=_("permitted acts"), size=3
    )
    issued_by = models.CharField(_("given by"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day; empty where it does not lapse.")
    )
    document = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document"),
        editable=False,
    )  # fmt: skip
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("full powers")
        verbose_name_plural = _("full powers")
        ordering: ClassVar[Any] = ["agreement", "no"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(
                fields=["agreement", "no"], name="full_powers_are_numbered", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="full_powers_end_after_beginning",
                violation_error_message=_("Full powers do not end before they begin."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("valid_from")),
                name="full_powers_revoked_after_beginning",
                violation_error_message=_("Full powers are not revoked before they begin."),
            ),
            models.CheckConstraint(
                condition=Q(permitted__len__gte=1) & Q(permitted__contained_by=sorted(FullPowersScope.values)),
                name="full_powers_permit_something",
                violation_error_message=_("Full powers permit at least one act."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.no} · {self.holder}"

    @property
    def permitted_words(self) -> str:
        """The permitted acts in the reader's language."""
        return ", ".join(str(FullPowersScope(act).label) for act in self.permitted)

    def covers(self, act: str, on: dt.date) -> bool:
        """Whether the holder may do something on a day."""
        ended = self.valid_until is not None and on > self.valid_until
        revoked = self.revoked_on is not None and on >= self.revoked_on
        return act in self.permitted and on >= self.valid_from and not ended and not revoked

"""Texts in each language, and the papers of each stage (VCLT arts 10, 33)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from agreements.models.agreement import TEXT_LANGUAGES, Agreement
from agreements.models.stages import StageEvent
from documents.models import StoredFile
from foundation.models import Versioned

ONLY_AUTHENTIC = _("Only an authentic text prevails.")


class AgreementText(Classified, Versioned):
    """One language version: authentic or a translation, with its file once there is one (VCLT art. 33)."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="texts", verbose_name=_("agreement")
    )
    language = models.CharField(_("language of the text"), max_length=5, choices=TEXT_LANGUAGES)
    is_authentic = models.BooleanField(
        _("authentic"), default=True, help_text=_("Otherwise it is a translation.")
    )
    prevails = models.BooleanField(
        _("prevails"), default=False, help_text=_("Where the authentic texts differ, this one decides.")
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file"),
        editable=False,
    )  # fmt: skip

    class Meta(Classified.Meta):
        verbose_name = _("text of an agreement")
        verbose_name_plural = _("texts of an agreement")
        ordering: ClassVar[Any] = ["agreement", "-is_authentic", "language"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["agreement", "language"], name="text_of_a_language_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(prevails=True), name="one_text_prevails"
            ),
            models.CheckConstraint(
                condition=Q(prevails=False) | Q(is_authentic=True),
                name="only_an_authentic_text_prevails",
                violation_error_message=ONLY_AUTHENTIC,
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_language_display())

    def clean(self) -> None:
        """Words beside the field for what the constraint refuses."""
        super().clean()
        if self.prevails and not self.is_authentic:
            raise ValidationError({"prevails": ONLY_AUTHENTIC})


class StageDocument(Classified):
    """A paper that belongs to a stage: mandate, minutes, initialled pages, order, note; only added."""

    append_only = only_relabelled = True

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="stage_documents", verbose_name=_("agreement")
    )
    stage = models.ForeignKey(StageEvent, models.PROTECT, related_name="documents", verbose_name=_("stage"))
    title = models.CharField(_("what it is"), max_length=200)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"), editable=False
    )

    class Meta(Classified.Meta):
        verbose_name = _("paper of a stage")
        verbose_name_plural = _("papers of stages")
        ordering: ClassVar[Any] = ["stage", "id"]

    def __str__(self) -> str:
        return self.title

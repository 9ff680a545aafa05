"""Texts of a strategic document: numbered, frozen on submission, effective for a range of days."""

import datetime as dt

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User
from documents.models import StoredFile
from foundation.models import Versioned
from missions.lifecycle import VersionState
from missions.models.document import StrategicDocument
from missions.models.paper import LANGUAGES

FROZEN = (VersionState.SUBMITTED, VersionState.APPROVED, VersionState.EFFECTIVE, VersionState.SUPERSEDED,
          VersionState.EXPIRED, VersionState.RETURNED)  # fmt: skip
IN_RANGE = (VersionState.EFFECTIVE, VersionState.SUPERSEDED, VersionState.EXPIRED)


class DocumentVersion(Classified, Versioned):
    """One text of a document. Submitting freezes it: bytes, hash and rows never change again (walls.md 2).

    `starts_on` and `last_on` are what was agreed; `effective` is when it really guided. `evidence` with `decided_no`
    tells of a decision taken above the ministries, `proof` is its scan; all of them lie outside the hash.
    """

    document = models.ForeignKey(
        StrategicDocument, models.PROTECT, related_name="versions", verbose_name=_("strategic document")
    )
    no = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=VersionState, default=VersionState.DRAFT)
    language = models.CharField(_("authentic language"), max_length=2, choices=LANGUAGES, default="en")
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True, max_length=4_000)
    body = models.TextField(_("text"), blank=True, max_length=100_000)
    starts_on = models.DateField(_("takes effect on"), null=True, blank=True)
    last_on = models.DateField(_("last day, if known"), null=True, blank=True)
    review_on = models.DateField(_("review on"), null=True, blank=True)
    effective = DateRangeField(_("effective from – to"), null=True, editable=False)
    decided_no = models.CharField(_("number of the decision"), max_length=60, blank=True, editable=False)
    evidence = models.TextField(_("evidence of the decision"), max_length=2_000, blank=True, editable=False)
    # Empty on what was decided before proofs were kept.
    proof = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("scan of the decision"),
        editable=False,
    )
    schema_version = models.PositiveSmallIntegerField(default=0, editable=False)
    content = models.BinaryField(null=True, editable=False)
    content_hash = models.CharField(_("content hash"), max_length=64, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("submitted at"), null=True, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("version of a strategic document")
        verbose_name_plural = _("versions of strategic documents")
        ordering = ["document", "no"]
        constraints = [
            models.UniqueConstraint(fields=["document", "no"], name="document_version_once"),
            models.UniqueConstraint(
                fields=["document"],
                condition=models.Q(state=VersionState.EFFECTIVE),
                name="one_effective_version_of_a_document",
            ),
            models.CheckConstraint(
                condition=models.Q(frozen_at__isnull=True, content__isnull=True, content_hash="")
                | models.Q(frozen_at__isnull=False, content__isnull=False),
                name="document_frozen_with_its_bytes",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(FROZEN)) | models.Q(frozen_at__isnull=False),
                name="submitted_document_is_frozen",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(IN_RANGE)) | models.Q(effective__isnull=False),
                name="effective_version_has_a_range",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(last_on__isnull=True)
                | models.Q(last_on__gte=models.F("starts_on")),
                name="document_starts_before_it_ends",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(evidence="", decided_no="")
                | (~models.Q(evidence="") & ~models.Q(decided_no="")),
                name="decision_has_number_and_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.no}"

    @property
    def is_frozen(self) -> bool:
        """True from submission on."""
        return self.frozen_at is not None

    @property
    def effective_from(self) -> dt.date | None:
        """First day it really guided."""
        return self.effective.lower if self.effective else None

    @property
    def effective_until(self) -> dt.date | None:
        """Last day it really guided; None while that is open."""
        upper = self.effective.upper if self.effective else None
        return upper - dt.timedelta(days=1) if upper else None


class DocumentEditor(Classified):
    """Whoever drafted or edited a version may not decide on it later (decisions.md 22)."""

    append_only = only_relabelled = True

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="editors")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("author of a document")
        verbose_name_plural = _("authors of a document")
        constraints = [models.UniqueConstraint(fields=["version", "user"], name="document_editor_once")]

    def __str__(self) -> str:
        return str(self.user)


class DocumentTransition(Classified):
    """A state a version reached on a day; `as_of` reports derive from dated rows (decisions.md 17)."""

    append_only = only_relabelled = True

    document = models.ForeignKey(StrategicDocument, models.PROTECT, related_name="transitions")
    version_no = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=VersionState)
    on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", verbose_name=_("office"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("state reached by a document")
        verbose_name_plural = _("states reached by documents")
        ordering = ["document", "id"]

    def __str__(self) -> str:
        return f"{self.get_state_display()} · {self.on}"

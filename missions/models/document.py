"""Guiding instruments: white paper, concept, doctrine, strategy, plans, procedures, joint agreement (domain.md A2)."""

import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified, ClassifiedRecord
from directory.models import Institution
from foundation.references import reference_field
from missions.lifecycle import SOLITARY, DocumentKind, DocumentState
from missions.terms import ObjectiveNature


class StrategicDocument(ClassifiedRecord):
    """A document in the custody of one ministry; the white paper is the Ministry of Foreign Affairs' (I10).

    Title and range are those in effect, before that those of the first version. `current_no` is the newest version.
    """

    reference = reference_field("STD", "missions_strategicdocument")
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    title = models.CharField(_("title"), max_length=200)
    custodian = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("custodian"))
    # Written by the service from the custodian, so that PostgreSQL can hold I10 without looking elsewhere.
    custodian_code = models.CharField(max_length=20, editable=False)
    register_no = models.CharField(_("register number"), max_length=60, blank=True)
    derives_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="derived", verbose_name=_("derives from")
    )
    effective = DateRangeField(_("effective from – to"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=DocumentState, default=DocumentState.DRAFT, editable=False
    )
    current_no = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("strategic document")
        verbose_name_plural = _("strategic documents")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=DocumentKind.WHITE_PAPER) | models.Q(custodian_code="mfa"),
                name="white_paper_kept_by_mfa",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[DocumentState.EFFECTIVE, DocumentState.SUPERSEDED])
                | models.Q(effective__isnull=False),
                name="effective_document_has_a_range",
            ),
            ExclusionConstraint(
                name="one_effective_document_of_a_kind",
                expressions=[("kind", RangeOperators.EQUAL), ("effective", RangeOperators.OVERLAPS)],
                condition=models.Q(state=DocumentState.EFFECTIVE, kind__in=sorted(SOLITARY)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def starts_on(self) -> dt.date | None:
        """First day in effect."""
        return self.effective.lower if self.effective else None

    @property
    def last_on(self) -> dt.date | None:
        """Last day in effect; None while it is open or unknown."""
        upper = self.effective.upper if self.effective else None
        return upper - dt.timedelta(days=1) if upper else None


class StrategicObjective(Classified):
    """An objective of a document under its lasting code; objectives of mission papers trace to it (domain.md A2.11).

    `text` is its wording in effect, before that the first one; what each version says of it is a StatedObjective.
    """

    document = models.ForeignKey(
        StrategicDocument, models.PROTECT, related_name="objectives", verbose_name=_("strategic document")
    )
    code = models.CharField(_("code"), max_length=20)
    text = models.CharField(_("objective"), max_length=500)
    nature = models.CharField(
        _("nature"), max_length=10, choices=ObjectiveNature, default=ObjectiveNature.OBJECTIVE,
        db_default=ObjectiveNature.OBJECTIVE.value,
    )  # fmt: skip

    class Meta(Classified.Meta):
        verbose_name = _("strategic objective")
        verbose_name_plural = _("strategic objectives")
        ordering = ["document", "code"]
        constraints = [
            models.UniqueConstraint(fields=["document", "code"], name="strategic_objective_code_once"),
            models.CheckConstraint(
                condition=models.Q(nature__in=ObjectiveNature.values), name="strategic_objective_nature_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def is_threat(self) -> bool:
        """A danger that a doctrine or a concept names; nothing to be reached, something to be answered."""
        return self.nature == ObjectiveNature.THREAT

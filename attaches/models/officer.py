"""Officers: name and rank for all staff, personal particulars behind the `personal` list (decisions.md 6)."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.managers import ContextManager, SealedManager
from access.models import Classified, ClassifiedRecord
from attaches.models.entries import OfficerEntry, entry_rules
from attaches.querysets import LanguageResultQuerySet, OfficerQuerySet
from attaches.terms import SLP, Rank, ServiceBranch
from foundation.models import Versioned
from foundation.references import reference_field
from foundation.sorting import AzSortKey
from foundation.wording import language_name

is_slp = RegexValidator(
    SLP, _("Four levels from 0 to 5, each below 5 with or without a plus, e.g. 3333 or 2+332+.")
)


class Officer(ClassifiedRecord):
    """Somebody who is or may be sent abroad. Always `official_use`, so that overlap rules see what their users see."""

    reference = reference_field("OFF", "attaches_officer")
    full_name = models.CharField(_("name"), max_length=160)
    rank = models.CharField(_("rank"), max_length=30, choices=Rank)
    service_branch = models.CharField(_("service branch"), max_length=30, choices=ServiceBranch)

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="duplicates",
        verbose_name=_("entered twice, see"),
    )  # fmt: skip

    objects: ClassVar[Any] = SealedManager.from_queryset(OfficerQuerySet)()
    in_context: ClassVar[Any] = ContextManager.from_queryset(OfficerQuerySet)()

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        indexes = [models.Index(AzSortKey("full_name"), "id", name="officer_by_name")]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="officer_not_merged_into_himself",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_rank_display()} {self.full_name}"


class OfficerParticulars(Classified, Versioned):
    """Personal data of an officer; entered and read by personnel and protocol only."""

    own_marking = never_deleted = True

    officer = models.OneToOneField(
        Officer, models.PROTECT, related_name="particulars", verbose_name=_("officer")
    )
    service_number = models.CharField(_("service number"), max_length=40, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    passport_no = models.CharField(_("passport number"), max_length=40, blank=True)
    passport_expires_on = models.DateField(_("passport expires on"), null=True, blank=True)
    biography = models.TextField(
        _("biography"),
        blank=True,
        help_text=_("Education, posts held, languages, family: what a host asks for."),
    )

    class Meta(Classified.Meta):
        verbose_name = _("personal particulars")
        verbose_name_plural = _("personal particulars")

    def __str__(self) -> str:
        return self.service_number or str(self.pk)


class LanguageResult(OfficerEntry):
    """A language assessment of an officer (STANAG 6001; domain.md A1.6), valid up to and including a day.

    The newest of a language counts, better or worse than those before it.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="languages", verbose_name=_("officer"))
    language = models.CharField(_("language"), max_length=3, help_text=_("ISO 639 code, e.g. en, tr, de."))
    slp = models.CharField(
        _("profile (listening, speaking, reading, writing)"), max_length=8, validators=[is_slp]
    )
    tested_on = models.DateField(_("tested on"))
    valid_until = models.DateField(_("valid until"))

    objects: ClassVar[Any] = SealedManager.from_queryset(LanguageResultQuerySet)()
    in_context: ClassVar[Any] = ContextManager.from_queryset(LanguageResultQuerySet)()

    class Meta(OfficerEntry.Meta):
        verbose_name = _("language result")
        verbose_name_plural = _("language results")
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("tested_on")),
                name="language_result_valid_after_test",
            ),
            *entry_rules("language_results_are_numbered", "language_result_withdrawn_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{language_name(self.language)} {self.slp}"

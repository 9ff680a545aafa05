"""The final clauses as facts; every day that follows from them is computed, never typed (I15)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from agreements.engine import Length, NoticeBasis, NoticeUnit, RenewalMode, TermClause
from agreements.lifecycle import EifRule
from agreements.models.agreement import Agreement

POSITIVE = (MinValueValidator(1), MaxValueValidator(1_200))


def _number(words: object, **options: object) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(words, null=True, blank=True, validators=POSITIVE, **options)  # type: ignore[arg-type]


class ClauseFacts(models.Model):
    """Entry into force, duration, renewal and notice as a text has them; empty means: not recorded."""

    eif_rule = models.CharField(_("enters into force"), max_length=40, choices=EifRule, blank=True)
    eif_days = _number(_("days after the last notification"))
    eif_consents = _number(_("consents needed"))
    eif_fixed_on = models.DateField(_("fixed day of entry into force"), null=True, blank=True)
    initial_value = _number(_("first term"))
    initial_unit = models.CharField(
        _("unit of the first term"), max_length=10, choices=NoticeUnit, default=NoticeUnit.YEARS
    )
    renewal_mode = models.CharField(
        _("afterwards"), max_length=20, choices=RenewalMode, default=RenewalMode.NONE
    )
    renewal_value = _number(_("each renewal"))
    renewal_unit = models.CharField(
        _("unit of a renewal"), max_length=10, choices=NoticeUnit, default=NoticeUnit.YEARS
    )
    max_renewals = _number(_("renewals at most"), help_text=_("Empty: no limit."))
    limit_unclear = models.BooleanField(
        _("unclear whether it renews more often"), default=False, db_default=False,
        help_text=_("The text can be read so that it goes on beyond that number: nothing is computed beyond it."),
    )  # fmt: skip
    renewals_agreed = models.PositiveSmallIntegerField(_("renewals agreed so far"), default=0)
    notice_value = _number(_("notice of denunciation"))
    notice_unit = models.CharField(
        _("unit of notice"), max_length=10, choices=NoticeUnit, default=NoticeUnit.MONTHS
    )
    notice_basis = models.CharField(_("notice can be given"), max_length=20, choices=NoticeBasis, blank=True)
    effect_days = models.PositiveSmallIntegerField(
        _("takes effect, days after receipt"), null=True, blank=True, validators=[MaxValueValidator(3_660)]
    )

    class Meta:
        abstract = True

    def terms(self, eif_on: dt.date | None) -> TermClause:
        """The same facts as the pure arithmetic wants them (agreements.terms)."""
        return TermClause(
            eif_on=eif_on,
            initial=_length(self.initial_value, self.initial_unit),
            renewal_mode=self.renewal_mode,
            renewal=_length(self.renewal_value, self.renewal_unit),
            max_renewals=self.max_renewals,
            notice_value=self.notice_value,
            notice_unit=self.notice_unit,
            notice_basis=self.notice_basis or None,
            effect_days=self.effect_days,
            renewals_agreed=self.renewals_agreed,
            limit_unclear=self.limit_unclear,
        )


class Clause(ClauseFacts, Classified):
    """The final clauses as they stand now."""

    agreement = models.OneToOneField(
        Agreement, models.PROTECT, related_name="clause", verbose_name=_("agreement")
    )

    class Meta(Classified.Meta):
        verbose_name = _("final clauses")
        verbose_name_plural = _("final clauses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(limit_unclear=False) | models.Q(max_renewals__isnull=False),
                name="clause_doubt_has_a_number",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_renewal_mode_display())

    def clean(self) -> None:
        """Words for combinations that contradict each other; PostgreSQL has nothing to add."""
        wrong = {}
        if self.effect_days is not None and self.notice_basis == NoticeBasis.BEFORE_TERM_END:
            wrong["effect_days"] = _(
                "Only a notice that can be given at any time takes effect days after receipt."
            )
        if self.limit_unclear and not self.max_renewals:
            wrong["limit_unclear"] = _("Say how many renewals are certain.")
        if self.max_renewals and self.renewal_mode != RenewalMode.TACIT:
            wrong["max_renewals"] = _("Only tacit renewals are counted up to a limit.")
        if self.renewals_agreed and self.renewal_mode != RenewalMode.BY_AGREEMENT:
            wrong["renewals_agreed"] = _("Only renewals by agreement are counted here.")
        if wrong:
            raise ValidationError(wrong)


class ClauseBefore(ClauseFacts, Classified):
    """The final clauses as they stood until an amendment took effect; what was wrong is corrected, not kept."""

    append_only = only_relabelled = True

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="clauses_before", verbose_name=_("agreement")
    )
    until = models.DateField(_("amended from"))

    class Meta(Classified.Meta):
        verbose_name = _("final clauses before an amendment")
        verbose_name_plural = _("final clauses before amendments")
        ordering = ["agreement", "until"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "until"], name="clause_amended_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.get_renewal_mode_display()} · {self.until}"


def _length(value: int | None, unit: str) -> Length | None:
    return None if value is None else Length(**{unit: value})

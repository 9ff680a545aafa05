"""Mission papers and their versions."""

import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified, ClassifiedRecord
from directory.models import Country, DiplomaticMission
from foundation.models import Versioned
from foundation.references import reference_field
from missions.lifecycle import IN_EFFECT, PaperState

LANGUAGES = [("en", _("English")), ("az", _("Azerbaijani"))]
TEXT_SECTIONS = (
    "host_context",
    "national_interests",
    "defence_chapter",
    "coordination_rules",
    "risks",
    "public_diplomacy",
    "reporting",
)


class MissionPaper(ClassifiedRecord):
    """Guide for diplomacy in one country, agreed by attaché, ambassador and both ministries (domain.md A2.16).

    Title, period and state are those of the current version; once in effect, the period is what really was.
    """

    reference = reference_field("MPA", "missions_missionpaper")
    mission = models.ForeignKey(
        DiplomaticMission, models.PROTECT, related_name="+", verbose_name=_("diplomatic mission")
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("receiving State"))
    title = models.CharField(_("title"), max_length=200)
    period = DateRangeField(_("from – to"))
    state = models.CharField(
        _("state"), max_length=20, choices=PaperState, default=PaperState.DRAFT, editable=False
    )
    current_no = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("mission paper")
        verbose_name_plural = _("mission papers")
        constraints = [
            ExclusionConstraint(
                name="one_effective_paper_at_a_time",
                expressions=[
                    ("mission", RangeOperators.EQUAL),
                    ("country", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state__in=sorted(IN_EFFECT)),
            ),
            models.CheckConstraint(
                condition=models.Q(period__startswith__isnull=False, period__endswith__isnull=False),
                name="paper_has_both_dates",
            ),
        ]
        indexes = [models.Index(fields=["mission", "country", "state"], name="paper_by_place")]

    def __str__(self) -> str:
        return f"{self.reference} · {self.title}"

    @property
    def starts_on(self) -> dt.date:
        """First day."""
        return self.period.lower

    @property
    def last_on(self) -> dt.date:
        """Last day that still belongs to the paper."""
        return self.period.upper - dt.timedelta(days=1)


class PaperVersion(Classified, Versioned):
    """One text of a paper. Submitting freezes it: bytes, hash and rows never change again (walls.md 2).

    `working_note` is the only editorial field outside the hash (missions.engine.EDITORIAL_FIELDS).
    """

    paper = models.ForeignKey(
        MissionPaper, models.PROTECT, related_name="versions", verbose_name=_("mission paper")
    )
    no = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=PaperState, default=PaperState.DRAFT)
    language = models.CharField(_("authentic language"), max_length=2, choices=LANGUAGES, default="en")
    title = models.CharField(_("title"), max_length=200)
    period = DateRangeField(_("from – to"))
    host_context = models.TextField(_("context in the receiving State"), blank=True, max_length=20_000)
    national_interests = models.TextField(_("national interests"), blank=True, max_length=20_000)
    defence_chapter = models.TextField(_("defence chapter"), blank=True, max_length=20_000)
    coordination_rules = models.TextField(
        _("coordination of embassy and attaché"), blank=True, max_length=20_000
    )
    risks = models.TextField(_("risks and contingencies"), blank=True, max_length=20_000)
    public_diplomacy = models.TextField(_("lines of public diplomacy"), blank=True, max_length=20_000)
    reporting = models.TextField(_("reporting rhythm"), blank=True, max_length=20_000)
    review_on = models.DateField(_("mid-term review on"), null=True, blank=True)
    working_note = models.TextField(_("working note"), blank=True, max_length=4_000)
    schema_version = models.PositiveSmallIntegerField(default=0, editable=False)
    content = models.BinaryField(null=True, editable=False)
    content_hash = models.CharField(_("content hash"), max_length=64, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("submitted at"), null=True, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("version of a mission paper")
        verbose_name_plural = _("versions of mission papers")
        ordering = ["paper", "no"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "no"], name="paper_version_once"),
            models.CheckConstraint(
                condition=models.Q(frozen_at__isnull=True, content__isnull=True, content_hash="")
                | models.Q(frozen_at__isnull=False, content__isnull=False),
                name="frozen_with_its_bytes",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[PaperState.DRAFT, PaperState.WITHDRAWN])
                | models.Q(frozen_at__isnull=False),
                name="submitted_is_frozen",
            ),
            models.CheckConstraint(
                condition=models.Q(review_on__isnull=True) | models.Q(period__contains=models.F("review_on")),
                name="paper_review_within_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.no}"

    @property
    def starts_on(self) -> dt.date:
        """First day."""
        return self.period.lower

    @property
    def last_on(self) -> dt.date:
        """Last day that still belongs to the paper."""
        return self.period.upper - dt.timedelta(days=1)

    @property
    def is_frozen(self) -> bool:
        """True from submission on."""
        return self.frozen_at is not None

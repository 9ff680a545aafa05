"""Posts: places an officer represents the ministry from."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.managers import ContextManager, SealedManager
from access.models import ClassifiedRecord
from attaches.lifecycle import CORPS_TITLES, PostKind, PostState, PostTitle, StaffLevel
from attaches.models.officer import is_slp
from attaches.models.steps import Step, Stepwise
from attaches.querysets import PostQuerySet
from attaches.terms import Rank
from directory.models import DiplomaticMission
from foundation.references import reference_field


class Post(ClassifiedRecord, Stepwise):
    """A post in a mission; established once the host consented to the office, where it asks for that (I5)."""

    reference = reference_field("PST", "attaches_post")
    code = models.SlugField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=40, choices=PostKind)
    mission = models.ForeignKey(
        DiplomaticMission, models.PROTECT, related_name="posts", verbose_name=_("mission")
    )
    title = models.CharField(pgettext_lazy("post", "title"), max_length=40, choices=PostTitle)
    designation = models.CharField(
        _("designation"),
        max_length=120,
        blank=True,
        help_text=_("Where the title alone does not tell, e.g. J5 Plans."),
    )
    staff_level = models.CharField(
        _("level of the headquarters"), max_length=20, choices=StaffLevel, blank=True
    )
    state = models.CharField(
        _("state"), max_length=20, choices=PostState, default=PostState.PLANNED, editable=False
    )
    rank_min = models.CharField(_("lowest rank"), max_length=30, choices=Rank, blank=True)
    rank_max = models.CharField(_("highest rank"), max_length=30, choices=Rank, blank=True)
    language = models.CharField(
        _("language required"), max_length=3, blank=True, help_text=_("ISO 639 code, e.g. en, tr, de.")
    )
    required_slp = models.CharField(
        _("language profile required"), max_length=8, blank=True, validators=[is_slp],
        help_text=_("Listening, speaking, reading, writing (STANAG 6001), e.g. 3333."),
    )  # fmt: skip
    training_required = models.BooleanField(_("attaché course required"), default=False)
    clearance_required = models.BooleanField(_("security clearance required"), default=False)
    tour_months = models.PositiveSmallIntegerField(
        _("usual tour, months"), default=36, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    consent_required = models.BooleanField(
        _("the host consents to the office itself"),
        default=False,
        help_text=_("Some hosts ask for that first."),
    )
    consent_on = models.DateField(_("host's consent to the office"), null=True, blank=True)

    consent_note = models.CharField(
        _("note that gave it"), max_length=20, blank=True, default="", db_default="",
        help_text=_("The host's note in the register of correspondence."),
    )  # fmt: skip

    objects: ClassVar[Any] = SealedManager.from_queryset(PostQuerySet)()
    in_context: ClassVar[Any] = ContextManager.from_queryset(PostQuerySet)()

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=PostState.ESTABLISHED) | models.Q(consent_required=False)
                | models.Q(consent_on__isnull=False),
                name="post_established_with_consent",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=PostState.ESTABLISHED) | models.Q(consent_on__isnull=True)
                | models.Q(consent_on__lte=models.F("state_on")),
                name="post_established_after_consent",
            ),
            models.CheckConstraint(
                condition=models.Q(consent_note="") | models.Q(consent_on__isnull=False),
                name="post_note_gave_the_consent",
            ),
            models.CheckConstraint(
                condition=models.Q(language="", required_slp="") | ~models.Q(language="") & ~models.Q(required_slp=""),
                name="post_profile_in_a_language",
            ),
            models.CheckConstraint(
                condition=~models.Q(title__in=sorted(CORPS_TITLES)) | models.Q(kind=PostKind.ATTACHE_OFFICE),
                name="post_of_an_attache_in_his_office",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=PostKind.ATTACHE_OFFICE) | models.Q(staff_level=""),
                name="attache_office_at_no_headquarters",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} · {self.label_words}"

    @property
    def label_words(self) -> str:
        """Title and place; reads the mission."""
        title = str(self.get_title_display()) + (f" ({self.designation})" if self.designation else "")
        return f"{title}, {self.mission.name}"


class PostTransition(Step):
    """A state a post reached."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = _("step of a post")
        verbose_name_plural = _("steps of posts")
        indexes = [models.Index(fields=["post", "-reached_on", "-id"], name="post_step_by_day")]

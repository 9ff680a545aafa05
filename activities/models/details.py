"""What courses, expert posts, training teams and assistance in kind add to their activity (domain.md A1.7, A3)."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from activities.models.activity import ISO_CURRENCY, Activity

LANGUAGE_PROFILE = RegexValidator(
    r"^(?:[0-4]\+?|5){4}\Z", _("Four levels: listening, speaking, reading, writing, such as 2+332.")
)


class Course(Classified):
    """A course abroad or at home (K02): who holds it, how many places, what it asks for and obliges to."""

    activity = models.OneToOneField(
        Activity, models.PROTECT, related_name="course", verbose_name=_("activity")
    )
    school = models.CharField(_("school"), max_length=200)
    places = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    taken = models.PositiveSmallIntegerField(_("places taken"), null=True, blank=True)
    graduates = models.PositiveSmallIntegerField(_("graduates"), null=True, blank=True)
    language = models.CharField(_("language of the course"), max_length=60, blank=True)
    required_slp = models.CharField(
        _("language profile asked for"), max_length=8, blank=True, validators=[LANGUAGE_PROFILE]
    )
    obliged_until = models.DateField(_("graduates serve until"), null=True, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["-activity_id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken__isnull=True) | models.Q(taken__lte=models.F("places")),
                name="course_not_overbooked",
                violation_error_message=_("More places are taken than there are."),
            ),
            models.CheckConstraint(
                condition=models.Q(graduates__isnull=True) | models.Q(graduates__lte=models.F("taken")),
                name="graduates_attended",
                violation_error_message=_("More graduates than took part."),
            ),
        ]

    def __str__(self) -> str:
        return self.school


class ExpertPost(Classified):
    """An expert in a post of the other side's ministry or unit (K05)."""

    activity = models.OneToOneField(
        Activity, models.PROTECT, related_name="expert_post", verbose_name=_("activity")
    )
    host_body = models.CharField(_("ministry or unit of the post"), max_length=200)
    position = models.CharField(_("position"), max_length=200)
    field = models.CharField(_("field of expertise"), max_length=200, blank=True)
    reciprocal = models.BooleanField(_("the other side sends one too"), default=False)

    class Meta(Classified.Meta):
        verbose_name = _("expert post")
        verbose_name_plural = _("expert posts")
        ordering = ["-activity_id"]

    def __str__(self) -> str:
        return f"{self.position}, {self.host_body}"


class TrainingTeam(Classified):
    """A mobile training team (K06): what it teaches, how many teach whom."""

    activity = models.OneToOneField(
        Activity, models.PROTECT, related_name="training_team", verbose_name=_("activity")
    )
    subject = models.CharField(_("subject"), max_length=200)
    instructors = models.PositiveSmallIntegerField(_("instructors"), validators=[MinValueValidator(1)])
    trainees = models.PositiveIntegerField(_("trainees"), null=True, blank=True)
    trained_unit = models.CharField(_("trained unit"), max_length=200, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("mobile training team")
        verbose_name_plural = _("mobile training teams")
        ordering = ["-activity_id"]

    def __str__(self) -> str:
        return self.subject


class AssistanceItem(Classified):
    """Materials or equipment given or received (K12): how much of what, its value, when it was handed over."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="assistance", db_index=False, verbose_name=_("activity")
    )
    item = models.CharField(_("materials or equipment"), max_length=200)
    quantity = models.PositiveIntegerField(_("quantity"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("unit of measure"), max_length=30, blank=True)
    value = models.DecimalField(
        _("value"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[ISO_CURRENCY])
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    end_use = models.CharField(_("use agreed"), max_length=300, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("materials or equipment")
        verbose_name_plural = _("assistance in kind")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "item", "unit"], name="assistance_item_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="assistance_has_a_quantity"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True, currency="")
                | (models.Q(value__gte=0) & ~models.Q(currency="")),
                name="assistance_value_has_a_currency",
                violation_error_message=_("An amount and its currency belong together."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit} {self.item}".replace("  ", " ")

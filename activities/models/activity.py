"""What is done with other States, when, on which basis and at what cost (domain.md A3, C2)."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified, ClassifiedRecord
from activities.lifecycle import SPENT, WITHOUT_BASIS, ActivityState
from activities.models.described import Described
from activities.models.taken import Taken
from agreements.models import Agreement, PlanItem
from directory.models import ActivityKind, Country
from foundation.references import reference_field

ISO_CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, such as AZN or EUR."))
I17 = _("An approved activity stands on an agreement, an item of a plan or a reason of its own.")
I21_DAYS = _("The last day lies before the first.")
I21_MONEY = _("An amount and its currency belong together.")
I21_ACTUAL = _("What was spent is recorded once the activity is under way.")


class Activity(ClassifiedRecord, Described):
    """One activity with a main partner; state and its day are written by the verbs only."""

    reference = reference_field("ACT", "activities_activity")
    title = models.CharField(_("title"), max_length=300)
    kind = models.ForeignKey(
        ActivityKind, models.PROTECT, related_name="+", db_index=False, verbose_name=_("kind of activity")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", db_index=False, verbose_name=_("main partner")
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="activities", db_index=False,
        verbose_name=_("under which agreement"),
    )  # fmt: skip
    plan_item = models.ForeignKey(
        PlanItem, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("item of a plan"),
    )  # fmt: skip
    ad_hoc_reason = models.CharField(
        _("reason without an agreement"),
        max_length=500,
        blank=True,
        help_text=_("Why it takes place although no agreement foresees it."),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    planned_cost = models.DecimalField(
        _("planned cost"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[ISO_CURRENCY])
    person_days = models.PositiveIntegerField(_("person-days"), null=True, blank=True)

    state = models.CharField(
        _("state"), max_length=15, choices=ActivityState, default=ActivityState.PLANNED, editable=False
    )
    state_on = models.DateField(_("in this state since"), editable=False)
    # What was approved: the measure of whether a later change needs a new approval (domain.md C3).
    approved_start = models.DateField(_("approved first day"), null=True, editable=False)
    approved_cost = models.DecimalField(
        _("approved cost"), max_digits=14, decimal_places=2, null=True, editable=False
    )

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["country", "state", "-id"], name="activity_by_country"),
            models.Index(fields=["kind", "-id"], name="activity_by_kind"),
            # A State's year, for the page of the relation with it.
            models.Index(fields=["country", "starts_on"], name="activity_by_country_and_day"),
            models.Index(
                fields=["agreement"],
                name="activity_by_agreement",
                condition=models.Q(agreement__isnull=False),
            ),
            *(
                models.Index(
                    fields=[name],
                    name=f"activity_by_{name}",
                    condition=models.Q(**{f"{name}__isnull": False}),
                )
                for name in ("format", "status_agreement")
            ),
            # The year's figures are answered from this index alone, the label included.
            models.Index(
                fields=["starts_on"],
                name="activity_year_figures",
                include=["country", "kind", "currency", "planned_cost", "label"],
                condition=~models.Q(state=ActivityState.CANCELLED),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="activity_starts_before_it_ends",
                violation_error_message=I21_DAYS,
            ),
            models.CheckConstraint(
                condition=models.Q(planned_cost__isnull=True, currency="")
                | (models.Q(planned_cost__gte=0) & ~models.Q(currency="")),
                name="activity_money_has_a_currency",
                violation_error_message=I21_MONEY,
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(WITHOUT_BASIS))
                | models.Q(agreement__isnull=False)
                | models.Q(plan_item__isnull=False)
                | ~models.Q(ad_hoc_reason=""),
                name="activity_approved_on_a_basis",
                violation_error_message=I17,
            ),
            models.CheckConstraint(
                condition=models.Q(actual_cost__isnull=True)
                | (models.Q(actual_cost__gte=0, state__in=sorted(SPENT)) & ~models.Q(currency="")),
                name="activity_spent_once_under_way",
                violation_error_message=I21_ACTUAL,
            ),
            models.CheckConstraint(
                condition=models.Q(actual_person_days__isnull=True) | models.Q(state__in=sorted(SPENT)),
                name="activity_days_spent_once_under_way",
                violation_error_message=I21_ACTUAL,
            ),
            models.CheckConstraint(
                condition=models.Q(status_clause="") | models.Q(status_agreement__isnull=False),
                name="activity_clause_of_an_agreement",
                violation_error_message=_("Name the agreement that holds this article."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.reference})"


class ActivityParticipant(Classified):
    """A further country that takes part, besides the main partner and the home State."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="participants", db_index=False, verbose_name=_("activity")
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("country"))

    class Meta(Classified.Meta):
        verbose_name = _("further country")
        verbose_name_plural = _("further countries")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "country"], name="participant_country_once")
        ]

    def __str__(self) -> str:
        return str(self.country)


class ActivityStep(Taken):
    """A state reached on a day, by whom and why; the lifecycle trigger writes it (decisions.md 17)."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="steps", db_index=False, verbose_name=_("activity")
    )
    state = models.CharField(_("state"), max_length=15, choices=ActivityState)

    class Meta(Taken.Meta):
        verbose_name = _("step of an activity")
        verbose_name_plural = _("steps of an activity")
        ordering = ["activity_id", "id"]
        indexes = [models.Index(fields=["activity", "-reached_on", "-id"], name="activity_steps_by_day")]

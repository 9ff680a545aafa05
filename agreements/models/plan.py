"""The annual plan of co-operation with a State, and what it consists of (domain.md B4, C2)."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import translation
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from access.models import Classified, ClassifiedRecord, Reached
from accounts.models import User
from agreements.lifecycle import PLAN_SIGNED, PlanState
from agreements.models.agreement import Agreement
from approvals.models.submitted import Submitted
from directory.models import ActivityKind, Country
from foundation.models import Versioned
from foundation.references import reference_field

CURRENCY = RegexValidator(r"^[A-Z]{3}\Z", _("Three capital letters, such as AZN or EUR."))
ITEM_NAMED = _("Say in one language at least what takes place.")
ITEM_DAYS = _("First and last day belong together, in this order.")
ITEM_MONEY = _("An amount, its currency and its funding source belong together.")
ITEM_DROPPED = _("An item taken out after approval says why.")


class MeetingLevel(models.TextChoices):
    """Who meets whom."""

    EXPERT = "expert", _("Experts")
    UNIT = "unit", _("Units and schools")
    DEPARTMENT = "department", pgettext_lazy("meeting", "Heads of department")
    SERVICE = "service", _("Commanders of services, deputy ministers")
    MINISTER = "minister", pgettext_lazy("meeting", "Minister, Chief of the General Staff")


class PlanHost(models.TextChoices):
    """Where an item takes place."""

    HOME = "home", pgettext_lazy("host", "Home State")
    PARTNER = "partner", pgettext_lazy("host", "Partner")
    THIRD = "third", pgettext_lazy("host", "A third State")


class Bearer(models.TextChoices):
    """Who pays; by custom the sending side the way, the host the stay (domain.md B4)."""

    SENDING = "sending", _("Sending side")
    HOST = "host", _("Host")
    SHARED = "shared", _("Shared")
    OTHER = "other", _("Somebody else")


class PlanFunding(models.TextChoices):
    """What the home State's share is paid from."""

    DEFENCE_BUDGET = "defence_budget", _("Budget of the Ministry of Defence")
    STATE_BUDGET = "state_budget", _("Another budget of the State")
    PARTNER = "partner", _("Funds of the partner")
    ORGANISATION = "organisation", _("Funds of an international organisation")
    OTHER = "other", _("Another source")


class BilateralPlan(ClassifiedRecord):
    """One year of co-operation with one State; state and signature are written by the verbs only."""

    reference = reference_field("PLN", "agreements_bilateralplan")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", verbose_name=_("partner"))
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1991), MaxValueValidator(2100)]
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="plans",
        verbose_name=_("under which agreement"),
        help_text=_("The agreement that foresees annual plans, where there is one."),
    )  # fmt: skip
    note = models.TextField(_("note"), blank=True, max_length=2_000)
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("copied from"), editable=False
    )
    state = models.CharField(
        _("state"), max_length=15, choices=PlanState, default=PlanState.COLLECTING, editable=False
    )
    state_on = models.DateField(_("in this state since"), editable=False)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_in = models.CharField(_("signed in"), max_length=120, blank=True)
    signed_by_home = models.CharField(
        _("signed for the home State by"), max_length=120, blank=True, editable=False
    )
    signed_by_partner = models.CharField(
        _("signed for the partner by"), max_length=120, blank=True, editable=False
    )
    review = models.TextField(_("review of the year"), blank=True, max_length=4_000)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("annual bilateral plan")
        verbose_name_plural = _("annual bilateral plans")
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["country", "-year"], name="plan_by_country")]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(  # I16; of one label, so that a plan nobody may see is not told by its key
                fields=["country", "year", "agreement", "label"], name="plan_of_a_year_once", nulls_distinct=False,
                violation_error_message=_("There is a plan with this State for this year already."),
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=1991, year__lte=2100), name="plan_of_a_year_that_can_be"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(PLAN_SIGNED)) | models.Q(signed_on__isnull=False),
                name="plan_signature_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=PlanState.CLOSED) | ~models.Q(review=""), name="plan_closed_with_review"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title} ({self.reference})"

    @property
    def title(self) -> str:
        """What the plan is called, in the reader's language."""
        return gettext("Plan of military cooperation with %(country)s for %(year)s") % {
            "country": self.country.name, "year": self.year,
        }  # fmt: skip


class PlanItem(Classified, Versioned):
    """One line of a plan. What became of it is told by the activities that stand on it."""

    plan = models.ForeignKey(
        BilateralPlan, models.PROTECT, related_name="items", db_index=False, verbose_name=_("plan")
    )
    no = models.PositiveSmallIntegerField(_("number"), editable=False)
    title_en = models.CharField(_("activity in English"), max_length=300, blank=True)
    title_az = models.CharField(_("activity in Azerbaijani"), max_length=300, blank=True)
    kind = models.ForeignKey(
        ActivityKind, models.PROTECT, related_name="+", verbose_name=_("kind of activity")
    )
    objective = models.CharField(_("objective"), max_length=500, blank=True)
    host = models.CharField(_("host"), max_length=10, choices=PlanHost, default=PlanHost.HOME)
    place = models.CharField(_("place"), max_length=120, blank=True)
    quarter = models.PositiveSmallIntegerField(
        _("quarter"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=MeetingLevel, default=MeetingLevel.EXPERT)
    people_home = models.PositiveIntegerField(_("participants of the home State"), null=True, blank=True)
    people_partner = models.PositiveIntegerField(_("participants of the partner"), null=True, blank=True)
    travel_by = models.CharField(_("travel paid by"), max_length=10, choices=Bearer, default=Bearer.SENDING)
    stay_by = models.CharField(_("stay paid by"), max_length=10, choices=Bearer, default=Bearer.HOST)
    contact_home = models.CharField(_("point of contact at home"), max_length=200, blank=True)
    contact_partner = models.CharField(_("point of contact of the partner"), max_length=200, blank=True)
    cost = models.DecimalField(
        _("cost for the home State"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    funding = models.CharField(_("funding source"), max_length=15, choices=PlanFunding, blank=True)
    remark = models.CharField(_("remark"), max_length=500, blank=True)
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("carried from"), editable=False
    )
    dropped_on = models.DateField(_("taken out on"), null=True, editable=False)
    dropped_because = models.CharField(_("taken out because"), max_length=500, blank=True, editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("item of a plan")
        verbose_name_plural = _("items of a plan")
        ordering = ["plan", "no"]
        constraints: ClassVar[Any] = [
            models.UniqueConstraint(fields=["plan", "no"], name="plan_item_number_once"),
            models.CheckConstraint(
                condition=~models.Q(title_en="", title_az=""), name="plan_item_named",
                violation_error_message=ITEM_NAMED,
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True, ends_on__isnull=True)
                | models.Q(starts_on__isnull=False, ends_on__gte=models.F("starts_on")),
                name="plan_item_days", violation_error_message=ITEM_DAYS,
            ),
            models.CheckConstraint(
                condition=models.Q(quarter__isnull=True) | models.Q(quarter__gte=1, quarter__lte=4),
                name="plan_item_quarter",
            ),
            models.CheckConstraint(
                condition=models.Q(cost__isnull=True, currency="", funding="")
                | (models.Q(cost__gte=0) & ~models.Q(currency="") & ~models.Q(funding="")),
                name="plan_item_money", violation_error_message=ITEM_MONEY,
            ),
            models.CheckConstraint(
                condition=models.Q(dropped_on__isnull=True, dropped_because="")
                | (models.Q(dropped_on__isnull=False) & ~models.Q(dropped_because="")),
                name="plan_item_dropped_for_a_reason", violation_error_message=ITEM_DROPPED,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.no}. {self.title}"

    @property
    def title(self) -> str:
        """What takes place, in the reader's language where it is written in it."""
        first, second = (self.title_en, self.title_az)
        if translation.get_language() == "az":
            first, second = second, first
        return first or second

    @property
    def reference(self) -> str:
        """How other records name it: the plan's reference and its number."""
        return f"{self.plan.reference}/{self.no}"

    @property
    def outside_year(self) -> bool:
        """I16: its days leave the year of the plan; allowed, and shown."""
        days = [day for day in (self.starts_on, self.ends_on) if day is not None]
        return any(day.year != self.plan.year for day in days)

    @property
    def in_quarter(self) -> int | None:
        """The quarter named, else that of its first day."""
        if self.quarter is None and self.starts_on is not None:
            return (self.starts_on.month + 2) // 3
        return self.quarter


class PlanStep(Reached):
    """A state reached on a day; the lifecycle trigger writes it (decisions.md 17)."""

    plan = models.ForeignKey(BilateralPlan, models.PROTECT, related_name="steps", verbose_name=_("plan"))
    state = models.CharField(_("state"), max_length=15, choices=PlanState)

    class Meta(Reached.Meta):
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of a plan")
        ordering = ["plan", "id"]


class PlanEditor(Classified):
    """Whoever wrote a plan decides on no step of its approval (I22)."""

    append_only = only_relabelled = True

    plan = models.ForeignKey(BilateralPlan, models.PROTECT, related_name="editors")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))

    class Meta(Classified.Meta):
        verbose_name = _("author of a plan")
        verbose_name_plural = _("authors of a plan")
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="plan_editor_once")]

    def __str__(self) -> str:
        return str(self.user)


class PlanSubmission(Submitted):
    """A plan as it went to approval."""

    plan = models.ForeignKey(BilateralPlan, models.PROTECT, related_name="submissions")

    class Meta(Submitted.Meta):
        abstract = False
        verbose_name = _("submitted plan")
        verbose_name_plural = _("submitted plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "no"], name="submissions_of_a_plan_are_numbered")
        ]

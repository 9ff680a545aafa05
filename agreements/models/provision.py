"""Articles and what they oblige to: owner, phase, day, evidence, and what became of it (domain.md A9.45, A9.49, C2)."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified, ClassifiedRecord, Reached
from accounts.models import Office, User
from agreements.engine import REPORTED, ProvisionKind, ProvisionState
from agreements.models.agreement import Agreement, Party
from documents.models import StoredFile
from foundation.references import reference_field

REPORTABLE = [(state.value, state.label) for state in REPORTED]


class Provision(ClassifiedRecord):
    """One article or part of it. The state is written by the verbs only; the first day agreed is kept for good."""

    reference = reference_field("PRV", "agreements_provision")
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="provisions", verbose_name=_("agreement")
    )
    article = models.CharField(_("article"), max_length=40)
    title = models.CharField(_("in a few words"), max_length=200)
    text = models.TextField(_("text"), blank=True, max_length=8_000)
    kind = models.CharField(
        _("kind"), max_length=30, choices=ProvisionKind, default=ProvisionKind.COOPERATION
    )
    is_obligation = models.BooleanField(
        _("obliges somebody"), default=True, help_text=_("Off: the article is kept for reading and is not followed up.")
    )  # fmt: skip
    obliged = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who must act"),
        help_text=_("Empty: all parties."),
    )  # fmt: skip
    owner = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible office"),
        help_text=_("Follows it up and is reminded of its day."),
    )  # fmt: skip
    phase = models.PositiveSmallIntegerField(
        _("phase"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    depends_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="following", verbose_name=_("only after"),
        help_text=_("Another provision of the same agreement that has to be carried out first."),
    )  # fmt: skip
    due_on = models.DateField(_("due on"), null=True, blank=True)
    original_due_on = models.DateField(_("first agreed day"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=ProvisionState, default=ProvisionState.PENDING, editable=False
    )
    state_on = models.DateField(_("in this state since"), editable=False)
    attributed_to = models.CharField(_("according to"), max_length=200, blank=True, editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["agreement", models.F("phase").asc(nulls_last=True), "id"]
        indexes = [
            models.Index(fields=["agreement"], name="provision_by_agreement"),
            models.Index(fields=["due_on"], name="provision_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(original_due_on__isnull=True) | models.Q(due_on__isnull=False),
                name="provision_redated_has_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(is_obligation=True)
                | models.Q(state=ProvisionState.PENDING, due_on__isnull=True),
                name="provision_only_obligations_are_followed",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[ProvisionState.PENDING, ProvisionState.DUE])
                | ~models.Q(attributed_to=""),
                name="provision_state_has_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} · {self.title} ({self.reference})"

    def clean(self) -> None:
        """A day belongs to an obligation."""
        if not self.is_obligation and self.due_on is not None:
            raise ValidationError({"due_on": _("Only an obligation has a day.")})

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.is_obligation and self.state in {
            ProvisionState.PENDING, ProvisionState.DUE, ProvisionState.PARTIAL,
        }  # fmt: skip

    @property
    def waits(self) -> bool:
        """Whether what has to come first is not done yet."""
        return self.depends_on is not None and self.depends_on.is_open


class ProvisionStage(Reached):
    """A state reached on a day; the lifecycle trigger writes it (decisions.md 17)."""

    provision = models.ForeignKey(
        Provision, models.PROTECT, related_name="stages", verbose_name=_("provision")
    )
    state = models.CharField(_("state"), max_length=12, choices=ProvisionState)

    class Meta(Reached.Meta):
        verbose_name = _("stage of a provision")
        verbose_name_plural = _("stages of a provision")
        ordering = ["provision", "id"]
        indexes = [models.Index(fields=["provision", "-reached_on", "-id"], name="provision_stages_by_day")]


class Redating(Classified):
    """A new day was agreed: which one stood before, since when, by which source."""

    append_only = only_relabelled = True

    provision = models.ForeignKey(
        Provision, models.PROTECT, related_name="redatings", verbose_name=_("provision")
    )
    before = models.DateField(_("day before"), null=True, blank=True)
    after = models.DateField(_("new day"))
    agreed_on = models.DateField(_("agreed on"))
    source = models.CharField(_("source"), max_length=200)
    recorded_at = models.DateTimeField(_("recorded at"))
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", verbose_name=_("office"))

    class Meta(Classified.Meta):
        verbose_name = _("change of a day")
        verbose_name_plural = _("changes of a day")
        ordering = ["provision", "id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class ImplementationEvent(Classified):
    """What a source says happened on a day, with its evidence; `decides`: the register follows this source."""

    append_only = only_relabelled = True

    provision = models.ForeignKey(
        Provision, models.PROTECT, related_name="events", verbose_name=_("provision")
    )
    happened_on = models.DateField(_("happened on"))
    status = models.CharField(_("says it is"), max_length=12, choices=REPORTABLE, blank=True)
    decides = models.BooleanField(_("the register follows it"), default=False)
    what = models.TextField(_("what happened"), max_length=4_000)
    source = models.CharField(_("source"), max_length=200)
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence")
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", verbose_name=_("office"))

    class Meta(Classified.Meta):
        verbose_name = _("implementation event")
        verbose_name_plural = _("implementation events")
        ordering = ["provision", "happened_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decides=False) | ~models.Q(status=""), name="event_decides_with_a_status"
            )
        ]

    def __str__(self) -> str:
        return f"{self.happened_on} · {self.source}"

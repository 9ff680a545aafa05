"""Routes: the template a case's steps are copied from; editing one never touches a running case (walls.md 2)."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from approvals.lifecycle import AGREEING, StepMode, Verdict
from approvals.registry import kind_label, phase_words
from foundation.models import Named, Versioned

STEP_VERDICTS = [(verdict.value, verdict.label) for verdict in Verdict if verdict in AGREEING]


class StepDefinition(Named):
    """What a step asks for; the same columns in the template and in the run, so that copying is naming them.

    `clause`: the part of a standing procedure that the step carries out (domain.md A2.12).
    """

    coded = {"phase": phase_words}

    order = models.PositiveSmallIntegerField(
        _("order"), validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    phase = models.SlugField(_("phase"), max_length=40)
    verdict = models.CharField(_("asks to"), max_length=20, choices=STEP_VERDICTS)
    mode = models.CharField(_("how many agree"), max_length=10, choices=StepMode, default=StepMode.ONE)
    quorum = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True)
    sla_days = models.PositiveSmallIntegerField(
        _("working days to answer"), null=True, blank=True, validators=[MaxValueValidator(250)]
    )
    co_author = models.BooleanField(_("signature of a co-author"), default=False)
    outside = models.BooleanField(
        _("decided outside the system"), default=False, db_default=False,
        help_text=_("The office records the decision with its paper, e.g. one of the President; it does not decide."),
    )  # fmt: skip
    clause = models.CharField(
        _("clause it carries out"), max_length=200, blank=True, default="", db_default="",
        help_text=_("Of a standing procedure or of the joint agreement, e.g. SOP-01, 4.2."),
    )  # fmt: skip

    class Meta:
        abstract = True


class Route(Versioned, Named):
    """The ordered steps one kind of matter goes through; `is_default` serves whoever names no other."""

    coded = {"kind": kind_label}

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.SlugField(_("kind of matter"), max_length=40)
    is_default = models.BooleanField(_("used when nothing else is chosen"), default=False)
    recall_days = models.PositiveSmallIntegerField(
        _("working days to take back"), default=1, db_default=1, validators=[MaxValueValidator(10)],
        help_text=_("So long an agreement may be taken back while nobody has decided after it; 0: never."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("approval route")
        verbose_name_plural = _("approval routes")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(is_default=True), name="one_default_route_of_a_kind",
                violation_error_message=_("This kind of matter has a default route already."),
            )
        ]  # fmt: skip

    @property
    def reference(self) -> str:
        """Public name of the route."""
        return self.code


class RouteStep(Versioned, StepDefinition):
    """One step of a route: whose seat, asked for which word, within how many working days."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="steps", verbose_name=_("route"))
    role = models.CharField(_("office with the role"), max_length=30, choices=Role)
    at_mission = models.BooleanField(_("office at the matter's own mission"), default=False)
    by_agreement = models.BooleanField(
        _("days as the joint agreement sets them"), default=True, db_default=True,
        help_text=_("Where it says nothing about this kind of matter and office, the working days above count."),
    )  # fmt: skip
    only_when = models.JSONField(
        _("only when"), default=dict, blank=True,
        help_text=_('Facts of the matter and their values, e.g. {"topic": ["delimitation"]}; empty: always.'),
    )  # fmt: skip

    class Meta:
        verbose_name = _("step of a route")
        verbose_name_plural = _("steps of a route")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["route", "order", "role"], name="one_step_per_role_and_order"),
            models.CheckConstraint(
                condition=models.Q(mode=StepMode.QUORUM, quorum__gte=1)
                | (~models.Q(mode=StepMode.QUORUM) & models.Q(quorum__isnull=True)),
                name="quorum_where_needed",
            ),
        ]

    def clean(self) -> None:
        """A condition names facts and lists the values accepted for each; anything else would stop a submission."""
        if not (
            isinstance(self.only_when, dict)
            and all(isinstance(v, list) for v in self.only_when.values())
            and all(isinstance(one, str | int) for v in self.only_when.values() for one in v)
        ):
            words = _('Write facts and the values accepted for each, e.g. {"topic": ["delimitation"]}.')
            raise ValidationError({"only_when": words})

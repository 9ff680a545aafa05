"""Decisions and movements: append-only rows from which every state on any day can be derived (decisions.md 17)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User
from approvals.lifecycle import REFUSING, ReturnReason, Verdict
from approvals.models.case import CONTENT_HASH, Case
from approvals.models.step import CaseSeat, CaseStep
from approvals.registry import phase_words

REFUSALS = sorted(verdict.value for verdict in REFUSING)


class Decision(Classified):
    """Who, in which office, on whose behalf, which word, why, on which content, when. One per seat; never changed."""

    append_only = only_relabelled = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions", verbose_name=_("case"))
    step = models.ForeignKey(CaseStep, models.PROTECT, related_name="decisions", verbose_name=_("step"))
    seat = models.OneToOneField(CaseSeat, models.PROTECT, related_name="decision", verbose_name=_("seat"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    on_behalf_of = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("on behalf of")
    )
    is_acting = models.BooleanField(_("acting"), default=False)
    # Taken on paper by somebody else; `user` only recorded it, and the evidence says who decided.
    is_recorded = models.BooleanField(_("recorded from paper"), default=False, db_default=False)
    verdict = models.CharField(_("decision"), max_length=20, choices=Verdict)
    reason_code = models.CharField(_("reason"), max_length=40, choices=ReturnReason, blank=True)
    comment = models.TextField(_("comment"), blank=True, max_length=4000)
    content_hash = models.CharField(_("content hash"), max_length=64, validators=[CONTENT_HASH])
    at = models.DateTimeField(_("at"))
    on = models.DateField(_("on"))

    class Meta(Classified.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["case", "user"], name="decision_by_person")]
        constraints = [
            models.UniqueConstraint(fields=["step", "seat"], name="one_decision_per_seat"),
            models.CheckConstraint(
                condition=~models.Q(verdict__in=REFUSALS) | ~models.Q(reason_code=""),
                name="refusal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.get_verdict_display()}"


class Movement(Classified):
    """A case (step empty) or a step came into a state on a day; `as_of` reports read these, never the audit trail."""

    append_only = only_relabelled = True
    coded = {"phase": phase_words}

    case = models.ForeignKey(Case, models.PROTECT, related_name="movements", verbose_name=_("case"))
    step = models.ForeignKey(
        CaseStep, models.PROTECT, null=True, related_name="movements", verbose_name=_("step")
    )
    state = models.CharField(_("state"), max_length=20)
    phase = models.SlugField(_("phase"), max_length=40)
    on = models.DateField(_("on"))
    at = models.DateTimeField(_("at"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "id"], name="movement_by_case")]

    def __str__(self) -> str:
        return f"{self.state} {self.on}"

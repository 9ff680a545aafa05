"""A case: one version of one matter on its way through a copied route (walls.md 2)."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified, ClassifiedRecord, Label
from accounts.models import Office, User
from approvals.lifecycle import CaseState
from approvals.models.route import Route
from approvals.registry import kind_label, phase_words
from directory.models import DiplomaticMission
from foundation.references import reference_field

CONTENT_HASH = RegexValidator(r"^[0-9a-f]{64}\Z", _("Not a content hash."))


class Case(ClassifiedRecord):
    """Frozen at opening: matter, version, content hash, route. Only state, phase and closing day move, by decisions.

    An edit of the matter is another version and another case; `round_no` counts the rounds since the last rejection.
    `phase` is the phase of the open steps; on a closed case the one it ended in.
    """

    coded = {"kind": kind_label, "phase": phase_words}  # how the trail says them

    reference = reference_field("CAS", "approvals_case")
    kind = models.SlugField(_("kind of matter"), max_length=40, editable=False)
    object_reference = models.CharField(_("matter"), max_length=20, editable=False)
    version_no = models.PositiveIntegerField(_("version of the matter"), editable=False)
    content_hash = models.CharField(
        _("content hash"), max_length=64, validators=[CONTENT_HASH], editable=False
    )
    state = models.CharField(
        _("state"), max_length=20, choices=CaseState, default=CaseState.OPEN, editable=False
    )
    phase = models.SlugField(_("phase"), max_length=40, editable=False)
    mission = models.ForeignKey(
        DiplomaticMission,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("mission"),
        editable=False,
    )
    route = models.ForeignKey(
        Route, models.PROTECT, related_name="+", verbose_name=_("route"), editable=False
    )
    route_version = models.PositiveIntegerField(_("version of the route"), editable=False)
    recall_days = models.PositiveSmallIntegerField(
        _("working days to take back"), default=1, db_default=1, editable=False
    )
    # Urgent matters are done first and ratified afterwards: the day on which it was done (domain.md C9).
    acted_on = models.DateField(_("done on, before ratification"), null=True, blank=True, editable=False)
    acted_because = models.CharField(
        _("why it could not wait"), max_length=500, blank=True, default="", db_default="", editable=False
    )
    round_no = models.PositiveSmallIntegerField(_("round"), default=1, editable=False)
    opened_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("submitted by"), editable=False
    )
    opened_office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted from"),
        editable=False,
    )
    opened_at = models.DateTimeField(_("submitted at"), editable=False)
    opened_on = models.DateField(_("submitted on"), editable=False)
    # The label inside the content hash; once the case's own is another one, nobody agrees any more (walls.md 2).
    submitted_label = models.ForeignKey(
        Label, models.PROTECT, related_name="+", verbose_name=_("label submitted"), editable=False
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    class Meta(ClassifiedRecord.Meta):
        verbose_name = _("approval case")
        verbose_name_plural = _("approval cases")
        indexes = [
            models.Index(fields=["object_reference", "id"], name="case_by_matter"),
            models.Index(fields=["state", "-id"], name="case_by_state"),
            models.Index(fields=["mission", "-id"], name="case_by_mission"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_reference"],
                condition=models.Q(state=CaseState.OPEN),
                name="one_open_case_of_a_matter",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CaseState.OPEN, closed_on__isnull=True)
                | (~models.Q(state=CaseState.OPEN) & models.Q(closed_on__isnull=False)),
                name="case_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(acted_on__isnull=True) | models.Q(acted_on__lte=models.F("opened_on")),
                name="done_before_ratified",
            ),
            models.CheckConstraint(
                condition=models.Q(acted_because="") | models.Q(acted_on__isnull=False),
                name="reason_of_what_was_done",
            ),
            # What was done is ratified or it is not; nobody takes the question back.
            models.CheckConstraint(
                condition=models.Q(acted_on__isnull=True) | ~models.Q(state=CaseState.WITHDRAWN),
                name="done_is_not_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(content_hash__regex=r"^[0-9a-f]{64}$"), name="case_has_a_content_hash"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} · {self.object_reference} v{self.version_no}"

    @property
    def is_ratification(self) -> bool:
        """True when what is decided has been done already."""
        return self.acted_on is not None

    @property
    def is_not_ratified(self) -> bool:
        """True when it was done and the ministries would not stand behind it; that undoes nothing."""
        return self.is_ratification and self.state in (CaseState.RETURNED, CaseState.REJECTED)

    @property
    def is_relabelled(self) -> bool:
        """True when the marking has been changed since submission."""
        return self.submitted_label_id != self.label_id


class CaseEditor(Classified):
    """Whoever drafted or edited the version submitted: barred from every step but the co-authors' (decisions.md 22)."""

    append_only = only_relabelled = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="editors", verbose_name=_("case"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))

    class Meta(Classified.Meta):
        verbose_name = _("drafter or editor")
        verbose_name_plural = _("drafters and editors")
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="one_editor_row_per_person")]

    def __str__(self) -> str:
        return str(self.user)

"""Remarks on a paper and conflicts between its two sections: said by an office, answered by another, kept for good."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User
from missions.lifecycle import ConflictState, Resolution, Severity
from missions.models.paper import MissionPaper, PaperVersion


class Said(Classified):
    """Who said something, in which office, when."""

    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)

    class Meta(Classified.Meta):
        abstract = True


class PaperComment(Said):
    """A remark on a part or a row of one version; outside the hash. `ministry` is the author's (mod, mfa, other).

    With `internal_to` it carries that ministry's need-to-know list in its label: row security hides it from the other.
    """

    own_marking = never_deleted = True

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Without a constraint: remarks one may not see must not stop the paper's marking from rising. The policy
    # `with_its_paper` lets nobody read a remark who may not read the paper as it is marked now (decision 0018).
    paper = models.ForeignKey(MissionPaper, models.PROTECT, related_name="comments", db_constraint=False)
    version = models.ForeignKey(PaperVersion, models.PROTECT, related_name="comments", db_constraint=False)
    part = models.CharField(_("part"), max_length=30)
    row = models.CharField(_("row"), max_length=20, blank=True)
    severity = models.CharField(_("severity"), max_length=12, choices=Severity)
    text = models.TextField(_("remark"), max_length=4_000)
    ministry = models.CharField(_("ministry"), max_length=20, editable=False)
    internal_to = models.CharField(_("internal to"), max_length=3, blank=True, editable=False)
    resolution = models.CharField(
        _("resolution"), max_length=10, choices=Resolution, blank=True, editable=False
    )
    resolved_because = models.TextField(_("why"), blank=True, max_length=2_000, editable=False)
    resolved_on = models.DateField(_("resolved on"), null=True, editable=False)
    resolved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("resolved by"), editable=False
    )
    resolved_office = models.ForeignKey(
        Office,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("office that resolved"),
        editable=False,
    )

    class Meta(Said.Meta):
        verbose_name = _("remark on a paper")
        verbose_name_plural = _("remarks on papers")
        ordering = ["paper", "id"]
        indexes = [models.Index(fields=["paper", "part"], name="remarks_by_part")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(internal_to="") | ~models.Q(severity=Severity.BLOCKING),
                name="internal_remark_blocks_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(resolution="", resolved_on__isnull=True, resolved_by__isnull=True)
                | (~models.Q(resolution="") & models.Q(resolved_on__isnull=False, resolved_by__isnull=False)),
                name="remark_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_severity_display()}: {self.text[:80]}"

    @property
    def is_open(self) -> bool:
        """True until somebody accepted, rejected or noted it."""
        return not self.resolution


class CommentReply(Said):
    """An answer to a remark, under the remark's own marking."""

    append_only = only_relabelled = True

    comment = models.ForeignKey(PaperComment, models.PROTECT, related_name="replies")
    text = models.TextField(_("answer"), max_length=4_000)

    class Meta(Said.Meta):
        verbose_name = _("answer to a remark")
        verbose_name_plural = _("answers to remarks")
        ordering = ["comment", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class PaperConflict(Said):
    """A task of the attaché against a priority of the embassy, raised by either side (A7.32); stops submission."""

    never_deleted = True

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    paper = models.ForeignKey(MissionPaper, models.PROTECT, related_name="conflicts")
    version_no = models.PositiveSmallIntegerField(_("version"))
    task = models.CharField(_("task"), max_length=20)
    objective = models.CharField(_("objective of the embassy"), max_length=20)
    text = models.TextField(_("in what they conflict"), max_length=4_000)
    state = models.CharField(
        _("state"), max_length=10, choices=ConflictState, default=ConflictState.OPEN, editable=False
    )

    class Meta(Said.Meta):
        verbose_name = _("conflict in a paper")
        verbose_name_plural = _("conflicts in papers")
        ordering = ["paper", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "task", "objective"],
                condition=models.Q(state=ConflictState.OPEN),
                name="conflict_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} · {self.objective}"


class ConflictEntry(Said):
    """The log of a conflict: what each side proposed, and the word that resolved it."""

    append_only = only_relabelled = True

    conflict = models.ForeignKey(PaperConflict, models.PROTECT, related_name="entries")
    text = models.TextField(_("entry"), max_length=4_000)
    resolves = models.BooleanField(_("resolves the conflict"), default=False)

    class Meta(Said.Meta):
        verbose_name = _("entry on a conflict")
        verbose_name_plural = _("entries on conflicts")
        ordering = ["conflict", "id"]

    def __str__(self) -> str:
        return self.text[:80]

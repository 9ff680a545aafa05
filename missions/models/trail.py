"""What was done with a paper: who wrote it, which state it reached when, who took note of it."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office, User
from missions.lifecycle import PaperState
from missions.models.paper import MissionPaper, PaperVersion


class PaperEditor(Classified):
    """Whoever drafted or edited a version may not decide on it later, co-signature apart (decisions.md 22)."""

    append_only = only_relabelled = True

    version = models.ForeignKey(PaperVersion, models.PROTECT, related_name="editors")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("author of a version")
        verbose_name_plural = _("authors of a version")
        constraints = [models.UniqueConstraint(fields=["version", "user"], name="paper_editor_once")]

    def __str__(self) -> str:
        return str(self.user)


class PaperTransition(Classified):
    """A state reached on a day; `as_of` reports derive from these rows (decisions.md 17)."""

    append_only = only_relabelled = True

    paper = models.ForeignKey(MissionPaper, models.PROTECT, related_name="transitions")
    version_no = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=PaperState)
    on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta(Classified.Meta):
        verbose_name = _("state reached")
        verbose_name_plural = _("states reached")
        ordering = ["paper", "id"]
        indexes = [models.Index(fields=["paper", "-on", "-id"], name="paper_states_by_day")]

    def __str__(self) -> str:
        return f"{self.get_state_display()} · {self.on}"


class PaperAcknowledgement(Classified):
    """A co-author's office confirms the paper in force as its own, above all after a change in the office.

    Again where the same person heads the mission a second time: a confirmation stands for the tenure it was given in.
    """

    append_only = only_relabelled = True

    paper = models.ForeignKey(MissionPaper, models.PROTECT, related_name="acknowledgements")
    version_no = models.PositiveSmallIntegerField(_("version"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("person"))
    on = models.DateField(_("on"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)

    class Meta(Classified.Meta):
        verbose_name = _("acknowledgement of a paper")
        verbose_name_plural = _("acknowledgements of papers")
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "version_no", "office", "user", "on"], name="paper_acknowledged_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.on}"

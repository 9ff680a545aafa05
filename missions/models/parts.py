"""Further rows of a version: who does what, by which lines, how one sees success, what if not, which files."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Classified
from accounts.models import Office
from accounts.roles import Role
from directory.models import ActivityKind
from documents.models import StoredFile
from missions.lifecycle import Dimension, Section
from missions.models.paper import PaperVersion


class Part(Classified):
    """A row of one section under a code of its own, by which versions, remarks and readings find it again."""

    version = models.ForeignKey(PaperVersion, models.PROTECT, related_name="%(class)s_rows")
    order = models.PositiveSmallIntegerField(_("order"))
    code = models.CharField(_("code"), max_length=20)
    section = models.CharField(_("section"), max_length=12, choices=Section, default=Section.DEFENCE)

    class Meta(Classified.Meta):
        abstract = True
        ordering = ["version", "order"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="%(class)s_code_once")]


def _serves() -> Any:
    """The code of an objective of the same version; PostgreSQL holds that it is there."""
    return models.CharField(_("objective it serves"), max_length=20, blank=True)


class Owned(Part):
    """A row with an owner: one office by name, or whoever holds a role."""

    owner = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    owner_role = models.CharField(_("owner by role"), max_length=40, choices=Role, blank=True)

    class Meta(Part.Meta):
        abstract = True
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(owner__isnull=True) | models.Q(owner_role=""), name="%(class)s_one_owner"
            ),
        ]

    def clean(self) -> None:
        """An office or a role, not both."""
        if self.owner_id and self.owner_role:
            raise ValidationError({"owner_role": _("Name an office or a role, not both.")})


class Task(Owned):
    """What a section has to do for an objective, who does it, until when."""

    task = models.CharField(_("task"), max_length=1_000)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    objective = _serves()

    class Meta(Owned.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")

    def __str__(self) -> str:
        return f"{self.code} {self.task}"


class Strategy(Part):
    """A line of effort along one dimension of diplomacy."""

    dimension = models.CharField(_("dimension"), max_length=24, choices=Dimension)
    strategy = models.CharField(_("line of effort"), max_length=2_000)
    objective = _serves()

    class Meta(Part.Meta):
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")

    def __str__(self) -> str:
        return f"{self.code} {self.strategy}"


class Instrument(Part):
    """An instrument (visits, training, an agreement), or a key event with its day."""

    instrument = models.CharField(_("instrument or key event"), max_length=500)
    activity_kind = models.ForeignKey(
        ActivityKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind of activity"),
    )
    held_on = models.DateField(_("held on"), null=True, blank=True)
    objective = _serves()

    class Meta(Part.Meta):
        verbose_name = _("instrument or key event")
        verbose_name_plural = _("instruments and key events")

    def __str__(self) -> str:
        return f"{self.code} {self.instrument}"


class Indicator(Part):
    """How one sees that an objective comes nearer: a figure with unit, baseline and target."""

    indicator = models.CharField(_("indicator"), max_length=300)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    from_value = models.DecimalField(_("baseline"), max_digits=14, decimal_places=2, null=True, blank=True)
    to_value = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(_("to be reached by"), null=True, blank=True)
    objective = _serves()

    class Meta(Part.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return f"{self.code} {self.indicator}"


class Contingency(Owned):
    """What may go wrong, how one sees it coming, what is done then and by whom."""

    risk = models.CharField(_("risk"), max_length=500)
    trigger = models.CharField(_("trigger"), max_length=500, blank=True)
    response = models.CharField(_("response"), max_length=1_000, blank=True)

    class Meta(Owned.Meta):
        verbose_name = _("contingency")
        verbose_name_plural = _("contingencies")

    def __str__(self) -> str:
        return f"{self.code} {self.risk}"


class Contact(Owned):
    """Whom one has to know in the receiving State, by post rather than by name, and who keeps the contact."""

    contact = models.CharField(_("contact"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    purpose = models.CharField(_("what for"), max_length=500, blank=True)

    class Meta(Owned.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return f"{self.code} {self.contact}"


class PaperAttachment(Part):
    """A file that is signed with the paper: its digest stands in the content, so another file is another content."""

    title = models.CharField(_("title"), max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))

    class Meta(Part.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

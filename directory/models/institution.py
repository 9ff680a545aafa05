"""National institutions and their units as a tree."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.tree import refuse_own_ancestor
from directory.querysets import ReferenceQuerySet, UnitQuerySet
from foundation.models import Named, Versioned


class InstitutionKind(models.TextChoices):
    """Institutions that take part in military diplomacy (domain.md A1)."""

    MINISTRY_OF_DEFENCE = "ministry_of_defence", _("Ministry of Defence")
    MINISTRY_OF_FOREIGN_AFFAIRS = "ministry_of_foreign_affairs", _("Ministry of Foreign Affairs")
    BORDER_SERVICE = "border_service", _("State Border Service")
    UNIVERSITY = "university", _("University")
    AGENCY = "agency", _("Agency")
    THINK_TANK = "think_tank", _("Think tank")
    DEFENCE_INDUSTRY = "defence_industry", _("Defence industry")


class Institution(Versioned, Named):
    """A ministry, service or agency; every user and office belongs to exactly one."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=40, choices=InstitutionKind)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["code"]

    @property
    def reference(self) -> str:
        """Public id over REST."""
        return self.code


class Unit(Versioned, Named):
    """A department, centre or branch inside an institution; owns records."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="units", verbose_name=_("institution")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["code"]

    @property
    def reference(self) -> str:
        """Public id over REST."""
        return self.code

    def clean(self) -> None:
        """A unit is part of a unit of the same institution, and never of itself or what is below it."""
        refuse_own_ancestor(self, _("A unit cannot be part of itself or of a unit below it."))
        if self.parent is not None and self.parent.institution_id != self.institution_id:
            raise ValidationError({"parent": _("A unit is part of a unit of the same institution.")})
        below = Unit.objects.filter(parent=self.pk).exclude(institution=self.institution_id)
        if self.pk and self.institution_id and below.exists():
            raise ValidationError(
                {"institution": _("Units below this one belong to the present institution.")}
            )

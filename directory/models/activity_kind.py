"""The kinds of activity the source paper names."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.tree import refuse_own_ancestor
from directory.querysets import ReferenceQuerySet
from foundation.models import Named, Versioned


class ActivityKind(Versioned, Named):
    """A kind of defence co-operation activity, K01 to K12 of paper 001 and sub-kinds (domain.md A3)."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    number = models.CharField(_("number in the paper"), max_length=5, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("sub-kind of")
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of activity")
        verbose_name_plural = _("kinds of activity")
        ordering = ["number", "code"]

    def clean(self) -> None:
        """Never a sub-kind of itself or of what is below it."""
        refuse_own_ancestor(self, _("A kind cannot be a sub-kind of itself or of one below it."))

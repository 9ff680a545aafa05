"""States and international organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.querysets import ReferenceQuerySet
from foundation.models import Named, Versioned


class Region(models.TextChoices):
    """Regions as the Center groups countries."""

    SOUTH_CAUCASUS = "south_caucasus", _("South Caucasus")
    EUROPE = "europe", _("Europe")
    CENTRAL_ASIA = "central_asia", _("Central Asia")
    MIDDLE_EAST = "middle_east", _("Middle East")
    ASIA_PACIFIC = "asia_pacific", _("Asia and the Pacific")
    AFRICA = "africa", _("Africa")
    AMERICAS = "americas", _("Americas")


class Country(Versioned, Named):
    """A State, by ISO 3166 code; XK is user-assigned and not official."""

    iso2 = models.CharField(_("ISO code"), max_length=2, unique=True)
    iso3 = models.CharField(_("ISO code, three letters"), max_length=3, unique=True)
    region = models.CharField(_("region"), max_length=20, choices=Region)
    is_neighbour = models.BooleanField(_("neighbour"), default=False)
    is_osce = models.BooleanField(_("OSCE participating State"), default=False)
    is_nato = models.BooleanField(_("NATO member"), default=False)
    is_eu = models.BooleanField(_("EU member"), default=False)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_en"]

    @property
    def reference(self) -> str:
        """Public id over REST."""
        return self.iso2


class Organisation(Versioned, Named):
    """An international organisation or one of its headquarters."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    seat = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, verbose_name=pgettext_lazy("organisation", "seat")
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_en"]

    @property
    def reference(self) -> str:
        """Public id over REST."""
        return self.code

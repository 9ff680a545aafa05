"""States and international organisations."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.querysets import CountryQuerySet, ReferenceQuerySet
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
    """A State, by ISO 3166 code; a code like XK is user-assigned, `is_iso` says so, and it has no number.

    Which organisations it belongs to is told by dated memberships (docs/decisions/0013).
    """

    iso2 = models.CharField(
        _("ISO code"), max_length=2, unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, such as TR."))],
    )  # fmt: skip
    iso3 = models.CharField(
        _("ISO code, three letters"), max_length=3, unique=True,
        validators=[RegexValidator(r"^[A-Z]{3}\Z", _("Three capital letters, such as TUR."))],
    )  # fmt: skip
    numeric = models.CharField(
        _("ISO number"), max_length=3, blank=True, default="", db_default="",
        validators=[RegexValidator(r"^[0-9]{3}\Z", _("Three digits, such as 792."))],
    )  # fmt: skip
    is_iso = models.BooleanField(_("official ISO 3166 code"), default=True, db_default=True)
    region = models.CharField(_("region"), max_length=20, choices=Region)
    is_neighbour = models.BooleanField(_("neighbour"), default=False)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(iso2__regex="^[A-Z]{2}$", iso3__regex="^[A-Z]{3}$"),
                name="country_codes_are_capitals",
                violation_error_message=_("Codes are capital letters."),
            ),
            models.CheckConstraint(
                condition=models.Q(numeric="") | models.Q(numeric__regex="^[0-9]{3}$", is_iso=True),
                name="country_number_is_iso",
                violation_error_message=_("Only an official ISO code has a number, of three digits."),
            ),
            models.UniqueConstraint(
                fields=["numeric"], condition=~models.Q(numeric=""), name="country_number_once",
                violation_error_message=_("Another country has this number."),
            ),
        ]  # fmt: skip

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

"""What a State brings to military diplomacy: factors as the source paper lists them, and what sources say of each."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import translation
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from directory.models.country import Country
from directory.querysets import ComparatorQuerySet, FactorQuerySet, ReferenceQuerySet
from directory.terms import ComparatorCase, FactorKind
from foundation.models import Named, Versioned

FIRST_YEAR, LAST_YEAR = 1900, 2200
IN_NUMBERS = _("This factor is told in numbers: enter a value.")
IN_WORDS = _("This factor is told in words, in both languages.")
NO_WORDS = _("This factor is told in numbers; leave the words empty.")
NO_NUMBER = _("This factor is told in words; leave value and unit empty.")
ONE_VALUE = _("This source has a value of this factor for the country and year already.")
GIVE_SOURCE = _("Say which source this is taken from.")


class FactorDefinition(Versioned, Named):
    """A factor named by paper 001 (domain.md A6) or added since: what it measures, and how it is told."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    sort = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    kind = models.CharField(pgettext_lazy("factor", "told as"), max_length=20, choices=FactorKind)
    unit = models.CharField(
        pgettext_lazy("factor", "unit"),
        max_length=40,
        blank=True,
        help_text=_("Taken for values that name no unit of their own."),
    )
    measures_en = models.CharField(_("what it measures, in English"), max_length=300)
    measures_az = models.CharField(_("what it measures, in Azerbaijani"), max_length=300)
    source = models.CharField(_("named by"), max_length=300, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("factor of military diplomacy")
        verbose_name_plural = _("factors of military diplomacy")
        ordering = ["sort", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="number") | ~models.Q(unit=""),
                name="factor_in_numbers_has_a_unit",
                violation_error_message=_("A factor told in numbers has a unit."),
            ),
        ]

    @property
    def reference(self) -> str:
        """Public id over REST."""
        return self.code

    @property
    def measures(self) -> str:
        """What it measures, in the reader's language."""
        return self.measures_az if translation.get_language() == "az" else self.measures_en


class FactorValue(Versioned):
    """What one source says of one factor of a State for a year; `as_of` is the day by which it was known.

    Values of several sources stand beside each other and are never reckoned into one figure (domain.md A6.29).
    """

    definition = models.ForeignKey(
        FactorDefinition, models.PROTECT, related_name="said", verbose_name=_("factor")
    )
    country = models.ForeignKey(Country, models.PROTECT, related_name="factors", verbose_name=_("country"))
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(
        pgettext_lazy("factor", "unit"),
        max_length=40,
        blank=True,
        help_text=_("Left empty, it is that of the factor."),
    )
    text_en = models.CharField(_("in words, in English"), max_length=300, blank=True)
    text_az = models.CharField(_("in words, in Azerbaijani"), max_length=300, blank=True)
    rationale = models.CharField(
        _("rationale"), max_length=500, blank=True, help_text=_("Asked for where the factor is a judgement.")
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        help_text=_("With its edition: a revised edition is a source of its own."),
    )
    as_of = models.DateField(_("known on"), help_text=_("The day on which the source said so."))

    objects = FactorQuerySet.as_manager()

    class Meta:
        verbose_name = _("value of a factor")
        verbose_name_plural = _("values of factors")
        ordering = ["country_id", "definition__sort", "-year", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "definition", "year", "source"], name="one_value_of_a_source",
                violation_error_message=ONE_VALUE,
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, text_en="", text_az="") & ~models.Q(unit="")
                | models.Q(value__isnull=True, unit="") & ~models.Q(text_en="") & ~models.Q(text_az=""),
                name="factor_value_or_words",
                violation_error_message=_("Enter either a value with its unit, or words in both languages."),
            ),
            models.CheckConstraint(
                condition=~models.Q(source=""), name="factor_value_has_a_source",
                violation_error_message=GIVE_SOURCE,
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="factor_value_of_a_year",
                violation_error_message=_("A year between 1900 and 2200."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.definition}, {self.country}, {self.year}"

    @property
    def reference(self) -> str:
        """Public id over REST."""
        return str(self.pk)

    @property
    def text(self) -> str:
        """Its words in the reader's language; empty for a number."""
        return self.text_az if translation.get_language() == "az" else self.text_en

    def clean(self) -> None:
        """A number where the factor is told in numbers, words where it is told in words, with a rationale if judged."""
        if not self.definition_id:
            return
        number = self.definition.kind == FactorKind.NUMBER
        if number and not self.unit:
            self.unit = self.definition.unit
        if wrong := dict(self._told_amiss(number)):
            raise ValidationError(wrong)

    def _told_amiss(self, number: bool) -> "list[tuple[str, str]]":
        wrong = []
        if number:
            wrong += [("value", str(IN_NUMBERS))] if self.value is None else []
            wrong += [(name, str(NO_WORDS)) for name in ("text_en", "text_az") if getattr(self, name)]
            return wrong
        wrong += [
            (name, str(NO_NUMBER)) for name in ("value", "unit") if getattr(self, name) not in (None, "")
        ]
        wrong += [(name, str(IN_WORDS)) for name in ("text_en", "text_az") if not getattr(self, name)]
        if self.definition.kind == FactorKind.JUDGEMENT and not self.rationale:
            wrong.append(("rationale", gettext("A judgement is entered with the reasons for it.")))
        return wrong


class Comparator(Versioned):
    """A State whose factors stand beside those of another, and what a source says it is an example of."""

    country = models.OneToOneField(
        Country, models.PROTECT, related_name="comparator", verbose_name=_("country")
    )
    case = models.CharField(_("example of"), max_length=30, choices=ComparatorCase)
    source = models.CharField(_("source"), max_length=300)
    in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("One no longer in use stands beside no other State.")
    )

    objects = ComparatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("comparator State")
        verbose_name_plural = _("comparator States")
        ordering = ["country_id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source=""), name="comparator_has_a_source",
                violation_error_message=GIVE_SOURCE,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.country)

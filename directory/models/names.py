"""Other names under which the same country, organisation or mission is written about."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.country import Country, Organisation
from directory.models.mission import DiplomaticMission
from directory.terms import SET, NameLanguage
from foundation.models import Versioned

OWNERS = ("country", "organisation", "mission")


def _only(owner: str) -> models.Q:
    return models.Q(**{f"{name}__isnull": name != owner for name in OWNERS})


def _owner(model: Any, words: Any) -> Any:
    return models.ForeignKey(
        model, models.CASCADE, null=True, blank=True, related_name="variants", verbose_name=words
    )


class NameVariant(Versioned):
    """A name as some author, language or time writes it; whoever searches for it finds the record (domain.md C2)."""

    country = _owner(Country, _("country"))
    organisation = _owner(Organisation, _("organisation"))
    mission = _owner(DiplomaticMission, _("mission"))
    text = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=20, choices=NameLanguage)
    used_by_source = models.CharField(_("used by"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(
                condition=_only("country") | _only("organisation") | _only("mission"),
                name="name_of_one_record",
                violation_error_message=_("A name belongs to one country, organisation or mission."),
            ),
            *[
                models.UniqueConstraint(
                    fields=[owner, "text", "language"],
                    condition=models.Q(**{f"{owner}__isnull": False}),
                    name=f"name_once_per_{owner}",
                    violation_error_message=_("This name is listed already."),
                    violation_error_code=SET,
                )
                for owner in OWNERS
            ],
        ]

    def __str__(self) -> str:
        return self.text

"""Reference data in the order of the alphabet, and found under every name they are written about with."""

import datetime as dt
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat

from directory.terms import MembershipKind
from foundation.azerbaijani import search_fold
from foundation.sorting import AzSearchFold, AzSortKey

MAX_WORDS, MAX_LENGTH = 8, 200
WHOLE_FROM = 3  # letters from which on a word counts anywhere; a shorter one at the start of a word
SEARCHED = (
    "code", "iso2", "iso3", "numeric", "number", "name_en", "name_az", "seat_en", "seat_az", "public_name",
)  # fmt: skip
FLAGS = {"is_osce": "OSCE", "is_nato": "NATO", "is_eu": "EU", "is_csto": "CSTO"}


class ReferenceQuerySet(QuerySet[Any]):
    """Open reference data; small tables without a row policy, so a fold in the query is enough."""

    also_named: tuple[str, ...] = ()  # related open records whose names find this one too

    def matching(self, words: str) -> "ReferenceQuerySet":
        """Rows in which every word occurs in a code, a name or another name, with or without diacritics."""
        found = self.alias(searched_words=AzSearchFold(self._all_names()))
        folded = search_fold(words.replace("\x00", " ")[:MAX_LENGTH]).split()[:MAX_WORDS]
        for word in folded:
            sought = word if len(word) >= WHOLE_FROM else f" {word}"
            found = found.filter(searched_words__contains=sought)
        return found if folded else found.none()

    def _all_names(self) -> Concat:
        parts: list[Any] = [*self._own("", self.model), self._variants("pk", self.model)]
        for name in self.also_named:
            other: Any = self.model._meta.get_field(name).related_model
            parts += [*self._own(f"{name}__", other), self._variants(f"{name}_id", other)]
        spaced = [part for text in parts if text is not None for part in (Value(" "), text)]
        return Concat(*spaced, Value(" "), output_field=CharField())

    @staticmethod
    def _own(path: str, model: Any) -> list[Any]:
        known = {field.name for field in model._meta.fields}
        return [Coalesce(F(path + name), Value("")) for name in SEARCHED if name in known]

    @staticmethod
    def _variants(key: str, model: Any) -> Any:
        relation = next((r for r in model._meta.related_objects if r.name == "variants"), None)
        if relation is None:
            return None
        names, owner = relation.related_model.objects, relation.field.name
        listed = names.filter(**{owner: OuterRef(key)}).order_by().values(owner)
        joined = Subquery(listed.annotate(all_names=StringAgg("text", " ")).values("all_names"))
        return Coalesce(joined, Value(""), output_field=TextField())

    def by_name(self) -> "ReferenceQuerySet":
        """In the order of the Azerbaijani alphabet."""
        return self.annotate(name_key=AzSortKey("name_az")).order_by("name_key", "pk")


class CountryQuerySet(ReferenceQuerySet):
    """Countries, with what their memberships say on a day."""

    def in_organisations(self, day: dt.date) -> "CountryQuerySet":
        """Adds `member_of`, codes of the organisations each belongs to on a day, and a flag for those often asked."""
        memberships = self.model._meta.get_field("memberships").related_model.objects
        held = memberships.filter(
            country=OuterRef("pk"), kind=MembershipKind.MEMBER, period__contains=day
        ).order_by("organisation__code")
        flags = {name: Exists(held.filter(organisation__code=code)) for name, code in FLAGS.items()}
        return self.annotate(member_of=ArraySubquery(held.values("organisation__code")), **flags)

    def members_of(self, organisation: str, day: dt.date) -> "CountryQuerySet":
        """Those that belong to an organisation on a day."""
        memberships = self.model._meta.get_field("memberships").related_model.objects
        held = memberships.filter(
            organisation__code=organisation, kind=MembershipKind.MEMBER, period__contains=day
        )
        return self.filter(pk__in=held.values("country"))


class FormatQuerySet(ReferenceQuerySet):
    """Formats of co-operation."""

    def with_members(self) -> "FormatQuerySet":
        """Adds `member_codes` in the order in which they host."""
        places = self.model._meta.get_field("places").related_model.objects.filter(format=OuterRef("pk"))
        return self.annotate(member_codes=ArraySubquery(places.order_by("place").values("country__iso2")))


class MissionQuerySet(ReferenceQuerySet):
    """Diplomatic missions; found under the names of their country or organisation too."""

    also_named = ("country", "organisation")

    def with_head(self, day: dt.date) -> "MissionQuerySet":
        """Adds who heads each mission on a day, and where nobody does since when: `head_name`, `vacant_since` ..."""
        tenures = self.model._meta.get_field("tenures").related_model.objects.filter(mission=OuterRef("pk"))
        head = tenures.filter(period__contains=day)
        last = (
            tenures.filter(period__endswith__lte=day).order_by("-period__endswith").values("period__endswith")
        )
        return self.annotate(
            head_name=Subquery(head.values("public_name")[:1]),
            head_kind=Subquery(head.values("kind")[:1]),
            head_since=Subquery(head.values("period__startswith")[:1]),
            vacant_since=Case(
                When(Exists(head), then=None), default=Subquery(last[:1]), output_field=DateField()
            ),
        )


class TenureQuerySet(ReferenceQuerySet):
    """Tenures of heads of mission."""

    also_named = ("mission",)

    def on(self, day: dt.date) -> "TenureQuerySet":
        """Those that run on a day."""
        return self.filter(period__contains=day)


class FactorQuerySet(ReferenceQuerySet):
    """What is told of States: found under the names of the State and of the factor."""

    also_named = ("country", "definition")


class ComparatorQuerySet(ReferenceQuerySet):
    """Comparators; found under the names of their State."""

    also_named = ("country",)


class UnitQuerySet(ReferenceQuerySet):
    """Units as a tree."""

    def as_tree(self) -> "UnitQuerySet":
        """Each under the unit it is part of; adds names and codes from the top: `path_en`, `path_az`, `path_codes`."""

        def path(words: str) -> Func:
            return Func(
                F("pk"), Value(words), function="directory_unit_path", output_field=ArrayField(TextField())
            )

        return self.annotate(
            path_key=path("key"), path_en=path("name_en"), path_az=path("name_az"), path_codes=path("code")
        ).order_by("institution__code", "path_key", "pk")

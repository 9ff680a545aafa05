"""Reference data in the order of the alphabet, and found with or without its letters."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat

from foundation.azerbaijani import search_fold
from foundation.sorting import AzSearchFold, AzSortKey

MAX_WORDS, MAX_LENGTH = 8, 200
SEARCHED = ("code", "iso2", "iso3", "number", "name_en", "name_az", "public_name")


class ReferenceQuerySet(QuerySet[Any]):
    """Open reference data; small tables without a row policy, so a fold in the query is enough."""

    def matching(self, words: str) -> "ReferenceQuerySet":
        """Rows in which every word occurs in a code or a name."""
        known = {field.name for field in self.model._meta.fields}
        parts = [part for name in SEARCHED if name in known for part in (Value(" "), F(name))]
        found = self.alias(searched_words=AzSearchFold(Concat(*parts, Value(" "), output_field=CharField())))
        folded = search_fold(words.replace("\x00", " ")[:MAX_LENGTH]).split()[:MAX_WORDS]
        for word in folded:
            found = found.filter(searched_words__contains=word)
        return found if folded else found.none()

    def by_name(self) -> "ReferenceQuerySet":
        """In the order of the Azerbaijani alphabet."""
        return self.annotate(name_key=AzSortKey("name_az")).order_by("name_key", "pk")

"""Chainable questions about correspondence."""

from typing import Any

from django.db.models import CharField, F, Func, Q
from django.db.models.expressions import RawSQL

from access.managers import ClassifiedQuerySet
from correspondence.lifecycle import ON_RECORD, STANDING, CorrespondenceDirection
from directory.models import Country, DiplomaticMission, Institution, Organisation

CODES = {"mission": "code", "institution": "code", "country": "iso2", "organisation": "code"}
# A mission's full name says where it is.
PLACED = (*CODES, "mission__country", "mission__organisation")
TABLES: dict[str, Any] = {
    "mission": DiplomaticMission, "institution": Institution, "country": Country, "organisation": Organisation,
}  # fmt: skip
# The whole exchange a note belongs to: up to the first one, then down through all replies the reader may see.
CHAIN_SQL = """
WITH RECURSIVE up AS (
    SELECT id, in_reply_to_id FROM correspondence_correspondence WHERE id = %s
    UNION SELECT c.id, c.in_reply_to_id FROM correspondence_correspondence c JOIN up ON c.id = up.in_reply_to_id
), down AS (
    SELECT id FROM up WHERE in_reply_to_id IS NULL
    UNION SELECT c.id FROM correspondence_correspondence c JOIN down ON c.in_reply_to_id = down.id
) SELECT id FROM down
"""


class CorrespondenceQuerySet(ClassifiedQuerySet):
    """Notes and letters."""

    def with_parties(self) -> "CorrespondenceQuerySet":
        """With everything their words need."""
        paths = [f"{side}_{body}" for side in ("sender", "addressee") for body in PLACED]
        return self.select_related(*paths, "in_reply_to__label", "label")

    def with_codes(self) -> "CorrespondenceQuerySet":
        """Adds the codes of sender and addressee; empty for a name as written alone."""
        return self.annotate(sender_code=_code("sender"), addressee_code=_code("addressee"))

    def on_record(self) -> "CorrespondenceQuerySet":
        """What has left or come in."""
        return self.filter(state__in=ON_RECORD)

    def outstanding(self) -> "CorrespondenceQuerySet":
        """Where a reply is waited for."""
        return self.filter(state__in=STANDING, reply_expected=True)

    def of_party(self, side: str, code: str) -> "CorrespondenceQuerySet":
        """Sent by, or addressed to, whoever has the code."""
        found = Q()
        for body, name in CODES.items():
            found |= Q(**{f"{side}_{body}__{name}": code})
        return self.filter(found)

    def chain_of(self, key: int) -> "CorrespondenceQuerySet":
        """The exchange that a note belongs to."""
        return self.filter(pk__in=RawSQL(CHAIN_SQL, [key]))

    def numbered_like(self, record: Any) -> "CorrespondenceQuerySet":
        """Others of the same sender and year that came in under the same number."""
        same = {f"sender_{body}": getattr(record, f"sender_{body}_id") for body in CODES}
        named = {} if any(same.values()) else {"sender_name__iexact": record.sender_name}
        rows = self.filter(
            direction=CorrespondenceDirection.INCOMING,
            number__iexact=record.number,
            year=record.year,
            **same,
            **named,
        )
        return rows.exclude(pk=record.pk)

    def matching(self, words: str) -> "CorrespondenceQuerySet":
        """By its own words, or by the words of whoever wrote it or is written to."""
        text = words.replace("\x00", " ")
        found = Q(
            pk__in=RawSQL("SELECT found FROM search_correspondence_correspondence(%s) AS found", [text])
        )
        for body, table in TABLES.items():
            named = table.objects.matching(text)
            found |= Q(**{f"sender_{body}__in": named}) | Q(**{f"addressee_{body}__in": named})
        return self.filter(found)


def _code(side: str) -> Func:
    codes = [F(f"{side}_{body}__{name}") for body, name in CODES.items()]
    return Func(*codes, function="coalesce", output_field=CharField())

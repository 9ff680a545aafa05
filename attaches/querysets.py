"""Chainable questions about officers, posts, postings and accreditations."""

import datetime as dt
from typing import Any

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from access.managers import ClassifiedQuerySet
from attaches.lifecycle import FOREIGN_FORTHCOMING, FORTHCOMING, INCUMBENT, OVER, ForeignAttacheState
from attaches.terms import slp_pattern
from directory.models import Country, DiplomaticMission
from foundation.sorting import AzSortKey


def words_of(table: str, words: str) -> RawSQL:
    """Ids of rows of another protected table in which every word occurs."""
    found = f"SELECT found FROM search_{table}(%s) AS found"  # nosec B608 - name of our table
    return RawSQL(found, [words.replace("\x00", " ")])


def tenure_words(to_posting: str, words: str) -> Q:
    """A record of a posting, or the posting itself, that the words mean; `to_posting` leads there."""
    found = Q(reference=words.replace("\x00", " ").strip().upper()[:20])
    found |= Q(**{f"{to_posting}officer_id__in": words_of("attaches_officer", words)})
    found |= Q(**{f"{to_posting}post_id__in": words_of("attaches_post", words)})
    return found | Q(**{f"{to_posting}post__mission__in": DiplomaticMission.objects.matching(words)})


class OfficerQuerySet(ClassifiedQuerySet):
    """Officers."""

    def current(self) -> "OfficerQuerySet":
        """Without those that were entered twice and merged."""
        return self.filter(merged_into__isnull=True)

    def by_name(self) -> "OfficerQuerySet":
        """In the order of the Azerbaijani alphabet."""
        return self.annotate(name_key=AzSortKey("full_name")).order_by("name_key", "id")

    def with_tenure(self, live: QuerySet[Any]) -> "OfficerQuerySet":
        """Adds the posting that binds each now or next, and the day he is free from, out of `live` visible postings."""
        rows = live.filter(officer_id=OuterRef("pk")).order_by("planned__startswith", "id")

        def of(path: str, found: QuerySet[Any] = rows) -> Subquery:
            return Subquery(found.values(path)[:1])

        return self.annotate(
            tenure_key=of("pk"),
            tenure_post=of("post__code"),
            tenure_state=of("state"),
            tenure_label=of("label_id"),
            free_from=of("planned__endswith", rows.order_by("-planned__endswith")),
        )


class EntryQuerySet(ClassifiedQuerySet):
    """What is entered of officers."""

    def standing(self) -> "EntryQuerySet":
        """Without what was entered wrongly and withdrawn."""
        return self.filter(withdrawn_on__isnull=True)


class TrainingQuerySet(EntryQuerySet):
    """Courses."""

    def holding(self, day: dt.date) -> "TrainingQuerySet":
        """What counts on a day: completed by then, and not lapsed."""
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        rows: Any = self.standing()
        held: TrainingQuerySet = rows.filter(lasting, completed_on__lte=day)
        return held


class ClearanceQuerySet(EntryQuerySet):
    """Clearances."""

    def holding(self, day: dt.date) -> "ClearanceQuerySet":
        """What counts on a day: granted by then, and valid."""
        rows: Any = self.standing()
        held: ClearanceQuerySet = rows.filter(granted_on__lte=day, valid_until__gte=day)
        return held


class LanguageResultQuerySet(EntryQuerySet):
    """Language results."""

    def newest(self, by: dt.date | None = None) -> "LanguageResultQuerySet":
        """The one of each officer and language that was tested last, by a day where one is said; it may have lapsed.

        One before it does not count beside it, however good it was: a lower retest takes its place.
        """
        rows: Any = self.standing()
        results: Any = self.model
        later = results.in_context.all().standing().filter(
            Q(tested_on__gt=OuterRef("tested_on")) | Q(tested_on=OuterRef("tested_on"), pk__gt=OuterRef("pk")),
            officer_id=OuterRef("officer_id"), language=OuterRef("language"),
        )  # fmt: skip
        if by is not None:
            rows, later = rows.filter(tested_on__lte=by), later.filter(tested_on__lte=by)
        newest: LanguageResultQuerySet = rows.filter(~Exists(later))
        return newest

    def holding(self, day: dt.date) -> "LanguageResultQuerySet":
        """What counts on a day: the newest by then, where it is valid."""
        return self.newest(day).filter(valid_until__gte=day)

    def reaching(self, required: str) -> "LanguageResultQuerySet":
        """In every skill what is required; the same as terms.slp_meets."""
        return self.filter(slp__regex=slp_pattern(required))


class PostQuerySet(ClassifiedQuerySet):
    """Posts."""

    def matching(self, words: str) -> "PostQuerySet":
        """By the words of the post, or of the mission and country it is in."""
        return self.filter(
            Q(pk__in=words_of("attaches_post", words))
            | Q(mission__in=DiplomaticMission.objects.matching(words))
        )

    def with_incumbent(self, incumbents: QuerySet[Any]) -> "PostQuerySet":
        """Adds who holds each post, taken from `incumbents`, the visible postings of the day asked for."""
        row = incumbents.filter(post_id=OuterRef("pk"))

        def of(path: str) -> Subquery:
            return Subquery(row.values(path)[:1])

        return self.annotate(
            incumbent_posting=of("reference"),
            incumbent_officer=of("officer__reference"),
            incumbent_name=of("officer__full_name"),
            incumbent_rank=of("officer__rank"),
            incumbent_until=of("planned__endswith"),
        )


class PostingQuerySet(ClassifiedQuerySet):
    """Postings."""

    def current_on(self, day: dt.date) -> "PostingQuerySet":
        """Whose functions run on a day (VCDR art. 43)."""
        return self.filter(incumbency__contains=day)

    def in_post(self) -> "PostingQuerySet":
        """In post now, extension asked for and handover included."""
        return self.filter(state__in=INCUMBENT)

    def forthcoming(self) -> "PostingQuerySet":
        """On the way, not yet in post."""
        return self.filter(state__in=FORTHCOMING)

    def live(self) -> "PostingQuerySet":
        """Neither ended nor broken off: holds its post and its officer."""
        return self.exclude(state__in=OVER)

    def ending_before(self, end: dt.date) -> "PostingQuerySet":
        """Planned to end before a day."""
        return self.filter(planned__endswith__lt=end)

    def matching(self, words: str) -> "PostingQuerySet":
        """By its own reference, or by the words of the officer, the post or its mission."""
        return self.filter(tenure_words("", words))


class AccreditationQuerySet(ClassifiedQuerySet):
    """Accreditations."""

    def with_receiver(self) -> "AccreditationQuerySet":
        """Adds the code of the receiving State or organisation."""
        return self.annotate(
            receiver=Func(
                F("country__iso2"), F("organisation__code"), function="coalesce", output_field=CharField()
            )
        )

    def matching(self, words: str) -> "AccreditationQuerySet":
        """By its own reference, or by the words of the officer, the post or its mission."""
        return self.filter(tenure_words("posting__", words))


class ForeignAttacheQuerySet(ClassifiedQuerySet):
    """Foreign attachés accredited to us."""

    def in_function(self) -> "ForeignAttacheQuerySet":
        """In function now."""
        return self.filter(state=ForeignAttacheState.IN_FUNCTION)

    def forthcoming(self) -> "ForeignAttacheQuerySet":
        """On the way to us, from the first note on."""
        return self.filter(state__in=FOREIGN_FORTHCOMING)

    def in_function_on(self, day: dt.date) -> "ForeignAttacheQuerySet":
        """Whose functions run on a day."""
        return self.filter(function__contains=day)

    def dean_on(self, day: dt.date) -> "ForeignAttacheQuerySet":
        """The dean of the corps on a day, one at most."""
        return self.filter(dean__contains=day)

    def matching(self, words: str) -> "ForeignAttacheQuerySet":
        """By his own words or reference, or by the State that sends him."""
        return self.filter(
            Q(pk__in=words_of("attaches_foreignattache", words))
            | Q(country__in=Country.objects.matching(words))
        )

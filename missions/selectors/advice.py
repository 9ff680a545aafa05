"""The advice log a viewer may see: entries, and the months that are looked back on."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from access.context import Subject
from access.managers import ClassifiedQuerySet
from attaches.models import Posting
from attaches.selectors.postings import postings
from foundation.errors import NotFound
from foundation.wording import written_days
from missions.models import AdviceEntry, AdviceMonth
from reminders.registry import Titled

LATEST = 5


def entries(*, to: Subject) -> ClassifiedQuerySet:
    """Every entry `to` may see."""
    return AdviceEntry.objects.visible_to(to)


def entry_pages(*, to: Subject) -> QuerySet:
    """Entries with everything their page shows, in one query."""
    return entries(to=to).select_related(
        "posting__officer", "posting__post", "posting__label", "mission", "tenure", "paper", "label", "corrects"
    ).annotate(is_corrected=Exists(entries(to=to).filter(corrects=OuterRef("pk"))))  # fmt: skip


def entry(reference: str, *, to: Subject) -> AdviceEntry:
    """One entry; hidden and absent are the same NotFound."""
    found: AdviceEntry | None = entry_pages(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def corrections_of(row: AdviceEntry, *, to: Subject) -> list[AdviceEntry]:
    """What puts this entry right: one, or several whose writers did not see each other's."""
    return list(entries(to=to).filter(corrects=row).order_by("pk"))


def listed_entries(
    *, to: Subject, mission: str = "", outcome: str = "", since: dt.date | None = None,
    until: dt.date | None = None, words: str = "",
) -> QuerySet:  # fmt: skip
    """The log, the latest first, as far as the filters let it."""
    rows = entry_pages(to=to)
    if words:
        rows = rows.filter(pk__in=entries(to=to).matching(words).values("pk"))
    if mission:
        rows = rows.filter(mission__code__iexact=mission)
    if outcome:
        rows = rows.filter(outcome=outcome)
    if since:
        rows = rows.filter(given_on__gte=since)
    if until:
        rows = rows.filter(given_on__lte=until)
    return rows.order_by("-given_on", "-pk")


def latest_at(mission: int, *, to: Subject) -> list[AdviceEntry]:
    """The last entries of a mission."""
    return list(entry_pages(to=to).filter(mission=mission).order_by("-given_on", "-pk")[:LATEST])


def latest_by(posting: int, *, to: Subject) -> list[AdviceEntry]:
    """The last entries of one attaché's posting."""
    return list(entry_pages(to=to).filter(posting=posting).order_by("-given_on", "-pk")[:LATEST])


def own_posting(*, to: Subject, on: dt.date) -> Posting | None:
    """Whose advice an office at a mission enters: the one attaché in function there; None where there are more."""
    if to.mission_id is None:
        return None
    found = list(postings(to=to).current_on(on).filter(post__mission=to.mission_id)[:2])
    return found[0] if len(found) == 1 else None


def months(*, to: Subject) -> ClassifiedQuerySet:
    """Every month `to` may see, whatever was advised in it."""
    return AdviceMonth.objects.visible_to(to)


def month_pages(*, to: Subject) -> QuerySet:
    """Months with everything their page shows, and how many entries of them the viewer sees."""
    counted = _given(entries(to=to)).order_by().values("posting__post").annotate(n=Count("pk")).values("n")
    rows = months(to=to).select_related(
        "post__mission", "post__label", "rhythm", "label", "nothing_by", "from_office"
    )
    return rows.annotate(entry_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def month(reference: str, *, to: Subject) -> AdviceMonth:
    """One month; hidden and absent are the same NotFound."""
    found: AdviceMonth | None = month_pages(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def listed_months(*, to: Subject, owed: bool, post: str = "") -> QuerySet:
    """Months nobody has said anything of, the oldest first; or every month, the newest first."""
    rows = month_pages(to=to)
    if post:
        rows = rows.filter(post__code__iexact=post)
    if owed:
        return without_advice(rows, entries(to=to)).order_by("ends_on", "post__code", "pk")
    return rows.order_by("-ends_on", "post__code", "pk")


def over_and_unsaid(*, to: Subject, on: dt.date) -> QuerySet:
    """Months that are over and of which nobody has said anything; an office at a mission is asked for its own."""
    rows = listed_months(to=to, owed=True).filter(ends_on__lt=on)
    return rows.filter(post__mission=to.mission_id) if to.mission_id is not None else rows


def without_advice(rows: QuerySet, given: QuerySet) -> QuerySet:
    """Of these months those without an entry of `given`, of which nobody said that there was nothing to advise."""
    return rows.filter(nothing_on__isnull=True).exclude(Exists(_given(given)))


def _given(rows: QuerySet) -> QuerySet:
    """Entries of the post of a month, in its days."""
    return _counted(rows).filter(
        posting__post=OuterRef("post"), given_on__gte=OuterRef("period__startswith"),
        given_on__lte=OuterRef("ends_on"),
    )  # fmt: skip


def _counted(rows: QuerySet) -> QuerySet:
    """What was corrected counts where the correction does, if whoever reads the entry reads that too.

    A correction is never less restricted than its entry: of one marking they have the same readers. Were a stricter
    one to count, a reminder of the month would tell of it those from whom it is hidden.
    """
    return rows.exclude(corrections__label=F("label"))


def entries_of(row: AdviceMonth, *, to: Subject) -> QuerySet:
    """What was advised in a month."""
    found = _counted(entry_pages(to=to)).filter(posting__post=row.post_id)
    return found.filter(given_on__gte=row.period.lower, given_on__lt=row.period.upper).order_by(
        "given_on", "pk"
    )


def advice_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Subjects of those of these entries that the reader may see."""
    rows = entries(to=to).filter(reference__in=references)
    return {row.reference: Titled(row.subject, row.label_id) for row in rows}


def advice_month_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Which post, which month, of those the reader may see."""
    rows = months(to=to).filter(reference__in=references).select_related("post__mission")
    return {
        row.reference: Titled(f"{row.post.label_words}, {written_days(row.period)}", row.label_id)
        for row in rows
    }

"""Reading mission papers: lists, one paper, versions, what is in effect."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Count, DateField, F, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import CombinedExpression

from access.context import Subject
from accounts.models import User
from directory.models import Country, DiplomaticMission
from foundation.errors import NotFound
from missions.lifecycle import IN_EFFECT, TERMINAL, UNDER_APPROVAL, PaperState
from missions.models import MissionPaper, PaperEditor, PaperTransition, PaperVersion
from missions.querysets import in_effect_on
from reminders.registry import Titled


def papers(*, to: Subject) -> QuerySet[MissionPaper]:
    """Every paper the viewer may see, newest first."""
    rows = MissionPaper.objects.visible_to(to).select_related("mission", "country", "label")
    return rows.order_by("-id")


def paper_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Present titles of those of these papers that the reader may see."""
    rows = MissionPaper.objects.visible_to(to).filter(reference__in=references)
    return {
        reference: Titled(title, label)
        for reference, title, label in rows.values_list("reference", "title", "label_id")
    }


def papers_with_hash(*, to: Subject) -> QuerySet[MissionPaper]:
    """Papers as a list shows them: first and last day, content hash of the current version."""
    version = PaperVersion.objects.visible_to(to).filter(paper=OuterRef("pk"), no=OuterRef("current_no"))
    upper = Func(F("period"), function="upper", output_field=DateField())
    return papers(to=to).annotate(
        first_day=Func(F("period"), function="lower", output_field=DateField()),
        last_day=CombinedExpression(upper, "-", Value(1), output_field=DateField()),
        content_hash=Subquery(version.values("content_hash")[:1]),
    )


def paper(reference: str, *, to: Subject) -> MissionPaper:
    """One paper; hidden and absent are the same NotFound."""
    found = papers(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def version_of(reference: str, no: int, *, to: Subject) -> PaperVersion:
    """One version with its paper; raises NotFound."""
    rows = PaperVersion.objects.visible_to(to).filter(paper__reference=reference, no=no)
    found = rows.select_related("label", "paper__mission", "paper__country", "paper__label").first()
    if found is None:
        raise NotFound
    return found


def current(of: MissionPaper, *, to: Subject) -> PaperVersion:
    """The version a paper stands at."""
    found = versions(of, to=to).filter(no=of.current_no).first()
    if found is None:
        raise NotFound
    found.paper = of
    return found


def versions(of: MissionPaper, *, to: Subject) -> QuerySet[PaperVersion]:
    """Versions of a paper, newest first."""
    return PaperVersion.objects.visible_to(to).filter(paper=of).select_related("label").order_by("-no")


def version_rows(*, to: Subject) -> QuerySet[PaperVersion]:
    """Versions of all papers, the newest first."""
    rows = PaperVersion.objects.visible_to(to).select_related(
        "label", "paper__mission", "paper__country", "paper__label"
    )
    return rows.order_by("-paper", "-no")


def transitions(of: MissionPaper, *, to: Subject) -> QuerySet[PaperTransition]:
    """States a paper reached, newest first."""
    rows = PaperTransition.objects.visible_to(to).filter(paper=of)
    return rows.select_related("by", "office").order_by("-id")


def effective_papers(*, on: dt.date, to: Subject) -> QuerySet[MissionPaper]:
    """Papers in effect on a day, by the states reached until then."""
    return in_effect_on(papers(to=to), PaperTransition.objects.visible_to(to), on)


def effective_paper(
    mission: DiplomaticMission, country: Country, *, on: dt.date, to: Subject
) -> MissionPaper | None:
    """The one paper that guides a mission in a country on a day."""
    return effective_papers(on=on, to=to).filter(mission=mission, country=country).first()


def authors(of: PaperVersion, *, to: Subject) -> QuerySet[User]:
    """Everybody who drafted or edited a version, in that order."""
    rows = PaperEditor.objects.visible_to(to).filter(version=of).order_by("id")
    return User.objects.filter(pk__in=rows.values("user")).order_by("pk")


# Groups of states as a list shows them.
GROUPS: dict[str, frozenset[PaperState]] = {
    "effective": IN_EFFECT,
    "under_approval": UNDER_APPROVAL | {PaperState.APPROVED},
    "returned": frozenset({PaperState.RETURNED}),
    "draft": frozenset({PaperState.DRAFT}),
    "over": TERMINAL,
}


def count_by_group(*, to: Subject) -> dict[str, int]:
    """How many papers stand where, among those the viewer may see."""
    counted = dict(
        MissionPaper.objects.visible_to(to).order_by().values_list("state").annotate(number=Count("pk"))
    )
    return {group: sum(counted.get(state.value, 0) for state in states) for group, states in GROUPS.items()}

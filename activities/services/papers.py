"""Mission papers and objectives an activity serves; such a row is marked as both ends together (walls.md 1)."""

from collections.abc import Iterable
from typing import Any

from access.context import Subject
from access.models import Classified
from access.services.labels import join
from activities.models import Activity, GuidingPaper
from activities.services.refusals import PaperOfAnotherState
from directory.models import Country


def check_papers(
    held: Activity | None, parts: dict[str, list[Any]], countries: Iterable[Country], *, by: Subject,
    moved: bool = False,
) -> None:  # fmt: skip
    """A mission paper guides what is done with its State, also when the activity is taken to other States."""
    papers = list(parts.get("papers", []))
    if held is not None and moved and "papers" not in parts:
        rows = GuidingPaper.objects.visible_to(by).filter(activity=held).select_related("paper")
        papers = [row.paper for row in rows]
    known = {country.pk for country in countries}
    if any(paper.country_id not in known for paper in papers):
        raise PaperOfAnotherState(fields={"mission_paper": PaperOfAnotherState.message})


def label_of_both(activity: Activity, other: Classified) -> int:
    """The least label that tells neither to those who may not know it."""
    if activity.label_id == other.label_id:
        return activity.label_id
    return join([activity.label, other.label]).pk

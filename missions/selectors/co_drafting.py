"""What in papers on their way waits for an office: remarks on its section, conflicts, an empty section (A2.16).

Constant in its questions, whatever the number of papers.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.context import Subject
from missions.engine import CODES, SECTION_OF_TEXT, own_section
from missions.lifecycle import EDITABLE, TERMINAL, ConflictState, PaperState, Section, Severity
from missions.models import (
    ConflictEntry,
    MissionPaper,
    PaperComment,
    PaperConflict,
    PaperEditor,
    PaperVersion,
)
from missions.selectors.papers import papers
from missions.selectors.rows import sections_of
from missions.verbs import AT_POST, WRITING

AT_MOST = 20


@dataclass(frozen=True)
class Waiting:
    """One paper with what waits in it for the office acted in."""

    paper: MissionPaper
    remarks: int = 0
    blocking: int = 0
    conflicts: int = 0
    is_empty: bool = False

    @property
    def label_id(self) -> int:
        """Of the paper: what is said here tells no more than the paper's own page."""
        return self.paper.label_id

    @property
    def anchor(self) -> str:
        """Where on the paper's page it is done."""
        if self.remarks:
            return "remarks/?state=open"
        return "#conflicts" if self.conflicts else ""

    @property
    def words(self) -> str:
        """What the office does next, in one line."""
        said = []
        if self.remarks:
            said.append(
                ngettext("%(count)d open remark", "%(count)d open remarks", self.remarks)
                % {"count": self.remarks}
            )
        if self.blocking:
            said.append(
                ngettext("%(count)d remark blocks it", "%(count)d remarks block it", self.blocking)
                % {"count": self.blocking}
            )
        if self.conflicts:
            said.append(
                ngettext("%(count)d conflict to answer", "%(count)d conflicts to answer", self.conflicts)
                % {"count": self.conflicts}
            )
        if self.is_empty:
            said.append(_("your section says nothing yet"))
        return " · ".join(said)


def waiting_in_papers(*, to: Subject) -> list[Waiting]:
    """Papers that wait for this office, those that are blocked first; only for who writes in them."""
    if to.role not in WRITING:
        return []
    section = own_section(to.role)
    said = {row["paper"]: row for row in _remarks(section, to=to)}
    against = {row["paper"]: row["number"] for row in _conflicts(to=to)}
    empty = set(_empty(section, to=to).values_list("paper", flat=True))
    found = papers(to=to).filter(pk__in={*said, *against, *empty})
    if to.role in AT_POST:
        found = found.filter(mission=to.mission_id or 0)
    nothing = {"number": 0, "blocking": 0}
    rows = [
        Waiting(
            paper,
            remarks=said.get(paper.pk, nothing)["number"],
            blocking=said.get(paper.pk, nothing)["blocking"],
            conflicts=against.get(paper.pk, 0),
            is_empty=paper.pk in empty,
        )
        for paper in found
    ]
    return sorted(rows, key=lambda row: (-row.blocking, -row.conflicts, -row.remarks))[:AT_MOST]


def section_expression(of: str = "") -> Case:
    """The section a remark is about, as missions.engine.section_of_anchor tells it; empty where both write."""
    version, code = OuterRef(f"{of}version"), OuterRef(f"{of}row")
    texts = [
        When(**{f"{of}part": text}, then=Value(section.value)) for text, section in SECTION_OF_TEXT.items()
    ]
    rows = [
        When(
            ~Q(**{f"{of}row": ""}),
            **{f"{of}part": part},
            then=Subquery(sections_of(part, version=version, code=code)),
        )
        for part in CODES
    ]
    return Case(*texts, *rows, default=Value(""), output_field=CharField())


def open_remarks(rows: QuerySet[PaperComment]) -> QuerySet[PaperComment]:
    """Of these the open ones on papers that are not over, with the section each is about."""
    alive = rows.filter(resolution="").exclude(paper__state__in=sorted(TERMINAL)).order_by()
    return alive.annotate(section=section_expression())


def _remarks(section: Section, *, to: Subject) -> Any:
    """By paper: what others remarked on this section, and the other ministry on what both write."""
    rows = open_remarks(PaperComment.objects.visible_to(to)).exclude(by=to.user_id)
    shared = (Q(section="") | Q(section__isnull=True)) & ~Q(ministry=to.institution)
    ours = rows.filter(Q(section=section.value) | shared)
    return ours.values("paper").annotate(
        number=Count("pk"), blocking=Count("pk", filter=Q(severity=Severity.BLOCKING))
    )


def _conflicts(*, to: Subject) -> Any:
    """By paper: open conflicts in which the other ministry had the last word."""
    entries = ConflictEntry.objects.visible_to(to).filter(conflict=OuterRef("pk")).order_by("-id")
    rows = PaperConflict.objects.visible_to(to).filter(state=ConflictState.OPEN).order_by()
    last = Coalesce(Subquery(entries.values("office__institution__code")[:1]), F("office__institution__code"))
    theirs = rows.exclude(paper__state__in=sorted(TERMINAL)).annotate(last=last).exclude(last=to.institution)
    return theirs.values("paper").annotate(number=Count("pk"))


def _empty(section: Section, *, to: Subject) -> QuerySet[PaperVersion]:
    """Drafts in which this section has no words yet."""
    texts = [text for text, whose in SECTION_OF_TEXT.items() if whose == section]
    drafts = PaperVersion.objects.visible_to(to).filter(state=PaperState.DRAFT, no=F("paper__current_no"))
    return drafts.filter(**dict.fromkeys(texts, "")).order_by()


def own_drafts(*, to: Subject) -> QuerySet[MissionPaper]:
    """Papers to be submitted, or that came back: those of the mission acted for; elsewhere those one wrote in."""
    begun = papers(to=to).filter(state__in=sorted(EDITABLE))
    if to.mission_id is not None:
        return begun.filter(mission=to.mission_id)
    wrote = PaperEditor.objects.visible_to(to).filter(version__paper=OuterRef("pk"), user=to.user_id)
    return begun.filter(Exists(wrote))

"""What of guidance and mission papers falls due: rows 12 to 15 of the catalogue (domain.md C7)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from accounts.roles import Role
from attaches.lifecycle import INCUMBENT, AccreditationState, PostKind
from attaches.models import Accreditation, Posting
from attaches.selectors.postings import posting_titles
from missions.engine import MINISTRY_OF
from missions.lifecycle import TERMINAL, ConflictState, PaperState, Section, VersionState
from missions.models import (
    ActionItem,
    AdviceEntry,
    AdviceMonth,
    DocumentVersion,
    MissionPaper,
    PaperTransition,
    PaperVersion,
    PostReport,
)
from missions.querysets import in_effect
from missions.selectors.advice import advice_month_titles, advice_titles, without_advice
from missions.selectors.co_drafting import section_expression
from missions.selectors.consultations import consultation_titles
from missions.selectors.documents import document_titles
from missions.selectors.meetings import item_titles, meeting_titles
from missions.selectors.newcomers import new_in_office
from missions.selectors.papers import paper_titles
from missions.selectors.post_reports import post_report_titles, rhythm_titles, still_owed
from missions.selectors.provision_links import link_titles
from reminders.registry import Audience, RuleDefaults, Titles, register, register_pages

HERE = "plan reminders"
COLUMNS = ("reference", "label_id", "due_on", "mission_id", "office_id")
AT_POST = (Audience(Role.ATTACHE, at_mission=True), Audience(Role.HEAD_OF_MISSION, at_mission=True))
CENTER = Audience(Role.CMD_DESK)


@dataclass
class Rule:
    """One deadline of the catalogue: which rows it stands for, and the page one of them opens."""

    code: str
    title: Any
    defaults: RuleDefaults
    rows: Callable[[], QuerySet[Any]]
    page: str = "missions:paper"
    titles: Titles = paper_titles

    def deadlines(self) -> QuerySet[Any]:
        """See reminders.registry.DeadlineRule."""
        return self.rows().annotate(office_id=Value(None, output_field=BigIntegerField())).values(*COLUMNS)

    def link(self, reference: str) -> str:
        """The page a person opens from the reminder."""
        return reverse(self.page, args=[reference])


class OwnedRule(Rule):
    """One whose rows name the office that is told."""

    def deadlines(self) -> QuerySet[Any]:
        """See reminders.registry.DeadlineRule."""
        return self.rows().values(*COLUMNS)


def _papers() -> QuerySet[Any]:
    return in_effect(MissionPaper.objects.unrestricted(reason=HERE))


def _bound(name: str, path: str = "period") -> Func:
    return Func(F(path), function=name, output_field=DateField())


def _days(expression: Any, operator: str, days: Any) -> CombinedExpression:
    return CombinedExpression(expression, operator, days, output_field=DateField())


def _ending() -> QuerySet[Any]:
    """Due on the last day, with the successor not yet approved for the time after it."""
    follower = MissionPaper.objects.unrestricted(reason=HERE).filter(
        mission=OuterRef("mission"),
        country=OuterRef("country"),
        state="approved",
        period__endswith__gt=OuterRef("period__endswith"),
    )
    return _papers().annotate(due_on=_days(_bound("upper"), "-", Value(1))).exclude(Exists(follower))


def _half_way() -> QuerySet[Any]:
    """On the day the paper names, else half-way; no longer once the review has begun."""
    half = Func(
        _bound("upper"), _bound("lower"), template="((%(expressions)s) / 2)", arg_joiner=" - ",
        output_field=BigIntegerField(),
    )  # fmt: skip
    named = PaperVersion.objects.unrestricted(reason=HERE).filter(
        paper=OuterRef("pk"), no=OuterRef("current_no"), review_on__isnull=False
    )
    reviewed = PaperTransition.objects.unrestricted(reason=HERE).filter(
        paper=OuterRef("pk"), version_no=OuterRef("current_no"), state=PaperState.UNDER_REVIEW
    )
    day = Coalesce(
        Subquery(named.values("review_on")[:1]), _days(_bound("lower"), "+", half), output_field=DateField()
    )
    return _papers().exclude(Exists(reviewed)).annotate(due_on=day)


def _without_paper() -> QuerySet[Any]:
    """Postings of accredited attachés in a State without a paper; due every Monday, so that it is said weekly."""
    papers = _papers().filter(mission=OuterRef("posting__post__mission"), country=OuterRef("country"))
    bare = Accreditation.objects.unrestricted(reason=HERE).filter(
        posting=OuterRef("pk"), state=AccreditationState.ACCREDITED, country__isnull=False
    )
    rows = Posting.objects.unrestricted(reason=HERE).filter(
        state__in=INCUMBENT, post__kind=PostKind.ATTACHE_OFFICE
    )
    monday = Func(
        Value("week"),
        Func(function="home_today"),
        template="date_trunc(%(expressions)s)::date",
        output_field=DateField(),
    )
    return rows.filter(Exists(bare.exclude(Exists(papers)))).annotate(
        due_on=monday, mission_id=F("post__mission_id")
    )


def _on_the_way() -> QuerySet[Any]:
    return MissionPaper.objects.unrestricted(reason=HERE).exclude(state__in=sorted(TERMINAL)).order_by()


def _unresolved() -> QuerySet[Any]:
    """Open conflicts of papers on their way, from the day they were raised."""
    return _on_the_way().filter(conflicts__state=ConflictState.OPEN).annotate(due_on=F("conflicts__on"))


def _unanswered() -> QuerySet[Any]:
    """Open remarks that both ministries read; each waits for the office at the mission that writes the section."""
    rows = _on_the_way().filter(comments__resolution="", comments__internal_to="")
    rows = rows.annotate(section=section_expression("comments__"), due_on=F("comments__on"))
    writer = Case(
        When(section=Section.DEFENCE, then=Value(Role.ATTACHE.value)),
        When(section=Section.POLITICAL, then=Value(Role.HEAD_OF_MISSION.value)),
        When(comments__ministry=MINISTRY_OF[Section.DEFENCE], then=Value(Role.HEAD_OF_MISSION.value)),
        default=Value(Role.ATTACHE.value), output_field=CharField(),
    )  # fmt: skip
    asked = Office.objects.filter(mission=OuterRef("mission_id"), role=OuterRef("writer")).order_by("pk")
    return rows.annotate(writer=writer).annotate(office_id=Subquery(asked.values("pk")[:1]))


RULES = (
    Rule(
        "papers.expiry", _("The mission paper ends; prepare its successor"),
        RuleDefaults((-180, -120, -60), (*AT_POST, CENTER), False, Role.IMCD_HEAD, 0, (12,)), _ending,
    ),
    Rule(
        "papers.mid_term", _("Mid-term review of the mission paper"),
        RuleDefaults((0,), (*AT_POST, CENTER), False, "", 0, (12,)), _half_way,
    ),
    Rule(
        "papers.reconfirm", _("Somebody new in office: confirm the mission paper"),
        RuleDefaults((30, 60, 90), AT_POST, False, Role.MFA_MILPOL, 65, (13,)), new_in_office,
    ),
    Rule(
        "papers.missing", _("An accredited attaché works without a mission paper"),
        RuleDefaults((0,), (Audience(Role.CMD_HEAD),), False, Role.MOD_LEADERSHIP, 4, (14,)), _without_paper,
        "admin:attaches_posting_change", posting_titles,
    ),
    OwnedRule(
        "papers.remark_waits", _("A remark on your section of a mission paper waits"),
        RuleDefaults((3, 10), (Audience(owner=True),)), _unanswered,
    ),
    Rule(
        "papers.conflict_waits", _("A conflict in a mission paper waits for both sides"),
        RuleDefaults((3, 10), (*AT_POST, CENTER, Audience(Role.MFA_DESK))), _unresolved,
    ),
)  # fmt: skip


class ActionItemDue:
    """Rule 37: whoever is responsible is told a week before, on the day and after it; a week late the superior too."""

    code = "missions.action_item_due"
    title = _("An action item is due")
    defaults = RuleDefaults(
        offsets=(-7, 0, 5),
        audience=(Audience(owner=True),),
        escalate_to="superior",
        escalate_after=5,
        numbers=(37,),
    )
    titles = staticmethod(item_titles)

    def deadlines(self) -> QuerySet[Any]:
        """Items that nobody has closed."""
        rows = ActionItem.objects.unrestricted(reason=HERE).filter(closed_on__isnull=True).order_by()
        none = Value(None, output_field=BigIntegerField())
        return rows.annotate(mission_id=none, office_id=F("owner_id")).values(*COLUMNS)

    def link(self, reference: str) -> str:
        """The item in data entry."""
        return reverse("admin:missions_actionitem_change", args=[reference])


class DocumentReview:
    """Rule 15: whoever keeps a document is told a year and half a year before the day it names for its review."""

    code = "documents.review"
    title = _("Review the strategic document")
    defaults = RuleDefaults(offsets=(-365, -180), audience=(Audience(owner=True),), numbers=(15,))
    titles = staticmethod(document_titles)

    def deadlines(self) -> QuerySet[Any]:
        """Versions in effect that name a day, until the next one is begun."""
        rows = DocumentVersion.objects.unrestricted(reason=HERE).filter(
            state=VersionState.EFFECTIVE, review_on__isnull=False, no=F("document__current_no")
        )
        desk = Office.objects.filter(
            institution=OuterRef("document__custodian"), role__in=(Role.CMD_DESK, Role.MFA_MILPOL)
        )
        return (
            rows.order_by()
            .annotate(
                due_on=F("review_on"),
                mission_id=Value(None, output_field=BigIntegerField()),
                office_id=Subquery(desk.order_by("id").values("pk")[:1]),
            )
            .values(*COLUMNS[1:], reference=F("document__reference"))
        )

    def link(self, reference: str) -> str:
        """The document's page."""
        return reverse("missions:document", args=[reference])


def _owed_reports() -> QuerySet[Any]:
    """Reports of periods, counted from their last day until they are there or the Center does without."""
    owed = still_owed(PostReport.objects.unrestricted(reason=HERE))
    return owed.annotate(due_on=F("ends_on"), mission_id=F("post__mission_id"))


def _unsaid_months() -> QuerySet[Any]:
    """Months of the advice log, counted from their last day, without advice or a word that there was none."""
    given = AdviceEntry.objects.unrestricted(reason=HERE)
    unsaid = without_advice(AdviceMonth.objects.unrestricted(reason=HERE), given)
    return unsaid.order_by().annotate(due_on=F("ends_on"), mission_id=F("post__mission_id"))


AFTER_PERIOD = RuleDefaults(
    offsets=(5, 10), audience=(Audience(Role.ATTACHE, at_mission=True),), numbers=(35,)
)
REPORTS = Rule(
    "post_reports.owed", _("Submit the report of the post"), AFTER_PERIOD,
    _owed_reports, "missions:post-report", post_report_titles,
)  # fmt: skip
ADVICE = Rule(
    "advice.month_unsaid", _("Enter what you advised this month, or say that there was nothing"), AFTER_PERIOD,
    _unsaid_months, "missions:advice-month", advice_month_titles,
)  # fmt: skip


def register_all() -> None:
    """Called from apps.py: ready()."""
    for rule in (*RULES, ActionItemDue(), DocumentReview(), REPORTS, ADVICE):
        register(rule)
    register_pages(
        MPA=("missions:paper", paper_titles), STD=("missions:document", document_titles),
        RPT=("missions:post-report", post_report_titles), ACT=("admin:missions_actionitem_change", item_titles),
        ADM=("missions:advice-month", advice_month_titles), ADV=("missions:advice-entry", advice_titles),
        MTG=("admin:missions_coordinationmeeting_change", meeting_titles),
        DCN=("admin:missions_decisionconsultation_change", consultation_titles),
        RHY=("admin:missions_reportingrhythm_change", rhythm_titles),
        OBP=("admin:missions_objectiveprovision_change", link_titles),
    )  # fmt: skip

"""What guides at present: what is missing, within how many days offices answer, whom to speak to (A2.10-13)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import DateField, Func, QuerySet
from django.utils.translation import gettext as _

from access.context import Subject
from accounts.selectors.offices import appointments_on
from approvals.registry import kinds
from missions.lifecycle import DocumentKind, DocumentState, VersionState
from missions.models import AnswerDays, ContactPoint, StrategicDocument
from missions.terms import ContactLevel

# The day as the database counts it, for adapters, which ask for no time themselves.
HOME_TODAY = Func(function="home_today", output_field=DateField())
AGREED = "days to answer hold for every matter, whoever submits it; row security still applies"


@dataclass(frozen=True, slots=True)
class Missing:
    """A guiding document without which the ministries coordinate from day to day only."""

    kind: DocumentKind
    draft: str  # reference of one on its way that the reader may see, if any

    @property
    def label(self) -> Any:
        """The kind in people's words."""
        return self.kind.label


def missing_guidance(*, to: Subject, on: dt.date) -> list[Missing]:
    """Which of the documents above the ministries, such as white paper or strategy, is not in effect on the day.

    Whether one is in effect is no secret and told alike to everybody; a draft only to who may read it.
    """
    lacking = _lacking(on)
    if not lacking:
        return []
    drafts = StrategicDocument.objects.visible_to(to).filter(kind__in=lacking, state=DocumentState.DRAFT)
    begun = dict(drafts.order_by("id").values_list("kind", "reference"))
    return [Missing(kind, begun.get(kind, "")) for kind in lacking]


def warning(*, to: Subject) -> list[str]:
    """The same in sentences, for pages of other floors; nothing while none of them is missing today."""
    lacking = [str(kind.label) for kind in _lacking(None)]
    if to.office_id is None or not lacking:
        return []
    return [
        _("The ministries coordinate from day to day: a document above them is missing."),
        *(_("Not in effect: %(kind)s.") % {"kind": kind} for kind in lacking),
    ]


def _lacking(on: dt.date | None) -> list[DocumentKind]:
    in_effect = kinds_in_effect(on)
    return [kind for kind in needed_kinds() if kind not in in_effect]


def needed_kinds() -> list[DocumentKind]:
    """Documents without which the ministries work from day to day, as this installation is guided (domain.md A2.14)."""
    return [DocumentKind(kind) for kind in settings.GUIDED_BY]


def kinds_in_effect(on: dt.date | None) -> frozenset[str]:
    """Kinds of documents of which one is in effect on the day, else today, whoever here may read it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT missions_guided(coalesce(%s::date, home_today()))", [on])
        return frozenset(cursor.fetchone()[0])


def answer_days(kind: str, role: str, on: dt.date) -> int | None:
    """Working days the joint agreement in effect gives an office for a kind of matter; None where it says nothing."""
    return _agreed(kind, on).filter(role=role).values_list("days", flat=True).first()


def answer_table(kind: str, on: dt.date) -> dict[str, int]:
    """The same for every office the agreement names for the kind."""
    return dict(_agreed(kind, on).values_list("role", "days"))


def _agreed(kind: str, on: dt.date) -> QuerySet[AnswerDays]:
    rows: QuerySet[AnswerDays] = AnswerDays.objects.unrestricted(reason=AGREED).filter(
        version__state=VersionState.EFFECTIVE,
        version__effective__contains=on,
        version__document__kind=DocumentKind.JOINT_AGREEMENT,
        kind=kind,
    )
    return rows


def matters() -> list[tuple[str, Any]]:
    """Kinds of matter that go through approval, for the joint agreement's days."""
    return [(code, adapter.kind_label) for code, adapter in kinds().items()]


@dataclass(frozen=True, slots=True)
class Contact:
    """Who speaks for an institution at a level, with the people who hold the office on the day."""

    institution: str
    level: ContactLevel
    office: str
    people: tuple[str, ...]
    reached_by: str
    label_id: int


def contact_rows(*, to: Subject, on: dt.date) -> QuerySet[ContactPoint]:
    """Contact points of the joint agreement in effect."""
    rows: QuerySet[ContactPoint] = ContactPoint.objects.visible_to(to).filter(
        version__state=VersionState.EFFECTIVE,
        version__effective__contains=on,
        version__document__kind=DocumentKind.JOINT_AGREEMENT,
    )
    return rows.select_related("institution", "office")


def contacts(*, to: Subject, on: dt.date) -> list[Contact]:
    """The same with their people, lower levels first, the Ministry of Defence before that of Foreign Affairs."""
    rows = list(contact_rows(to=to, on=on))
    held: dict[int, list[str]] = {}
    seated = appointments_on(on).filter(office__in={row.office_id for row in rows})
    for office_id, name in seated.order_by("kind", "pk").values_list("office_id", "user__full_name"):
        held.setdefault(office_id, []).append(name)
    levels = list(ContactLevel)
    found = [
        Contact(
            institution=row.institution.name,
            level=ContactLevel(row.level),
            office=row.office.name,
            people=tuple(held.get(row.office_id, ())),
            reached_by=row.reached_by,
            label_id=row.label_id,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (levels.index(one.level), one.institution))


def contact_lines(*, to: Subject, on: Any = HOME_TODAY) -> list[tuple[Any, str]]:
    """One line an institution, for where the two ministries work on one text; none without a joint agreement."""
    spoken: dict[str, list[str]] = {}
    for one in contacts(to=to, on=on):
        people = ", ".join(one.people) or str(_("vacant"))
        line = f"{one.level.label}: {one.office} ({people})"
        spoken.setdefault(one.institution, []).append(f"{line}, {one.reached_by}" if one.reached_by else line)
    return [
        (_("Contact points, %(institution)s") % {"institution": name}, "; ".join(lines))
        for name, lines in sorted(spoken.items())
    ]

"""The rows of the report coordination-health: places, steps, institutions, returns, seats that wait, contacts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from accounts.selectors.offices import appointments_on
from approvals.lifecycle import CaseState, ReturnReason, Verdict
from approvals.registry import kind_label
from approvals.selectors.cases import case_titles
from approvals.selectors.health import DoneFirst, Duration, HealthRows, OpenSeat, Refused
from directory.models import Institution
from missions.selectors.health import PaperHealth
from missions.selectors.papers import paper_titles
from publishing.tables import Ratio
from reports.selectors.contacts import Contact

EMPTY: dict[str, Any] = dict.fromkeys(
    ("matter", "count", "median", "p90", "late", "share", "due_on", "days_late", "signed", "reference")
)


# Whether both ministries stand behind what was done first.
RATIFIED = {
    CaseState.OPEN: gettext_lazy("waits to be ratified"), CaseState.APPROVED: gettext_lazy("ratified"),
    CaseState.RETURNED: gettext_lazy("not ratified"), CaseState.REJECTED: gettext_lazy("not ratified"),
}  # fmt: skip


@dataclass(frozen=True)
class Names:
    """Words looked up once for all rows: institutions, titles of papers and cases, who holds which office."""

    institutions: dict[str, str]
    titles: dict[str, str]
    holders: dict[str, list[str]]

    @classmethod
    def of(
        cls, health: HealthRows, places: Collection[PaperHealth], *, to: Subject, as_of: dt.date
    ) -> "Names":  # fmt: skip
        """Titles are read under the viewer's wall; a hidden one is left out."""
        rows: list[Any] = [*health.open, *health.refused, *health.done_first]
        cases = {row.case for row in rows}
        titled = {
            **case_titles(cases, to),
            **paper_titles([place.paper for place in places if place.paper], to),
        }
        held: dict[str, list[str]] = defaultdict(list)
        seats = appointments_on(as_of).filter(office__code__in={seat.office for seat in health.open})
        for office, name in seats.order_by("kind", "pk").values_list("office__code", "user__full_name"):
            held[office].append(name)
        return cls(
            institutions(), {reference: found.title for reference, found in titled.items()}, dict(held)
        )


def institutions() -> dict[str, str]:
    """Every institution by code, in the reader's language."""
    return {institution.code: institution.name for institution in Institution.objects.all()}


def in_words(row: Any, stem: str) -> str:
    """One of the two names a row carries."""
    return str(getattr(row, f"{stem}_az" if get_language() == "az" else f"{stem}_en"))


def place_rows(
    places: Iterable[PaperHealth], names: Names, countries: dict[str, str]
) -> list[dict[str, Any]]:
    """One per mission and State with an accredited attaché."""
    return [
        {
            **EMPTY, "kind": "place", "what": _("mission and State"),
            "name": f"{place.mission_name} · {countries.get(place.country, place.country)}",
            "matter": names.titles.get(place.paper or "") or _("no paper in effect that you may see"),
            "due_on": place.ends_on, "signed": place.both_signed, "has_paper": place.has_paper,
            "reference": place.paper,
            "references": [*place.posts, *place.postings, *([place.paper] if place.paper else [])],
        }
        for place in places
    ]  # fmt: skip


def duration_rows(found: Iterable[Duration], kind: str, names: Names) -> list[dict[str, Any]]:
    """How long a step took, or an institution took for its steps."""
    what = {"step": _("step"), "institution": _("institution")}[kind]
    return [
        {
            **EMPTY, "kind": kind, "what": what, "name": names.institutions.get(row.key, in_words(row, "name")),
            "count": row.count, "median": row.median, "p90": row.p90, "late": Ratio(row.late, row.count),
            "references": list(row.cases),
        }
        for row in found
    ]  # fmt: skip


def reason_rows(reasons: dict[ReturnReason, list[Refused]]) -> list[dict[str, Any]]:
    """How often each coded reason was given."""
    return [
        {
            **EMPTY, "kind": "reason", "what": _("reason of a return"), "name": str(reason.label), "count": len(found),
            "references": sorted({row.case for row in found}),
        }
        for reason, found in reasons.items()
    ]  # fmt: skip


def return_rows(refused: Iterable[Refused], names: Names) -> list[dict[str, Any]]:
    """Each return and rejection by itself, the latest first."""
    return [
        {
            **EMPTY, "kind": "return", "what": str(Verdict(row.verdict).label),
            "name": " · ".join(filter(None, (
                names.institutions.get(row.institution, row.institution),
                str(ReturnReason(row.reason).label) if row.reason else "",
            ))),
            "matter": names.titles.get(row.case), "due_on": row.on, "reference": row.case, "references": [row.case],
        }
        for row in sorted(refused, key=lambda row: (row.on, row.case), reverse=True)
    ]  # fmt: skip


def seat_rows(seats: Iterable[OpenSeat], names: Names) -> list[dict[str, Any]]:
    """Where a case stands still: the office, who holds it, since when it should have answered; the latest first."""
    ordered = sorted(seats, key=lambda seat: (-seat.working_days_late, seat.due_on or dt.date.max, seat.case))
    return [
        {
            **EMPTY, "kind": "seat", "what": _("waits at"),
            "name": f"{in_words(seat, 'office')} ({_held(seat, names)}) · {in_words(seat, 'name')}",
            "matter": names.titles.get(seat.case), "due_on": seat.due_on, "days_late": seat.working_days_late,
            "reference": seat.case, "references": [seat.case],
        }
        for seat in ordered
    ]  # fmt: skip


def done_first_rows(found: Iterable[DoneFirst], names: Names) -> list[dict[str, Any]]:
    """What could not wait: done first, and whether both ministries stand behind it; what waits or is refused first."""
    ordered = sorted(found, key=lambda row: (row.state == CaseState.APPROVED, row.acted_on, row.case))
    return [
        {
            **EMPTY, "kind": "done_first", "what": _("done before ratification"),
            "name": " · ".join(filter(None, (
                str(kind_label(row.kind)), str(RATIFIED[CaseState(row.state)]), row.because,
            ))),
            "matter": names.titles.get(row.case), "due_on": row.due_on, "days_late": row.working_days_late,
            "not_ratified": row.not_ratified, "reference": row.case, "references": [row.case],
        }
        for row in ordered
    ]  # fmt: skip


def _held(seat: OpenSeat, names: Names) -> str:
    return ", ".join(names.holders.get(seat.office, [])) or _("vacant")


def level_rows(found: Iterable[Contact]) -> list[dict[str, Any]]:
    """How often the ministries met at each level, and when last."""
    levels: dict[str, list[Contact]] = defaultdict(list)
    for contact in found:
        levels[contact.level].append(contact)
    return [
        {
            **EMPTY, "kind": "level", "what": _("contacts at a level"), "name": str(rows[0].level_words),
            "count": len(rows), "due_on": max(row.on for row in rows), "references": [row.reference for row in rows],
        }
        for rows in levels.values()
    ]  # fmt: skip


def contact_rows(found: Iterable[Contact]) -> list[dict[str, Any]]:
    """Each meeting that was held."""
    return [
        {
            **EMPTY, "kind": "contact", "what": _("meeting of the ministries"), "name": str(contact.level_words),
            "matter": contact.subject, "due_on": contact.on, "reference": contact.reference,
            "references": [contact.reference],
        }
        for contact in found
    ]  # fmt: skip

"""Writing mission papers: drafting, editing, drafting again after a return, notes, acknowledgement (A2.16, C6)."""

import datetime as dt
from typing import Any, Unpack

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from directory.models import Country, DiplomaticMission
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert, update
from missions.engine import EDITORIAL_FIELDS
from missions.lifecycle import IN_EFFECT, TERMINAL, PaperState
from missions.models import MissionPaper, PaperAcknowledgement, PaperVersion
from missions.models.paper import TEXT_SECTIONS
from missions.selectors.confirmations import acknowledged_by
from missions.services.entries import PaperContent, replace
from missions.services.moves import at_own_post, current_version, lock, move, record_state
from missions.services.sections import check_own_sections, in_own_section
from missions.services.versions import copy_of, label_for, note_editor

TEXTS = ("title", "language", "review_on", *TEXT_SECTIONS, *sorted(EDITORIAL_FIELDS))


class CountryNotServed(DomainError):
    """A paper is for a State the mission is accredited to, principally or on the side (VCDR art. 5)."""

    message = _("This mission is not accredited to that State.")


class NotInDraft(TransitionRefused):
    """What was submitted is frozen; a change is a new version after a return (walls.md 2)."""

    message = _("Only a draft can be edited. What was submitted stays as it was signed.")


class NotReturned(TransitionRefused):
    """A new version follows a return, nothing else."""

    message = _("Only a returned paper is drafted again.")


class NothingToAcknowledge(TransitionRefused):
    """Only a paper in effect binds those who take office."""

    message = _("Only a paper in effect is acknowledged.")


@verb("papers.draft")
def draft(
    *,
    by: Subject,
    mission: DiplomaticMission,
    country: Country,
    level: str = "official_use",
    caveats: tuple[str, ...] = (),
    at: dt.datetime,
    on: dt.date,
    is_demo: bool = False,
    **content: Unpack[PaperContent],
) -> MissionPaper:
    """Begin a paper for a State the mission serves, on its need-to-know list; who begins proposes both sections."""
    require(by, "papers.draft")
    at_own_post(by, mission.pk)
    if country.pk != mission.country_id and not mission.side_accredited.filter(pk=country.pk).exists():
        raise CountryNotServed(fields={"country": [CountryNotServed.message]})
    label = label_for(mission, level, list(caveats), by=by)
    content = in_own_section(content, by)
    period = _period(content, None)
    _check_review(content.get("review_on"), period)
    paper = insert(
        MissionPaper(
            mission=mission,
            country=country,
            title=content.get("title", ""),
            period=period,
            label=label,
            is_demo=is_demo,
        )
    )
    texts = {name: value for name, value in content.items() if name in TEXTS}
    version = insert(PaperVersion(paper=paper, no=1, period=period, label=label, is_demo=is_demo, **texts))
    replace(version, content)
    note_editor(version, by.user_id)
    record_state(paper, by=by, on=on)
    paper.refresh_from_db(fields=["reference"])
    return paper


def _period(content: PaperContent, present: DateRange | None) -> DateRange:
    """Half-open from the first and the last day entered."""
    first = content.get("starts_on") or (present.lower if present else None)
    last = content.get("last_on") or (present.upper - dt.timedelta(days=1) if present else None)
    missing = {
        name: [_("Enter a date.")] for name, day in (("starts_on", first), ("last_on", last)) if not day
    }
    if first is None or last is None:
        raise InvalidInput(fields=dict(missing))
    if last < first:
        raise InvalidInput(fields={"last_on": [_("The last day is before the first.")]})
    if last == dt.date.max:
        raise InvalidInput(fields={"last_on": [_("This date is too far away.")]})
    return DateRange(first, last + dt.timedelta(days=1))


def _check_review(review_on: dt.date | None, period: DateRange) -> None:
    """The mid-term review falls into the period it reviews."""
    if review_on and not period.lower <= review_on < period.upper:
        raise InvalidInput(fields={"review_on": [_("The review falls between the first and the last day.")]})


@verb("papers.edit")
def edit(
    paper: MissionPaper, *, by: Subject, version: int, at: dt.datetime, **content: Unpack[PaperContent]
) -> MissionPaper:
    """Replace what was entered in the draft; whoever changes hashed content becomes an author (decisions.md 22)."""
    require(by, "papers.edit")
    at_own_post(by, paper.mission_id)
    held = lock(paper, by=by, version=version)
    if held.state != PaperState.DRAFT:
        raise NotInDraft
    text = current_version(held)
    content = in_own_section(content, by)
    check_own_sections(text, content, by=by)
    changes = _changes(text, content)
    rewritten = replace(text, content)
    if changes:
        update(text, **changes)
    if rewritten or set(changes) - EDITORIAL_FIELDS:
        note_editor(text, by.user_id)
    if rewritten or changes:
        update(held, title=text.title, period=text.period)
    return held


def _changes(version: PaperVersion, content: PaperContent) -> dict[str, Any]:
    entered: dict[str, Any] = {name: value for name, value in content.items() if name in TEXTS}
    entered["period"] = _period(content, version.period)
    _check_review(entered.get("review_on", version.review_on), entered["period"])
    return {name: value for name, value in entered.items() if getattr(version, name) != value}


@verb("papers.redraft")
def redraft(
    paper: MissionPaper, *, by: Subject, version: int | None = None, at: dt.datetime, on: dt.date
) -> MissionPaper:
    """A new version after a return, copied from the last; every step reopens and no decision carries over (C3)."""
    require(by, "papers.redraft")
    at_own_post(by, paper.mission_id)
    held = lock(paper, by=by, version=version)
    if held.state != PaperState.RETURNED:
        raise NotReturned
    fresh = copy_of(current_version(held), held)
    note_editor(fresh, by.user_id)
    held.current_no = fresh.no
    move(held, PaperState.DRAFT, by=by, on=on, current_no=fresh.no)
    return held


@verb("papers.annotate")
def annotate(paper: MissionPaper, *, by: Subject, version: int, working_note: str) -> MissionPaper:
    """The working note lies outside the hash and may change at any time before the paper ends (I9)."""
    require(by, "papers.annotate")
    at_own_post(by, paper.mission_id)
    held = lock(paper, by=by, version=version)
    if PaperState(held.state) in TERMINAL:
        raise TransitionRefused
    update(current_version(held), working_note=working_note)
    return update(held)


@verb("papers.acknowledge")
def acknowledge(paper: MissionPaper, *, by: Subject, on: dt.date) -> PaperAcknowledgement:
    """A co-author's office confirms the paper in effect as its own; asked anew of whoever takes the office.

    Who confirmed it in an earlier tenure confirms it again; within one, once is enough.
    """
    require(by, "papers.acknowledge")
    at_own_post(by, paper.mission_id)
    held = lock(paper, by=by)
    if PaperState(held.state) not in IN_EFFECT:
        raise NothingToAcknowledge
    return acknowledged_by(held, to=by, on=on) or insert(
        PaperAcknowledgement(
            paper=held,
            version_no=held.current_no,
            office_id=by.office_id or 0,
            user_id=by.user_id,
            on=on,
            label=held.label,
        )
    )

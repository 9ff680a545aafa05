"""The advice log: what the attaché advised the head of mission, and what became of it (domain.md A1.3; C7, row 35)."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from access.services.labels import join
from attaches.models import Posting
from directory.models import HeadOfMissionTenure
from documents.services.files import File, kept_with
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert, update
from missions.models import AdviceEntry, MissionPaper
from missions.services.of_posts import at_own_mission, held, listed_label, near
from missions.terms import AdviceOutcome

AMENDABLE = ("posting", "given_on", "way", "subject", "advice", "paper", "section")


class AdviceAhead(InvalidInput):
    """Advice is entered once it was given."""

    message = _("The day lies in the future: advice is entered once it was given.")


class NotInFunction(InvalidInput):
    """Advice is given by an attaché whose functions run (VCDR art. 43)."""

    message = _("This attaché was not in function on this day.")


class NobodyHeads(InvalidInput):
    """Advice is given to somebody: the ambassador, or whoever stands in (VCDR art. 19)."""

    message = _("Nobody headed the mission on this day.")


class MissionStays(InvalidInput):
    """Who may read an entry hangs on its mission."""

    message = _("This posting is at another mission: an entry stays in the log of its own.")


class PaperElsewhere(InvalidInput):
    """Advice concerns a paper of its own mission."""

    message = _("This paper belongs to another mission.")


class TooRestricted(InvalidInput):
    """An entry is never less restricted than what it names."""

    message = _("This is more restricted than the entry: raise the marking of the entry first.")


class SectionOfNothing(InvalidInput):
    """A section is one of a paper."""

    message = _("Name the mission paper whose section it is.")


class AdviceAnswered(TransitionRefused):
    """What was answered is told as it was told."""

    message = _("It was answered already and stays as it is: enter what is right as a correction.")


class NotAnsweredYet(InvalidInput):
    """What is open is simply changed."""

    message = _("Only an answered entry is corrected; change an open one instead.")


class CorrectedAlready(InvalidInput):
    """A correction is corrected in its turn."""

    message = _("It was corrected already: correct the correction.")


class AnswerDayWrong(InvalidInput):
    """An answer follows the advice and is not of the future."""

    message = _("The day lies before the day of the advice, or in the future.")


class AnswerMissing(InvalidInput):
    """An answer says something."""

    message = _("Say whether the advice was followed.")


class NotAmended(DomainError):
    """What an entry is apart from its words stays."""

    message = _("This field does not change.")


@verb("advice.record")
def record(
    *, by: Subject, at: dt.datetime, label: Label, corrects: AdviceEntry | None = None, is_demo: bool = False,
    **told: Any,
) -> AdviceEntry:  # fmt: skip
    """Advice was given: `posting`, `given_on`, `way`, `subject`, `advice`, and perhaps `paper` with `section`.

    To whom follows from the day. Reminders of the month end. `corrects` names an answered entry that it puts right.
    """
    require(by, "advice.record")
    checked = _checked(told, by=by, at=at)
    mission = checked["posting"].post.mission_id
    if corrects is not None:
        corrects = _correctable(corrects, mission, by=by)
    above = [row.label for row in (checked["posting"], checked.get("paper"), corrects) if row is not None]
    marked = listed_label(checked["posting"].post, label, *above, by=by)
    made = AdviceEntry(mission_id=mission, label=marked, corrects=corrects, is_demo=is_demo, **checked)
    return insert(made)


@verb("advice.amend")
def amend(
    entry: AdviceEntry, *, by: Subject, at: dt.datetime, version: int | None = None, **changes: Any
) -> AdviceEntry:
    """Slips are put right while it is open. Raises AdviceAnswered afterwards."""
    require(by, "advice.amend")
    if unknown := sorted(set(changes) - set(AMENDABLE)):
        raise NotAmended(fields={name: [NotAmended.message] for name in unknown})
    found = _open(entry, by=by, version=version)
    checked = _checked(
        {**{name: getattr(found, name) for name in AMENDABLE}, **changes}, by=by, at=at, at_mission=found.mission_id
    )  # fmt: skip
    for row, name in ((checked["posting"], "posting"), (checked["paper"], "paper")):
        if row is not None and join((found.label, row.label)).pk != found.label_id:
            raise TooRestricted(fields={name: TooRestricted.message})
    return update(found, **checked)


@verb("advice.answer")
def answer(
    entry: AdviceEntry, *, by: Subject, on: dt.date, at: dt.datetime, outcome: str, remark: str = "",
    version: int | None = None, reason: str = "",
) -> AdviceEntry:  # fmt: skip
    """What the head of mission did with it, said once. Raises AdviceAnswered, AnswerMissing, AnswerDayWrong."""
    require(by, "advice.answer")
    near(on=on)
    found = _open(entry, by=by, version=version)
    if outcome == AdviceOutcome.OPEN:
        raise AnswerMissing(fields={"outcome": AnswerMissing.message})
    if on < found.given_on or on > timezone.localdate(at):
        raise AnswerDayWrong(fields={"on": AnswerDayWrong.message})
    return update(found, outcome=outcome, answered_on=on, answer_remark=remark.strip())


@verb("advice.attach")
def attach(
    entry: AdviceEntry, *, by: Subject, at: dt.datetime, file: File, version: int | None = None
) -> AdviceEntry:
    """Keep a document with the entry, under its marking; earlier ones stay (walls.md 5)."""
    require(by, "advice.attach")
    found: AdviceEntry = held(entry, by, version)
    at_own_mission(by, found.mission_id)
    kept_with(found, file, by=by)
    return found


def _open(entry: AdviceEntry, *, by: Subject, version: int | None) -> AdviceEntry:
    found: AdviceEntry = held(entry, by, version)
    at_own_mission(by, found.mission_id)
    if not found.is_open:
        raise AdviceAnswered
    return found


def _checked(
    told: dict[str, Any], *, by: Subject, at: dt.datetime, at_mission: int | None = None
) -> dict[str, Any]:
    """What is told, with the tenure it was told to; PostgreSQL holds the same."""
    posting, day = told["posting"], told["given_on"]
    near(given_on=day)
    if day > timezone.localdate(at):
        raise AdviceAhead(fields={"given_on": AdviceAhead.message})
    mission = posting.post.mission_id
    at_own_mission(by, mission)
    if at_mission is not None and mission != at_mission:
        raise MissionStays(fields={"posting": MissionStays.message})
    if not Posting.objects.visible_to(by).current_on(day).filter(pk=posting.pk).exists():
        raise NotInFunction(fields={"posting": NotInFunction.message})
    tenure = HeadOfMissionTenure.objects.filter(mission=mission, period__contains=day).first()
    if tenure is None:
        raise NobodyHeads(fields={"given_on": NobodyHeads.message})
    _check_paper(told.get("paper"), told.get("section", ""), mission)
    return {**told, "tenure": tenure}


def _check_paper(paper: MissionPaper | None, section: str, mission: int) -> None:
    if paper is not None and paper.mission_id != mission:
        raise PaperElsewhere(fields={"paper": PaperElsewhere.message})
    if section and paper is None:
        raise SectionOfNothing(fields={"section": SectionOfNothing.message})


def _correctable(entry: AdviceEntry, mission: int, *, by: Subject) -> AdviceEntry:
    found: AdviceEntry = held(entry, by, None)
    if found.mission_id != mission:
        raise MissionStays(fields={"posting": MissionStays.message})
    if found.is_open:
        raise NotAnsweredYet(fields={"corrects": NotAnsweredYet.message})
    if AdviceEntry.objects.visible_to(by).filter(corrects=found).exists():
        raise CorrectedAlready(fields={"corrects": CorrectedAlready.message})
    return found

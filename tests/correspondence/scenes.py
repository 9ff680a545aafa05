"""Scenes the tests begin with: notes that are drafted, have left, or came in."""

import datetime as dt
from itertools import count
from typing import Any

from access.context import Subject
from access.services.labels import intern
from correspondence.models import Correspondence
from correspondence.services import register, steps
from directory.models import Country, DiplomaticMission, Institution
from foundation.clock import now, today
from tests.cast import acting

_number = count(1)
TEXT = "The Embassy presents its compliments and has the honour to write."


def day(offset: int) -> dt.date:
    """So many days from today."""
    return today() + dt.timedelta(days=offset)


def mission(code: str = "emb-ge") -> DiplomaticMission:
    return DiplomaticMission.objects.get(code=code)


def country(iso2: str = "GE") -> Country:
    return Country.objects.get(iso2=iso2)


def outgoing(
    by: Subject, *, level: str = "official_use", caveats: tuple[str, ...] = (), **facts: Any
) -> Correspondence:
    """A draft of the embassy in Georgia to the host's foreign ministry."""
    given = {
        "kind": "note_verbale", "subject": f"Specimen {next(_number)}", "text": TEXT, "addressee_country": country(),
        "addressee_name": "Ministry of Foreign Affairs of Georgia", "reply_expected": True,
    }  # fmt: skip
    if not {"sender_mission", "sender_institution"} & set(facts):
        given["sender_mission"] = mission()
    label = intern(level, caveats)
    return register.record(by=by, at=now(), label=label, direction="outgoing", **{**given, **facts})


def incoming(
    by: Subject, *, level: str = "official_use", caveats: tuple[str, ...] = (), **facts: Any
) -> Correspondence:
    """What the embassy of Georgia wrote to our foreign ministry, as it is entered."""
    given = {
        "kind": "note_verbale", "subject": f"Specimen {next(_number)}", "sender_country": country(),
        "sender_name": "Embassy of Georgia", "addressee_institution": Institution.objects.get(code="mfa"),
        "number": f"{next(_number)}/7", "dated_on": day(-3), "reply_expected": True,
    }  # fmt: skip
    label = intern(level, caveats)
    return register.record(by=by, at=now(), label=label, direction="incoming", **{**given, **facts})


def dispatched(on: int = 0, *, person: str = "cmd_desk", **facts: Any) -> Correspondence:
    """A note that left so many days from today."""
    with acting(person) as by:
        draft = outgoing(by, dated_on=day(on), **facts)
        return as_it_stands(steps.dispatch(draft, by=by, on=day(on), at=now()))


def received(on: int = 0, *, person: str = "cmd_desk", **facts: Any) -> Correspondence:
    """A note that came in so many days from today."""
    with acting(person) as by:
        entry = incoming(by, **{"dated_on": day(on - 3), **facts})
        return as_it_stands(steps.receive(entry, by=by, on=day(on), at=now()))


def as_it_stands(note: Correspondence) -> Correspondence:
    """The note as the database has it for whoever acts."""
    return Correspondence.in_context.with_parties().get(pk=note.pk)


def seen(note: Correspondence, person: str = "cmd_desk") -> Correspondence | None:
    """The note as a person sees it."""
    with acting(person):
        return Correspondence.in_context.with_parties().filter(pk=note.pk).first()

"""The advice log of the demo: of every outcome one, one still open, one put right; a month over with nothing, one owed."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from access.context import Subject, enter_subject
from access.services.labels import intern
from attaches.models import Posting
from missions.models import AdviceEntry, AdviceMonth, MissionPaper
from missions.services import advice, advice_months
from workspace.management.demo.people import subject

BASE = "official_use"
# Who enters, at which mission, days ago, way, subject, advice; outcome and remark where it was answered.
GIVEN: tuple[tuple[str, str, int, str, str, str, str, str], ...] = (
    (
        "attache", "emb-tr", 64, "in_meeting", "DEMO: seat at the host's exercise",
        "DEMO: ask for observers at the spring exercise before the places are given away.",
        "followed", "DEMO: a note was sent the same week.",
    ),
    (
        "attache", "emb-tr", 33, "in_writing", "DEMO: visit of a training ship",
        "DEMO: name two ports, so that the host can choose.", "in_part", "DEMO: one port was named.",
    ),
    (
        "attache", "emb-tr", 4, "orally", "DEMO: talks on common maintenance",
        "DEMO: let the desks agree on a list before the two of you speak about it.", "", "",
    ),
    (
        "attache_de", "emb-de", 21, "orally", "DEMO: places in the staff course",
        "DEMO: ask for three places instead of one.", "not_followed", "DEMO: next year, after the review.",
    ),
)  # fmt: skip


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Days count from the day of loading."""
    for username, mission, ago, way, title, words, outcome, remark in GIVEN:
        with enter_subject(subject(username, on=on), "demo") as by:
            day = on - dt.timedelta(days=ago)
            entry = _give(by, mission, day, at, way=way, subject=title, advice=words)
            if outcome:
                later = day + dt.timedelta(days=3)
                entry = advice.answer(entry, by=by, on=later, at=at, outcome=outcome, remark=remark)
            if outcome == "in_part":
                _put_right(entry, by, at)
    _say_nothing(on, at)


def _give(by: Subject, mission: str, day: dt.date, at: dt.datetime, **told: Any) -> AdviceEntry:
    rows = (
        Posting.objects.visible_to(by).current_on(day).select_related("post__mission", "post__label", "label")
    )
    paper = MissionPaper.objects.visible_to(by).select_related("label")
    return advice.record(
        by=by, at=at, posting=rows.get(post__mission__code=mission), given_on=day, label=intern(BASE), is_demo=True,
        paper=paper.filter(mission__code=mission, period__contains=day).first(), **told,
    )  # fmt: skip


def _put_right(entry: AdviceEntry, by: Subject, at: dt.datetime) -> None:
    """The day was a slip: it was given a day later."""
    told = {name: getattr(entry, name) for name in advice.AMENDABLE}
    told["given_on"] = entry.given_on + dt.timedelta(days=1)
    right = advice.record(by=by, at=at, label=entry.label, corrects=entry, is_demo=True, **told)
    answered: dict[str, Any] = {
        "on": entry.answered_on,
        "outcome": entry.outcome,
        "remark": entry.answer_remark,
    }
    advice.answer(right, by=by, at=at, **answered)


def _say_nothing(on: dt.date, at: dt.datetime) -> None:
    """Georgia, where nobody heads the embassy: of the month before last it is said, the last one is owed."""
    with enter_subject(subject("cmd_desk", on=on), "demo") as desk:
        over = AdviceMonth.objects.visible_to(desk).filter(period__fully_lt=DateRange(on, None))
        month = over.filter(post__mission__code="emb-ge").order_by("ends_on").first()
        if month is not None:
            day = min(month.ends_on + dt.timedelta(days=4), on)
            advice_months.say_nothing(month, by=desk, on=day, at=at)

"""What a demo paper holds beside objectives, ranks and means; what was remarked on it, and measured (domain.md B6)."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from access.context import Subject, enter_subject
from directory.models import ActivityKind, Country
from missions.models import MissionPaper, PaperComment
from missions.selectors.papers import papers
from missions.services import conflicts, readings, remarks
from workspace.management.demo.people import subject


def complete(content: dict[str, Any], country: Country) -> dict[str, Any]:
    """The content with both sections' rows; dates lie within the paper's period."""
    first, last = content["starts_on"], content["last_on"]
    half = first + (last - first) / 2
    objectives = [
        {**row, "code": f"O{number}", "section": "defence"}
        for number, row in enumerate(content["objectives"], start=1)
    ]
    public = f"O{len(objectives) + 1}"
    objectives.append(
        {
            "code": public, "section": "political", "text": "The defence relation is understood by the public",
            "measure": "Joint statements a year", "baseline": "1", "target": "4", "due_on": last - dt.timedelta(30),
            "strategic_objective": objectives[-1].get("strategic_objective"),
        }
    )  # fmt: skip
    return {
        **content,
        "objectives": objectives,
        "defence_chapter": "The attaché's office plans with the host's general staff once a quarter. What is agreed "
        "there enters the annual plan and is reported to the Center within a week.",
        "public_diplomacy": "Exercises are open to the press on their last day. The embassy speaks first; the attaché "
        "answers on military matters only.",
        "reporting": "Monthly by the attaché to the Center, quarterly by the embassy to both ministries.",
        "review_on": half,
        **_rows(public, country, first, half),
    }


def _rows(public: str, country: Country, first: dt.date, half: dt.date) -> dict[str, Any]:
    kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
    defence, political = {"section": "defence"}, {"section": "political"}
    return {
        "indicators": [
            {**defence, "indicator": "People trained together", "unit": "persons", "from_value": Decimal(60),
             "to_value": Decimal(240), "due_on": half, "objective": "O1"},
            {**political, "indicator": "Statements made together", "unit": "statements", "from_value": Decimal(1),
             "to_value": Decimal(4), "due_on": half, "objective": public},
        ],
        "strategies": [
            {**defence, "dimension": "education", "strategy": "Instructors first, units after them.", "objective": "O1"},
            {**political, "dimension": "public", "strategy": "One voice in the host's media.", "objective": public},
        ],
        "tasks": [
            {**defence, "task": "Agree next year's calendar with the general staff", "owner_role": "attache",
             "due_on": first + dt.timedelta(90), "objective": "O1"},
            {**defence, "task": "Clear the exercise budget", "owner_role": "cmd_desk",
             "due_on": first + dt.timedelta(120), "objective": "O1"},
            {**political, "task": "Invite the host's press to the last day", "owner_role": "head_of_mission",
             "due_on": first + dt.timedelta(150), "objective": public},
        ],
        "instruments": [
            {**defence, "instrument": "Joint exercise", "activity_kind": kinds["exercise"], "objective": "O1"},
            {**political, "instrument": "National day of the host", "held_on": half, "objective": public},
        ],
        "contingencies": [
            {**defence, "risk": "Training areas are closed to guests", "trigger": "Notice of the host's ministry",
             "response": "Staff exercise instead, field part next year", "owner_role": "attache"},
            {**political, "risk": "Change of government", "trigger": "Elections are called",
             "response": "Calls on the new ministers within a month", "owner_role": "head_of_mission"},
        ],
        "contacts": [
            {**defence, "contact": "Head of training", "organisation": f"General staff, {country.name_en}",
             "purpose": "Calendar of exercises", "owner_role": "attache"},
            {**political, "contact": "Director for security policy", "organisation": "Foreign ministry",
             "purpose": "Wording of statements", "owner_role": "head_of_mission"},
        ],
    }  # fmt: skip


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Readings of the paper in effect; remarks of both sides and a conflict on the one that was returned."""
    _measured(on)
    _talked_over(on)


def _as(username: str, on: dt.date, act: Callable[[Subject], Any]) -> Any:
    with enter_subject(subject(username, on=on), "demo") as by:
        return act(by)


def _paper(by: Subject, code: str, state: str) -> MissionPaper:
    found = papers(to=by).filter(mission__code=f"emb-{code}", state=state).first()
    if found is None:
        raise LookupError(code)
    return found


def _measured(on: dt.date) -> None:
    for name, indicator, days in (("attache", "I1", (540, 300, 60)), ("head_of_mission", "I2", (200,))):
        for step, back in enumerate(days, start=1):
            day = on - dt.timedelta(back)
            value = Decimal(60 + 50 * step if indicator == "I1" else 1 + step)

            def measure(
                by: Subject, indicator: str = indicator, value: Decimal = value, day: dt.date = day
            ) -> None:
                readings.record(
                    _paper(by, "tr", "effective"), by=by, indicator=indicator, value=value, measured_on=day, on=day,
                    source="Quarterly report (demo)",
                )  # fmt: skip

            _as(name, on, measure)


# who, part, row, weight, internal, text
SAID: tuple[tuple[str, str, str, str, bool, str], ...] = (
    ("mfa_desk", "priorities", "DE", "blocking", False, "The rank does not fit that of our neighbours."),
    (
        "head_of_mission_de",
        "tasks",
        "T1",
        "substantive",
        False,
        "The calendar collides with the budget debate.",
    ),
    ("cmd_head", "risks", "", "editorial", False, "Name the budget year."),
    (
        "cmd_desk",
        "resources",
        "",
        "substantive",
        True,
        "Finance will not carry more than this; do not offer it.",
    ),
    (
        "mfa_desk",
        "host_context",
        "",
        "substantive",
        True,
        "The coalition may end in spring. Not for the paper.",
    ),
)


def _talked_over(on: dt.date) -> None:
    for number, (name, part, row, severity, internal, text) in enumerate(SAID):
        day = on - dt.timedelta(11 - number)

        def say(by: Subject, part: str = part, row: str = row, severity: str = severity, internal: bool = internal,
                text: str = text, day: dt.date = day) -> Any:  # fmt: skip
            return remarks.add(
                _paper(by, "de", "returned"), by=by, part=part, row=row, severity=severity, text=text, internal=internal,
                on=day,
            )  # fmt: skip

        said = _as(name, on, say)
        if severity == "editorial" or row == "T1":
            _as("attache_de", on, _answered(said, on, accept=severity == "editorial"))
    _as("head_of_mission_de", on, _in_conflict(on))


def _answered(said: PaperComment, on: dt.date, *, accept: bool) -> Callable[[Subject], Any]:
    def answer(by: Subject) -> Any:
        if accept:
            return remarks.resolve(said, by=by, resolution="accepted", on=on)
        return remarks.reply(said, by=by, text="It can move by two weeks.", on=on)

    return answer


def _in_conflict(on: dt.date) -> Callable[[Subject], Any]:
    def raise_it(by: Subject) -> Any:
        found = _paper(by, "de", "returned")
        return conflicts.raise_conflict(
            found, by=by, task="T2", objective="O3", on=on - dt.timedelta(5),
            text="Budget talks in public would spoil the statement planned for the same week.",
        )  # fmt: skip

    return raise_it

"""Representation abroad in the demo, entered through the services by those whose work it is."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from access.context import Subject, enter_subject
from attaches.models import Accreditation, HandoverItem, Officer, Post, Posting
from attaches.services import accreditations, handovers, notes, officers, postings, posts, remarks, tenures
from directory.models import Country, DiplomaticMission
from workspace.management.demo.offices import EMBASSIES
from workspace.management.demo.people import subject
from workspace.management.demo.representation import (
    FAMILY,
    GIVEN,
    LANGUAGES,
    NAMED,
    OBSERVERS,
    REPRESENTATIVES,
    SIDES,
    STAFF_POSTS,
    STORIES,
    TITLES,
    Story,
)

ESTABLISHED_BEFORE = 2000
NO_CONSENT = "The organisation is notified; it asks for no consent."
# Days before the planned beginning on which each step was taken.
LEAD = {
    "proposed": 300, "selected": 270, "prepared": 220, "mod_ordered": 200, "mfa_coordinated": 180,
    "consent_requested": 150, "consent_granted": 110, "accreditation_requested": 90, "accredited": 30, "arrived": 10,
}  # fmt: skip
WAY = [*LEAD, "in_post"]
BRANCHES = ("land_forces", "air_force", "naval_forces", "staff")


@dataclass
class Stage:
    """The running load: its day and instant, names not yet given away, and postings with their stories."""

    on: dt.date
    at: dt.datetime
    names: Any
    told: list[tuple[Story, Posting]] = field(default_factory=list)

    def acting(self, username: str) -> Any:
        return enter_subject(subject(username, on=self.on), "demo")

    def day(self, offset: int) -> dt.date:
        return self.on + dt.timedelta(days=offset)

    def step_day(self, story: Story, step: str) -> dt.date:
        """When a step was taken; what has not come far yet was taken of late."""
        return min(self.day(story.first - LEAD[step]), self.day(WAY.index(step) - len(WAY) - 40))


def load(*, on: dt.date, at: dt.datetime) -> None:
    """22 attaché offices, 3 representations, 6 NATO staff posts, 2 observers, and the stories of P1-P5 and L1."""
    taken = {name for _rank, name in NAMED.values()}
    pool = (f"{given} {family}" for family, given in product(FAMILY, GIVEN))
    names = (name for name in pool if name not in taken)
    stage = Stage(on, at, names)
    with stage.acting("cmd_desk") as clerk:
        _posts(stage, clerk)
        _proposals(stage, clerk)
    with stage.acting("ndu_language") as examiner:
        _languages(stage, examiner)
    with stage.acting("cmd_desk") as clerk:
        _steps(stage, clerk, "selected", "prepared", "mod_ordered")
    with stage.acting("mfa_desk") as desk:
        _steps(stage, desk, "mfa_coordinated")
    with stage.acting("cmd_desk") as clerk:
        for story, posting in stage.told:
            _notes(stage, clerk, story, posting)
            _tenure(stage, clerk, story, posting)
        _sides(stage, clerk)
        _remarks(clerk)
    with stage.acting("mod_personnel") as personnel:
        _particulars(stage, personnel)


def _plan(stage: Stage, by: Subject, code: str, mission: str, kind: str, title: str, **details: Any) -> None:
    language, slp = LANGUAGES.get(code, ("", ""))
    post = posts.plan(
        by=by, on=stage.day(-ESTABLISHED_BEFORE), code=code, kind=kind, title=title, is_demo=True,
        mission=DiplomaticMission.objects.get(code=mission), **{"language": language, "required_slp": slp, **details},
    )  # fmt: skip
    for place, state in enumerate(("authorised", "established"), start=1):
        posts.advance(post, state, by=by, on=stage.day(-ESTABLISHED_BEFORE + 60 * place), at=stage.at)


def _posts(stage: Stage, by: Subject) -> None:
    for iso in EMBASSIES:
        title = TITLES.get(iso, "defence_attache")
        _plan(stage, by, f"da-{iso}", f"emb-{iso}", "attache_office", title, rank_min="lieutenant_colonel")
    for code in REPRESENTATIVES:
        _plan(stage, by, code, code, "national_military_representation", "military_representative")
    english = {"language": "en", "required_slp": "3333"}
    for number, (mission, designation, level) in enumerate(STAFF_POSTS, start=1):
        details = {"designation": designation, "staff_level": level, "rank_min": "major", **english}
        _plan(stage, by, f"nsp-{number}", mission, "nato_staff_post", "staff_officer", **details)
    for number in range(1, OBSERVERS + 1):
        _plan(stage, by, f"unmo-{number}", "unmiss", "un_mission", "military_observer", rank_min="captain")


def _stories() -> list[Story]:
    """The told ones, and an uneventful tenure for every other post; Jordan stays vacant."""
    told = {story.post for story in STORIES} | {"da-jo"}
    codes = Post.in_context.order_by("id").values_list("code", flat=True)
    quiet = [code for code in codes if code not in told]
    return [
        *STORIES,
        *(Story(code, -(900 - 23 * place), 195 + 29 * place) for place, code in enumerate(quiet)),
    ]


def _officer(stage: Stage, by: Subject, story: Story, number: int) -> Officer:
    known = NAMED.get(story.post.removeprefix("da-")) if story.first > -1000 else None
    junior = story.post.startswith(("nsp", "unmo"))
    rank, name = known or (("major" if junior else "colonel"), next(stage.names))
    branch = BRANCHES[number % len(BRANCHES)]
    return officers.record(by=by, full_name=name, rank=rank, service_branch=branch, is_demo=True)


def _proposals(stage: Stage, by: Subject) -> None:
    last: dict[str, Posting] = {}
    for number, story in enumerate(_stories(), start=1):
        post = Post.in_context.get(code=story.post)
        waiver = {"consent_waived": True, "waiver_basis": NO_CONSENT} if post.mission.organisation_id else {}
        where = {"organisation": post.mission.organisation} if waiver else {"country": post.mission.country}
        last[story.post] = posting = postings.propose(
            by=by, on=stage.step_day(story, "proposed"), post=post, officer=_officer(stage, by, story, number),
            planned_from=stage.day(story.first), planned_to=stage.day(story.end),
            predecessor=last.get(story.post), order_no=f"DEMO-{number:03}",
            accreditations=[{"role": "principal", **where, **waiver}], is_demo=True,
        )  # fmt: skip
        stage.told.append((story, posting))


def _languages(stage: Stage, by: Subject) -> None:
    for story, posting in stage.told:
        post = posting.post
        if post.required_slp:
            expired = story.reaches == "selected"
            tested = stage.day(-1130) if expired else stage.step_day(story, "proposed")
            until = stage.day(-35) if expired else stage.day(story.end)
            officers.record_language(
                posting.officer, by=by, language=post.language, slp=post.required_slp, tested_on=tested,
                valid_until=until, is_demo=True,
            )  # fmt: skip


def _comes_to(story: Story, step: str) -> bool:
    return (
        story.reaches not in WAY or WAY.index(story.reaches) >= WAY.index(step) or story.reaches == "arrived"
    )


def _steps(stage: Stage, by: Subject, *steps: str) -> None:
    for story, posting in stage.told:
        for step in steps:
            if _comes_to(story, step):
                postings.advance(posting, step, by=by, on=stage.step_day(story, step), at=stage.at)


def _notes(stage: Stage, by: Subject, story: Story, posting: Posting) -> None:
    """The two notes of the principal accreditation, as far as the story goes."""
    paper = Accreditation.in_context.get(posting=posting, role="principal")
    calls = {
        "consent_requested": notes.request,
        "consent_granted": notes.record_consent,
        "accreditation_requested": notes.send_second_note,
        "accredited": notes.accredit,
    }
    if paper.consent_waived:
        calls = {step: call for step, call in calls.items() if not step.startswith("consent")}
    for step, call in calls.items():
        if story.reaches == "consent_refused" and step == "consent_granted":
            notes.refuse(paper, by=by, on=stage.day(-12), at=stage.at)
            return
        if _comes_to(story, step):
            day = (
                stage.day(-40)
                if story.reaches == step == "consent_requested"
                else stage.step_day(story, step)
            )
            call(paper, by=by, on=day, at=stage.at)


def _tenure(stage: Stage, by: Subject, story: Story, posting: Posting) -> None:
    if story.reaches == "arrived":
        tenures.record_arrival(posting, by=by, on=stage.day(-5), at=stage.at)
    if (story.reaches in WAY and story.reaches != "in_post") or story.reaches == "consent_refused":
        return
    start, end = stage.day(story.first), stage.day(story.end)
    arrived = start - dt.timedelta(days=10)
    tenures.assume(posting, by=by, on=start, arrived_on=arrived, at=stage.at)
    _ending(stage, by, story, posting, end)


def _ending(stage: Stage, by: Subject, story: Story, posting: Posting, end: dt.date) -> None:
    if story.reaches == "declared_png":
        tenures.declare_png(posting, by=by, on=stage.day(-3), at=stage.at, reason=story.why)
    if story.reaches == "extension_pending":
        postings.advance(posting, "extension_pending", by=by, on=stage.day(-20), at=stage.at)
    if story.reaches in {"handover", "ended", "debriefed"}:
        day = min(end - dt.timedelta(days=10), stage.day(-5))
        postings.advance(posting, "handover", by=by, on=day, at=stage.at)
    if story.reaches in {"ended", "debriefed"}:
        departed = end + dt.timedelta(days=5)
        tenures.end(posting, by=by, on=end, departed_on=departed, at=stage.at, reason=story.why)
    if story.reaches == "debriefed":
        for item in HandoverItem.in_context.filter(posting=posting).select_related("posting__post"):
            handovers.complete(item, by=by, on=end, at=stage.at)
        postings.advance(posting, "debriefed", by=by, on=end + dt.timedelta(days=35), at=stage.at)


def _sides(stage: Stage, by: Subject) -> None:
    for code, iso, reaches in SIDES:
        posting = Posting.in_context.in_post().get(post__code=code)
        country = Country.objects.get(iso2=iso)
        paper = accreditations.plan(posting, by=by, on=stage.day(-120), country=country, is_demo=True)
        notes.request(paper, by=by, on=stage.day(-110), at=stage.at)
        if reaches == "objected":
            notes.object_to(paper, by=by, on=stage.day(-70), at=stage.at)
        if reaches == "accredited":
            notes.record_consent(paper, by=by, on=stage.day(-80), at=stage.at)
            notes.send_second_note(paper, by=by, on=stage.day(-75), at=stage.at)
            notes.accredit(paper, by=by, on=stage.day(-60), at=stage.at)


def _remarks(by: Subject) -> None:
    """Two people of different clearance read different things on these pages."""
    for code, text in (
        ("da-tr", "DEMO: the host has asked informally whether the tour could be longer."),
        ("da-by", "DEMO: no answer to be given before the ministries have agreed on it."),
    ):
        posting = Posting.in_context.filter(post__code=code).latest("planned__startswith")
        remarks.add(
            posting, by=by, text=text, level="limited_official_use", caveats=["mod_only"], is_demo=True
        )


def _particulars(stage: Stage, by: Subject) -> None:
    for number, (_story, posting) in enumerate(stage.told, start=1):
        officers.record_particulars(
            posting.officer, by=by, service_number=f"DEMO-{number:05}", born_on=dt.date(1975 + number % 12, 1 + number % 12, 15),
            passport_no=f"DEMO{number:04}", passport_expires_on=stage.day(60 + 25 * number),
            biography="DEMO: a fictional officer.", is_demo=True,
        )  # fmt: skip

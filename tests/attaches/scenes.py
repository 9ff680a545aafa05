"""Scenes the tests begin with: posts, officers and postings brought as far as a test needs them."""

import datetime as dt
from itertools import count
from typing import Any

from attaches.models import Accreditation, Officer, Post, Posting
from attaches.services import notes, officers, postings, posts, tenures
from directory.models import DiplomaticMission
from foundation.clock import now, today
from tests.cast import acting

_number = count(1)
STEPS = (
    "proposed", "selected", "prepared", "mod_ordered", "mfa_coordinated", "consent_requested", "consent_granted",
    "accreditation_requested", "accredited", "in_post", "handover", "ended", "debriefed",
)  # fmt: skip
NOTES = {
    "consent_requested": notes.request,
    "consent_granted": notes.record_consent,
    "accreditation_requested": notes.send_second_note,
    "accredited": notes.accredit,
}


def day(offset: int) -> dt.date:
    """So many days from today."""
    return today() + dt.timedelta(days=offset)


def an_officer(name: str = "", *, rank: str = "colonel", branch: str = "staff") -> Officer:
    """Entered by the clerk."""
    with acting("cmd_desk") as clerk:
        name = name or f"Maket Specimen {next(_number)}"
        return officers.record(by=clerk, full_name=name, rank=rank, service_branch=branch)


def a_post(code: str = "", *, mission: str = "emb-tr", reaches: str = "established", **details: Any) -> Post:
    """Planned, authorised and, unless said otherwise, established."""
    with acting("cmd_desk") as clerk:
        facts = {"kind": "attache_office", "title": "defence_attache", **details}
        place = DiplomaticMission.objects.get(code=mission)
        post = posts.plan(by=clerk, on=day(-3000), code=code or f"t-{next(_number)}", mission=place, **facts)
        for offset, state in ((-2900, "authorised"), (-2800, "established")):
            if reaches != "planned":
                post = posts.advance(post, state, by=clerk, on=day(offset), at=now())
    return post


def a_posting(
    reaches: str = "proposed", *, post: Post | None = None, officer: Officer | None = None, first: int = -400,
    end: int = 600, **details: Any,
) -> Posting:  # fmt: skip
    """A posting planned from `first` to `end`, days from today, brought to a state of STEPS."""
    post, officer = post or a_post(), officer or an_officer()
    with acting("cmd_desk") as clerk:
        posting = postings.propose(
            by=clerk, on=day(min(first, 0) - 300), post=post, officer=officer, planned_from=day(first),
            planned_to=day(end), order_no="T-1", **details,
        )  # fmt: skip
    bring(posting, reaches, first=first, end=end)
    return as_it_stands(posting)


def as_it_stands(posting: Posting) -> Posting:
    """The posting as the database has it, with what its words need."""
    with acting("cmd_desk"):
        return Posting.in_context.select_related("label", "officer", "post__mission__country").get(
            pk=posting.pk
        )


def bring(posting: Posting, reaches: str, *, first: int, end: int) -> None:
    """Take the steps up to `reaches`, ten days apart."""
    for place, state in enumerate(STEPS[1 : STEPS.index(reaches) + 1], start=1):
        _step(posting, state, min(first, 0) - 300 + 10 * place, min(first, 0), min(end, 0))


def _step(posting: Posting, state: str, offset: int, first: int, end: int) -> None:
    with acting("mfa_desk" if state == "mfa_coordinated" else "cmd_desk") as by:
        if state in NOTES:
            NOTES[state](principal(posting), by=by, on=day(offset), at=now())
        elif state == "in_post":
            tenures.assume(posting, by=by, on=day(first), at=now())
        elif state == "ended":
            tenures.end(posting, by=by, on=day(end), departed_on=day(end), at=now())
        elif state in {"handover", "debriefed"}:
            postings.advance(posting, state, by=by, on=day(end), at=now(), reason="no checklist was kept")
        else:
            postings.advance(posting, state, by=by, on=day(offset), at=now())


def principal(posting: Posting) -> Accreditation:
    """The accreditation a posting stands on, as the running subject sees it."""
    return Accreditation.in_context.get(posting=posting, role="principal")


def state_of(record: Any) -> str:
    """The state as it stands in the database."""
    with acting("cmd_desk"):
        return str(type(record).in_context.get(pk=record.pk).state)

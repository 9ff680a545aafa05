"""What surrounds the demo's postings: host practice, courses, clearances, calls, a case under way, somebody standing in."""

import datetime as dt
from typing import Any

from access.context import enter_subject
from approvals.services.decisions import decide
from attaches.models import Officer, Post, Posting
from attaches.services import acting, calls, hosts, officers, postings, qualifications, submissions
from directory.models import Country
from workspace.management.demo.people import subject

# country, what it asks for, where that is laid down (demonstration values)
PRACTICE: tuple[tuple[str, dict[str, Any], str], ...] = (
    (
        "LV",
        {"consents_to_office": True, "lead_days": 28},
        "DEMO: guidelines of the host's protocol on attachés",
    ),
    ("PL", {"lead_days": 42}, "DEMO: note of the host's protocol"),
    ("GE", {"second_note": False, "lead_days": 30}, "DEMO: practice between the two ministries"),
    (
        "GB",
        {"consents_to_person": False, "lead_days": 14},
        "DEMO: the host is notified and asks for no consent",
    ),
)
# post, kind, on whom, days from the day of loading, held
CALLS = (
    ("da-tr", "first", "Minister of National Defence", -410, True),
    ("da-tr", "office", "Chief of the General Staff", 18, False),
    ("da-ge", "office", "Head of international relations, Ministry of Defence", 9, False),
    ("da-it", "farewell", "Chief of Defence", 2, False),
)


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Through the services, by those whose work it is."""

    def by(username: str) -> Any:
        return enter_subject(subject(username, on=on), "demo")

    def day(offset: int) -> dt.date:
        return on + dt.timedelta(days=offset)

    with by("mfa_protocol") as protocol:
        for iso, practice, basis in PRACTICE:
            hosts.keep(Country.objects.get(iso2=iso), by=protocol, basis=basis, is_demo=True, **practice)
    with by("mod_personnel") as personnel:
        _qualify(personnel, day)
    with by("cmd_desk") as clerk:
        for code, kind, whom, offset, held in CALLS:
            posting = Posting.in_context.in_post().filter(post__code=code).select_related("post").first()
            if posting is not None:
                call = calls.plan(
                    posting, by=clerk, kind=kind, on_whom=whom, planned_on=day(offset), is_demo=True
                )
                if held:
                    calls.hold(call, by=clerk, on=day(offset + 3), at=at, outcome="DEMO: courteous and brief")
        stands_in = Posting.in_context.in_post().get(post__code="da-sa")
        post = Post.in_context.get(code="da-jo")
        acting.assign(post, stands_in, by=clerk, starts_on=day(-30), ends_on=day(120), is_demo=True)
        officers.record(
            by=clerk, full_name="Nümunə Sınaqov", rank="colonel", service_branch="staff", is_demo=True
        )
        case = _submitted(clerk, post, on, at)
    with by("mod_personnel") as personnel:
        decide(case, by=personnel, verdict="concur", content_hash=case.content_hash, at=at, on=on)


def _qualify(by: Any, day: Any) -> None:
    """Everybody posted has been through the course and is cleared, some not for long; two study abroad."""
    posted = Officer.in_context.filter(postings__state__in=["in_post", "handover", "selected"]).distinct()
    for number, officer in enumerate(posted.order_by("id")):
        qualifications.record_training(
            officer, by=by, kind="attache_course", title="DEMO: attaché course", starts_on=day(-1300),
            completed_on=day(-1240), is_demo=True,
        )  # fmt: skip
        until = day(25 + 61 * number)
        qualifications.record_clearance(
            officer, by=by, granted_on=day(-1200), valid_until=until, is_demo=True
        )
    for officer in posted.order_by("-id")[:2]:
        qualifications.record_training(
            officer, by=by, kind="degree", title="DEMO: staff college abroad", country=Country.objects.get(iso2="TR"),
            starts_on=day(-900), completed_on=day(-600), obliged_until=day(170), is_demo=True,
        )  # fmt: skip


def _submitted(by: Any, post: Post, on: dt.date, at: dt.datetime) -> Any:
    """A candidate for the vacant post, on his way through the board."""
    officer = officers.record(
        by=by,
        full_name="Eskiz Maketov",
        rank="lieutenant_colonel",
        service_branch="land_forces",
        is_demo=True,
    )
    posting = postings.propose(
        by=by, on=on, post=post, officer=officer, planned_from=on + dt.timedelta(days=250),
        planned_to=on + dt.timedelta(days=1345), is_demo=True,
    )  # fmt: skip
    return submissions.submit(posting, by=by, on=on, at=at)

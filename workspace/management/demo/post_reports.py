"""Reports of attachés of the demo: two posts report; one has, one owes last month's, one month is done without."""

import datetime as dt

from access.context import enter_subject
from access.services.labels import intern
from attaches.models import Post
from missions.models import PostReport
from missions.services import post_reports as services
from workspace.management.demo.people import subject

BASE = "official_use"
REPORTING = ("emb-tr", "emb-ge")  # whose need-to-know lists the desk is on


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Two posts report every month since two months before; the second owes what ended last."""
    begun = dt.date(on.year if on.month > 2 else on.year - 1, (on.month - 3) % 12 + 1, 1)
    with enter_subject(subject("cmd_desk", on=on), "demo") as desk:
        posts = (
            Post.objects.visible_to(desk)
            .filter(state="established", kind="attache_office", mission__code__in=REPORTING)
            .select_related("mission", "label")
            .order_by("code")[:2]
        )
        for place, post in enumerate(posts):
            services.set_rhythm(
                post, by=desk, at=at, every="month", on=begun, label=intern(BASE), is_demo=True
            )
            over = PostReport.objects.visible_to(desk).filter(post=post, ends_on__lt=on).order_by("ends_on")
            for report in over[: 1 if place == 1 else 2]:
                day = min(report.ends_on + dt.timedelta(days=4), on)
                if place == 1:
                    services.waive(report, by=desk, on=on, at=at, reason="DEMO: the post was vacant")
                else:
                    services.submit(
                        report, by=desk, on=day, at=at, summary="DEMO: calls, exercises and advice."
                    )

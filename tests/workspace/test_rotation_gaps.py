"""A gap says whether somebody follows if the host agrees, and who stands in meanwhile."""

import re
from typing import Any

from access.services.labels import intern
from access.services.relabelling import raise_label
from attaches.models import ActingTenure
from attaches.selectors.rotation_board import months_from, rotation_board
from attaches.selectors.rotation_rows import BoardRow, Stretch
from attaches.services import acting as standing_in
from attaches.services import notes
from foundation.clock import now, today
from foundation.periods import Period
from tests.access.test_need_to_know import NEGOTIATED
from tests.attaches.scenes import a_post, a_posting, day, principal
from tests.cast import acting

WINDOW = months_from(today())


def row_of(code: str, viewer: str = "cmd_desk") -> BoardRow:
    with acting(viewer) as reader:
        return next(row for row in rotation_board(to=reader, on=day(0)) if row.code == code)


def page_of(client: Any) -> str:
    return re.sub(r"\s+", " ", client.get("/rotation/").content.decode())


def test_a_gap_is_parted_where_somebody_follows_if_the_host_agrees(db: None):
    post = a_post("t-a")
    a_posting("in_post", post=post, first=-400, end=100)
    a_posting("consent_requested", post=post, first=130, end=400)
    assert row_of("t-a").stretches == (
        Stretch(Period(day(100), day(130)), awaited=False),
        Stretch(Period(day(130), day(400)), awaited=True),
        Stretch(Period(day(400), WINDOW.end), awaited=False),
    )


def test_who_was_refused_closes_no_gap_and_who_was_agreed_to_leaves_none(db: None):
    post = a_post("t-a")
    refused = a_posting("consent_requested", post=post, first=10, end=400)
    with acting("cmd_desk") as clerk:
        notes.refuse(principal(refused), by=clerk, on=day(-5), at=now())
    assert [one.awaited for one in row_of("t-a").stretches] == [False]
    agreed = a_post("t-b")
    a_posting("consent_granted", post=agreed, first=10, end=3000)
    assert [one.awaited for one in row_of("t-b").stretches] == [False]
    assert row_of("t-b").stretches[0].period.end == day(10)


def test_the_board_says_until_the_host_agrees_and_counts_no_days(signed_in, db: None):
    a_posting("consent_requested", post=a_post("t-a"), first=-10, end=3000)
    shown = page_of(signed_in("leadership_reader"))
    assert "until the host agrees" in shown
    assert "nobody until the host agrees to who follows" in shown


def test_who_stands_in_is_named_at_the_vacant_post(signed_in, db: None):
    vacant, elsewhere = a_post("t-vacant"), a_posting("in_post", post=a_post("t-else"), first=-400, end=600)
    with acting("cmd_desk") as clerk:
        standing_in.assign(vacant, elsewhere, by=clerk, starts_on=day(-30), ends_on=day(120))
    row = row_of("t-vacant")
    assert [(one.key, one.period) for one in row.acting] == [(elsewhere.pk, Period(day(-30), day(120)))]
    assert row.stands_in_on(day(0)) is not None
    assert row.stands_in_on(day(120)) is None
    assert row.vacant
    shown = page_of(signed_in("leadership_reader"))
    assert f'{elsewhere.officer}</a> <span class="quiet">stands in, ' in shown
    assert "stands in from another post" in shown


def test_who_stands_in_is_hidden_from_who_may_not_see_it(db: None):
    vacant, elsewhere = a_post("t-vacant"), a_posting("in_post", post=a_post("t-else"), first=-400, end=600)
    with acting("cmd_desk") as clerk:
        standing_in.assign(vacant, elsewhere, by=clerk, starts_on=day(-30), ends_on=day(120))
        tenure = ActingTenure.in_context.get()
        raise_label(tenure, by=clerk, to=intern(*NEGOTIATED), reason="talks began", together=True)
    assert row_of("t-vacant").acting
    assert not row_of("t-vacant", "cmd_desk_2").acting


def test_whoever_may_propose_is_led_to_the_form_of_a_successor(signed_in, db: None):
    holder = a_posting("in_post", post=a_post("t-a"), first=-400, end=100)
    way = f"/admin/attaches/posting/add/?post={holder.post_id}&amp;predecessor={holder.pk}"
    assert way in page_of(signed_in("cmd_desk"))
    assert way not in page_of(signed_in("leadership_reader"))
    a_posting("selected", post=holder.post, first=100, end=900)
    assert way not in page_of(signed_in("cmd_desk"))

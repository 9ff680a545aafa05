"""What the advice log tells those who may not read all of it, and what PostgreSQL asks of whoever writes in it."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from access.context import enter_subject
from access.service_subjects import service_subject
from directory.models import HeadOfMissionTenure
from foundation.clock import now, today
from foundation.writes import insert
from missions.models import AdviceEntry, AdviceMonth, ReportingRhythm
from missions.selectors import advice as read
from missions.selectors.post_reports import post_report_pages
from missions.services import advice as services
from missions.services.advice_months import open_ahead
from tests.attaches.scenes import a_post, a_posting
from tests.attaches.story_ways import get, page_of, words
from tests.cast import acting
from tests.missions.scene import days
from tests.missions.test_advice import TOLD, a_head, answered, given
from tests.missions.test_advice_months import months_of, nothing, planned
from tests.missions.test_post_reports import a_rhythm, month, on_the_list

pytestmark = pytest.mark.django_db
NO_STEP = "This page has no such step"


@pytest.fixture
def posting():
    a_head()
    return a_posting("in_post")


def raw(posting, entry: AdviceEntry | None = None, **changes) -> AdviceEntry:
    """A row as a shell would write it, past the services."""
    with acting("drafter"):
        tenure = HeadOfMissionTenure.objects.get(mission=posting.post.mission_id)
    label = (entry or given(posting, ago=9)).label_id
    facts = {
        "given_on": days(-3),
        "mission_id": posting.post.mission_id,
        "label_id": label,
        **TOLD,
        **changes,
    }
    return AdviceEntry(posting=posting, tenure=tenure, **facts)


def test_a_hidden_correction_neither_blocks_nor_tells_of_itself(posting, signed_in):
    entry = given(posting, ago=3)
    answered(entry)
    hidden = given(posting, "cmd_desk", ago=2, corrects=entry, caveats=("mod_only",))
    outside = signed_in("cmd_desk_2")
    assert hidden.reference not in get(outside, f"/advice/{entry.reference}/")
    assert "Enter a correction" in words(get(outside, f"/advice/{entry.reference}/"))
    second = given(posting, "cmd_desk_2", ago=2, corrects=entry)
    with pytest.raises(services.CorrectedAlready):
        given(posting, "cmd_desk_2", ago=2, corrects=entry)
    both = get(signed_in("cmd_desk"), f"/advice/{entry.reference}/")
    assert hidden.reference in both
    assert second.reference in both


def test_postgresql_takes_no_second_correction_that_its_writer_sees(posting):
    entry = given(posting, ago=3)
    answered(entry)
    given(posting, ago=2, corrects=entry)
    with acting("drafter"), pytest.raises(DatabaseError), transaction.atomic():
        insert(raw(posting, entry, corrects=entry))


def test_a_hidden_correction_takes_no_month_from_those_who_read_the_entry(posting):
    a_rhythm(posting.post)
    before, row = months_of(posting.post)[:2]
    entry = given(posting, ago=(today() - row.ends_on).days)
    answered(entry)
    given(posting, "cmd_desk", ago=(today() - before.ends_on).days, corrects=entry, caveats=("mod_only",))
    assert planned(row, row.ends_on + dt.timedelta(days=6)) == []
    with acting("cmd_desk_2") as outside:
        assert list(read.entries_of(row, to=outside)) == [entry]


def test_hidden_advice_settles_its_month_and_is_not_told(posting):
    a_rhythm(posting.post)
    row = months_of(posting.post)[1]
    given(posting, "cmd_desk", ago=(today() - row.ends_on).days, caveats=("mod_only",))
    assert planned(row, row.ends_on + dt.timedelta(days=6)) == []
    with acting("cmd_desk_2") as outside:
        owed = read.listed_months(to=outside, owed=True, post=posting.post.code)
        assert row.pk in owed.values_list("pk", flat=True)
    assert nothing(row, "cmd_desk_2").nothing_on == today()


def test_postgresql_takes_no_entry_that_begins_answered(posting):
    entry = given(posting, ago=9)
    told = raw(posting, entry, outcome="followed", answered_on=today())
    with acting("drafter"):
        with pytest.raises(DatabaseError), transaction.atomic():
            insert(told)
        assert insert(raw(posting, entry)).pk


def test_postgresql_takes_no_month_that_begins_with_a_word():
    held = a_rhythm(a_post())  # nobody is in function there, so that no month is open
    facts = {
        "rhythm": held,
        "post": held.post,
        "period": DateRange(month(2), month(1)),
        "label_id": held.label_id,
    }
    with acting("drafter") as by:
        said = {"nothing_on": today(), "nothing_by_id": by.user_id, "from_office_id": by.office_id}
        with pytest.raises(DatabaseError, match="begins without a word"), transaction.atomic():
            AdviceMonth.objects.bulk_create([AdviceMonth(ends_on=month(1), **facts, **said)])
        assert AdviceMonth.objects.bulk_create([AdviceMonth(ends_on=month(1), **facts)])


@pytest.mark.parametrize("whose", ["nothing_by_id", "from_office_id"])
def test_nothing_is_said_in_nobody_elses_name(posting, whose):
    a_rhythm(posting.post)
    row = months_of(posting.post)[0]
    with acting("cmd_desk") as desk:
        others = {"nothing_by_id": desk.user_id, "from_office_id": desk.office_id}
    with acting("drafter") as by:
        own = {"nothing_on": today(), "nothing_by_id": by.user_id, "from_office_id": by.office_id}
        rows = AdviceMonth.objects.visible_to(by).filter(pk=row.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**{**own, whose: others[whose]})
        assert rows.update(**own) == 1


def test_a_rhythm_older_than_the_log_owes_months_since_the_log_began(posting):
    set_then = a_rhythm(posting.post)
    elsewhere = a_posting("in_post", post=a_post())
    with acting("cmd_desk"):
        insert(
            ReportingRhythm(
                post=elsewhere.post, every="month", period=DateRange(month(2), None), label_id=set_then.label_id,
                created_at=now() - dt.timedelta(days=100),
            )
        )  # fmt: skip
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        open_ahead(by=scheduler, on=today())
    assert [row.period.lower for row in months_of(elsewhere.post)] == [month(0)]
    assert len(months_of(posting.post)) == 3


def test_no_month_is_owed_in_which_nobody_could_advise():
    post = a_post()
    a_head(first=-20)
    a_posting("in_post", post=post)
    a_rhythm(post)
    assert months_of(post)[0].period.upper > days(-20)
    vacant = a_post()
    a_rhythm(vacant)
    assert months_of(vacant) == []


def test_data_entry_offers_only_what_may_be_done(posting, signed_in):
    a_rhythm(posting.post)
    entry, row = given(posting), months_of(posting.post)[0]
    on_the_list("attache-de", "mission:tr")
    for client, offered in ((signed_in("drafter"), True), (signed_in("attache_de"), False)):
        shown = get(client, page_of(entry))
        assert ("/step/followed/" in shown, 'name="_save"' in shown) == (offered, offered)
        assert ("/step/nothing/" in get(client, page_of(row))) is offered
        told = get(client, f"/advice/{entry.reference}/")
        assert ('value="answer"' in told) is offered


def test_a_step_no_page_has_is_refused_in_words(posting, signed_in):
    a_rhythm(posting.post)
    entry, row, client = given(posting), months_of(posting.post)[0], signed_in("drafter")
    with acting("drafter") as by:
        report = post_report_pages(to=by).filter(post=posting.post_id).first()
    for where in (
        f"/advice/{entry.reference}/", f"/advice/months/{row.reference}/", f"/post-reports/{report.reference}/"
    ):  # fmt: skip
        for typed in ({}, {"step": "unknown"}, {"step": "x" * 5_000}):
            answer = client.post(where, typed)
            assert (answer.status_code, NO_STEP in words(answer.content.decode())) == (400, True)
    for record in (entry, row):
        where = page_of(record).removesuffix("change/") + "step/unknown/"
        assert NO_STEP in words(client.post(where, follow=True).content.decode())


def test_the_page_of_a_large_key_leads_to_it(posting, signed_in):
    row = raw(posting, id=1_234_567)
    with acting("drafter"):
        insert(row)
    answered(row)
    shown = get(signed_in("drafter"), f"/advice/{row.reference}/")
    assert f'href="{reverse("admin:missions_adviceentry_add")}?corrects=1234567"' in shown

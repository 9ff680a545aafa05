"""postings.take_over: what ran before the register, entered from what an older record knows."""

import datetime as dt
from typing import Any

import pytest

from attaches.deadlines.postings import RULES
from attaches.models import Post, Posting
from attaches.selectors.requirements import checks_of
from attaches.selectors.submissions import content_for_approval
from attaches.services import accreditations, hosts, notes, postings, posts, submissions, taking_over, tenures
from attaches.services.notes import PostNotEstablished
from attaches.services.plans import OfficerAlreadyPosted
from attaches.services.steps import StepInFuture
from attaches.services.taking_over import PostNotEstablishedThen
from attaches.services.tenures import PostHasIncumbent, PresenceOverlapTooLong
from attaches.terms import SubmissionKind
from audit.models import Event
from directory.models import Country, DiplomaticMission
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from tests.attaches.scenes import a_post, a_posting, an_officer, day, principal
from tests.cast import acting

pytestmark = pytest.mark.django_db


def taken_over(
    post: Post | None = None, *, as_: str = "cmd_desk", assumed_on: int | None = -600, **facts: Any
) -> Posting:
    """Planned for a thousand days from 610 days ago, in post since ten days later; days are counted from today."""
    plan = {"planned_from": -610, "planned_to": 390, **facts}
    said = {name: day(value) if isinstance(value, int) else value for name, value in plan.items()}
    who = {"post": post or a_post(), "officer": said.pop("officer", None) or an_officer()}
    with acting(as_) as by:
        return taking_over.take_over(
            by=by, at=now(), assumed_on=None if assumed_on is None else day(assumed_on), **who, **said
        )


def steps_of(posting: Posting) -> list[tuple[str, dt.date]]:
    with acting("cmd_desk"):
        return list(posting.steps.order_by("id").values_list("state", "reached_on"))


def refused(*fields: str, **facts: Any) -> None:
    with pytest.raises(InvalidInput) as refusal:
        taken_over(**facts)
    assert set(refusal.value.fields) == set(fields)


def test_who_is_in_post_is_entered_with_every_day_the_record_has():
    posting = taken_over(
        on=-900, consent_note_on=-800, consent_reply_on=-760, accreditation_note_on=-750, accredited_on=-700,
        arrived_on=-620, order_no="12/2024",
    )  # fmt: skip
    assert (posting.state, posting.order_no, posting.taken_over_on) == ("in_post", "12/2024", today())
    assert (posting.incumbency.lower, posting.incumbency.upper) == (day(-600), None)
    assert (posting.presence.lower, posting.presence.upper) == (day(-620), None)
    assert steps_of(posting)[4:] == [
        ("mfa_coordinated", day(-900)), ("consent_requested", day(-800)), ("consent_granted", day(-760)),
        ("accreditation_requested", day(-750)), ("accredited", day(-700)), ("in_post", day(-600)),
    ]  # fmt: skip
    with acting("cmd_desk"):
        paper = principal(posting)
    assert (paper.state, paper.consent_note_on, paper.accredited_on) == ("accredited", day(-800), day(-700))


def test_a_step_the_record_has_no_day_of_gets_the_latest_before():
    posting = taken_over(consent_reply_on=-760)
    assert steps_of(posting)[-5:] == [
        *((state, day(-760)) for state in ("consent_requested", "consent_granted", "accreditation_requested")),
        ("accredited", day(-760)), ("in_post", day(-600)),
    ]  # fmt: skip
    assert {reached for _state, reached in steps_of(taken_over())} == {day(-600)}


def test_what_is_over_is_entered_with_its_end_and_waits_for_nobody():
    posting = taken_over(planned_to=-200, ended_on=-210, departed_on=-205, end_reason="Tour completed")
    assert (posting.state, posting.end_reason, posting.planned.upper) == (
        "ended",
        "Tour completed",
        day(-200),
    )
    assert (posting.incumbency.upper, posting.presence.upper) == (day(-210), day(-205))
    with acting("cmd_desk"):
        assert (principal(posting).state, principal(posting).ended_on) == ("ended", day(-210))
        (debriefs,) = [rule for rule in RULES if rule.code == "postings.debrief"]
        assert not debriefs.rows().filter(pk=posting.pk).exists()


def test_who_left_long_ago_is_gone_by_the_day_functions_ended():
    assert taken_over(planned_to=-200, ended_on=-210).presence.upper == day(-210)
    assert taken_over(ended_on=-5).presence.upper is None


def test_the_record_s_rows_are_entered_in_any_order():
    post, officer = a_post(), an_officer()
    running = taken_over(post)
    before = taken_over(
        post, assumed_on=-1500, planned_from=-1500, planned_to=-500, ended_on=-600, officer=officer
    )
    taken_over(
        a_post(), planned_from=-600, officer=officer
    )  # he left early: his next post began in the old plan
    with acting("cmd_desk") as by:
        assert postings.amend(running, by=by, predecessor=before).predecessor == before


def test_what_the_host_did_then_counts_over_what_it_asks_for_today():
    with acting("cmd_desk") as by:
        hosts.keep(
            Country.objects.get(iso2="TR"), by=by, consents_to_person=False, second_note=False, basis="Note 1"
        )
    assert [state for state, _day in steps_of(taken_over())][-3:] == [
        "accreditation_requested", "accredited", "in_post",
    ]  # fmt: skip
    posting = taken_over(consent_note_on=-700)
    with acting("cmd_desk"):
        assert not principal(posting).consent_waived
        assert principal(posting).consent_note_on == day(-700)


def test_nothing_of_it_lies_in_the_future_and_each_day_follows_the_one_before():
    refused("assumed_on", assumed_on=1)
    refused("ended_on", "departed_on", ended_on=1, departed_on=2)
    refused("consent_reply_on", consent_note_on=-700, consent_reply_on=-701)
    refused("consent_reply_on", consent_reply_on=-640, arrived_on=-650)
    refused("arrived_on", arrived_on=-599)
    refused("ended_on", ended_on=-600)
    refused("departed_on", ended_on=-500, departed_on=-600)
    refused("ended_on", departed_on=-100)
    refused("ended_on", end_reason="Tour completed")
    refused("planned_to", planned_to=-610)
    refused("assumed_on", assumed_on=None)
    refused("handed_over_on", handed_over_on=-3)


def test_a_post_has_one_incumbent_and_an_officer_one_post_on_every_day_of_the_past():
    post, officer = a_post(), an_officer()
    taken_over(post, planned_to=-100, ended_on=-110, officer=officer)
    with pytest.raises(PostHasIncumbent):
        taken_over(post, assumed_on=-300, planned_from=-300)
    with pytest.raises(OfficerAlreadyPosted):
        taken_over(assumed_on=-300, planned_from=-300, officer=officer)
    with pytest.raises(PresenceOverlapTooLong):
        taken_over(post, assumed_on=-110, arrived_on=-150, planned_from=-110)
    assert taken_over(post, assumed_on=-110, arrived_on=-120, planned_from=-110).state == "in_post"


def test_a_running_posting_holds_its_officer_for_the_whole_plan():
    officer = an_officer()
    a_posting(officer=officer, first=100, end=900)
    with pytest.raises(OfficerAlreadyPosted):
        taken_over(officer=officer)


def test_the_post_was_established_by_then():
    with acting("cmd_desk") as by:
        mission = DiplomaticMission.objects.get(code="emb-tr")
        facts = {"kind": "attache_office", "title": "defence_attache", "mission": mission}
        post = posts.plan(by=by, on=day(-650), at=now(), code="late", **facts)
    with pytest.raises(PostNotEstablished):
        taken_over(post)
    with acting("cmd_desk") as by:
        for state in ("authorised", "established"):
            posts.advance(post, state, by=by, on=day(-590), at=now())
    with pytest.raises(PostNotEstablishedThen):
        taken_over(post)
    assert taken_over(post, assumed_on=-590).state == "in_post"


def test_requirements_are_not_checked_and_nobody_says_they_were():
    post = a_post(rank_min="major_general", training_required=True, language="tr", required_slp="3333")
    posting = taken_over(post)
    with acting("cmd_desk") as by:
        found = checks_of(posting, to=by)
        assert len(found) == 3
        assert not any(check.checked or check.in_the_way or check.met for check in found)
        content = content_for_approval(posting, SubmissionKind.POSTING_EXTENSION, {}, to=by)
    assert (content["taken_over_on"], content["requirements"]) == (today().isoformat(), [])


def test_the_trail_says_that_it_was_taken_over():
    posting = taken_over(as_="mod_personnel")
    with acting("cmd_desk"):
        verbs = Event.objects.filter(reference=posting.reference).values_list("verb", flat=True)
        assert set(verbs) == {"postings.propose", "postings.take_over"}


def test_the_center_and_personnel_take_over_nobody_else():
    for name in ("mfa_protocol", "mfa_desk", "attache", "imcd_head"):
        with pytest.raises(NotPermitted):
            taken_over(as_=name)
    assert taken_over(as_="cmd_head").state == "in_post"


def test_what_was_taken_over_goes_on_like_any_other():
    posting = taken_over()
    with acting("cmd_desk") as by:
        case = submissions.submit_extension(
            posting, by=by, until=day(500), reason="successor not ready", on=today(), at=now()
        )
        assert case.state == "open"
        submissions.take_back(posting, by=by, reason="he is ready", at=now())
        postings.advance(posting, "handover", by=by, on=today(), at=now())
        ended = tenures.end(posting, by=by, on=today(), at=now())
        (debriefs,) = [rule for rule in RULES if rule.code == "postings.debrief"]
        assert (ended.state, debriefs.rows().filter(pk=posting.pk).exists()) == ("ended", True)


def test_nothing_is_entered_as_of_a_day_that_has_not_come():
    post, officer, posting = a_post(), an_officer(), a_posting()
    with acting("cmd_desk") as by:
        facts = {"by": by, "on": day(1), "at": now()}
        with pytest.raises(StepInFuture):
            posts.plan(code="x", kind="attache_office", mission=post.mission, title="air_attache", **facts)
        with pytest.raises(StepInFuture):
            postings.propose(post=post, officer=officer, planned_from=day(9), planned_to=day(99), **facts)
        with pytest.raises(StepInFuture):
            accreditations.plan(posting, country=Country.objects.get(iso2="AT"), **facts)


def test_a_side_accreditation_of_the_past_follows_with_its_own_days():
    posting = taken_over()
    with acting("cmd_desk") as by:
        side = accreditations.plan(
            posting, by=by, on=day(-500), at=now(), country=Country.objects.get(iso2="AT")
        )
        notes.request(side, by=by, on=day(-490), at=now())
        assert notes.record_consent(side, by=by, on=day(-450), at=now()).consent_reply_on == day(-450)


def test_nobody_takes_over_from_himself():
    posting = a_posting()
    with acting("cmd_desk") as by, pytest.raises(InvalidInput) as refusal:
        postings.amend(posting, by=by, predecessor=posting)
    assert set(refusal.value.fields) == {"predecessor"}

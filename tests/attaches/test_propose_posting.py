"""postings.propose and postings.amend."""

import pytest

from attaches.models import Accreditation, Posting
from attaches.services import postings, posts
from attaches.services.plans import OfficerAlreadyPosted
from attaches.services.postings import PostClosed
from attaches.services.steps import Frozen
from directory.models import Country
from foundation.clock import now
from foundation.errors import InvalidInput, NotPermitted, RecordChanged, RuleBroken
from tests.attaches.scenes import a_post, a_posting, an_officer, day, principal
from tests.cast import acting


def test_a_posting_is_entered_together_with_its_principal_accreditation(db: None):
    posting = a_posting("proposed", post=a_post(mission="emb-tr"))
    with acting("cmd_desk"):
        paper = principal(posting)
        assert (paper.country.iso2, paper.state, paper.role) == ("TR", "planned", "principal")
        assert [row.state for row in posting.steps.all()] == ["proposed"]


def test_an_organisations_post_is_accredited_to_the_organisation(db: None):
    posting = a_posting("proposed", post=a_post(mission="nmr-osce"))
    with acting("cmd_desk"):
        assert principal(posting).organisation.code == "OSCE"


def test_side_accreditations_are_entered_in_the_same_act(db: None):
    austria = Country.objects.get(iso2="AT")
    posting = a_posting("proposed", accreditations=[{"role": "side", "country": austria}])
    with acting("cmd_desk"):
        rows = Accreditation.in_context.filter(posting=posting).order_by("role")
        assert [(row.role, row.country.iso2) for row in rows] == [("principal", "TR"), ("side", "AT")]


def test_a_waived_consent_has_a_legal_reason_or_nothing_is_entered(db: None):
    post, officer = a_post(), an_officer()
    with acting("cmd_desk") as clerk:
        receiver = {"role": "principal", "country": post.mission.country, "consent_waived": True}
        with pytest.raises(InvalidInput) as refusal:
            postings.propose(
                by=clerk, on=day(0), post=post, officer=officer, planned_from=day(1), planned_to=day(9),
                accreditations=[receiver],
            )  # fmt: skip
        assert "waiver_basis" in refusal.value.fields
        assert not Posting.in_context.exists()


def test_an_officer_is_in_one_posting_at_a_time(db: None):
    officer = an_officer()
    a_posting("in_post", officer=officer, first=-400, end=600)
    with pytest.raises(OfficerAlreadyPosted):
        a_posting(officer=officer, first=500, end=900)
    a_posting(officer=officer, first=600, end=900)


def test_the_database_says_so_too(db: None):
    officer = an_officer()
    a_posting("proposed", officer=officer, first=10, end=100)
    other = a_posting("proposed", officer=officer, first=100, end=200)
    with acting("cmd_desk"), pytest.raises(RuleBroken):
        from foundation.acts import act

        with act("test"):
            Posting._base_manager.filter(pk=other.pk).update(planned=(day(50), day(200)))


def test_the_end_comes_after_the_beginning(db: None):
    with pytest.raises(InvalidInput) as refusal:
        a_posting(first=10, end=10)
    assert "planned_to" in refusal.value.fields


def test_nobody_is_proposed_for_a_closed_post(db: None):
    post = a_post()
    with acting("cmd_desk") as clerk:
        posts.advance(post, "closed", by=clerk, on=day(-1), at=now(), reason="merged")
    with pytest.raises(PostClosed):
        a_posting(post=post)


def test_the_plan_is_amended_under_its_version_and_not_once_it_is_over(db: None):
    posting = a_posting("ended", first=-400, end=-10)
    ahead = a_posting("proposed", first=10, end=100)
    with acting("cmd_desk") as clerk:
        saved = postings.amend(ahead, by=clerk, version=ahead.version, planned_to=day(120))
        assert saved.planned.upper == day(120)
        with pytest.raises(RecordChanged):
            postings.amend(ahead, by=clerk, version=1, order_no="2")
        with pytest.raises(Frozen):
            postings.amend(posting, by=clerk, order_no="2")


def test_the_attache_proposes_nobody(db: None):
    post, officer = a_post(), an_officer()
    with acting("attache") as attache, pytest.raises(NotPermitted):
        postings.propose(
            by=attache, on=day(0), post=post, officer=officer, planned_from=day(1), planned_to=day(9)
        )


def test_one_takes_over_from_somebody_at_the_same_post(db: None):
    elsewhere = a_posting("in_post", post=a_post(mission="emb-de"))
    with pytest.raises(InvalidInput) as refused:
        a_posting("proposed", first=700, end=900, predecessor=elsewhere)
    assert "predecessor" in refused.value.fields

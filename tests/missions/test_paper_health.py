"""Facts for coordination-health: which accredited attachés work to a paper that both signed (A7.30, A7.32)."""

import pytest

from missions.selectors.health import paper_health_rows
from tests.attaches.scenes import a_post, a_posting
from tests.cast import acting
from tests.missions.scene import approved, days, reference

pytestmark = pytest.mark.django_db


def rows(name="leadership_reader", as_of=0):
    with acting(name) as by:
        return {(row.mission, row.country): row for row in paper_health_rows(to=by, as_of=days(as_of))}


def test_a_mission_counts_with_its_attache_and_the_paper_both_signed():
    a_posting("in_post", post=a_post(mission="emb-tr"))
    a_posting("in_post", post=a_post(mission="emb-ge"))
    a_post(mission="emb-de")
    paper = approved(last_on=days(300))
    found = rows()
    assert set(found) == {("emb-tr", "TR"), ("emb-ge", "GE")}
    turkish, georgian = found["emb-tr", "TR"], found["emb-ge", "GE"]
    assert (turkish.paper, turkish.ends_on, turkish.both_signed) == (reference(paper), days(300), True)
    assert (georgian.paper, georgian.has_paper, georgian.both_signed) == (None, False, False)
    assert len(turkish.posts) == len(turkish.postings) == 1


def test_yesterday_is_told_as_it_was():
    a_posting("in_post", post=a_post(mission="emb-tr"))
    approved()
    assert rows(as_of=0)["emb-tr", "TR"].has_paper
    assert not rows(as_of=-1)["emb-tr", "TR"].has_paper


def test_who_is_not_on_the_list_of_a_mission_counts_it_not_at_all():
    """That there is no paper is said to those alone who could see one; the posts themselves are known to all staff."""
    for code in ("tr", "de"):
        a_posting("in_post", post=a_post(mission=f"emb-{code}"))
    approved()
    assert set(rows("attache_de")) == {("emb-de", "DE")}
    assert set(rows("attache")) == {("emb-tr", "TR")}
    assert rows("attache")["emb-tr", "TR"].has_paper

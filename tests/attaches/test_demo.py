"""The demo's representation tells its stories (domain.md D: P1-P5, L1)."""

from collections import Counter

import pytest

from attaches.models import Accreditation, LanguageResult, Posting, PostingRemark
from attaches.selectors.posture import posture_rows
from directory.models import DiplomaticMission
from foundation.clock import now, today
from tests.attaches.scenes import day
from tests.cast import acting
from workspace.management.demo import attaches


@pytest.fixture
def demo(db: None) -> None:
    attaches.load(on=today(), at=now())


@pytest.mark.usefixtures("demo")
def test_posts_and_stories():
    with acting("cmd_desk") as clerk:
        rows = {row.code: row for row in posture_rows(to=clerk, as_of=today())}
        assert Counter(row.kind for row in rows.values()) == {
            "attache_office": 22, "nato_staff_post": 6, "national_military_representation": 3, "un_mission": 2,
        }  # fmt: skip
        names = {code: rows[f"da-{code}"].incumbent for code in ("tr", "ge", "de")}
        assert [tenure.officer_name for tenure in names.values() if tenure] == [
            "Nümunə Sınaqov", "Örnək Sınaqov", "Təlim Maketov",
        ]  # fmt: skip
        first = rows["da-de"]
        assert first.incumbent is not None
        assert (first.incumbent.until, first.successor) == (day(150), None)
        asked = Accreditation.in_context.get(posting__post__code="da-ro", state="consent_requested")
        assert asked.consent_note_on == day(-40)
        assert Posting.in_context.filter(post__code="da-ua", state="consent_refused").exists()
        sent_away = Posting.in_context.get(post__code="da-by")
        assert (sent_away.state, sent_away.state_on) == ("declared_png", day(-3))
        leaving, coming = Posting.in_context.filter(post__code="da-it").order_by("planned__startswith")
        assert (leaving.planned.upper - coming.presence.lower).days == 10
        chosen = Posting.in_context.get(post__code="da-fr", state="selected")
        assert not LanguageResult.in_context.holding(today()).filter(officer=chosen.officer).exists()
        sides = [side.state for row in rows.values() for side in row.side]
        assert sorted(sides) == ["accredited", "accredited", "consent_requested", "objected"]
        assert not Posting.in_context.filter(is_demo=False).exists()


@pytest.mark.usefixtures("demo")
def test_two_people_see_different_things():
    counts = {}
    for name in ("cmd_desk", "mfa_desk"):
        with acting(name):
            counts[name] = PostingRemark.in_context.count()
    assert counts == {"cmd_desk": 2, "mfa_desk": 0}


def test_our_embassies_stand_in_the_countries_that_take_an_article(db: None):
    names = dict(DiplomaticMission.objects.values_list("code", "name_en"))
    assert [names[f"emb-{code}"] for code in ("us", "gb", "kr", "ge")] == [
        "Embassy in the United States", "Embassy in the United Kingdom", "Embassy in the Republic of Korea",
        "Embassy in Georgia",
    ]  # fmt: skip

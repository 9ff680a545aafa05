"""Words find officers, posts and postings with or without diacritics, through pinned functions (walls.md 1)."""

import pytest
from django.db import connection

from attaches.models import Accreditation, Officer, Post, Posting
from attaches.selectors.officers import officers
from tests.attaches.scenes import a_post, a_posting, an_officer
from tests.cast import acting


@pytest.fixture
def posting(db: None) -> Posting:
    return a_posting(
        post=a_post("da-tr-7", designation="Şübhəsiz"), officer=an_officer("Şəkil Ölçüyev"), first=100
    )


@pytest.mark.parametrize(
    "words",
    [
        "şəkil",
        "SEKIL",
        "olcuyev sekil",
        "Ölçüyev",
        "cuye",
        "şə",
        "da-tr-7",
        "subhesiz",
        "Türkiye",
        "turkiye",
        "TÜRK",
    ],
)
def test_a_posting_is_found_by_officer_post_and_country(posting: Posting, words: str):
    with acting("cmd_desk") as clerk:
        assert list(Posting.objects.visible_to(clerk).matching(words)) == [posting]
        assert Accreditation.objects.visible_to(clerk).matching(words).count() == 1


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "\x00", "xyz", "sekil xyz", "kil-", "%%%%"])
def test_signs_mean_themselves_and_break_nothing(posting: Posting, words: str):
    with acting("cmd_desk") as clerk:
        assert not Officer.objects.visible_to(clerk).matching(words).exists()


def test_a_reference_finds_its_record(posting: Posting):
    with acting("cmd_desk") as clerk:
        assert list(Posting.objects.visible_to(clerk).matching(posting.reference.lower())) == [posting]
        assert list(Post.objects.visible_to(clerk).matching(posting.post.reference)) == [posting.post]


def test_words_are_looked_up_in_the_index(posting: Posting):
    with acting("cmd_desk"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SELECT pg_get_functiondef('search_attaches_officer(text)'::regprocedure)")
        definition = cursor.fetchone()[0]
        assert "SECURITY DEFINER" in definition
        assert "search_path TO 'public', 'pg_temp'" in definition
        assert "force_custom_plan" in definition
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'attaches_officer_words'")
        assert "gin_trgm_ops" in cursor.fetchone()[0]


def test_names_stand_in_the_order_of_the_alphabet(db: None):
    names = ["Zal", "Şah", "Sab", "Əli", "Eldar", "Iğdır", "İlham", "Çin", "Can", "Walter", "Xan", "Heydər"]
    for name in names:
        an_officer(name)
    with acting("cmd_desk") as clerk:
        ordered = [officer.full_name for officer in officers(to=clerk)]
    assert ordered == [
        "Can", "Çin", "Eldar", "Əli", "Heydər", "Xan", "Iğdır", "İlham", "Sab", "Şah", "Zal", "Walter",
    ]  # fmt: skip

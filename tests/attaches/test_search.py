"""Words find officers, posts and postings with or without diacritics, through pinned functions (walls.md 1)."""

import pytest
from django.db import connection
from psycopg import sql

from attaches.models import Accreditation, Officer, Post, Posting
from attaches.selectors.officers import officers
from tests.attaches.foreign_scenes import a_foreigner
from tests.attaches.scenes import a_post, a_posting, an_officer
from tests.cast import acting
from tests.ground import owner


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


def test_the_search_of_the_register_finds_a_foreign_attache(db: None, signed_in):
    attache = a_foreigner(full_name="Örnek Şəxsov")
    page = signed_in("mfa_protocol").get("/search/", {"q": "ornek sexsov"}).content.decode()
    assert attache.reference in page
    assert f"/admin/attaches/foreignattache/{attache.pk}/" in page


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "\x00", "xyz", "sekil xyz", "kil-", "%%%%"])
def test_signs_mean_themselves_and_break_nothing(posting: Posting, words: str):
    with acting("cmd_desk") as clerk:
        assert not Officer.objects.visible_to(clerk).matching(words).exists()


def test_a_reference_finds_its_record(posting: Posting):
    with acting("cmd_desk") as clerk:
        assert list(Posting.objects.visible_to(clerk).matching(posting.reference.lower())) == [posting]
        assert list(Post.objects.visible_to(clerk).matching(posting.post.reference)) == [posting.post]


@pytest.mark.parametrize("table", ["attaches_officer", "attaches_post"])
def test_the_function_is_pinned(db: None, table: str):
    with acting("cmd_desk"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regprocedure)", [f"search_{table}(text)"])
        definition = cursor.fetchone()[0]
    for word in (
        "SECURITY DEFINER",
        "search_path TO 'public', 'pg_temp'",
        "force_custom_plan",
        "allowed_labels()",
    ):
        assert word in definition


@pytest.mark.parametrize("pattern", ["%sinaq%", "% si%", "% s%"])
def test_words_are_looked_up_in_the_index_and_no_table_is_scanned(db: None, pattern: str):
    with owner() as shell, shell.transaction(force_rollback=True):
        shell.execute(
            "INSERT INTO access_label (level, caveats, compartments, releasable_to, digest)"
            " VALUES (1, '{}', '{}', '{}', 'volume') ON CONFLICT DO NOTHING"
        )
        shell.execute(
            "INSERT INTO attaches_officer (label_id, full_name, rank, service_branch, version, is_demo) "
            "SELECT (SELECT max(id) FROM access_label), CASE WHEN n % 500 = 0 THEN 'Sınaqov ' ELSE 'Maket ' END || n,"
            " 'major', 'staff', 1, true FROM generate_series(1, 5000) n"
        )
        shell.execute("ANALYZE attaches_officer")
        shell.execute("SELECT gin_clean_pending_list('attaches_officer_words')")  # as autovacuum does
        words = shell.execute(
            "SELECT pg_get_expr(indexprs, indrelid) FROM pg_index WHERE indexrelid = 'attaches_officer_words'::regclass"
        ).fetchone()
        assert words is not None
        asked = "EXPLAIN SELECT id FROM attaches_officer WHERE label_id = ANY ('{1,2,3}') AND {} LIKE {}"
        literal = sql.SQL(asked.replace("{1,2,3}", "{{1,2,3}}")).format(
            sql.SQL(words[0]), sql.Literal(pattern)
        )
        plan = shell.execute(literal).fetchall()
    steps = [row[0].split("(cost")[0].strip() for row in plan if "(cost" in row[0]]
    assert steps == [
        "Bitmap Heap Scan on attaches_officer",
        "->  Bitmap Index Scan on attaches_officer_words",
    ]


def test_names_stand_in_the_order_of_the_alphabet(db: None):
    names = ["Zal", "Şah", "Sab", "Əli", "Eldar", "Iğdır", "İlham", "Çin", "Can", "Walter", "Xan", "Heydər"]
    for name in names:
        an_officer(name)
    with acting("cmd_desk") as clerk:
        ordered = [officer.full_name for officer in officers(to=clerk)]
    assert ordered == [
        "Can", "Çin", "Eldar", "Əli", "Heydər", "Xan", "Iğdır", "İlham", "Sab", "Şah", "Zal", "Walter",
    ]  # fmt: skip

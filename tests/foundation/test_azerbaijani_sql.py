"""The migrated SQL functions against their Python twins."""

import pytest
from django.db import connection

from foundation.azerbaijani import CAPITALS, ORDER, search_fold, sort_key

pytestmark = pytest.mark.django_db

WORDS = [
    "",
    "Şuşa",
    "IĞDIR",
    "İSTANBUL",
    "S\u0327us\u0327a",
    "I\u0307ran",
    "O'Brien",
    "Côte d’Ivoire",
    "a\\b",
    "%_",
]


def folded_by_sql(texts: list[str]) -> list[tuple[str, str, str]]:
    question = "SELECT word, az_sort_key(word), az_search_fold(word) FROM unnest(%s::text[]) AS word"
    with connection.cursor() as cursor:
        cursor.execute(question, [texts])
        return cursor.fetchall()


@pytest.mark.parametrize("texts", [list(ORDER + CAPITALS), WORDS], ids=["alphabet", "words"])
def test_both_sides_fold_alike(texts: list[str]):
    assert folded_by_sql(texts) == [(text, sort_key(text), search_fold(text)) for text in texts]


def test_both_sides_fold_every_letter_a_name_can_hold_alike():
    texts = [chr(code) for code in range(1, 0x3000)]
    assert all(
        key == sort_key(text) and fold == search_fold(text) for text, key, fold in folded_by_sql(texts)
    )


def test_an_order_by_of_the_key_needs_no_collation():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT letter FROM unnest(%s::text[]) AS letter ORDER BY az_sort_key(letter)", [sorted(ORDER)]
        )
        assert "".join(row[0] for row in cursor.fetchall()) == ORDER


def test_missing_text_stays_missing():
    with connection.cursor() as cursor:
        cursor.execute("SELECT az_sort_key(NULL), az_search_fold(NULL)")
        assert cursor.fetchone() == (None, None)

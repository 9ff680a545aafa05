"""Search behind wall 1: a pinned function per table that tests labels itself, over a trigram index of folded words.

LIKE and trigram operators are not leakproof, so under a row policy their index would not be used (walls.md 1).
"""

from typing import Any

from django.db.migrations.operations import RunSQL

MAX_WORDS, MAX_LENGTH = 8, 200

# Every word must occur: from three letters on anywhere, shorter ones at the start of a word, so that each of them has
# trigrams to look up. The blank in front of the text lets its first word start like any other.
SEARCH_SQL = """
CREATE OR REPLACE FUNCTION search_{table}(words text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    word text;
    tests text := '';
BEGIN
    FOR word IN
        SELECT DISTINCT w FROM regexp_split_to_table(az_search_fold(left(words, {max_length})), '\\s+') w
        WHERE w <> '' LIMIT {max_words}
    LOOP
        tests := tests || format(' AND %s LIKE %L', {expression},
            CASE WHEN length(word) < 3 THEN '% ' ELSE '%' END
            || regexp_replace(word, '([\\\\%_])', '\\\\\\1', 'g') || '%');
    END LOOP;
    IF tests <> '' THEN
        RETURN QUERY EXECUTE 'SELECT id::bigint FROM {table} WHERE label_id = ANY ($1)' || tests USING allowed_labels();
    END IF;
END $$;
CREATE INDEX {table}_words ON {table} USING gin (({text}) gin_trgm_ops);
"""
SEARCH_REVERSE_SQL = "DROP INDEX {table}_words; DROP FUNCTION search_{table}(text);"


class Searchable(RunSQL):
    """Migration operation, after Protected(table): makes `queryset.matching(words)` possible over `columns`."""

    def __init__(self, table: str, columns: list[str]) -> None:
        self.table, self.columns = table, columns
        text = "az_search_fold(" + " || ".join(f"' ' || coalesce({column}, '')" for column in columns) + ")"
        quoted = "'" + text.replace("'", "''") + "'"
        super().__init__(
            SEARCH_SQL.format(
                table=table, text=text, expression=quoted, max_words=MAX_WORDS, max_length=MAX_LENGTH
            ),
            SEARCH_REVERSE_SQL.format(table=table),
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.columns], {}

    def describe(self) -> str:
        return f"Words of {', '.join(self.columns)} in {self.table} can be searched"

"""Reference numbers: kind, year and five random characters without look-alikes, e.g. AGR-2026-7K3QF (decisions.md 7).

PostgreSQL draws them (function new_reference), so rows written in any way have one and no gap tells of hidden rows.
"""

import re
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

PATTERN = re.compile(r"^[A-Z]{2,4}-\d{4}-[2-9A-HJ-NP-Z]{5}$")

NEW_REFERENCE_SQL = """
CREATE OR REPLACE FUNCTION new_reference(kind text, home text) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    letters constant text := '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
    candidate text;
    taken boolean;
BEGIN
    LOOP
        candidate := kind || '-' || extract(year FROM home_today())::text || '-';
        FOR i IN 1..5 LOOP
            candidate := candidate || substr(letters, 1 + floor(random() * 32)::int, 1);
        END LOOP;
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE reference = $1)', home) INTO taken USING candidate;
        EXIT WHEN NOT taken;
    END LOOP;
    RETURN candidate;
END $$;
"""


class NewReference(models.Func):
    """Database default that draws a reference of a kind for a table."""

    function = "new_reference"

    def __init__(self, *expressions: Any, **extra: Any) -> None:
        super().__init__(*expressions, output_field=models.CharField(), **extra)


def reference_field(kind: str, table: str) -> models.CharField:
    """The public id of a record of `kind` kept in `table`; also its address over REST."""
    return models.CharField(
        _("reference"),
        max_length=20,
        unique=True,
        editable=False,
        db_default=NewReference(models.Value(kind), models.Value(table)),
    )

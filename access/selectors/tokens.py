"""Who acts with a token; one statement, because every REST request asks it."""

import datetime as dt

from django.db import connection
from django.utils import timezone

from access.context import Subject


def subject_of_token(digest: str, *, at: dt.datetime) -> Subject | None:
    """The person in the office of a token; None once it has expired, the person left or the office is another's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_bearer(%s, %s, %s)", [digest, at, timezone.localdate(at)])
        found = cursor.fetchone()
    return Subject(*found) if found else None

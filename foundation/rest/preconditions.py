"""ETag and If-Match: a write over REST is based on the version that was read (428 without, 412 when stale)."""

import re
from typing import Any

from foundation.errors import PreconditionMissing, RecordChanged

_TAG = re.compile(r'^(?:W/)?"v(\d{1,9})"$')


def etag(record: Any) -> str:
    """The ETag of a versioned record."""
    return f'"v{record.version}"'


def expected_version(request: Any) -> int:
    """The version named by If-Match; raises PreconditionMissing without it, RecordChanged when it is none of ours."""
    given = request.headers.get("If-Match", "")
    if not given:
        raise PreconditionMissing
    match = _TAG.match(given.strip())
    if not match:
        raise RecordChanged
    return int(match.group(1))

"""ETag and If-Match: a write over REST is based on the version that was read (428 without, 412 when stale)."""

import re
from collections.abc import MutableMapping
from typing import Any

from django.utils.translation import gettext_lazy as _

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


def version_of_part(given: MutableMapping[str, Any], part: Any) -> int:
    """Take the `version` a body says it has read of a part that has no ETag of its own; 0 where none was there to read.

    Raises PreconditionMissing where the part is there and the body names none.
    """
    version = given.pop("version", None)
    if part is not None and version is None:
        raise PreconditionMissing(_("Send the version you read of this part as “version”."))
    return int(version or 0)

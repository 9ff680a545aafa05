"""The canonical form in which something is signed: one content, one hash, whoever computes it. Pure."""

import datetime as dt
import json
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any


def canonical(content: Mapping[str, Any]) -> bytes:
    """The bytes everybody signs: sorted keys, NFC, instants in UTC, decimals written out; a float raises TypeError."""
    plain = _plain(content)
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def content_hash(written: bytes) -> str:
    """SHA-256 of the canonical bytes."""
    return sha256(written).hexdigest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n")
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_plain(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")

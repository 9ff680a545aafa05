"""Reading JSON bodies: bounded in size, an object on top."""

from typing import Any

import orjson
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import BaseParser

from foundation.rest.problems import PayloadTooLarge


class StrictJSONParser(BaseParser):
    """Raises PayloadTooLarge above the limit and ParseError for anything that is not a JSON object."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise PayloadTooLarge
        try:
            data = orjson.loads(body or b"{}")
        except orjson.JSONDecodeError as error:
            raise ParseError(_("The body is not valid JSON.")) from error
        if not isinstance(data, dict):
            raise ParseError(_("The body must be a JSON object."))
        if b"\\u0000" in body:
            refuse_nul(data)
        return data


def refuse_nul(value: Any, place: str = "") -> None:
    """PostgreSQL has no NUL in texts; whatever carries one is refused beside its field, before anything looks it up."""
    if isinstance(value, str) and "\x00" in value:
        raise ValidationError({place: [_("Null characters are not allowed.")]})
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        refuse_nul(key, place)
        refuse_nul(part, f"{place}.{key}" if place else str(key))

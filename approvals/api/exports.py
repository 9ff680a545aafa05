"""What may be asked of a printed matter over REST: ?format=pdf|docx, ?language=en|az."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from approvals.selectors.printed import LANGUAGES
from approvals.services.exports import FORMS
from foundation.errors import InvalidInput
from foundation.rest.lists import refuse_unknown

LANGUAGE = OpenApiParameter(
    "language", str, enum=LANGUAGES, description="Of the frame; default the reader's."
)
FORMAT = OpenApiParameter("format", str, enum=list(FORMS), description="Default pdf.")


def described(*parameters: OpenApiParameter, media: tuple[str, ...]) -> Any:
    """The schema of an address that answers with a file."""
    return extend_schema(
        parameters=list(parameters),
        responses={(200, kind): OpenApiResponse(bytes, description="The file.") for kind in media},
    )


MEDIA = tuple(media for media, _make in FORMS.values())
printed = described(FORMAT, LANGUAGE, media=MEDIA)
printed_sheet = described(LANGUAGE, media=(FORMS["pdf"][0],))


def asked_for(request: Request, *, formats: bool = True) -> dict[str, str]:
    """Language and form; an unknown one is an error beside its name, never ignored."""
    refuse_unknown(request.query_params, ("format", "language") if formats else ("language",))
    language = request.query_params.get("language") or (get_language() or LANGUAGES[0])[:2]
    form = request.query_params.get("format") or "pdf"
    wrong: dict[str, list[Any]] = {}
    if language not in LANGUAGES:
        wrong["language"] = [_("en or az.")]
    if form not in FORMS:
        wrong["format"] = [_("pdf or docx.")]
    if wrong:
        raise InvalidInput(fields=wrong)
    return {"language": language, "form": form} if formats else {"language": language}

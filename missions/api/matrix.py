"""What may be asked of the comment matrix over REST: ?format=csv|xlsx, ?language=en|az, ?internal=yes|no."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from approvals.api.exports import LANGUAGE, described
from approvals.selectors.printed import LANGUAGES
from foundation.errors import InvalidInput
from foundation.rest.lists import refuse_unknown
from missions.services.exports import REMARKS_AS

INTERNAL = {"yes": True, "no": False}
matrix_schema = described(
    OpenApiParameter("format", str, enum=list(REMARKS_AS), description="Default csv."),
    LANGUAGE,
    OpenApiParameter(
        "internal",
        str,
        enum=list(INTERNAL),
        description="With those kept within the reader's ministry; default yes.",
    ),
    media=tuple(media for media, _make in REMARKS_AS.values()),
)
DEFAULTS = {"format": "csv", "internal": "yes"}
ALLOWED: dict[str, tuple[tuple[str, ...], Any]] = {
    "format": (tuple(REMARKS_AS), _("csv or xlsx.")),
    "language": (tuple(LANGUAGES), _("en or az.")),
    "internal": (tuple(INTERNAL), _("yes or no.")),
}


def asked_for_matrix(request: Request) -> dict[str, Any]:
    """Form, language and whether internal ones are in it; an unknown one is an error beside its name."""
    refuse_unknown(request.query_params, tuple(ALLOWED))
    usual = {**DEFAULTS, "language": (get_language() or LANGUAGES[0])[:2]}
    asked = {name: request.query_params.get(name) or usual[name] for name in ALLOWED}
    wrong = {name: [words] for name, (allowed, words) in ALLOWED.items() if asked[name] not in allowed}
    if wrong:
        raise InvalidInput(fields=wrong)
    return {"form": asked["format"], "language": asked["language"], "internal": INTERNAL[asked["internal"]]}

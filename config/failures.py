"""What is answered where no view could: a page for people, a problem document (RFC 9457) for programs."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views import defaults

from foundation.rest.problems import CONTENT_TYPE, PayloadTooLarge, document

API = "/api/"
AGAIN = 30  # seconds until a second try is worth it
# Classes of SQLSTATE: connection lost, resources exhausted, server going down or coming up. No state: never connected.
AWAY = ("08", "53", "57P")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A damaged request, or one that is too large."""
    if isinstance(exception, RequestDataTooBig):
        return _answer(request, "payload_too_large", PayloadTooLarge.default_detail, 413)
    return _answer(request, "bad_request", _("The request cannot be understood."), 400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No view has this address."""
    if request.path.startswith(API):
        title = _("There is nothing at this address. /api/v1/docs/ lists the addresses there are.")
        return _answer(request, "not_found", title, 404)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, so that callers come again; 500 for what is a mistake of ours."""
    if _database_is_away(sys.exc_info()[1]):
        title = _("The database does not answer. Nothing was saved; try again in a minute.")
        response = _answer(request, "unavailable", title, 503)
        response["Retry-After"] = str(AGAIN)
        return response
    return _answer(request, "server_error", _("Something went wrong on our side"), 500)


class NothingBehindNul:
    """No record is named with a zero byte, and the database refuses to be asked for one: there is no such page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        return self.get_response(request)


def _answer(request: HttpRequest, code: str, title: Any, status: int) -> HttpResponse:
    if request.path.startswith(API):
        return JsonResponse(
            document(code, title, status, request.path), status=status, content_type=CONTENT_TYPE
        )
    page = defaults.server_error(request, template_name=f"{status}.html")
    page.status_code = status
    return page


def _database_is_away(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            state = getattr(error.__cause__, "sqlstate", None)
            return state is None or state.startswith(AWAY)
        error = error.__cause__ or error.__context__
    return False

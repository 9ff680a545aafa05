"""Encloses every request, its view and its template in one transaction with its subject (decisions.md 13)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.defaults import page_not_found

from access.context import Subject, assume, request_context
from access.refusals import record_refusal
from access.selectors.receivers import unknown_receivers
from accounts.selectors.offices import appointments_of
from foundation.clock import today
from foundation.errors import DomainError, InvalidInput
from foundation.rest.problems import CONTENT_TYPE, document, flatten

ACTING_KEY = "acting_appointment"
REFUSALS = frozenset({403, 409, 412})
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
LEAVING = "/account/"
RELEASE = "release_to"
FOR_RELEASE = ("/api/", "/reports/")  # what leads on from there carries the parameter along


class OfficeLapsed(DomainError):
    """Nobody acts in another office than he thinks: changing it is an explicit act (decisions.md 3)."""

    message = _("The office you acted in is no longer yours. Look at the header and choose again.")


class NotForRelease(InvalidInput):
    """A parameter that cannot be followed is refused: whoever asks would take the whole for what may be given away."""

    message = _("Nothing can be prepared for release here.")


def refused_release(request: HttpRequest) -> NotForRelease | None:
    """`?release_to=IT` on reports and over REST: the answer is made of what may be given there (I26).

    It leaves the query, so that views and their filters need not know it. Other pages lead on without it, so there it
    is refused.
    """
    given = [code for code in request.GET.getlist(RELEASE) if code]
    wrong = _wrong_release(request, given)
    request.release_to = "" if wrong else "".join(given)  # type: ignore[attr-defined]
    if RELEASE in request.GET:
        others = request.GET.copy()
        del others[RELEASE]
        request.GET = others  # type: ignore[assignment]
    return NotForRelease(fields={RELEASE: [wrong]}) if wrong else None


def _wrong_release(request: HttpRequest, given: list[str]) -> Any:
    if given and not request.path.startswith(FOR_RELEASE):
        return _("Reports and the interface for programs are prepared for release.")
    if given and request.method not in HARMLESS:
        return _("Only what is read can be prepared for release.")
    if len(given) > 1 or unknown_receivers(given):
        return _("There is no such State or organisation.")
    return ""


def subject_of(request: HttpRequest) -> Subject | None:
    """Who acts in this browser session: the office chosen in the header, else the first of the person's offices."""
    if not request.user.is_authenticated:
        return None
    offices = list(appointments_of(request.user, on=today()))
    request.offices = offices  # type: ignore[attr-defined]
    kept = request.session.get(ACTING_KEY)
    chosen = [a for a in offices if a.pk == kept] or offices[:1]
    request.office_lapsed = kept is not None and kept not in {a.pk for a in chosen}  # type: ignore[attr-defined]
    if chosen and chosen[0].pk != kept:
        request.session[ACTING_KEY] = chosen[0].pk
    found = Subject.of(chosen[0]) if chosen else Subject.without_office(request.user)
    return replace(found, release_to=request.release_to)  # type: ignore[attr-defined]


def lapsed(request: HttpRequest) -> HttpResponse | None:
    """When the office of the last page is no longer held: a page says so, what was sent from that page is refused."""
    if not getattr(request, "office_lapsed", False) or request.path.startswith(LEAVING):
        return None
    if request.method not in HARMLESS:
        return refused(request, OfficeLapsed())
    messages.warning(request, str(OfficeLapsed.message))
    return None


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal as a page, over REST as a problem."""
    if request.path.startswith("/api/"):
        body = document(error.code, error.message, error.status, request.path)
        if error.fields:
            body["errors"] = flatten(error.fields)
        return JsonResponse(body, status=error.status, content_type=CONTENT_TYPE)
    return render(request, "parley/refused.html", {"refusal": error}, status=error.status)


class SubjectMiddleware:
    """Outermost of what may touch protected rows; errors of the server roll everything back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_context():
            response = self._answered(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if response.status_code in REFUSALS and request.subject:  # type: ignore[attr-defined]
            record_refusal(request.subject, request, response.status_code)  # type: ignore[attr-defined]
        return response

    def _answered(self, request: HttpRequest) -> HttpResponse:
        refusal = refused_release(request)
        request.subject = subject = subject_of(request)  # type: ignore[attr-defined]
        if subject:
            assume(subject, f"{request.method} {request.path}"[:120])
        if refusal:
            return refused(request, refusal)
        return lapsed(request) or self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A rule that said no is told in the user's words; verbs are savepoints, so nothing half-done stays."""
        if not isinstance(error, DomainError):
            return None
        return page_not_found(request, Http404()) if error.status == 404 else refused(request, error)

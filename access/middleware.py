"""Encloses every request, its view and its template in one transaction with its subject (decisions.md 13)."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.defaults import page_not_found

from access.context import Subject, assume, request_context
from access.refusals import record_refusal
from accounts.selectors.offices import appointments_of
from foundation.clock import today
from foundation.errors import DomainError

ACTING_KEY = "acting_appointment"
REFUSALS = frozenset({403, 409, 412})
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
LEAVING = "/account/"


class OfficeLapsed(DomainError):
    """Nobody acts in another office than he thinks: changing it is an explicit act (decisions.md 3)."""

    message = _("The office you acted in is no longer yours. Look at the header and choose again.")


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
    return Subject.of(chosen[0]) if chosen else Subject.without_office(request.user)


def lapsed(request: HttpRequest) -> HttpResponse | None:
    """When the office of the last page is no longer held: a page says so, what was sent from that page is refused."""
    if not getattr(request, "office_lapsed", False) or request.path.startswith(LEAVING):
        return None
    if request.method not in HARMLESS:
        return refused(request, OfficeLapsed())
    messages.warning(request, str(OfficeLapsed.message))
    return None


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal as a page."""
    return render(request, "parley/refused.html", {"refusal": error}, status=error.status)


class SubjectMiddleware:
    """Outermost of what may touch protected rows; errors of the server roll everything back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_context():
            request.subject = subject = subject_of(request)  # type: ignore[attr-defined]
            if subject:
                assume(subject, f"{request.method} {request.path}"[:120])
            response = lapsed(request) or self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if response.status_code in REFUSALS and request.subject:  # type: ignore[attr-defined]
            record_refusal(request.subject, request, response.status_code)  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A rule that said no is told in the user's words; verbs are savepoints, so nothing half-done stays."""
        if not isinstance(error, DomainError):
            return None
        return page_not_found(request, Http404()) if error.status == 404 else refused(request, error)

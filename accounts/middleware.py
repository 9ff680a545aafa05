"""Limits of a browser session: an absolute end, and two-step sign-in where it is enforced."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from foundation.clock import now

STARTED = "session_started_at"
# Pages a person needs to set up the second step or to leave.
WITHOUT_SECOND_STEP = ("/account/", "/static/", "/i18n/")


class SessionLimits:
    """Ends a session settings.SESSION_ABSOLUTE_AGE seconds after it began; the idle limit is the cookie's age."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            began = request.session.setdefault(STARTED, now().timestamp())
            if now().timestamp() - began > settings.SESSION_ABSOLUTE_AGE:
                logout(request)
                return redirect("account_login")
        return self.get_response(request)


class SecondStepRequired:
    """Outside demo mode nobody goes on without a second sign-in factor (decisions.md 29)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        waits = settings.TWO_STEP_ENFORCED and request.user.is_authenticated
        if waits and not request.path.startswith(WITHOUT_SECOND_STEP) and not is_mfa_enabled(request.user):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

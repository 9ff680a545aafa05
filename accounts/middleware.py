"""Limits of a browser session: an absolute end, two-step sign-in where it is enforced, and forms that count once."""

import hashlib
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.services.sent_forms import claim, settle
from foundation.clock import now
from foundation.templatetags.frame import ONCE

STARTED = "session_started_at"
FOUND = 302
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


class SentOnce:
    """One thing per click: a form that carries the mark ({% once %}) and is sent again as it was makes nothing more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not request.user.is_authenticated or ONCE not in request.POST:
            return self.get_response(request)
        sent, first = claim(request.user, _digest(request), at=now())
        if not first:
            messages.info(
                request, _("This form was sent before. Here is what it led to; nothing was made twice.")
            )
            return redirect(sent.led_to)
        response = self.get_response(request)
        settle(sent, response.headers.get("Location", "") if response.status_code == FOUND else "")
        return response


def _digest(request: HttpRequest) -> str:
    """Of everything typed and chosen; the token against forgery may differ."""
    typed = [
        (name, request.POST.getlist(name)) for name in sorted(request.POST) if name != "csrfmiddlewaretoken"
    ]
    files = [(name, str(file), getattr(file, "size", 0)) for name, file in sorted(request.FILES.items())]
    return hashlib.sha256(repr((request.path, typed, files)).encode()).hexdigest()

"""Choosing the office to act in: an explicit act in the header (decisions.md 3)."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from access.middleware import ACTING_KEY
from audit.services.events import record


@login_required
@require_POST
def act_in(request: HttpRequest) -> HttpResponse:
    """From the next page on the person acts in the chosen office; only own offices of today can be chosen."""
    chosen = next((a for a in request.offices if str(a.pk) == request.POST.get("appointment")), None)  # type: ignore[attr-defined]
    if chosen is None:
        raise Http404
    request.session[ACTING_KEY] = chosen.pk
    record("accounts.acts_in", reference=chosen.office.code, table="accounts_office")
    back = request.POST.get("next", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")

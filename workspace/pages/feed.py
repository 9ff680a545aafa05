"""The calendar feed: its settings page, and the secret address a calendar program reads without a session."""

import datetime as dt
import hashlib
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from access.context import Subject, assume
from access.ladder import LEVEL_CHOICES
from access.selectors.feeds import feed_of, highest_level, reader_of
from access.services import feeds
from foundation.azerbaijani import capitals
from foundation.clock import now, today
from foundation.errors import DomainError, InvalidInput
from publishing.calendars import calendar_bytes
from workspace.selectors.feed import feed_items

A_WHILE, AT_MOST = 3_600, 60  # fetches of one address in an hour


class FeedForm(forms.Form):
    """Up to which level."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("Up to the level"), coerce=int,
        help_text=gettext_lazy("Of everything that is marked only the reference is shown, whatever you choose."),
    )  # fmt: skip

    def __init__(self, *args: Any, highest: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [pair for pair in LEVEL_CHOICES if highest is not None and pair[0] <= highest]
        self.fields["level"].choices = offered  # type: ignore[attr-defined]
        self.fields["level"].error_messages["invalid_choice"] = _("There is no such choice.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def feed_page(request: HttpRequest) -> HttpResponse:
    """Make, renew and revoke; the address is shown once, on the answer that made it, and kept nowhere."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    form = FeedForm(request.POST or None, highest=highest_level(subject, on=today()))
    made = ""
    if request.method == "POST":
        if request.POST.get("act") == "revoke":
            feeds.revoke(by=subject, at=now())
            messages.success(request, _("The address is revoked. Calendars that still ask get nothing more."))
            return redirect("workspace:calendar-feed")
        made = _made(form, request.POST.get("act", ""), subject)
    context = {
        "form": form,
        "feed": feed_of(subject, on=today()),
        "address": request.build_absolute_uri(reverse("workspace:calendar", args=[made])) if made else "",
        "possible": bool(form.fields["level"].choices),  # type: ignore[attr-defined]
    }
    answer = render(request, "workspace/calendar_feed.html", context, status=400 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _made(form: FeedForm, act: str, by: Subject) -> str:
    """The new address; empty with what is wrong on the form."""
    if not form.is_valid():
        return ""
    make = feeds.renew if act == "renew" else feeds.make
    try:
        return make(by=by, level=form.cleaned_data["level"], at=now())
    except InvalidInput as refusal:
        for name, words in refusal.fields.items():
            form.add_error(name, [str(word) for word in words])  # type: ignore[attr-defined]
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
    return ""


@require_safe
def calendar_page(request: HttpRequest, address: str) -> HttpResponse:
    """The feed of an address, read as its person at this very moment; a wrong address and an ended one are absent."""
    on = today()
    found = reader_of(address, on=on)
    if found is None:
        raise Http404
    feed, reader = found
    if (waits := _asked_too_often(feed.digest)) is not None:
        return waits
    reader = _acting(request.subject, reader)  # type: ignore[attr-defined]
    items = feed_items(to=reader, level=feed.level, on=on, address=request.build_absolute_uri)
    marking = capitals(str(feed.get_level_display()), "en")
    return _answer(request, calendar_bytes(items, title="Parley", marking=marking), on)


def _acting(present: Subject | None, reader: Subject) -> Subject:
    """A browser that is signed in as somebody else, or in another office, is no calendar."""
    if present is None:
        assume(reader, "calendar feed")
        return reader
    if (present.user_id, present.office_id) != (reader.user_id, reader.office_id):
        raise Http404
    return present


def _answer(request: HttpRequest, content: bytes, on: dt.date) -> HttpResponse:
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    asked = [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]
    answer: HttpResponse = HttpResponseNotModified() if etag in asked else HttpResponse(content)
    if answer.status_code == 200:
        answer["Content-Type"] = "text/calendar; charset=utf-8"
        answer["Content-Disposition"] = f'inline; filename="parley-{on}.ics"'
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _asked_too_often(digest: str) -> HttpResponse | None:
    """A calendar asks now and then; who asks without end waits."""
    key = f"calendar-feed-{digest}"
    cache.add(key, 0, A_WHILE)
    try:
        number = cache.incr(key)
    except ValueError:  # it ran out between the two
        return None
    if number <= AT_MOST:
        return None
    return HttpResponse(status=429, headers={"Retry-After": str(A_WHILE)})

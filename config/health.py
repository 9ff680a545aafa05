"""Is it alive, is it ready: JSON without detail for the anonymous; numbers for a scrape with its token."""

from collections.abc import Callable
from dataclasses import asdict
from hmac import compare_digest

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from foundation.clock import now
from reminders.services.alive import outbox_state

# What Prometheus calls them, and what they count.
GAUGES = {
    "dispatcher_age": ("parley_dispatcher_age_seconds", "Since a dispatcher last came round"),
    "planner_age": ("parley_planner_age_seconds", "Since reminders were last planned"),
    "oldest_message_age": (
        "parley_oldest_message_age_seconds",
        "How long the oldest due message waits untried",
    ),
    "reminders_waiting": ("parley_reminders_waiting", "Reminders planned and not yet delivered"),
    "reminders_vacant": ("parley_reminders_vacant", "Reminders for offices in which nobody may read them"),
    "messages_waiting": ("parley_messages_waiting", "Messages to be sent or tried again"),
    "messages_dead": ("parley_messages_dead", "Messages given up, a task of the Center"),
    "rules_failing": (
        "parley_rules_failing",
        "Rules whose deadlines cannot be asked for, so nobody is told of them",
    ),
}


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers under the application role; late reminders take no web server out of service."""
    try:
        state = outbox_state(at=now())
    except Error:
        return JsonResponse({"status": "unready"}, status=503)
    return JsonResponse({"status": "ready", "reminders": "late" if state.is_late else "on time"})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The outbox in the text format of Prometheus, for whoever sends the token; for others there is nothing."""
    sent = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not compare_digest(
        sent.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()
    ):
        return HttpResponse(status=404)
    try:
        values = asdict(outbox_state(at=now()))
    except Error:
        return HttpResponse(status=503)
    lines = [
        f"# HELP {name} {words}\n# TYPE {name} gauge\n{name} {values[field]}\n"
        for field, (name, words) in GAUGES.items()
        if values[field] is not None
    ]
    return HttpResponse("".join(lines), content_type="text/plain; version=0.0.4; charset=utf-8")


ADDRESSES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": live,
    "/health/ready": ready,
    "/metrics": metrics,
}


class HealthFirst:
    """Answers before session and subject ask the database: while it is down, who is asked says so and does not fail."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = ADDRESSES.get(request.path_info, self.get_response)
        return view(request)

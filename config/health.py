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

NEVER, NOTHING_WAITS = (
    "+Inf",
    "0",
)  # what is said where there is nothing to count from: an alarm of "over" still works
# What Prometheus calls them, what they count, and what is said where there is no value.
GAUGES = {
    "dispatcher_age": (
        "parley_dispatcher_age_seconds",
        "Seconds since a dispatcher last came round; +Inf where none ever did.",
        NEVER,
    ),
    "planner_age": (
        "parley_planner_age_seconds",
        "Seconds since the worker last planned reminders; +Inf where it never did.",
        NEVER,
    ),
    "plan_age": (
        "parley_plan_age_seconds",
        "Seconds since anybody last planned reminders, the worker or a dispatcher in its stead; +Inf where nobody did.",
        NEVER,
    ),
    "oldest_reminder_age": (
        "parley_oldest_reminder_age_seconds",
        "Seconds the oldest due reminder has waited without becoming a notice.",
        NOTHING_WAITS,
    ),
    "oldest_message_age": (
        "parley_oldest_message_age_seconds",
        "Seconds the oldest due message has waited without being tried.",
        NOTHING_WAITS,
    ),
    "oldest_retried_age": (
        "parley_oldest_retried_message_age_seconds",
        "Seconds since the oldest message that is tried again was due.",
        NOTHING_WAITS,
    ),
    "reminders_waiting": (
        "parley_reminders_waiting",
        "Reminders planned and not yet delivered.",
        NOTHING_WAITS,
    ),
    "reminders_vacant": (
        "parley_reminders_vacant",
        "Reminders for offices in which nobody may read them.",
        NOTHING_WAITS,
    ),
    "messages_waiting": ("parley_messages_waiting", "Messages to be sent or tried again.", NOTHING_WAITS),
    "messages_dead": (
        "parley_messages_dead",
        "Messages given up: somebody was not reached, a task of the Center.",
        NOTHING_WAITS,
    ),
    "rules_failing": (
        "parley_rules_failing",
        "Rules whose deadlines cannot be asked for, so nobody is told of them.",
        NOTHING_WAITS,
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
        return HttpResponse(
            "The database does not answer.\n", status=503, content_type="text/plain; charset=utf-8"
        )
    lines = [
        f"# HELP {name} {words}\n# TYPE {name} gauge\n{name} {nothing if values[field] is None else values[field]}\n"
        for field, (name, words, nothing) in GAUGES.items()
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
